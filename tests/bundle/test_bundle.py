"""Bundles: what is written is what is read, and whatever was touched since is refused by name."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onoma.bundle import (
    Calibration,
    Manifest,
    bundle_path,
    bundled_folder,
    bundled_names,
    open_bundle,
    read_manifest,
    write_bundle,
)
from onoma.bundle.manifest import FORMAT_VERSION, manifest_to_json, parse_manifest
from onoma.errors import BundleError, OnomaError
from onoma.runtime import load

TAGS = ("O", "B-PER", "I-PER")
CHAIN = {"transitions": [[0.5] * 3] * 3, "start": [1.0, 2.0, 3.0], "end": [0.0] * 3}
FILES = {
    "model.onnx": b"no real model",
    "tokenizer.json": b"{}",
    "chain.json": json.dumps(CHAIN).encode(),
    "card.md": "# Ada’s model\n".encode(),
}
MANIFEST = Manifest("ada", ("PER",), TAGS, "IOB2", {}, language="en", calibration=Calibration(1.5, -0.25))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_bundle(tmp_path / "ada", MANIFEST, FILES)
    return tmp_path / "ada"


def _edit(folder: Path, change: Callable[[dict[str, object]], object]) -> None:
    """Change the manifest's table."""
    path = folder / "manifest.json"
    table = json.loads(path.read_text())
    change(table)
    path.write_text(json.dumps(table))


def _swap(folder: Path, name: str, data: bytes) -> None:
    """Put other bytes into a file, with a manifest that vouches for them."""
    (folder / name).write_bytes(data)
    record = {"sha256": hashlib.sha256(data).hexdigest(), "n_bytes": len(data)}
    _edit(folder, lambda table: table["files"].update({name: record}))  # type: ignore[attr-defined]


def test_bundle_read_back_is_what_was_written(folder: Path) -> None:
    bundle = open_bundle(folder)
    assert dict(bundle.files) == FILES
    assert bundle.manifest == read_manifest(folder)
    assert bundle.manifest.name == "ada"
    assert bundle.manifest.calibration == Calibration(1.5, -0.25)
    assert bundle.manifest.total_bytes == sum(map(len, FILES.values()))
    assert bundle.chain_scores() == (CHAIN["transitions"], CHAIN["start"], CHAIN["end"])


names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)


@given(
    names,
    names,
    names,
    st.dictionaries(names, st.integers() | names | st.lists(st.booleans())),
    st.floats(0, 1),
    st.booleans(),
)
def test_manifest_survives_json(
    name: str, label: str, description: str, settings: dict[str, object], share: float, abbreviations: bool
) -> None:
    manifest = Manifest(
        name,
        (label,),
        ("O", f"B-{label}", f"I-{label}"),
        "IOB2",
        {},
        share=share,
        abbreviations=abbreviations,
        description=description,
        settings=settings,  # type: ignore[arg-type]
    )
    assert parse_manifest(manifest_to_json(manifest), "manifest.json") == manifest


@pytest.mark.parametrize("name", FILES)
def test_bundle_with_an_edited_file_is_refused_by_its_name(folder: Path, name: str) -> None:
    data = bytearray(FILES[name])
    data[0] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(BundleError, match=rf"{name}: damaged or edited"):
        open_bundle(folder)


@pytest.mark.parametrize("name", FILES)
def test_bundle_with_a_cut_file_is_refused_by_its_name(folder: Path, name: str) -> None:
    (folder / name).write_bytes(FILES[name][:-1])
    with pytest.raises(BundleError, match=rf"{name}: damaged or edited"):
        open_bundle(folder)


@pytest.mark.parametrize("name", FILES)
def test_bundle_without_a_file_is_refused_by_its_name(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(BundleError, match=rf"{name}: missing"):
        open_bundle(folder)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "chain.json"])
def test_bundle_whose_manifest_leaves_out_a_needed_file_is_refused(folder: Path, name: str) -> None:
    _edit(folder, lambda table: table["files"].pop(name))  # type: ignore[attr-defined]
    with pytest.raises(BundleError, match=rf"manifest.json: does not list {name}"):
        open_bundle(folder)


@pytest.mark.parametrize(
    "name", ["../model.onnx", "/etc/hostname", "a/../../b", "sub/file", "..", ".", "", "a\0b", "../../../etc/passwd"]
)
def test_bundle_that_names_a_file_outside_itself_is_refused(folder: Path, name: str) -> None:
    record = {"sha256": "0" * 64, "n_bytes": 1}
    _edit(folder, lambda table: table["files"].update({name: record}))  # type: ignore[attr-defined]
    with pytest.raises(BundleError, match=r"manifest\.json: file name"):
        open_bundle(folder)


def test_bundle_of_a_newer_format_says_how_to_upgrade(folder: Path) -> None:
    _edit(folder, lambda table: table.update(format_version=FORMAT_VERSION + 1, unheard_of=True))
    with pytest.raises(BundleError, match=rf"format {FORMAT_VERSION + 1} is newer.*pip install --upgrade onoma"):
        open_bundle(folder)


@pytest.mark.parametrize("version", ["2", None, 1.5, [1]])
def test_bundle_with_a_strange_format_version_is_refused(folder: Path, version: object) -> None:
    _edit(folder, lambda table: table.update(format_version=version))
    with pytest.raises(BundleError, match="bundle format"):
        open_bundle(folder)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", 7),
        ("labels", "PER"),
        ("labels", [1]),
        ("labels", ["LOC"]),  # not the labels that the tags name
        ("tags", None),
        ("tags", ["O", "B-PER", "PER"]),
        ("tags", ["O", "B-PER", "E-PER"]),  # not of the scheme
        ("scheme", "XYZ"),
        ("files", []),
        ("files", {"model.onnx": "0" * 64}),
        ("calibration", {"slope": "1", "intercept": 0}),
        ("calibration", {"slope": True, "intercept": 0}),
        ("calibration", {"slope": float("nan"), "intercept": 0}),
        ("calibration", {"slope": 10**400, "intercept": 0}),
        ("settings", None),
        ("scores", [1]),
        ("kind", "perceptron"),
        ("share", 1.5),
        ("share", True),
        ("abbreviations", 1),
        ("abbreviations", "yes"),
    ],
)
def test_manifest_with_an_impossible_field_is_refused(folder: Path, field: str, value: object) -> None:
    _edit(folder, lambda table: table.update({field: value}))
    with pytest.raises(BundleError, match=r"manifest\.json: "):
        open_bundle(folder)


@pytest.mark.parametrize("field", ["name", "labels", "tags", "scheme", "files", "calibration", "settings", "kind"])
def test_manifest_without_a_field_is_refused_and_the_field_named(folder: Path, field: str) -> None:
    _edit(folder, lambda table: table.pop(field))
    with pytest.raises(BundleError, match=rf"manifest\.json: .*{field}"):
        open_bundle(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": "other"}', "{}", "\ufeff{}"])
def test_what_is_no_manifest_is_refused(folder: Path, text: str) -> None:
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(BundleError, match=r"manifest\.json: not"):
        open_bundle(folder)


def test_manifest_that_is_not_utf_8_is_refused(folder: Path) -> None:
    (folder / "manifest.json").write_bytes(b'{"name": "\xff"}')
    with pytest.raises(BundleError, match=r"manifest\.json: not UTF-8"):
        open_bundle(folder)


def test_no_such_bundle_and_no_bundle_differ(tmp_path: Path) -> None:
    with pytest.raises(BundleError, match="no such bundle"):
        open_bundle(tmp_path / "nowhere")
    with pytest.raises(BundleError, match=r"not a bundle, it has no manifest\.json"):
        open_bundle(tmp_path)


@pytest.mark.parametrize(
    "chain",
    [
        b"{}",
        b"[]",
        b"not json",
        json.dumps({**CHAIN, "start": [0.0]}).encode(),
        json.dumps({**CHAIN, "transitions": [[0.0] * 3] * 2}).encode(),
        json.dumps({**CHAIN, "transitions": [[0.0] * 2] * 3}).encode(),
        json.dumps({**CHAIN, "end": None}).encode(),
        json.dumps({**CHAIN, "end": ["a", "b", "c"]}).encode(),
    ],
)
def test_chain_that_does_not_fit_the_tags_is_refused(folder: Path, chain: bytes) -> None:
    _swap(folder, "chain.json", chain)
    with pytest.raises(BundleError, match=r"chain\.json: not the scores of a CRF"):
        open_bundle(folder).chain_scores()


def test_vouched_for_rubbish_is_refused_by_its_name_and_not_unpickled(folder: Path) -> None:
    rubbish = b"cposix\nsystem\n(S'exit 1'\ntR."  # a pickle that would run a command
    with pytest.raises(BundleError, match=r"tokenizer\.json: not a tokenizer"):
        load(folder)
    _swap(folder, "tokenizer.json", rubbish)
    with pytest.raises(BundleError, match=r"tokenizer\.json: not a tokenizer"):
        load(folder)


def test_write_replaces_a_bundle_whole(folder: Path) -> None:
    (folder / "left-over.txt").write_text("old")
    write_bundle(folder, MANIFEST, {**FILES, "card.md": b"new"})
    assert sorted(path.name for path in folder.iterdir()) == sorted([*FILES, "manifest.json"])
    assert open_bundle(folder).files["card.md"] == b"new"
    assert [path.name for path in folder.parent.iterdir()] == ["ada"]


def test_write_leaves_the_old_bundle_when_it_fails(folder: Path) -> None:
    with pytest.raises(TypeError):
        write_bundle(folder, MANIFEST, {**FILES, "zz": "no bytes"})  # type: ignore[dict-item]
    assert dict(open_bundle(folder).files) == FILES
    assert [path.name for path in folder.parent.iterdir()] == ["ada"]


def test_write_refuses_a_folder_of_something_else(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(BundleError, match="exists and is not a bundle"):
        write_bundle(tmp_path, MANIFEST, FILES)
    with pytest.raises(BundleError, match="exists and is not a bundle"):
        write_bundle(tmp_path / "thesis.txt", MANIFEST, FILES)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_write_fills_an_empty_folder_and_makes_parents(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "a" / "b" / "c"):
        write_bundle(folder, MANIFEST, FILES)
        assert dict(open_bundle(folder).files) == FILES


def test_unknown_model_name_lists_the_bundled_ones() -> None:
    with pytest.raises(BundleError, match=r"'klingon' \(bundled: .*\)"):
        bundle_path("klingon")
    with pytest.raises(BundleError, match="'klingon'"):
        bundled_folder("klingon")


def test_bundle_path_takes_a_folder_as_text_or_path(folder: Path) -> None:
    assert bundle_path(folder) == bundle_path(str(folder)) == folder


def test_every_bundled_model_is_whole() -> None:
    for name in bundled_names():
        assert open_bundle(bundled_folder(name)).manifest.name == name


@pytest.mark.parametrize("probability", [0.0, 1e-9, 0.3, 0.5, 0.999999, 1.0])
def test_calibration_is_the_identity_unless_fitted(probability: float) -> None:
    assert Calibration()(probability) == pytest.approx(probability, abs=2e-6)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 20), st.floats(-20, 20))
def test_calibration_keeps_order_and_stays_a_probability(
    one: float, other: float, slope: float, intercept: float
) -> None:
    calibration = Calibration(slope, intercept)
    low, high = (calibration(probability) for probability in sorted((one, other)))
    assert 0.0 <= low <= high <= 1.0


def test_bundle_error_is_an_onoma_error() -> None:
    assert issubclass(BundleError, OnomaError)
