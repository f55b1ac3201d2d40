"""The table of formats, and reading, writing and converting by it.

A format is found by its file's name and content, or named. Each has a file of its own beside this one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

from onoma.corpus.brackets import looks_like_brackets, read_brackets, write_brackets
from onoma.corpus.brat import read_brat, write_brat
from onoma.corpus.columns import ColumnOptions, looks_like_columns, read_columns, write_columns
from onoma.corpus.datasets import looks_like_datasets, read_datasets, write_datasets
from onoma.corpus.docbin import DOCBIN_MAGIC, read_docbin, write_docbin
from onoma.corpus.doccano import DOCCANO
from onoma.corpus.files import begins_with, sample
from onoma.corpus.gmb import looks_like_gmb, read_gmb
from onoma.corpus.json_dialects import Dialect, read_json, write_json_lines, write_json_list
from onoma.corpus.json_records import looks_like_json
from onoma.corpus.jsonl import JSONL
from onoma.corpus.labelstudio import LABELSTUDIO
from onoma.corpus.parquet import PARQUET_MAGIC
from onoma.corpus.prodigy import PRODIGY
from onoma.corpus.pubtator import looks_like_pubtator, read_pubtator, write_pubtator
from onoma.corpus.records import REFUSED, Corpus, Note, Tally
from onoma.corpus.uner import looks_like_uner, read_uner, write_uner
from onoma.errors import CorpusError, SettingsError
from onoma.schemes import Repair

__all__ = ["FORMATS", "Format", "convert", "format_of", "read_corpus", "survey_corpus", "write_corpus"]

_DIALECTS: tuple[Dialect, ...] = (LABELSTUDIO, JSONL, PRODIGY, DOCCANO)


@dataclass(frozen=True, slots=True)
class Format:
    """How a corpus may be stored.

    A name ending in one of `suffixes` means this format, when reading and when writing. `recognises`
    judges the beginning of a file by its content. `writer` is None for a format that is only read.
    A binary file is known by its first bytes, `magic`.
    """

    description: str
    suffixes: tuple[str, ...]
    reader: Callable[[Path, Tally], Corpus]
    writer: Callable[[Corpus, Path], tuple[Note, ...]] | None
    recognises: Callable[[str], bool]
    magic: bytes = b""


def _never(_: str) -> bool:
    return False


_read_json = partial(read_json, dialects=_DIALECTS)

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "jsonl": Format(
            "JSON lines with text, entities and all else that a document holds",
            (".jsonl", ".ndjson"),
            _read_json,
            partial(write_json_lines, dialect=JSONL),
            looks_like_json,
        ),
        "columns": Format(
            "one word per line with its tag, as in CoNLL; any separator, columns and scheme",
            (".conll", ".iob", ".iob2", ".bio", ".bioes", ".tsv"),
            read_columns,
            write_columns,
            looks_like_columns,
        ),
        "brat": Format("a folder of .txt and .ann files", (".ann",), read_brat, write_brat, _never),
        "brackets": Format(
            "text with [Jane Doe](PERSON), written by hand",
            (".md",),
            read_brackets,
            write_brackets,
            looks_like_brackets,
        ),
        "pubtator": Format(
            "PubMed titles, abstracts and mentions",
            (".pubtator",),
            read_pubtator,
            write_pubtator,
            looks_like_pubtator,
        ),
        "doccano": Format(
            "JSON lines as doccano exports them",
            (),
            _read_json,
            partial(write_json_lines, dialect=DOCCANO),
            _never,
        ),
        "prodigy": Format(
            "JSON lines as Prodigy exports them",
            (),
            _read_json,
            partial(write_json_lines, dialect=PRODIGY),
            _never,
        ),
        "labelstudio": Format(
            "a JSON list of Label Studio tasks",
            (".json",),
            _read_json,
            partial(write_json_list, dialect=LABELSTUDIO),
            _never,
        ),
        "uner": Format(
            "numbered words in IOB2 under # text comments, as Universal NER has them",
            (".conllu",),
            read_uner,
            write_uner,
            looks_like_uner,
        ),
        "spacy": Format(
            "a DocBin, as spaCy trains on; needs spaCy", (".spacy",), read_docbin, write_docbin, _never, DOCBIN_MAGIC
        ),
        "datasets": Format(
            "tokens and ner_tags, as Hugging Face's datasets have them: JSON, or parquet, which needs pyarrow",
            (".parquet",),
            read_datasets,
            write_datasets,
            looks_like_datasets,
            PARQUET_MAGIC,
        ),
        "gmb": Format("the Groningen Meaning Bank's .csv, read only", (".csv",), read_gmb, None, looks_like_gmb),
    }
)

_BY_CONTENT = ("datasets", "jsonl", "gmb", "pubtator", "uner", "columns", "brackets")
"""From the plainest mark of a format to the vaguest."""


def read_corpus(
    path: str | Path,
    *,
    format: str | None = None,
    options: ColumnOptions | None = None,
    repair: Repair = "conlleval",
) -> Corpus:
    """The corpus in a file, or in a folder of brat files; its format is found where none is named.

    `options` tell how columns are laid out, `repair` what becomes of tags that break their scheme. Raises
    `CorpusError` with the file and line of whatever cannot be read, and when there is no document.
    """
    _check_exists(Path(path))
    name = format or ("columns" if options else format_of(path))
    if options is not None and name != "columns":
        raise SettingsError(f"column options do not apply to {name}; leave them out, or name the format columns")
    reader = _named(name).reader if options is None else partial(read_columns, options=options)
    return _read(Path(path), name, reader, Tally(repair=repair))


def survey_corpus(path: str | Path, *, format: str | None = None) -> Corpus:
    """The corpus, read to find its faults: what `read_corpus` refuses is noted and left out, with every place.

    Raises `CorpusError` only where a file cannot be read at all.
    """
    name = format or format_of(path)
    return _read(Path(path), name, _named(name).reader, Tally(thorough=True))


def format_of(path: str | Path) -> str:
    """The name of the format that a file or folder is in, by its content, then by its name."""
    _check_exists(Path(path))
    return _detect(Path(path))


def _read(path: Path, name: str, reader: Callable[[Path, Tally], Corpus], tally: Tally) -> Corpus:
    _check_exists(path)
    if path.is_dir() and name != "brat":
        raise CorpusError(path, None, "is a folder", hint=f"only brat is read from one; name a file to read {name}")
    corpus = reader(path, tally)
    if not corpus.documents:
        refused = next((f" ({note.spots[0].detail})" for note in corpus.notes if note.what == REFUSED), "")
        what = f"holds no document in the format {name}{refused}"
        raise CorpusError(path, None, what, hint=f"or name another: {_names()}")
    return corpus


def _check_exists(path: Path) -> None:
    if not path.exists():
        raise CorpusError(path, None, "does not exist", hint="check the path")


def write_corpus(
    corpus: Corpus, path: str | Path, *, format: str | None = None, options: ColumnOptions | None = None
) -> tuple[Note, ...]:
    """Write a corpus, and return what the format could not carry.

    The format is that of the name's suffix where none is named. `options` give a separator and a
    tagging scheme for columns.
    """
    path = Path(path)
    name = format or ("columns" if options else _by_suffix(path))
    if name is None:
        what = f"its name does not tell the format to write; name one of {_names(writable=True)}"
        raise CorpusError(path, None, what)
    writer = _named(name).writer
    if writer is None:
        raise CorpusError(path, None, f"{name} is only read; write one of {_names(writable=True)}")
    if options is None:
        return writer(corpus, path)
    if name != "columns":
        raise SettingsError(f"column options do not apply to {name}; leave them out, or name the format columns")
    return write_columns(corpus, path, options)


def convert(
    input_path: str | Path,
    output_path: str | Path,
    *,
    input_format: str | None = None,
    output_format: str | None = None,
) -> tuple[Corpus, tuple[Note, ...]]:
    """Read one file and write another: the corpus read, and what the output could not carry.

    Raises `CorpusError` where both are one: what the format does not carry would be gone.
    """
    if Path(output_path).exists() and Path(input_path).exists() and Path(output_path).samefile(input_path):
        raise CorpusError(output_path, None, "is the file to be read", hint="write another one")
    corpus = read_corpus(input_path, format=input_format)
    return corpus, write_corpus(corpus, output_path, format=output_format)


def _names(*, writable: bool = False) -> str:
    return ", ".join(name for name, format in FORMATS.items() if format.writer or not writable)


def _named(name: str) -> Format:
    if name not in FORMATS:
        raise SettingsError(f"no corpus format is called {name!r}; choose one of {_names()}")
    return FORMATS[name]


def _by_suffix(path: Path) -> str | None:
    if path.is_dir():
        return "brat"
    suffix = path.suffix.lower()
    return next((name for name, format in FORMATS.items() if suffix in format.suffixes), None)


def _detect(path: Path) -> str:
    """The format of an existing file: content first, since suffixes are used loosely, then the name."""
    if path.is_dir() or path.suffix == ".ann" or (path.suffix == ".txt" and path.with_suffix(".ann").exists()):
        return "brat"
    binary = next((name for name, format in FORMATS.items() if format.magic and begins_with(path, format.magic)), None)
    if binary is not None:
        return binary
    text = sample(path)
    found = next((name for name in _BY_CONTENT if FORMATS[name].recognises(text)), None) or _by_suffix(path)
    if found is None and not text.strip():
        raise CorpusError(path, None, "is empty", hint="check the path")
    if found is None:
        raise CorpusError(path, None, "is in no format that can be told from it", hint=f"name one of {_names()}")
    return found
