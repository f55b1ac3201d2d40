"""Text to arrays, by the same code for training and for running, so that they cannot disagree."""

from onoma.encoding.encoder import MAX_PIECES, Batch, WordEncoder
from onoma.encoding.segments import Segment, segments
from onoma.encoding.shapes import N_SHAPES, PADDING_SHAPE
from onoma.encoding.words import split_words

__all__ = [
    "MAX_PIECES",
    "N_SHAPES",
    "PADDING_SHAPE",
    "Batch",
    "Segment",
    "WordEncoder",
    "segments",
    "split_words",
]
