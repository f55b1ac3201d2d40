"""Bundle to Recognizer, on ONNX Runtime alone; and the rules that join it."""

from onoma.runtime.assembling import (
    POLICY,
    POLICY_WITH_CODES,
    RULES,
    Additions,
    additions_of,
    assembled,
    joined,
    rule_labels,
)
from onoma.runtime.cache import cache_folder
from onoma.runtime.chain import Chain, Found, Posterior
from onoma.runtime.loading import load, recognizer_of
from onoma.runtime.networks import MAX_ROW, BilstmSession, Network, TransformerSession, network_of, windowed
from onoma.runtime.recognizer import BundleRecognizer, Passage
from onoma.runtime.workers import Workers

__all__ = [
    "MAX_ROW",
    "POLICY",
    "POLICY_WITH_CODES",
    "RULES",
    "Additions",
    "BilstmSession",
    "BundleRecognizer",
    "Chain",
    "Found",
    "Network",
    "Passage",
    "Posterior",
    "TransformerSession",
    "Workers",
    "additions_of",
    "assembled",
    "cache_folder",
    "joined",
    "load",
    "network_of",
    "recognizer_of",
    "rule_labels",
    "windowed",
]
