"""The same figures as nervaluate's in its four modes; and a test for each case where the two differ on purpose."""

import random
from collections.abc import Sequence

import pytest
from nervaluate import Evaluator
from random_tags import LABELS, rows, spans_to_document, tags_to_document

from onoma.document import Document, Entity
from onoma.evaluation import MODES, Prf, Report, Resampling, evaluate
from onoma.schemes import IOB2, TagSpan

N_ROWS = 1_000
THEIR_NAMES = {"strict": "strict", "exact": "exact", "partial": "partial", "type": "ent_type"}
QUICK = Resampling(n=1)

Theirs = dict[str, dict[str, dict[str, object]]]


def judged(gold: Sequence[Document], guess: Sequence[Document]) -> Report:
    return evaluate(gold, guess, resampling=QUICK)


def theirs(gold: Sequence[Document], guess: Sequence[Document], labels: Sequence[str] = LABELS) -> dict[str, dict]:  # type: ignore[type-arg]
    """Their results; positions count characters, and their ends are inclusive."""

    def spans(documents: Sequence[Document]) -> list[list[dict[str, object]]]:
        return [
            [{"label": e.label, "start": e.start, "end": e.end - 1} for e in document.entities]
            for document in documents
        ]

    found: dict[str, dict] = Evaluator(spans(gold), spans(guess), tags=list(labels), loader="dict").evaluate()  # type: ignore[type-arg]
    return found


def assert_same(prf: Prf, result: object) -> None:
    expected = (result.precision, result.recall, result.f1)  # type: ignore[attr-defined]
    assert (prf.precision, prf.recall, prf.f1) == pytest.approx(expected, abs=1e-9)
    assert (prf.support, prf.n_predicted) == (result.possible, result.actual)  # type: ignore[attr-defined]


def assert_agreement(gold: Sequence[Document], guess: Sequence[Document]) -> None:
    ours, result = judged(gold, guess), theirs(gold, guess)
    for mode in MODES:
        name = THEIR_NAMES[mode]
        overall = result["overall"][name]
        assert_same(ours.modes[mode].micro, overall)
        outcomes = ours.outcomes[mode]
        assert (outcomes.correct, outcomes.incorrect, outcomes.partial, outcomes.missed, outcomes.spurious) == (
            overall.correct,
            overall.incorrect,
            overall.partial,
            overall.missed,
            overall.spurious,
        )
        assert set(ours.modes[mode].per_type) == set(result["entities"])
        for label, prf in ours.modes[mode].per_type.items():
            assert_same(prf, result["entities"][label][name])


def test_four_modes_of_random_tags_are_those_of_nervaluate() -> None:
    pairs = list(rows(N_ROWS, 5, "BI"))
    gold = [tags_to_document(tags, IOB2) for tags, _ in pairs]
    guess = [tags_to_document(tags, IOB2) for _, tags in pairs]
    assert_agreement(gold, guess)
    for truth, found in zip(gold, guess, strict=True):
        if truth.entities or found.entities:
            assert_agreement([truth], [found])


def test_four_modes_of_random_spans_are_those_of_nervaluate() -> None:
    draw = random.Random(6)

    def spans() -> list[TagSpan]:
        cuts = sorted(draw.sample(range(30), draw.choice((2, 4, 6, 8))))
        return [TagSpan(a, b, draw.choice(LABELS)) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]

    gold = [spans_to_document(30, spans()) for _ in range(N_ROWS)]
    guess = [spans_to_document(30, spans()) for _ in range(N_ROWS)]
    for truth, found in zip(gold, guess, strict=True):
        assert_agreement([truth], [found])


def doc(*entities: Entity, n: int = 300) -> Document:
    return Document("x" * n, entities)


def test_a_same_entity_is_found_though_another_prediction_touches_it_first() -> None:
    """nervaluate goes from left to right: the first prediction uses up the gold that the second one equals."""
    gold = [doc(Entity(2, 6, "PER"))]
    guess = [doc(Entity(0, 4, "LOC"), Entity(2, 6, "PER"))]
    assert judged(gold, guess).strict.micro.recall == 1.0
    assert theirs(gold, guess)["overall"]["strict"].recall == 0.0


def test_an_overlap_counts_however_small_it_is() -> None:
    """nervaluate wants 1 % of the gold entity: a character of 101 is none to it."""
    gold, guess = [doc(Entity(0, 101, "PER"))], [doc(Entity(100, 110, "PER"))]
    assert judged(gold, guess).modes["partial"].micro.n_correct == 0.5
    assert theirs(gold, guess)["overall"]["partial"].partial == 0


def test_entities_that_only_meet_do_not_overlap() -> None:
    """nervaluate's ends are inclusive; half-open offsets, given to it as they are, make neighbours overlap."""
    gold, guess = [doc(Entity(0, 4, "PER"))], [doc(Entity(4, 8, "PER"))]
    assert judged(gold, guess).modes["type"].micro.n_correct == 0
    half_open = [[{"label": "PER", "start": 0, "end": 4}]], [[{"label": "PER", "start": 4, "end": 8}]]
    assert Evaluator(*half_open, tags=["PER"], loader="dict").evaluate()["overall"]["ent_type"].correct == 1


def test_parts_of_a_discontinuous_entity_are_what_is_compared() -> None:
    """nervaluate knows start and end alone: what stands in the gap is an overlap to it."""
    gold = [doc(Entity(0, 9, "PER", fragments=((0, 2), (7, 9))))]
    assert judged(gold, [doc(Entity(3, 6, "PER"))]).modes["type"].micro.n_correct == 0
    assert judged(gold, [doc(Entity(0, 9, "PER"))]).strict.micro.n_correct == 0
    assert theirs(gold, [doc(Entity(3, 6, "PER"))])["overall"]["ent_type"].correct == 1
    assert theirs(gold, [doc(Entity(0, 9, "PER"))])["overall"]["strict"].correct == 1


def test_a_type_comes_from_its_own_entities_alone_as_in_nervaluate() -> None:
    gold, guess = [doc(Entity(0, 4, "PER"))], [doc(Entity(0, 4, "LOC"))]
    report = judged(gold, guess)
    assert report.modes["exact"].micro.n_correct == 1
    assert report.modes["exact"].per_type["PER"].n_correct == 0
    assert theirs(gold, guess)["entities"]["PER"]["exact"].correct == 0
