import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma.document import Document, Entity
from onoma.errors import InputError
from onoma.evaluation import Loss, Side, align, out_of_reach


def side(*documents: Document, name: str = "p.conll") -> Side:
    return Side(name, documents, tuple(f"{name}:{3 * n + 1}" for n in range(len(documents))))


def gold(*texts: str) -> Side:
    return side(*(Document(text, (Entity(len(text) - 1, len(text), "A"),)) for text in texts), name="g.conll")


@given(st.lists(st.tuples(st.text("ab", min_size=1, max_size=3), st.text(" \n", max_size=2)), min_size=1, max_size=5))
def test_predictions_in_words_land_on_the_same_words_of_the_text(words: list[tuple[str, str]]) -> None:
    text = "".join(word + space for word, space in words)
    joined = " ".join(word for word, _ in words)
    spans, place = [], 0
    for word, _ in words:
        spans.append(Entity(place, place + len(word), "A"))
        place += len(word) + 1
    (document,), _ = align(side(Document(text)), side(Document(joined, tuple(spans))))
    assert document.text == text
    assert [document.text_of(entity) for entity in document.entities] == [word for word, _ in words]


def test_parts_that_white_space_kept_apart_are_joined() -> None:
    parted = Entity(0, 5, "A", 0.5, fragments=((0, 2), (3, 5)))
    (document,), notes = align(side(Document("abcd e")), side(Document("ab cd e", (parted,))))
    assert document.entities == (Entity(0, 4, "A", 0.5),)
    assert notes == (Loss("predicted text with other white space than the gold's", 1, "p.conll:1"),)


def test_entity_of_white_space_alone_is_counted() -> None:
    (document,), notes = align(side(Document("ab")), side(Document("a b", (Entity(1, 2, "A"),))))
    assert document.entities == ()
    assert Loss("predicted entity of white space alone, left out", 1) in notes


def test_other_texts_are_refused_with_both_places() -> None:
    with pytest.raises(
        InputError, match=r"p\.conll:4 and g\.conll:4: the texts differ from character 2 on: gold 'abc'"
    ):
        align(gold("x", "abc"), side(Document("x"), Document("abd")))


def test_texts_cut_short_are_refused_with_what_is_lost() -> None:
    with pytest.raises(InputError, match=r"3 characters; 2 texts are cut short, and 2 of 3 gold entities \(66\.7%\)"):
        align(gold("abc", "abc", "abc"), side(Document("ab"), Document("abc"), Document("a")))


@pytest.mark.parametrize(("n_gold", "n_predicted", "where"), [(1, 2, r"p\.conll:4"), (2, 1, r"g\.conll:4")])
def test_a_document_without_partner_is_named(n_gold: int, n_predicted: int, where: str) -> None:
    with pytest.raises(InputError, match=f"{where} has no partner"):
        align(gold(*["x"] * n_gold), side(*[Document("x")] * n_predicted))


def test_side_without_places_counts_documents_or_names_them() -> None:
    plain = Side("p.jsonl", (Document("a"), Document("b", id="x7")))
    assert (plain.place(0), plain.place(1)) == ("p.jsonl, document 1", "p.jsonl, document 'x7'")


def test_out_of_reach_is_what_words_and_stretches_cut() -> None:
    text = "abc def"
    entities = (Entity(0, 3, "A"), Entity(0, 2, "A"), Entity(0, 7, "A"))
    found = out_of_reach(side(Document(text, entities)), lambda _: [(0, 3), (4, 7)], lambda _: [(0, 4), (4, 7)])
    assert [(loss.what.split()[-1], loss.count, loss.place) for loss in found] == [
        ("model", 1, "p.conll:1, 'ab'"),
        ("window", 1, "p.conll:1, 'abc def'"),
    ]
