"""Rows of `tokens` and `ner_tags`, as datasets of the Hugging Face Hub have them: JSON or parquet.

Tags are strings, or numbers whose names stand in a parquet file's own metadata, or in a `dataset_info.json`
beside the file. Parquet needs pyarrow.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from onoma.corpus.documents_to_rows import Writable, document_to_rows
from onoma.corpus.files import begins_with, write_text
from onoma.corpus.json_records import Record, looks_like_json, read_records
from onoma.corpus.losses import count_losses, place_of
from onoma.corpus.parquet import PARQUET_MAGIC, read_parquet, write_parquet
from onoma.corpus.records import Corpus, Note, Tally
from onoma.corpus.rows_to_documents import sentences_to_corpus
from onoma.corpus.tag_schemes import MULTI_LABEL
from onoma.corpus.tagged_sentences import TaggedSentence
from onoma.document import Document, Value
from onoma.errors import CorpusError
from onoma.schemes import IOB2, OUTSIDE

__all__ = ["looks_like_datasets", "read_datasets", "write_datasets"]

_TOKENS = ("tokens", "words")
_TAGS = ("ner_tags", "tags", "ner")
_INFO = "dataset_info.json"
_KEYS = re.compile(rf'"(?:{"|".join(_TOKENS)})"\s*:\s*\[.*?"(?:{"|".join(_TAGS)})"\s*:\s*\[', re.DOTALL)
_PREFIX = re.compile(r"[BIESLU]-.")
_ANYTHING = Writable(re.compile(r"(?!)"), re.compile(rf"\s$|{MULTI_LABEL.pattern}"))

Names = Mapping[str, Sequence[str]]
"""A column's tags by their numbers."""


def looks_like_datasets(text: str) -> bool:
    """Whether the text begins like JSON with a list of tokens and one of tags."""
    return looks_like_json(text) and _KEYS.search(text.split("}", 1)[0]) is not None


def read_datasets(path: Path, tally: Tally) -> Corpus:
    """One document per row; further columns become its fields.

    Raises `CorpusError` at the row whose tags have no names, or are not as many as its tokens.
    """
    if begins_with(path, PARQUET_MAGIC):
        rows, known = read_parquet(path)
        names = _names_in(known) or _names_beside(path)
    else:
        rows, names = read_records(path, tally), _names_beside(path)
    sentences: list[TaggedSentence] = []
    for line, row in rows:
        try:
            sentences.append(_sentence(dict(row), names, path, line))
        except CorpusError as error:
            tally.refuse(error, f"{path}:{line}")
    sentences = [sentence for sentence in sentences if sentence.words]
    _add_prefixes(sentences, tally)
    return sentences_to_corpus(sentences, path, tally)


def _add_prefixes(sentences: Sequence[TaggedSentence], tally: Tally) -> None:
    """Make tags that are labels alone, all over the file, tags of IO."""
    tags = {tag for sentence in sentences for tag in sentence.tags} - {OUTSIDE}
    if tags and not any(_PREFIX.match(tag) for tag in tags):
        for sentence in sentences:
            sentence.tags = [tag if tag == OUTSIDE else f"I-{tag}" for tag in sentence.tags]


def _sentence(row: Record, names: Names, path: Path, line: int) -> TaggedSentence:
    tokens_column, tags_column = (next((key for key in keys if key in row), keys[0]) for keys in (_TOKENS, _TAGS))
    tokens, tags = row.pop(tokens_column, None), row.pop(tags_column, None)
    if not isinstance(tokens, list) or not isinstance(tags, list):
        columns = ", ".join(sorted(row)) or "no further column"
        hint = f"a row needs a list {_TOKENS[0]} and a list {_TAGS[0]}"
        raise CorpusError(path, line, f"a row without tokens or tags (it has {columns})", hint=hint)
    if len(tokens) != len(tags):
        raise CorpusError(path, line, f"{len(tokens)} tokens and {len(tags)} tags", hint="give each token one tag")
    id = row.get("id")
    sentence = TaggedSentence(id=str(id) if isinstance(id, str | int) and not isinstance(id, bool) else None)
    sentence.fields = {key: value for key, value in row.items() if key != "id" or sentence.id is None}
    for token, tag in zip(tokens, tags, strict=True):
        word = str(token)
        if word.strip():
            sentence.append(word.strip(), _tag(tag, names.get(tags_column, ()), path, line), line)
    return sentence


def _tag(tag: Value, names: Sequence[str], path: Path, line: int) -> str:
    if isinstance(tag, str):
        return tag
    if not isinstance(tag, int) or isinstance(tag, bool):
        raise CorpusError(path, line, f"{tag!r} is no tag", hint="tags are strings, or numbers with names")
    if not names:
        hint = f"put the dataset's {_INFO} beside the file, or write the tags as strings"
        raise CorpusError(path, line, f"tag {tag} is a number, and nothing says what it stands for", hint=hint)
    if not 0 <= tag < len(names):
        raise CorpusError(path, line, f"tag {tag} has no name; there are {len(names)}", hint="mend the features")
    return names[tag]


def _names_beside(path: Path) -> Names:
    """The tags' names that a file of information beside this one gives, or one folder further up."""
    for folder in (path.parent, path.parent.parent):
        try:
            found = _names_in(json.loads((folder / _INFO).read_text(encoding="utf-8")))
        except (OSError, ValueError):
            continue
        if found:
            return found
    return {}


def _names_in(table: Value) -> Names:
    """The names of each column of class labels, wherever in the table the features stand."""
    if not isinstance(table, dict):
        return {}
    features = table.get("features")
    if isinstance(features, dict):
        return {column: names for column, feature in features.items() if (names := _class_names(feature))}
    return next((found for value in table.values() if (found := _names_in(value))), {})


def _class_names(feature: Value) -> list[str]:
    """The names of a class label, or of what a list is of."""
    if isinstance(feature, list):
        return _class_names(feature[0]) if feature else []
    if not isinstance(feature, dict):
        return []
    names = feature.get("names")
    if isinstance(names, list):
        return [str(name) for name in names]
    return _class_names(feature.get("feature"))


def write_datasets(corpus: Corpus, path: Path) -> tuple[Note, ...]:
    """Tokens and tags in IOB2 with ids and fields: parquet, with the tags' names, for that suffix, else JSON lines."""
    tally = Tally()
    rows: list[Record] = []
    for number, document in enumerate(corpus, 1):
        row = _row(document, place_of(document, number), tally)
        if row is not None:
            rows.append(row)
    if path.suffix.lower() == ".parquet":
        write_parquet(rows, path)
    else:
        write_text(path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    return tally.notes


def _row(document: Document, place: str, tally: Tally) -> Record | None:
    count_losses(document, place, frozenset(("id", "words", "fields")), tally)
    words, tags = document_to_rows(document, IOB2, _ANYTHING, place, tally)
    if not words:
        tally.add("document without words left out", place)
        return None
    tokens = [document.text[start:end] for start, end in words]
    if " ".join(tokens) != document.text:
        tally.add("text not carried beyond its words", place)
    taken = [name for name in document.fields if name in ("id", *_TOKENS, *_TAGS)]
    tally.add("field not carried, since its name is taken", place, count=len(taken))
    row: Record = {} if document.id is None else {"id": document.id}
    row |= {_TOKENS[0]: list[Value](tokens), _TAGS[0]: list[Value](tags)}
    return row | {name: value for name, value in document.fields.items() if name not in taken}
