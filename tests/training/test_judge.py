"""Judging on dev: what annotators left open is not held against a model."""

from collections.abc import Iterable, Iterator

from onoma import Document, Entity
from onoma.training.judge import judged, predictions

TEXT = "Ada saw Rome and Bob"
ADA, ROME, BOB = Entity(0, 3, "PER"), Entity(8, 12, "LOC"), Entity(17, 20, "PER")


class Fixed:
    labels = ("LOC", "PER")

    def __init__(self, *entities: Entity) -> None:
        self.entities = entities

    def __call__(self, text: str) -> Document:
        return Document(text, self.entities)

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        return map(self, texts)


def test_judged_is_strict_where_everything_was_annotated() -> None:
    scores = judged(Fixed(ADA, ROME), [Document(TEXT, (ADA, BOB))]).micro
    assert (scores.n_correct, scores.n_predicted, scores.support) == (1, 2, 2)


def test_open_labels_are_not_held_against_a_model_but_known_entities_count() -> None:
    gold = Document(TEXT, (ADA, BOB), fields={"open": ["LOC"]})
    scores = judged(Fixed(ADA, ROME), [gold]).micro
    assert (scores.n_correct, scores.n_predicted, scores.support) == (1, 1, 2)
    known = Document(TEXT, (ROME,), fields={"open": ["LOC"]})
    assert judged(Fixed(ROME), [known]).micro.f1 == 1.0


def test_unknown_spans_are_not_held_against_a_model_and_others_are() -> None:
    gold = Document(TEXT, (ADA,), fields={"unknown": [[16, 20]]})
    (guess,) = predictions(Fixed(ADA, ROME, BOB), [gold])
    assert guess.entities == (ADA, ROME)


def test_what_is_missed_counts_although_labels_are_open() -> None:
    gold = Document(TEXT, (ADA, ROME), fields={"open": ["LOC"]})
    assert judged(Fixed(ADA), [gold]).micro.recall == 0.5
