import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from onoma import Document, Entity
from onoma.errors import InputError
from onoma.evaluation import score
from onoma.schemes import IOB2, TagSpan, spans_to_tags

TEXT = "a b c d e f g h i j"
N_WORDS = 10


def doc(*entities: Entity, text: str = TEXT, id: str | None = None) -> Document:
    return Document(text, entities, id=id)


@st.composite
def rows(draw: st.DrawFn) -> list[TagSpan]:
    """Entities over the ten words of TEXT that do not overlap."""
    spans = []
    position = 0
    while position < N_WORDS:
        length = draw(st.integers(0, 3))
        if length and position + length <= N_WORDS:
            spans.append(TagSpan(position, position + length, draw(st.sampled_from("ABC"))))
        position += max(length, 1)
    return spans


def as_document(spans: list[TagSpan]) -> Document:
    return doc(*(Entity(2 * span.start, 2 * span.end - 1, span.label) for span in spans))


corpora = st.lists(st.tuples(rows(), rows()), min_size=1, max_size=6)


@settings(deadline=None)  # the first example imports seqeval
@given(corpora)
def test_score_equals_seqeval_strict(corpus: list[tuple[list[TagSpan], list[TagSpan]]]) -> None:
    seqeval = pytest.importorskip("seqeval.metrics")
    scheme = pytest.importorskip("seqeval.scheme")
    gold, guess = zip(*corpus, strict=True)
    assume(any(gold) and any(guess))  # seqeval has no report without entities
    report = seqeval.classification_report(
        [spans_to_tags(N_WORDS, spans, IOB2) for spans in gold],
        [spans_to_tags(N_WORDS, spans, IOB2) for spans in guess],
        output_dict=True,
        mode="strict",
        scheme=scheme.IOB2,
        zero_division=0,
    )
    ours = score(map(as_document, gold), map(as_document, guess))
    expected = {"micro avg": ours.micro, "macro avg": ours.macro, **ours.per_type}
    for name, prf in expected.items():
        theirs = report[name]
        assert (prf.precision, prf.recall, prf.f1) == pytest.approx(
            (theirs["precision"], theirs["recall"], theirs["f1-score"])
        )
        assert prf.support == theirs["support"]
    assert set(ours.per_type) == set(report) - {"micro avg", "macro avg", "weighted avg"}


@given(corpora)
def test_score_equals_counting_every_pair(corpus: list[tuple[list[TagSpan], list[TagSpan]]]) -> None:
    scores = score(*zip(*((as_document(g), as_document(p)) for g, p in corpus), strict=True))
    correct = sum(one == other for gold, guess in corpus for one in gold for other in guess)
    assert scores.micro.n_correct == correct
    assert scores.micro.support == sum(len(gold) for gold, _ in corpus)
    assert scores.micro.n_predicted == sum(len(guess) for _, guess in corpus)
    assert scores.micro.n_correct == sum(prf.n_correct for prf in scores.per_type.values())


def test_score_counts_a_second_copy_as_wrong() -> None:
    entity = Entity(0, 1, "A")
    micro = score([doc(entity)], [doc(entity, entity)]).micro
    assert (micro.n_predicted, micro.n_correct, micro.precision, micro.recall) == (2, 1, 0.5, 1.0)


def test_score_wants_the_same_fragments() -> None:
    whole = Entity(0, 9, "A")
    parts = Entity(0, 9, "A", fragments=((0, 3), (6, 9)))
    assert score([doc(parts)], [doc(whole)]).micro.n_correct == 0
    assert score([doc(parts)], [doc(parts)]).micro.f1 == 1.0


def test_score_ignores_score_source_and_value() -> None:
    gold = doc(Entity(0, 1, "A"))
    assert score([gold], [doc(Entity(0, 1, "A", 0.2, "rule", 3))]).micro.f1 == 1.0


def test_score_is_zero_where_undefined() -> None:
    nothing = score([doc()], [doc()])
    assert (nothing.micro.precision, nothing.micro.recall, nothing.micro.f1) == (0.0, 0.0, 0.0)
    assert nothing.macro.f1 == 0.0
    missed = score([doc(Entity(0, 1, "A"))], [doc()])
    assert (missed.micro.precision, missed.micro.recall, missed.micro.f1) == (0.0, 0.0, 0.0)


def test_score_with_labels_leaves_out_the_others_on_both_sides() -> None:
    gold = [doc(Entity(0, 1, "A"), Entity(2, 3, "B"))]
    guess = [doc(Entity(0, 1, "A"), Entity(4, 5, "B"))]
    only = score(gold, guess, labels=["A", "NEVER"])
    assert set(only.per_type) == {"A"}
    assert only.micro.f1 == only.macro.f1 == 1.0
    assert only.micro.support == 1


def test_score_names_the_document_and_the_place_where_texts_differ() -> None:
    gold = [doc(), doc(text="Ada was born", id="x7")]
    with pytest.raises(InputError, match=r"document 1 \(id 'x7'\).* character 4 on.*'Ada was born'.*'Ada is born'"):
        score(gold, [doc(), doc(text="Ada is born")])


def test_score_names_the_place_where_one_text_ends() -> None:
    with pytest.raises(InputError, match="character 3 on"):
        score([doc(text="abc")], [doc(text="abcd")])


@pytest.mark.parametrize(("n_gold", "n_guess", "side"), [(2, 1, "predicted"), (1, 2, "gold")])
def test_score_refuses_when_one_side_ends_first(n_gold: int, n_guess: int, side: str) -> None:
    with pytest.raises(InputError, match=f"the {side} documents end after 1"):
        score([doc()] * n_gold, [doc()] * n_guess)


def test_scores_to_json_holds_fractions_and_support() -> None:
    scores = score([doc(Entity(0, 1, "A"), Entity(2, 3, "B"))], [doc(Entity(0, 1, "A"))])
    assert json.loads(json.dumps(scores.to_json())) == {
        "strict": {
            "micro": {"precision": 1.0, "recall": 0.5, "f1": pytest.approx(2 / 3), "support": 2},
            "macro": {"precision": 0.5, "recall": 0.5, "f1": 0.5, "support": 2},
            "per_type": {
                "A": {"precision": 1.0, "recall": 1.0, "f1": 1.0, "support": 1},
                "B": {"precision": 0.0, "recall": 0.0, "f1": 0.0, "support": 1},
            },
        }
    }
