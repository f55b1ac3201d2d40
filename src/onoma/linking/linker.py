"""`Linked`: a recognizer whose entities have the ids of a list of terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from onoma.document import Document, Entity, Value
from onoma.linking.index import TermIndex
from onoma.recognizer import Recognizer, annotated

__all__ = ["MIN_SCORE", "Linked"]

MIN_SCORE = 0.75
"""Names less alike than this are taken for different ones; docs/context.md tells what that costs and buys."""

_REMEMBERED = 1 << 16


class Linked:
    """Another recognizer, with the id of a term among the attributes of its entities.

    `attributes["link"]` is `{"id", "name", "score"}`: the term, its first name, and how alike the names are. Where
    several terms fit equally well, the first of the file is taken, and `"candidates"` holds the ids of all; with
    `n_candidates`, it holds that many records of the same form. An abbreviation that the text explains is looked up
    by its long form as well. Entities that have a value already are left alone.
    """

    def __init__(
        self, recognizer: Recognizer, terms: TermIndex, *, min_score: float = MIN_SCORE, n_candidates: int = 0
    ) -> None:
        self._recognizer = recognizer
        self._terms = terms
        self._min_score = min_score
        self._n_candidates = n_candidates
        self._link = lru_cache(_REMEMBERED)(self._look_up)  # names come again and again

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the other recognizer."""
        return self._recognizer.labels

    def __call__(self, text: str) -> Document:
        """The document of one text."""
        return self._with_links(self._recognizer(text))

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        """Documents in order, as the other recognizer yields them."""
        return map(self._with_links, self._recognizer.stream(texts))

    def annotate(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The same documents, in order, with what the other recognizer finds, and ids."""
        return map(self._with_links, annotated(self._recognizer, documents))

    def _with_links(self, document: Document) -> Document:
        return document.with_entities([self._linked(document, entity) for entity in document.entities])

    def _linked(self, document: Document, entity: Entity) -> Entity:
        if entity.value is not None:
            return entity
        link = self._link(document.text_of(entity), entity.label)
        long_form = entity.attributes.get("abbreviation_of")
        if isinstance(long_form, dict):
            long = self._link(str(long_form.get("text")), entity.label)
            link = max(link, long, key=lambda found: float(str(found["score"])) if found else -1.0)
        return replace(entity, attributes={**entity.attributes, "link": dict(link)}) if link else entity

    def _look_up(self, name: str, label: str) -> Mapping[str, Value]:
        found = self._terms.find(name, label, n=max(self._n_candidates, 8), min_score=self._min_score)
        if not found:
            return {}
        best = found[0]
        link: dict[str, Value] = {"id": best.id, "name": best.name, "score": best.score}
        if self._n_candidates:
            link["candidates"] = [
                {"id": one.id, "name": one.name, "score": one.score} for one in found[: self._n_candidates]
            ]
        elif len(found) > 1 and found[1].score == best.score:
            link["candidates"] = [one.id for one in found if one.score == best.score]
        return link
