"""A trained bundle at work: what it learnt, on texts of any kind and any length."""

import hashlib
import json
import pickle
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onoma
from onoma import Document
from onoma.corpus import Corpus
from onoma.errors import BundleError
from onoma.evaluation import score
from onoma.runtime import BundleRecognizer, Workers, load


@pytest.fixture(scope="module")
def recognizer(tiny_bundle: Path) -> BundleRecognizer:
    return load(tiny_bundle)


def _found(document: Document) -> list[tuple[str, str]]:
    return [(document.text_of(entity), entity.label) for entity in document.entities]


def test_bundle_finds_what_it_was_trained_for(recognizer: BundleRecognizer, tiny_dev: Corpus) -> None:
    predicted = recognizer.stream(document.text for document in tiny_dev)
    assert score(tiny_dev, predicted).micro.f1 > 0.9
    assert recognizer.labels == ("LOC", "PER")


def test_load_takes_a_folder_by_path_or_text(tiny_bundle: Path) -> None:
    for model in (tiny_bundle, str(tiny_bundle)):
        assert _found(onoma.load(model)("Ada lives in London .")) == [("Ada", "PER"), ("London", "LOC")]


NOISE = st.text(max_size=30) | st.sampled_from(
    [
        "\ufeff",
        "\r\n",
        "\u200b",
        "\u200d",
        "e\u0301",
        "👩‍🔬",
        "🇬🇧",
        "שלום עולם",
        "مرحبا",
        "東京",
        "\ud83d",
        "\0",
        "\u2028",
        " " * 200,
    ]
)
NAMES = st.sampled_from(["Ada lives in London .", "Grace Hopper", "New York", "In Paris , Marie met a friend ."])


@settings(deadline=None, max_examples=60)
@given(parts=st.lists(NOISE | NAMES, max_size=8))
def test_offsets_are_exact_in_any_text(recognizer: BundleRecognizer, parts: list[str]) -> None:
    text = "".join(parts)
    document = recognizer(text)
    assert document.text == text
    end_before = 0
    for entity in document.entities:
        found = text[entity.start : entity.end]
        assert found == found.strip() != ""
        assert end_before <= entity.start < entity.end <= len(text)
        assert entity.label in recognizer.labels
        assert entity.score is not None
        assert 0.0 <= entity.score <= 1.0
        end_before = entity.end


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\u3000", "\u200b", "\ud800", "\0"])
def test_texts_without_a_word_of_language_hold_nothing_and_break_nothing(
    recognizer: BundleRecognizer, text: str
) -> None:
    assert recognizer(text).text == text


def test_stream_finds_what_single_texts_hold_in_order(recognizer: BundleRecognizer, tiny_dev: Corpus) -> None:
    texts = [document.text for document in tiny_dev] + ["", "Ada"]
    streamed = list(recognizer.stream(iter(texts)))
    assert [document.text for document in streamed] == texts
    single = [recognizer(text) for text in texts]
    assert [_found(document) for document in streamed] == [_found(document) for document in single]


@pytest.mark.parametrize("separator", ["\n", " ", ""])
def test_the_last_line_of_a_long_text_is_read(recognizer: BundleRecognizer, separator: str) -> None:
    text = ("It was a quiet day ." + separator) * (200_000 // 20) + "\nAda lives in London ."
    document = recognizer(text)
    assert _found(document)[-2:] == [("Ada", "PER"), ("London", "LOC")]
    assert document.entities[-1].end == len(text) - 2


def test_int8_network_is_as_sure_in_a_batch_as_alone(recognizer: BundleRecognizer, tiny_dev: Corpus) -> None:
    texts = [document.text for document in tiny_dev]
    streamed = [entity.score for document in recognizer.stream(texts) for entity in document.entities]
    single = [entity.score for text in texts for entity in recognizer(text).entities]
    assert np.allclose(streamed, single, atol=0.1)


def test_loading_unpickles_nothing(tiny_bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a bundle was unpickled")

    for name in ("load", "loads", "Unpickler", "_Unpickler"):
        monkeypatch.setattr(pickle, name, refuse)
    assert load(tiny_bundle)("Ada lives in London .").entities


def test_vouched_for_rubbish_instead_of_the_model_is_refused_by_name(tiny_bundle: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(tiny_bundle, tmp_path / "copy")
    rubbish = b"no network"
    (folder / "model.onnx").write_bytes(rubbish)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"]["model.onnx"] = {"sha256": hashlib.sha256(rubbish).hexdigest(), "n_bytes": len(rubbish)}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(BundleError, match=r"model\.onnx: ONNX Runtime .* can't load it"):
        load(folder)


def test_workers_give_what_one_process_gives_in_order(
    tiny_bundle: Path, recognizer: BundleRecognizer, tiny_dev: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onoma.runtime.workers._CHUNK_CHARACTERS", 200)
    texts = [document.text for document in tiny_dev] + ["", "Ada"]
    with Workers(tiny_bundle, 2) as workers:
        assert workers.labels == recognizer.labels
        documents = list(workers.stream(iter(texts)))
        assert _found(workers("Ada lives in London .")) == [("Ada", "PER"), ("London", "LOC")]
    assert [document.text for document in documents] == texts
    assert [_found(document) for document in documents] == [_found(recognizer(text)) for text in texts]


def test_workers_of_a_damaged_bundle_are_refused_before_they_start(tiny_bundle: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(tiny_bundle, tmp_path / "copy")
    (folder / "model.onnx").write_bytes(b"")
    with pytest.raises(BundleError, match=r"model\.onnx: damaged"):
        Workers(folder, 1)
    with pytest.raises(ValueError, match="n_workers is 0"):
        Workers(tiny_bundle, 0)
