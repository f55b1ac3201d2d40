"""Bundle to Recognizer, on ONNX Runtime alone."""

from onoma.runtime.chain import Chain, Found
from onoma.runtime.loading import load, recognizer_of
from onoma.runtime.recognizer import BundleRecognizer, Network
from onoma.runtime.session import Session
from onoma.runtime.workers import Workers

__all__ = ["BundleRecognizer", "Chain", "Found", "Network", "Session", "Workers", "load", "recognizer_of"]
