"""The tables and sentences of a report, as sections of HTML."""

from __future__ import annotations

from collections.abc import Sequence

from onoma.evaluation import MODES, Interval, Mode, Prf, Report, Slice
from onoma.reporting.html import element, section, table

__all__ = ["headline", "matching", "per_type", "reading", "seen_and_unseen", "slices", "warnings", "whole_sentences"]

_MEANING: dict[Mode, str] = {
    "strict": "same boundaries, same type",
    "exact": "same boundaries, any type",
    "partial": "overlap counts half",
    "type": "overlap and same type",
}


def headline(report: Report) -> str:
    """F1 with its interval and support, in large letters."""
    prf, intervals = report.headline, report.intervals
    level = f"{intervals.resampling.level:.0%}"
    about = (
        f"strict F1, {level} interval {_range(intervals.micro['strict'])}; precision {prf.precision:.1%}, recall "
        f"{prf.recall:.1%}; support {report.support:,} of {report.n_gold_raw:,} gold entities in "
        f"{report.n_documents:,} documents, {prf.n_predicted:,} predicted"
    )
    return f'<p class="headline">{element("b", f"{prf.f1:.1%}")} {element("span", about)}</p>'


def warnings(report: Report) -> str:
    """What a reader must know before believing the figures."""
    if not report.warnings:
        return ""
    items = "\n".join(element("li", f"{warning[:1].upper()}{warning[1:]}.") for warning in report.warnings)
    return f"<aside><h2>Before you believe it</h2>\n<ul>\n{items}\n</ul></aside>"


def matching(report: Report) -> str:
    """The four kinds of matching side by side, with what became of the entities."""
    rows = []
    for mode in MODES:
        micro, outcomes = report.modes[mode].micro, report.outcomes[mode]
        counts = (outcomes.correct, outcomes.incorrect, outcomes.partial, outcomes.missed, outcomes.spurious)
        interval = _range(report.intervals.micro[mode])
        rows.append((mode, _MEANING[mode], *_fractions(micro), interval, *(f"{count:,}" for count in counts)))
    outcomes_of = ("correct", "incorrect", "partial", "missed", "spurious")
    header = ("matching", "right when", "precision", "recall", "F1", "interval", *outcomes_of)
    return section(
        "Four kinds of matching",
        element("p", "As SemEval-2013 task 9.1 defines them. Strict is the one to quote."),
        table(header, rows, n_text_columns=2),
    )


def per_type(report: Report) -> str:
    """Strict scores of each type, micro and macro."""
    scores, intervals = report.strict, report.intervals
    rows = [
        *((label, prf, intervals.per_type[label]) for label, prf in scores.per_type.items()),
        ("micro: all entities", scores.micro, intervals.micro["strict"]),
        ("macro: mean of types", scores.macro, intervals.macro),
    ]
    header = ("type", "precision", "recall", "F1", "interval", "support", "predicted")
    return section(
        "Types, strict",
        table(
            header,
            [
                (name, *_fractions(prf), _range(interval), f"{prf.support:,}", f"{prf.n_predicted:,}")
                for name, prf, interval in rows
            ],
        ),
    )


def seen_and_unseen(report: Report) -> str:
    """Scores of mentions that training had, and of the others; says so where training is not known."""
    seen = report.seen
    if seen is None:
        text = "No training documents were given, so seen and unseen mentions cannot be told apart (--train)."
        return section("Seen in training", element("p", text))
    rows = [
        ("seen", *_fractions(seen.seen), f"{seen.seen.support:,}"),
        ("unseen", *_fractions(seen.unseen), f"{seen.unseen.support:,}"),
    ]
    leak = f"{seen.n_texts_in_train:,} of the {report.n_documents:,} gold texts stand in training too."
    return section(
        "Seen in training",
        element("p", f"A mention is seen when training has the same text with the same type. {leak}"),
        table(("mention", "precision", "recall", "F1", "support"), rows),
        slices("times in training", seen.by_frequency),
    )


def slices(name: str, parts: Sequence[Slice]) -> str:
    """The figures behind a plot of slices, folded away."""
    rows = [(part.name, *_fractions(part.prf), f"{part.prf.support:,}") for part in parts]
    header = (name, "precision", "recall", "F1", "support")
    return f"<details><summary>{element('small', f'figures by {name}')}</summary>{table(header, rows)}</details>"


def whole_sentences(report: Report) -> str:
    """Documents and words that are right, and nested and discontinuous entities."""
    sentences, tokens, structure = report.sentences, report.tokens, report.structure
    rows = [
        ("documents with every entity right", f"{sentences.accuracy:.1%}", f"{sentences.n:,}"),
        (
            "the same, of those with an entity",
            f"{sentences.accuracy_with_entities:.1%}",
            f"{sentences.n_with_entities:,}",
        ),
        ("words with the right tag", f"{tokens.accuracy:.1%}", f"{tokens.n_words:,}"),
        ("the same, if nothing were found at all", f"{tokens.all_outside:.1%}", f"{tokens.n_words:,}"),
        ("nested gold entities found", _share(structure.n_nested_found, structure.n_nested), f"{structure.n_nested:,}"),
        (
            "discontinuous gold entities found",
            _share(structure.n_discontinuous_found, structure.n_discontinuous),
            f"{structure.n_discontinuous:,}",
        ),
    ]
    return section("Sentences, words, structure", table(("what", "share", "of"), rows))


def reading(report: Report) -> str:
    """How each side was read, and what was lost on the way."""
    provenance = report.provenance
    rows = [
        (
            reading.side,
            reading.name,
            reading.scheme or "no tags",
            reading.repair if reading.scheme else "",
            f"{reading.n_repaired:,}",
            f"{reading.n_discarded:,}",
        )
        for reading in provenance.readings
    ]
    header = ("side", "name", "scheme found", "policy for broken tags", "tags repaired", "entities discarded")
    losses = "\n".join(element("li", str(loss)) for loss in provenance.losses)
    return section(
        "How it was read",
        table(header, rows, n_text_columns=4) if rows else element("p", "Nothing is known of how gold was read."),
        f"<h3>Lost on the way</h3>\n<ul>\n{losses}\n</ul>" if losses else element("p", "Lost on the way: nothing."),
    )


def _fractions(prf: Prf) -> tuple[str, str, str]:
    if not prf.support and not prf.n_predicted:
        return "–", "–", "–"
    return f"{prf.precision:.1%}", f"{prf.recall:.1%}", f"{prf.f1:.1%}"


def _range(interval: Interval) -> str:
    return f"{100 * interval.low:.1f} – {100 * interval.high:.1f}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"
