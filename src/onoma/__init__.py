"""Onoma: named entity recognition. Text in, entities out.

    >>> import onoma
    >>> ner = onoma.load()
    >>> [(e.label, doc.text_of(e)) for doc in [ner("Ada Lovelace was born in London.")] for e in doc.entities]
    [('PERSON', 'Ada Lovelace'), ('LOC', 'London')]

Importing this package takes no numpy, no ONNX Runtime and no training framework along; `load` does.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from onoma.document import Document, Entity
from onoma.errors import OnomaError
from onoma.recognizer import Recognizer, Stack

if TYPE_CHECKING:
    from onoma.runtime import BundleRecognizer

__all__ = ["Document", "Entity", "OnomaError", "Recognizer", "Stack", "load"]
__version__ = "0.1.0"


def load(model: str | Path = "en") -> BundleRecognizer:
    """The recognizer of a bundled model's name (see `onoma models`) or of a bundle's folder.

    Raises `BundleError` when there is no such bundle, or when it is damaged, edited or newer.
    """
    from onoma.runtime import load as load_bundle

    return load_bundle(model)
