"""A joint transformer in training, in PyTorch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
import torch
from tokenizers import Tokenizer

from onoma.bundle import CHAT_TRANSFORMER
from onoma.chat.training.examples import JointExample
from onoma.chat.training.joint_parity import refuse_joint_difference
from onoma.chat.training.transformer.network import JointEncoderTagger, cross_entropy
from onoma.chat.understanding.networks import JointSession, Reading
from onoma.corpus import Corpus
from onoma.encoding import Batch, piece_batch
from onoma.schemes import scheme_named
from onoma.training.embeddings import encoder_folder
from onoma.training.examples import Example
from onoma.training.learner import Traits
from onoma.training.settings import Settings
from onoma.training.transformer.batches import Step
from onoma.training.transformer.device import arithmetic
from onoma.training.transformer.export import fused, traced
from onoma.training.transformer.learner import TransformerLearner
from onoma.training.transformer.network import read_model
from onoma.training.transformer.tokens import read_tokenizer

__all__ = ["JointTransformerLearner", "made"]

_OUTPUTS = {"emissions": {0: "words", 1: "sentences"}, "intents": {0: "sentences"}}


def made(documents: Corpus, n_intents: int, settings: Settings, intent_weight: float) -> JointTransformerLearner:
    """The learner for utterances, from the encoder that the settings name.

    Raises `InputError` when that can't be had.
    """
    torch.manual_seed(settings.seed)
    ours = settings.transformer
    folder = encoder_folder(ours.encoder)
    tokenizer = read_tokenizer(folder)
    encoder = read_model(folder, attention_dropout=ours.attention_dropout)
    tagger = JointEncoderTagger(encoder, documents.labels, scheme_named(ours.scheme), ours, n_intents=n_intents)
    return JointTransformerLearner(tagger, tokenizer, settings, folder, intent_weight)


class JointTransformerLearner(TransformerLearner):
    """A joint encoder in training; see `onoma.chat.training.learner.JointLearner`."""

    traits = Traits(
        CHAT_TRANSFORMER,
        "A transformer over word pieces and word shapes, with a CRF for slots and a head for intents",
        ("torch", "transformers"),
    )

    def __init__(
        self, tagger: JointEncoderTagger, tokenizer: Tokenizer, settings: Settings, source: Path, intent_weight: float
    ) -> None:
        super().__init__(tagger, tokenizer, settings, source)
        self._intent_weight = intent_weight

    def learn_from(self, examples: list[Example]) -> None:
        """Take other examples than those it was prepared for, at the same learning rates."""
        self._examples = examples

    def _loss(self, step: Step) -> torch.Tensor:
        """The loss of the tags, a mean over words, and of the intents, one over utterances."""
        emissions, logits = self._both(step.rows)
        joint = cast(Sequence[JointExample], step.examples)
        wanted = torch.from_numpy(np.stack([example.intents for example in joint])).to(logits.device)
        of_intents = cross_entropy(logits, wanted, step.weights.to(logits.device))
        return self._loss_of_tags(emissions, step) + self._intent_weight * of_intents

    def _both(self, rows: Sequence[torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
        with arithmetic(self._settings.transformer.precision, self._device):
            emissions, logits = self.tagger(*(array.to(self._device) for array in rows))
        return emissions.float(), logits.float()

    def read(self, batch: Batch) -> Reading:
        """What the network makes of a batch with the weights as they are now."""
        self.tagger.eval()
        rows = piece_batch(batch, self.encoder.n_pieces, self.frame)
        with torch.no_grad():
            found = self._both(tuple(map(torch.from_numpy, rows)))
        return Reading(*(part.cpu().numpy() for part in found))

    def export(self, samples: Sequence[Batch]) -> bytes:
        """The network in full precision, fused, and checked against PyTorch on the samples."""
        tagger = self.tagger.cpu().eval()
        model = fused(traced(tagger, _OUTPUTS), tagger)
        session = JointSession(self.traits.kind, model, self.encoder, Path("model.onnx"))

        def theirs(batch: Batch) -> Reading:
            rows = map(torch.from_numpy, piece_batch(batch, self.encoder.n_pieces, self.frame))
            with torch.no_grad():
                return Reading(*(part.numpy() for part in tagger(*rows)))

        refuse_joint_difference(session.read, theirs, samples, "PyTorch")
        return model
