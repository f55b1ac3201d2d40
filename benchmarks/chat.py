"""Intents and slots of a bot's utterances: SNIPS, in the split of Goo et al. (2018).

    python benchmarks/chat.py --data FOLDER                                 # FOLDER/snips/slotgated/{train,valid,test}
    python benchmarks/chat.py --data FOLDER --systems bilstm transformer --seeds 0 1 2
    python benchmarks/chat.py --data FOLDER --limit 2000                    # of the training part, to try something

Trains on train, chooses the epoch on valid, scores test once, by the bundle as it is shipped (int8 where its gate
allows). Slots are scored as conlleval does: the same words and the same label. A sentence is right when its intent and
all of its slots are. Then the time of a turn on one thread, by `onoma.chat.load(BUNDLE)(text)`, all of it included.
Bundles are kept in --work, and a second call goes on from there.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from random import Random

from onoma.chat import load, read_bot
from onoma.chat.bot import Bot
from onoma.chat.frame import Frame
from onoma.chat.training.examples import Utterance
from onoma.chat.training.judging import FrameScores, frame_scores
from onoma.chat.training.plan import planned
from onoma.chat.training.variants import utterances_of
from onoma.training import read_settings

_TURNS = 300


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds snips/slotgated")
    parser.add_argument("--systems", nargs="+", choices=("bilstm", "transformer"), default=["bilstm"])
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    parser.add_argument("--limit", type=int, help="learn from so many utterances only")
    parser.add_argument("--config", type=Path, help="settings other than those that are planned")
    parser.add_argument("--rounds", type=int, help="variants of each utterance, other than are planned")
    parser.add_argument("--work", type=Path, default=Path("runs"))
    options = parser.parse_args()
    train, dev, test = (read_bot(options.data / "snips" / "slotgated" / part) for part in ("train", "valid", "test"))
    if options.limit:
        train = _fewer(train, options.limit)
    for system in options.systems:
        scores: list[FrameScores] = []
        for seed in options.seeds:
            folder = options.work / f"snips-{system}-{seed}{f'-{options.limit}' if options.limit else ''}"
            if not (folder / "manifest.json").is_file():
                _train(system, seed, (train, dev), folder, options)
            scores.append(_scored(folder, utterances_of(test)))
            print(
                f"{folder}: {scores[-1].line()}; {_turn_ms(folder, utterances_of(test)):.2f} ms a turn (median)",
                flush=True,
            )
        print(
            f"| {system} | " + " | ".join(_spread(values) for values in _columns(scores)) + f" | {len(scores)} seeds |"
        )


def _fewer(bot: Bot, limit: int) -> Bot:
    """The same share of each intent's examples."""
    share = limit / sum(len(intent.examples) for intent in bot.intents)
    random = Random(0)
    intents = (
        replace(intent, examples=tuple(random.sample(intent.examples, round(share * len(intent.examples)))))
        for intent in bot.intents
    )
    return replace(bot, intents=tuple(intents))


def _train(system: str, seed: int, bots: tuple[Bot, Bot], folder: Path, options: argparse.Namespace) -> None:
    train, dev = bots
    plan = planned(len(utterances_of(train)), system, has_dev=True)
    if options.rounds is not None:
        plan = replace(plan, n_rounds=options.rounds)
    settings = read_settings(options.config, system, plan.settings) if options.config else plan.settings
    made = import_module(f"onoma.chat.training.{system}.learner").made
    train_bot = import_module("onoma.chat.training.train").train_bot
    train_bot(made, train, folder, replace(plan, settings=replace(settings, seed=seed)), dev=dev)


def _scored(folder: Path, gold: Sequence[Utterance]) -> FrameScores:
    return frame_scores(gold, load(folder).reader.read_all([utterance.document.text for utterance in gold]))


def _turn_ms(folder: Path, utterances: Sequence[Utterance]) -> float:
    understand = load(folder)
    frames: list[Frame] = []
    times: list[float] = []
    for utterance in utterances[:_TURNS]:
        began = time.perf_counter()
        frames.append(understand(utterance.document.text))
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def _columns(scores: Sequence[FrameScores]) -> list[list[float]]:
    return [
        [100 * value for value in column]
        for column in zip(*((s.intent, s.slots.f1, s.frame) for s in scores), strict=True)
    ]


def _spread(values: Sequence[float]) -> str:
    return f"{statistics.mean(values):.1f}" + (f" ± {statistics.stdev(values):.1f}" if len(values) > 1 else "")


if __name__ == "__main__":
    main()
