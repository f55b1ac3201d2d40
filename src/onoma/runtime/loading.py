"""From a bundle's verified bytes to a Recognizer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from onoma.bundle import MODEL, TOKENIZER, Bundle, bundle_path, open_bundle
from onoma.encoding import WordEncoder
from onoma.errors import BundleError
from onoma.runtime.chain import Chain
from onoma.runtime.networks import network_of
from onoma.runtime.recognizer import BundleRecognizer
from onoma.schemes import scheme_named

__all__ = ["load", "recognizer_of"]


def load(model: str | Path) -> BundleRecognizer:
    """The recognizer of a bundled model's name, or of a bundle's folder.

    Raises `BundleError` when there is none, or when it is damaged, edited or newer.
    """
    return recognizer_of(open_bundle(bundle_path(model)))


def recognizer_of(bundle: Bundle) -> BundleRecognizer:
    """The recognizer of an open bundle."""
    manifest = bundle.manifest
    encoder = WordEncoder(_tokenizer(bundle), manifest.word_pieces)
    transitions, start, end = (np.array(table, np.float32) for table in bundle.chain_scores())
    return BundleRecognizer(
        manifest,
        encoder,
        network_of(manifest.kind, bundle.files[MODEL], encoder, bundle.folder / MODEL),
        Chain(manifest.tags, scheme_named(manifest.scheme), transitions, start, end),
    )


def _tokenizer(bundle: Bundle) -> Tokenizer:
    try:
        return Tokenizer.from_buffer(bundle.files[TOKENIZER])
    except Exception as error:
        raise BundleError(f"{bundle.folder / TOKENIZER}: not a tokenizer ({error}); get the bundle again") from None
