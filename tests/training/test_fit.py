"""Epochs of a training: stop by entity F1, end with the best weights, go on after an interruption as if none was."""

from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from onoma import Document, Entity
from onoma.bundle import open_bundle
from onoma.corpus import Corpus
from onoma.encoding import WordEncoder
from onoma.errors import BundleError, TrainingError
from onoma.evaluation import Prf
from onoma.training import Settings
from onoma.training.bilstm import train
from onoma.training.bilstm.learner import BilstmLearner, WarmUpAndDecay
from onoma.training.bilstm.network import Tagger, build_tagger
from onoma.training.embeddings import random_table, train_tokenizer
from onoma.training.examples import ExampleMaker
from onoma.training.fit import EpochRecord, Fitting, Run
from onoma.training.progress import Progress
from onoma.training.settings import OptimiserSettings

QUIET = Progress(9, quiet=True)


def _prf(f1: float) -> Prf:
    return Prf(f1, f1, f1, 1, 1, 1)


def _run(*f1s: float) -> Run:
    return Run("key", [EpochRecord(number, 1.0, f1, f1, f1, 0.0) for number, f1 in enumerate(f1s, start=1)])


@pytest.mark.parametrize(
    ("f1s", "stopped"),
    [
        ((), False),
        ((0.5, 0.6), False),
        ((0.6, 0.5), False),
        ((0.6, 0.5, 0.6), True),  # no better for two epochs
        ((0.6, 0.5, 0.7), False),
        ((0.1, 0.2, 0.3, 0.4, 0.5), True),  # all epochs are done
    ],
)
def test_training_stops_when_patience_or_epochs_run_out(f1s: tuple[float, ...], stopped: bool) -> None:
    assert _run(*f1s).stopped(OptimiserSettings(epochs=5, patience=2)) is stopped


def test_the_best_epoch_is_the_earliest_of_equals() -> None:
    run = _run(0.3, 0.8, 0.8)
    assert run.best is not None
    assert (run.best.epoch, run.best_f1) == (2, 0.8)
    assert _run().best is None
    assert _run().best_f1 < 0


def test_learning_rate_rises_to_its_peak_and_falls_to_a_fiftieth() -> None:
    schedule = WarmUpAndDecay(0.5, 10, 200)
    rates = [float(schedule(step)) for step in range(201)]
    assert rates[0] == pytest.approx(0.05)
    assert rates[9:11] == pytest.approx([0.5, 0.5])
    assert max(rates) == pytest.approx(0.5)
    assert rates[:10] == sorted(rates[:10])
    assert rates[10:] == sorted(rates[10:], reverse=True)
    assert rates[200] == pytest.approx(0.01, rel=1e-4)
    assert float(WarmUpAndDecay(0.5, 200, 20)(2)) == pytest.approx(0.5)  # a short training warms up for a tenth of it


def _fitting(folder: Path, corpus: Corpus, settings: Settings) -> tuple[Tagger, Fitting]:
    keras.utils.set_random_seed(settings.seed)
    tokenizer = train_tokenizer((document.text for document in corpus), settings.vocabulary)
    encoder = WordEncoder(tokenizer)
    table = random_table(encoder.n_pieces, settings.network.embedding_width, settings.seed)
    tagger = build_tagger(corpus.labels, table, np.arange(encoder.n_pieces), settings.network)
    learner = BilstmLearner(tagger, tokenizer, encoder, settings)
    learner.prepare(ExampleMaker(tagger.tags, tagger.scheme).examples(corpus))
    return tagger, Fitting(learner, settings.optimiser, folder)


def test_training_ends_with_the_weights_of_its_best_epoch(
    tmp_path: Path, tiny_train: Corpus, tiny_settings: Settings
) -> None:
    settings = replace(tiny_settings, optimiser=replace(tiny_settings.optimiser, patience=2, epochs=9))
    tagger, fitting = _fitting(tmp_path, tiny_train, settings)
    seen: list[list[np.ndarray]] = []

    def judge() -> Prf:
        seen.append([np.array(variable.value) for variable in tagger.variables])
        return _prf([0.1, 0.7, 0.5, 0.7][len(seen) - 1])

    run = fitting.run("key", judge, QUIET)
    assert [record.f1 for record in run.epochs] == [0.1, 0.7, 0.5, 0.7]
    assert all(np.array_equal(v.value, best) for v, best in zip(tagger.variables, seen[1], strict=True))
    assert not all(np.array_equal(a, b) for a, b in zip(seen[1], seen[3], strict=True))
    losses = [record.loss for record in run.epochs]
    assert losses == sorted(losses, reverse=True)


def _state_of_bundle(folder: Path) -> dict[str, str]:
    """Hashes of all files but those that hold the time a training took."""
    files = open_bundle(folder).manifest.files
    return {name: record.sha256 for name, record in files.items() if name != "training.csv"}


@pytest.fixture(scope="module")
def rough_settings(tiny_settings: Settings) -> Settings:
    """With everything random switched on, so that a resumed training would show if any of it was lost."""
    network = replace(tiny_settings.network, embedding_dropout=0.2, output_dropout=0.2, word_dropout=0.1)
    optimiser = replace(tiny_settings.optimiser, epochs=4, patience=4)
    augment = replace(tiny_settings.augment, lower=0.1, upper=0.1)
    return replace(tiny_settings, network=network, optimiser=optimiser, augment=augment)


def test_an_interrupted_training_goes_on_to_the_same_bundle(
    tmp_path: Path,
    tiny_train: Corpus,
    tiny_dev: Corpus,
    rough_settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    through, halted = tmp_path / "a" / "model", tmp_path / "b" / "model"
    straight = train(tiny_train, tiny_dev, through, rough_settings, quiet=True)

    def told(self: Progress, record: EpochRecord) -> None:
        if record.epoch == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(Progress, "told", told)
    with pytest.raises(KeyboardInterrupt):
        train(tiny_train, tiny_dev, halted, rough_settings, quiet=True)
    assert not halted.exists()
    assert (tmp_path / "b" / "model.training" / "state.npz").is_file()

    n_epochs: list[int] = []
    monkeypatch.setattr(Progress, "told", lambda self, record: n_epochs.append(record.epoch))
    resumed = train(tiny_train, tiny_dev, halted, rough_settings, quiet=True)
    assert n_epochs == [3, 4]
    assert [(r.loss, r.f1) for r in resumed.epochs] == [(r.loss, r.f1) for r in straight.epochs]
    assert _state_of_bundle(halted) == _state_of_bundle(through)
    assert sorted(path.name for path in halted.parent.iterdir()) == ["model"]


def test_the_state_of_another_training_is_not_taken_for_this_one(
    tmp_path: Path, tiny_train: Corpus, tiny_settings: Settings
) -> None:
    settings = replace(tiny_settings, optimiser=replace(tiny_settings.optimiser, epochs=1))
    for key in ("one", "two"):
        _, fitting = _fitting(tmp_path, tiny_train, settings)
        n_judged: list[float] = []

        def judge(n_judged: list[float] = n_judged) -> Prf:
            n_judged.append(0.5)
            return _prf(0.5)

        assert len(fitting.run(key, judge, QUIET).epochs) == 1
        assert len(n_judged) == 1
    _, fitting = _fitting(tmp_path, tiny_train, settings)
    assert len(fitting.run("two", pytest.fail, QUIET).epochs) == 1  # done already, so nothing is judged


def test_training_without_entities_is_refused(tmp_path: Path, tiny_dev: Corpus, tiny_settings: Settings) -> None:
    empty = Corpus((Document("no entity here"),), "empty.conll")
    with pytest.raises(TrainingError, match=r"empty\.conll: no entity in 1 documents; nothing to learn from"):
        train(empty, tiny_dev, tmp_path / "m", tiny_settings, quiet=True)
    with pytest.raises(TrainingError, match=r"empty\.conll: .* nothing to judge by"):
        train(tiny_dev, empty, tmp_path / "m", tiny_settings, quiet=True)
    assert not list(tmp_path.iterdir())


def test_training_into_somebody_elses_folder_is_refused_before_it_starts(
    tmp_path: Path, tiny_dev: Corpus, tiny_settings: Settings
) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(BundleError, match="exists and is not a bundle"):
        train(tiny_dev, tiny_dev, tmp_path, tiny_settings, quiet=True)
    assert not tmp_path.with_name(tmp_path.name + ".training").exists()


def test_labels_that_only_dev_has_are_told(
    tmp_path: Path, tiny_train: Corpus, tiny_settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    dev = Corpus((Document("Ada met Bob in 1906", (Entity(0, 3, "PER"), Entity(15, 19, "DATE"))),), "dev")
    settings = replace(tiny_settings, optimiser=replace(tiny_settings.optimiser, epochs=1))
    train(tiny_train, dev, tmp_path / "m", settings)
    talk = capsys.readouterr()
    assert talk.out == ""
    assert "labels of dev that training never sees, so they count as missed: DATE" in " ".join(talk.err.split())
    assert "epoch  1/1" in talk.err
