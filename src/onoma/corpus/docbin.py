"""spaCy's DocBin: a binary file of Docs, as `spacy train` reads them; and a document as a Doc.

A Doc's tokens are the document's words, cut where an entity begins or ends, so that no entity moves; all
that stands between words belongs to tokens too, so that the Doc's text is exactly the document's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from onoma.corpus.losses import count_losses, place_of
from onoma.corpus.records import Corpus, Note, Tally
from onoma.document import Document, Entity, Value
from onoma.errors import CorpusError, MissingExtraError

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab

__all__ = [
    "DOCBIN_MAGIC",
    "OVERLAPPING",
    "document_to_doc",
    "read_docbin",
    "span_to_entity",
    "spans_of",
    "write_docbin",
]

DOCBIN_MAGIC = b"x\x9c"
"""How a compressed file begins; no text in UTF-8 does."""

OVERLAPPING = "sc"
"""The span group, under spaCy's usual name, that holds all entities of a document in which some overlap."""

_USER_DATA = "onoma"
_ID = "kb_id"
"""The attribute that is a span's id in a knowledge base."""

_WORD = re.compile(r"\w+|[^\w\s]")


def read_docbin(path: Path, tally: Tally) -> Corpus:
    """One document per Doc: its entities and those of its span groups, its tokens but white space as words.

    Raises `CorpusError` for a file that is no DocBin, `MissingExtraError` without spaCy.
    """
    spacy = _spacy("reading a DocBin")
    try:
        docs = list(spacy.tokens.DocBin().from_disk(path).get_docs(spacy.vocab.Vocab()))
    except Exception as error:  # zlib's, msgpack's and spaCy's own have no class in common
        hint = "write it with DocBin.to_disk, or `onoma convert`"
        raise CorpusError(path, None, f"is no DocBin that can be read ({type(error).__name__})", hint=hint) from None
    documents = tuple(_doc_to_document(doc) for doc in docs)
    return Corpus(documents, path.name, tally.notes)


def _doc_to_document(doc: Doc) -> Document:
    entities = tuple(span_to_entity(span, score) for span, score in spans_of(doc))
    words = tuple((token.idx, token.idx + len(token)) for token in doc if not token.is_space)
    ours = doc.user_data.get(_USER_DATA)
    id, fields = (ours.get("id"), ours.get("fields", {})) if isinstance(ours, dict) else (None, {})
    return Document(doc.text, entities, words, id, fields)


def span_to_entity(span: Span, score: float | None = None, source: str = "") -> Entity:
    """A span of a Doc as an entity; its id in a knowledge base is an attribute."""
    attributes: dict[str, Value] = {_ID: span.kb_id_} if span.kb_id_ else {}
    return Entity(span.start_char, span.end_char, span.label_, score, source, attributes=attributes)


def spans_of(doc: Doc) -> Iterator[tuple[Span, float | None]]:
    """The spans of `doc.ents` and of all span groups with their scores, but those without a label.

    What stands in several is given once.
    """
    given: set[tuple[int, int, str]] = set()
    for spans, scores in _groups(doc):
        for index, span in enumerate(spans):
            key = (span.start_char, span.end_char, span.label_)
            if key not in given and span.label_ and span.start_char < span.end_char:
                given.add(key)
                yield span, min(max(float(scores[index]), 0.0), 1.0) if index < len(scores) else None


def _groups(doc: Doc) -> Iterator[tuple[list[Span], list[float]]]:
    """`doc.ents` without scores, then each span group with those that spaCy's span categoriser gave."""
    yield list(doc.ents), []
    for group in doc.spans.values():
        scores = group.attrs.get("scores")
        yield list(group), [] if scores is None else list(scores)


def write_docbin(corpus: Corpus, path: Path) -> tuple[Note, ...]:
    """A DocBin of all documents; ids and further fields go into each Doc's user data.

    Raises `CorpusError` for a text that spaCy cannot hold, `MissingExtraError` without spaCy.
    """
    spacy = _spacy("writing a DocBin")
    tally = Tally()
    vocab, docbin = spacy.vocab.Vocab(), spacy.tokens.DocBin(store_user_data=True)
    for number, document in enumerate(corpus, 1):
        place = place_of(document, number)
        count_losses(_without_ids(document), place, frozenset(("id", "words", "fields")), tally)
        try:
            docbin.add(document_to_doc(document, vocab, place, tally))
        except UnicodeEncodeError:
            what = f"{place} holds half of a surrogate pair, which spaCy cannot"
            raise CorpusError(path, None, what, hint="repair the text") from None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        docbin.to_disk(path)
    except OSError as error:
        raise CorpusError(path, None, f"cannot be written ({error.strerror})", hint="choose another path") from error
    return tally.notes


def document_to_doc(document: Document, vocab: Vocab, place: str, tally: Tally) -> Doc:
    """The document as a Doc, every entity exactly where it is.

    Entities that overlap others are only in the span group `OVERLAPPING`, with all the others of that document.
    """
    spacy = _spacy("turning a document into a Doc")
    words, spaces = _tokens(document, place, tally)
    doc: Doc = spacy.tokens.Doc(vocab, words=words, spaces=spaces)
    spans = [
        doc.char_span(entity.start, entity.end, entity.label, kb_id=_id_of(entity)) for entity in document.entities
    ]
    apart = _apart(document.entities)
    n_repeated = len(document.entities) - len({(e.start, e.end, e.label) for e in document.entities})
    if n_repeated:
        tally.add("repeated entity left out", place, count=n_repeated)
    doc.set_ents([spans[index] for index in apart])
    if len(apart) < len(spans):
        doc.spans[OVERLAPPING] = spans
    ours: dict[str, Value] = {"id": document.id, "fields": dict(document.fields)}
    if document.id is not None or document.fields:
        doc.user_data[_USER_DATA] = ours
    return doc


def _id_of(entity: Entity) -> str:
    """The entity's id in a knowledge base, which a span has a place for; empty without one."""
    known = entity.attributes.get(_ID)
    return known if isinstance(known, str) else ""


def _without_ids(document: Document) -> Document:
    """The document without what of its attributes spans carry."""
    return document.with_entities(
        replace(entity, attributes={name: value for name, value in entity.attributes.items() if name != _ID})
        if _id_of(entity)
        else entity
        for entity in document.entities
    )


def _apart(entities: tuple[Entity, ...]) -> list[int]:
    """Positions of the entities that don't overlap one before."""
    kept: list[int] = []
    for index, entity in enumerate(entities):
        if not kept or entities[kept[-1]].end <= entity.start:
            kept.append(index)
    return kept


def _tokens(document: Document, place: str, tally: Tally) -> tuple[list[str], list[bool]]:
    """The tokens that spell the text, and whether a blank follows each."""
    text, given = document.text, document.words
    words = given if given is not None else tuple(match.span() for match in _WORD.finditer(text))
    starts = {entity.start for entity in document.entities}
    ends = {entity.end for entity in document.entities}
    if given is not None:
        n_split = sum(any(start < cut < end for cut in starts | ends) for start, end in given)
        tally.add("word split where an entity begins or ends", place, count=n_split)
    tokens: list[str] = []
    spaces: list[bool] = []
    for left, right in pairwise(sorted({0, len(text), *starts, *ends, *(offset for span in words for offset in span)})):
        may_follow = tokens and not spaces[-1] and left not in starts and left + 1 not in ends
        if text[left] == " " and may_follow:
            spaces[-1] = True
            left += 1
        if left < right:
            tokens.append(text[left:right])
            spaces.append(False)
    return tokens, spaces


def _spacy(purpose: str) -> ModuleType:
    try:
        for name in ("spacy.tokens", "spacy.vocab"):
            import_module(name)
        return import_module("spacy")
    except ModuleNotFoundError as error:
        raise MissingExtraError(str(error.name), "spacy", purpose) from None
