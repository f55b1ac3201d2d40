"""Whatever file or folder describes a bot, as a `Bot`: bot.yaml, Snips' JSON, or seq.in, seq.out and label."""

from __future__ import annotations

from pathlib import Path

from onoma.chat.bot import Bot
from onoma.chat.bot_yaml import read_bot_yaml
from onoma.chat.seq_files import SEQ_FILES, read_seq_files
from onoma.chat.snips_json import read_snips_json
from onoma.errors import InputError

__all__ = ["read_bot"]


def read_bot(path: str | Path) -> Bot:
    """The bot of a YAML file, of a JSON file or a folder of them as Snips has, or of a folder with seq.in, seq.out
    and label.

    Raises `CorpusError` at the line of what is wrong, and `InputError` for what is none of these.
    """
    path = Path(path)
    if path.is_dir():
        if (path / SEQ_FILES[0]).is_file():
            return read_seq_files(path)
        files = sorted(path.rglob("*.json"))
        if files:
            return read_snips_json(files)
        raise InputError(f"{path}: a folder without {', '.join(SEQ_FILES)} and without JSON; give a bot's file")
    if path.suffix.lower() in (".yaml", ".yml"):
        return read_bot_yaml(path)
    if path.suffix.lower() == ".json":
        return read_snips_json([path])
    if not path.exists():
        raise InputError(f"{path}: no such file or folder; give a bot.yaml")
    raise InputError(f"{path}: neither .yaml nor .json nor a folder; docs/chat.md shows what a bot's file looks like")
