"""What the name of a bundled model stands for: its network, and what joins it.

Rules find what no corpus teaches: dates, amounts, addresses, codes. Which of them belong to which model is
a table, and so is who wins where they and a network disagree; docs/stack.md explains it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from onoma.bundle import bundled_names
from onoma.errors import SettingsError
from onoma.overlaps import Policy
from onoma.recognizer import Recognizer, Stack
from onoma.runtime.loading import load

__all__ = ["POLICY", "POLICY_WITH_CODES", "RULES", "Additions", "additions_of", "assembled", "joined", "rule_labels"]

_ADDRESSES = frozenset(("EMAIL", "URL"))
_CODES = frozenset(("ATC", "CAS", "CPT", "ICD10", "LOINC", "MESH", "NDC", "RXNORM", "SNOMED"))
_NUMBERS = frozenset(("CARDINAL", "ORDINAL"))

POLICY = Policy(
    first=_ADDRESSES,  # whatever a network sees in one, it is an address
    last=_NUMBERS,  # a bare number says less than anything that holds it
    in_turn=False,
)
"""Who wins in the Stack of a bundled model."""

POLICY_WITH_CODES = Policy(
    first=_ADDRESSES | _CODES,
    last=_NUMBERS,
    in_turn=False,
    unscored=1.0,  # of equal length, a formula that adds up is more than a chemical
)
"""The same where codes and formulae are found."""


@dataclass(frozen=True, slots=True)
class Additions:
    """What joins a network.

    `rules` are names of `RULES`; `reference` is when texts were written, and `day_first` how they write dates, as far
    as their own fields do not say. With `context`, abbreviations are tied and entities say whether they are negated.
    """

    rules: tuple[str, ...] = ()
    context: bool = False
    reference: datetime | None = None
    day_first: bool = False

    def __post_init__(self) -> None:
        for name in self.rules:
            if name not in RULES:
                raise SettingsError(f"no rules are called {name!r}; choose among {', '.join(RULES)}")


def _values(additions: Additions) -> Recognizer:
    from onoma.rules.values import Values

    return Values(reference=additions.reference, day_first=additions.day_first)


def _codes(additions: Additions) -> Recognizer:
    from onoma.rules.codes import Codes

    return Codes()


RULES: Mapping[str, Callable[[Additions], Recognizer]] = {"values": _values, "codes": _codes}
"""The rules that may join a model, by name. Each is imported when it is wanted."""

_ENGLISH = Additions(("values",))
_MEDICAL = Additions(("codes", "values"), context=True)
_OF_MODEL: Mapping[str, Additions] = {
    "en": _ENGLISH,
    "en-accurate": _ENGLISH,
    "medical": _MEDICAL,
    "medical-accurate": _MEDICAL,
}


def additions_of(
    model: str | Path,
    rules: bool | Collection[str] = True,
    context: bool | None = None,
    *,
    reference: datetime | None = None,
    day_first: bool = False,
) -> Additions:
    """What joins a model: of what is not named here, what belongs to a bundled one, and nothing to a folder.

    `rules` names those that join, or none when it is False. Raises `SettingsError` for one that does not exist.
    """
    bundled = isinstance(model, str) and model in bundled_names()
    own = _OF_MODEL.get(str(model), Additions()) if bundled else Additions()
    names = (own.rules if rules else ()) if isinstance(rules, bool) else tuple(rules)
    wants_context = own.context and bool(rules) if context is None else context
    return Additions(names, wants_context, reference, day_first)


def assembled(model: str | Path, additions: Additions | None = None) -> Recognizer:
    """The recognizer of a bundled model's name, or of a bundle's folder, with what belongs to it, or these additions.

    Raises `BundleError` when there is no such bundle or it is broken.
    """
    return joined(load(model), additions_of(model) if additions is None else additions)


def joined(network: Recognizer, additions: Additions) -> Recognizer:
    """A network with these additions; the network itself when there are none."""
    whole = network
    if additions.rules:
        policy = POLICY_WITH_CODES if "codes" in additions.rules else POLICY
        whole = Stack([network, *(RULES[name](additions) for name in additions.rules)], policy)
    if additions.context:
        from onoma.context import Abbreviated, Contextual

        whole = Contextual(Abbreviated(whole))
    return whole


def rule_labels(network: Collection[str], additions: Additions) -> frozenset[str]:
    """The labels that rules give and a network, which has these labels, does not."""
    return frozenset(label for name in additions.rules for label in RULES[name](additions).labels) - set(network)
