"""Bundle to Recognizer, on ONNX Runtime alone; and the rules that join it."""

from onoma.runtime.assembling import POLICY, RULES, assembled, joined, rule_labels, rules_of
from onoma.runtime.chain import Chain, Found, Posterior
from onoma.runtime.loading import load, recognizer_of
from onoma.runtime.networks import MAX_ROW, BilstmSession, Network, TransformerSession, network_of, windowed
from onoma.runtime.recognizer import BundleRecognizer
from onoma.runtime.workers import Workers

__all__ = [
    "MAX_ROW",
    "POLICY",
    "RULES",
    "BilstmSession",
    "BundleRecognizer",
    "Chain",
    "Found",
    "Network",
    "Posterior",
    "TransformerSession",
    "Workers",
    "assembled",
    "joined",
    "load",
    "network_of",
    "recognizer_of",
    "rule_labels",
    "rules_of",
    "windowed",
]
