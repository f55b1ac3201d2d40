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

__all__ = ["Document", "Entity", "OnomaError", "Policy", "Recognizer", "Stack", "load"]
__version__ = "0.1.0"


@overload
def load(model: str | Path = "en", *, rules: Literal[False]) -> BundleRecognizer: ...


@overload
def load(model: str | Path = "en", *, rules: bool | Collection[str] = True) -> Recognizer: ...


def load(model: str | Path = "en", *, rules: bool | Collection[str] = True) -> Recognizer:
    """The recognizer of a bundled model's name (see `onoma models`) or of a bundle's folder.

    A bundled model comes with the rules that belong to it, as a `Stack`: dates, amounts, addresses. `rules=False`
    gives its network alone, `rules=("values",)` names the rules that join any model.

    Raises `BundleError` when there is no such bundle, or when it is damaged, edited or newer, and `SettingsError`
    for rules that don't exist.
    """
    from onoma.runtime import assembled

    return assembled(model, rules)
