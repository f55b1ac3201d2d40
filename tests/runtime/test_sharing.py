"""Places of the same word in a document help one another, and nothing else does."""

import numpy as np
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer, models

from onoma import Document
from onoma.bundle import Manifest
from onoma.encoding import Batch, WordEncoder
from onoma.runtime import BundleRecognizer, Chain, Passage
from onoma.runtime import recognizer as module
from onoma.runtime.sharing import shared
from onoma.schemes import IOB2

TAGS = ("O", "B-NAME", "I-NAME")
WORDS = {"[UNK]": 0, "Mr": 1, "Ada": 2, "and": 3, ",": 4}


class AfterTitle:
    """Is sure of a name that follows "Mr", and a little against any other; marks are names where one is before them."""

    def emissions(self, batch: Batch) -> NDArray[np.float32]:
        words = batch.words[batch.places][..., 0]
        emissions = np.zeros((*words.shape, len(TAGS)), np.float32)
        emissions[..., 0] = 1.0
        emissions[1:][words[:-1] == WORDS["Mr"]] = (0.0, 9.0, 0.0)
        return emissions


def _recognizer(share: float) -> BundleRecognizer:
    zeros = np.zeros(3, np.float32)
    return BundleRecognizer(
        Manifest("fake", ("NAME",), TAGS, "IOB2", {}, share=share),
        WordEncoder(Tokenizer(models.WordLevel(WORDS, unk_token="[UNK]"))),
        AfterTitle(),
        Chain(TAGS, IOB2, np.zeros((3, 3), np.float32), zeros, zeros),
    )


def _names(document: Document) -> list[str]:
    return [document.text_of(entity) for entity in document.entities]


def test_a_word_takes_its_share_of_the_mean_over_its_places_in_all_segments() -> None:
    first, second = np.array([[4.0, 0], [1, 1]], np.float32), np.array([[0.0, 2]], np.float32)
    words = [np.array([True, True]), np.array([True])]
    mixed = shared([first, second], [[7, 8], [7]], words, 0.5)
    assert [part.tolist() for part in mixed] == [[[3.0, 0.5], [1.0, 1.0]], [[1.0, 1.5]]]
    whole = shared([first, second], [[7, 8], [7]], words, 1.0)
    assert whole[0][0].tolist() == whole[1][0].tolist() == [2.0, 1.0]


def test_what_takes_no_part_stays_as_it_is() -> None:
    emissions = np.array([[4.0, 0], [0, 2]], np.float32)
    assert np.array_equal(shared([emissions], [[7, 7]], [np.array([False, False])], 1.0)[0], emissions)
    assert np.array_equal(shared([emissions], [[7, 7]], [np.array([True, True])], 0.0)[0], emissions)


def test_a_name_that_was_introduced_is_known_again_further_down() -> None:
    text = "Mr Ada\nand\nAda"
    assert _names(_recognizer(0.0)(text)) == ["Ada"]
    assert _names(_recognizer(0.75)(text)) == ["Ada", "Ada"]


def test_marks_and_other_documents_share_nothing() -> None:
    assert _names(_recognizer(0.75)("Mr , and ,")) == [","]
    assert [_names(document) for document in _recognizer(0.75).stream(["Mr Ada", "Ada", "and Ada"])] == [
        ["Ada"],
        [],
        [],
    ]


@pytest.mark.parametrize("chunk", [1, 30, 200_000])
def test_what_is_found_does_not_hang_on_what_is_read_beside_it(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHUNK_CHARACTERS", chunk)
    monkeypatch.setattr(module, "STRETCH_CHARACTERS", 40)
    texts = ["Mr Ada\n" + "and\n" * 5 + "Ada", "Ada", "and\n" * 12 + "Ada\nMr Ada\nAda", "", "Mr Ada " * 30]
    recognizer = _recognizer(0.75)
    together = [document.entities for document in recognizer.stream(texts)]
    assert together == [recognizer(text).entities for text in texts]
    assert len(together[0]) == 2


def test_a_long_text_shares_within_its_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STRETCH_CHARACTERS", 40)
    near, far = "Mr Ada\n" + "and\n" * 3 + "Ada", "Mr Ada\n" + "and\n" * 30 + "Ada"
    assert len(_names(_recognizer(0.75)(near))) == 2
    assert len(_names(_recognizer(0.75)(far))) == 1


def test_what_is_believed_of_a_passage_is_shared_within_its_text() -> None:
    passages = [Passage("Mr Ada\nand Ada", 2, 4), Passage("and Ada", 0, 2)]
    alone, together = (_recognizer(share).posteriors(passages) for share in (0.0, 0.75))
    assert [len(posterior.tags) for posterior in together] == [2, 2]
    assert together[0].tags[1, 1] > 0.9 > alone[0].tags[1, 1]
    assert np.allclose(together[1].tags, alone[1].tags)
