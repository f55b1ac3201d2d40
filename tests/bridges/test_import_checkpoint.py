"""A checkpoint of Hugging Face as a bundle: what transformers finds, ours finds, and no PyTorch is needed to run."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
import torch
from click.testing import CliRunner
from foreign_checkpoints import KINDS, save_checkpoint
from hypothesis import given
from hypothesis import strategies as st
from made_up import made_up
from transformers import AutoModelForTokenClassification, AutoTokenizer, BertConfig, BertModel, pipeline

import onoma
from onoma import Document
from onoma.bridges.hugging_face.importing import Imported, import_checkpoint
from onoma.bundle import MODEL, open_bundle
from onoma.cli import cli
from onoma.encoding import TextEncoder, frame_of, piece_batch
from onoma.errors import BundleError, InputError, MissingExtraError, TrainingError
from onoma.runtime import BundleRecognizer, Passage, load, network_of

TEXTS = [document.text for document in made_up(200, seed=1)]
SENTENCES = [document.text for document in made_up(500, seed=5)]
ODD = "ab. 👩‍🔬e\u0301\u200b\ufeff\r\n\t\u2028שלום1906東京\ud800\0'-"

Span = tuple[int, int, str]


class Model:
    """A checkpoint's folder, and the bundle that was made of it."""

    def __init__(self, folder: Path, imported: Imported) -> None:
        self.folder, self.imported = folder, imported
        self.ours: BundleRecognizer = load(imported.folder)
        self.theirs = pipeline("token-classification", model=str(folder), aggregation_strategy="first")

    def found_by_theirs(self, text: str) -> list[Span]:
        """What transformers finds, without the blanks that some tokenizers count in."""
        spans = [(one["start"], one["end"], one["entity_group"]) for one in self.theirs(text)]
        return [
            (start + len(word) - len(word.lstrip()), start + len(word.rstrip()), label)
            for start, end, label in spans
            for word in [text[start:end]]
        ]


def _spans(document: Document) -> list[Span]:
    return [(entity.start, entity.end, entity.label) for entity in document.entities]


def _model(folder: Path, kind: str, labels: Sequence[str] | None = None, **config: object) -> Model:
    checkpoint = save_checkpoint(folder / "checkpoint", kind, TEXTS, **({"labels": labels} if labels else {}), **config)
    return Model(checkpoint, import_checkpoint(str(checkpoint), folder / "bundle"))


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Model]:
    return {kind: _model(tmp_path_factory.mktemp("foreign"), kind) for kind in KINDS}


# transformers warns of its own way to find words, which for these texts is ours too.
words_are_blanks = pytest.mark.filterwarnings("ignore:Tokenizer does not support real words:UserWarning")


@words_are_blanks
@pytest.mark.parametrize("kind", KINDS)
def test_entities_are_those_of_transformers_on_500_sentences(models: dict[str, Model], kind: str) -> None:
    model = models[kind]
    texts = (
        SENTENCES
        if kind in ("roberta", "deberta")
        else [text.replace(" .", ".").replace(" ,", ",") for text in SENTENCES]
    )
    expected = [model.found_by_theirs(text) for text in texts]
    assert sum(map(len, expected)) > 250
    assert {label for spans in expected for _, _, label in spans} == {"LOC", "PER"}
    assert [_spans(document) for document in model.ours.stream(texts)] == expected


@pytest.mark.parametrize("kind", KINDS)
def test_pieces_and_logits_are_those_of_transformers(models: dict[str, Model], kind: str) -> None:
    folder, bundle = models[kind].folder, open_bundle(models[kind].imported.folder)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    network = AutoModelForTokenClassification.from_pretrained(folder).eval()
    encoder = models[kind].ours.encoder
    session = network_of(bundle.manifest.kind, bundle.files[MODEL], encoder, Path(MODEL))
    frame = frame_of(encoder.tokenizer)
    order = [network.config.label2id[tag] for tag in bundle.manifest.tags]
    for text in (*SENTENCES[:20], "Ada's (London), U.S.: don't 東京, Zoë-Xyzzy!", "a  b   c\td"):
        batch = encoder.batch([encoder.rows(text)])
        given = tokenizer(text, return_tensors="pt", truncation=True)
        rows = piece_batch(batch, encoder.n_pieces, frame)
        assert rows.pieces.tolist() == given["input_ids"].tolist()
        with torch.no_grad():
            logits = network(**given).logits[0].numpy()
        assert session.emissions(batch)[:, 0] == pytest.approx(logits[rows.heads[0]][:, order], abs=1e-4)


def test_punctuation_at_a_words_edge_is_no_part_of_it(models: dict[str, Model]) -> None:
    """transformers takes "London," for one word where a tokenizer knows blanks alone."""
    encoder = models["roberta"].ours.encoder
    text = "Ada saw 'New York', and (Marie's) U.S. @Ada 東京."
    words = [text[start:end] for start, end in encoder.words(text)]
    assert words[:11] == ["Ada", "saw", "'", "New", "York", "'", ",", "and", "(", "Marie", "'s"]
    assert words[11:] == [")", "U.S", ".", "@Ada", "東", "京", "."]


@pytest.mark.parametrize("kind", KINDS)
@given(st.text(st.sampled_from(ODD), max_size=40))
def test_offsets_are_those_of_any_text(models: dict[str, Model], kind: str, text: str) -> None:
    """Characters of several code points, without width, that combine, that go from right to left, that are none."""
    ours = models[kind].ours
    document = ours(text)
    assert document.text == text
    for entity in document.entities:
        found = document.text_of(entity)
        assert found == found.strip() != ""
    words = ours.encoder.words(text)
    assert len(words) == len(ours.encoder.rows(text))
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in words)
    assert all(left[0] <= right[0] and left[1] <= right[1] for left, right in pairwise(words))


def test_tokens_that_were_added_to_a_tokenizer_are_words(tmp_path: Path) -> None:
    """One with a hyphen, which would be three words, and one with a blank."""
    checkpoint = save_checkpoint(tmp_path / "checkpoint", "cased bert", TEXTS)
    tokenizer = AutoTokenizer.from_pretrained(checkpoint)
    tokenizer.add_tokens(["COVID-19", "New York"])
    tokenizer.save_pretrained(checkpoint)
    network = AutoModelForTokenClassification.from_pretrained(checkpoint)
    network.resize_token_embeddings(len(tokenizer), mean_resizing=False)
    network.save_pretrained(checkpoint)
    model = Model(checkpoint, import_checkpoint(str(checkpoint), tmp_path / "bundle"))
    text = "Ada had COVID-19 in New York ."
    words = [text[start:end] for start, end in model.ours.encoder.words(text)]
    assert words == ["Ada", "had", "COVID-19", "in", "New York", "."]
    texts = [sentence.replace("lives", "has COVID-19") for sentence in SENTENCES[:60]]
    assert [_spans(document) for document in model.ours.stream(texts)] == list(map(model.found_by_theirs, texts))


def test_a_network_that_reads_padding_is_refused(tmp_path: Path) -> None:
    """Its convolutions do, so that texts would find other entities in other company."""
    checkpoint = save_checkpoint(tmp_path / "c", "convbert", TEXTS)
    with pytest.raises(InputError, match="a ConvBertForTokenClassification finds something else when texts are read"):
        import_checkpoint(str(checkpoint), tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_a_blank_that_is_a_piece_of_its_own_belongs_to_the_word_after_it(models: dict[str, Model]) -> None:
    """As where a checkpoint learnt from words that were split beforehand."""
    encoder = models["deberta"].ours.encoder
    text = "Zz saw  qq"
    assert "▁" in encoder.tokenizer.encode(text).tokens
    assert [text[start:end] for start, end in encoder.words(text)] == ["Zz", "saw", "qq"]


@pytest.mark.parametrize(("kind", "n_positions"), [("bert", 64), ("roberta", 66)])
def test_a_text_longer_than_the_network_reads_is_read_to_its_end(tmp_path: Path, kind: str, n_positions: int) -> None:
    model = _model(tmp_path, kind, max_position_embeddings=n_positions)
    assert model.ours.manifest.row_pieces == 64
    text = " ".join(SENTENCES[:40]).replace(".", "")
    document = model.ours(text)
    assert max(entity.end for entity in document.entities) > len(text) - 60
    assert min(entity.start for entity in document.entities) < 60


SCHEMES = {
    "IOB2": (("O", "B-PER", "I-PER", "B-LOC", "I-LOC"), ("LOC", "PER"), "IOB2"),
    "I alone": (("I-PER", "I-LOC", "O"), ("LOC", "PER"), "IO"),
    "bare names": (("LOC", "O", "PER"), ("LOC", "PER"), "IO"),
    "IOB1, which lacks some": (("B-LOC", "I-LOC", "I-PER", "O"), ("LOC", "PER"), "IOB2"),
    "BILOU": (("O", *(f"{prefix}-PER" for prefix in "BILU")), ("PER",), "BILOU"),
    "BIOES": (("O", *(f"{prefix}-PER" for prefix in "BIES")), ("PER",), "BIOES"),
    "special pieces": (("[PAD]", "O", "B-PER", "I-PER", "[CLS]", "[SEP]"), ("PER",), "IOB2"),
    "no O": (("NOUN", "VERB"), ("NOUN", "VERB"), "IO"),
}


@pytest.mark.parametrize(("labels", "expected", "scheme"), SCHEMES.values(), ids=SCHEMES)
def test_labels_of_any_scheme_are_tags(tmp_path: Path, labels: tuple[str, ...], expected: object, scheme: str) -> None:
    model = _model(tmp_path, "bert", labels)
    manifest = model.imported.manifest
    assert (manifest.labels, manifest.scheme) == (expected, scheme)
    assert any(model.ours(text).entities for text in SENTENCES[:30])
    if scheme in ("IOB2", "IO") and "[PAD]" not in labels:
        for text in SENTENCES[:50]:
            assert _spans(model.ours(text)) == model.found_by_theirs(text)


def test_labels_are_renamed_joined_and_left_out_by_a_map(tmp_path: Path) -> None:
    labels = ("LABEL_0", "B-PERSON", "I-PERSON", "B-PER", "I-PER", "B-MISC", "I-MISC")
    checkpoint = save_checkpoint(tmp_path / "c", "bert", TEXTS, labels)
    (tmp_path / "map.toml").write_text(
        '[labels]\nLABEL_0 = "O"\nMISC = ""\n[models.c]\nPERSON = "PER"\n', encoding="utf-8"
    )
    words = ["import", f"hf:{checkpoint}", "-o", str(tmp_path / "b"), "--map", str(tmp_path / "map.toml")]
    run = CliRunner().invoke(cli, words, catch_exceptions=False)
    assert run.exit_code == 0, run.stderr
    assert "PER in IOB2" in run.stderr
    ours, plain = load(tmp_path / "b"), AutoModelForTokenClassification.from_pretrained(checkpoint).eval()
    assert ours.labels == ("PER",)
    encoder, text = ours.encoder, "Ada lives in London ."
    given = AutoTokenizer.from_pretrained(checkpoint)(text, return_tensors="pt")
    with torch.no_grad():
        beliefs = plain(**given).logits[0, 1:-1].softmax(-1)
    joined = torch.stack([beliefs[:, [0, 5, 6]].sum(-1), beliefs[:, [1, 3]].sum(-1), beliefs[:, [2, 4]].sum(-1)], -1)
    heads = piece_batch(encoder.batch([encoder.rows(text)]), encoder.n_pieces, frame_of(encoder.tokenizer)).heads[0] - 1
    (believed,) = ours.posteriors([Passage(text, 0, len(encoder.words(text)))])
    assert believed.tags == pytest.approx(joined[heads].numpy(), abs=1e-4)


def test_labels_without_names_are_refused_with_what_names_them(tmp_path: Path) -> None:
    checkpoint = save_checkpoint(tmp_path / "c", "bert", TEXTS, ("LABEL_0", "LABEL_1"))
    with pytest.raises(InputError, match=r"LABEL_0, LABEL_1 …, which says nothing; name them with --map FILE"):
        import_checkpoint(str(checkpoint), tmp_path / "b")
    mixed = save_checkpoint(tmp_path / "m", "bert", TEXTS, ("O", "S-A", "L-A"))
    with pytest.raises(InputError, match="its labels mix BIOES and BILOU"):
        import_checkpoint(str(mixed), tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_a_score_is_the_probability_of_exactly_that_entity(models: dict[str, Model]) -> None:
    ours = models["bert"].ours
    text = next(text for text in SENTENCES if any(" " in ours(text).text_of(e) for e in ours(text).entities))
    tags, words = ours.manifest.tags, ours.encoder.words(text)
    (believed,) = ours.posteriors([Passage(text, 0, len(words))])
    for entity in ours(text).entities:
        begin, inside = (believed.tags[:, tags.index(f"{prefix}-{entity.label}")] for prefix in "BI")
        first = next(index for index, word in enumerate(words) if word[0] == entity.start)
        last = next(index for index, word in enumerate(words) if word[1] == entity.end)
        before = begin[first - 1] + inside[first - 1] if first else 0
        opened = begin[first] + inside[first] * (1 - before)
        stopped = 1 - inside[last + 1] if last + 1 < len(words) else 1
        assert entity.score == pytest.approx(opened * inside[first + 1 : last + 1].prod() * stopped, abs=1e-3)


def test_an_imported_bundle_runs_without_torch_and_transformers(models: dict[str, Model]) -> None:
    code = (
        "import sys; sys.modules.update(torch=None, transformers=None, huggingface_hub=None); import onoma; "
        "print(len(onoma.load(sys.argv[1])(sys.argv[2]).entities))"
    )
    text = next(text for text in SENTENCES if models["bert"].ours(text).entities)
    words = [sys.executable, "-c", code, str(models["bert"].imported.folder), text]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert int(done.stdout) == len(models["bert"].ours(text).entities)


def test_a_folder_is_a_model_by_its_name_and_is_imported_once(
    models: dict[str, Model], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONOMA_CACHE", str(tmp_path / "cache"))
    checkpoint = tmp_path / "mine"
    shutil.copytree(models["bert"].folder, checkpoint)
    text = next(text for text in SENTENCES if models["bert"].ours(text).entities)
    found = onoma.load(f"hf:{checkpoint}")(text)
    assert _spans(found) == _spans(models["bert"].ours(text))
    assert {entity.source for entity in found.entities} == {"mine"}
    monkeypatch.setitem(sys.modules, "onoma.bridges.hugging_face.importing", None)
    assert onoma.load(f"hf:{checkpoint}")(text) == found
    (checkpoint / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(MissingExtraError):
        onoma.load(f"hf:{checkpoint}")


def test_without_transformers_the_line_that_installs_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("onoma.bridges.hugging_face.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "torch", None)
    run = CliRunner().invoke(cli, ["import", "hf:x", "-o", str(tmp_path / "b")], catch_exceptions=False)
    assert run.exit_code == 2
    assert "pip install 'onoma[transformers]'" in run.stderr


def test_a_name_that_cannot_be_had_is_refused_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONOMA_CACHE", str(tmp_path))
    for name, message in (
        ("someone/ner-model", "hf:someone/ner-model: is no folder, and can't be had from the Hugging Face Hub ("),
        ("./none", "./none: no such folder; name a checkpoint's folder"),
    ):
        run = CliRunner().invoke(cli, ["extract", "--model", f"hf:{name}", "--text", "x"], catch_exceptions=False)
        assert run.exit_code == 2
        assert run.stderr.startswith(f"onoma: {message}")
        assert run.stderr.count("\n") == 1
    run = CliRunner().invoke(cli, ["import", "someone/ner-model", "-o", str(tmp_path / "b")], catch_exceptions=False)
    assert "only checkpoints of Hugging Face can be imported; write hf:someone/ner-model" in run.stderr


def test_what_is_no_token_classifier_is_refused(models: dict[str, Model], tmp_path: Path) -> None:
    folder = tmp_path / "encoder"
    shutil.copytree(models["bert"].folder, folder)
    BertModel(BertConfig(vocab_size=300, hidden_size=32, num_hidden_layers=1, num_attention_heads=2)).save_pretrained(
        folder
    )
    with pytest.raises(InputError, match=r"not a token classifier: its weights lack classifier\.bias"):
        import_checkpoint(str(folder), tmp_path / "b")
    (folder / "model.safetensors").unlink()
    with pytest.raises(InputError, match=r"has no model\.safetensors; make one"):
        import_checkpoint(str(folder), tmp_path / "b")
    (folder / "model.safetensors").write_bytes(b"nothing")
    with pytest.raises(InputError, match="not a token classifier that transformers can load") as caught:
        import_checkpoint(str(folder), tmp_path / "b")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("settings", "message"),
    [(None, "has no files of a tokenizer"), ("BertJapaneseTokenizer", "BertJapaneseTokenizer, works in Python alone")],
)
def test_a_tokenizer_that_is_missing_or_python_only_is_refused(
    models: dict[str, Model], tmp_path: Path, settings: str | None, message: str
) -> None:
    folder = tmp_path / "c"
    shutil.copytree(models["bert"].folder, folder, ignore=shutil.ignore_patterns("tokenizer*"))
    if settings:
        (folder / "vocab.txt").write_text("[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n", encoding="utf-8")
        (folder / "tokenizer_config.json").write_text(f'{{"tokenizer_class": "{settings}"}}', encoding="utf-8")
    with pytest.raises(InputError, match=message):
        import_checkpoint(str(folder), tmp_path / "b")


def test_a_folder_that_is_taken_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BundleError, match="exists and is not a bundle"):
        import_checkpoint("/nowhere", tmp_path)


def test_a_graph_that_gives_something_else_is_refused(
    models: dict[str, Model], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = "onoma.bridges.hugging_face.importing"
    monkeypatch.setattr(f"{module}.largest_difference", lambda *given: 0.01)
    with pytest.raises(TrainingError, match=r"the ONNX graph differs from PyTorch by 0\.01"):
        import_checkpoint(str(models["bert"].folder), tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_an_architecture_that_cannot_be_traced_is_refused_in_one_line(
    models: dict[str, Model], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*given: object) -> float:
        raise RuntimeError("Gather node\nat length")

    monkeypatch.setattr("onoma.bridges.hugging_face.importing.largest_difference", fails)
    with pytest.raises(
        InputError, match=r"a BertForTokenClassification can't be turned into ONNX here \(Gather node\)"
    ):
        import_checkpoint(str(models["bert"].folder), tmp_path / "b")


def test_the_card_says_what_the_checkpoint_says_of_itself(models: dict[str, Model], tmp_path: Path) -> None:
    folder = tmp_path / "c"
    shutil.copytree(models["bert"].folder, folder)
    assert "licence are not known here" in _card(folder, tmp_path / "without")
    (folder / "README.md").write_text("Licence: CC0", encoding="utf-8")
    assert "Licence: CC0" in _card(folder, tmp_path / "with")


def _card(checkpoint: Path, folder: Path) -> str:
    import_checkpoint(str(checkpoint), folder)
    return (folder / "card.md").read_text(encoding="utf-8")


def test_a_token_classifier_does_not_teach(models: dict[str, Model]) -> None:
    from onoma.training.teachers import Teachers

    assert isinstance(models["bert"].ours.encoder, TextEncoder)
    with pytest.raises(TrainingError, match="cuts texts into other words than a student"):
        Teachers([models["bert"].ours])
