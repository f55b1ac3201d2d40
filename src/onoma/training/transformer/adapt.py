"""Further pre-training of an encoder on unlabelled text: masked words are to be guessed from their surroundings.

Devlin et al. 2019, with whole words masked; Gururangan et al. 2020 on adapting to a domain. Texts are cut and
encoded by the code that cuts and encodes them for tagging.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import AutoModelForMaskedLM

from onoma.encoding import Batch, Frame, SegmentLimits, WordEncoder, frame_of, piece_batch, segments
from onoma.errors import InputError, TrainingError
from onoma.training.progress import Progress
from onoma.training.settings import AdaptSettings
from onoma.training.transformer.batches import like_lengths, short_enough
from onoma.training.transformer.device import arithmetic, chosen_device
from onoma.training.transformer.hiding import drawn_words, mask_id, pieces_of_words
from onoma.training.transformer.hugging_face import copy_tokenizer
from onoma.training.transformer.network import loaded
from onoma.training.transformer.tokens import read_tokenizer

__all__ = ["adapt"]

_MASKED, _KEPT = 0.8, 0.9
_SAVED_STEPS = 200
_WORD_PIECES = 16
_STATE, _RECORD = "state.safetensors", "state.json"


@dataclass(frozen=True, slots=True)
class _Masked:
    """Rows in which some words are hidden: the arguments of the encoder, and which pieces stood where."""

    pieces: Tensor
    mask: Tensor
    places: Tensor
    answers: Tensor


def adapt(encoder: Path, texts: Sequence[str], folder: Path, settings: AdaptSettings, *, quiet: bool = False) -> float:
    """Train the encoder in the folder `encoder` on, and save it to `folder`; the mean loss of the last stretch.

    Goes on where an earlier call was interrupted, from the state in `FOLDER.adapting`. Raises `InputError`
    when there is no encoder or no text, and `TrainingError` when the folder is taken.
    """
    if folder.exists() and not (folder / "adapted.json").is_file():
        raise TrainingError(f"{folder} exists and holds no adapted encoder; choose another folder, or remove it")
    adaptation = _Adaptation(encoder, texts, folder.with_name(folder.name + ".adapting"), settings)
    loss = adaptation.run(Progress(1, quiet=quiet))
    adaptation.save(folder)
    return loss


class _Adaptation:
    def __init__(self, encoder: Path, texts: Sequence[str], workshop: Path, settings: AdaptSettings) -> None:
        torch.manual_seed(settings.seed)
        self._source, self._settings, self._workshop = encoder, settings, workshop
        self._device = chosen_device()
        self._tokenizer = read_tokenizer(encoder)
        self._words = WordEncoder(self._tokenizer, _WORD_PIECES)
        self._frame = frame_of(self._tokenizer)
        self._mask_id = mask_id(self._tokenizer, encoder)
        self._model = _without_dropout(loaded(AutoModelForMaskedLM, encoder)).to(self._device)
        limits = SegmentLimits(settings.segment_characters)
        self._texts = [text[s.start : s.end] for text in texts for s in segments(text, limits)]
        if not self._texts:
            raise InputError("no text to adapt to; give files with text in them")
        self._steps = self._laid_out()
        self._adam = torch.optim.AdamW(
            self._model.parameters(), lr=settings.learning_rate, weight_decay=0.01, fused=True
        )
        self._key = self._named()

    def _laid_out(self) -> list[list[int]]:
        """The segments of every step, over all epochs; the same for the same seed."""
        lengths = [self._words.count_pieces(self._words.rows(text)) for text in self._texts]
        return [
            members
            for epoch in range(self._settings.epochs)
            for members in like_lengths(
                lengths, self._settings.batch_size, np.random.default_rng((self._settings.seed, epoch))
            )
        ]

    def _named(self) -> str:
        digest = hashlib.sha256(json.dumps([asdict(self._settings), str(self._source)]).encode())
        for text in self._texts:
            digest.update(text.encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    def run(self, progress: Progress) -> float:
        """All steps that are not done yet; the mean loss of the last stretch."""
        done, loss = self._resumed()
        n_steps = len(self._steps)
        progress.say(f"{len(self._texts):,} segments, {n_steps:,} steps" + (f", {done:,} done before" if done else ""))
        recent: list[float] = []
        with progress.bar("adapting", n_steps - done) as moved:
            for step in range(done, n_steps):
                recent.append(self._step(step))
                loss = float(np.mean(recent[-_SAVED_STEPS:]))
                moved(loss)
                if (step + 1) % _SAVED_STEPS == 0:
                    self._save_state(step + 1, loss)
                    progress.say(f"step {step + 1:,} of {n_steps:,}, loss {loss:.3f}")
        return loss

    def _step(self, step: int) -> float:
        torch.manual_seed(1_000_003 * self._settings.seed + step)
        self._model.train()
        warm_up = max(len(self._steps) // 20, 1)
        share = min((step + 1) / warm_up, max((len(self._steps) - step) / max(len(self._steps) - warm_up, 1), 0.02))
        for group in self._adam.param_groups:
            group["lr"] = self._settings.learning_rate * share
        loss = self._loss(self._hidden([self._texts[index] for index in self._steps[step]], step))
        self._adam.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
        self._adam.step()
        return float(loss.detach())

    def _loss(self, rows: _Masked) -> Tensor:
        with arithmetic(self._settings.precision, self._device):
            hidden = self._model.base_model(
                input_ids=rows.pieces.to(self._device), attention_mask=rows.mask.to(self._device)
            ).last_hidden_state
            # The head sees the hidden words alone: over all words it would cost more than the encoder.
            guesses = _head(self._model)(hidden.flatten(0, 1)[rows.places.to(self._device)])
        return nn.functional.cross_entropy(guesses.float(), rows.answers.to(self._device))

    def _hidden(self, texts: Sequence[str], step: int) -> _Masked:
        """The texts with some of their words masked, drawn anew at every step."""
        random = np.random.default_rng((self._settings.seed, step))
        rows = [short_enough(self._words, row) for text in texts if (row := self._words.rows(text))]
        return _masked(
            self._words.batch(rows),
            self._words.n_pieces,
            self._frame,
            self._mask_id,
            self._settings.masked_share,
            random,
        )

    def _resumed(self) -> tuple[int, float]:
        try:
            record = json.loads((self._workshop / _RECORD).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return 0, float("nan")
        if record["key"] != self._key:
            return 0, float("nan")
        arrays = load_file(self._workshop / f"{record['step']}-{_STATE}")
        self._model.load_state_dict({name: arrays[f"model.{name}"] for name in self._model.state_dict()}, strict=False)
        for name, parameter in self._model.named_parameters():
            self._adam.state[parameter] = {
                "step": torch.tensor(float(record["step"]), device=self._device),
                "exp_avg": arrays[f"first.{name}"].to(self._device),
                "exp_avg_sq": arrays[f"second.{name}"].to(self._device),
            }
        return int(record["step"]), float(record["loss"])

    def _save_state(self, step: int, loss: float) -> None:
        self._workshop.mkdir(parents=True, exist_ok=True)
        arrays = {f"model.{name}": value.detach().cpu().clone() for name, value in self._model.state_dict().items()}
        for name, parameter in self._model.named_parameters():
            entry = self._adam.state[parameter]
            arrays[f"first.{name}"], arrays[f"second.{name}"] = entry["exp_avg"].cpu(), entry["exp_avg_sq"].cpu()
        save_file(arrays, self._workshop / f"{step}-{_STATE}")
        draft = self._workshop / f"draft-{_RECORD}"
        draft.write_text(json.dumps({"key": self._key, "step": step, "loss": loss}), encoding="utf-8")
        os.replace(draft, self._workshop / _RECORD)
        for path in self._workshop.glob(f"*-{_STATE}"):
            if path.name != f"{step}-{_STATE}":
                path.unlink()

    def save(self, folder: Path) -> None:
        """The encoder without its head, as Hugging Face keeps one, and its tokenizer."""
        shutil.rmtree(folder, ignore_errors=True)
        self._model.base_model.save_pretrained(folder)
        copy_tokenizer(self._source, folder)
        record = {"adapted_from": self._source.name, "n_segments": len(self._texts), **asdict(self._settings)}
        (folder / "adapted.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
        shutil.rmtree(self._workshop, ignore_errors=True)


def _masked(
    batch: Batch, n_pieces: int, frame: Frame, mask_id: int, masked_share: float, random: np.random.Generator
) -> _Masked:
    """Of the words drawn, most become masks, a tenth other pieces, and a tenth stay; all are to be guessed."""
    rows = piece_batch(batch, n_pieces, frame)
    drawn = drawn_words(batch.lengths, rows.heads.shape[1], masked_share, random)
    drawn[0, 0] = True  # so that there is something to guess
    chosen = pieces_of_words(rows, batch.lengths, drawn)
    pieces = rows.pieces.copy()
    fate = random.random(pieces.shape)
    pieces[chosen & (fate < _MASKED)] = mask_id
    swapped = chosen & (fate >= _MASKED) & (fate < _KEPT)
    pieces[swapped] = random.integers(0, n_pieces, int(swapped.sum()))
    places = np.flatnonzero(chosen)
    answers = rows.pieces.ravel()[places]
    return _Masked(*map(torch.from_numpy, (pieces, rows.mask, places, answers)))


def _without_dropout(model: nn.Module) -> nn.Module:
    """A text is read once or twice, so nothing is learnt by heart; drawing what to drop took a third of the time."""
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
    return model


def _head(model: nn.Module) -> nn.Module:
    """What guesses pieces from hidden states."""
    for name in ("cls", "lm_head", "lm_predictions", "vocab_projector"):
        if hasattr(model, name):
            head: nn.Module = getattr(model, name)
            return head
    raise InputError(f"an encoder of type {type(model).__name__} has no head that is known here")
