"""A fine-tuned encoder becomes ONNX: of every architecture what PyTorch gives, or nothing at all."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from onnx import TensorProto, helper
from transformers import AutoModel, DebertaV2Config, ElectraConfig, PreTrainedConfig, RobertaConfig

from onoma.bundle import TRANSFORMER
from onoma.encoding import Batch, WordEncoder
from onoma.errors import InputError, TrainingError
from onoma.runtime import TransformerSession
from onoma.runtime.session import opened_session
from onoma.schemes import BIOES
from onoma.training.parity import TOLERANCE
from onoma.training.quantise import int8_weights
from onoma.training.settings import TransformerSettings
from onoma.training.smoothing import sample_inputs, smoothed
from onoma.training.transformer import export
from onoma.training.transformer.export import export_fp32, largest_difference
from onoma.training.transformer.network import EncoderTagger, read_model
from onoma.training.transformer.tokens import read_tokenizer

LABELS = ("LOC", "PER")
SETTINGS = TransformerSettings()
SIZES = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 24}


@pytest.fixture(scope="module")
def encoder(tiny_encoder: Path) -> WordEncoder:
    return WordEncoder(read_tokenizer(tiny_encoder), SETTINGS.word_pieces)


@pytest.fixture(scope="module")
def samples(encoder: WordEncoder) -> list[Batch]:
    texts = ["Ada lives in London .", "x", "Grace Hopper , 東京 - unhappiest flew \ufeff !", "in New York 1906"]
    return [encoder.batch([encoder.rows(text) for text in part]) for part in (texts, texts[:1])]


def _tagger(model: torch.nn.Module, settings: TransformerSettings = SETTINGS) -> EncoderTagger:
    """A tagger with every weight drawn at random, so that none can be left out of the graph unnoticed."""
    tagger = EncoderTagger(model, LABELS, BIOES, settings)
    torch.manual_seed(1)
    with torch.no_grad():
        for parameter in tagger.parameters():
            parameter.normal_(0.2, 0.4)
    return tagger.eval()


@pytest.fixture(scope="module")
def tagger(tiny_encoder: Path) -> EncoderTagger:
    """One that tests leave as they found it."""
    return _tagger(read_model(tiny_encoder))


@pytest.fixture(scope="module")
def model(tagger: EncoderTagger, encoder: WordEncoder, samples: list[Batch]) -> bytes:
    return export_fp32(tagger, encoder, samples)


def test_onnx_gives_what_pytorch_gives(
    tagger: EncoderTagger, encoder: WordEncoder, samples: list[Batch], model: bytes
) -> None:
    assert largest_difference(tagger, encoder, model, samples) < TOLERANCE
    emissions = TransformerSession(model, encoder, Path("model.onnx")).emissions(samples[0])
    assert emissions.shape == (*samples[0].places.shape, len(tagger.tags))
    assert emissions.std() > 10 * TOLERANCE


def test_what_one_operator_is_slower_at_stays_apart(
    model: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = onnxruntime.SessionOptions()
    options.optimized_model_filepath = str(tmp_path / "run.onnx")
    monkeypatch.setattr(onnxruntime, "SessionOptions", lambda: options)
    opened_session(model, Path("model.onnx"))
    for graph in (onnx.load_model_from_string(model).graph, onnx.load(tmp_path / "run.onnx").graph):
        operators = {node.op_type for node in graph.node}
        assert {"Attention", "LayerNormalization"} <= operators
        assert "SkipLayerNormalization" not in operators


@pytest.mark.parametrize(
    "config",
    [
        ElectraConfig(embedding_size=8, **SIZES),  # pieces are looked up in a narrow table
        RobertaConfig(max_position_embeddings=514, **SIZES),
        DebertaV2Config(relative_attention=True, pos_att_type=["p2c", "c2p"], position_biased_input=False, **SIZES),
    ],
    ids=lambda config: type(config).__name__,
)
def test_encoders_of_other_architectures_are_exported_as_faithfully(
    config: PreTrainedConfig, encoder: WordEncoder, samples: list[Batch]
) -> None:
    config.vocab_size = encoder.n_pieces
    tagger = _tagger(AutoModel.from_config(config))
    long = encoder.batch([encoder.rows("Ada met x " * 40), encoder.rows("Ada")])
    model = export_fp32(tagger, encoder, [*samples, long])
    emissions = TransformerSession(model, encoder, Path("model.onnx")).emissions(samples[0])
    assert emissions.std() > 10 * TOLERANCE


def test_a_tagger_without_shapes_is_exported_too(
    tiny_encoder: Path, encoder: WordEncoder, samples: list[Batch]
) -> None:
    tagger = _tagger(read_model(tiny_encoder), replace(SETTINGS, shapes=False))
    assert not [name for name, _ in tagger.named_parameters() if "shapes" in name]
    model = export_fp32(tagger, encoder, samples)
    session = TransformerSession(model, encoder, Path("model.onnx"))
    words = [encoder.batch([encoder.rows(text)]) for text in ("ada", "ADA")]
    assert np.array_equal(*(session.emissions(batch) for batch in words))


def test_shapes_tell_an_uncased_encoder_about_case(encoder: WordEncoder, model: bytes) -> None:
    session = TransformerSession(model, encoder, Path("model.onnx"))
    words = [encoder.batch([encoder.rows(text)]) for text in ("ada", "ADA")]
    assert not np.allclose(*(session.emissions(batch) for batch in words), atol=10 * TOLERANCE)


def test_a_sentence_reads_the_same_whoever_stands_beside_it(
    encoder: WordEncoder, samples: list[Batch], model: bytes
) -> None:
    session = TransformerSession(model, encoder, Path("model.onnx"))
    together, alone = (session.emissions(batch) for batch in samples)
    assert together[: len(alone), 0] == pytest.approx(alone[:, 0], abs=1e-4)


def test_samples_longer_than_the_encoder_reads_are_compared_in_windows(
    tagger: EncoderTagger, encoder: WordEncoder, model: bytes
) -> None:
    long = encoder.batch([encoder.rows("東" * 1500), encoder.rows("Ada")])
    assert largest_difference(tagger, encoder, model, [long]) < TOLERANCE


def test_every_weight_that_differs_shows(
    tagger: EncoderTagger, encoder: WordEncoder, samples: list[Batch], model: bytes
) -> None:
    unseen = []
    for name, parameter in tagger.named_parameters():
        if name.startswith("chain.") or name.endswith("key.bias"):  # no emission depends on these
            continue
        before = parameter.detach().clone()
        with torch.no_grad():
            parameter += 0.5 * torch.randn(parameter.shape, generator=torch.Generator().manual_seed(2))
        if not largest_difference(tagger, encoder, model, samples) > TOLERANCE:
            unseen.append(name)
        with torch.no_grad():
            parameter.copy_(before)
    assert unseen == []


def test_export_refuses_a_graph_that_differs(
    tagger: EncoderTagger, encoder: WordEncoder, samples: list[Batch], monkeypatch: pytest.MonkeyPatch
) -> None:
    true = export.traced

    def forged(tagger: EncoderTagger) -> bytes:
        bias = tagger.emissions.bias
        with torch.no_grad():
            bias[0] += 0.01
            model = true(tagger)
            bias[0] -= 0.01
        return model

    monkeypatch.setattr(export, "traced", forged)
    with pytest.raises(TrainingError, match=r"differs from PyTorch by 0\.01, .* no bundle was written"):
        export_fp32(tagger, encoder, samples)


def test_export_refuses_a_network_that_has_lost_its_numbers(
    tiny_encoder: Path, encoder: WordEncoder, samples: list[Batch]
) -> None:
    tagger = _tagger(read_model(tiny_encoder))
    with torch.no_grad():
        tagger.emissions.weight[0, 0] = float("nan")
    with pytest.raises(TrainingError, match="nan"):
        export_fp32(tagger, encoder, samples)


def test_int8_is_smaller_and_close(
    tagger: EncoderTagger, encoder: WordEncoder, samples: list[Batch], model: bytes
) -> None:
    small = int8_weights(model)
    emissions = TransformerSession(model, encoder, Path("model.onnx")).emissions(samples[0])
    assert len(small) < 0.6 * len(model)
    assert TOLERANCE < largest_difference(tagger, encoder, small, samples) < emissions.std()


def test_smoothing_changes_nothing_before_rounding_and_keeps_outliers_from_the_rest_after_it(
    tiny_encoder: Path, encoder: WordEncoder, samples: list[Batch]
) -> None:
    tagger = _tagger(read_model(tiny_encoder))
    with torch.no_grad():
        for name, parameter in tagger.named_parameters():
            if name.endswith("attention.output.LayerNorm.weight"):
                parameter[0] *= 40
    model = export_fp32(tagger, encoder, samples)
    inputs = sample_inputs(TRANSFORMER, encoder, samples)
    assert largest_difference(tagger, encoder, smoothed(model, inputs), samples) < TOLERANCE
    plain, smooth = int8_weights(model), int8_weights(model, inputs)
    assert largest_difference(tagger, encoder, smooth, samples) < 0.9 * largest_difference(
        tagger, encoder, plain, samples
    )


def test_in_int8_a_row_is_read_the_same_whatever_stands_beside_it(
    encoder: WordEncoder, samples: list[Batch], model: bytes
) -> None:
    inputs = sample_inputs(TRANSFORMER, encoder, samples)
    alone, beside = (encoder.batch([encoder.rows(text) for text in texts]) for texts in (["x"], ["x", "Ada flew ."]))

    def difference(small: bytes) -> float:
        session = TransformerSession(small, encoder, Path("model.onnx"))
        return float(np.abs(session.emissions(alone)[0, :1] - session.emissions(beside)[0, :1]).max())

    assert difference(int8_weights(model)) > 0.01
    assert difference(int8_weights(model, inputs)) < TOLERANCE


def test_an_activation_that_is_always_zero_stays_so() -> None:
    width = 4
    weights = helper.make_tensor("weights", TensorProto.FLOAT, (width, width), np.ones(width * width))
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["rows", "weights"], ["out"])],
        "zeros",
        [helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["n", width])],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, ["n", width])],
        [weights],
    )
    full = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8).SerializeToString()
    zeros = {"rows": np.zeros((2, width), np.float32)}
    session = opened_session(int8_weights(full, [zeros]), Path("model.onnx"))
    assert not session.run(None, zeros)[0].any()


def test_a_folder_that_holds_no_encoder_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="not an encoder that transformers can load") as caught:
        read_model(tmp_path)
    assert "\n" not in str(caught.value)


def test_an_encoder_that_reads_too_little_is_refused(tmp_path: Path, encoder: WordEncoder) -> None:
    config = RobertaConfig(max_position_embeddings=130, vocab_size=encoder.n_pieces, **SIZES)
    AutoModel.from_config(config).save_pretrained(tmp_path)
    with pytest.raises(InputError, match="this encoder reads 130 pieces at most, and 512 are needed"):
        read_model(tmp_path)
