"""Onoma: named entity recognition. Text in, entities out.

    >>> import onoma
    >>> ner = onoma.load()
    >>> [(e.label, doc.text_of(e)) for doc in [ner("Ada Lovelace was born in London.")] for e in doc.entities]
    [('PERSON', 'Ada Lovelace'), ('LOC', 'London')]

Importing this package takes no numpy, no ONNX Runtime and no training framework along; `load` does.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Literal, overload

from onoma.document import Document, Entity
from onoma.errors import OnomaError
from onoma.overlaps import Policy
from onoma.recognizer import Recognizer, Stack

if TYPE_CHECKING:
    from datetime import datetime

    from onoma.runtime import BundleRecognizer

__all__ = ["Document", "Entity", "OnomaError", "Policy", "Recognizer", "Stack", "draw", "load"]
__version__ = "0.1.0"


@overload
def load(
    model: str | Path = "en", *, rules: Literal[False], context: Literal[False] | None = None
) -> BundleRecognizer: ...


@overload
def load(
    model: str | Path = "en",
    *,
    rules: bool | Collection[str] = True,
    context: bool | None = None,
    reference: datetime | None = None,
    day_first: bool = False,
) -> Recognizer: ...


def load(
    model: str | Path = "en",
    *,
    rules: bool | Collection[str] = True,
    context: bool | None = None,
    reference: datetime | None = None,
    day_first: bool = False,
) -> Recognizer:
    """The recognizer of a bundled model's name (see `onoma models`) or of a bundle's folder.

    A bundled model comes with the rules that belong to it, as a `Stack`: dates, amounts, addresses. `rules=False`
    gives its network alone, `rules=("values",)` names the rules that join any model. With `context`, entities say
    whether they are negated, and abbreviations are tied. `reference` is when texts were written, from which
    "tomorrow" is counted; `day_first` makes 03/04/2026 the third of April. `spacy:NAME` or `hf:NAME`, with
    a folder in the place of the name or without, is a spaCy pipeline or a checkpoint of Hugging Face.

    Raises `BundleError` when there is no such bundle, or when it is damaged, edited or newer, `InputError` when there
    is no such pipeline or checkpoint, and `SettingsError` for rules that don't exist.
    """
    from onoma.bridges import is_bridged, opened
    from onoma.runtime import additions_of, assembled, joined

    additions = additions_of(model, rules, context, reference=reference, day_first=day_first)
    if is_bridged(model):
        return joined(opened(str(model)), additions)
    return assembled(model, additions)


def draw(document: Document) -> str:
    """A page of HTML that shows the document with its entities marked; whole in itself, safe whatever the text holds.

    A notebook shows a document by itself. Several documents go on one page by `onoma.drawing.page`.
    """
    from onoma.drawing import page

    return page([document])
