"""Decoding without a CRF: each word has its most probable tag, whatever its neighbours have.

So token classifiers are read that somebody else trained. A tag that goes on with an entity which nobody began
begins one, as conlleval and transformers have it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onoma.errors import SchemeError
from onoma.runtime.chain import Found, Posterior
from onoma.schemes import IO, IOB2, Scheme, TagSpan, tags_to_spans

__all__ = ["WordByWord"]

Floats = NDArray[np.float32]
Integers = NDArray[np.signedinteger]


class WordByWord:
    """Reads the tags of words that know nothing of each other. Raises `SchemeError` for other schemes than IO, IOB2."""

    def __init__(self, tags: tuple[str, ...], scheme: Scheme) -> None:
        if scheme not in (IO, IOB2):
            raise SchemeError(f"words can't be read one by one in {scheme.name}; use a chain")
        self._tags, self._scheme = tags, scheme
        self._index = {tag: index for index, tag in enumerate(tags)}

    def decode(self, emissions: Floats, lengths: Integers) -> list[list[Found]]:
        """The entities of every sentence, each with its probability.

        `emissions` is `(words, sentences, tags)`, `lengths` `(sentences,)`, all at least 1.
        """
        beliefs = _softmax(emissions)
        return [
            [Found(*span, self._probability(span, beliefs[:length, sentence])) for span in self._spans(row[:length])]
            for sentence, (row, length) in enumerate(zip(emissions.argmax(axis=2).T, lengths, strict=True))
        ]

    def _spans(self, row: Integers) -> list[TagSpan]:
        return tags_to_spans([self._tags[tag] for tag in row], self._scheme).spans if row.any() else []

    def _probability(self, span: TagSpan, beliefs: Floats) -> float:
        """How probable it is that an entity begins there, goes on to its end, and no further.

        `beliefs` are the probabilities of one sentence, `(words, tags)`.
        """
        start, end, label = span
        inside = beliefs[:, self._index[f"I-{label}"]].astype(float)
        begin = beliefs[:, self._index[f"B-{label}"]].astype(float) if f"B-{label}" in self._index else 0 * inside
        no_such_before = 1 - inside[start - 1] - begin[start - 1] if start else 1.0
        opened = begin[start] + inside[start] * no_such_before
        stopped = 1 - inside[end] if end < len(beliefs) else 1.0
        return float(np.clip(opened * inside[start + 1 : end].prod() * stopped, 0.0, 1.0))

    def posteriors(self, emissions: Floats, lengths: Integers) -> list[Posterior]:
        """The posterior of every sentence; arguments as for `decode`."""
        beliefs = _softmax(emissions)
        rows = [beliefs[:length, sentence] for sentence, length in enumerate(lengths)]
        return [Posterior(row, row[:-1].T @ row[1:]) for row in rows]


def _softmax(emissions: Floats) -> Floats:
    powers: Floats = np.exp(emissions - emissions.max(axis=2, keepdims=True))
    powers /= powers.sum(axis=2, keepdims=True)
    return powers
