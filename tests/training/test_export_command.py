"""`onoma export`: smaller weights behind a gate; and the fine-tuned encoder as a folder of Hugging Face."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from click.testing import CliRunner, Result
from transformers import AutoModelForTokenClassification, ElectraConfig, ElectraModel

from onoma.bundle import CARD, MODEL, open_bundle
from onoma.cli import cli
from onoma.corpus import Corpus, write_corpus
from onoma.document import Document
from onoma.encoding import frame_of, piece_batch
from onoma.errors import SettingsError
from onoma.evaluation import score
from onoma.runtime import load, recognizer_of
from onoma.schemes import BIOES
from onoma.training import Settings
from onoma.training.settings import TransformerSettings
from onoma.training.transformer import train
from onoma.training.transformer.hugging_face import save_hugging_face
from onoma.training.transformer.network import EncoderTagger


def _run(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture(scope="module")
def full(
    tmp_path_factory: pytest.TempPathFactory,
    tiny_train: Corpus,
    tiny_dev: Corpus,
    tiny_transformer_settings: Settings,
) -> Path:
    """A bundle in full precision, without shapes, and `full-hf` beside it."""
    settings = replace(
        tiny_transformer_settings,
        weights="fp32",
        transformer=replace(tiny_transformer_settings.transformer, shapes=False, hugging_face=True),
        optimiser=replace(tiny_transformer_settings.optimiser, epochs=2),
    )
    folder = tmp_path_factory.mktemp("exported") / "full"
    train(tiny_train, tiny_dev, folder, settings, quiet=True)
    return folder


@pytest.fixture
def dev(tmp_path: Path, tiny_dev: Corpus) -> Path:
    write_corpus(tiny_dev, tmp_path / "dev.jsonl")
    return tmp_path / "dev.jsonl"


@pytest.mark.parametrize(("precision", "share"), [("int8", 0.7), ("bf16", 0.7), ("fp32", 1.0)])
def test_export_writes_a_bundle_of_that_precision_and_prints_what_it_costs(
    tmp_path: Path, full: Path, dev: Path, tiny_dev: Corpus, precision: str, share: float
) -> None:
    folder = tmp_path / "small"
    done = _run("export", full, "-o", folder, "--precision", precision, "--dev", dev, "--max-f1-drop", 100)
    assert done.exit_code == 0, done.stderr
    before, after = done.stdout.splitlines()[-2:]
    assert before.split()[0] == "fp32"
    assert after.split()[0] == precision
    bundles = open_bundle(full), open_bundle(folder)
    assert bundles[1].manifest.precision == precision
    assert bundles[1].manifest.name == "small"
    assert len(bundles[1].files[MODEL]) <= share * len(bundles[0].files[MODEL])
    assert "## Exported" in bundles[1].files[CARD].decode()
    predicted = load(folder).stream(document.text for document in tiny_dev)
    micro = score(tiny_dev, predicted).micro
    assert f"{micro.f1:.2%}" in after
    assert micro.f1 > 0.8
    assert bundles[1].manifest.scores["dev"]["strict"]["micro"]["f1"] == pytest.approx(micro.f1)  # type: ignore[index, call-overload]


def test_export_refuses_what_costs_too_much_and_writes_nothing(
    tmp_path: Path, full: Path, dev: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def poor(recognizer: object, documents: tuple[Document, ...]) -> list[Document]:
        rounds.append(recognizer)
        found = list(recognizer.stream(document.text for document in documents))  # type: ignore[attr-defined]
        return found if len(set(map(id, rounds))) == 1 else [document.with_entities(()) for document in found]

    rounds: list[object] = []
    monkeypatch.setattr("onoma.training.export.predictions", poor)
    done = _run("export", full, "-o", tmp_path / "small", "--dev", dev)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "int8 takes dev F1 from" in done.stderr
    assert "to 0.00, more than the 0.3 points that --max-f1-drop allows; nothing was written" in done.stderr
    assert not (tmp_path / "small").exists()


def test_export_starts_from_full_precision_alone(tmp_path: Path, tiny_transformer: Path, dev: Path) -> None:
    done = _run("export", tiny_transformer, "-o", tmp_path / "small", "--dev", dev)
    assert done.exit_code == 2
    assert "its weights are int8 already" in done.stderr


def test_export_into_somebody_elses_folder_is_refused(tmp_path: Path, full: Path, dev: Path) -> None:
    done = _run("export", full, "-o", tmp_path, "--dev", dev)
    assert done.exit_code == 2
    assert "exists and is not a bundle" in done.stderr


def test_folder_of_hugging_face_gives_the_emissions_of_the_bundle(full: Path) -> None:
    model = AutoModelForTokenClassification.from_pretrained(full.with_name("full-hf"), local_files_only=True).eval()
    recognizer = recognizer_of(open_bundle(full))
    encoder, network = recognizer.encoder, recognizer._network
    assert tuple(model.config.id2label.values()) == recognizer.manifest.tags
    batch = encoder.batch([encoder.rows(text) for text in ("Ada lives in Buenos Aires .", "Marie")])
    rows = piece_batch(batch, encoder.n_pieces, frame_of(encoder.tokenizer))
    with torch.no_grad():
        logits = model(input_ids=torch.from_numpy(rows.pieces), attention_mask=torch.from_numpy(rows.mask)).logits
    emissions = network.emissions(batch)
    for index, length in enumerate(batch.lengths):
        assert logits[index, rows.heads[index, :length]].numpy() == pytest.approx(emissions[:length, index], abs=1e-4)
    assert np.std(emissions) > 0.1
    assert (full.with_name("full-hf") / "tokenizer.json").is_file()


def test_folder_of_hugging_face_is_refused_where_shapes_would_be_lost() -> None:
    with pytest.raises(SettingsError, match=r"transformer\.hugging_face = True .* transformer\.shapes false"):
        TransformerSettings(hugging_face=True)


def test_folder_of_hugging_face_keeps_every_weight(tmp_path: Path) -> None:
    # An encoder of another architecture, whose class for tags names its parts in its own way.
    config = ElectraConfig(
        vocab_size=9, hidden_size=8, embedding_size=4, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8
    )
    torch.manual_seed(0)
    encoder = ElectraModel(config)
    encoder.save_pretrained(tmp_path / "electra")
    tagger = EncoderTagger(encoder, ("A",), BIOES, TransformerSettings(shapes=False, hugging_face=True))
    save_hugging_face(tagger, tmp_path / "electra", tmp_path / "saved")
    saved = AutoModelForTokenClassification.from_pretrained(tmp_path / "saved", local_files_only=True)
    theirs = dict(saved.base_model.named_parameters())
    for name, parameter in encoder.named_parameters():
        assert torch.equal(theirs[name], parameter), name
    assert torch.equal(saved.classifier.weight, tagger.emissions.weight)
