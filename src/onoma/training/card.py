"""`card.md`: what a model is, what it was trained on, how good it is, and how to make it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onoma.evaluation import Reliability, Scores
from onoma.evaluation.robustness import RobustnessRow
from onoma.training.balance import Consistent

__all__ = ["CardFacts", "card_markdown", "robustness_section"]


@dataclass(frozen=True, slots=True)
class CardFacts:
    """All that a card tells. `about` is Markdown of the user's own: data, licences, limits."""

    name: str
    summary: str
    description: str
    language: str
    labels: tuple[str, ...]
    n_train: int
    n_dev: int
    dev: Scores
    calibration: Reliability
    fp32_f1: float
    int8_f1: float | None
    precision: str
    consistent: Consistent
    outside_penalty: float
    unbalanced_f1: float
    n_bytes: int
    n_epochs: int
    best_epoch: int
    command: str
    robustness: Sequence[RobustnessRow] = ()
    losses: Sequence[str] = ()
    about: str = ""
    versions: Mapping[str, str] | None = None


def card_markdown(facts: CardFacts) -> str:
    """The card."""
    parts = [
        _head(facts),
        facts.about.strip(),
        _scores(facts),
        robustness_section(facts.robustness),
        _calibration(facts),
        _size(facts),
        _reproduce(facts),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(facts: CardFacts) -> str:
    description = f"\n\n{facts.description}" if facts.description else ""
    return (
        f"# {facts.name}{description}\n\n"
        f"{facts.summary}. Language: {facts.language or 'not stated'}. "
        f"Labels: {', '.join(facts.labels)}."
    )


def _scores(facts: CardFacts) -> str:
    rows = [*facts.dev.per_type.items(), ("micro", facts.dev.micro), ("macro", facts.dev.macro)]
    lines = [
        f"| {name} | {100 * prf.precision:.1f} | {100 * prf.recall:.1f} | {100 * prf.f1:.1f} | {prf.support:,} |"
        for name, prf in rows
    ]
    return (
        "## Scores on dev\n\n"
        f"Strict: the same boundaries and the same label. {facts.n_dev:,} documents, the ones that chose the best "
        "epoch, so these figures flatter a little; a test set tells more. "
        f"{_consistency(facts.consistent)} {_balance(facts)}\n\n"
        "| label | precision | recall | F1 | support |\n|---|---|---|---|---|\n" + "\n".join(lines)
    )


def _consistency(chosen: Consistent) -> str:
    words = "don't help one another" if not chosen.share else f"share {chosen.share:g} of their mean"
    short = "follow what they stand for" if chosen.abbreviations else "are read by themselves"
    gain = f", which gave {100 * (chosen.f1 - chosen.f1_before):.2f} of F1" if chosen.f1 > chosen.f1_before else ""
    return f"In a document, places of the same word {words}, and abbreviations {short}, chosen here too{gain}."


def _balance(facts: CardFacts) -> str:
    if not facts.outside_penalty:
        return "No penalty on tagging a word as outside raised F1."
    gain = 100 * (facts.dev.micro.f1 - facts.unbalanced_f1)
    return (
        f"A penalty of {facts.outside_penalty:g} on tagging a word as outside, chosen here too, gave {gain:.2f} of F1."
    )


def robustness_section(rows: Sequence[RobustnessRow]) -> str:
    """The table of F1 under each perturbation; nothing without rows."""
    if not rows:
        return ""
    lines = [
        f"| {row.perturbation} | {row.about} | {100 * row.micro.f1:.1f} | {100 * row.change:+.1f} |" for row in rows
    ]
    return (
        "## Scores on less tidy text\n\n"
        f"F1 on the same dev texts ({rows[0].micro.support:,} entities, those of fully annotated documents) after a "
        "change that leaves the entities where they are, as `onoma robustness` makes it.\n\n"
        "| change | what | F1 | difference |\n|---|---|---|---|\n" + "\n".join(lines)
    )


def _calibration(facts: CardFacts) -> str:
    rows = [
        f"| {part.lower:.1f} to {part.upper:.1f} | {part.n:,} | {part.mean_score:.3f} | {part.share_correct:.3f} |"
        for part in facts.calibration.bins
    ]
    return (
        "## Scores of entities\n\n"
        "An entity's score is the probability that exactly it, boundaries and label, is right: the CRF's marginal, "
        f"scaled on dev (Platt). Expected calibration error on dev, cross-fitted: **{facts.calibration.ece:.4f}** "
        "(see reliability.png).\n\n"
        "| score | entities | mean score | share right |\n|---|---|---|---|\n" + "\n".join(rows)
    )


def _size(facts: CardFacts) -> str:
    if facts.int8_f1 is None:
        cost = "Weights were not quantised."
    else:
        change = 100 * (facts.int8_f1 - facts.fp32_f1)
        kept = "kept" if facts.precision == "int8" else "refused, so the weights are fp32"
        cost = f"int8 weights change dev F1 by {change:+.2f} points ({100 * facts.fp32_f1:.2f} before) and were {kept}."
    return f"## Size\n\n{facts.n_bytes / 1e6:.1f} MB. {cost}"


def _reproduce(facts: CardFacts) -> str:
    lost = "".join(f"- {line}\n" for line in facts.losses) or "- nothing\n"
    versions = ", ".join(f"{name} {version}" for name, version in (facts.versions or {}).items())
    return (
        "## How to make it again\n\n"
        f"```\n{facts.command}\n```\n\n"
        f"with the settings in settings.toml. {facts.n_train:,} training documents, {facts.n_epochs} epochs, the best "
        f"was epoch {facts.best_epoch}. {versions}\n\n"
        f"What the encoding could not carry of the training data:\n\n{lost}"
    ).rstrip()
