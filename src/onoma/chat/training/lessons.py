"""All that a bot's network learns from: examples and variants, answers to questions, and what is none of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from onoma.chat.bot import Bot
from onoma.chat.training.examples import Utterance
from onoma.chat.training.out_of_scope import out_of_scope
from onoma.chat.training.variants import answers, utterances_of, with_variants

__all__ = ["Lessons", "lessons_of", "parts_in_turn"]

_ANSWERS = 12
"""Answers for each slot."""

_WEIGHT_OF_NONE = 2.2
"""What is none of the intents weighs as much as the examples of so many intents together."""

_SPARED = 5
"""Every fifth text is held out, where there is one part."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """`examples` have intents; `answers` have slots and no intent, `none` have neither."""

    examples: list[Utterance]
    answers: list[Utterance]
    none: list[Utterance]

    @property
    def utterances(self) -> list[Utterance]:
        """All of them."""
        return [*self.examples, *self.answers, *self.none]

    def weight_of_none(self, n_intents: int) -> float:
        """The weight of each text without an intent, so that many of them don't drown few examples."""
        n_none = len(self.answers) + len(self.none)
        return min(1.0, _WEIGHT_OF_NONE * len(self.examples) / (n_intents * n_none)) if n_none else 1.0

    def spared(self) -> tuple[Lessons, list[Utterance]]:
        """The lessons without some of the texts that are none of the intents, and those."""
        kept = [utterance for number, utterance in enumerate(self.none) if number % _SPARED]
        return replace(self, none=kept), self.none[::_SPARED]


def lessons_of(bot: Bot, n_rounds: int, seed: int) -> Lessons:
    """The lessons of a bot, with so many variants of each example."""
    return Lessons(with_variants(bot, n_rounds, seed), answers(bot, _ANSWERS, seed), out_of_scope(bot, seed))


def parts_in_turn(
    bot: Bot, lessons: Lessons, n_parts: int, *, n_rounds: int, seed: int
) -> Iterator[tuple[Lessons, list[Utterance]]]:
    """The lessons without a part of the examples, no variants of it either, and that part; one part after the other.

    With one part, it is a fifth.
    """
    every = n_parts if n_parts > 1 else _SPARED
    for part in range(n_parts):
        learned = _with_examples(bot, part, every, held_out=False)
        held_out = _with_examples(bot, part, every, held_out=True)
        none = [utterance for number, utterance in enumerate(lessons.none) if number % every != part]
        rest = [*utterances_of(held_out), *lessons.none[part::every]]
        yield Lessons(with_variants(learned, n_rounds, seed), lessons.answers, none), rest


def _with_examples(bot: Bot, part: int, every: int, *, held_out: bool) -> Bot:
    """The bot with every so-manieth example of each intent, or with all others."""
    intents = (
        replace(
            intent,
            examples=tuple(
                example for number, example in enumerate(intent.examples) if (number % every == part) is held_out
            ),
        )
        for intent in bot.intents
    )
    return replace(bot, intents=tuple(intents))
