"""Shapes: what case, digits and signs make of a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma.encoding import N_SHAPES, PADDING_SHAPE, split_words
from onoma.encoding.shapes import SHAPE_NAMES, shape_of


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("lower", "lower"),
        ("London", "Capitalised"),
        ("NATO", "UPPER"),
        ("I", "X"),
        ("iPhone", "miXed"),
        ("McDonald", "CamelCase"),
        ("1969", "digits"),
        ("19th", "digits-lower"),
        ("B52", "digits-UPPER"),
        ("東", "caseless"),
        ("שלום", "caseless"),
        (".", "period"),
        (",", "comma"),
        ("’", "quote"),
        ("(", "opening"),
        ("]", "closing"),
        ("–", "hyphen"),
        ("/", "slash"),
        ("@", "at"),
        ("#", "hash"),
        ("&", "ampersand"),
        ("€", "currency"),
        ("!", "end"),
        ("👍", "symbol"),
        ("_", "symbol"),
        ("E\u0301cole", "Capitalised"),
    ],
)
def test_shape_of_a_word(word: str, shape: str) -> None:
    assert SHAPE_NAMES[shape_of(word)] == shape


@given(st.text(alphabet=st.characters(), min_size=1, max_size=30))
def test_shape_of_any_word_is_known_and_never_padding(text: str) -> None:
    for start, end in split_words(text):
        shape = shape_of(text[start:end])
        assert PADDING_SHAPE < shape < N_SHAPES


def test_shape_numbers_are_part_of_the_bundle_format() -> None:
    # A trained model has learnt these numbers; to change one is to change the format's version.
    assert (SHAPE_NAMES.index("padding"), SHAPE_NAMES.index("UPPER"), N_SHAPES) == (0, 3, 24)
