"""Check digits: the last digit of a number, which its other digits determine.

A mistyped or made-up number fails nine times in ten, so a right one is evidence by itself. Each
routine takes ASCII digits, the check digit last, and answers whether it is right.
"""

from __future__ import annotations

__all__ = ["is_cas_checked", "is_mod10_checked", "is_verhoeff_checked"]

_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
"""The digit sum of twice a digit."""

_PRODUCT = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    (1, 2, 3, 4, 0, 6, 7, 8, 9, 5),
    (2, 3, 4, 0, 1, 7, 8, 9, 5, 6),
    (3, 4, 0, 1, 2, 8, 9, 5, 6, 7),
    (4, 0, 1, 2, 3, 9, 5, 6, 7, 8),
    (5, 9, 8, 7, 6, 0, 4, 3, 2, 1),
    (6, 5, 9, 8, 7, 1, 0, 4, 3, 2),
    (7, 6, 5, 9, 8, 2, 1, 0, 4, 3),
    (8, 7, 6, 5, 9, 3, 2, 1, 0, 4),
    (9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
)
"""Multiplication in the dihedral group of order ten (Verhoeff 1969)."""

_PERMUTATION = (
    (0, 1, 2, 3, 4, 5, 6, 7, 8, 9),
    (1, 5, 7, 6, 2, 8, 3, 0, 9, 4),
    (5, 8, 0, 3, 7, 9, 6, 1, 4, 2),
    (8, 9, 1, 6, 0, 4, 3, 5, 2, 7),
    (9, 4, 5, 3, 1, 2, 6, 8, 7, 0),
    (4, 2, 8, 6, 5, 7, 3, 9, 0, 1),
    (2, 7, 9, 3, 8, 0, 6, 4, 1, 5),
    (7, 0, 4, 6, 9, 1, 3, 2, 5, 8),
)
"""What Verhoeff's scheme makes of a digit, by its place from the right."""


def is_mod10_checked(digits: str) -> bool:
    """Luhn's mod 10, which LOINC uses."""
    numbers = [int(digit) for digit in reversed(digits)]
    return (sum(numbers[::2]) + sum(_DOUBLED[number] for number in numbers[1::2])) % 10 == 0


def is_verhoeff_checked(digits: str) -> bool:
    """Verhoeff's scheme, which SNOMED CT uses."""
    state = 0
    for place, digit in enumerate(reversed(digits)):
        state = _PRODUCT[state][_PERMUTATION[place % 8][int(digit)]]
    return state == 0


def is_cas_checked(digits: str) -> bool:
    """The weighted sum of a CAS registry number: each digit by its place from the right, mod 10."""
    *others, check = (int(digit) for digit in digits)
    return sum(weight * number for weight, number in enumerate(reversed(others), start=1)) % 10 == check
