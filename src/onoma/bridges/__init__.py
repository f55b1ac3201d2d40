"""Other people's pipelines, spaCy and Hugging Face, both ways."""

from onoma.bridges.naming import bundle_of, is_bridged, opened

__all__ = ["bundle_of", "is_bridged", "opened"]
