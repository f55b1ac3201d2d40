"""What happens between text and network: nothing lost, nothing twice, exact offsets, order, bounded memory.

The network is a fake that knows names by their capital letter, so that what must be found is known.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray
from tokenizers import Tokenizer, models

from onoma import Document
from onoma.bundle import Calibration, Manifest
from onoma.encoding import Batch, SegmentLimits, WordEncoder, split_words
from onoma.encoding.segments import MAX_CHARACTERS
from onoma.encoding.shapes import SHAPE_NAMES, shape_of
from onoma.runtime import BundleRecognizer, Chain
from onoma.runtime import recognizer as module
from onoma.schemes import IOB2

TAGS = ("O", "B-NAME", "I-NAME")
CAPITALISED = SHAPE_NAMES.index("Capitalised")


class CapitalNetwork:
    """Every capitalised word begins a name, and no other word belongs to one. Counts the sentences it has read."""

    def __init__(self, certainty: float = 20.0) -> None:
        self.certainty = certainty
        self.n_sentences = 0

    def emissions(self, batch: Batch) -> NDArray[np.float32]:
        self.n_sentences += len(batch.lengths)
        is_name = batch.words[batch.places][..., -1] == CAPITALISED
        emissions = np.zeros((*batch.places.shape, len(TAGS)), np.float32)
        emissions[..., 0] = ~is_name * self.certainty
        emissions[..., 1] = is_name * self.certainty
        return emissions


def _recognizer(
    network: CapitalNetwork | None = None, calibration: Calibration | None = None, *, context: int = 0
) -> BundleRecognizer:
    zeros = np.zeros(3, np.float32)
    return BundleRecognizer(
        Manifest("fake", ("NAME",), TAGS, "IOB2", {}, calibration=calibration or Calibration(), context=context),
        WordEncoder(Tokenizer(models.WordLevel({"[UNK]": 0}, unk_token="[UNK]"))),
        network or CapitalNetwork(),
        Chain(TAGS, IOB2, np.zeros((3, 3), np.float32), zeros, zeros),
    )


def _expected(text: str) -> list[tuple[int, int]]:
    return [(start, end) for start, end in split_words(text) if shape_of(text[start:end]) == CAPITALISED]


def _found(document: Document) -> list[tuple[int, int]]:
    return [(entity.start, entity.end) for entity in document.entities]


PARTS = (
    "Ada ",
    "Ada",
    "said ",
    "e",
    "E\u0301va ",
    "\u200b",
    "\ufeff",
    "\ud800",
    "😀",
    "👩‍🔬",
    "שלום ",
    "東京",
    "\r\n",
    "\n",
)
MORE_PARTS = (". ", "\u2028", " ", "\t", "Xx-", "lorem ipsum " * 20, "Name " * 90, "ab.Cd." * 80, "\n\n", "\0", "_")
texts = st.lists(st.sampled_from(PARTS + MORE_PARTS), max_size=25).map("".join) | st.text(max_size=100)
RECOGNIZER = _recognizer()
IN_CONTEXT = {context: _recognizer(context=context) for context in (1, 3)}


@given(texts)
@example("")
@example(" \n\t ")
@example("Ada")
@example("Ada " * 3000)
@example("ab.Cd." * 3000)
def test_every_name_of_any_text_is_found_once_at_its_exact_place(text: str) -> None:
    document = RECOGNIZER(text)
    assert document.text == text
    assert _found(document) == _expected(text)
    assert all(not document.text_of(entity)[0].isspace() for entity in document.entities)
    assert all(not document.text_of(entity)[-1].isspace() for entity in document.entities)


@given(texts, st.sampled_from(sorted(IN_CONTEXT)))
@example("Ada said.\n" * 50, 3)
@example("Ada " * 3000, 1)
@example("ab.Cd." * 3000, 3)
def test_names_are_found_once_when_segments_are_read_with_their_neighbours(text: str, context: int) -> None:
    assert _found(IN_CONTEXT[context](text)) == _expected(text)


class ReadLengths(CapitalNetwork):
    """Notes how many words each sentence has that it reads."""

    def __init__(self) -> None:
        super().__init__()
        self.lengths: list[int] = []

    def emissions(self, batch: Batch) -> NDArray[np.float32]:
        self.lengths += batch.lengths.tolist()
        return super().emissions(batch)


@pytest.mark.parametrize(("context", "n_lines"), [(0, [1] * 5), (1, [2, 2, 3, 3, 3]), (2, [3, 3, 4, 4, 5])])
def test_the_network_reads_the_neighbours_that_the_manifest_asks_for(context: int, n_lines: list[int]) -> None:
    network = ReadLengths()
    _recognizer(network, context=context)("Ada said no\n" * 5)
    assert [length // 3 for length in network.lengths] == n_lines


def test_entities_carry_label_source_and_calibrated_score() -> None:
    network = CapitalNetwork(certainty=2.0)
    (plain,) = _recognizer(network)("the Ada").entities
    (scaled,) = _recognizer(network, Calibration(1.0, -1.0))("the Ada").entities
    assert (plain.label, plain.source) == ("NAME", "fake")
    assert plain.score is not None
    assert scaled.score is not None
    assert 0 < scaled.score < plain.score < 1
    assert scaled.score == pytest.approx(Calibration(1.0, -1.0)(plain.score), abs=1e-3)


@pytest.mark.parametrize("chunk", [1, 50, 1000, 10**6])
def test_stream_gives_documents_in_order_whatever_the_chunk(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    monkeypatch.setattr(module, "CHUNK_CHARACTERS", chunk)
    texts = ["Ada", "", "x Bob " * 300, " ", "Eve and Ada", "\n", "no name", "Zoe " * 20, ""]
    documents = list(_recognizer().stream(texts))
    assert [document.text for document in documents] == texts
    assert [_found(document) for document in documents] == [_expected(text) for text in texts]


def test_stream_of_nothing_is_nothing() -> None:
    assert list(_recognizer().stream([])) == []


def test_stream_holds_a_bounded_amount_of_text_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHUNK_CHARACTERS", 2000)
    n_read = 0

    def texts() -> Iterator[str]:
        nonlocal n_read
        for number in range(10_000):
            n_read += 1
            yield f"text {number} of Ada" if number % 7 else ""

    ahead = [n_read - n_given for n_given, _ in enumerate(_recognizer().stream(texts()), start=1)]
    assert len(ahead) == 10_000
    assert max(ahead) < 200


def test_stream_of_long_texts_lets_go_of_those_it_has_read(monkeypatch: pytest.MonkeyPatch) -> None:
    # Each is longer than a chunk, so the chunks never end where a text does.
    monkeypatch.setattr(module, "CHUNK_CHARACTERS", 2000)
    n_read = 0

    def texts() -> Iterator[str]:
        nonlocal n_read
        for number in range(50):
            n_read += 1
            yield "Ada said no. " * (300 + number)

    ahead = [n_read - n_given for n_given, _ in enumerate(_recognizer().stream(texts()), start=1)]
    assert len(ahead) == 50
    assert max(ahead) <= 1


def test_stream_tags_parts_of_a_giant_text_before_it_has_read_it_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHUNK_CHARACTERS", 5 * MAX_CHARACTERS)
    seen: list[int] = []
    network = CapitalNetwork()
    cut = module.segments

    def counted(text: str, limits: SegmentLimits) -> Iterator[object]:
        for segment in cut(text, limits):
            seen.append(network.n_sentences)
            yield segment

    monkeypatch.setattr(module, "segments", counted)
    text = "Ada said something. " * 2000
    assert len(_recognizer(network)(text).entities) == 2000
    assert seen[-1] > seen[0] == 0


def test_streams_of_one_recognizer_can_be_read_in_turns() -> None:
    recognizer = _recognizer()
    one, other = recognizer.stream(["Ada", "x Bob"]), recognizer.stream(["y", "Eve"])
    assert [_found(next(one)), _found(next(other)), _found(next(one)), _found(next(other))] == [
        [(0, 3)],
        [],
        [(2, 5)],
        [(0, 3)],
    ]


class CountingNetwork(CapitalNetwork):
    """Begins a name at every fifth word that it sees of a sentence, so no two windows agree."""

    def emissions(self, batch: Batch) -> NDArray[np.float32]:
        emissions = np.zeros((*batch.places.shape, len(TAGS)), np.float32)
        emissions[..., 2] = 9.0
        emissions[::5, :, 1] = 18.0
        return emissions


@pytest.mark.parametrize("context", [0, 1])
@pytest.mark.parametrize("text", ["word " * 500, "word of a line\n" * 120], ids=["no end", "lines"])
def test_segments_that_disagree_where_they_meet_never_give_overlapping_entities(text: str, context: int) -> None:
    entities = _recognizer(CountingNetwork(), context=context)(text).entities
    assert len(entities) > 30
    assert all(left.end <= right.start for left, right in pairwise(entities))


class EdgeNetwork(CapitalNetwork):
    """Takes the first words that it sees of a sentence for names, as a network may that lacks what stood before."""

    def emissions(self, batch: Batch) -> NDArray[np.float32]:
        emissions = np.zeros((*batch.places.shape, len(TAGS)), np.float32)
        emissions[..., 0] = 9.0
        emissions[:3, :, 1] = 18.0
        return emissions


def test_what_a_window_sees_at_its_edge_is_left_to_the_window_before() -> None:
    assert _found(_recognizer(EdgeNetwork())("word " * 500)) == [(0, 4), (5, 9), (10, 14)]


def test_labels_are_sorted() -> None:
    manifest = Manifest("fake", ("Z", "A"), ("O",), "IOB2", {})
    recognizer = BundleRecognizer(manifest, RECOGNIZER.encoder, CapitalNetwork(), RECOGNIZER._chain)
    assert recognizer.labels == ("A", "Z")
