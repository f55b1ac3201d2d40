"""Decoding held to brute force over every row of tags."""

from itertools import pairwise, product

import numpy as np
import pytest

from onoma.errors import SchemeError
from onoma.runtime.chain import Chain
from onoma.schemes import IOB1, IOB2, SCHEMES, Scheme, tag_set, tags_to_spans, transitions


def _rows(tags, scheme, scores, start, end, emissions):
    """Every legal row of tags with its probability."""
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
    return list(zip([row for row, _ in rows], weights / weights.sum(), strict=True))


def _brute(rows, tags, scheme):
    """The best row, and how probable each entity is."""
    best = max(rows, key=lambda pair: pair[1])[0]
    chances: dict[tuple[int, int, str], float] = {}
    for row, weight in rows:
        for span in tags_to_spans([tags[t] for t in row], scheme).spans:
            chances[tuple(span)] = chances.get(tuple(span), 0.0) + weight
    return best, chances


CRF_SCHEMES = [scheme for scheme in SCHEMES if scheme is not IOB1]
LENGTHS = np.array([4, 1, 3, 2, 4, 4])


def _random_chain(scheme):
    """The tags A and B, random scores between them, and random emissions of some sentences."""
    random = np.random.default_rng(7)
    tags = tag_set(["A", "B"], scheme)
    n = len(tags)
    tables = random.normal(size=(n, n)), random.normal(size=n), random.normal(size=n)
    return tags, tables, (random.normal(size=(4, len(LENGTHS), n)) * 1.5).astype(np.float32)


@pytest.mark.parametrize("scheme", CRF_SCHEMES, ids=lambda scheme: scheme.name)
def test_chain_agrees_with_brute_force(scheme: Scheme) -> None:
    tags, tables, emissions = _random_chain(scheme)
    chain = Chain(tags, scheme, *tables)
    rows = chain.best_rows(emissions, LENGTHS)
    found = chain.decode(emissions, LENGTHS)
    n_found = 0
    for sentence, length in enumerate(LENGTHS):
        best, chances = _brute(_rows(tags, scheme, *tables, emissions[:length, sentence]), tags, scheme)
        assert tuple(rows[:length, sentence]) == best
        assert (rows[length:, sentence] == 0).all()
        expected = tags_to_spans([tags[tag] for tag in best], scheme).spans
        assert [(f.start, f.end, f.label) for f in found[sentence]] == [tuple(span) for span in expected]
        for entity in found[sentence]:
            n_found += 1
            assert entity.probability == pytest.approx(chances[entity.start, entity.end, entity.label], rel=1e-3)
    assert n_found > 4


@pytest.mark.parametrize("scheme", CRF_SCHEMES, ids=lambda scheme: scheme.name)
@pytest.mark.parametrize("padding", [0.0, 60.0], ids=["quiet", "loud"])
def test_posteriors_are_expectations_over_every_row_and_padding_does_not_count(scheme: Scheme, padding: float) -> None:
    tags, tables, emissions = _random_chain(scheme)
    emissions[np.arange(4)[:, None] >= LENGTHS] = padding
    posteriors = Chain(tags, scheme, *tables).posteriors(emissions, LENGTHS)
    assert len(posteriors) == len(LENGTHS)
    for sentence, length in enumerate(LENGTHS):
        expected_tags, expected_pairs = np.zeros((length, len(tags))), np.zeros((len(tags), len(tags)))
        for row, chance in _rows(tags, scheme, *tables, emissions[:length, sentence]):
            expected_tags[np.arange(length), row] += chance
            np.add.at(expected_pairs, (row[:-1], row[1:]), chance)
        assert posteriors[sentence].tags == pytest.approx(expected_tags, abs=1e-5)
        assert posteriors[sentence].pairs == pytest.approx(expected_pairs, abs=1e-5)


def test_posteriors_of_long_sentences_are_still_probabilities() -> None:
    tags, tables, _ = _random_chain(IOB2)
    emissions = np.random.default_rng(1).normal(0.0, 8.0, (700, 2, len(tags))).astype(np.float32)
    for posterior, length in zip(
        Chain(tags, IOB2, *tables).posteriors(emissions, np.array([700, 350])), (700, 350), strict=True
    ):
        assert posterior.tags.sum(axis=1) == pytest.approx(np.ones(length), abs=1e-3)
        assert posterior.pairs.sum() == pytest.approx(length - 1, rel=1e-3)
        assert posterior.pairs.sum(axis=0) == pytest.approx(posterior.tags[1:].sum(axis=0), abs=0.05)


@pytest.mark.parametrize("scheme", CRF_SCHEMES, ids=lambda scheme: scheme.name)
@pytest.mark.parametrize("padding", [0.0, 60.0], ids=["quiet", "loud"])
def test_share_of_a_set_of_tags_is_that_of_the_rows_which_have_no_others(scheme: Scheme, padding: float) -> None:
    tags, tables, emissions = _random_chain(scheme)
    emissions[np.arange(4)[:, None] >= LENGTHS] = padding
    sets = [{"O"}, {tag for tag in tags if not tag.endswith("B")}, set(tags)]
    allowed = np.array([[tag in own for tag in tags] for own in sets], np.float32)
    shares = Chain(tags, scheme, *tables).log_shares(emissions, LENGTHS, allowed)
    for sentence, length in enumerate(LENGTHS):
        rows = _rows(tags, scheme, *tables, emissions[:length, sentence])
        expected = [sum(chance for row, chance in rows if {tags[tag] for tag in row} <= own) for own in sets]
        assert np.exp(shares[sentence]) == pytest.approx(expected, rel=1e-4)


def test_share_of_a_set_that_the_emissions_rule_out_is_tiny_and_finite() -> None:
    tags = tag_set(["A"], IOB2)
    emissions = np.full((300, 1, 3), -500.0, np.float32)
    emissions[:, :, tags.index("B-A")] = 0
    chain = Chain(tags, IOB2, np.zeros((3, 3)), np.zeros(3), np.zeros(3))
    share = chain.log_shares(emissions, np.array([300]), np.array([[1, 0, 0]], np.float32))
    assert np.isfinite(share).all()
    assert share < -1000


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
