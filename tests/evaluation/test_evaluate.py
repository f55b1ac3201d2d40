import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_tags import LABELS, spans_to_document

from onoma.document import Document, Entity
from onoma.errors import InputError
from onoma.evaluation import (
    KINDS,
    MODES,
    Loss,
    Provenance,
    Reading,
    Report,
    Resampling,
    compare,
    errors,
    evaluate,
    score,
    with_labels,
)
from onoma.schemes import TagSpan

QUICK = Resampling(n=20)

TEXT = "Ada Lovelace met Charles Babbage in London"
ADA, CHARLES, LONDON = Entity(0, 12, "PER"), Entity(17, 32, "PER"), Entity(36, 42, "LOC")


def doc(*entities: Entity, text: str = TEXT) -> Document:
    return Document(text, entities)


def judged(gold: Document, guess: Document, train: list[Document] | None = None) -> Report:
    return evaluate([gold], [guess], train=train, resampling=QUICK)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    cuts = sorted(draw(st.sets(st.integers(0, 12), max_size=8)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return spans_to_document(12, [TagSpan(a, b, draw(st.sampled_from(LABELS))) for a, b in pairs])


@given(st.lists(st.tuples(documents(), documents()), min_size=1, max_size=5))
def test_report_figures_hold_together(pairs: list[tuple[Document, Document]]) -> None:
    gold, guess = [truth for truth, _ in pairs], [found for _, found in pairs]
    report = evaluate(gold, guess, train=gold, resampling=QUICK)
    assert report.strict == score(gold, guess)
    points = {mode: report.modes[mode].micro.n_correct for mode in MODES}
    assert points["strict"] <= min(points["exact"], points["type"])
    assert points["exact"] <= points["partial"]
    for slices in (report.by_words, report.by_characters, report.seen.by_frequency if report.seen else ()):
        assert sum(part.prf.support for part in slices) == report.support
        assert sum(part.prf.n_predicted for part in slices) == report.headline.n_predicted
        assert sum(part.prf.n_correct for part in slices) == report.headline.n_correct
    assert sum(map(sum, report.confusion.counts)) == points["strict"] + sum(report.errors.values())
    assert report.sentences.n_right == sum(truth.entities == found.entities for truth, found in pairs)


@given(st.lists(st.tuples(documents(), documents()), min_size=1, max_size=4))
def test_every_mode_changes_precision_for_recall_when_sides_are_swapped(pairs: list[tuple[Document, Document]]) -> None:
    """Strict, exact and partial are as good from either side; type prefers the nearest of the prediction."""
    gold, guess = [truth for truth, _ in pairs], [found for _, found in pairs]
    there, back = evaluate(gold, guess, resampling=QUICK), evaluate(guess, gold, resampling=QUICK)
    for mode in ("strict", "exact", "partial"):
        assert there.modes[mode].micro.precision == pytest.approx(back.modes[mode].micro.recall)


def test_report_as_json_has_exactly_the_figures_per_kind_of_matching() -> None:
    found = json.loads(json.dumps(judged(doc(ADA, LONDON), doc(ADA, Entity(36, 42, "PER"))).to_json()))
    half, whole = (
        {"precision": 0.5, "recall": 0.5, "f1": 0.5, "support": 2},
        dict.fromkeys(("precision", "recall", "f1"), 1.0),
    )
    assert found["strict"]["micro"] == found["type"]["micro"] == half
    assert found["exact"]["micro"] == found["partial"]["micro"] == {**whole, "support": 2}
    for mode in MODES:
        assert set(found[mode]) == {"micro", "macro", "per_type"}
        assert set(found[mode]["per_type"]) == {"LOC", "PER"}


def test_errors_are_told_apart_by_kind() -> None:
    text = "x" * 60
    gold = [Entity(0, 4, "A"), Entity(10, 14, "A"), Entity(20, 24, "A"), Entity(30, 34, "A"), Entity(40, 44, "A")]
    guess = [Entity(0, 4, "A"), Entity(10, 14, "B"), Entity(20, 25, "A"), Entity(30, 35, "B"), Entity(50, 54, "A")]
    found = list(errors([doc(text=text), doc(*gold, text=text)], [doc(text=text), doc(*guess, text=text)]))
    assert [(error.document, error.kind) for error in found] == [
        (1, "wrong type"),
        (1, "wrong boundary"),
        (1, "wrong type and boundary"),
        (1, "missed"),
        (1, "spurious"),
    ]
    assert (found[3].gold, found[3].predicted) == (gold[4], None)
    assert (found[4].gold, found[4].predicted) == (None, guess[4])
    report = judged(doc(*gold, text=text), doc(*guess, text=text))
    assert dict(report.errors) == dict.fromkeys(KINDS, 1)
    assert report.confusion.labels == ("A", "B")
    assert report.confusion.counts == ((2, 2, 1), (0, 0, 0), (1, 0, 0))


def test_confusion_says_which_row_and_column_is_which() -> None:
    found = judged(doc(LONDON), doc(ADA)).confusion.to_json()
    assert found == {
        "rows": ["LOC", "PER", "spurious"],
        "columns": ["LOC", "PER", "missed"],
        "counts": [[0, 0, 1], [0, 0, 0], [0, 1, 0]],
    }


def test_slices_by_length_count_words_and_characters() -> None:
    report = judged(doc(ADA, CHARLES, LONDON), doc(ADA, LONDON))
    assert {part.name: (part.prf.support, part.prf.recall) for part in report.by_words if part.prf.support} == {
        "1": (1, 1.0),
        "2": (2, 0.5),
    }
    assert {part.name: part.prf.support for part in report.by_characters if part.prf.support} == {
        "6 to 10": 1,
        "11 to 20": 2,
    }
    assert report.by_words[-1].name == "5 or more"


def test_seen_mentions_have_the_text_and_the_label_of_a_training_mention() -> None:
    train = [doc(ADA, Entity(36, 42, "ORG")), doc(ADA, text=TEXT + "!")]
    seen = judged(doc(ADA, CHARLES, LONDON), doc(ADA, LONDON), train).seen
    assert seen is not None
    assert (seen.seen.support, seen.seen.f1) == (1, 1.0)
    assert (seen.unseen.support, seen.unseen.recall) == (2, 0.5)
    assert [part.prf.support for part in seen.by_frequency] == [2, 0, 1, 0, 0]
    assert seen.share_seen == pytest.approx(1 / 3)
    assert seen.n_texts_in_train == 1


def test_tokens_are_right_when_their_tag_is() -> None:
    report = judged(doc(ADA, LONDON), doc(Entity(4, 12, "PER"), LONDON))
    assert (report.tokens.n_words, report.tokens.n_right, report.tokens.n_outside) == (7, 5, 4)
    assert report.tokens.to_json() == {
        "accuracy": pytest.approx(5 / 7),
        "all_outside": pytest.approx(4 / 7),
        "n_words": 7,
    }


def test_tokens_are_the_words_of_the_gold_where_it_has_some() -> None:
    gold = Document("Ada's", (Entity(0, 3, "PER"),), words=((0, 3), (3, 5)))
    tokens = judged(gold, Document("Ada's")).tokens
    assert (tokens.n_words, tokens.n_right, tokens.n_outside) == (2, 1, 1)


def test_sentences_without_any_entity_are_counted_apart() -> None:
    gold, guess = [doc(ADA), doc(LONDON), doc(), doc()], [doc(ADA), doc(), doc(), doc(ADA)]
    sentences = evaluate(gold, guess, resampling=QUICK).sentences
    assert (sentences.n, sentences.n_right, sentences.accuracy) == (4, 2, 0.5)
    assert (sentences.n_with_entities, sentences.n_right_with_entities) == (3, 1)


def test_nested_and_discontinuous_gold_is_scored_and_stated() -> None:
    inner, parted = Entity(4, 12, "PER"), Entity(17, 42, "PER", fragments=((17, 24), (36, 42)))
    report = judged(doc(ADA, inner, parted), doc(ADA, parted))
    assert report.headline.support == 3
    assert report.headline.recall == pytest.approx(2 / 3)
    assert report.structure.to_json() == {
        "nested": {"support": 2, "found": 1, "predicted": 0},
        "discontinuous": {"support": 1, "found": 1, "predicted": 1},
    }
    assert any("2 nested entities (1 found) and 1 discontinuous ones (1 found)" in line for line in report.warnings)


def test_calibration_is_measured_on_entities_with_a_score() -> None:
    sure, wrong = Entity(0, 12, "PER", 0.9), Entity(17, 20, "PER", 0.9)
    report = judged(doc(ADA, CHARLES), doc(sure, wrong, LONDON))
    assert report.calibration is not None
    assert report.calibration.ece == pytest.approx(0.4)
    assert any("40.0% off" in line for line in report.warnings)
    assert judged(doc(ADA), doc(ADA)).calibration is None


def test_provenance_is_told_with_its_places() -> None:
    provenance = Provenance(
        readings=(
            Reading("gold", "g.conll", "IOB2", n_repaired=4),
            Reading("predicted", "p.conll", "IOB2", "discard", 0, 2),
        ),
        losses=(Loss("gold entity cut", 7, "g.conll:3"),),
        n_gold_raw=9,
    )
    report = evaluate([doc(ADA)], [doc(ADA)], provenance=provenance, resampling=QUICK)
    assert (report.support, report.n_gold_raw) == (1, 9)
    said = "\n".join(report.warnings)
    assert "1 of 9 gold entities were scored" in said
    assert "gold entity cut: 7 (first: g.conll:3)" in said
    assert "4 in g.conll" in said
    assert "2 in p.conll" in said


def test_evaluate_without_a_document_is_refused() -> None:
    with pytest.raises(InputError, match="no document"):
        evaluate([], [])
    with pytest.raises(InputError, match="no document"):
        compare([], [], [])


def test_labels_can_be_left_out() -> None:
    assert with_labels(doc(ADA, LONDON), {"LOC"}).entities == (LONDON,)
    assert with_labels(doc(ADA, LONDON), None).entities == (ADA, LONDON)


def test_compare_says_who_is_right_where() -> None:
    gold = [doc(ADA), doc(LONDON), doc(CHARLES), doc()]
    found = compare(gold, [doc(ADA), doc(LONDON), doc(), doc(ADA)], [doc(ADA), doc(), doc(CHARLES), doc(ADA)], QUICK)
    assert (found.only_a, found.only_b, found.n_both_right, found.n_both_wrong) == ((1,), (2,), 1, 1)
    assert found.difference == 0.0
    assert found.p_value == 1.0


def test_slices_count_a_word_once_though_two_parts_touch_it() -> None:
    parted = Entity(0, 12, "PER", fragments=((0, 1), (2, 12)))
    assert [part.name for part in judged(doc(parted), doc()).by_words if part.prf.support] == ["2"]
