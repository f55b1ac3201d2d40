from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from onoma import Document, Entity, Recognizer
from onoma.corpus.label_map import LabelMap, Relabelled, read_label_map, relabelled, renamed
from onoma.errors import InputError

MAP = """
[labels]
PER = "PERSON"
"creative-work" = ""

[models.en]
NORP = ""
PER = "HUMAN"

[corpora."wnut17.test"]
group = "ORG"
"""


@pytest.fixture
def map_path(tmp_path: Path) -> Path:
    path = tmp_path / "map.toml"
    path.write_text(MAP, encoding="utf-8")
    return path


def test_label_map_gives_each_side_its_names_and_its_own_come_first(map_path: Path) -> None:
    label_map = read_label_map(map_path)
    everyone = {"PER": "PERSON", "creative-work": ""}
    assert label_map.of_model("en") == everyone | {"PER": "HUMAN", "NORP": ""}
    assert label_map.of_model("other") == label_map.of_corpus("en") == everyone
    assert label_map.of_corpus("wnut17.test") == everyone | {"group": "ORG"}


@pytest.mark.parametrize("name", ["data/btc/f.conll", "f.conll", "f", "else/f.tsv.gz"])
def test_label_map_finds_a_corpus_by_path_name_or_stem(name: str) -> None:
    label_map = LabelMap(corpora={"f": {"A": "B"}})
    assert label_map.of_corpus(name) == {"A": "B"}
    assert label_map.idle_tables([], [name]) == ()


def test_label_map_names_the_tables_that_speak_of_nobody(map_path: Path) -> None:
    label_map = read_label_map(map_path)
    assert label_map.idle_tables(["models/em"], ["data/wnut17.test"]) == ("models.en",)
    assert label_map.idle_tables(["en"], ["wnut17.dev"]) == ("corpora.wnut17.test",)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[labels\n", r"map\.toml: is no TOML: .*line 1"),
        ('PER = "A"', r"no table is called \[PER\]; write \[labels\]"),
        ("labels = 3", r"labels = 3 is no table"),
        ("[labels]\nPER = 3", r"labels\.PER = 3 is no name"),
        ('models = "en"', r"models = 'en' is no table"),
        ('[corpora]\nf = "x"', r"corpora\.f = 'x' is no table"),
        ("[models.en]\nPER = ['A']", r"models\.en\.PER = \['A'\] is no name"),
    ],
)
def test_read_label_map_says_what_is_wrong_and_where(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "map.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_label_map(path)


def test_relabelled_renames_leaves_out_and_keeps_the_rest() -> None:
    document = Document("a b c", (Entity(0, 1, "A", 0.5), Entity(2, 3, "B"), Entity(4, 5, "C")), id="x")
    after = relabelled(document, {"A": "Z", "B": ""})
    assert after == Document("a b c", (Entity(0, 1, "Z", 0.5), Entity(4, 5, "C")), id="x")


def test_renamed_joins_labels_that_become_one() -> None:
    assert renamed(["b", "a", "c", "d"], {"a": "X", "b": "X", "c": ""}) == ("X", "d")


class Letters:
    """Every letter is an entity of its own label."""

    labels = ("a", "b", "c")

    def __call__(self, text: str) -> Document:
        return Document(text, tuple(Entity(at, at + 1, letter) for at, letter in enumerate(text)))

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        return map(self, texts)


def test_relabelled_recognizer_is_a_recognizer_under_other_names() -> None:
    recognizer = Relabelled(Letters(), {"a": "X", "c": ""})
    assert isinstance(recognizer, Recognizer)
    assert recognizer.labels == ("X", "b")
    assert [entity.label for entity in recognizer("abca").entities] == ["X", "b", "X"]
    assert list(recognizer.stream(["ab", "c"])) == [recognizer("ab"), recognizer("c")]
