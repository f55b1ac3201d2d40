"""Decoding without a CRF, against all rows of tags there are."""

from itertools import product

import numpy as np
import pytest

from onoma.errors import SchemeError
from onoma.runtime.word_by_word import WordByWord
from onoma.schemes import BIOES, IO, IOB2, Scheme, tag_set, tags_to_spans


@pytest.mark.parametrize("scheme", [IO, IOB2], ids=lambda scheme: scheme.name)
def test_probabilities_are_those_of_all_rows_with_exactly_that_entity(scheme: Scheme) -> None:
    tags = tag_set(("LOC", "PER"), scheme)
    emissions = np.random.default_rng(3).normal(0, 2, (4, 20, len(tags))).astype(np.float32)
    lengths = np.array([4, 1, 2, 3] * 5)
    beliefs = np.exp(emissions) / np.exp(emissions).sum(axis=2, keepdims=True)
    n_found = 0
    for sentence, found in enumerate(WordByWord(tags, scheme).decode(emissions, lengths)):
        length = lengths[sentence]
        best = [tags[tag] for tag in emissions[:length, sentence].argmax(axis=1)]
        assert [(one.start, one.end, one.label) for one in found] == tags_to_spans(best, scheme).spans
        for one in found:
            n_found += 1
            whole = 0.0
            for row in product(range(len(tags)), repeat=length):
                if (one.start, one.end, one.label) in tags_to_spans([tags[tag] for tag in row], scheme).spans:
                    whole += np.prod([beliefs[word, sentence, tag] for word, tag in enumerate(row)])
            assert one.probability == pytest.approx(whole, abs=1e-4)
    assert n_found > 20


def test_posteriors_are_of_words_that_know_nothing_of_each_other() -> None:
    tags = tag_set(("PER",), IOB2)
    (believed,) = WordByWord(tags, IOB2).posteriors(np.zeros((2, 1, 3), np.float32), np.array([2]))
    assert believed.tags == pytest.approx(np.full((2, 3), 1 / 3))
    assert believed.pairs == pytest.approx(np.full((3, 3), 1 / 9))


def test_schemes_that_need_legal_rows_are_refused() -> None:
    with pytest.raises(SchemeError, match="can't be read one by one in BIOES"):
        WordByWord(tag_set(("PER",), BIOES), BIOES)
