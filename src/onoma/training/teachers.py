"""What teachers believe of a segment: the posteriors of trained recognizers, averaged, for a student to learn.

They read it within its document, in segments of their own length.

A student that learns probabilities learns more than from tags alone (Hinton, Vinyals & Dean 2015). Both
being CRFs, all that their cross-entropy needs of the teacher are the expected counts of its tags and of its
pairs of tags (Wang et al. 2021, structural knowledge distillation), which average over teachers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from onoma.bundle import CHAIN, MODEL, TOKEN_CLASSIFIER, TOKENIZER
from onoma.errors import TrainingError
from onoma.runtime import BundleRecognizer, Passage, Posterior
from onoma.training.examples import Belief, Example

__all__ = ["TAUGHT_AT_ONCE", "Teachers"]

TAUGHT_AT_ONCE = 512
"""Examples between two movements of a bar."""


class Teachers:
    """Recognizers of the same labels and scheme, each heard with the same weight."""

    def __init__(self, recognizers: Sequence[BundleRecognizer]) -> None:
        if not recognizers:
            raise TrainingError("no teacher was given; name at least one bundle")
        for recognizer in recognizers:
            if recognizer.manifest.kind == TOKEN_CLASSIFIER:
                raise TrainingError(
                    f"teacher {recognizer.manifest.name!r} cuts texts into other words than a student, so it can't "
                    "teach; train a bundle of the recipe transformer"
                )
        first = recognizers[0].manifest
        for recognizer in recognizers[1:]:
            if sorted(recognizer.manifest.tags) != sorted(first.tags):
                raise TrainingError(
                    f"teachers {first.name!r} and {recognizer.manifest.name!r} differ in their tags "
                    f"({first.scheme}: {', '.join(first.labels)}; {recognizer.manifest.scheme}: "
                    f"{', '.join(recognizer.manifest.labels)}); train them on one corpus, with one scheme"
                )
        self._recognizers = tuple(recognizers)
        self.tags, self.scheme = first.tags, first.scheme

    @property
    def key(self) -> str:
        """What tells these teachers from others: the hashes of all that they decide with."""
        files = (recognizer.manifest.files for recognizer in self._recognizers)
        return " ".join(records[name].sha256 for records in files for name in (MODEL, CHAIN, TOKENIZER))

    def taught(
        self,
        examples: Sequence[Example],
        tags: tuple[str, ...],
        gold_share: float,
        moved: Callable[[float], None],
    ) -> list[Example]:
        """The examples with what the teachers believe, in the order of the student's `tags`.

        Where an example's tags are known, they are mixed in with the weight `gold_share`. `moved` is called
        after every 512 examples.
        """
        result: list[Example] = []
        for first in range(0, len(examples), TAUGHT_AT_ONCE):
            part = examples[first : first + TAUGHT_AT_ONCE]
            believed = self._believed([_passage(example) for example in part], tags)
            result += [_mixed(example, *pair, gold_share) for example, pair in zip(part, believed, strict=True)]
            moved(float("nan"))
        return result

    def _believed(self, passages: Sequence[Passage], tags: tuple[str, ...]) -> list[Posterior]:
        heard = [_ordered(teacher.posteriors(passages), teacher.manifest.tags, tags) for teacher in self._recognizers]
        return [
            Posterior(
                np.mean([posterior.tags for posterior in of_passage], axis=0),
                np.mean([posterior.pairs for posterior in of_passage], axis=0),
            )
            for of_passage in zip(*heard, strict=True)
        ]


def _passage(example: Example) -> Passage:
    """Where teachers find the example: they read the whole document, as they do when they run."""
    first = example.first_word
    return Passage(example.document or example.text, first, first + len(example.allowed))


def _ordered(posteriors: Sequence[Posterior], theirs: tuple[str, ...], ours: tuple[str, ...]) -> list[Posterior]:
    """With the tags in our order."""
    order = [theirs.index(tag) for tag in ours]
    return [Posterior(tags[:, order], pairs[np.ix_(order, order)]) for tags, pairs in posteriors]


def _mixed(example: Example, tags: NDArray[np.float32], pairs: NDArray[np.float32], gold_share: float) -> Example:
    known = example.allowed.sum(axis=1) == 1
    if gold_share and known.all():
        gold, share = example.allowed.astype(np.float32), np.float32(gold_share)
        tags = tags + share * (gold - tags)
        pairs = pairs + share * (gold[:-1].T @ gold[1:] - pairs)
    return replace(example, belief=Belief(np.round(255 * tags).astype(np.uint8), pairs.astype(np.float16)))
