"""Keys as files: readable by their owner alone, never overwritten by anything but their own continuation."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TypeAlias, TypeVar

from onoma.errors import InputError
from onoma.masking.mask_key import MaskKey
from onoma.masking.names_key import NamesKey

__all__ = ["Key", "open_key", "read_key", "save_key"]

Key: TypeAlias = MaskKey | NamesKey
_Kind = TypeVar("_Kind", MaskKey, NamesKey)

_FORMAT: dict[type[Key], str] = {MaskKey: "onoma-mask-key", NamesKey: "onoma-names-key"}
_VERSION = 1


def read_key(path: Path) -> Key:
    """The key in that file. Raises `InputError` when the file is missing, no key, damaged or of a newer version."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such key; name the one that masking wrote") from None
    try:
        return _parsed(raw, path)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{path}: is no key of onoma, or a damaged one; it stays as it is, name another") from None


def _parsed(raw: bytes, path: Path) -> Key:
    record = json.loads(raw.decode("utf-8"))
    if not isinstance(record, dict):
        raise TypeError
    version = record["version"]
    if isinstance(version, int) and version > _VERSION:
        raise InputError(f"{path}: is a key of version {version}, newer than this onoma reads; update onoma")
    for kind, name in _FORMAT.items():
        if record["format"] == name:
            return kind.from_json(record)
    raise ValueError


def open_key(path: Path, new: _Kind) -> tuple[_Kind, bytes | None]:
    """The key in that file and its bytes, to go on with; or `new` and None where there is no such file.

    Raises `InputError` when the file is no key, or a key of another kind or style than `new`.
    """
    if not path.exists():
        if not path.parent.is_dir():
            raise InputError(f"{path}: there is no folder {path.parent}; create it first")
        return new, None
    raw = path.read_bytes()
    key = read_key(path)
    if not isinstance(key, type(new)):
        raise InputError(f"{path}: is a key of the other kind, {_FORMAT[type(key)]}; name another file")
    if key.style_name != new.style_name:
        raise InputError(f"{path}: was made with --style {key.style_name}; go on with that, or name another file")
    return key, raw


def save_key(path: Path, key: Key, before: bytes | None) -> None:
    """Write the key, whole or not at all, with mode 0600.

    `before` is what `open_key` found. Raises `InputError` when the file has changed, or has come to be, since then.
    """
    if (path.read_bytes() if path.exists() else None) != before:
        raise InputError(f"{path}: was written by somebody else meanwhile; nothing was overwritten, run again")
    record = {"format": _FORMAT[type(key)], "version": _VERSION, **key.to_json()}
    # Half a surrogate pair, which UTF-8 can't hold, stays an escape of JSON.
    body = json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n"
    target = Path(os.path.realpath(path))
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); name another file for the key") from None
    try:
        with open(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)
