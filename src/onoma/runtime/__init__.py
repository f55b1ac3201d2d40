"""Bundle to Recognizer, on ONNX Runtime alone."""

from onoma.runtime.chain import Chain, Found, Posterior
from onoma.runtime.loading import load, recognizer_of
from onoma.runtime.networks import MAX_ROW, BilstmSession, Network, TransformerSession, network_of, windowed
from onoma.runtime.recognizer import BundleRecognizer
from onoma.runtime.workers import Workers

__all__ = [
    "MAX_ROW",
    "BilstmSession",
    "BundleRecognizer",
    "Chain",
    "Found",
    "Network",
    "Posterior",
    "TransformerSession",
    "Workers",
    "load",
    "network_of",
    "recognizer_of",
    "windowed",
]
