"""Abbreviations follow what they stand for, where a text explains it, and only there."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from tokenizers import Tokenizer, models

from onoma import Document
from onoma.bundle import Manifest
from onoma.encoding import Batch, WordEncoder
from onoma.runtime import BundleRecognizer, Chain, Passage
from onoma.runtime import recognizer as module
from onoma.schemes import IOB2, tag_set

LABELS = ("CITY", "NAME")
TAGS = tag_set(LABELS, IOB2)
WORDS = {
    word: number for number, word in enumerate(["[UNK]", "Ada", "Byron", "AB", "magnetic", "resonance", "MR", "Bath"])
}
EMISSIONS = {"Ada": ("B-NAME", 1.0), "Byron": ("I-NAME", 1.0), "MR": ("B-CITY", 0.5), "Bath": ("B-CITY", 1.0)}
MANIFEST = Manifest("fake", LABELS, TAGS, "IOB2", {}, abbreviations=True)


class Listed:
    """Knows some words by heart, and is as sure of them as `certainty` says, and a little that others are outside."""

    def __init__(self, certainty: float = 9.0) -> None:
        self._rows = np.zeros((len(WORDS) + 1, len(TAGS)), np.float32)
        self._rows[:, 0] = 3.0
        for word, (tag, weight) in EMISSIONS.items():
            self._rows[WORDS[word]] = certainty * weight * (np.array(TAGS) == tag)

    def emissions(self, batch: Batch) -> NDArray[np.float32]:
        return self._rows[batch.words[batch.places][..., 0]]


def _recognizer(manifest: Manifest = MANIFEST, certainty: float = 9.0) -> BundleRecognizer:
    zeros = np.zeros(len(TAGS), np.float32)
    return BundleRecognizer(
        manifest,
        WordEncoder(Tokenizer(models.WordLevel(WORDS, unk_token="[UNK]"))),
        Listed(certainty),
        Chain(TAGS, IOB2, np.zeros((len(TAGS), len(TAGS)), np.float32), zeros, zeros),
    )


def _found(document: Document) -> list[tuple[str, str]]:
    return [(document.text_of(entity), entity.label) for entity in document.entities]


def test_abbreviation_of_an_entity_is_one_everywhere() -> None:
    text = "later AB\nAda Byron (AB) came\nAB went"
    names = [("AB", "NAME"), ("Ada Byron", "NAME"), ("AB", "NAME"), ("AB", "NAME")]
    assert _found(_recognizer()(text)) == names
    assert _found(_recognizer(replace(MANIFEST, abbreviations=False))(text)) == names[1:2]


def test_abbreviation_of_nothing_is_nothing_by_itself() -> None:
    text = "with magnetic resonance (MR) and MR, in Bath MR"
    assert _found(_recognizer()(text)) == [("Bath", "CITY")]
    assert _found(_recognizer(replace(MANIFEST, abbreviations=False))(text)).count(("MR", "CITY")) == 3


def test_what_nobody_explains_stays_as_it_is() -> None:
    text = "Ada Byron, AB, MR (AB) and magnetic resonance"
    assert _found(_recognizer()(text)) == [("Ada Byron", "NAME"), ("MR", "CITY")]


def test_long_form_is_the_more_heeded_the_surer_it_is() -> None:
    beliefs = [
        _recognizer(certainty=certainty).posteriors([Passage("Ada Byron (AB)", 0, 5)])[0].tags[3, TAGS.index("B-NAME")]
        for certainty in (3.0, 6.0, 12.0)
    ]
    assert 2 * beliefs[0] < beliefs[1] < beliefs[2], beliefs


def test_plural_and_words_that_hold_it() -> None:
    assert _found(_recognizer()("Ada Byron (AB), ABs and ABC"))[1:] == [("AB", "NAME"), ("ABs", "NAME")]


@pytest.mark.parametrize("chunk", [1, 30, 200_000])
def test_what_is_found_does_not_hang_on_what_is_read_beside_it(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHUNK_CHARACTERS", chunk)
    monkeypatch.setattr(module, "STRETCH_CHARACTERS", 60)
    texts = ["AB\n" * 9 + "Ada Byron (AB)\nAB", "AB", "Ada Byron (AB) " * 12, "", "MR\nMagnetic resonance (MR)"]
    recognizer = _recognizer(replace(MANIFEST, share=0.5))
    together = [document.entities for document in recognizer.stream(texts)]
    assert together == [recognizer(text).entities for text in texts]
    assert not together[1]
    assert not together[4]
