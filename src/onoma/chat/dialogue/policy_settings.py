"""How sure a dialogue has to be before it does something else than it was asked about."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PolicySettings"]


@dataclass(frozen=True, slots=True)
class PolicySettings:
    """How the policy decides.

    Two intents are close when their probabilities differ by less than `margin`. While a question is open, an utterance
    belongs to another intent only when that has the probability `interrupting`, and `sure` where any text would be an
    answer. At most `max_paused` tasks wait.
    """

    margin: float = 0.15
    interrupting: float = 0.7
    sure: float = 0.9
    max_paused: int = 4
