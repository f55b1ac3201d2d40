"""A transformer in training, in PyTorch."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import nn

from onoma.bundle import TRANSFORMER
from onoma.corpus import Corpus
from onoma.encoding import Batch, SegmentLimits, WordEncoder, frame_of, piece_batch
from onoma.runtime import windowed
from onoma.schemes import scheme_named
from onoma.training.balance import ChainTables
from onoma.training.embeddings import encoder_folder
from onoma.training.examples import Example
from onoma.training.learner import Arrays, Traits
from onoma.training.settings import Settings
from onoma.training.transformer.averaging import RunningMean
from onoma.training.transformer.batches import Epoch, Hiding, Step
from onoma.training.transformer.crf import negative_log_likelihood
from onoma.training.transformer.device import arithmetic, chosen_device
from onoma.training.transformer.export import export_fp32
from onoma.training.transformer.hiding import mask_id
from onoma.training.transformer.hugging_face import save_hugging_face
from onoma.training.transformer.kept import save_kept, take_kept
from onoma.training.transformer.network import EncoderTagger, read_model
from onoma.training.transformer.sharing import shared
from onoma.training.transformer.tokens import read_tokenizer

__all__ = ["TransformerLearner", "made"]

_BETAS = (0.9, 0.98)


def made(corpus: Corpus, settings: Settings) -> TransformerLearner:
    """The learner for a corpus, from the encoder that the settings name.

    Raises `InputError` when that can't be had.
    """
    torch.manual_seed(settings.seed)
    ours = settings.transformer
    folder = encoder_folder(ours.encoder)
    tokenizer = read_tokenizer(folder)
    encoder = read_model(folder, attention_dropout=ours.attention_dropout)
    tagger = EncoderTagger(encoder, corpus.labels, scheme_named(ours.scheme), ours)
    take_kept(tagger, folder, settings.start_labels)
    return TransformerLearner(tagger, tokenizer, settings, folder)


class TransformerLearner:
    """An encoder and its head in training; see `onoma.training.learner.Learner`."""

    traits = Traits(
        TRANSFORMER, "A transformer over word pieces and word shapes, with a CRF", ("torch", "transformers")
    )

    def __init__(self, tagger: EncoderTagger, tokenizer: Tokenizer, settings: Settings, source: Path) -> None:
        ours = settings.transformer
        self._source = source
        self.tokenizer, self.encoder = tokenizer, WordEncoder(tokenizer, ours.word_pieces)
        self.tags, self.scheme = tagger.tags, tagger.scheme
        self.limits = SegmentLimits(ours.segment_characters, ours.context)
        self._settings = settings
        self.frame = frame_of(tokenizer)
        self._device = chosen_device()
        self.tagger = tagger.to(self._device)
        self.network = _TorchNetwork(self)
        self._examples: list[Example] = []
        self._hiding = Hiding(ours.word_dropout, mask_id(tokenizer, source)) if ours.word_dropout else None

    def prepare(self, examples: list[Example]) -> None:
        """Take the examples, and lay out the learning rates over all their steps."""
        self._examples = examples
        optimiser = self._settings.optimiser
        self._mean = RunningMean(list(self.tagger.parameters()), self._settings.transformer.average)
        self._adam = torch.optim.AdamW(_groups(self.tagger, self._settings), betas=_BETAS, fused=True)
        n_steps = max(self.n_steps(0) * optimiser.epochs, 1)
        warm_up = max(min(optimiser.warm_up_steps, n_steps // 10), 1)

        def share(step: int) -> float:
            return max(min((step + 1) / warm_up, 1 - 0.98 * (step - warm_up) / max(n_steps - warm_up, 1)), 0.02)

        self._schedule = torch.optim.lr_scheduler.LambdaLR(self._adam, share)

    def _epoch(self, number: int) -> Epoch:
        return Epoch(
            self._examples,
            self.encoder,
            self.frame,
            batch_size=self._settings.optimiser.batch_size,
            seed=(self._settings.seed, number),
            augment=self._settings.augment,
            hiding=self._hiding,
        )

    def n_steps(self, epoch: int) -> int:
        """Steps of that epoch; all have as many, so none is laid out for it."""
        return math.ceil(len(self._examples) / self._settings.optimiser.batch_size)

    def learn(self, epoch: int, moved: Callable[[float], None]) -> float:
        """Fit one epoch; the mean loss per word. Afterwards the mean of the weights is in the network."""
        torch.manual_seed(1_000_003 * self._settings.seed + epoch)
        self._mean.trade_places()
        self.tagger.train()
        total, n_words = 0.0, 0
        for step in self._epoch(epoch):
            words = int(step.lengths.sum())
            loss = self._loss(step)
            self._adam.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.tagger.parameters(), self._settings.optimiser.clip_norm)
            self._adam.step()
            self._schedule.step()
            self._mean.update()
            total, n_words = total + float(loss.detach()) * words, n_words + words
            moved(total / n_words)
        self._mean.trade_places()
        return total / max(n_words, 1)

    def _loss(self, step: Step) -> torch.Tensor:
        """The loss of a batch, a mean over its words."""
        return self._loss_of_tags(self._emissions(step.rows), step)

    def _loss_of_tags(self, emissions: torch.Tensor, step: Step) -> torch.Tensor:
        share = self._settings.transformer.share
        if share:
            emissions = shared(emissions, step.places.to(self._device), step.lettered.to(self._device), share)
        allowed, lengths, weights = (part.to(self._device) for part in (step.allowed, step.lengths, step.weights))
        losses = negative_log_likelihood(emissions, allowed, lengths, self.tagger.chain())
        return (losses * weights).sum() / lengths.sum()

    def _emissions(self, rows: Sequence[torch.Tensor]) -> torch.Tensor:
        with arithmetic(self._settings.transformer.precision, self._device):
            emissions: torch.Tensor = self.tagger(*(array.to(self._device) for array in rows))
        return emissions.float()

    def found(self, batch: Batch) -> NDArray[np.float32]:
        """Emissions `(words, sentences, tags)` of a batch, in the arithmetic of the training."""
        self.tagger.eval()
        rows = piece_batch(batch, self.encoder.n_pieces, self.frame)
        with torch.no_grad():
            emissions: NDArray[np.float32] = self._emissions(tuple(map(torch.from_numpy, rows))).cpu().numpy()
        return emissions

    def tables(self) -> ChainTables:
        """The scores of the CRF as they are now."""
        tables: ChainTables = self.tagger.chain.tables()
        return tables

    def weights(self) -> Arrays:
        """The tagger's parameters and buffers."""
        return [tensor.detach().cpu().numpy() for tensor in self.tagger.state_dict().values()]

    def set_weights(self, weights: Arrays) -> None:
        """Take what `weights` gave."""
        names = self.tagger.state_dict().keys()
        self.tagger.load_state_dict({name: torch.from_numpy(a) for name, a in zip(names, weights, strict=True)})

    def state(self) -> Arrays:
        """Mean and last weights, the optimiser's two moments of each parameter, and the number of steps done."""
        last = [weight.cpu().numpy() for weight in self._mean.waiting]
        moments = [self._moment(parameter, name) for parameter, name in self._moments()]
        return [*self.weights(), *last, *moments, np.array(self._schedule.last_epoch)]

    def set_state(self, state: Arrays) -> None:
        """Go on from what `state` gave."""
        n_weights, n_last = len(self.tagger.state_dict()), len(self._mean.waiting)
        self.set_weights(state[:n_weights])
        n_steps = int(state[-1])
        self._mean.resume([torch.from_numpy(a) for a in state[n_weights : n_weights + n_last]], n_steps)
        for (parameter, name), value in zip(self._moments(), state[n_weights + n_last : -1], strict=True):
            entry = self._adam.state[parameter]
            entry["step"] = torch.tensor(float(n_steps), device=parameter.device)
            entry[name] = torch.from_numpy(value).to(parameter.device)
        self._schedule.load_state_dict({**self._schedule.state_dict(), "last_epoch": n_steps})
        for group, base, rate in zip(
            self._adam.param_groups, self._schedule.base_lrs, self._schedule.lr_lambdas, strict=True
        ):
            group["lr"] = base * rate(n_steps)

    def _moments(self) -> Iterator[tuple[nn.Parameter, str]]:
        for parameter in self.tagger.parameters():
            yield parameter, "exp_avg"
            yield parameter, "exp_avg_sq"

    def _moment(self, parameter: nn.Parameter, name: str) -> NDArray[np.float32]:
        entry = self._adam.state.get(parameter, {})
        return entry[name].cpu().numpy() if name in entry else np.zeros(tuple(parameter.shape), np.float32)

    def export(self, samples: Sequence[Batch]) -> bytes:
        """The network in full precision, checked against PyTorch on the samples."""
        return export_fp32(self.tagger.cpu().eval(), self.encoder, samples)

    def leave_beside(self, folder: Path) -> str:
        """The fine-tuned encoder, to go on from or as a classifier of Hugging Face, where the settings want it."""
        lines: list[str] = []
        if self._settings.transformer.keep:
            place = folder.with_name(f"{folder.name}-encoder")
            save_kept(self.tagger, self._source, place)
            lines.append(f"{place}: to go on from, with --encoder")
        if self._settings.transformer.hugging_face:
            place = folder.with_name(f"{folder.name}-hf")
            save_hugging_face(self.tagger, self._source, place)
            lines.append(
                f"{place}: for AutoModelForTokenClassification; the CRF's scores of tag after tag are not in it"
            )
        return "\n".join(lines)


class _TorchNetwork:
    """The learner behind the runtime's interface, so that it is judged by the code that will run it."""

    def __init__(self, learner: TransformerLearner) -> None:
        self._learner = learner

    def emissions(self, batch: Batch) -> NDArray[np.float32]:
        """Emissions `(words, sentences, tags)`."""
        learner = self._learner
        return windowed(learner.found, batch, learner.encoder.n_pieces, learner.frame)


def _groups(tagger: EncoderTagger, settings: Settings) -> list[dict[str, object]]:
    """A group for each parameter: its rate by the height of its layer, no decay for what is not a matrix."""
    ours = settings.transformer
    layers = getattr(getattr(tagger.encoder, "encoder", tagger.encoder), "layer", None)
    n_layers = len(layers) if layers is not None else int(getattr(tagger.encoder.config, "num_hidden_layers", 12))
    groups: list[dict[str, object]] = []
    for name, parameter in tagger.named_parameters():
        if not name.startswith("encoder."):
            rate = settings.optimiser.learning_rate
        else:
            numbers = [int(part) for part in name.split(".") if part.isdigit()]
            height = numbers[0] + 1 if numbers else 0
            rate = ours.learning_rate * ours.layer_decay ** (n_layers - height)
        decay = ours.weight_decay if parameter.ndim > 1 else 0.0
        groups.append({"params": [parameter], "lr": rate, "weight_decay": decay})
    return groups
