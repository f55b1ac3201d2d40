"""A Stack of recognizers: never an entity twice, never two that overlap, and who said what."""

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma import Document, Entity, Recognizer, Stack
from onoma.recognizer import annotated

TEXT = "0123456789"


class Fixed:
    """Finds the same entities in every text, whatever it is."""

    def __init__(self, *entities: Entity, labels: tuple[str, ...] = ("A", "B")) -> None:
        self.entities = entities
        self.labels = labels

    def __call__(self, text: str) -> Document:
        return Document(text, self.entities)

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        return map(self, texts)


class ReadingAhead(Fixed):
    """Reads a few texts before it answers, as batches do."""

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        batch: list[str] = []
        for text in texts:
            batch.append(text)
            if len(batch) == 5:
                yield from map(self, batch)
                batch = []
        yield from map(self, batch)


def _spans(document: Document) -> list[tuple[int, int, str]]:
    return [(entity.start, entity.end, entity.label) for entity in document.entities]


def test_stack_and_its_parts_are_recognizers() -> None:
    assert isinstance(Fixed(), Recognizer)
    assert isinstance(Stack([Fixed()]), Recognizer)


def test_stack_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one recognizer"):
        Stack([])


def test_stack_labels_are_those_of_all_sorted() -> None:
    assert Stack([Fixed(labels=("Z", "B")), Fixed(labels=("B", "A"))]).labels == ("A", "B", "Z")


def test_stack_makes_one_entity_of_one_answer_and_names_both_sources() -> None:
    one = Fixed(Entity(0, 3, "A", 0.5, "rules"))
    two = Fixed(Entity(0, 3, "A", 0.9, "model", value=7))
    assert Stack([one, two])(TEXT).entities == (Entity(0, 3, "A", 0.5, "rules+model", value=7),)


def test_stack_takes_the_score_of_whoever_has_one() -> None:
    document = Stack([Fixed(Entity(0, 3, "A")), Fixed(Entity(0, 3, "A", 0.9, "model"))])(TEXT)
    assert document.entities == (Entity(0, 3, "A", 0.9, "model"),)


def test_stack_names_a_source_once_however_often_it_agrees() -> None:
    inner = Stack([Fixed(Entity(0, 3, "A", source="x")), Fixed(Entity(0, 3, "A", source="y"))])
    outer = Stack([inner, Fixed(Entity(0, 3, "A", source="y"))])
    assert [entity.source for entity in outer(TEXT).entities] == ["x+y"]


def test_stack_prefers_the_earlier_recognizer_even_for_a_shorter_entity() -> None:
    stack = Stack([Fixed(Entity(2, 4, "A")), Fixed(Entity(0, 8, "B", 1.0), Entity(8, 10, "B"))])
    assert _spans(stack(TEXT)) == [(2, 4, "A"), (8, 10, "B")]


def test_stack_prefers_within_one_recognizer_the_longer_then_the_likelier() -> None:
    stack = Stack(
        [Fixed(Entity(0, 2, "A", 1.0), Entity(0, 5, "A", 0.1), Entity(6, 8, "A", 0.2), Entity(6, 8, "B", 0.3))]
    )
    assert _spans(stack(TEXT)) == [(0, 5, "A"), (6, 8, "B")]


entities = st.builds(
    lambda start, length, label, score, source: Entity(start, min(start + length, 10), label, score, source),
    st.integers(0, 9),
    st.integers(1, 5),
    st.sampled_from("AB"),
    st.none() | st.floats(0, 1),
    st.sampled_from(["", "x", "y"]),
)


@given(st.lists(st.lists(entities, max_size=5), min_size=1, max_size=3))
def test_stack_never_doubles_never_overlaps_and_loses_nothing_without_a_rival(answers: list[list[Entity]]) -> None:
    document = Stack([Fixed(*answer) for answer in answers])(TEXT)
    kept = document.entities
    assert not any(one.overlaps(other) for i, one in enumerate(kept) for other in kept[:i])
    given_spans = {(e.start, e.end, e.label) for answer in answers for e in answer}
    assert set(_spans(document)) <= given_spans
    for answer in answers:
        for entity in answer:
            assert any(entity.overlaps(other) for other in kept)
    assert document.text == TEXT


def test_stack_streams_in_order_what_it_gives_one_by_one() -> None:
    stack = Stack([ReadingAhead(Entity(0, 2, "A")), Fixed(Entity(1, 3, "B"), Entity(4, 5, "B"))])
    texts = [f"{number:05d}" for number in range(13)]
    assert list(stack.stream(iter(texts))) == [stack(text) for text in texts]


def test_stack_stream_reads_lazily() -> None:
    n_read = 0

    def texts() -> Iterator[str]:
        nonlocal n_read
        for number in range(10_000):
            n_read += 1
            yield f"text {number}"

    n_ahead = 0
    stack = Stack([Fixed(), ReadingAhead()])
    for n_given, _ in enumerate(stack.stream(texts()), start=1):
        n_ahead = max(n_ahead, n_read - n_given)
    assert n_read == 10_000
    assert n_ahead <= 5


class Fielded:
    """A rule that reads a field of the document: whoever its record calls important is one."""

    labels = ("PERSON",)

    def __call__(self, text: str) -> Document:
        return Document(text)

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        return map(self, texts)

    def annotate(self, documents: Iterable[Document]) -> Iterator[Document]:
        for document in documents:
            name = str(document.fields["important"])
            start = document.text.index(name)
            yield document.with_entities([Entity(start, start + len(name), "PERSON", attributes={"important": True})])


def test_stack_lets_a_recognizer_read_the_fields_of_documents() -> None:
    document = Document("Ada met Grace.", id="7", fields={"important": "Grace"})
    (found,) = annotated(Stack([Fielded(), Fielded()]), [document])
    assert (found.id, found.fields) == ("7", {"important": "Grace"})
    assert [(e.start, e.end, dict(e.attributes)) for e in found.entities] == [(8, 13, {"important": True})]


def test_annotated_keeps_what_documents_are_and_puts_the_found_entities_in_the_place_of_theirs() -> None:
    documents = [Document("Ada Ada", (Entity(0, 1, "X"),), id=str(number)) for number in range(3)]
    found = list(annotated(Fixed(Entity(4, 7, "A")), documents))
    assert [(document.id, document.entities) for document in found] == [(n, (Entity(4, 7, "A"),)) for n in "012"]
