"""One pass over gold and predicted documents that makes a `Report`."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

import numpy as np

from onoma.document import Document
from onoma.errors import InputError
from onoma.evaluation.breakdown import BY_CHARACTERS, BY_WORDS, SliceTally
from onoma.evaluation.calibration import Reliability, reliability
from onoma.evaluation.counts import MODES, Tallies
from onoma.evaluation.error_kinds import ErrorTally
from onoma.evaluation.matching import match, paired
from onoma.evaluation.provenance import Provenance
from onoma.evaluation.report import Report
from onoma.evaluation.scores import outcomes_of, scores_by_mode
from onoma.evaluation.seen import SeenTally
from onoma.evaluation.significance import Resampling, intervals_of
from onoma.evaluation.structure import StructureTally
from onoma.evaluation.tokens import Marked, Words, WordTally

__all__ = ["evaluate"]

_NOTHING_KNOWN = Provenance()
_RESAMPLING = Resampling()


def evaluate(
    gold: Iterable[Document],
    predicted: Iterable[Document],
    *,
    train: Iterable[Document] | None = None,
    provenance: Provenance = _NOTHING_KNOWN,
    resampling: Resampling = _RESAMPLING,
) -> Report:
    """All that there is to know about predicted documents, paired with the gold ones by position, read lazily.

    With `train`, seen and unseen mentions are told apart. Raises `InputError` when the texts of a pair differ,
    when one side has more documents, and without any document.
    """
    gathered = _Gathered(train)
    for truth, guess in paired(gold, predicted):
        gathered.add(truth, guess)
    return gathered.report(provenance, resampling)


class _Gathered:
    def __init__(self, train: Iterable[Document] | None) -> None:
        self._n_documents = 0
        self._tallies = Tallies()
        self._errors = ErrorTally()
        self._structure = StructureTally()
        self._words = WordTally()
        self._by_words = SliceTally(BY_WORDS)
        self._by_characters = SliceTally(BY_CHARACTERS)
        self._seen = None if train is None else SeenTally(train)
        self._scores: list[float] = []
        self._right: list[bool] = []

    def add(self, truth: Document, guess: Document) -> None:
        gold, predicted = truth.entities, guess.entities
        matching = match(gold, predicted)
        words = Words(truth)
        self._n_documents += 1
        self._tallies.add(gold, predicted, matching)
        self._structure.add(gold, predicted, matching)
        if self._seen is not None:
            self._seen.add_text(truth.text)
        if not gold and not predicted:
            self._words.add_bare(words)
            return
        self._errors.add(gold, predicted, matching)
        of_gold = self._add_side(truth, words, {position for position, _ in matching.same}, in_gold=True)
        of_predicted = self._add_side(guess, words, {position for _, position in matching.same}, in_gold=False)
        self._words.add(words, of_gold, of_predicted)

    def _add_side(self, document: Document, words: Words, right: set[int], *, in_gold: bool) -> list[Marked]:
        """One side's entities; `right` are the positions of those that are on the other side too."""
        marked: list[Marked] = []
        for position, entity in enumerate(document.entities):
            hit = position in right
            touched = words.touched(entity)
            marked.append((entity.label, touched))
            self._by_words.add(max(len(touched), 1), in_gold=in_gold, right=hit)
            self._by_characters.add(entity.end - entity.start, in_gold=in_gold, right=hit)
            if self._seen is not None:
                self._seen.add(document, entity, in_gold=in_gold, right=hit)
            if not in_gold and entity.score is not None:
                self._scores.append(entity.score)
                self._right.append(hit)
        return marked

    def report(self, provenance: Provenance, resampling: Resampling) -> Report:
        if not self._n_documents:
            raise InputError("there is no document to evaluate; give at least one")
        return Report(
            n_documents=self._n_documents,
            modes=scores_by_mode(self._tallies),
            outcomes=MappingProxyType({mode: outcomes_of(self._tallies, mode) for mode in MODES}),
            intervals=intervals_of(self._tallies, resampling),
            sentences=self._structure.sentences,
            tokens=self._words.accuracy,
            errors=MappingProxyType(self._errors.kinds),
            confusion=self._errors.confusion,
            by_words=self._by_words.slices,
            by_characters=self._by_characters.slices,
            structure=self._structure.structure,
            seen=None if self._seen is None else self._seen.seen,
            calibration=self._calibration(),
            provenance=provenance,
        )

    def _calibration(self) -> Reliability | None:
        if not self._scores:
            return None
        return reliability(np.array(self._scores, dtype=np.float64), np.array(self._right, dtype=np.bool_))
