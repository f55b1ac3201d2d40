import re
from collections.abc import Iterable, Iterator

import pytest

from onoma import Document, Entity
from onoma.corpus.label_map import LabelMap
from onoma.reporting import Matrix, matrix, matrix_png, short_names


class Finds:
    """Gives each of its words its label, wherever the word stands."""

    def __init__(self, **words: str) -> None:
        self._words = words
        self.labels = tuple(sorted(set(words.values())))

    def __call__(self, text: str) -> Document:
        found = [
            Entity(*place.span(), label) for word, label in self._words.items() for place in re.finditer(word, text)
        ]
        return Document(text, tuple(found))

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        return map(self, texts)


NEWS = [Document("Ada in Oslo", (Entity(0, 3, "PER"), Entity(7, 11, "LOC")))]
TWEETS = [Document("Ada at Acme", (Entity(0, 3, "person"), Entity(7, 11, "product")))]
CORPORA = {"news": NEWS, "data/tweets": TWEETS}
MODELS = (("good", Finds(Ada="PER", Oslo="LOC")), ("poor", Finds(Ada="PER", Acme="EVENT")))


def f1s(found: Matrix) -> list[list[float]]:
    return [[round(cell.micro.f1, 3) for cell in row] for row in found.cells]


def test_matrix_has_each_model_on_each_corpus() -> None:
    found = matrix(MODELS, CORPORA)
    assert (found.models, found.corpora) == (("good", "poor"), ("news", "data/tweets"))
    assert f1s(found) == [[1.0, 0.0], [0.667, 0.0]]


def test_matrix_reads_both_sides_through_the_map() -> None:
    label_map = LabelMap({"person": "PER"}, {"poor": {"EVENT": ""}}, {"tweets": {"product": ""}})
    found = matrix(MODELS, CORPORA, label_map)
    assert f1s(found) == [[1.0, 1.0], [0.667, 1.0]]
    assert [[cell.micro.support for cell in row] for row in found.cells] == [[2, 1], [2, 1]]


def test_matrix_states_the_labels_that_one_side_lacks_and_scores_the_others_apart() -> None:
    found = matrix(MODELS, CORPORA, LabelMap({"person": "PER"}))
    assert not found.same_labels
    cell = found.cells[1][1]
    assert (cell.shared_labels, cell.model_only, cell.corpus_only) == (("PER",), ("EVENT",), ("product",))
    assert (cell.micro.f1, cell.micro.support) == (0.5, 2)
    assert (cell.shared.f1, cell.shared.support) == (1.0, 1)


def test_matrix_of_the_same_labels_needs_no_second_table() -> None:
    assert matrix(MODELS[:1], {"news": NEWS}).same_labels


def test_matrix_json_has_a_record_per_cell() -> None:
    found = matrix(MODELS, CORPORA).to_json()
    cells = found["cells"]
    assert isinstance(cells, list)
    assert len(cells) == 4
    assert cells[1] == {
        "model": "good",
        "corpus": "data/tweets",
        "strict": {"precision": 0.0, "recall": 0.0, "f1": 0.0, "support": 2},
        "strict_shared": {"precision": 0.0, "recall": 0.0, "f1": 0.0, "support": 0},
        "shared_labels": [],
        "model_only": ["LOC", "PER"],
        "corpus_only": ["person", "product"],
    }


def test_matrix_takes_one_model_at_a_time() -> None:
    made: list[str] = []

    def models() -> Iterator[tuple[str, Finds]]:
        for name in ("one", "two"):
            made.append(name)
            yield name, Finds(Ada="PER")

    def watching() -> Iterator[tuple[str, Finds]]:
        for n_made, pair in enumerate(models(), 1):
            assert len(made) == n_made
            yield pair

    assert matrix(watching(), {"news": NEWS}).models == ("one", "two")


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["a/x.conll", "b/y.conll"], ("x.conll", "y.conll")),
        (["a/x.conll", "b/x.conll", "c/y"], ("a/x.conll", "b/x.conll", "c/y")),
        (["en", "models/en"], ("en", "models/en")),
        (["x"], ("x",)),
    ],
)
def test_short_names_are_as_long_as_it_takes_to_tell_them_apart(paths: list[str], names: tuple[str, ...]) -> None:
    assert short_names(paths) == names


def test_matrix_png_has_a_second_panel_only_where_labels_differ(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onoma.plots.heat_map.png_of", lambda figure: figure)
    same = matrix_png(matrix(MODELS[:1], {"news": NEWS}))
    differ = matrix_png(matrix(MODELS, CORPORA))
    assert (len(same.axes), len(differ.axes)) == (1, 2)  # type: ignore[attr-defined]
    assert differ.axes[1].texts[1].get_text() == "–\nof 0"  # type: ignore[attr-defined]
