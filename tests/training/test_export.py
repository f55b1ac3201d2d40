"""The exported network is the trained one: Keras = ONNX, and the gates refuse what is not."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from onoma.bundle import CARD, Manifest, open_bundle
from onoma.corpus import Corpus
from onoma.encoding import Batch, WordEncoder
from onoma.errors import BundleError, TrainingError
from onoma.evaluation import Prf
from onoma.runtime import BilstmSession
from onoma.training import Settings, finish
from onoma.training.bilstm import export
from onoma.training.bilstm.export import export_fp32, largest_difference
from onoma.training.bilstm.learner import BilstmLearner
from onoma.training.bilstm.network import Tagger, build_tagger
from onoma.training.bilstm.start import started
from onoma.training.embeddings import random_table, train_tokenizer
from onoma.training.examples import ExampleMaker
from onoma.training.finish import Finished, write_trained
from onoma.training.fit import EpochRecord, Run
from onoma.training.parity import TOLERANCE
from onoma.training.quantise import int8_weights
from onoma.training.settings import NetworkSettings

LABELS = ("LOC", "PER")
TOKENIZER = train_tokenizer(["Ada lives in London and Grace Hopper flew to New York"] * 4, 120)
ENCODER = WordEncoder(TOKENIZER)
N_PIECES = TOKENIZER.get_vocab_size()
TINY = NetworkSettings(units=3, embedding_width=5, shape_width=2)


def _tagger(settings: NetworkSettings = TINY, tuned: np.ndarray | None = None) -> Tagger:
    """A tagger with every weight drawn at random, so that none can be left out of the graph unnoticed."""
    pieces = np.arange(N_PIECES) if tuned is None else tuned
    tagger = build_tagger(LABELS, random_table(N_PIECES, settings.embedding_width, 0), pieces, settings)
    random = np.random.default_rng(1)
    for variable in tagger.trainable_variables:
        variable.assign(random.normal(0.2, 0.6, variable.shape))
    return tagger


@pytest.fixture(scope="module")
def samples() -> list[Batch]:
    texts = ["Ada lives in London .", "x", "Grace Hopper , 東京 - unhappiest flew \ufeff !", "in New York 1906"]
    return [ENCODER.batch([ENCODER.rows(text) for text in part]) for part in (texts, texts[:1])]


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    """One that tests leave as they found it."""
    return _tagger()


@pytest.mark.parametrize(
    "settings",
    [
        replace(TINY, word_dropout=0.5, embedding_dropout=0.5, output_dropout=0.5),
        replace(TINY, layers=2, projection=4, scheme="BIOES"),
    ],
    ids=["one layer with dropout", "two layers with a projection, BIOES"],
)
def test_onnx_gives_what_keras_gives(settings: NetworkSettings, samples: list[Batch]) -> None:
    tagger = _tagger(settings)
    model = export_fp32(tagger, samples)
    assert largest_difference(tagger, model, samples) < TOLERANCE
    emissions = BilstmSession(model, Path("model.onnx")).emissions(samples[0])
    assert emissions.shape == (*samples[0].places.shape, len(tagger.tags))
    assert emissions.std() > 10 * TOLERANCE


@pytest.mark.parametrize("tuned", [[], [0, 5, 7]], ids=["none", "some"])
def test_pieces_outside_the_tuned_ones_keep_their_vectors(tuned: list[int], samples: list[Batch]) -> None:
    tagger = _tagger(tuned=np.array(tuned, np.intp))
    table = tagger.words.table()
    kept = np.setdiff1d(np.arange(N_PIECES), tuned)
    initial = random_table(N_PIECES, TINY.embedding_width, 0)
    assert np.array_equal(table[kept], initial[kept])
    assert not np.isclose(table[tuned], initial[tuned]).any()
    assert (table[-1] == 0).all()
    assert largest_difference(tagger, export_fp32(tagger, samples), samples) < TOLERANCE


def test_a_sentence_reads_the_same_whoever_stands_beside_it(tagger: Tagger, samples: list[Batch]) -> None:
    session = BilstmSession(export_fp32(tagger, samples), Path("model.onnx"))
    together, alone = (session.emissions(batch) for batch in samples[:2])
    n_words = int(samples[1].lengths[0])
    assert together[:n_words, 0] == pytest.approx(alone[:, 0], abs=1e-5)


def _forged(part: str) -> object:
    """A graph builder that changes one weight before it builds."""
    true = export.tagger_to_onnx

    def build(tagger: Tagger) -> bytes:
        variable = next(v for v in tagger.trainable_variables if part in v.path)
        before = np.array(variable.value)
        variable.assign(before + 0.05)
        model = true(tagger)
        variable.assign(before)
        return model

    return build


@pytest.mark.parametrize("part", ["tuned", "places", "shapes", "backward", "forward", "emissions"])
def test_export_refuses_a_graph_that_differs_in_any_weight(
    part: str, tagger: Tagger, samples: list[Batch], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "tagger_to_onnx", _forged(part))
    with pytest.raises(TrainingError, match=r"differs from Keras by .* no bundle was written"):
        export_fp32(tagger, samples)


def test_export_refuses_a_network_that_has_lost_its_numbers(tagger: Tagger, samples: list[Batch]) -> None:
    kernel, bias = tagger.emissions.get_weights()
    tagger.emissions.set_weights([kernel * np.nan, bias])
    with pytest.raises(TrainingError, match="nan"):
        export_fp32(tagger, samples)
    tagger.emissions.set_weights([kernel, bias])


def test_int8_is_smaller_and_close(samples: list[Batch]) -> None:
    tagger = _tagger(replace(TINY, units=32, embedding_width=64))
    full = export_fp32(tagger, samples[:1])
    small = int8_weights(full)
    assert len(small) < 0.6 * len(full)
    assert TOLERANCE < largest_difference(tagger, small, samples[:1]) < 0.5


@dataclass(frozen=True)
class _Judgement:
    """As much of a `Scores` as the gate looks at."""

    micro: Prf


@pytest.mark.parametrize(
    ("int8_f1", "allowed", "precision"), [(0.5, 0.2, "fp32"), (0.799, 0.2, "int8"), (0.5, 40.0, "int8")]
)
def test_int8_weights_are_kept_only_when_they_cost_little(
    tmp_path: Path,
    tagger: Tagger,
    tiny_dev: Corpus,
    monkeypatch: pytest.MonkeyPatch,
    int8_f1: float,
    allowed: float,
    precision: str,
) -> None:
    figures = iter([0.8, int8_f1])
    monkeypatch.setattr(finish, "judged", lambda *_: _Judgement(Prf(0.0, 0.0, next(figures), 0, 0, 0)))
    settings = Settings(network=TINY, vocabulary=120, max_int8_loss=allowed)
    manifest = Manifest("m", LABELS, tagger.tags, "IOB2", {})
    run = Run("key", [EpochRecord(1, 1.0, 0.1, 0.2, 0.15, 3.0)])
    learner = BilstmLearner(tagger, TOKENIZER, ENCODER, settings)
    finished = Finished(learner, manifest, run, settings, ("1 of 9 entities hold no word",), "onoma train")
    write_trained(tmp_path / "m", finished, tiny_dev, tiny_dev, "## Data\n\nMade up.")
    bundle = open_bundle(tmp_path / "m")
    card = bundle.files[CARD].decode()
    assert bundle.manifest.precision == precision
    assert f"int8 weights change dev F1 by {100 * (int8_f1 - 0.8):+.2f} points" in card
    assert ("refused" in card) == (precision == "fp32")
    assert "## Data\n\nMade up." in card
    assert "- 1 of 9 entities hold no word" in card


def test_bundle_tells_what_it_is(tiny_bundle: Path, tiny_train: Corpus, tiny_dev: Corpus) -> None:
    bundle = open_bundle(tiny_bundle)
    assert bundle.manifest.labels == LABELS
    assert bundle.files["curves.png"].startswith(b"\x89PNG\r\n\x1a\n")
    assert bundle.files["reliability.png"].startswith(b"\x89PNG\r\n\x1a\n")
    header, *rows = bundle.files["training.csv"].decode().splitlines()
    assert header == "epoch,loss,precision,recall,f1,duration_s"
    assert [row.split(",")[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    card = bundle.files[CARD].decode()
    assert card.startswith("# tiny\n")
    for line in ("Made-up sentences.", "| LOC |", "| PER |", "| micro |", f"{len(tiny_train)} training documents"):
        assert line in card
    dev = bundle.manifest.scores["dev"]["strict"]["micro"]  # type: ignore[index, call-overload]
    assert dev["support"] == sum(len(document.entities) for document in tiny_dev)  # type: ignore[index, call-overload]


def test_training_can_start_from_a_bundle(tiny_bundle: Path, tiny_train: Corpus, tiny_settings: Settings) -> None:
    settings = replace(tiny_settings, start_from=str(tiny_bundle), network=NetworkSettings())
    start = started(tiny_train, settings)
    batch = start.encoder.batch([start.encoder.rows(document.text) for document in tiny_train])
    session = BilstmSession(open_bundle(tiny_bundle).files["model.onnx"], tiny_bundle)
    ours = np.asarray(start.tagger(batch.words[batch.places].transpose(1, 0, 2), training=False)).transpose(1, 0, 2)
    theirs = session.emissions(batch)
    live = np.arange(len(ours))[:, None] < batch.lengths
    assert np.abs(ours - theirs)[live].mean() < 0.05 * np.abs(theirs)[live].mean()
    assert start.tagger.lstms[0].get_weights()[1].shape[0] == tiny_settings.network.units
    maker = ExampleMaker(start.tagger.tags, start.tagger.scheme)
    assert len(maker.examples(tiny_train)) == len(tiny_train)


def test_training_from_a_bundle_knows_labels_under_other_names(
    tiny_bundle: Path, tiny_train: Corpus, tiny_settings: Settings
) -> None:
    named = {"LOC": "place", "PER": "who"}
    renamed = Corpus(
        tuple(d.with_entities(replace(e, label=named[e.label]) for e in d.entities) for d in tiny_train), "renamed"
    )
    settings = replace(tiny_settings, start_from=str(tiny_bundle))
    known = started(tiny_train, settings).tagger
    told = started(renamed, replace(settings, start_labels={"place": "LOC", "who": "PER"})).tagger
    untold = started(renamed, settings).tagger
    assert told.tags == ("O", "B-place", "I-place", "B-who", "I-who")
    for mine, theirs in zip(told.emissions.get_weights(), known.emissions.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, theirs)
    for mine, theirs in zip(told.chain.get_weights(), known.chain.get_weights(), strict=True):
        np.testing.assert_array_equal(mine, theirs)
    assert not np.array_equal(untold.emissions.get_weights()[0], known.emissions.get_weights()[0])


def test_training_from_no_bundle_is_refused(tiny_train: Corpus, tiny_settings: Settings) -> None:
    with pytest.raises(BundleError, match="'klingon'"):
        started(tiny_train, replace(tiny_settings, start_from="klingon"))
