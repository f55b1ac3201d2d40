"""PubTator: title, abstract and mentions of a PubMed record, parted by bars and tabs.

A document's text is its title, a blank and its abstract, which is what the offsets count. A mention's
concept ids are its value, `{"id": ...}`, with `"mentions"` where a composite mention lists its parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from onoma.corpus.files import read_lines, write_text
from onoma.corpus.losses import clean_label, count_losses, place_of
from onoma.corpus.mending import mend, what_was_mended
from onoma.corpus.naming import distinct_ids
from onoma.corpus.records import Corpus, EntityKey, Note, Origin, Tally, key_of
from onoma.document import Document, Entity, Value
from onoma.errors import CorpusError

__all__ = ["looks_like_pubtator", "read_pubtator", "write_pubtator"]

_PASSAGE = re.compile(r"(?P<id>[^|\t]+)\|(?P<part>[ta])\|(?P<text>.*)", re.DOTALL)
_ID_BREAK = re.compile(r"[|\t\n\r]")
_BREAK = re.compile(r"[\t\n\r]")


@dataclass(slots=True)
class _Record:
    line: int
    id: str
    title: str = ""
    abstract: str = ""
    rows: list[tuple[int, list[str]]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return f"{self.title} {self.abstract}" if self.abstract else self.title


def looks_like_pubtator(text: str) -> bool:
    """Whether the first line that isn't blank is a title line."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    match = _PASSAGE.match(first)
    return match is not None and match["part"] == "t"


def read_pubtator(path: Path, tally: Tally) -> Corpus:
    """One document per record; `fields["title_length"]` says where the title ends.

    Raises `CorpusError` at a line that is neither title, abstract, mention nor relation.
    """
    seen: set[str] = set()
    documents: list[Document] = []
    origins: list[Origin] = []
    for record in _read_records(path, tally):
        if record.id in seen:
            tally.add("record with the id of an earlier one, kept", f"{path}:{record.line}", detail=record.id)
        seen.add(record.id)
        document, lines = _record_to_document(record, path, tally)
        documents.append(document)
        origins.append(Origin(str(path), record.line, entity_lines=lines))
    return Corpus(tuple(documents), path.name, tally.notes, tuple(origins))


def _read_records(path: Path, tally: Tally) -> list[_Record]:
    records: list[_Record] = []
    open_record: _Record | None = None
    for number, line in enumerate(read_lines(path), 1):
        if not line.strip():
            open_record = None
            continue
        passage = _PASSAGE.fullmatch(line)
        if passage and passage["part"] == "t":
            open_record = _Record(number, passage["id"], title=passage["text"])
            records.append(open_record)
            continue
        columns = [passage["id"]] if passage else line.split("\t")
        if open_record is None or columns[0] != open_record.id:
            belongs = "no record" if open_record is None else f"record {open_record.id}"
            what = f"line of {columns[0][:40]!r} stands in {belongs}"
            hint = "begin each record with its 'id|t|title' line"
            tally.refuse(CorpusError(path, number, what, hint=hint), f"{path}:{number}")
            continue
        if passage:
            open_record.abstract = passage["text"]
        else:
            open_record.rows.append((number, columns))
    return records


def _record_to_document(record: _Record, path: Path, tally: Tally) -> tuple[Document, dict[EntityKey, int]]:
    """The document, and the line of each of its entities."""
    entities: list[Entity] = []
    lines: dict[EntityKey, int] = {}
    for line, columns in record.rows:
        if len(columns) > 2 and not columns[1].isdecimal():
            tally.add("relation left out", f"{path}:{line}")
            continue
        entity = _row_to_entity(columns, record.text, path, line, tally)
        if entity is not None:
            entities.append(entity)
            lines[key_of(entity)] = line
    fields: dict[str, Value] = {"title_length": len(record.title)} if record.abstract else {}
    return Document(record.text, tuple(entities), None, record.id, fields), lines


def _row_to_entity(columns: list[str], text: str, path: Path, line: int, tally: Tally) -> Entity | None:
    if not 5 <= len(columns) <= 7 or not columns[2].isdecimal() or not columns[4]:
        hint = "a mention has id, start, end, text and label, then maybe concept ids, tab separated"
        error = CorpusError(path, line, f"{' | '.join(columns)[:80]!r} is no mention", hint=hint)
        tally.refuse(error, f"{path}:{line}")
        return None
    stated = (int(columns[1]), int(columns[2]))
    span = mend(text, stated, columns[3])
    if span is None:
        found = f"{columns[3]!r} is stated where {text[slice(*stated)]!r} stands"
        tally.add("mention whose text is not at its offsets left out", f"{path}:{line}", detail=found)
        return None
    if mended := what_was_mended(columns[3], stated, span, "the mention's"):
        tally.add(mended[0], f"{path}:{line}", detail=mended[1])
    value: dict[str, Value] = {"id": columns[5]} if columns[5:] else {}
    if columns[6:]:
        value["mentions"] = list[Value](columns[6].split("|"))
    return Entity(*span, columns[4], value=value or None)


def write_pubtator(corpus: Corpus, path: Path) -> tuple[Note, ...]:
    """One record per document; breaks in a text become blanks, so that offsets hold."""
    tally = Tally()
    blocks: list[str] = []
    ids = distinct_ids(corpus, _fits, "d", tally)
    for number, (document, id) in enumerate(zip(corpus, ids, strict=True), 1):
        place = place_of(document, number)
        count_losses(document, place, frozenset(("id", "fields", "value", "fragments")), tally)
        title, abstract = _passages(document, place, tally)
        lines = [f"{id}|t|{title}", f"{id}|a|{abstract}"]
        lines += ["\t".join((id, *_entity_to_row(entity, document, place, tally))) for entity in document.entities]
        blocks.append("\n".join(lines) + "\n")
    write_text(path, "\n".join(blocks))
    return tally.notes


def _fits(id: str) -> bool:
    return bool(id.strip()) and not _ID_BREAK.search(id)


def _passages(document: Document, place: str, tally: Tally) -> tuple[str, str]:
    """Title and abstract: parted where they were, else at the first line break, else all is title."""
    text = _BREAK.sub(" ", document.text)
    if text != document.text:
        tally.add("text with line breaks or tabs, written as blanks", place)
    n_title = document.fields.get("title_length")
    known = isinstance(n_title, int) and 0 <= n_title < len(text) - 1 and text[n_title] == " "
    if len(document.fields) > known:
        tally.add("document's further fields not carried", place)
    if not (known and isinstance(n_title, int)):
        n_title = document.text.find("\n")
        if not 0 <= n_title < len(text) - 1:
            return text, ""
    return text[:n_title], text[n_title + 1 :]


def _entity_to_row(entity: Entity, document: Document, place: str, tally: Tally) -> list[str]:
    if entity.fragments:
        tally.add("discontinuous entity written as one span", place)
    label = clean_label(entity.label, _BREAK, place, tally)
    mention = _BREAK.sub(" ", document.text_of(entity))
    row = [str(entity.start), str(entity.end), mention, label]
    concepts = _concepts(entity.value)
    if concepts is None:
        tally.add("value not carried", place)
    return row + (concepts or [])


def _concepts(value: Value) -> list[str] | None:
    """The last columns that spell a value, or None when they can't."""
    if value is None:
        return []
    if not isinstance(value, dict) or not {"id"} <= set(value) <= {"id", "mentions"}:
        return None
    parts = value.get("mentions")
    columns = [value["id"]]
    if isinstance(parts, list) and parts and all(isinstance(part, str) and "|" not in part for part in parts):
        columns.append("|".join(map(str, parts)))
    elif "mentions" in value:
        return None
    texts = [column for column in columns if isinstance(column, str) and not _BREAK.search(column)]
    return texts if len(texts) == len(columns) else None
