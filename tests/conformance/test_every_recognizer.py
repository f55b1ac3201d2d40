"""What every Recognizer owes its user, held to one suite. A new recognizer is one more line in `RECOGNIZERS`."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import count, islice, pairwise
from pathlib import Path
from typing import NamedTuple

import pytest
import spacy

from onoma import Document, Entity, Recognizer, Stack
from onoma.bridges import opened
from onoma.bridges.spacy import Recognizer as SpacyRecognizer
from onoma.bundle import open_bundle
from onoma.context import Abbreviated, Contextual
from onoma.corpus.label_map import Relabelled
from onoma.linking import Linked, Term, build_index
from onoma.rules.codes import Codes
from onoma.rules.gazetteer import Gazetteer
from onoma.rules.gazetteer import Term as GazetteerTerm
from onoma.rules.patterns import Pattern, Patterns
from onoma.rules.values import Values
from onoma.runtime import POLICY, Additions, Workers, load, recognizer_of

# What one bridge does where spaCy's tokens are not our words is tested in tests/bridges.
pytestmark = pytest.mark.filterwarnings("ignore:.* begins or ends inside a token:UserWarning")


class Years:
    """A rule: four digits are a year. It gives no score."""

    labels = ("DATE",)

    def __call__(self, text: str) -> Document:
        return Document(text, tuple(Entity(*m.span(), "DATE", source="years") for m in re.finditer(r"\b\d{4}\b", text)))

    def stream(self, texts: Iterable[str]) -> Iterator[Document]:
        return map(self, texts)


class Models(NamedTuple):
    """Folders of trained bundles, one of each recipe."""

    bilstm: Path
    transformer: Path
    spacy: Path
    checkpoint: Path


def _in_context(folder: Path) -> Recognizer:
    """The bundle, reading each segment with its neighbours."""
    bundle = open_bundle(folder)
    return recognizer_of(replace(bundle, manifest=replace(bundle.manifest, context=2)))


def _in_spacy(folder: Path) -> Recognizer:
    """A spaCy pipeline of our component alone, as a recognizer again."""
    nlp = spacy.blank("en")
    nlp.add_pipe("onoma", config={"model": str(folder), "alignment": "contract"})
    return SpacyRecognizer(nlp)


RECOGNIZERS: dict[str, Callable[[Models], Recognizer]] = {
    "rule": lambda models: Years(),
    "bundle": lambda models: load(models.bilstm),
    "transformer": lambda models: load(models.transformer),
    "in context": lambda models: _in_context(models.transformer),
    "relabelled": lambda models: Relabelled(load(models.bilstm), {"PER": "PERSON", "LOC": ""}),
    "workers": lambda models: Workers(models.bilstm, 1),
    "spacy": lambda models: opened(f"spacy:{models.spacy}"),
    "spacy with ours": lambda models: _in_spacy(models.bilstm),
    "hugging face": lambda models: opened(f"hf:{models.checkpoint}"),
    "stack": lambda models: Stack([Years(), load(models.bilstm)]),
    "values": lambda models: Values(),
    "codes": lambda models: Stack([Codes(), Years()]),
    "gazetteer": lambda models: Gazetteer([GazetteerTerm(name, "X") for name in ("Ada", "Marie", "New York", "東京")]),
    "patterns": lambda models: Patterns([Pattern("DATE", r"\b[0-9]{4}\b"), Pattern("X", tokens=({"LOWER": "ada"},))]),
    "stack by length": lambda models: Stack([load(models.bilstm), Values()], POLICY),
    "in context, abbreviated": lambda models: Contextual(Abbreviated(load(models.bilstm))),
    "linked": lambda models: Linked(load(models.bilstm), build_index([Term("1", "Ada")])),
    "workers with rules and context": lambda models: Workers(models.bilstm, 1, Additions(("values",), context=True)),
    "stack of a stack": lambda models: Stack([Stack([load(models.bilstm), Years()]), load(models.bilstm)]),
}

TEXTS = (
    "Ada lives in London .",
    "",
    "   ",
    "\r\nIn Paris , Marie met a friend in 1906 .\r\n",
    "1906",
    "\ufeffGrace Hopper\u200b lives in New York .",
    "👩‍🔬 Ada lives in Rome , 🇮🇹 .",
    "e\u0301 שלום Niels Bohr مرحبا 1913 東京",
    "It was a quiet day . " * 120 + "Marie lives in Vienna .",
    "x" * 3000,
    "\ud800 \0 \x1f",
)


@pytest.fixture(scope="module", params=RECOGNIZERS)
def recognizer(
    request: pytest.FixtureRequest,
    tiny_bundle: Path,
    tiny_transformer: Path,
    tiny_spacy: Path,
    tiny_hugging_face: Path,
) -> Iterator[Recognizer]:
    checkpoint = tiny_hugging_face.with_name(f"{tiny_hugging_face.name}-hf")
    made = RECOGNIZERS[request.param](Models(tiny_bundle, tiny_transformer, tiny_spacy, checkpoint))
    yield made
    if isinstance(made, Workers):
        made.close()


def _found(document: Document) -> list[tuple[int, int, str]]:
    return [(entity.start, entity.end, entity.label) for entity in document.entities]


def test_recognizer_satisfies_the_protocol(recognizer: Recognizer) -> None:
    assert isinstance(recognizer, Recognizer)


def test_recognizer_labels_are_sorted_and_distinct(recognizer: Recognizer) -> None:
    assert isinstance(recognizer.labels, tuple)
    assert list(recognizer.labels) == sorted(set(recognizer.labels))
    assert recognizer.labels


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_recognizer_refers_to_exactly_the_text_it_was_given(recognizer: Recognizer, text: str) -> None:
    document = recognizer(text)
    assert document.text == text
    for entity in document.entities:
        found = document.text_of(entity)
        assert found == found.strip() != ""
        assert entity.label in recognizer.labels
        assert entity.score is None or 0.0 <= entity.score <= 1.0
        assert entity.source
    assert not any(one.overlaps(other) for one, other in pairwise(document.entities))


def test_recognizer_finds_something_at_all(recognizer: Recognizer) -> None:
    found = {text[start:end] for text in TEXTS for start, end, _ in _found(recognizer(text))}
    assert "1906" in found or {"Ada", "Marie"} <= found


def test_recognizer_gives_the_same_answer_again(recognizer: Recognizer) -> None:
    assert recognizer(TEXTS[3]) == recognizer(TEXTS[3])


def test_stream_gives_one_document_per_text_in_order(recognizer: Recognizer) -> None:
    streamed = list(recognizer.stream(iter(TEXTS)))
    assert [document.text for document in streamed] == list(TEXTS)
    assert [_found(document) for document in streamed] == [_found(recognizer(text)) for text in TEXTS]


def test_stream_of_nothing_is_nothing(recognizer: Recognizer) -> None:
    assert list(recognizer.stream(iter(()))) == []


def test_stream_without_end_can_be_read(recognizer: Recognizer) -> None:
    n_read = 0

    def endless() -> Iterator[str]:
        nonlocal n_read
        for number in count():
            n_read += 1
            assert n_read < 200, "nothing came back after 200 texts"
            yield f"{number} " + "It was a quiet day . " * 400

    documents = list(islice(recognizer.stream(endless()), 3))
    assert [document.text.split(" ", 1)[0] for document in documents] == ["0", "1", "2"]


def test_streams_can_be_left_and_begun_again(recognizer: Recognizer) -> None:
    next(iter(recognizer.stream(iter(TEXTS))))
    assert _found(next(iter(recognizer.stream([TEXTS[0]])))) == _found(recognizer(TEXTS[0]))


def test_an_error_of_the_texts_reaches_the_reader(recognizer: Recognizer) -> None:
    def broken() -> Iterator[str]:
        yield "Ada lives in London ."
        raise OSError("the file was closed")

    with pytest.raises(OSError, match="the file was closed"):
        list(recognizer.stream(broken()))
