"""spaCy both ways: any pipeline as a Recognizer, and the component `onoma` for any pipeline.

Needs the extra `spacy`; importing this package imports spaCy.
"""

from onoma.errors import MissingExtraError

try:
    from onoma.bridges.spacy.recognizer import Recognizer, load
except ModuleNotFoundError as error:
    if error.name is None or error.name.startswith("onoma"):
        raise
    raise MissingExtraError(error.name, "spacy", "working with spaCy") from None

__all__ = ["Recognizer", "load"]
