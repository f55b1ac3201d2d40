"""Tiny models, one of each recipe, trained once for the whole session on made-up sentences."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

# Read when Hugging Face's client is first imported, by whichever test comes first: no test asks the network.
os.environ["HF_HUB_OFFLINE"] = "1"
# Read when JAX first compiles: tiny networks take longer to compile than to train.
os.environ.setdefault("XLA_FLAGS", "--xla_backend_optimization_level=0")

import pytest
from hypothesis import settings as hypothesis_settings
from made_up import made_up
from untrained import save_untrained

from onoma.corpus import Corpus
from onoma.training import Settings
from onoma.training.settings import NetworkSettings, OptimiserSettings, SpacySettings, TransformerSettings

# How long an example takes says more about the machine than about the code. Where changes are judged, the
# same examples are drawn every time; at a desk, new ones.
hypothesis_settings.register_profile("onoma", deadline=None, derandomize="CI" in os.environ)
hypothesis_settings.load_profile("onoma")


@pytest.fixture(scope="session", autouse=True)
def _one_engine() -> Iterator[None]:
    """Tests run on ONNX Runtime, whatever else is installed."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("onoma.runtime.engines.openvino_version", lambda: None)
        yield


TINY = Settings(
    network=NetworkSettings(
        units=8,
        embedding_width=8,
        shape_width=4,
        embedding_dropout=0.0,
        output_dropout=0.0,
    ),
    optimiser=OptimiserSettings(epochs=6, patience=6, batch_size=16, learning_rate=0.05, warm_up_steps=5),
    vocabulary=120,
    max_int8_loss=100.0,
)


@pytest.fixture(scope="session", autouse=True)
def _caches(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test leaves anything in the caches of whoever runs it."""
    os.environ["ONOMA_CACHE"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def tiny_settings() -> Settings:
    """Settings of a model that learns `made_up` sentences in seconds."""
    return TINY


@pytest.fixture(scope="session")
def tiny_train() -> Corpus:
    return made_up(96, seed=1)


@pytest.fixture(scope="session")
def tiny_dev() -> Corpus:
    return made_up(32, seed=2)


@pytest.fixture(scope="session")
def tiny_bundle(
    tmp_path_factory: pytest.TempPathFactory, tiny_train: Corpus, tiny_dev: Corpus, tiny_settings: Settings
) -> Path:
    """The folder of a bundle that knows PER and LOC; F1 above 0.9 on sentences of its kind. Read it only."""
    from onoma.training.bilstm import train

    folder = tmp_path_factory.mktemp("models") / "tiny"
    run = train(tiny_train, tiny_dev, folder, tiny_settings, about="Made-up sentences.", quiet=True)
    assert run.best_f1 > 0.9
    return folder


@pytest.fixture(scope="session")
def tiny_encoder(tmp_path_factory: pytest.TempPathFactory, tiny_train: Corpus) -> Path:
    """The folder of a BERT that was never trained, and its tokenizer of the made-up words. Read it only."""
    folder = tmp_path_factory.mktemp("encoders") / "tiny-bert"
    save_untrained(folder, (document.text for document in tiny_train), n_pieces=120, width=32)
    return folder


@pytest.fixture(scope="session")
def tiny_transformer_settings(tiny_encoder: Path) -> Settings:
    """Settings under which the tiny encoder learns `made_up` sentences in seconds."""
    return Settings(
        recipe="transformer",
        transformer=TransformerSettings(
            encoder=str(tiny_encoder), learning_rate=5e-3, layer_decay=0.9, dropout=0.0, precision="fp32"
        ),
        optimiser=OptimiserSettings(epochs=4, batch_size=16, learning_rate=0.02, warm_up_steps=5),
        max_int8_loss=100.0,
    )


@pytest.fixture(scope="session")
def tiny_transformer(
    tmp_path_factory: pytest.TempPathFactory,
    tiny_train: Corpus,
    tiny_dev: Corpus,
    tiny_transformer_settings: Settings,
) -> Path:
    """The folder of a bundle of the other recipe, which knows the same. Read it only."""
    from onoma.training.transformer import train

    folder = tmp_path_factory.mktemp("models") / "tiny-transformer"
    run = train(tiny_train, tiny_dev, folder, tiny_transformer_settings, about="Made-up sentences.", quiet=True)
    assert run.best_f1 > 0.9
    return folder


@pytest.fixture(scope="session")
def tiny_spacy(tmp_path_factory: pytest.TempPathFactory, tiny_train: Corpus, tiny_dev: Corpus) -> Path:
    """The folder of a spaCy pipeline that knows the same. Read it only."""
    from onoma.training.spacy import train

    folder = tmp_path_factory.mktemp("models") / "tiny-spacy"
    settings = Settings(recipe="spacy", spacy=SpacySettings(max_steps=60, eval_steps=20))
    assert train(tiny_train, tiny_dev, folder, settings, about="Made-up sentences.", quiet=True).best_f1 > 0.9
    return folder


@pytest.fixture(scope="session")
def tiny_hugging_face(
    tmp_path_factory: pytest.TempPathFactory,
    tiny_train: Corpus,
    tiny_dev: Corpus,
    tiny_transformer_settings: Settings,
) -> Path:
    """A bundle without shapes, and beside it `plain-hf`, the same as transformers saves it. Read them only."""
    from onoma.training.transformer import train

    folder = tmp_path_factory.mktemp("models") / "plain"
    transformer = replace(tiny_transformer_settings.transformer, shapes=False, hugging_face=True, scheme="IOB2")
    optimiser = replace(tiny_transformer_settings.optimiser, epochs=8, patience=8)
    settings = replace(tiny_transformer_settings, transformer=transformer, optimiser=optimiser, weights="fp32")
    assert train(tiny_train, tiny_dev, folder, settings, quiet=True).best_f1 > 0.9
    return folder
