"""Decoding a linear-chain CRF: the best legal row of tags, and how probable each entity is.

Arrays are time-major: `(words, sentences, tags)`, so that every step of a recursion reads one
contiguous block. Sentences of a batch are padded at the end; `lengths` says where each one stops.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onoma.errors import SchemeError
from onoma.schemes import Scheme, TagSpan, split_tag, tags_to_spans, transitions

__all__ = ["Chain", "Found", "Posterior"]

Floats = NDArray[np.float32]
Integers = NDArray[np.signedinteger]

_TINY = np.float32(1e-30)
FORBIDDEN = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Found:
    """Words `[start, end)` of a sentence are an entity; `probability` is that of exactly this entity."""

    start: int
    end: int
    label: str
    probability: float


class Posterior(NamedTuple):
    """What a chain believes of one sentence.

    `tags` `(words, tags)` is each word's probability of each tag; `pairs` `(tags, tags)` is how often the
    second tag is expected directly after the first, summed over the sentence.
    """

    tags: Floats
    pairs: Floats


class _Weights(NamedTuple):
    """What forward-backward leaves.

    `emitted` are the exponential emissions, `forward` and `backward` the scaled weights, all
    `(words, sentences, tags)`; forward times backward is a tag's probability. `norms` is
    `(words + 1, sentences)`; the one at a sentence's length belongs to its end.
    """

    emitted: Floats
    forward: Floats
    backward: Floats
    norms: Floats


class Chain:
    """The scores of a CRF, made ready for decoding.

    `scores` is `(tags, tags)` from tag to tag, `start` and `end` are `(tags,)`. What `scheme` rules
    out is ruled out here, whatever the scores say.

    Raises `SchemeError` for IOB1, in which the tags of an entity depend on its neighbour.
    """

    def __init__(self, tags: tuple[str, ...], scheme: Scheme, scores: Floats, start: Floats, end: Floats) -> None:
        if scheme.begin_only_after_same:
            raise SchemeError(f"a CRF can't be tagged in {scheme.name}; use IOB2, BIOES or BILOU")
        self._tags = tags
        self._scheme = scheme
        allowed, first, last = (np.array(table) for table in transitions(tags, scheme))
        self._scores = np.where(allowed, scores, FORBIDDEN).astype(np.float32)
        self._start = np.where(first, start, FORBIDDEN).astype(np.float32)
        self._end = np.where(last, end, FORBIDDEN).astype(np.float32)
        self._exp_scores, self._exp_start, self._exp_end = (
            np.exp(table) for table in (self._scores, self._start, self._end)
        )
        self._closes = _closing(tags, scheme)

    def decode(self, emissions: Floats, lengths: Integers) -> list[list[Found]]:
        """The entities of every sentence, each with its probability.

        `emissions` is `(words, sentences, tags)`, `lengths` `(sentences,)`, all at least 1.
        """
        best = self.best_rows(emissions, lengths)
        found: list[list[Found]] = [[] for _ in range(emissions.shape[1])]
        hits = np.flatnonzero((best > 0).any(axis=0))
        spans = [
            (place, span)
            for place, sentence in enumerate(hits)
            for span in self._spans(best[: lengths[sentence], sentence])
        ]
        if spans:
            chances = self._span_probabilities(emissions[:, hits], lengths[hits], best[:, hits], spans)
            for (place, span), chance in zip(spans, chances.tolist(), strict=True):
                found[hits[place]].append(Found(*span, chance))
        return found

    def posteriors(self, emissions: Floats, lengths: Integers) -> list[Posterior]:
        """The posterior of every sentence; arguments as for `decode`."""
        weights = self._forward_backward(emissions, lengths)
        tags = weights.forward * weights.backward
        onward = weights.emitted[1:] * weights.backward[1:] / weights.norms[1:-1, :, None]
        onward *= (np.arange(1, len(emissions))[:, None] < lengths)[..., None]
        steps = weights.forward[:-1].transpose(1, 2, 0) @ onward.transpose(1, 0, 2)
        pairs = steps * self._exp_scores
        return [Posterior(tags[:length, index], pairs[index]) for index, length in enumerate(lengths)]

    def log_shares(self, emissions: Floats, lengths: Integers, allowed: Floats) -> Floats:
        """How probable it is that a sentence holds no tags but those of a set, as its logarithm `(sentences, sets)`.

        `allowed` is `(sets, tags)`, 1 where the set has the tag and 0 elsewhere; the other arguments as for `decode`.
        """
        everything = np.ones((1, allowed.shape[1]), np.float32)
        opened = np.concatenate([everything, allowed])
        emitted = np.exp(emissions - emissions.max(axis=2, keepdims=True))
        n_words, n_sentences, _ = emitted.shape
        current = self._exp_start * emitted[0][:, None] * opened
        weights = np.zeros((n_sentences, len(opened)), np.float32)
        result = np.zeros_like(weights)
        for word in range(n_words):
            if word:
                current = (current @ self._exp_scores) * emitted[word][:, None] * opened
            norms = current.sum(axis=2) + _TINY
            current /= norms[..., None]
            weights += np.log(norms)
            last = lengths == word + 1
            result[last] = weights[last] + np.log((current[last] * self._exp_end).sum(axis=2) + _TINY)
        shares: Floats = np.minimum(result[:, 1:] - result[:, :1], 0)
        return shares

    def _spans(self, row: Integers) -> list[TagSpan]:
        return tags_to_spans([self._tags[tag] for tag in row], self._scheme).spans

    def best_rows(self, emissions: Floats, lengths: Integers) -> Integers:
        """Viterbi: the best legal tag of every word, `(words, sentences)`; tag 0 after a sentence's end."""
        # Sentences come last here, so that every step works on long contiguous rows.
        emitted = np.ascontiguousarray(emissions.transpose(0, 2, 1))
        scores = np.empty_like(emitted)
        scores[0] = self._start[:, None] + emitted[0]
        for word in range(1, len(emitted)):
            paths = scores[word - 1][:, None, :] + self._scores[:, :, None]
            np.add(paths.max(axis=0), emitted[word], out=scores[word])
        return self._trace(scores, lengths)

    def _trace(self, scores: Floats, lengths: Integers) -> Integers:
        """The rows that lead to the best scores `(words, tags, sentences)` at the sentences' ends."""
        n_words, _, n_sentences = scores.shape
        rows = np.zeros((n_words, n_sentences), np.intp)
        at_end = scores[lengths - 1, :, np.arange(n_sentences)] + self._end
        final = tag = at_end.argmax(axis=1)
        for word in range(n_words - 1, -1, -1):
            live = word < lengths
            rows[word] = np.where(live, tag, 0)
            if word:
                tag = np.where(live, (scores[word - 1] + self._scores[:, tag]).argmax(axis=0), final)
        return rows

    def _span_probabilities(
        self, emissions: Floats, lengths: Integers, best: Integers, spans: Sequence[tuple[int, TagSpan]]
    ) -> Floats:
        """Of each (sentence, span): the summed probability of all tag rows in which exactly it is an entity.

        It is the weight of the rows that open it at its start, go through its tags, and close it at its end.
        """
        weights = self._forward_backward(emissions, lengths)
        sentences = np.array([sentence for sentence, _ in spans])
        starts = np.array([span.start for _, span in spans])
        ends = np.array([span.end for _, span in spans])
        through = np.log(np.maximum(self._steps(weights, best), _TINY)).cumsum(axis=0, dtype=np.float64)
        inside = np.exp(through[ends - 1, sentences] - through[starts, sentences])
        opening = self._opening_mass(weights, sentences, starts, best[starts, sentences])
        closing = self._closing_mass(weights, sentences, ends, best[ends - 1, sentences], lengths[sentences])
        chances: Floats = np.minimum(opening * inside * closing, 1.0).astype(np.float32)
        return chances

    def _steps(self, weights: _Weights, best: Integers) -> Floats:
        """The weight of each step along the best rows, from the word before, `(words, sentences)`; 1 at first words."""
        emitted = np.take_along_axis(weights.emitted, best[..., None], axis=2)[..., 0]
        steps = np.ones_like(emitted)
        steps[1:] = self._exp_scores[best[:-1], best[1:]] * emitted[1:] / weights.norms[1:-1]
        return steps

    def _opening_mass(self, weights: _Weights, sentences: Integers, starts: Integers, tags: Integers) -> Floats:
        """Of each span: share of the rows up to its first word, with its first tag there, in which it begins there."""
        before = weights.forward[starts - 1, sentences] * self._exp_scores[:, tags].T * self._closes[:, tags].T
        reached = before.sum(axis=1) * weights.emitted[starts, sentences, tags] / weights.norms[starts, sentences]
        result: Floats = np.where(starts == 0, weights.forward[0, sentences, tags], reached)
        return result

    def _closing_mass(
        self, weights: _Weights, sentences: Integers, ends: Integers, tags: Integers, lengths: Integers
    ) -> Floats:
        """Of each span: share of the rows through its last word in which it stops there."""
        after = np.minimum(ends, len(weights.emitted) - 1)
        onward = self._exp_scores[tags] * self._closes[tags]
        onward = onward * weights.emitted[after, sentences] * weights.backward[after, sentences]
        norms = weights.norms[ends, sentences]
        closing = np.where(ends == lengths, self._exp_end[tags], onward.sum(axis=1))
        result: Floats = (closing / norms).astype(np.float32)
        return result

    def _forward_backward(self, emissions: Floats, lengths: Integers) -> _Weights:
        """Scaled forward and backward weights (Rabiner 1989)."""
        n_words, n_sentences, _ = emissions.shape
        emitted = np.exp(emissions - emissions.max(axis=2, keepdims=True))
        forward, backward = np.empty_like(emitted), np.empty_like(emitted)
        norms = np.ones((n_words + 1, n_sentences), np.float32)
        current = self._exp_start * emitted[0]
        for word in range(n_words):
            if word:
                current = (forward[word - 1] @ self._exp_scores) * emitted[word]
            norms[word] = current.sum(axis=1) + _TINY
            forward[word] = current / norms[word][:, None]
        everyone = np.arange(n_sentences)
        at_end = (forward[lengths - 1, everyone] * self._exp_end).sum(axis=1) + _TINY
        following = np.zeros_like(emitted[0])
        for word in range(n_words - 1, -1, -1):
            if word < n_words - 1:
                following = ((backward[word + 1] * emitted[word + 1]) @ self._exp_scores.T) / norms[word + 1][:, None]
            last = (lengths == word + 1)[:, None]
            backward[word] = np.where(last, self._exp_end / at_end[:, None], following)
        norms[lengths, everyone] = at_end
        return _Weights(emitted, forward, backward, norms)


def _closing(tags: tuple[str, ...], scheme: Scheme) -> NDArray[np.float32]:
    """`(tags, tags)`: 1 where the second tag, directly after the first, doesn't continue its entity."""
    closes = np.ones((len(tags), len(tags)), np.float32)
    for before, tag_before in enumerate(tags):
        for after, tag_after in enumerate(tags):
            prefix_before, label_before = split_tag(tag_before)
            prefix, label = split_tag(tag_after)
            if label and label == label_before and not scheme.starts(prefix_before, prefix):
                closes[before, after] = 0.0
    return closes
