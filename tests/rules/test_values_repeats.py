"""A long text that repeats itself is read as a short one is, and fast."""

import time

import pytest

from onoma.rules.values import Values

TURNS = ["Jan 1 ", "5 mg ", "1 to ", "one hundred ", "5 am ", "the first ", "$5 and ", "2 x 3 cm, "]


def _found(text: str) -> list[tuple[int, int, str, object]]:
    return [(entity.start, entity.end, entity.label, entity.value) for entity in Values()(text).entities]


@pytest.mark.parametrize("turn", [f"She paid $5 on {n} May, and {n} others " for n in (3, 11)])
def test_what_is_remembered_is_what_would_be_read(turn: str) -> None:
    n_turns = 600
    once = _found(turn)
    again = [(start + n * len(turn), end + n * len(turn), *rest) for n in range(n_turns) for start, end, *rest in once]
    assert _found(turn * n_turns) == again


def test_values_that_are_remembered_are_nobody_elses() -> None:
    entities = Values()("about 2 x 3 cm or $5 " * 600).entities
    values = [entity.value for entity in entities if isinstance(entity.value, dict)]
    assert len({id(value) for value in values}) == len(values) == 1200


@pytest.mark.parametrize("turn", TURNS)
def test_a_text_that_repeats_itself_costs_little_for_each_turn(turn: str) -> None:
    values = Values()
    text = (turn * 50_000)[:50_000]
    began = time.process_time()
    values(text)
    assert time.process_time() - began < 1
