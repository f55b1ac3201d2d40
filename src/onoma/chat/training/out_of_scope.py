"""Texts that are none of a bot's intents, so that it learns what not to answer.

They are everyday requests and remarks of many kinds, and words in no order. What comes close to one of the bot's
own examples is left out: a bot that tells jokes should not learn that jokes are none of its business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from random import Random
from string import ascii_lowercase

from onoma.chat.bot import Bot
from onoma.chat.training.examples import Utterance
from onoma.document import Document

__all__ = ["out_of_scope", "usual_requests"]

_TOO_CLOSE = 0.5
"""Share of a text's words of substance that may stand in one example before it is left out."""

_JUMBLED = 0.15
"""Jumbled texts for each of the others."""

_NO_WORDS = 12
"""Texts of letters in no order."""

_WORD = re.compile(r"\w+")
_STEM = 5
_OF_NO_SUBSTANCE = frozenset(
    (  # noqa: SIM905 - words that are read, not computed with
        "a about again all am an and any are as at be been but by can could did do does for from get give had has have "
        "he her him his how i if in into is it its just let like many me more much my need no not now of on one or our "
        "out please say she should so some something tell than thank thanks that the their them then there these they "
        "thing this time to too up us very want was we were what when where which who why will with would you your"
    ).split()
)


@cache
def usual_requests(language: str) -> tuple[str, ...]:
    """Texts of everyday; of a language that has none, none."""
    path = files("onoma") / "chat" / "training" / "tables" / f"out_of_scope_{language}.txt"
    return tuple(path.read_text(encoding="utf-8").split("\n")[:-1]) if path.is_file() else ()


def out_of_scope(bot: Bot, seed: int) -> list[Utterance]:
    """What is none of the bot's intents: its own list, and what is known to be asked of bots."""
    random = Random(seed)
    examples = [example.text for intent in bot.intents for example in intent.examples]
    usual = _far_from(examples, usual_requests(bot.language))
    jumbled = [*_jumbled([*usual, *bot.out_of_scope], random), *(_no_words(random) for _ in range(_NO_WORDS))]
    return [Utterance(Document(text), None, marked=False) for text in (*bot.out_of_scope, *usual, *jumbled)]


def _far_from(examples: Iterable[str], texts: Sequence[str]) -> list[str]:
    theirs = [_substance(example) for example in examples]
    kept: list[str] = []
    for text in texts:
        ours = _substance(text)
        if ours and max((len(ours & other) for other in theirs), default=0) < _TOO_CLOSE * len(ours):
            kept.append(text)
    return kept


def _substance(text: str) -> frozenset[str]:
    """Beginnings of the words that say what a text is about."""
    words = _WORD.findall(text.lower())
    return frozenset(word[:_STEM] for word in words if word not in _OF_NO_SUBSTANCE)


def _jumbled(texts: Sequence[str], random: Random) -> list[str]:
    """Words of all the texts in no order."""
    words = [word for text in texts for word in text.split()]
    n_texts = round(_JUMBLED * len(texts))
    return [" ".join(random.choices(words, k=random.randint(1, 8))) for _ in range(n_texts)] if words else []


def _no_words(random: Random) -> str:
    """Letters as a cat types them."""
    return " ".join(
        "".join(random.choices(ascii_lowercase, k=random.randint(2, 8))) for _ in range(random.randint(1, 3))
    )
