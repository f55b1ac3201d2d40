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
    from onoma.runtime import BundleRecognizer

__all__ = ["Document", "Entity", "OnomaError", "Policy", "Recognizer", "Stack", "draw", "load"]
__version__ = "0.1.0"


@overload
def load(model: str | Path = "en", *, rules: Literal[False]) -> BundleRecognizer: ...


@overload
def load(model: str | Path = "en", *, rules: bool | Collection[str] = True) -> Recognizer: ...


def load(model: str | Path = "en", *, rules: bool | Collection[str] = True) -> Recognizer:
    """The recognizer of a bundled model's name (see `onoma models`) or of a bundle's folder.

    A bundled model comes with the rules that belong to it, as a `Stack`: dates, amounts, addresses. `rules=False`
    gives its network alone, `rules=("values",)` names the rules that join any model. `spacy:NAME` or `hf:NAME`, with
    a folder in the place of the name or without, is a spaCy pipeline or a checkpoint of Hugging Face.

    Raises `BundleError` when there is no such bundle, or when it is damaged, edited or newer, `InputError` when there
    is no such pipeline or checkpoint, and `SettingsError` for rules that don't exist.
    """
    from onoma.bridges import is_bridged, opened
    from onoma.runtime import assembled, joined, rules_of

    if is_bridged(model):
        return joined(opened(str(model)), rules_of(model, rules))
    return assembled(model, rules)


def draw(document: Document) -> str:
    """A page of HTML that shows the document with its entities marked; whole in itself, safe whatever the text holds.

    A notebook shows a document by itself. Several documents go on one page by `onoma.drawing.page`.
    """
    from onoma.drawing import page

    return page([document])
