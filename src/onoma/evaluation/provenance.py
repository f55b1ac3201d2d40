"""How gold and predictions came to be documents: what the evaluation itself cannot see, and must say."""

from __future__ import annotations

from dataclasses import dataclass

from onoma.document import Value

__all__ = ["Loss", "Provenance", "Reading"]


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that tokenisation, windows or a format lost or left out: how often, and where first."""

    what: str
    count: int
    place: str | None = None

    def to_json(self) -> dict[str, Value]:
        """Everything."""
        return {"what": self.what, "count": self.count, "place": self.place}

    def __str__(self) -> str:
        return f"{self.what}: {self.count:,}" + (f" (first: {self.place})" if self.place else "")


@dataclass(frozen=True, slots=True)
class Reading:
    """How one side was read: the tagging scheme found, the policy for broken tags, and what it did.

    `scheme` is None for a format without tags. `n_repaired` are tags that were read as others,
    `n_discarded` entities that were dropped for a broken tag.
    """

    side: str
    name: str
    scheme: str | None = None
    repair: str = "conlleval"
    n_repaired: int = 0
    n_discarded: int = 0

    def to_json(self) -> dict[str, Value]:
        """Everything."""
        return {
            "side": self.side,
            "name": self.name,
            "scheme": self.scheme,
            "repair": self.repair,
            "n_repaired": self.n_repaired,
            "n_discarded": self.n_discarded,
        }


@dataclass(frozen=True, slots=True)
class Provenance:
    """What documents alone do not tell: how they were read, and what was lost before they were documents.

    `losses` are entities that tokenisation, windows or a format took away or put out of reach; `notes` is what
    else readers noted. `n_gold_raw` is how many entities the gold has before labels, schemes, repairs or cuts
    took some away; None where nothing could.
    """

    readings: tuple[Reading, ...] = ()
    losses: tuple[Loss, ...] = ()
    notes: tuple[Loss, ...] = ()
    n_gold_raw: int | None = None
