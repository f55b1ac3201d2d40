"""Brat standoff: a text in `name.txt`, its entities in `name.ann`, a folder of them being a corpus.

Discontinuous entities are kept. Brat parts an entity at each line break that it spans; such parts are
one entity here.
"""

from __future__ import annotations

import re
from pathlib import Path

from onoma.corpus.files import read_lines, read_text, write_text
from onoma.corpus.losses import clean_label, count_losses, place_of
from onoma.corpus.mending import mend, what_was_mended
from onoma.corpus.naming import distinct_ids
from onoma.corpus.records import Corpus, EntityKey, Note, Origin, Tally, key_of
from onoma.document import Document, Entity, Span
from onoma.errors import CorpusError

__all__ = ["read_brat", "write_brat"]

_TEXT_BOUND = re.compile(r"T\S*\t(?P<label>\S+) (?P<spans>\d+ \d+(?:;\d+ \d+)*)(?:\t(?P<text>.*))?", re.DOTALL)
_KINDS = {
    "R": "relation",
    "*": "relation",
    "E": "event",
    "A": "attribute",
    "M": "attribute",
    "N": "normalization",
}
_FILE_NAME = re.compile(r"[a-zA-Z0-9_](?:[\w.-]{0,60}\w)?(?:/\w(?:[\w.-]{0,60}\w)?)*")
_LINE_BREAK = re.compile(r"[\n\r]+")


def read_brat(path: Path, tally: Tally) -> Corpus:
    """One document per pair of files; its id is the path inside the folder, without the suffix.

    Raises `CorpusError` when a text is missing, or at an annotation line that cannot be read.
    """
    if path.is_dir():
        stems = sorted(found.with_suffix("") for found in path.rglob("*.ann"))
        for lone in sorted(path.rglob("*.txt")):
            if not lone.with_suffix(".ann").exists():
                tally.add("text without an .ann file left out", str(lone))
        if not stems:
            raise CorpusError(path, None, "has no .ann file", hint="a brat folder has pairs of .txt and .ann files")
    else:
        stems = [path.with_suffix("")]
    root = path if path.is_dir() else path.parent
    read = [_read_document(stem, stem.relative_to(root).as_posix(), tally) for stem in stems]
    documents = tuple(document for document, _ in read)
    return Corpus(documents, path.name, tally.notes, tuple(origin for _, origin in read))


def _beside(stem: Path, suffix: str) -> Path:
    return stem.with_name(stem.name + suffix)


def _read_document(stem: Path, id: str, tally: Tally) -> tuple[Document, Origin]:
    text = read_text(_beside(stem, ".txt"))
    path = _beside(stem, ".ann")
    entities: list[Entity] = []
    lines: dict[EntityKey, int] = {}
    for number, line in enumerate(read_lines(path), 1):
        if line[:1] == "T":
            entity = _line_to_entity(line, text, path, number, tally)
            if entity is not None:
                entities.append(entity)
                lines[key_of(entity)] = number
        elif line.strip():
            tally.add(f"{_KINDS.get(line[0], 'note or unknown line')} left out", f"{path}:{number}")
    return Document(text, tuple(entities), None, id), Origin(str(path), 1, entity_lines=lines)


def _line_to_entity(line: str, text: str, path: Path, number: int, tally: Tally) -> Entity | None:
    match = _TEXT_BOUND.fullmatch(line)
    if match is None:
        hint = "an entity line is 'T1<tab>Label start end<tab>text', with ';' between the parts of one"
        tally.refuse(CorpusError(path, number, f"{line[:80]!r} is no entity", hint=hint), f"{path}:{number}")
        return None
    numbers = [tuple(map(int, part.split())) for part in match["spans"].split(";")]
    parts = _join(sorted((start, end) for start, end in numbers), text)
    outer = (parts[0][0], max(end for _, end in parts))
    if outer[1] > len(text) or any(start >= end for start, end in parts):
        hint = f"offsets are half-open and count the {len(text)} characters of the .txt file"
        error = CorpusError(path, number, f"offsets {match['spans']} are empty or outside the text", hint=hint)
        tally.refuse(error, f"{path}:{number}")
        return None
    spelled = " ".join(text[start:end] for start, end in numbers)
    if len(parts) > 1 or match["text"] in (None, spelled):
        if match["text"] not in (None, spelled):
            tally.add("discontinuous entity whose text differs from its offsets, kept", f"{path}:{number}")
        return Entity(*outer, match["label"], fragments=parts if len(parts) > 1 else ())
    span = mend(text, outer, match["text"])
    if span is None:
        found = f"{match['text']!r} is stated where {text[slice(*outer)]!r} stands"
        tally.add("entity whose text is not at its offsets left out", f"{path}:{number}", detail=found)
        return None
    if mended := what_was_mended(match["text"], outer, span, "the entity's"):
        tally.add(mended[0], f"{path}:{number}", detail=mended[1])
    return Entity(*span, match["label"])


def _join(parts: list[Span], text: str) -> tuple[Span, ...]:
    """Parts in order as one where they touch, overlap, or only line breaks stand between."""
    joined = parts[:1]
    for start, end in parts[1:]:
        last = joined[-1]
        if start <= last[1] or _LINE_BREAK.fullmatch(text, last[1], start):
            joined[-1] = (last[0], max(last[1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def write_brat(corpus: Corpus, path: Path) -> tuple[Note, ...]:
    """A `.txt` and an `.ann` file per document, in the folder `path`, named for their ids."""
    if path.is_file():
        raise CorpusError(path, None, "is a file", hint="brat needs a folder to write to")
    tally = Tally()
    names = distinct_ids(corpus, _is_file_name, "06", tally)
    order = [Path(name) for name in names]
    if order != sorted(order):
        tally.add("order of documents not carried, since files are read by name", str(path))
    for number, (document, name) in enumerate(zip(corpus, names, strict=True), 1):
        place = place_of(document, number)
        count_losses(document, place, frozenset(("id", "fragments")), tally)
        lines = [
            f"T{index}\t{_entity_to_columns(entity, document, place, tally)}\n"
            for index, entity in enumerate(document.entities, 1)
        ]
        write_text(path / f"{name}.txt", document.text)
        write_text(path / f"{name}.ann", "".join(lines))
    return tally.notes


def _is_file_name(id: str) -> bool:
    """Whether every file system takes the id as a path inside a folder."""
    return len(id) < 200 and _FILE_NAME.fullmatch(id) is not None


def _entity_to_columns(entity: Entity, document: Document, place: str, tally: Tally) -> str:
    text = document.text
    label = clean_label(entity.label, re.compile(r"\s"), place, tally)
    parts = [piece for span in entity.spans for piece in _lines(span, text)] or [(entity.start, entity.end)]
    if _join(parts, text) != entity.spans:
        tally.add("entity changed where it meets a line break", place)
    offsets = ";".join(f"{start} {end}" for start, end in parts)
    stated = re.sub(r"[\n\r]", " ", " ".join(text[start:end] for start, end in parts))
    return f"{label} {offsets}\t{stated}"


def _lines(span: Span, text: str) -> list[Span]:
    """The span without the line breaks in it."""
    pieces: list[Span] = []
    position = span[0]
    for match in _LINE_BREAK.finditer(text, *span):
        pieces.append((position, match.start()))
        position = match.end()
    return [piece for piece in (*pieces, (position, span[1])) if piece[0] < piece[1]]
