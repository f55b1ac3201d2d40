"""The encoder: words to rows of features, and rows to batches."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from onoma.encoding import MAX_PIECES, PADDING_SHAPE, WordEncoder, encoder, split_words
from onoma.encoding.shapes import shape_of

VOCABULARY = ("[PAD]", "[UNK]", "lon", "##don", "ada", "##a", "##b", "##c", "a", "b", "c", ".")
UNKNOWN = VOCABULARY.index("[UNK]")


def _tokenizer() -> Tokenizer:
    pieces = {piece: index for index, piece in enumerate(VOCABULARY)}
    tokenizer = Tokenizer(models.WordPiece(pieces, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


@pytest.fixture
def words() -> WordEncoder:
    return WordEncoder(_tokenizer())


ENCODER = WordEncoder(_tokenizer())


def _pieces(words: WordEncoder, text: str) -> list[list[str]]:
    names = (*VOCABULARY, "-")
    return [[names[piece] for piece in row[:MAX_PIECES]] for row in words.features(words.rows(text))]


def test_features_are_pieces_then_shape(words: WordEncoder) -> None:
    assert _pieces(words, "London Ada") == [["lon", "##don", "-", "-"], ["ada", "-", "-", "-"]]
    assert [row[-1] for row in words.features(words.rows("London ADA"))] == [shape_of("London"), shape_of("ADA")]


def test_features_of_a_long_word_are_its_first_pieces_and_its_last(words: WordEncoder) -> None:
    assert _pieces(words, "abcabca") == [["a", "##b", "##c", "##a"]]
    assert _pieces(words, "abcab") == [["a", "##b", "##c", "##b"]]


def test_pieces_are_counted_as_they_are_read(words: WordEncoder) -> None:
    assert words.count_pieces(words.rows("London Ada")) == 3  # lon ##don ada
    assert words.count_pieces(words.rows("abcab")) == MAX_PIECES  # of five
    for text in ("", "a", "Ada lives in Bielefeld-Brackwede.", "x" * 60):
        rows = words.rows(text)
        assert words.count_pieces(rows) == sum(int((row[:-1] < words.n_pieces).sum()) for row in words.features(rows))


def test_features_of_what_a_tokenizer_drops_or_refuses_are_the_unknown_piece(words: WordEncoder) -> None:
    # BERT's normaliser removes U+FEFF; half a surrogate pair is no text that a tokenizer takes.
    for text in ("\ufeff", "\ud800", "xyz", "\u0000", "\ufffd"):
        assert words.features(words.rows(text))[0, 0] == UNKNOWN


def test_rows_remember_words(words: WordEncoder) -> None:
    first, second, third = words.rows("ada london ada")
    assert first == third != second
    assert words.rows("london") == [second]


@given(st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("\ud800\udfff\ufeff a"), max_size=40))
def test_rows_are_as_many_as_words_for_any_text(text: str) -> None:
    rows = ENCODER.rows(text)
    assert len(rows) == len(split_words(text))
    features = ENCODER.features(rows)
    assert features.shape == (len(rows), MAX_PIECES + 1)
    assert ((features[:, :MAX_PIECES] >= 0) & (features[:, :MAX_PIECES] <= ENCODER.n_pieces)).all()
    assert (features[:, 0] < ENCODER.n_pieces).all()


def test_rows_of_many_words_grow_the_table(words: WordEncoder) -> None:
    text = " ".join(f"a{number}" for number in range(3000))
    rows = words.rows("ada " + text)
    assert len(set(rows)) == 3001
    assert words.features(rows[:1])[0, 0] == VOCABULARY.index("ada")
    assert (words.features(rows)[1:, -1] == shape_of("a1")).all()


def test_batch_puts_sentences_side_by_side_with_padding_at_their_end(words: WordEncoder) -> None:
    sentences = [words.rows("ada"), words.rows("london . ada"), words.rows("ada ada")]
    batch = words.batch(sentences)
    assert batch.lengths.tolist() == [1, 3, 2]
    assert batch.places.shape == (3, 3)
    read = batch.words[batch.places].transpose(1, 0, 2)
    for sentence, rows in zip(read, sentences, strict=True):
        assert np.array_equal(sentence[: len(rows)], words.features(rows))
        assert (sentence[len(rows) :, -1] == PADDING_SHAPE).all()
        assert (sentence[len(rows) :, :MAX_PIECES] == words.n_pieces).all()
    assert len(batch.words) == 4  # padding, ada, london and the period
    assert {array.dtype for array in batch} == {np.dtype(np.int32)}


def test_batch_of_equal_lengths_needs_no_padding_row(words: WordEncoder) -> None:
    batch = words.batch([words.rows("ada ."), words.rows(". ada")])
    assert len(batch.words) == 2
    assert (batch.words[:, -1] != PADDING_SHAPE).all()


def test_trim_forgets_only_when_too_much_is_remembered(words: WordEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = words.rows("ada london")
    words.trim()
    assert words.rows("london ada") == rows[::-1]
    monkeypatch.setattr(encoder, "_REMEMBERED_WORDS", 2)
    words.trim()
    assert words.rows("london") == [1]
    assert _pieces(words, "london") == [["lon", "##don", "-", "-"]]


def test_encoder_does_not_pad_or_cut_whatever_the_tokenizer_was_told() -> None:
    tokenizer = _tokenizer()
    tokenizer.enable_truncation(2)
    tokenizer.enable_padding(length=6)
    assert _pieces(WordEncoder(tokenizer), "abc a") == [["a", "##b", "##c", "-"], ["a", "-", "-", "-"]]
