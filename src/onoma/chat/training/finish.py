"""From a fitted joint network to a bot's bundle: export, quantise behind a gate, calibrate, write the card."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from onoma.bundle import CARD, CHAIN, MODEL, TOKENIZER, Manifest, write_bundle
from onoma.chat.bot import Bot
from onoma.chat.training.card import ChatFacts, chat_card
from onoma.chat.training.examples import Utterance
from onoma.chat.training.judging import FrameScores, frame_scores, predicted_documents
from onoma.chat.training.learner import JointLearner
from onoma.chat.training.lessons import Lessons
from onoma.chat.understanding.chat_file import CHAT, chat_to_json
from onoma.chat.understanding.networks import JointSession
from onoma.chat.understanding.reader import IntentHead, Read, UtteranceReader
from onoma.encoding import USUAL_LIMITS
from onoma.training.calibrate import calibrated
from onoma.training.quantise import int8_weights
from onoma.training.settings import Settings
from onoma.training.settings_file import settings_to_dict, settings_to_toml
from onoma.training.smoothing import sample_batches, sample_inputs

__all__ = ["HeldOut", "Trained", "manifest_of", "write_bot"]

_JUDGED_TEXTS = 1000
_SHOWN = 10
_VERSIONS_OF = ("onnxruntime", "tokenizers")


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What a network made of texts that it did not learn from, with the head that was fitted on them."""

    gold: Sequence[Utterance]
    reads: Sequence[Read]
    head: IntentHead
    judged_on: str

    def confused(self) -> list[str]:
        """The texts that were taken for another intent, and for which."""
        taken = [(truth, next(iter(read.ranked), "")) for truth, read in zip(self.gold, self.reads, strict=True)]
        wrong = [(truth, intent) for truth, intent in taken if intent != truth.intent]
        return [f"“{truth.document.text}” is {truth.intent}, taken for {intent}" for truth, intent in wrong[:_SHOWN]]


@dataclass(frozen=True, slots=True)
class Trained:
    """What a training gave; `scores` are of texts that it did not learn from."""

    manifest: Manifest
    scores: FrameScores


def manifest_of(name: str, bot: Bot, learner: JointLearner, settings: Settings) -> Manifest:
    """The manifest of a bot's bundle, as far as it is known before it is written."""
    return Manifest(
        name=name,
        labels=tuple(dict.fromkeys(tag[2:] for tag in learner.tags if tag != "O")),
        tags=learner.tags,
        scheme=learner.scheme.name,
        files={},
        kind=learner.traits.kind,
        word_pieces=learner.encoder.max_pieces,
        language=bot.language,
        description=f"A bot that knows {', '.join(intent.name for intent in bot.intents)}",
        made_by=f"onoma {version('onoma')}",
        settings=settings_to_dict(settings),
    )


def write_bot(
    folder: Path, bot: Bot, learner: JointLearner, settings: Settings, held_out: HeldOut, lessons: Lessons
) -> Trained:
    """Write the bundle; raises `TrainingError` when ONNX does not give what the trained network gives."""
    manifest = manifest_of(folder.name, bot, learner, settings)
    judged = held_out.gold if held_out.judged_on == "dev" else lessons.examples
    precision, model = _exported(learner, manifest, held_out.head, judged[:_JUDGED_TEXTS], settings)
    scores = frame_scores(held_out.gold, held_out.reads)
    gold = [utterance.document for utterance in held_out.gold]
    calibration, _ = calibrated(gold, predicted_documents(held_out.gold, held_out.reads))
    manifest = replace(
        manifest, precision=precision, calibration=calibration, scores={held_out.judged_on: scores.to_json()}
    )
    made_with = (*learner.traits.made_with, *_VERSIONS_OF)
    facts = ChatFacts(
        name=folder.name,
        summary=learner.traits.summary,
        bot=bot,
        head=held_out.head,
        scores=scores,
        judged_on=held_out.judged_on,
        precision=precision,
        n_trained=len(lessons.utterances),
        confused=held_out.confused(),
        versions={"Python": sys.version.split()[0], **{name: version(name) for name in made_with}},
    )
    tables = learner.tables()._asdict()
    files = {
        MODEL: model,
        TOKENIZER: learner.tokenizer.to_str().encode(),
        CHAIN: json.dumps({name: table.round(5).tolist() for name, table in tables.items()}).encode(),
        CHAT: chat_to_json(bot, held_out.head),
        "settings.toml": settings_to_toml(settings).encode(),
        CARD: chat_card(facts).encode(),
    }
    return Trained(write_bundle(folder, manifest, files), scores)


def _exported(
    learner: JointLearner, manifest: Manifest, head: IntentHead, judged: Sequence[Utterance], settings: Settings
) -> tuple[str, bytes]:
    """The precision and the network; int8 where that costs few whole utterances."""
    samples = sample_batches(learner.encoder, USUAL_LIMITS, [utterance.document for utterance in judged])
    full = learner.export(samples)
    if settings.weights == "fp32":
        return "fp32", full
    small = int8_weights(full, sample_inputs(manifest.kind, learner.encoder, samples))

    def right(model: bytes) -> float:
        network = JointSession(manifest.kind, model, learner.encoder, Path(MODEL))
        reader = UtteranceReader(manifest, head, learner.encoder, network, learner.tables().chain(manifest))
        return frame_scores(judged, reader.read_all([utterance.document.text for utterance in judged])).frame

    is_cheap = 100 * (right(full) - right(small)) <= settings.max_int8_loss
    return ("int8", small) if is_cheap else ("fp32", full)
