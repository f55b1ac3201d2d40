"""One number at a place of a text: in figures, in words or both, with its sign and magnitude."""

from __future__ import annotations

from decimal import Decimal

from onoma.rules.values.figures import number_in_figures
from onoma.rules.values.number import ARTICLES, Number
from onoma.rules.values.numerals import FRACTION_SIGNS
from onoma.rules.values.spelled import number_behind_article, number_in_words
from onoma.rules.values.tokens import Tokens

__all__ = ["SIGNS", "number_at"]

SIGNS = frozenset(("-", "+", "."))
"""What may stand close before the figures of a number, and belongs to it."""

_BEFORE_SIGNS = frozenset(("(", "[", "=", ":", "$", "€", "£", "~", "<", ">", "≤", "≥"))


def number_at(tokens: Tokens, index: int) -> Number | None:
    """The number that begins at a token."""
    word = tokens.words[index]
    if word[:1].isdigit() or word in FRACTION_SIGNS:
        return number_in_figures(tokens, index)
    if word in SIGNS:
        return _signed(tokens, index, word)
    if word in ARTICLES:
        return number_behind_article(tokens, index + 1)
    if word == "minus":
        return _negated(number_at(tokens, index + 1)) if tokens.words[index + 1] != "minus" else None
    return number_in_words(tokens, index)


def _signed(tokens: Tokens, index: int, sign: str) -> Number | None:
    """A number behind its sign, or behind the point with which it begins."""
    if not tokens.glued(index + 1) or (tokens.glued(index) and tokens.words[index - 1] not in _BEFORE_SIGNS):
        return None
    number = number_in_figures(tokens, index + 1) if tokens.words[index + 1][:1].isdigit() else None
    if number is None or sign == "+":
        return number
    if sign == "-":
        return _negated(number)
    digits = tokens.words[index + 1]
    return number._replace(amount=Decimal(f"0.{digits}"), plain=False) if number.plain and digits.isdigit() else None


def _negated(number: Number | None) -> Number | None:
    return number.times(-1)._replace(plain=False) if number is not None and number.amount is not None else None
