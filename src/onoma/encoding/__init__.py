"""Text to arrays, by the same code for training and for running, so that they cannot disagree."""

from onoma.encoding.encoder import MAX_PIECES, Batch, Encoder, WordEncoder
from onoma.encoding.pieces import Frame, PieceBatch, frame_of, piece_batch, piece_counts
from onoma.encoding.segments import USUAL_LIMITS, Segment, SegmentLimits, segments
from onoma.encoding.shapes import IS_LETTERED, N_SHAPES, PADDING_SHAPE
from onoma.encoding.texts import TextEncoder
from onoma.encoding.words import split_words

__all__ = [
    "IS_LETTERED",
    "MAX_PIECES",
    "N_SHAPES",
    "PADDING_SHAPE",
    "USUAL_LIMITS",
    "Batch",
    "Encoder",
    "Frame",
    "PieceBatch",
    "Segment",
    "SegmentLimits",
    "TextEncoder",
    "WordEncoder",
    "frame_of",
    "piece_batch",
    "piece_counts",
    "segments",
    "split_words",
]
