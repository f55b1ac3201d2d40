"""A bot in, its bundle out."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onoma.bundle import check_place
from onoma.chat.bot import Bot
from onoma.chat.training.examples import Utterance, joint_examples
from onoma.chat.training.finish import HeldOut, Trained, manifest_of, write_bot
from onoma.chat.training.judging import frame_scores, wanted_intents
from onoma.chat.training.learner import JointLearner
from onoma.chat.training.lessons import Lessons, lessons_of, parts_in_turn
from onoma.chat.training.plan import Plan
from onoma.chat.training.temperature import fitted_head
from onoma.chat.training.variants import utterances_of
from onoma.chat.understanding.chat_file import head_of
from onoma.chat.understanding.reader import IntentHead, Read, UtteranceReader
from onoma.corpus import Corpus
from onoma.errors import TrainingError
from onoma.evaluation import Prf
from onoma.training.examples import Example
from onoma.training.fit import Fitting
from onoma.training.learner import Arrays
from onoma.training.progress import Progress
from onoma.training.settings import Settings

__all__ = ["Made", "train_bot"]

Made = Callable[[Corpus, int, Settings, float], JointLearner]
"""What makes a learner for texts with slots, a number of intents, settings and the weight of intents."""


def train_bot(
    made: Made, bot: Bot, folder: Path, plan: Plan, *, dev: Bot | None = None, quiet: bool = False
) -> Trained:
    """Train the learner that `made` makes on the bot's examples, and write its bundle to `folder`.

    With `dev`, whose examples are not learnt from, they choose the best epoch and calibrate, and an interrupted
    training goes on. Without, the examples are held out in turn to calibrate, and all are learnt from in the end.

    Raises `TrainingError` when the exported model doesn't do what the trained one does, or dev has an intent that the
    bot has not, and `BundleError` when the folder is taken.
    """
    check_place(folder)
    _check(bot, dev)
    progress = Progress(plan.settings.optimiser.epochs, quiet=quiet)
    lessons = lessons_of(bot, plan.n_rounds, plan.settings.seed)
    corpus = Corpus(tuple(utterance.document for utterance in lessons.utterances), folder.name)
    learner = made(corpus, len(bot.intents), plan.settings, plan.intent_weight)
    progress.say(
        f"{len(bot.intents)} intents, {len(utterances_of(bot)):,} examples, {len(lessons.examples):,} with variants; "
        f"{len(lessons.answers)} answers, {len(lessons.none)} texts that are none of the intents"
    )
    learning = _Learning(bot, learner, plan, progress)
    held_out = learning.with_dev(lessons, dev, folder) if dev else learning.in_turn(lessons)
    trained = write_bot(folder, bot, learner, plan.settings, held_out, lessons)
    progress.say(
        f"{folder}: {trained.manifest.total_bytes / 1e6:.1f} MB, {trained.manifest.precision}; "
        f"on {held_out.judged_on}: {trained.scores.line()}"
    )
    return trained


def _check(bot: Bot, dev: Bot | None) -> None:
    known = {intent.name for intent in bot.intents}
    unknown = sorted({intent.name for intent in dev.intents} - known) if dev else []
    if unknown:
        raise TrainingError(f"dev has the intent {unknown[0]!r}, which the bot has not ({', '.join(sorted(known))})")


class _Learning:
    """One training of a bot."""

    def __init__(self, bot: Bot, learner: JointLearner, plan: Plan, progress: Progress) -> None:
        self._bot, self._learner, self._plan, self._progress = bot, learner, plan, progress
        self._head = head_of(bot)

    def with_dev(self, lessons: Lessons, dev: Bot, folder: Path) -> HeldOut:
        """Learn, judged by dev after each epoch."""
        learned, spared = lessons.spared()
        gold = utterances_of(dev)
        self._learner.prepare(self._examples(learned))

        def judge() -> Prf:
            return frame_scores(gold, self._reads(gold, self._head)).as_prf()

        workshop = folder.with_name(folder.name + ".training")
        digest = sha256(repr((self._plan, learned.utterances, gold)).encode()).hexdigest()
        Fitting(self._learner, self._plan.settings.optimiser, workshop).run(digest, judge, self._progress)
        shutil.rmtree(workshop, ignore_errors=True)
        told = [*gold, *spared]
        head = fitted_head(self._head, self._logits(told), wanted_intents(told, self._head.intents))
        return HeldOut(gold, self._reads(gold, head), head, "dev")

    def in_turn(self, lessons: Lessons) -> HeldOut:
        """Learn parts of the examples, judged by the others; then all of them."""
        self._learner.prepare(self._examples(lessons))
        start = self._learner.state()
        parts = parts_in_turn(
            self._bot, lessons, self._plan.n_folds, n_rounds=self._plan.n_rounds, seed=self._plan.settings.seed
        )
        gold: list[Utterance] = []
        reads: list[Read] = []
        logits, wanted = [], []
        for number, (part, rest) in enumerate(parts, 1):
            self._learn(part, start, f"part {number} of {self._plan.n_folds}")
            logits.append(self._logits(rest))
            wanted.append(wanted_intents(rest, self._head.intents))
            told = [utterance for utterance in rest if utterance.intent is not None]
            gold += told
            reads += self._reads(told, self._head)
        self._learn(lessons, start, "all")
        head = fitted_head(self._head, np.concatenate(logits), np.concatenate(wanted))
        return HeldOut(gold, reads, head, "examples held out in turn")

    def _learn(self, lessons: Lessons, start: Arrays, title: str) -> None:
        """Learn from the lessons, from the start on."""
        self._learner.set_state(start)
        self._learner.learn_from(self._examples(lessons))
        n_epochs = self._plan.settings.optimiser.epochs
        with self._progress.bar(title, sum(map(self._learner.n_steps, range(1, n_epochs + 1)))) as moved:
            losses = [self._learner.learn(epoch, moved) for epoch in range(1, n_epochs + 1)]
        self._progress.say(f"{title}: loss {losses[0]:.3f}, in the end {losses[-1]:.3f}")

    def _examples(self, lessons: Lessons) -> list[Example]:
        weight = lessons.weight_of_none(len(self._head.intents))
        examples = joint_examples(lessons.utterances, self._head.intents, self._learner.tags, self._learner.scheme)
        return [replace(example, weight=weight) if example.intents[-1] else example for example in examples]

    def _logits(self, utterances: Sequence[Utterance]) -> NDArray[np.float32]:
        return self._reader(self._head).intent_logits([utterance.document.text for utterance in utterances])

    def _reads(self, utterances: Sequence[Utterance], head: IntentHead) -> list[Read]:
        return self._reader(head).read_all([utterance.document.text for utterance in utterances])

    def _reader(self, head: IntentHead) -> UtteranceReader:
        """What reads with the weights as they are now."""
        learner = self._learner
        manifest = manifest_of("", self._bot, learner, self._plan.settings)
        return UtteranceReader(manifest, head, learner.encoder, learner, learner.tables().chain(manifest))
