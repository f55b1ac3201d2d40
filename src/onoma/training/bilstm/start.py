"""What a training starts from: a bundle's weights, an encoder's word pieces, or nothing but the corpus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onoma.bundle import TOKENIZER, Bundle, bundle_path, open_bundle
from onoma.corpus import Corpus
from onoma.document import Value
from onoma.encoding import MAX_PIECES, WordEncoder
from onoma.errors import BundleError
from onoma.schemes import relabelled_tag
from onoma.training.bilstm.network import Tagger, TaggerKind, build_tagger
from onoma.training.bilstm.onnx_weights import Weights, read_weights
from onoma.training.embeddings import Table, encoder_folder, random_table, read_encoder, train_tokenizer
from onoma.training.settings import NetworkSettings, Settings

__all__ = ["Start", "started"]


@dataclass(frozen=True, slots=True)
class Start:
    """A tokenizer, an untrained or already trained tagger, and the encoder that feeds it."""

    tokenizer: Tokenizer
    encoder: WordEncoder
    tagger: Tagger


def started(corpus: Corpus, settings: Settings, kind: TaggerKind = Tagger) -> Start:
    """The tagger to train on this corpus, as the settings `start_from` and `embeddings` say.

    Raises `BundleError` or `InputError` when what they name can't be had.
    """
    if settings.start_from:
        return _from_bundle(corpus, settings, kind)
    if settings.embeddings:
        tokenizer, table = read_encoder(encoder_folder(settings.embeddings))
        return _new(corpus, settings.network, tokenizer, table, kind)
    tokenizer = train_tokenizer((document.text for document in corpus), settings.vocabulary)
    table = random_table(tokenizer.get_vocab_size(), settings.network.embedding_width, settings.seed)
    return _new(corpus, replace(settings.network, tuned_pieces=len(table)), tokenizer, table, kind)


def _new(corpus: Corpus, network: NetworkSettings, tokenizer: Tokenizer, table: Table, kind: TaggerKind) -> Start:
    encoder = WordEncoder(tokenizer)
    tuned = _frequent_pieces(corpus, encoder, network.tuned_pieces)
    return Start(tokenizer, encoder, build_tagger(corpus.labels, table, tuned, network, kind))


def _frequent_pieces(corpus: Corpus, encoder: WordEncoder, n_pieces: int) -> NDArray[np.intp]:
    """Ids of the most frequent pieces that occur at least twice, in order; those are trained."""
    counts = np.zeros(encoder.n_pieces + 1, np.intp)
    for document in corpus:
        if rows := encoder.rows(document.text):
            np.add.at(counts, encoder.features(rows)[:, :MAX_PIECES].ravel(), 1)
    frequent = np.argsort(-counts[:-1], kind="stable")[:n_pieces]
    return np.sort(frequent[counts[frequent] > 1])


def _from_bundle(corpus: Corpus, settings: Settings, kind: TaggerKind) -> Start:
    """A tagger of the bundle's sizes and weights; tags that the bundle does not know start anew."""
    bundle = open_bundle(bundle_path(settings.start_from))
    weights = read_weights(bundle)
    network = _sized(settings.network, weights, bundle.manifest.settings.get("network"))
    start = _new(corpus, network, Tokenizer.from_buffer(bundle.files[TOKENIZER]), weights.pieces, kind)
    if start.encoder.n_pieces != len(weights.pieces):
        raise BundleError(f"{bundle.folder}: tokenizer and network don't fit; get the bundle again")
    known_as = {tag: relabelled_tag(tag, settings.start_labels) for tag in start.tagger.tags}
    _fill(start.tagger, weights, known_as, bundle)
    return start


def _sized(network: NetworkSettings, weights: Weights, trained_with: Value) -> NetworkSettings:
    scheme = trained_with.get("scheme") if isinstance(trained_with, dict) else None
    return replace(
        network,
        units=weights.lstms[0][1].shape[0],
        layers=len(weights.lstms),
        projection=weights.projection[0].shape[1] if weights.projection else 0,
        shape_width=weights.shapes.shape[1],
        scheme=scheme if isinstance(scheme, str) else network.scheme,
    )


def _fill(tagger: Tagger, weights: Weights, known_as: Mapping[str, str], bundle: Bundle) -> None:
    """Give the tagger the weights; tags that the bundle knows, under its name of them, get those of its head."""
    tags, chain = bundle.manifest.tags, bundle.chain_scores()
    tagger.words.places.assign(weights.places)
    tagger.words.shapes.set_weights([weights.shapes])
    if tagger.projection is not None and weights.projection is not None:
        tagger.projection.set_weights(list(weights.projection))
    for layer, arrays in zip(tagger.lstms, weights.lstms, strict=True):
        layer.set_weights(arrays)
    here = [index for index, tag in enumerate(tagger.tags) if known_as[tag] in tags]
    there = [tags.index(known_as[tagger.tags[index]]) for index in here]
    kernel, bias = tagger.emissions.get_weights()
    kernel[:, here], bias[here] = weights.emissions[0][:, there], weights.emissions[1][there]
    tagger.emissions.set_weights([kernel, bias])
    transitions, start, end = tagger.chain.get_weights()
    transitions[np.ix_(here, here)] = np.maximum(np.array(chain[0])[np.ix_(there, there)], -10.0)
    start[here], end[here] = (np.maximum(np.array(scores)[there], -10.0) for scores in chain[1:])
    tagger.chain.set_weights([transitions, start, end])
