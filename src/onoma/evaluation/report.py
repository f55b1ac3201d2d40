"""`Report`: all that an evaluation found, and what a reader must know before believing it.

The record and its JSON; `onoma.evaluation.evaluating` makes it, `onoma.reporting` draws it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from onoma.document import Value
from onoma.evaluation.breakdown import Slice
from onoma.evaluation.calibration import Reliability
from onoma.evaluation.counts import MODES, Mode
from onoma.evaluation.error_kinds import Confusion, Kind
from onoma.evaluation.provenance import Provenance
from onoma.evaluation.scores import Outcomes, Prf, Scores
from onoma.evaluation.seen import Seen
from onoma.evaluation.significance import Intervals
from onoma.evaluation.structure import Sentences, Structure
from onoma.evaluation.tokens import TokenAccuracy

__all__ = ["Report"]


@dataclass(frozen=True, slots=True)
class Report:
    """What an evaluation found. `seen` is None without training documents, `calibration` without scores."""

    n_documents: int
    modes: Mapping[Mode, Scores]
    outcomes: Mapping[Mode, Outcomes]
    intervals: Intervals
    sentences: Sentences
    tokens: TokenAccuracy
    errors: Mapping[Kind, int]
    confusion: Confusion
    by_words: tuple[Slice, ...]
    by_characters: tuple[Slice, ...]
    structure: Structure
    seen: Seen | None = None
    calibration: Reliability | None = None
    provenance: Provenance = field(default_factory=Provenance)

    @property
    def strict(self) -> Scores:
        """The strict scores, which are the ones to quote."""
        return self.modes["strict"]

    @property
    def headline(self) -> Prf:
        """Strict, micro."""
        return self.strict.micro

    @property
    def support(self) -> int:
        """How many gold entities were scored."""
        return self.headline.support

    @property
    def n_gold_raw(self) -> int:
        """How many entities the gold has, whether scored or not."""
        return self.support if self.provenance.n_gold_raw is None else self.provenance.n_gold_raw

    @property
    def warnings(self) -> tuple[str, ...]:
        """What makes these scores mean less than they seem to, most serious first."""
        return tuple(sentence for rule in _RULES if (sentence := rule(self)))

    def to_json(self) -> dict[str, Value]:
        """Everything, as fractions and counts; a key per kind of matching holds `micro`, `macro` and `per_type`."""
        return {
            **{mode: self.modes[mode].figures() for mode in MODES},
            "support": {"scored": self.support, "raw": self.n_gold_raw},
            "n_documents": self.n_documents,
            "intervals": self.intervals.to_json(),
            "outcomes": {mode: outcomes.to_json() for mode, outcomes in self.outcomes.items()},
            "sentences": self.sentences.to_json(),
            "tokens": self.tokens.to_json(),
            "errors": {kind: count for kind, count in self.errors.items()},  # noqa: C416
            "confusion": self.confusion.to_json(),
            "by_words": [part.to_json() for part in self.by_words],
            "by_characters": [part.to_json() for part in self.by_characters],
            "structure": self.structure.to_json(),
            "seen": None if self.seen is None else self.seen.to_json(),
            "calibration": None if self.calibration is None else self.calibration.to_json(),
            "readings": [reading.to_json() for reading in self.provenance.readings],
            "losses": [loss.to_json() for loss in self.provenance.losses],
            "notes": [note.to_json() for note in self.provenance.notes],
            "warnings": list(self.warnings),
        }


def _missing_support(report: Report) -> str | None:
    lost = report.n_gold_raw - report.support
    if not lost:
        return None
    return (
        f"{report.support:,} of {report.n_gold_raw:,} gold entities were scored: {lost:,} were left out by labels, "
        "a scheme, a repair or a cut"
    )


def _small_support(report: Report) -> str | None:
    interval = report.intervals.micro["strict"]
    if interval.high - interval.low <= _WIDE:
        return None
    return (
        f"the gold has {report.support:,} entities: F1 lies anywhere from {interval.low:.1%} to {interval.high:.1%} "
        f"({report.intervals.resampling.level:.0%} interval)"
    )


def _repairs(report: Report) -> str | None:
    mended = [
        f"{reading.n_repaired:,} in {reading.name}" for reading in report.provenance.readings if reading.n_repaired
    ]
    if not mended:
        return None
    return (
        f"tags that break their scheme, read as conlleval reads them: {', '.join(mended)}; other rules score otherwise"
    )


def _discards(report: Report) -> str | None:
    dropped = [
        f"{reading.n_discarded:,} in {reading.name}" for reading in report.provenance.readings if reading.n_discarded
    ]
    return f"entities dropped for a tag that breaks its scheme: {', '.join(dropped)}" if dropped else None


def _losses(report: Report) -> str | None:
    return "; ".join(map(str, report.provenance.losses)) or None


def _easy_words(report: Report) -> str | None:
    tokens = report.tokens
    if not tokens.n_words:
        return None
    return (
        f"token accuracy {tokens.accuracy:.1%} is not the score: finding nothing at all gives {tokens.all_outside:.1%}"
    )


def _leakage(report: Report) -> str | None:
    if report.seen is None or not report.seen.n_texts_in_train:
        return None
    share = report.seen.n_texts_in_train / max(report.n_documents, 1)
    return f"{report.seen.n_texts_in_train:,} gold texts ({share:.1%}) stand in the training documents as well"


def _mostly_seen(report: Report) -> str | None:
    seen = report.seen
    if seen is None or seen.share_seen < _MOSTLY:
        return None
    return (
        f"{seen.share_seen:.1%} of the gold mentions were seen in training (F1 {seen.seen.f1:.1%}); "
        f"on unseen ones F1 is {seen.unseen.f1:.1%}"
    )


def _nesting(report: Report) -> str | None:
    structure = report.structure
    if not structure.n_nested + structure.n_discontinuous:
        return None
    return (
        f"the gold has {structure.n_nested:,} nested entities ({structure.n_nested_found:,} found) and "
        f"{structure.n_discontinuous:,} discontinuous ones ({structure.n_discontinuous_found:,} found)"
    )


def _distrusted_scores(report: Report) -> str | None:
    if report.calibration is None or report.calibration.ece <= _OFF:
        return None
    return f"an entity's score is {report.calibration.ece:.1%} off on average (calibration error): no probability"


_WIDE, _MOSTLY, _OFF = 0.1, 0.5, 0.05
"""An interval this wide, a share seen this large, a calibration error above this: worth a sentence."""

_RULES: tuple[Callable[[Report], str | None], ...] = (
    _missing_support,
    _losses,
    _discards,
    _repairs,
    _leakage,
    _mostly_seen,
    _small_support,
    _nesting,
    _distrusted_scores,
    _easy_words,
)
