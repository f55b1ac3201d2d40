"""What the name of a bundled model stands for: its network, and the rules that join it.

Rules find what no corpus teaches: dates, amounts, addresses, codes. Which of them belong to which model is
a table, and so is who wins where they and a network disagree; docs/stack.md explains it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from onoma.bundle import bundle_path, bundled_names, read_manifest
from onoma.errors import SettingsError
from onoma.overlaps import Policy
from onoma.recognizer import Recognizer, Stack
from onoma.runtime.loading import load

__all__ = ["POLICY", "RULES", "assembled", "joined", "rule_labels", "rules_of"]

POLICY = Policy(
    first=frozenset(("EMAIL", "URL")),  # whatever a network sees in one, it is an address
    last=frozenset(("CARDINAL", "ORDINAL")),  # a bare number says less than anything that holds it
    in_turn=False,
)
"""Who wins in the Stack of a bundled model."""

_OF_MODEL: Mapping[str, tuple[str, ...]] = {"en": (), "medical": ()}


RULES: Mapping[str, Callable[[], Recognizer]] = {}
"""The rules that may join a model, by name. Each is imported when it is wanted."""


def assembled(model: str | Path, rules: bool | Collection[str] = True) -> Recognizer:
    """The recognizer of a bundled model's name, or of a bundle's folder, with its rules.

    `rules` names those that join; True stands for the ones that belong to the model, which a folder has none of.
    Raises `BundleError` when there is no such bundle or it is broken, `SettingsError` for an unknown rule.
    """
    return joined(load(model), rules_of(model, rules))


def joined(network: Recognizer, rules: Collection[str]) -> Recognizer:
    """The Stack of a network and these rules; the network alone when there are none."""
    return Stack([network, *(RULES[name]() for name in rules)], POLICY) if rules else network


def rules_of(model: str | Path, rules: bool | Collection[str] = True) -> tuple[str, ...]:
    """Names of the rules that join a model. Raises `SettingsError` for one that does not exist."""
    if isinstance(rules, bool):
        bundled = isinstance(model, str) and model in bundled_names()
        return _OF_MODEL.get(str(model), ()) if rules and bundled else ()
    for name in rules:
        if name not in RULES:
            raise SettingsError(f"no rules are called {name!r}; choose among {', '.join(RULES)}")
    return tuple(rules)


def rule_labels(model: str | Path, rules: bool | Collection[str] = True) -> frozenset[str]:
    """The labels that a model's rules give and its network does not."""
    names = rules_of(model, rules)
    if not names:
        return frozenset()
    labels = {label for name in names for label in RULES[name]().labels}
    return frozenset(labels) - set(read_manifest(bundle_path(model)).labels)
