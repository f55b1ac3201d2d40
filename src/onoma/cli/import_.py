"""`onoma import`: a checkpoint of Hugging Face becomes a bundle."""

from __future__ import annotations

from pathlib import Path

import click

from onoma.bridges.naming import HUGGING_FACE, bare_name
from onoma.cli.mapping import parse_map
from onoma.cli.talk import say
from onoma.errors import InputError, MissingExtraError


@click.command()
@click.argument("name", metavar="hf:NAME|FOLDER")
@click.option("-o", "--output", "folder", metavar="BUNDLE", required=True, type=Path, help="Folder to write.")
@click.option("--map", "map_path", metavar="FILE", help="Label map (TOML) from its labels, or their types, to yours.")
def command(*, name: str, folder: Path, map_path: str | None) -> None:
    """Turn a token-classification checkpoint of Hugging Face into a bundle, which needs no PyTorch to run.

    The checkpoint is a folder, or a name on the Hub. Its weights and its tokenizer stay as they are; the bundle is
    written only when ONNX Runtime gives what PyTorch gives.
    """
    if not name.startswith(HUGGING_FACE):
        raise InputError(f"{name}: only checkpoints of Hugging Face can be imported; write {HUGGING_FACE}{name}")
    bare = bare_name(name, HUGGING_FACE)
    try:
        from onoma.bridges.hugging_face.importing import import_checkpoint
    except ModuleNotFoundError as error:
        raise MissingExtraError(str(error.name), "transformers", "importing a checkpoint") from None
    label_map = parse_map(map_path, [name, bare], [])
    found = import_checkpoint(bare, folder, {**label_map.of_model(bare), **label_map.of_model(name)})
    manifest = found.manifest
    say(f"{folder}: {manifest.total_bytes / 1e6:.1f} MB; {', '.join(manifest.labels)} in {manifest.scheme}")
    say(f"logits differ from PyTorch's by {found.difference:.6f} at most; scores are not calibrated")
