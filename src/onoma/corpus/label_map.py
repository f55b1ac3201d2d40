"""Label maps: what labels are called elsewhere, so that a model and a corpus with other names can meet.

A map is a TOML file. `[labels]` holds for all, `[models.NAME]` and `[corpora.NAME]` for one model or
corpus; an empty name leaves the label out. A label that stands nowhere keeps its name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from onoma.document import Document
from onoma.errors import InputError
from onoma.recognizer import Recognizer, annotated

__all__ = ["LabelMap", "Names", "Relabelled", "read_label_map", "relabelled", "renamed"]

Names = Mapping[str, str]
"""From a label to the label that stands for it, or to "" where it is left out."""

_TABLES = ("labels", "models", "corpora")


@dataclass(frozen=True, slots=True)
class LabelMap:
    """Names of labels for all, and for single models and corpora, whose own names come first."""

    labels: Names = field(default_factory=dict)
    models: Mapping[str, Names] = field(default_factory=dict)
    corpora: Mapping[str, Names] = field(default_factory=dict)

    def of_model(self, name: str) -> Names:
        """The names for a model, found by its whole name or the last part of its path."""
        return {**self.labels, **_found(self.models, name)}

    def of_corpus(self, name: str) -> Names:
        """The names for a corpus, found by its whole path, its file's name, or that without suffixes."""
        return {**self.labels, **_found(self.corpora, name)}

    def idle_tables(self, models: Iterable[str], corpora: Iterable[str]) -> tuple[str, ...]:
        """The tables that speak of a model or a corpus which is not among these: misspelt, perhaps."""
        used_models = {key for name in models for key in _keys(name)}
        used_corpora = {key for name in corpora for key in _keys(name)}
        idle_models = [f"models.{name}" for name in self.models if name not in used_models]
        return (*idle_models, *(f"corpora.{name}" for name in self.corpora if name not in used_corpora))


def _keys(name: str) -> tuple[str, ...]:
    path = Path(name)
    return name, path.name, path.name.split(".")[0]


def _found(tables: Mapping[str, Names], name: str) -> Names:
    return next((tables[key] for key in _keys(name) if key in tables), {})


def read_label_map(path: str | Path) -> LabelMap:
    """The map in a TOML file.

    Raises `InputError` for broken TOML, an unknown table, or a name that is no string.
    """
    try:
        content: dict[str, object] = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: is no TOML: {error}; see docs/reports.md for the shape of a label map") from None
    for table in content:
        if table not in _TABLES:
            raise InputError(f"{path}: no table is called [{table}]; write [labels], [models.NAME] or [corpora.NAME]")
    models = {name: _names(table, path, f"models.{name}") for name, table in _tables(content, "models", path)}
    corpora = {name: _names(table, path, f"corpora.{name}") for name, table in _tables(content, "corpora", path)}
    return LabelMap(_names(content.get("labels", {}), path, "labels"), models, corpora)


def _tables(content: Mapping[str, object], kind: str, path: str | Path) -> Iterator[tuple[str, object]]:
    tables = content.get(kind, {})
    if not isinstance(tables, dict):
        raise InputError(f"{path}: {kind} = {tables!r} is no table; write [{kind}.NAME] and labels below it")
    yield from tables.items()


def _names(table: object, path: str | Path, place: str) -> Names:
    if not isinstance(table, dict):
        raise InputError(f'{path}: {place} = {table!r} is no table; write [{place}] and LABEL = "NAME" below it')
    for label, name in table.items():
        if not isinstance(name, str):
            raise InputError(f'{path}: {place}.{label} = {name!r} is no name; write a string, "" to leave it out')
    return dict(table)


def renamed(labels: Collection[str], names: Names) -> tuple[str, ...]:
    """What these labels are called after the map, sorted, each once, without those left out."""
    return tuple(sorted({names.get(label, label) for label in labels} - {""}))


def relabelled(document: Document, names: Names) -> Document:
    """The document with its entities under their new names, without those left out.

    Two entities that become the same one stay two.
    """
    kept = [
        replace(entity, label=name)
        for entity in document.entities
        if (name := names.get(entity.label, entity.label)) != ""
    ]
    return document.with_entities(kept)


class Relabelled:
    """A recognizer under other names; what the map leaves out, it does not find."""

    def __init__(self, recognizer: Recognizer, names: Names) -> None:
        self._recognizer = recognizer
        self._names = names

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels after the map, sorted."""
        return renamed(self._recognizer.labels, self._names)

    def __call__(self, text: str) -> Document:
        """The document of one text."""
        return relabelled(self._recognizer(text), self._names)

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        """Documents in order, as the recognizer yields them."""
        return (relabelled(document, self._names) for document in self._recognizer.stream(texts))

    def annotate(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The same documents, in order, with what the recognizer finds in them, under the new names."""
        return (relabelled(document, self._names) for document in annotated(self._recognizer, documents))
