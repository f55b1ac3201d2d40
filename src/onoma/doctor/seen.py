"""How many of a corpus's mentions the first corpus has too: what a score on it says about unseen names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from onoma.doctor.duplicates import text_key
from onoma.doctor.patients import Patient
from onoma.document import Value

__all__ = ["Seen", "seen_shares"]


@dataclass(frozen=True, slots=True)
class Seen:
    """Of the `n_mentions` of one corpus, those whose words, and whose words with this label, the first has.

    `n_leaked` of its `n_documents` have a text that the first has.
    """

    path: str
    train: str
    n_mentions: int
    n_seen: int
    n_seen_with_label: int
    n_documents: int
    n_leaked: int

    def to_json(self) -> dict[str, Value]:
        """The record as JSON has it."""
        return asdict(self)


def seen_shares(patients: Sequence[Patient]) -> tuple[Seen, ...]:
    """One record for each corpus but the first, which counts as what a model is trained on."""
    if not patients:
        return ()
    train = patients[0]
    known = _mentions(train)
    surfaces = {surface for surface, _ in known}
    labelled = set(known)
    texts = {text_key(document) for document in train.corpus}
    shares = []
    for patient in patients[1:]:
        mentions = _mentions(patient)
        shares.append(
            Seen(
                patient.path,
                train.path,
                len(mentions),
                sum(surface in surfaces for surface, _ in mentions),
                sum(mention in labelled for mention in mentions),
                len(patient.corpus),
                sum(text_key(document) in texts for document in patient.corpus),
            )
        )
    return tuple(shares)


def _mentions(patient: Patient) -> list[tuple[str, str]]:
    return [(document.text_of(entity), entity.label) for document in patient.corpus for entity in document.entities]
