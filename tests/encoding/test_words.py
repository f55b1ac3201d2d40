"""Words: where they begin and end, in scripts and with marks of many kinds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma.encoding import split_words


def _words(text: str) -> list[str]:
    return [text[start:end] for start, end in split_words(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ada's x-ray cost $3.50.", ["Ada", "'", "s", "x", "-", "ray", "cost", "$", "3", ".", "50", "."]),
        ("snake_case", ["snake", "_", "case"]),
        ("  \t\n ", []),
        ("", []),
        ("caf\u0065\u0301 au", ["caf\u0065\u0301", "au"]),  # a combining accent stays with its letter
        ("New\u200bYork", ["New\u200bYork"]),  # zero-width space
        ("co\u00adoperate", ["co\u00adoperate"]),  # soft hyphen
        ("\ufeffAda", ["\ufeff", "Ada"]),  # a byte order mark is no part of the first name
        ("می\u200cخواهم", ["می\u200cخواهم"]),  # Persian, zero-width non-joiner
        ("שלום, Ada", ["שלום", ",", "Ada"]),
        ("東京タワー", ["東", "京", "タ", "ワ", "ー"]),
        ("在London见", ["在", "London", "见"]),
        ("Straße Ωμέγα Ørsted", ["Straße", "Ωμέγα", "Ørsted"]),
        ("no\u00a0break", ["no", "break"]),
        ("👍🏽!", ["👍", "🏽", "!"]),
    ],
)
def test_words_are_runs_of_letters_single_ideographs_and_single_signs(text: str, words: list[str]) -> None:
    assert _words(text) == words


def test_words_of_a_part_have_offsets_of_the_whole() -> None:
    text = "Ada met Bob"
    assert split_words(text, 4) == [(4, 7), (8, 11)]
    assert split_words(text, 4, 9) == [(4, 7), (8, 9)]


@given(st.text(alphabet=st.characters(), max_size=60))
def test_words_hold_every_visible_character_once_and_no_space(text: str) -> None:
    words = split_words(text)
    covered = [index for start, end in words for index in range(start, end)]
    assert covered == [index for index, character in enumerate(text) if not character.isspace()]


@given(st.text(max_size=60))
def test_words_do_not_depend_on_the_space_around_them(text: str) -> None:
    assert [text[s:e] for s, e in split_words(text)] == _words("\n " + text + "\t ")
