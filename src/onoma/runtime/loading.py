"""From a bundle's verified bytes to a Recognizer."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from onoma.bundle import MODEL, TOKEN_CLASSIFIER, TOKENIZER, Bundle, bundle_path, open_bundle
from onoma.encoding import TextEncoder, WordEncoder
from onoma.errors import BundleError
from onoma.runtime.chain import Chain
from onoma.runtime.decoder import Decoder
from onoma.runtime.engines import Opener, faster_session, usual_session
from onoma.runtime.networks import network_of
from onoma.runtime.recognizer import BundleRecognizer
from onoma.runtime.word_by_word import WordByWord
from onoma.schemes import IO, IOB2, scheme_named

__all__ = ["load", "recognizer_of"]


def load(model: str | Path) -> BundleRecognizer:
    """The recognizer of a bundled model's name, or of a bundle's folder.

    Raises `BundleError` when there is none, or when it is damaged, edited or newer.
    """
    return recognizer_of(open_bundle(bundle_path(model)), opened=faster_session)


def recognizer_of(bundle: Bundle, *, opened: Opener = usual_session) -> BundleRecognizer:
    """The recognizer of an open bundle; a transformer is opened by `opened`."""
    manifest, tokenizer = bundle.manifest, _tokenizer(bundle)
    foreign = manifest.kind == TOKEN_CLASSIFIER
    encoder = TextEncoder(tokenizer) if foreign else WordEncoder(tokenizer, manifest.word_pieces)
    place, model = bundle.folder / MODEL, bundle.files[MODEL]
    network = network_of(manifest.kind, model, encoder, place, manifest.row_pieces, opened=opened)
    return BundleRecognizer(manifest, encoder, network, _decoder(bundle))


def _decoder(bundle: Bundle) -> Decoder:
    """The CRF; a token classifier has none where its tags are read one by one."""
    manifest, scheme = bundle.manifest, scheme_named(bundle.manifest.scheme)
    transitions, start, end = (np.array(table, np.float32) for table in bundle.chain_scores())
    if manifest.kind == TOKEN_CLASSIFIER and scheme in (IO, IOB2):
        return WordByWord(manifest.tags, scheme)
    return Chain(manifest.tags, scheme, transitions, start, end)


def _tokenizer(bundle: Bundle) -> Tokenizer:
    try:
        return Tokenizer.from_buffer(bundle.files[TOKENIZER])
    except Exception as error:
        raise BundleError(f"{bundle.folder / TOKENIZER}: not a tokenizer ({error}); get the bundle again") from None
