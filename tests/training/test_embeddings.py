"""Word pieces and first vectors: repeatable when trained, checked when an encoder gives them."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from onoma.errors import InputError
from onoma.training.embeddings import encoder_folder, random_table, read_encoder, train_tokenizer

TEXTS = [
    "Ada lives in London .",
    "The unhappiest train to Vienna was late , nobody saw it .",
    "東京 caf\u0065\u0301 \ud83d",
] * 3


def test_tokenizer_of_the_same_texts_is_the_same() -> None:
    # Left to itself the trainer breaks ties in another way each time, and no training could be resumed.
    assert len({train_tokenizer(TEXTS, 110).to_str() for _ in range(6)}) == 1


def test_tokenizer_knows_every_letter_and_no_case() -> None:
    tokenizer = train_tokenizer(TEXTS, 110)
    assert tokenizer.get_vocab_size() <= 110
    assert tokenizer.token_to_id("[UNK]") is not None
    assert tokenizer.encode("LONDON").tokens == tokenizer.encode("london").tokens
    assert "[UNK]" not in tokenizer.encode("vienna unhappiest cafe 東").tokens
    assert tokenizer.encode("Ω").tokens == ["[UNK]"]


def test_random_table_depends_on_its_seed() -> None:
    one = random_table(50, 8, 1)
    assert one.shape == (50, 8)
    assert one.dtype == np.float32
    assert np.array_equal(one, random_table(50, 8, 1))
    assert not np.array_equal(one, random_table(50, 8, 2))


def _encoder(folder: Path, **tensors: np.ndarray) -> Path:
    train_tokenizer(TEXTS, 110).save(str(folder / "tokenizer.json"))
    save_file(tensors, folder / "model.safetensors")
    return folder


NAME = "embeddings.word_embeddings.weight"


def test_encoder_table_is_read_and_scaled(tmp_path: Path) -> None:
    table = np.random.default_rng(0).normal(3.0, 7.0, (130, 4)).astype(np.float32)
    tokenizer, scaled = read_encoder(_encoder(tmp_path, **{NAME: table}))
    n_pieces = tokenizer.get_vocab_size()
    assert scaled.shape == (n_pieces, 4)
    assert scaled == pytest.approx(table[:n_pieces] * (0.5 / table.std()))


def test_folder_that_is_no_encoder_is_refused_by_what_it_lacks(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"needs tokenizer\.json"):
        read_encoder(tmp_path)
    with pytest.raises(InputError, match=r"model\.safetensors: holds no word_embeddings"):
        read_encoder(_encoder(tmp_path, other=np.zeros((3, 3), np.float32)))
    with pytest.raises(InputError, match=r"don't fit, \d+ pieces, 9 rows"):
        read_encoder(_encoder(tmp_path, **{NAME: np.ones((9, 4), np.float32)}))
    (tmp_path / "model.safetensors").unlink()
    with pytest.raises(InputError, match=r"needs model\.safetensors"):
        read_encoder(tmp_path)


def test_encoder_folder_takes_a_folder_as_it_is(tmp_path: Path) -> None:
    assert encoder_folder(str(tmp_path)) == tmp_path


@pytest.mark.parametrize(("name", "asked"), [("who/bert", "who/bert"), ("bert-x", "sentence-transformers/bert-x")])
def test_encoder_of_the_hub_is_fetched_with_all_that_an_encoder_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, asked: str
) -> None:
    fetched: list[tuple[str, str]] = []

    def download(repository: str, file: str) -> str:
        fetched.append((repository, file))
        return str(tmp_path / file)

    monkeypatch.setattr("huggingface_hub.hf_hub_download", download)
    assert encoder_folder(name) == tmp_path
    assert sorted(fetched) == [(asked, file) for file in ("config.json", "model.safetensors", "tokenizer.json")]


def test_name_without_an_owner_is_sought_among_sentence_encoders_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def download(repository: str, file: str) -> str:
        if repository != "old-bert":
            raise OSError("404")
        return str(tmp_path / file)

    monkeypatch.setattr("huggingface_hub.hf_hub_download", download)
    assert encoder_folder("old-bert") == tmp_path


@pytest.mark.parametrize("name", ["nowhere/", "no/such/folder"])
def test_path_that_is_no_folder_is_not_asked_of_the_hub(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.hf_hub_download", lambda *_: pytest.fail("asked"))
    with pytest.raises(InputError, match=f"^{name}: no such folder"):
        encoder_folder(name)


@pytest.mark.parametrize("name", ["nowhere", "who/nowhere", "json"])
def test_encoder_that_is_nowhere_is_refused_by_the_name_that_was_given(name: str) -> None:
    with pytest.raises(InputError, match=f"^encoder '{name}' is no folder, no installed package and can't be had"):
        encoder_folder(name)


def test_encoder_of_an_installed_package_is_found_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "my_encoder_v2" / "weights"
    folder.mkdir(parents=True)
    (tmp_path / "my_encoder_v2" / "__init__.py").touch()
    (folder / "model.safetensors").touch()
    monkeypatch.syspath_prepend(tmp_path)
    assert encoder_folder("my-encoder-v2") == encoder_folder("who/My-Encoder-v2") == folder
