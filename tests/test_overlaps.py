"""Who wins where answers overlap: every line of the policy, and what holds whatever the answers are."""

from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma import Entity, Policy
from onoma.errors import SettingsError
from onoma.overlaps import resolved

TOGETHER = Policy(first=frozenset("F"), last=frozenset("L"), in_turn=False)


def _spans(entities: list[Entity]) -> list[tuple[int, int, str]]:
    return [(entity.start, entity.end, entity.label) for entity in entities]


def _winner(one: Entity, other: Entity, policy: Policy = TOGETHER) -> Entity:
    (kept,) = resolved([[one], [other]], policy)
    return kept


def test_a_label_that_comes_first_wins_over_a_longer_and_surer_one() -> None:
    url = Entity(4, 8, "F")
    assert _winner(Entity(0, 10, "A", 1.0), url) == url


def test_a_label_that_comes_last_yields_to_a_shorter_and_less_sure_one() -> None:
    name = Entity(4, 6, "A", 0.1)
    assert _winner(Entity(0, 10, "L", 1.0), name) == name


def test_levels_come_before_turns() -> None:
    policy = Policy(first=frozenset("F"), last=frozenset("L"))
    assert _winner(Entity(0, 2, "L", 1.0), Entity(1, 3, "A"), policy).label == "A"
    assert _winner(Entity(0, 2, "A", 1.0), Entity(1, 3, "F"), policy).label == "F"


def test_together_the_longer_wins_whoever_gave_it_and_however_sure() -> None:
    person = Entity(0, 13, "PERSON", 0.3)  # August Wilson
    assert _winner(Entity(0, 6, "DATE"), person) == person
    assert _winner(person, Entity(0, 6, "DATE", 1.0)) == person


def test_in_turn_the_earlier_wins_however_short() -> None:
    assert _winner(Entity(0, 6, "A"), Entity(0, 13, "B", 1.0), Policy()).label == "A"


def test_of_equal_length_the_likelier_wins_and_no_score_counts_as_unscored() -> None:
    def label(score: float, unscored: float) -> str:
        return _winner(Entity(0, 3, "DATE"), Entity(0, 3, "A", score), Policy(in_turn=False, unscored=unscored)).label

    assert [label(0.4, 0.5), label(0.6, 0.5), label(0.6, 0.9)] == ["DATE", "A", "DATE"]


def test_of_equals_the_one_that_begins_earlier_wins_then_the_alphabet() -> None:
    assert _winner(Entity(1, 3, "A"), Entity(0, 2, "B")).label == "B"
    assert _winner(Entity(0, 2, "B"), Entity(0, 2, "A")).label == "A"


def test_the_best_of_a_chain_lets_the_far_end_live() -> None:
    answers = [[Entity(0, 4, "A"), Entity(3, 8, "B"), Entity(7, 10, "C")]]
    assert _spans(resolved(answers, TOGETHER)) == [(3, 8, "B")]
    answers = [[Entity(0, 5, "A"), Entity(4, 8, "B"), Entity(7, 12, "C")]]
    assert _spans(resolved(answers, TOGETHER)) == [(0, 5, "A"), (7, 12, "C")]


def test_agreeing_answers_are_one_that_knows_what_each_knew() -> None:
    rule = Entity(0, 3, "A", None, "values", value=5, attributes={"id": "x", "by": "rule"})
    network = Entity(0, 3, "A", 0.8, "en", attributes={"by": "network"})
    assert _winner(rule, network) == Entity(
        0, 3, "A", 0.8, "en+values", value=5, attributes={"id": "x", "by": "network"}
    )


def test_answers_that_only_touch_both_stay() -> None:
    assert len(resolved([[Entity(0, 3, "A")], [Entity(3, 5, "B")]], TOGETHER)) == 2


def test_a_long_row_of_overlapping_answers_is_settled_quickly() -> None:
    answers = [[Entity(i, i + 2, "A") for i in range(20_000)], [Entity(i, i + 2, "B") for i in range(20_000)]]
    assert len(resolved(answers, TOGETHER)) == 10_000  # minutes, were every one held against every other


def test_a_policy_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(SettingsError, match="DATE can't both"):
        Policy(first=frozenset({"DATE"}), last=frozenset({"DATE"}))
    with pytest.raises(SettingsError, match="unscored is 2"):
        Policy(unscored=2)


entities = st.builds(
    lambda start, length, label, score, source, value: Entity(start, start + length, label, score, source, value),
    st.integers(0, 12),
    st.integers(1, 5),
    st.sampled_from("AFL"),
    st.none() | st.sampled_from([0.2, 0.5, 0.9]),
    st.sampled_from(["", "x", "y"]),
    st.sampled_from([None, 1, "1"]),
)
answers = st.lists(st.lists(entities, max_size=5), min_size=1, max_size=3)
policies = st.builds(
    Policy,
    first=st.sampled_from([frozenset(), frozenset("F")]),
    last=st.sampled_from([frozenset(), frozenset("L")]),
    in_turn=st.booleans(),
    unscored=st.sampled_from([0.0, 0.5, 1.0]),
)


@given(answers, policies)
def test_what_remains_is_in_order_apart_and_was_given(answers: list[list[Entity]], policy: Policy) -> None:
    kept = resolved(answers, policy)
    assert all(one.end <= other.start for one, other in pairwise(kept))
    assert set(_spans(kept)) <= {(e.start, e.end, e.label) for found in answers for e in found}


@given(answers, policies)
def test_what_is_gone_gave_way_to_something(answers: list[list[Entity]], policy: Policy) -> None:
    kept = resolved(answers, policy)
    for entity in (entity for found in answers for entity in found):
        rivals = [other for other in kept if entity.overlaps(other)]
        assert rivals
        level = policy.level(entity.label)
        assert min(policy.level(rival.label) for rival in rivals) <= level


@given(answers, policies)
def test_settling_what_is_settled_changes_nothing(answers: list[list[Entity]], policy: Policy) -> None:
    kept = resolved(answers, policy)
    assert resolved([kept], policy) == kept


@given(answers, policies)
def test_order_within_an_answer_is_of_no_account(answers: list[list[Entity]], policy: Policy) -> None:
    assert resolved([found[::-1] for found in answers], policy) == resolved(answers, policy)


@given(answers)
def test_together_the_order_of_the_answers_is_of_no_account(answers: list[list[Entity]]) -> None:
    wanted = resolved(answers, TOGETHER)
    assert all(resolved(order, TOGETHER) == wanted for order in permutations(answers))
