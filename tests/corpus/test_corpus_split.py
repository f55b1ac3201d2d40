import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma.corpus import split_by_hash
from onoma.document import Document
from onoma.errors import SettingsError


def test_split_part_is_the_hash_of_the_words() -> None:
    documents = [Document(f"w{number}  x", words=((0, len(f"w{number}")),)) for number in range(200)]
    split = split_by_hash(documents)
    for part, chosen in ((0, split.test), (1, split.dev)):
        expected = [n for n in range(200) if int(hashlib.sha1(f"w{n}".encode()).hexdigest(), 16) % 10 == part]
        assert [documents.index(document) for document in chosen] == expected
    assert len(split.train) + len(split.dev) + len(split.test) == 200


@given(st.lists(st.text(max_size=5)), st.lists(st.text(max_size=5)))
def test_split_of_a_text_does_not_depend_on_the_others(some: list[str], more: list[str]) -> None:
    def parts(texts: list[str]) -> dict[str, int]:
        split = split_by_hash([Document(text) for text in texts])
        return {
            " ".join(document.text.split()): part
            for part, documents in enumerate((split.train, split.dev, split.test))
            for document in documents
        }

    assert parts(some).items() <= parts(some + more).items()


def test_split_keeps_the_first_of_identical_texts() -> None:
    split = split_by_hash([Document("a b", id="1"), Document("a  b\n", id="2"), Document("c", id="3")])
    assert sorted(document.id or "" for document in (*split.train, *split.dev, *split.test)) == ["1", "3"]
    assert [(note.count, note.place) for note in split.notes] == [(1, "document '2'")]


@pytest.mark.parametrize(("test", "dev"), [((10,), (1,)), ((0,), (0,))])
def test_split_refuses_impossible_parts(test: tuple[int], dev: tuple[int]) -> None:
    with pytest.raises(SettingsError, match="part"):
        split_by_hash([], test=test, dev=dev)
