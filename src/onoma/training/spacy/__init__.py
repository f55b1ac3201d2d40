"""The recipe `spacy`: spaCy's own trainer and its configuration for a CPU, on the corpora that ours train on.

It writes a pipeline's folder, not a bundle: `spacy:FOLDER` is its name as a model.
"""

from onoma.training.spacy.trainer import Trained, train

__all__ = ["Trained", "train"]
