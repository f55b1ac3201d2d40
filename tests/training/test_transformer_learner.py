"""The transformer recipe: it learns, goes on after an interruption as if none was, and its bundle runs everywhere."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

import onoma
from onoma import Document
from onoma.bundle import CARD, open_bundle
from onoma.corpus import Corpus
from onoma.encoding import SegmentLimits
from onoma.evaluation import score
from onoma.training import Settings
from onoma.training.examples import ExampleMaker
from onoma.training.fit import EpochRecord
from onoma.training.progress import Progress
from onoma.training.transformer import train
from onoma.training.transformer.learner import TransformerLearner, made

Made = Callable[..., TransformerLearner]


@pytest.fixture
def learner(tiny_train: Corpus, tiny_transformer_settings: Settings) -> Made:
    """Makes a learner that is ready to learn, with some of its settings changed."""

    def make(**changes: object) -> TransformerLearner:
        settings = tiny_transformer_settings
        transformer = replace(settings.transformer, **changes)  # type: ignore[arg-type]
        result = made(tiny_train, replace(settings, transformer=transformer))
        result.prepare(ExampleMaker(result.tags, result.scheme, result.limits).examples(tiny_train))
        return result

    return make


def _silent(loss: float) -> None:
    pass


def _rates(learner: TransformerLearner) -> dict[str, tuple[float, float]]:
    """The learning rate at its peak and the weight decay of every parameter, by name."""
    names = {id(parameter): name for name, parameter in learner.tagger.named_parameters()}
    groups = learner._adam.param_groups
    found = {
        names[id(parameter)]: (group["initial_lr"], group["weight_decay"])
        for group in groups
        for parameter in group["params"]
    }
    assert sum(len(group["params"]) for group in groups) == len(names) == len(found)
    return found


def test_layers_learn_the_slower_the_lower_they_are_and_the_head_at_its_own_rate(learner: Made) -> None:
    rates = _rates(learner(learning_rate=0.1, layer_decay=0.5, weight_decay=0.3))
    expected = {
        "encoder.embeddings.word_embeddings.weight": (0.1 * 0.25, 0.3),
        "encoder.embeddings.LayerNorm.weight": (0.1 * 0.25, 0.0),
        "encoder.encoder.layer.0.output.dense.weight": (0.1 * 0.5, 0.3),
        "encoder.encoder.layer.1.output.dense.weight": (0.1, 0.3),
        "encoder.encoder.layer.1.output.dense.bias": (0.1, 0.0),
        "shapes.weight": (0.02, 0.3),
        "emissions.bias": (0.02, 0.0),
        "chain.transitions": (0.02, 0.3),
    }
    for name, pair in expected.items():
        assert rates[name] == pytest.approx(pair), name


def test_learning_rates_rise_to_their_peak_and_fall_to_a_fiftieth(learner: Made) -> None:
    ready = learner()
    shares = [ready._schedule.lr_lambdas[0](step) for step in range(4 * ready.n_steps(0) + 1)]
    assert shares[:3] == pytest.approx([0.5, 1.0, 1.0], abs=0.05)  # a short training warms up for a tenth of it
    assert max(shares) <= 1.0
    assert shares[2:] == sorted(shares[2:], reverse=True)
    assert shares[-1] == pytest.approx(0.02)


def test_an_epoch_lowers_the_loss_and_the_chain_keeps_its_barriers(learner: Made) -> None:
    ready = learner()
    losses: list[float] = []
    first = ready.learn(1, losses.append)
    assert len(losses) == ready.n_steps(1)
    assert losses[-1] == pytest.approx(first)
    assert ready.learn(2, _silent) < 0.5 * first
    inside = ready.tags.index("I-PER")
    assert ready.tables().start[inside] < -1000
    assert ready.tables().transitions[0, 0] != 0


def test_weights_are_given_and_taken_back(learner: Made) -> None:
    ready = learner()
    batch = ready.encoder.batch([ready.encoder.rows("Ada lives in London .")])
    before, weights = ready.found(batch), [np.array(array) for array in ready.weights()]
    ready.learn(1, _silent)
    assert not np.allclose(ready.found(batch), before, atol=1e-3)
    ready.set_weights(weights)
    assert np.array_equal(ready.found(batch), before)


def test_an_encoder_is_read_in_eval_mode_and_trained_in_bf16_where_that_is_asked_for(learner: Made) -> None:
    rough, exact = learner(precision="bf16", dropout=0.5), learner(precision="fp32", dropout=0.5)
    batch = exact.encoder.batch([exact.encoder.rows("Ada lives in London .")])
    difference = np.abs(rough.found(batch) - exact.found(batch)).max()
    assert 0 < difference < 0.05
    rough.learn(1, _silent)
    assert np.array_equal(rough.found(batch), rough.found(batch))
    assert rough.found(batch).dtype == np.float32
    assert next(rough.tagger.parameters()).dtype == torch.float32


def test_rows_of_any_length_are_judged_in_training_as_they_will_be_run(learner: Made) -> None:
    ready = learner()
    batch = ready.encoder.batch([ready.encoder.rows("Ada lives in London . " * 150), ready.encoder.rows("Ada")])
    emissions = ready.network.emissions(batch)
    assert emissions.shape == (750, 2, len(ready.tags))
    assert np.isfinite(emissions).all()


def test_context_of_the_settings_cuts_the_examples(learner: Made) -> None:
    ready = learner(context=2, segment_characters=300)
    assert ready.limits == SegmentLimits(300, 2)
    maker = ExampleMaker(ready.tags, ready.scheme, ready.limits)
    texts = [example.text for example in maker.examples([Document("Ada\nRome\nBob\nParis\n")])]
    assert texts == ["Ada\nRome\nBob", "Ada\nRome\nBob\nParis", "Ada\nRome\nBob\nParis", "Rome\nBob\nParis"]


def _hashes(folder: Path) -> dict[str, str]:
    """Of all files but those that hold the time a training took."""
    files = open_bundle(folder).manifest.files
    return {name: record.sha256 for name, record in files.items() if name != "training.csv"}


def test_an_interrupted_training_goes_on_to_the_same_bundle(
    tmp_path: Path,
    tiny_train: Corpus,
    tiny_dev: Corpus,
    tiny_transformer_settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = replace(
        tiny_transformer_settings,
        transformer=replace(tiny_transformer_settings.transformer, dropout=0.2, word_dropout=0.1, average=0.9),
        optimiser=replace(tiny_transformer_settings.optimiser, epochs=3),
        augment=replace(tiny_transformer_settings.augment, lower=0.1, upper=0.1, join=0.1),
    )
    through, halted = tmp_path / "a" / "model", tmp_path / "b" / "model"
    straight = train(tiny_train, tiny_dev, through, settings, quiet=True)

    def told(self: Progress, record: EpochRecord) -> None:
        if record.epoch == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(Progress, "told", told)
    with pytest.raises(KeyboardInterrupt):
        train(tiny_train, tiny_dev, halted, settings, quiet=True)
    assert not halted.exists()

    n_epochs: list[int] = []
    monkeypatch.setattr(Progress, "told", lambda self, record: n_epochs.append(record.epoch))
    resumed = train(tiny_train, tiny_dev, halted, settings, quiet=True)
    assert n_epochs == [2, 3]
    assert [(r.loss, r.f1) for r in resumed.epochs] == [(r.loss, r.f1) for r in straight.epochs]
    assert _hashes(halted) == _hashes(through)
    assert sorted(path.name for path in halted.parent.iterdir()) == ["model"]


def test_bundle_tells_what_it_is(tiny_transformer: Path, tiny_transformer_settings: Settings) -> None:
    bundle = open_bundle(tiny_transformer)
    manifest = bundle.manifest
    assert (manifest.kind, manifest.scheme, manifest.precision) == ("transformer-crf", "BIOES", "int8")
    assert (manifest.word_pieces, manifest.segment_characters, manifest.context) == (8, 480, 0)
    card = bundle.files[CARD].decode()
    assert "A transformer over word pieces and word shapes, with a CRF." in card
    assert "torch " in card
    assert "transformers " in card
    assert 'recipe = "transformer"' in bundle.files["settings.toml"].decode()


def test_bundle_finds_what_it_was_trained_for_without_a_framework(tiny_transformer: Path, tiny_dev: Corpus) -> None:
    recognizer = onoma.load(tiny_transformer)
    predicted = list(recognizer.stream(document.text for document in tiny_dev))
    assert score(tiny_dev, predicted).micro.f1 > 0.9
    scores = [entity.score for document in predicted for entity in document.entities if entity.score]
    assert np.mean(scores) > 0.6


@pytest.mark.parametrize("separator", ["\n", " ", ""])
def test_the_last_words_of_a_long_text_are_read(tiny_transformer: Path, separator: str) -> None:
    text = ("It was a quiet day ." + separator) * 300 + "\nAda lives in London ."
    document = onoma.load(tiny_transformer)(text)
    found = [(document.text_of(entity), entity.label) for entity in document.entities]
    assert found[-2:] == [("Ada", "PER"), ("London", "LOC")]
    assert document.entities[-1].end == len(text) - 2
