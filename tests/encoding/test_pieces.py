"""Rows of word pieces: every piece of every word once, in order, in the frame that its encoder expects."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers, processors

from onoma.encoding import PADDING_SHAPE, Frame, WordEncoder, frame_of, piece_batch, piece_counts

VOCABULARY = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "b", "c", "##a", "##b", "##c")
SPECIAL = VOCABULARY[:4]


def _word_pieces() -> Tokenizer:
    pieces = {piece: index for index, piece in enumerate(VOCABULARY)}
    tokenizer = Tokenizer(models.WordPiece(pieces, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def _bert() -> Tokenizer:
    tokenizer = _word_pieces()
    tokenizer.add_special_tokens(list(SPECIAL))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return tokenizer


def _roberta() -> Tokenizer:
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    pieces = {piece: index for index, piece in enumerate(("<s>", "<pad>", "</s>", "<unk>", *letters))}
    tokenizer = Tokenizer(models.BPE(pieces, [], unk_token="<unk>"))
    tokenizer.add_special_tokens([AddedToken(name, special=True) for name in ("<s>", "<pad>", "</s>", "<unk>")])
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    return tokenizer


def _bert_without_the_probe() -> Tokenizer:
    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2}, unk_token="[UNK]"))
    tokenizer.add_special_tokens(["[UNK]", "[CLS]", "[SEP]"])
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 2), ("[CLS]", 1))
    return tokenizer


@pytest.mark.parametrize(
    ("tokenizer", "expected"),
    [
        (_bert(), Frame((2,), (3,), 0)),
        (_roberta(), Frame((0,), (2,), 1)),
        (_word_pieces(), Frame((), (), 0)),
        (_bert_without_the_probe(), Frame((1,), (2,), 0)),
    ],
    ids=["BERT", "RoBERTa", "none", "letters unknown"],
)
def test_frame_is_what_the_tokenizer_puts_around_a_text(tokenizer: Tokenizer, expected: Frame) -> None:
    assert frame_of(tokenizer) == expected


FRAMES = st.sampled_from([Frame((2,), (3,), 0), Frame((), (), 0), Frame((2, 3), (3,), 1), Frame((), (3, 3), 0)])
WORDS = st.text(st.sampled_from("abcABC"), min_size=1, max_size=6) | st.sampled_from("é東.-")
SENTENCES = st.lists(st.lists(WORDS, min_size=1, max_size=6), min_size=1, max_size=5)


@given(SENTENCES, FRAMES, st.integers(1, 5))
def test_rows_hold_exactly_the_pieces_of_their_words_in_order(
    sentences: list[list[str]], frame: Frame, max_pieces: int
) -> None:
    encoder = WordEncoder(_word_pieces(), max_pieces)
    rows = [encoder.rows(" ".join(words)) for words in sentences]
    batch = encoder.batch(rows)
    read = piece_batch(batch, encoder.n_pieces, frame)
    assert read.heads.shape == batch.places.T.shape
    for index, row in enumerate(rows):
        features = encoder.features(row)
        pieces = [[piece for piece in word[:-1] if piece < encoder.n_pieces] for word in features]
        flat = [*frame.before, *(piece for word in pieces for piece in word), *frame.after]
        n_padding = read.pieces.shape[1] - len(flat)
        assert read.pieces[index].tolist() == flat + [frame.padding] * n_padding
        assert read.mask[index].tolist() == [1] * len(flat) + [0] * n_padding
        shapes = [shape for word, shape in zip(pieces, features[:, -1], strict=True) for _ in word]
        around = len(frame.before), len(frame.after) + n_padding
        assert read.shapes[index].tolist() == [PADDING_SHAPE] * around[0] + shapes + [PADDING_SHAPE] * around[1]
        heads = np.cumsum([len(frame.before), *map(len, pieces[:-1])])
        assert read.heads[index].tolist() == heads.tolist() + [0] * (read.heads.shape[1] - len(row))
    assert (read.mask.sum(axis=1) == read.pieces.shape[1]).any()  # no column is padding for all
    assert {array.dtype for array in read} == {np.dtype(np.int64)}


@given(SENTENCES, st.integers(1, 4))
def test_counts_are_the_pieces_of_each_word_and_none_for_padding(sentences: list[list[str]], max_pieces: int) -> None:
    encoder = WordEncoder(_word_pieces(), max_pieces)
    rows = [encoder.rows(" ".join(words)) for words in sentences]
    counts = piece_counts(encoder.batch(rows), encoder.n_pieces)
    for index, words in enumerate(sentences):
        expected = [min(len(word), max_pieces) if word.isascii() and word.isalpha() else 1 for word in words]
        assert counts[: len(words), index].tolist() == expected
        assert not counts[len(words) :, index].any()
