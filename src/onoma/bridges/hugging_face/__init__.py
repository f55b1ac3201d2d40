"""Checkpoints of Hugging Face as bundles. Importing one needs the extra `transformers`; running it does not.

The other way, a bundle as a folder for transformers, is the setting `transformer.hugging_face` of a training.
"""

from onoma.bridges.hugging_face.keeping import kept_bundle

__all__ = ["kept_bundle"]
