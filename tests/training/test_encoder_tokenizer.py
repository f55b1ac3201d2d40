"""The tokenizer of an encoder, made ready to encode one word at a time."""

import json
from pathlib import Path

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from onoma.encoding import WordEncoder
from onoma.errors import InputError
from onoma.training.transformer.tokens import read_tokenizer

PIECES = {"<unk>": 0, "Ġ": 1, "A": 2, "d": 3, "a": 4, "▁": 5, ".": 6, "ĠA": 7, "▁A": 8}


def _saved(folder: Path, pre_tokenizer: pre_tokenizers.PreTokenizer, merges: list[tuple[str, str]]) -> Path:
    tokenizer = Tokenizer(models.BPE(PIECES, merges, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizer
    tokenizer.save(str(folder / "tokenizer.json"))
    return folder


@pytest.mark.parametrize(
    ("pre_tokenizer", "merge"),
    [
        (pre_tokenizers.ByteLevel(add_prefix_space=False), ("Ġ", "A")),
        (
            pre_tokenizers.Sequence([pre_tokenizers.Digits(), pre_tokenizers.ByteLevel(add_prefix_space=False)]),
            ("Ġ", "A"),
        ),
        (pre_tokenizers.Metaspace(prepend_scheme="never"), ("▁", "A")),
        (pre_tokenizers.Metaspace(prepend_scheme="first"), ("▁", "A")),
    ],
    ids=["byte level", "byte level in a sequence", "metaspace never", "metaspace first"],
)
def test_a_word_alone_has_the_pieces_that_it_has_within_a_text(
    tmp_path: Path, pre_tokenizer: pre_tokenizers.PreTokenizer, merge: tuple[str, str]
) -> None:
    folder = _saved(tmp_path, pre_tokenizer, [merge])
    inside = Tokenizer.from_file(str(folder / "tokenizer.json")).encode(". Ada").tokens[-3:]
    tokenizer = read_tokenizer(folder)
    assert inside == ["".join(merge), "d", "a"]
    assert tokenizer.encode("Ada").tokens == inside
    words = WordEncoder(tokenizer)
    assert words.features(words.rows("Ada"))[0, :3].tolist() == [PIECES[piece] for piece in inside]


def test_a_tokenizer_of_another_kind_is_read_as_it_is(tmp_path: Path, tiny_encoder: Path) -> None:
    read = read_tokenizer(tiny_encoder)
    assert json.loads(read.to_str()) == json.loads((tiny_encoder / "tokenizer.json").read_text(encoding="utf-8"))
    assert read.encode("Ada lives").tokens[0] == "[CLS]"


def test_a_folder_without_a_tokenizer_is_refused_with_what_makes_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"needs tokenizer\.json; save it with .*use_fast=True"):
        read_tokenizer(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "{}", '{"model": {"type": "BPE"}}', "\ufeff{}"])
def test_a_file_that_is_no_tokenizer_is_refused_by_its_name(tmp_path: Path, text: str) -> None:
    (tmp_path / "tokenizer.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"tokenizer\.json: not a tokenizer that can be read \(.*\); get the encoder"):
        read_tokenizer(tmp_path)


def test_a_file_that_is_no_text_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=r"tokenizer\.json: not a tokenizer"):
        read_tokenizer(tmp_path)
