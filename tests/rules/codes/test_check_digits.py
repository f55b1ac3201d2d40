"""Check digits: right ones pass, and no change of one digit does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma.rules.codes.check_digits import is_cas_checked, is_mod10_checked, is_verhoeff_checked

RIGHT = [
    (is_mod10_checked, "23457"),
    (is_mod10_checked, "45484"),
    (is_mod10_checked, "7187"),
    (is_verhoeff_checked, "73211009"),
    (is_verhoeff_checked, "22298006"),
    (is_verhoeff_checked, "900000000000207008"),
    (is_cas_checked, "50000"),
    (is_cas_checked, "7732185"),
    (is_cas_checked, "64175"),
]


@pytest.mark.parametrize(("is_checked", "digits"), RIGHT)
def test_right_check_digit_passes_and_any_other_fails(is_checked, digits):
    assert [d for d in "0123456789" if is_checked(digits[:-1] + d)] == [digits[-1]]


@given(st.text("0123456789", min_size=6, max_size=18), st.data())
def test_verhoeff_notices_two_neighbours_swapped(digits, data):
    place = data.draw(st.integers(0, len(digits) - 2))
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    if swapped != digits:
        assert not (is_verhoeff_checked(digits) and is_verhoeff_checked(swapped))


@given(st.text("0123456789", min_size=2, max_size=8), st.data())
def test_mod10_notices_one_wrong_digit(digits, data):
    place = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from(sorted(set("0123456789") - {digits[place]})))
    assert not (is_mod10_checked(digits) and is_mod10_checked(digits[:place] + other + digits[place + 1 :]))
