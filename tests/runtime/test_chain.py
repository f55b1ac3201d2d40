"""Decoding held to brute force over every row of tags."""

from itertools import pairwise, product

import numpy as np
import pytest

from onoma.errors import SchemeError
from onoma.runtime.chain import Chain
from onoma.schemes import IOB1, IOB2, SCHEMES, Scheme, tag_set, tags_to_spans, transitions


def _brute(tags, scheme, scores, start, end, emissions):
    allowed, first, last = transitions(tags, scheme)
    rows = []
    for row in product(range(len(tags)), repeat=len(emissions)):
        if not first[row[0]] or not last[row[-1]]:
            continue
        if not all(allowed[a][b] for a, b in pairwise(row)):
            continue
        total = start[row[0]] + end[row[-1]] + sum(emissions[i, t] for i, t in enumerate(row))
        total += sum(scores[a, b] for a, b in pairwise(row))
        rows.append((row, total))
    weights = np.exp(np.array([total for _, total in rows]))
    best = max(rows, key=lambda pair: pair[1])[0]
    chances: dict[tuple[int, int, str], float] = {}
    for (row, _), weight in zip(rows, weights / weights.sum(), strict=True):
        for span in tags_to_spans([tags[t] for t in row], scheme).spans:
            chances[tuple(span)] = chances.get(tuple(span), 0.0) + weight
    return best, chances


@pytest.mark.parametrize("scheme", [s for s in SCHEMES if s is not IOB1], ids=lambda scheme: scheme.name)
def test_chain_agrees_with_brute_force(scheme: Scheme) -> None:
    random = np.random.default_rng(7)
    tags = tag_set(["A", "B"], scheme)
    lengths = np.array([4, 1, 3, 2, 4, 4])
    n = len(tags)
    scores, start, end = random.normal(size=(n, n)), random.normal(size=n), random.normal(size=n)
    emissions = (random.normal(size=(4, len(lengths), n)) * 1.5).astype(np.float32)
    chain = Chain(tags, scheme, scores, start, end)
    rows = chain.best_rows(emissions, lengths)
    found = chain.decode(emissions, lengths)
    n_found = 0
    for sentence, length in enumerate(lengths):
        best, chances = _brute(tags, scheme, scores, start, end, emissions[:length, sentence])
        assert tuple(rows[:length, sentence]) == best
        assert (rows[length:, sentence] == 0).all()
        expected = tags_to_spans([tags[tag] for tag in best], scheme).spans
        assert [(f.start, f.end, f.label) for f in found[sentence]] == [tuple(span) for span in expected]
        for entity in found[sentence]:
            n_found += 1
            assert entity.probability == pytest.approx(chances[entity.start, entity.end, entity.label], rel=1e-3)
    assert n_found > 4


def test_chain_never_gives_an_illegal_row_whatever_the_scores_say() -> None:
    tags = tag_set(["A"], IOB2)
    inside = tags.index("I-A")
    scores = np.zeros((3, 3))
    emissions = np.zeros((2, 1, 3), np.float32)
    emissions[:, :, inside] = 50.0
    chain = Chain(tags, IOB2, scores, np.zeros(3), np.zeros(3))
    assert [tags[tag] for tag in chain.best_rows(emissions, np.array([2]))[:, 0]] == ["B-A", "I-A"]


def test_chain_refuses_a_scheme_without_fixed_tags() -> None:
    with pytest.raises(SchemeError, match="IOB2, BIOES or BILOU"):
        Chain(("O", "B-A", "I-A"), IOB1, np.zeros((3, 3)), np.zeros(3), np.zeros(3))
