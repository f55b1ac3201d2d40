"""The error browser: sentences with gold and predicted marked, grouped by kind of error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from onoma.document import Document, Entity
from onoma.evaluation import KINDS, EntityError, Kind, errors
from onoma.reporting.html import element, section
from onoma.reporting.marking import Mark, marked, shortened

__all__ = ["browser_html"]

_MOST_PER_KIND = 50
_AROUND = 160

_ABOUT: dict[Kind, str] = {
    "missed": "in gold, and nothing predicted there",
    "spurious": "predicted, and nothing in gold there",
    "wrong type": "the same place, another type",
    "wrong boundary": "the same type, another beginning or end",
    "wrong type and boundary": "they overlap, and neither type nor boundaries agree",
}

_LEGEND = (
    '<p class="legend"><span class="gold strong-gold">gold</span><sup class="gold strong">TYPE</sup> is underlined, '
    '<span class="predicted strong-predicted">predicted</span><sup class="predicted strong">TYPE</sup> stands on '
    "yellow; what is faint belongs to another error, or is right.</p>"
)


def browser_html(gold: Sequence[Document], predicted: Sequence[Document]) -> str:
    """A section with a group per kind; of many errors, some taken evenly from first to last, and the count stated.

    Raises `InputError` when the documents don't belong together.
    """
    found = list(errors(gold, predicted))
    groups = [_group(kind, [e for e in found if e.kind == kind], gold, predicted) for kind in KINDS]
    labels = sorted({entity.label for error in found for entity in (error.gold, error.predicted) if entity})
    return section(f"Errors: {len(found):,}", _LEGEND, _filter(labels), *groups)


def _filter(labels: Sequence[str]) -> str:
    """Controls that a script brings to life; without one they stay hidden and all errors are shown."""
    options = "".join(element("option", label) for label in labels)
    return (
        '<form id="filter" hidden><label>Text <input type="search" id="wanted"></label> '
        f'<label>Type <select id="type"><option value="">any</option>{options}</select></label> '
        '<output id="shown"></output></form>'
    )


def _group(kind: Kind, found: Sequence[EntityError], gold: Sequence[Document], predicted: Sequence[Document]) -> str:
    if not found:
        return f'<p class="none">{escape(kind.capitalize())}: none.</p>'
    shown = _evenly(found)
    number = f"{len(found):,}" if len(shown) == len(found) else f"{len(shown)} of {len(found):,}, taken evenly"
    summary = f"<summary>{escape(kind.capitalize())} <small>({number}): {escape(_ABOUT[kind])}</small></summary>"
    items = "\n".join(_item(error, gold[error.document], predicted[error.document]) for error in shown)
    return f"<details open>\n{summary}\n{items}\n</details>"


def _evenly(found: Sequence[EntityError]) -> Sequence[EntityError]:
    if len(found) <= _MOST_PER_KIND:
        return found
    return [found[place * len(found) // _MOST_PER_KIND] for place in range(_MOST_PER_KIND)]


def _item(error: EntityError, truth: Document, guess: Document) -> str:
    at_issue = [entity for entity in (error.gold, error.predicted) if entity is not None]
    window = shortened(truth.text, at_issue, _AROUND)
    marks = [*_marks(truth, error, "gold"), *_marks(guess, error, "predicted")]
    labels = "\n".join(sorted({entity.label for entity in at_issue}))
    name = f"{truth.id}" if truth.id is not None else f"document {error.document + 1:,}"
    parts = [_stated("gold", truth, error.gold), _stated("predicted", guess, error.predicted)]
    return (
        f'<article data-types="{escape(labels)}">'
        f'<p class="what">{" · ".join(filter(None, parts))} {element("small", name)}</p>'
        f'<p class="text" dir="auto">{marked(truth, marks, window)}</p></article>'
    )


def _marks(document: Document, error: EntityError, side: str) -> Iterator[Mark]:
    for entity in document.entities:
        if side == "gold":
            yield Mark(entity, "gold", entity is error.gold)
        else:
            yield Mark(entity, "predicted", entity is error.predicted)


def _stated(side: str, document: Document, entity: Entity | None) -> str:
    """The entity in words, so that nobody needs to see colours: `gold PER “Ada”`."""
    if entity is None:
        return ""
    mention = " … ".join(document.text[start:end] for start, end in entity.spans)
    score = f" {entity.score:.2f}" if entity.score is not None else ""
    return f"{side} <b><bdi>{escape(entity.label)}</bdi></b> <q><bdi>{escape(mention)}</bdi></q>{score}"
