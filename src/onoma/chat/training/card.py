"""`card.md` of a bot's bundle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onoma.chat.bot import Bot
from onoma.chat.training.judging import FrameScores
from onoma.chat.understanding.reader import IntentHead

__all__ = ["ChatFacts", "chat_card"]


@dataclass(frozen=True, slots=True)
class ChatFacts:
    """What a card tells; `judged_on` says which texts the scores are of."""

    name: str
    summary: str
    bot: Bot
    head: IntentHead
    scores: FrameScores
    judged_on: str
    precision: str
    n_trained: int
    confused: Sequence[str]
    versions: Mapping[str, str]


def chat_card(facts: ChatFacts) -> str:
    """The card, as Markdown."""
    rows = "\n".join(
        f"| {intent.name} | {len(intent.examples)} | {', '.join(use.name for use in intent.slots)} |"
        for intent in facts.bot.intents
    )
    kinds = ", ".join(f"{slot.name} ({slot.kind})" for slot in facts.bot.slots.values()) or "none"
    confused = "".join(f"- {line}\n" for line in facts.confused) or "- none\n"
    scores = facts.scores
    return (
        f"# {facts.name}\n\n{facts.summary}. Language: {facts.bot.language}. Slots: {kinds}.\n\n"
        f"| intent | examples | slots |\n|---|---|---|\n{rows}\n\n"
        f"## Scores\n\nOn {facts.judged_on}, {scores.n_texts:,} texts; slots by the network alone, strict.\n\n"
        "| intent | slot F1 | whole utterance |\n|---|---|---|\n"
        f"| {100 * scores.intent:.1f} | {100 * scores.slots.f1:.1f} | {100 * scores.frame:.1f} |\n\n"
        f"Probabilities of intents: temperature {facts.head.temperature:.2f}, caution {facts.head.caution:.2f}, "
        f"threshold {facts.bot.threshold:g}.\n\nTaken for another intent:\n\n{confused}\n"
        f"## How to make it again\n\n```\nonoma chat train BOT -o FOLDER --config settings.toml\n```\n\n"
        f"{facts.n_trained:,} texts with their variants. Weights {facts.precision}. "
        + ", ".join(f"{name} {version}" for name, version in facts.versions.items())
        + "\n"
    )
