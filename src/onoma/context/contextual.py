"""`Contextual`: a recognizer whose entities say whether they are negated, uncertain, past or someone else's."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from onoma.context.cues import Cue, CueTable, usual_cues
from onoma.context.scopes import reaching
from onoma.context.sentences import Word, split_sentences, split_words
from onoma.document import Document, Entity, Value
from onoma.recognizer import Recognizer, annotated

__all__ = ["NEVER", "Contextual", "with_context"]

NEVER = frozenset(("CARDINAL", "DATE", "EMAIL", "MONEY", "ORDINAL", "PERCENT", "PHONE", "QUANTITY", "TIME", "URL"))
"""Labels of values: nobody denies a date."""


class Contextual:
    """Another recognizer, with what the words around an entity say about it among the entity's attributes.

    `attributes["negated"]` is `{"start", "end", "text"}` of the cue, such as "no evidence of"; so are "uncertain",
    "historical", "family" and "hypothetical". `never` are labels of which nothing is said, `cues` the table.
    """

    def __init__(self, recognizer: Recognizer, *, cues: CueTable | None = None, never: Collection[str] = NEVER) -> None:
        self._recognizer = recognizer
        self._cues = cues
        self._never = never

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the other recognizer."""
        return self._recognizer.labels

    def __call__(self, text: str) -> Document:
        """The document of one text."""
        return with_context(self._recognizer(text), self._cues, self._never)

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        """Documents in order, as the other recognizer yields them."""
        return (with_context(document, self._cues, self._never) for document in self._recognizer.stream(texts))

    def annotate(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The same documents, in order, with what the other recognizer finds and what is said about it."""
        found = annotated(self._recognizer, documents)
        return (with_context(document, self._cues, self._never) for document in found)


def with_context(document: Document, cues: CueTable | None = None, never: Collection[str] = NEVER) -> Document:
    """The document, its entities with the cues that speak of them."""
    if all(entity.label in never for entity in document.entities):
        return document
    table = usual_cues() if cues is None else cues
    entities: list[Entity] = []
    for start, end, inside in _sentences_with_entities(document):
        entities += _said_of(document.text, inside, start, end, table, never)
    return document.with_entities(entities)


def _sentences_with_entities(document: Document) -> Iterator[tuple[int, int, Sequence[Entity]]]:
    """Each sentence in which an entity begins, and those entities; it reaches to the end of the last of them."""
    starts = [entity.start for entity in document.entities]
    for start, end in split_sentences(document.text):
        inside = document.entities[bisect_left(starts, start) : bisect_left(starts, end)]
        if inside:
            yield start, max(end, *(entity.end for entity in inside)), inside


def _said_of(
    text: str, entities: Sequence[Entity], start: int, end: int, table: CueTable, never: Collection[str]
) -> Iterator[Entity]:
    words = split_words(text, start, end)
    cues = list(table.find(words))
    if not cues:
        yield from entities
        return
    places = [_words_of(entity, words) for entity in entities]
    targets = [place for place, entity in zip(places, entities, strict=True) if entity.label not in never]
    # A cue within an entity is a part of its name.
    named = {word for first, last in targets for word in range(first, last)}
    outside = [cue for cue in cues if named.isdisjoint(range(cue.first, cue.last))]
    found = iter(reaching(targets, outside, [word.name for word in words]))
    for entity in entities:
        said = next(found) if entity.label not in never else {}
        evidence = {name: _evidence(text, words, reach.cue) for name, reach in said.items()}
        yield replace(entity, attributes={**entity.attributes, **evidence}) if evidence else entity


def _words_of(entity: Entity, words: Sequence[Word]) -> tuple[int, int]:
    """The half-open words that an entity touches."""
    first = bisect_right(words, entity.start, key=lambda word: word.end)
    return first, max(first, bisect_left(words, entity.end, key=lambda word: word.start))


def _evidence(text: str, words: Sequence[Word], cue: Cue) -> Value:
    start, end = words[cue.first].start, words[cue.last - 1].end
    return {"start": start, "end": end, "text": text[start:end]}
