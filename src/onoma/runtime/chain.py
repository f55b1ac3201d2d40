"""Decoding a linear-chain CRF: the best legal row of tags, and how probable each entity is.

Arrays are time-major: `(words, sentences, tags)`, so that every step of a recursion reads one
contiguous block. Sentences of a batch are padded at the end; `lengths` says where each one stops.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onoma.errors import SchemeError
from onoma.schemes import Scheme, TagSpan, split_tag, tags_to_spans, transitions

__all__ = ["Chain", "Found"]

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
        hits = np.flatnonzero((best > 0).any(axis=0))
        found: list[list[Found]] = [[] for _ in range(emissions.shape[1])]
        if not len(hits):
            return found
        spans = [self._spans(best[: lengths[sentence], sentence]) for sentence in hits]
        probabilities = self._span_probabilities(emissions[:, hits], lengths[hits], best[:, hits], spans)
        for sentence, row, chances in zip(hits, spans, probabilities, strict=True):
            found[sentence] = [Found(*span, chance) for span, chance in zip(row, chances, strict=True)]
        return found

    def _spans(self, row: Integers) -> list[TagSpan]:
        return tags_to_spans([self._tags[tag] for tag in row], self._scheme).spans

    def best_rows(self, emissions: Floats, lengths: Integers) -> Integers:
        """Viterbi: the best legal tag of every word, `(words, sentences)`; tag 0 after a sentence's end."""
        n_words, n_sentences, n_tags = emissions.shape
        into = np.ascontiguousarray(self._scores.T)
        scores = self._start + emissions[0]
        back = np.empty((n_words, n_sentences, n_tags), np.intp)
        ends = np.empty((n_sentences, n_tags), np.float32)
        stops = np.bincount(lengths, minlength=n_words + 1)
        if stops[1]:
            ends[lengths == 1] = scores[lengths == 1]
        for word in range(1, n_words):
            paths = scores[:, None, :] + into
            back[word] = paths.argmax(axis=2)
            scores = paths.max(axis=2) + emissions[word]
            if stops[word + 1]:
                ends[lengths == word + 1] = scores[lengths == word + 1]
        return _trace(back, (ends + self._end).argmax(axis=1), lengths)

    def _span_probabilities(
        self, emissions: Floats, lengths: Integers, best: Integers, spans: list[list[TagSpan]]
    ) -> list[list[float]]:
        """Of each span: the summed probability of all tag rows in which exactly it is an entity."""
        emitted, forward, backward, norms = self._forward_backward(emissions, lengths)
        results: list[list[float]] = []
        for sentence, row in enumerate(spans):
            chances: list[float] = []
            for start, end, _ in row:
                tags = best[start:end, sentence]
                chance = self._opening_mass(emitted, forward, norms, sentence, start, tags[0])
                for word in range(start + 1, end):
                    before, tag = tags[word - start - 1], tags[word - start]
                    chance *= float(
                        self._exp_scores[before, tag] * emitted[word, sentence, tag] / norms[word, sentence]
                    )
                chance *= self._closing_mass(emitted, backward, norms, sentence, end, tags[-1], lengths[sentence])
                chances.append(min(chance, 1.0))
            results.append(chances)
        return results

    def _opening_mass(
        self, emitted: Floats, forward: Floats, norms: Floats, sentence: int, start: int, tag: int
    ) -> float:
        """Share of the rows up to word `start` with `tag` there in which the entity begins there."""
        if start == 0:
            return float(forward[0, sentence, tag])
        onward = forward[start - 1, sentence] * self._exp_scores[:, tag] * self._closes[:, tag]
        return float(onward.sum() * emitted[start, sentence, tag] / norms[start, sentence])

    def _closing_mass(
        self, emitted: Floats, backward: Floats, norms: Floats, sentence: int, end: int, tag: int, length: int
    ) -> float:
        """Share of the rows through `tag` at word `end - 1` in which the entity stops there."""
        if end == length:
            return float(self._exp_end[tag] / norms[length, sentence])
        onward = self._exp_scores[tag] * self._closes[tag] * emitted[end, sentence] * backward[end, sentence]
        return float(onward.sum() / norms[end, sentence])

    def _forward_backward(self, emissions: Floats, lengths: Integers) -> tuple[Floats, Floats, Floats, Floats]:
        """Scaled forward and backward weights (Rabiner 1989), `(words, sentences, tags)`.

        Also the exponential emissions, and the norms `(words + 1, sentences)`, of which the one at a
        sentence's length belongs to its end. Forward times backward is a tag's probability.
        """
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
        return emitted, forward, backward, norms


def _trace(back: Integers, final: Integers, lengths: Integers) -> Integers:
    n_words, n_sentences, _ = back.shape
    rows = np.zeros((n_words, n_sentences), np.intp)
    everyone = np.arange(n_sentences)
    tag = final
    for word in range(n_words - 1, -1, -1):
        live = word < lengths
        rows[word] = np.where(live, tag, 0)
        if word:
            tag = np.where(live, back[word, everyone, tag], final)
    return rows


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
