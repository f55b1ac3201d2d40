"""Token classifiers of a few architectures and tokenizers, as somebody else might have trained them, in seconds."""

import json
import string
from collections.abc import Iterable, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    AutoModelForTokenClassification,
    BertConfig,
    ConvBertConfig,
    DebertaV2Config,
    DistilBertConfig,
    PreTrainedConfig,
    PreTrainedTokenizerFast,
    RobertaConfig,
)
from transformers.utils import logging

SIZES = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 48}
IOB2_LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")

KINDS = ("bert", "cased bert", "roberta", "distilbert", "deberta")


def save_checkpoint(
    folder: Path, kind: str, texts: Sequence[str], labels: Sequence[str] = IOB2_LABELS, **config: object
) -> Path:
    """Save a checkpoint of two layers whose every weight is random and large, so that it finds entities."""
    logging.disable_progress_bar()
    torch.set_num_threads(1)
    tokenizer = _TOKENIZERS[kind](texts)
    names = dict(enumerate(labels))
    sizes = {"vocab_size": tokenizer.get_vocab_size(), "id2label": names, "label2id": {v: k for k, v in names.items()}}
    torch.manual_seed(7)
    model = AutoModelForTokenClassification.from_config(_CONFIGS[kind](**sizes, **config))
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.ndim > 1:
                parameter.normal_(0.0, 0.7 if "classifier" in name else 0.25)
    model.eval().save_pretrained(folder)
    _save_tokenizer(tokenizer, folder, kind)
    return folder


def _bert(**config: object) -> PreTrainedConfig:
    return BertConfig(**{**SIZES, **config})


def _roberta(**config: object) -> PreTrainedConfig:
    return RobertaConfig(**{**SIZES, "max_position_embeddings": 514, "pad_token_id": 1, **config})


def _distilbert(**config: object) -> PreTrainedConfig:
    return DistilBertConfig(**{"dim": 32, "n_layers": 2, "n_heads": 2, "hidden_dim": 48, **config})


def _deberta(**config: object) -> PreTrainedConfig:
    relative = {"relative_attention": True, "pos_att_type": ["p2c", "c2p"], "position_biased_input": False}
    return DebertaV2Config(**{**SIZES, **relative, **config})


def _convbert(**config: object) -> PreTrainedConfig:
    return ConvBertConfig(**{**SIZES, "embedding_size": 32, **config})


_CONFIGS = {
    "bert": _bert,
    "cased bert": _bert,
    "roberta": _roberta,
    "distilbert": _distilbert,
    "deberta": _deberta,
    "convbert": _convbert,
}


def _word_pieces(texts: Iterable[str], *, lowercase: bool) -> Tokenizer:
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=lowercase)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(texts, trainers.WordPieceTrainer(vocab_size=300, special_tokens=special))
    return _framed(tokenizer, "[CLS]", "[SEP]")


def _byte_pairs(texts: Iterable[str]) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=500, special_tokens=special, initial_alphabet=alphabet)
    tokenizer.train_from_iterator(texts, trainer)
    ends = (("</s>", tokenizer.token_to_id("</s>")), ("<s>", tokenizer.token_to_id("<s>")))
    tokenizer.post_processor = processors.RobertaProcessing(*ends, add_prefix_space=False)
    return tokenizer


def _sentence_pieces(texts: Iterable[str]) -> Tokenizer:
    """Words in two pieces, the first with the mark of the blank before it, and single characters for all else."""
    words = sorted({word for text in texts for word in text.split()})
    heads = [f"▁{word[: (len(word) + 1) // 2]}" for word in words]
    tails = [word[(len(word) + 1) // 2 :] for word in words if len(word) > 1]
    pieces = dict.fromkeys((*string.ascii_letters, *string.punctuation, *tails, *heads), -5.0) | {"▁": -20.0}
    special = ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]"]
    tokenizer = Tokenizer(models.Unigram([*((name, 0.0) for name in special), *pieces.items()], unk_id=3))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.add_special_tokens(special)
    return _framed(tokenizer, "[CLS]", "[SEP]")


def _framed(tokenizer: Tokenizer, before: str, after: str) -> Tokenizer:
    special = [(name, tokenizer.token_to_id(name)) for name in (before, after)]
    tokenizer.post_processor = processors.TemplateProcessing(single=f"{before} $A {after}", special_tokens=special)
    return tokenizer


_TOKENIZERS = {
    "bert": lambda texts: _word_pieces(texts, lowercase=True),
    "cased bert": lambda texts: _word_pieces(texts, lowercase=False),
    "roberta": _byte_pairs,
    "distilbert": lambda texts: _word_pieces(texts, lowercase=True),
    "deberta": _sentence_pieces,
    "convbert": lambda texts: _word_pieces(texts, lowercase=True),
}


def _save_tokenizer(tokenizer: Tokenizer, folder: Path, kind: str) -> None:
    marks = ("<pad>", "<unk>") if kind == "roberta" else ("[PAD]", "[UNK]")
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token=marks[0], unk_token=marks[1], model_max_length=512
    )
    fast.save_pretrained(folder)
    assert json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]
