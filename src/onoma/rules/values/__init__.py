"""Values: dates, times, amounts of money and measure, numbers and addresses, each with what it means."""

from onoma.rules.values.grammar import LABELS
from onoma.rules.values.recognizer import Values

__all__ = ["LABELS", "Values"]
