"""`onoma adapt`: whole words are hidden and guessed, an interruption costs nothing, the result is an encoder."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load_file

from onoma.cli import cli
from onoma.corpus import Corpus
from onoma.encoding import Frame, WordEncoder, piece_batch
from onoma.errors import InputError, TrainingError
from onoma.training.embeddings import train_tokenizer
from onoma.training.settings import AdaptSettings
from onoma.training.transformer import adapt as module
from onoma.training.transformer.adapt import adapt
from onoma.training.transformer.network import read_model
from onoma.training.transformer.tokens import read_tokenizer

SETTINGS = AdaptSettings(epochs=2, batch_size=16, learning_rate=5e-3, precision="fp32")
FRAME = Frame((1,), (2,), 0)
MASK = 9999
WORDS = WordEncoder(train_tokenizer(["Ada lives in Buenos Aires , unhappiest of all ."] * 3, 100), 6)


@pytest.fixture(scope="module")
def texts(tiny_train: Corpus) -> list[str]:
    return [document.text for document in tiny_train]


@given(
    sentences=st.lists(
        st.lists(st.sampled_from(["Ada", "unhappiest", "Aires", ",", "of"]), min_size=1, max_size=8),
        min_size=1,
        max_size=6,
    ),
    share=st.floats(0.01, 0.99),
    seed=st.integers(0, 99),
)
def test_whole_words_are_hidden_and_what_stood_there_is_to_be_guessed(
    sentences: list[list[str]], share: float, seed: int
) -> None:
    batch = WORDS.batch([WORDS.rows(" ".join(words)) for words in sentences])
    whole = piece_batch(batch, WORDS.n_pieces, FRAME)
    hidden = module._masked(batch, WORDS.n_pieces, FRAME, MASK, share, np.random.default_rng(seed))
    assert np.array_equal(hidden.mask.numpy(), whole.mask)
    places = set(hidden.places.tolist())
    assert np.array_equal(hidden.answers.numpy(), whole.pieces.ravel()[hidden.places.numpy()])
    assert len(places) == len(hidden.places) > 0
    changed = np.flatnonzero(hidden.pieces.numpy().ravel() != whole.pieces.ravel())
    assert set(changed.tolist()) <= places
    width = whole.pieces.shape[1]
    for index, words in enumerate(sentences):
        heads = whole.heads[index, : len(words)].tolist()
        ends = [*heads[1:], int(whole.mask[index].sum()) - 1]
        n_guessed = 0
        for head, end in zip(heads, ends, strict=True):
            guessed = [index * width + place in places for place in range(head, end)]
            assert len(set(guessed)) == 1  # all of a word or none of it
            n_guessed += sum(guessed)
        # What is left is frame and padding, of which nothing is ever to be guessed.
        assert n_guessed == sum(index * width <= place < (index + 1) * width for place in places)


def test_most_hidden_pieces_are_masks_some_are_others_and_some_stay() -> None:
    batch = WORDS.batch([WORDS.rows("Ada lives in Buenos Aires " * 60)] * 20)
    whole = piece_batch(batch, WORDS.n_pieces, FRAME).pieces.ravel()
    hidden = module._masked(batch, WORDS.n_pieces, FRAME, MASK, 0.3, np.random.default_rng(0))
    places = hidden.places.numpy()
    pieces = hidden.pieces.numpy().ravel()[places]
    n_words = 60 * 5 * 20
    assert (pieces == MASK).mean() == pytest.approx(0.8, abs=0.03)
    assert (pieces == whole[places]).mean() == pytest.approx(0.1, abs=0.03)
    heads = np.isin(places % (len(whole) // 20), piece_batch(batch, WORDS.n_pieces, FRAME).heads[0])
    assert heads.sum() / n_words == pytest.approx(0.3, abs=0.03)


def test_an_adapted_encoder_guesses_better_and_is_an_encoder(
    tmp_path: Path, tiny_encoder: Path, texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_SAVED_STEPS", 4)  # the loss is the mean of so many steps
    folder = tmp_path / "adapted"
    first = adapt(tiny_encoder, texts[:16], tmp_path / "once", AdaptSettings(precision="fp32"), quiet=True)
    loss = adapt(tiny_encoder, texts * 2, folder, SETTINGS, quiet=True)
    assert loss < 0.9 * first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["adapted", "once"]
    before, after = read_model(tiny_encoder), read_model(folder)
    assert after.config.hidden_size == before.config.hidden_size
    word_vectors = [model.get_input_embeddings().weight for model in (before, after)]
    assert not torch.allclose(*word_vectors, atol=1e-3)
    assert read_tokenizer(folder).to_str() == read_tokenizer(tiny_encoder).to_str()
    record = json.loads((folder / "adapted.json").read_text(encoding="utf-8"))
    assert (record["adapted_from"], record["n_segments"], record["epochs"]) == ("tiny-bert", 2 * len(texts), 2)


def test_an_interrupted_adaptation_goes_on_to_the_same_encoder(
    tmp_path: Path, tiny_encoder: Path, texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_SAVED_STEPS", 4)
    adapt(tiny_encoder, texts, tmp_path / "through", SETTINGS, quiet=True)
    step, steps = module._Adaptation._step, []

    def halting(self: module._Adaptation, number: int) -> float:
        if number == 9 and 9 not in steps:
            steps.append(number)
            raise KeyboardInterrupt
        steps.append(number)
        return step(self, number)

    monkeypatch.setattr(module._Adaptation, "_step", halting)
    with pytest.raises(KeyboardInterrupt):
        adapt(tiny_encoder, texts, tmp_path / "halted", SETTINGS, quiet=True)
    assert not (tmp_path / "halted").exists()
    steps_before = len(steps)
    adapt(tiny_encoder, texts, tmp_path / "halted", SETTINGS, quiet=True)
    assert steps[steps_before:] == [8, 9, 10, 11]
    through, halted = (load_file(tmp_path / name / "model.safetensors") for name in ("through", "halted"))
    assert through.keys() == halted.keys()
    assert all(np.array_equal(through[name], halted[name]) for name in through)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["halted", "through"]


def test_the_state_of_another_adaptation_is_not_taken_for_this_one(
    tmp_path: Path, tiny_encoder: Path, texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_SAVED_STEPS", 1)
    monkeypatch.setattr(module._Adaptation, "save", lambda self, folder: None)
    adapt(tiny_encoder, texts[:40], tmp_path / "m", SETTINGS, quiet=True)
    assert (tmp_path / "m.adapting").is_dir()
    steps: list[int] = []

    def counted(self: module._Adaptation, number: int) -> float:
        steps.append(number)
        return 1.0

    monkeypatch.setattr(module._Adaptation, "_step", counted)
    monkeypatch.setattr(module._Adaptation, "_save_state", lambda self, step, loss: None)
    adapt(tiny_encoder, texts[:40], tmp_path / "m", SETTINGS, quiet=True)
    assert steps == []  # done already
    adapt(tiny_encoder, texts[:41], tmp_path / "m", SETTINGS, quiet=True)
    assert steps == [0, 1, 2, 3, 4, 5]


def test_adapting_into_somebody_elses_folder_is_refused(tmp_path: Path, tiny_encoder: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(TrainingError, match="exists and holds no adapted encoder"):
        adapt(tiny_encoder, ["Ada"], tmp_path, SETTINGS, quiet=True)
    assert (tmp_path / "thesis.txt").is_file()


def test_texts_without_a_word_are_refused(tmp_path: Path, tiny_encoder: Path) -> None:
    with pytest.raises(InputError, match="no text to adapt to"):
        adapt(tiny_encoder, ["", " \n "], tmp_path / "m", SETTINGS, quiet=True)


def test_an_encoder_without_a_mask_piece_is_refused(tmp_path: Path, tiny_encoder: Path) -> None:
    folder = shutil.copytree(tiny_encoder, tmp_path / "encoder")
    path = folder / "tokenizer.json"
    path.write_text(path.read_text(encoding="utf-8").replace("[MASK]", "[HIDE]"), encoding="utf-8")
    with pytest.raises(InputError, match="its tokenizer has no mask piece"):
        adapt(folder, ["Ada"], tmp_path / "m", SETTINGS, quiet=True)


def _run(*words: object) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False)


def test_adapt_command_writes_an_encoder_from_texts(tmp_path: Path, tiny_encoder: Path, texts: list[str]) -> None:
    (tmp_path / "texts.txt").write_text("\n".join(texts[:20]), encoding="utf-8")
    done = _run("adapt", tiny_encoder, tmp_path / "texts.txt", "-o", tmp_path / "m", "--batch-size", 8)
    assert done.exit_code == 0, done.stderr
    assert done.stdout == ""
    assert "20 segments, 3 steps" in done.stderr
    assert "written; loss per hidden piece" in " ".join(done.stderr.split())
    assert read_model(tmp_path / "m").config.hidden_size == 32


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("nowhere/encoder", "texts.txt"), "encoder 'nowhere/encoder' is no folder"),
        ((".", "texts.txt"), "needs tokenizer.json"),
        (("ENCODER", "nowhere.txt"), "nowhere.txt"),
        (("ENCODER", "empty.txt"), "empty.txt"),
        (("ENCODER", "texts.txt", "--learning-rate", "0"), "learning_rate = 0.0 is out of range"),
    ],
)
def test_adapt_command_says_in_one_line_what_is_wrong(
    tmp_path: Path, tiny_encoder: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "texts.txt").write_text("Ada lives in London .", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    done = _run("adapt", *(tiny_encoder if word == "ENCODER" else word for word in words), "-o", "m")
    assert done.exit_code == 2
    last = done.stderr.splitlines()[-1]
    assert last.startswith("onoma: ")
    assert message in last
    assert not (tmp_path / "m").exists()
