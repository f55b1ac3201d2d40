"""A joint BiLSTM-CRF in training, in Keras."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import cast

import keras
import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onoma.bundle import CHAT_BILSTM
from onoma.chat.training.bilstm.network import JointTagger
from onoma.chat.training.bilstm.onnx_graph import joint_to_onnx
from onoma.chat.training.examples import JointExample
from onoma.chat.training.joint_parity import refuse_joint_difference
from onoma.chat.understanding.networks import JointSession, Reading
from onoma.corpus import Corpus
from onoma.encoding import Batch, WordEncoder
from onoma.training.bilstm.batches import Epoch
from onoma.training.bilstm.keras_network import padded_features
from onoma.training.bilstm.learner import BilstmLearner
from onoma.training.bilstm.start import started
from onoma.training.examples import Example
from onoma.training.learner import Traits
from onoma.training.settings import Settings

__all__ = ["JointBilstmLearner", "made"]

_BUCKETS = (16, 40, 128, 512)
"""Utterances are short; each bucket costs seconds to compile."""


class JointEpoch(Epoch):
    """The batches of one epoch, with intents."""

    buckets = _BUCKETS

    def _targets(self, examples: list[Example], width: int) -> dict[str, NDArray[np.float32]]:
        """The `allowed` tags `(batch, words, tags)`, and wanted probabilities of `intents` `(batch, intents + 1)`."""
        allowed = super()._targets(examples, width)
        joint = cast(list[JointExample], examples)
        intents = np.zeros((self._batch_size, len(joint[0].intents)), np.float32)
        intents[: len(joint)] = [example.intents for example in joint]
        return {"allowed": cast(NDArray[np.float32], allowed), "intents": intents}


def made(documents: Corpus, n_intents: int, settings: Settings, intent_weight: float) -> JointBilstmLearner:
    """The learner for utterances, from what the settings say to start from.

    Raises `BundleError` or `InputError` when that can't be had.
    """
    keras.utils.set_random_seed(settings.seed)
    start = started(documents, settings, partial(JointTagger, n_intents=n_intents, intent_weight=intent_weight))
    return JointBilstmLearner(cast(JointTagger, start.tagger), start.tokenizer, start.encoder, settings)


class JointBilstmLearner(BilstmLearner):
    """A joint tagger in training; see `onoma.chat.training.learner.JointLearner`."""

    traits = Traits(
        CHAT_BILSTM,
        "A BiLSTM over words and their pieces, with a CRF for slots and a head for intents",
        ("keras", "jax", "onnx"),
    )

    def __init__(self, tagger: JointTagger, tokenizer: Tokenizer, encoder: WordEncoder, settings: Settings) -> None:
        super().__init__(tagger, tokenizer, encoder, settings, JointEpoch)
        self._joint = tagger
        tagger.make_predict_function()

    def learn_from(self, examples: list[Example]) -> None:
        """Take other examples than those it was prepared for, at the same learning rates."""
        self._examples = examples

    def read(self, batch: Batch) -> Reading:
        """What the network makes of a batch with the weights as they are now, padded to few shapes."""
        n_words, n_sentences = batch.places.shape
        found = self._joint.predict_on_batch(padded_features(batch, _BUCKETS))
        emissions = np.asarray(found["emissions"])[:n_sentences, :n_words].transpose(1, 0, 2)
        return Reading(np.ascontiguousarray(emissions), np.asarray(found["intents"])[:n_sentences])

    def export(self, samples: Sequence[Batch]) -> bytes:
        """The network in full precision, checked against Keras on the samples."""
        model = joint_to_onnx(self._joint)
        session = JointSession(self.traits.kind, model, self.encoder, Path("model.onnx"))
        refuse_joint_difference(session.read, self.read, samples, "Keras")
        return model
