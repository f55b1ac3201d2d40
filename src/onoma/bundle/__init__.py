"""The bundle: a trained recognizer as a folder, in a documented format that executes nothing."""

from onoma.bundle.bundled import bundle_path, bundled_folder, bundled_names
from onoma.bundle.folder import (
    CARD,
    CHAIN,
    MODEL,
    TOKENIZER,
    Bundle,
    check_place,
    open_bundle,
    read_manifest,
    write_bundle,
)
from onoma.bundle.manifest import (
    BILSTM,
    CHAT_BILSTM,
    CHAT_TRANSFORMER,
    TOKEN_CLASSIFIER,
    TRANSFORMER,
    Calibration,
    FileRecord,
    Manifest,
)

__all__ = [
    "BILSTM",
    "CARD",
    "CHAIN",
    "CHAT_BILSTM",
    "CHAT_TRANSFORMER",
    "MODEL",
    "TOKENIZER",
    "TOKEN_CLASSIFIER",
    "TRANSFORMER",
    "Bundle",
    "Calibration",
    "FileRecord",
    "Manifest",
    "bundle_path",
    "bundled_folder",
    "bundled_names",
    "check_place",
    "open_bundle",
    "read_manifest",
    "write_bundle",
]
