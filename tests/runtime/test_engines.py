"""Which engine runs a transformer: measured once, remembered, never one that says something else."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import onoma
from onoma import Document
from onoma.bundle import open_bundle
from onoma.corpus import Corpus
from onoma.errors import BundleError
from onoma.runtime import engines, recognizer_of
from onoma.runtime.engines import faster_session
from onoma.runtime.openvino_session import OpenVinoSession
from onoma.runtime.session import opened_session

SAMPLE = {"x": np.ones((2, 3), np.float32), "unused": np.ones(1, np.float32)}


class Named:
    def __init__(self, name: str) -> None:
        self.name = name


class Engine:
    """Answers with `value`, after it moved the clock."""

    def __init__(self, value: float, takes_s: float, clock: list[float]) -> None:
        self.value, self.takes_s, self.clock = value, takes_s, clock
        self.n_runs = 0

    def run(self, outputs: list[str], inputs: dict[str, Any], /) -> list[Any]:
        assert (outputs, set(inputs)) == (["emissions"], {"x"})
        self.clock[0] += self.takes_s
        self.n_runs += 1
        return [np.full((2, 3), self.value, np.float32)]

    def get_inputs(self) -> list[Named]:
        return [Named("x")]


Choice = Callable[..., tuple[str, int]]


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Choice]:
    """Chooses between ONNX Runtime, a second a run, and another engine; who was taken, and how often the other ran."""
    clock = [0.0]
    monkeypatch.setenv("ONOMA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(engines.time, "perf_counter", lambda: clock[0])
    monkeypatch.setattr(engines, "openvino_version", lambda: "1.0")
    monkeypatch.delenv("LD_PRELOAD", raising=False)

    def choose(
        model: bytes = b"m", *, value: float = 1.0, takes_s: float = 0.5, fails: bool = False
    ) -> tuple[str, int]:
        usual, other = Engine(1.0, 1.0, clock), Engine(value, takes_s, clock)

        def opened(model: bytes) -> Engine:
            if fails:
                raise RuntimeError("no conversion rule")
            return other

        monkeypatch.setattr(engines, "opened_session", lambda model, place: usual)
        monkeypatch.setattr(engines, "OpenVinoSession", opened)
        session = faster_session(model, Path("model.onnx"), lambda: SAMPLE)
        return "other" if session is other else "usual", other.n_runs

    return choose


def test_a_faster_engine_that_says_the_same_is_taken(chosen: Choice) -> None:
    assert chosen()[0] == "other"


@pytest.mark.parametrize(
    "other", [{"takes_s": 0.95}, {"takes_s": 2.0}, {"value": 1.5}, {"value": float("nan")}, {"fails": True}]
)
def test_an_engine_that_is_no_faster_or_says_something_else_or_fails_is_not_taken(chosen: Choice, other: Any) -> None:
    assert chosen(**other)[0] == "usual"


def test_the_choice_is_measured_once_for_each_network(chosen: Choice, tmp_path: Path) -> None:
    assert chosen() == ("other", 1 + engines._ROUNDS)
    assert chosen(takes_s=9.0) == ("other", 0)
    assert chosen(b"another", takes_s=9.0) == ("usual", 1 + engines._ROUNDS)
    assert chosen(b"another") == ("usual", 0)
    [path] = (tmp_path / "cache").rglob("*.json")
    assert sorted(json.loads(path.read_text(encoding="utf-8")).values()) == [False, True]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"a": 3}'])
def test_a_broken_memory_is_measured_again(chosen: Choice, tmp_path: Path, content: str) -> None:
    path = tmp_path / "cache" / "engines.json"
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    assert chosen() == ("other", 1 + engines._ROUNDS)
    assert chosen() == ("other", 0)


def test_where_nothing_can_be_remembered_it_is_measured_each_time(chosen: Choice, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file", encoding="utf-8")
    assert chosen() == chosen() == ("other", 1 + engines._ROUNDS)


def test_beside_another_allocator_openvino_is_left_alone(chosen: Choice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_PRELOAD", "libjemalloc.so.2")
    assert chosen() == ("usual", 0)


def test_without_openvino_nothing_is_measured_or_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_transformer: Path
) -> None:
    monkeypatch.setenv("ONOMA_CACHE", str(tmp_path))
    monkeypatch.setattr(engines, "openvino_version", lambda: None)
    assert onoma.load(tiny_transformer)("Ada lives in London.").text == "Ada lives in London."
    assert not list(tmp_path.iterdir())


def test_what_judges_a_training_runs_on_onnx_runtime_alone(
    monkeypatch: pytest.MonkeyPatch, tiny_transformer: Path
) -> None:
    def asked() -> str:
        raise AssertionError("another engine was asked for")

    monkeypatch.setattr(engines, "openvino_version", asked)
    assert recognizer_of(open_bundle(tiny_transformer))("Ada lives in London .").entities


def test_what_onnx_runtime_cannot_load_is_refused_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONOMA_CACHE", str(tmp_path))
    with pytest.raises(BundleError, match=r"broken\.onnx"):
        faster_session(b"no network", Path("broken.onnx"), lambda: SAMPLE)


def test_openvino_computes_what_onnx_runtime_computes() -> None:
    pytest.importorskip("openvino")
    model = _doubling()
    x = np.arange(6, dtype=np.float32).reshape(2, 3)
    other, usual = OpenVinoSession(model), opened_session(model, Path("model.onnx"))
    assert [array.name for array in other.get_inputs()] == ["x"]
    np.testing.assert_allclose(other.run(["emissions"], {"x": x})[0], usual.run(["emissions"], {"x": x})[0])


def test_a_bundle_finds_the_same_on_openvino(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_hugging_face: Path, tiny_dev: Corpus
) -> None:
    pytest.importorskip("openvino")
    texts = [document.text for document in tiny_dev]
    expected = list(onoma.load(tiny_hugging_face).stream(texts))
    monkeypatch.setenv("ONOMA_CACHE", str(tmp_path))
    monkeypatch.setattr(engines, "openvino_version", lambda: "1.0")
    monkeypatch.setattr(engines, "_WORTH_IT", 1e9)
    monkeypatch.delenv("LD_PRELOAD", raising=False)
    found = list(onoma.load(tiny_hugging_face).stream(texts))
    [path] = tmp_path.rglob("engines.json")
    assert list(json.loads(path.read_text(encoding="utf-8")).values()) == [True]
    assert _places(found) == _places(expected) != []


def _places(documents: list[Document]) -> list[tuple[int, int, int, str]]:
    return [(at, e.start, e.end, e.label) for at, document in enumerate(documents) for e in document.entities]


def _doubling() -> bytes:
    """A network that gives twice what it is given."""
    from onnx import TensorProto, helper

    shape = ["rows", "columns"]
    graph = helper.make_graph(
        [helper.make_node("Add", ["x", "x"], ["emissions"])],
        "doubling",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("emissions", TensorProto.FLOAT, shape)],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    return bytes(made.SerializeToString())
