"""An encoder that nobody trained, in the form of a real one."""

from collections.abc import Iterable
from pathlib import Path

_SPECIAL = ("[CLS]", "[SEP]", "[MASK]")


def save_untrained(folder: Path, texts: Iterable[str], *, n_pieces: int, width: int) -> None:
    """Save a BERT of two layers with random weights, and a tokenizer of the texts' words."""
    import torch
    from tokenizers.processors import TemplateProcessing
    from transformers import BertConfig, BertModel
    from transformers.utils import logging

    from onoma.training.embeddings import train_tokenizer

    tokenizer = train_tokenizer(texts, n_pieces)
    tokenizer.add_special_tokens(list(_SPECIAL))
    ids = [(name, tokenizer.token_to_id(name)) for name in _SPECIAL[:2]]
    tokenizer.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ids)
    sizes = {"hidden_size": width, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 2 * width}
    logging.disable_progress_bar()
    torch.set_num_threads(1)  # threads that wait for each other cost more than so small a network
    torch.manual_seed(0)
    BertModel(BertConfig(vocab_size=tokenizer.get_vocab_size(), **sizes)).save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
