from hypothesis import given
from hypothesis import strategies as st

from onoma.document import Document, Entity
from onoma.evaluation.matching import Matching, match, strict_matches, touch

TEXT = "x" * 30


@st.composite
def entities(draw: st.DrawFn) -> Entity:
    """Any entity of TEXT, nested, crossing or in two parts."""
    start = draw(st.integers(0, 26))
    end = draw(st.integers(start + 1, 30))
    parts: tuple[tuple[int, int], ...] = ()
    if end - start >= 3 and draw(st.booleans()):
        cut = draw(st.integers(start + 1, end - 2))
        parts = ((start, cut), (cut + 1, end))
    return Entity(start, end, draw(st.sampled_from("AB")), fragments=parts)


many = st.lists(entities(), max_size=8).map(lambda found: Document(TEXT, tuple(found)).entities)


@given(many, many)
def test_pairs_use_each_entity_once_and_only_ones_that_touch(
    gold: tuple[Entity, ...], guess: tuple[Entity, ...]
) -> None:
    for pairs in match(gold, guess):
        assert len({truth for truth, _ in pairs}) == len({found for _, found in pairs}) == len(pairs)
        assert all(touch(gold[truth], guess[found]) for truth, found in pairs)


@given(many, many)
def test_pairs_leave_no_two_free_entities_that_touch(gold: tuple[Entity, ...], guess: tuple[Entity, ...]) -> None:
    found = match(gold, guess)
    for pairs in (found.by_place, found.by_label):
        free_gold = set(range(len(gold))) - {truth for truth, _ in pairs}
        free_guess = set(range(len(guess))) - {position for _, position in pairs}
        assert not any(touch(gold[truth], guess[position]) for truth in free_gold for position in free_guess)


@given(many, many)
def test_same_entities_are_paired_whatever_else_touches_them(
    gold: tuple[Entity, ...], guess: tuple[Entity, ...]
) -> None:
    def counted(found: tuple[Entity, ...]) -> dict[tuple[object, str], int]:
        keys = [(entity.spans, entity.label) for entity in found]
        return {key: keys.count(key) for key in keys}

    wanted, given_ = counted(gold), counted(guess)
    assert len(match(gold, guess).same) == sum(min(n, given_.get(key, 0)) for key, n in wanted.items())


@given(many, many)
def test_every_kind_of_pairs_holds_the_same_ones(gold: tuple[Entity, ...], guess: tuple[Entity, ...]) -> None:
    found = match(gold, guess)
    for pairs in found:
        assert set(found.same) <= set(pairs)
    for pairs in (found.within_place, found.within_label):
        assert all(gold[truth].label == guess[position].label for truth, position in pairs)


def test_place_takes_the_first_and_label_the_nearest_of_its_label() -> None:
    gold = (Entity(0, 4, "B"), Entity(5, 7, "A"), Entity(8, 12, "A"))
    found = match(gold, (Entity(3, 12, "A"),))
    assert found.by_place == [(0, 0)]
    assert found.by_label == [(2, 0)]
    assert found.within_place == [(1, 0)]


def test_equal_sides_are_paired_in_order() -> None:
    twice = (Entity(0, 2, "A"), Entity(0, 2, "A"))
    assert match(twice, twice) == Matching(*[[(0, 0), (1, 1)]] * 5)


def test_a_second_copy_is_no_strict_match() -> None:
    assert strict_matches((Entity(0, 2, "A"),), (Entity(0, 2, "A"), Entity(0, 2, "A"))) == [True, False]


def test_parts_touch_only_where_both_mark_something() -> None:
    parted = Entity(0, 9, "A", fragments=((0, 2), (7, 9)))
    assert not touch(parted, Entity(2, 7, "A"))
    assert touch(parted, Entity(6, 8, "A"))
