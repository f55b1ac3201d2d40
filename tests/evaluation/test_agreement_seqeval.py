"""The same scores as seqeval's, in its default and in its strict mode, on random rows of tags."""

import warnings
from collections.abc import Sequence

import pytest
from random_tags import rows, tags_to_document
from seqeval.metrics import accuracy_score, classification_report
from seqeval.scheme import BILOU as SEQEVAL_BILOU
from seqeval.scheme import IOB1 as SEQEVAL_IOB1
from seqeval.scheme import IOB2 as SEQEVAL_IOB2
from seqeval.scheme import IOBES as SEQEVAL_IOBES
from seqeval.scheme import Entities

from onoma.evaluation import Scores, evaluate, score
from onoma.schemes import BILOU, BIOES, IOB1, IOB2, Scheme, unbroken_spans

N_ROWS = 1_000
CASES = [(IOB2, "BI"), (BIOES, "BIES")]
STRICT = [(IOB2, "BI", SEQEVAL_IOB2), (BIOES, "BIES", SEQEVAL_IOBES), (BILOU, "BILU", SEQEVAL_BILOU)]


def report(
    gold: Sequence[Sequence[str]], guess: Sequence[Sequence[str]], **options: object
) -> dict[str, dict[str, float]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = classification_report(gold, guess, output_dict=True, zero_division=0, **options)
    assert isinstance(found, dict)
    return found


def assert_equal(scores: Scores, theirs: dict[str, dict[str, float]]) -> None:
    ours = {"micro avg": scores.micro, "macro avg": scores.macro, **scores.per_type}
    assert set(theirs) - {"weighted avg"} == set(ours)
    for name, prf in ours.items():
        row = theirs[name]
        found = (prf.precision, prf.recall, prf.f1, prf.support)
        assert found == pytest.approx((row["precision"], row["recall"], row["f1-score"], row["support"]), abs=1e-9)


@pytest.mark.parametrize(("scheme", "prefixes"), CASES, ids=lambda case: str(getattr(case, "name", case)))
def test_lenient_scores_are_those_of_seqeval_by_default(scheme: Scheme, prefixes: str) -> None:
    gold, guess = zip(*rows(N_ROWS, 1, prefixes), strict=True)
    ours = score(
        [tags_to_document(tags, scheme) for tags in gold],
        [tags_to_document(tags, scheme) for tags in guess],
    )
    assert_equal(ours, report(gold, guess))


@pytest.mark.parametrize(("scheme", "prefixes", "theirs"), STRICT, ids=lambda case: str(getattr(case, "name", case)))
def test_scores_of_unbroken_entities_are_those_of_seqeval_in_strict_mode(
    scheme: Scheme, prefixes: str, theirs: type
) -> None:
    gold, guess = zip(*rows(N_ROWS, 2, prefixes), strict=True)
    ours = score(
        [tags_to_document(tags, scheme, strict=True) for tags in gold],
        [tags_to_document(tags, scheme, strict=True) for tags in guess],
    )
    assert_equal(ours, report(gold, guess, mode="strict", scheme=theirs))


def test_each_row_by_itself_scores_as_in_seqeval() -> None:
    for gold, guess in rows(N_ROWS, 3, "BI"):
        ours = score([tags_to_document(gold, IOB2)], [tags_to_document(guess, IOB2)])
        if ours.per_type:
            assert_equal(ours, report([gold], [guess]))


def test_token_accuracy_is_that_of_seqeval_on_legal_tags() -> None:
    gold, guess = zip(*(pair for pair in rows(N_ROWS, 4, "B")), strict=True)
    ours = evaluate(
        [tags_to_document(tags, IOB2) for tags in gold],
        [tags_to_document(tags, IOB2) for tags in guess],
    )
    assert ours.tokens.accuracy == pytest.approx(accuracy_score(list(gold), list(guess)), abs=1e-9)


@pytest.mark.parametrize(
    ("tags", "theirs", "ours"),
    [
        # A B- where IOB1 has an I- begins nothing for seqeval, but the I- after it does, in spite of their one label.
        ("B-PER I-PER", [("PER", 1, 2)], []),
        # A B- of another label ends nothing for seqeval: the entity before is lost, though none of its tags is wrong.
        ("I-PER B-PER B-LOC", [("PER", 0, 1)], [("PER", 0, 1), ("PER", 1, 2)]),
    ],
)
def test_broken_iob1_is_read_otherwise_than_by_seqeval(
    tags: str, theirs: list[tuple[str, int, int]], ours: list[tuple[str, int, int]]
) -> None:
    row = tags.split()
    (found,) = Entities([row], SEQEVAL_IOB1).entities
    assert [(entity.tag, entity.start, entity.end) for entity in found] == theirs
    assert [(span.label, span.start, span.end) for span in unbroken_spans(row, IOB1)[0]] == ours
