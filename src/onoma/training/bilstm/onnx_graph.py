"""The Keras tagger as an ONNX graph, node by node, with ONNX's own LSTM operator.

words (distinct, MAX_PIECES + 1) -> vectors of distinct words -> Gather by places -> LSTM -> emissions
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from onoma.encoding import MAX_PIECES
from onoma.training.bilstm.network import Tagger

__all__ = ["Graph", "add_dense", "add_tagger", "tagger_to_onnx"]

_OPSET = 17
_IR_VERSION = 8

Array = NDArray[np.generic]


class Graph:
    """Nodes and constants as they are added."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: Array) -> str:
        """A constant of that name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, operator: str, *inputs: str, name: str, **attributes: object) -> str:
        """A node whose one output has that name."""
        self.nodes.append(helper.make_node(operator, list(inputs), [name], name=f"{operator}_{name}", **attributes))
        return name

    def serialised(self, outputs: Mapping[str, Sequence[int | str]]) -> bytes:
        """The model: inputs words, places and lengths (int32), and float outputs of these names and shapes."""
        body = helper.make_graph(
            self.nodes,
            "onoma-tagger",
            [
                helper.make_tensor_value_info("words", TensorProto.INT32, ["distinct", MAX_PIECES + 1]),
                helper.make_tensor_value_info("places", TensorProto.INT32, ["words_", "sentences"]),
                helper.make_tensor_value_info("lengths", TensorProto.INT32, ["sentences"]),
            ],
            [helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape)) for name, shape in outputs.items()],
            self.constants,
        )
        model = helper.make_model(body, opset_imports=[helper.make_opsetid("", _OPSET)], producer_name="onoma")
        model.ir_version = _IR_VERSION
        onnx.checker.check_model(model)
        serialised: bytes = model.SerializeToString()
        return serialised


def tagger_to_onnx(tagger: Tagger) -> bytes:
    """The serialised model: inputs words, places and lengths (int32), output emissions (float32)."""
    graph = Graph()
    add_tagger(graph, tagger)
    return graph.serialised({"emissions": ["words_", "sentences", len(tagger.tags)]})


def add_tagger(graph: Graph, tagger: Tagger) -> tuple[str, str]:
    """Add everything up to the emissions; names of the words' vectors, and of what the LSTM makes of them.

    Both are `(words, sentences, width)`.
    """
    sequence = graph.add("Gather", _word_vectors(graph, tagger), "places", name="sequence", axis=0)
    x = sequence
    for depth, layer in enumerate(tagger.lstms):
        x = _lstm(graph, x, depth, [np.asarray(weight) for weight in layer.get_weights()])
    add_dense(graph, x, "emissions", *tagger.emissions.get_weights())
    return sequence, x


def _word_vectors(graph: Graph, tagger: Tagger) -> str:
    """The vectors of the distinct words, `(distinct, width)`."""
    weights = tagger.words
    table = weights.table()
    scales = np.asarray(weights.places)
    graph.constant("zero", np.array([0]))
    graph.constant("one", np.array([1]))
    graph.constant("n_pieces", np.array([MAX_PIECES]))
    graph.constant("end", np.array([MAX_PIECES + 1]))
    pieces = graph.add("Slice", "words", "zero", "n_pieces", "one", name="pieces")
    shapes = graph.add("Slice", "words", "n_pieces", "end", "one", name="shapes")
    shapes = graph.add("Squeeze", shapes, "one", name="shape")
    x = graph.add("Gather", graph.constant("table", table), pieces, name="gathered", axis=0)
    x = graph.add("Mul", x, graph.constant("scales", scales.astype(np.float32)), name="weighted")
    x = graph.add("ReduceSum", x, "one", name="summed", keepdims=0)
    x = graph.add("Div", x, _root_of_count(graph, pieces, len(table) - 1), name="pieces_vector")
    shape_table = graph.constant("shape_table", np.asarray(weights.shapes.get_weights()[0]))
    x = graph.add("Concat", x, graph.add("Gather", shape_table, shapes, name="shape_vector"), name="vectors", axis=-1)
    if tagger.projection is None:
        return x
    return add_dense(graph, x, "projected", *tagger.projection.get_weights())


def _root_of_count(graph: Graph, pieces: str, n_pieces: int) -> str:
    """The root of the number of pieces of each word, `(distinct, 1)`, at least 1."""
    is_piece = graph.add("Less", pieces, graph.constant("first_padding", np.array(n_pieces, np.int32)), name="is_piece")
    counts = graph.add("Cast", is_piece, name="is_piece_float", to=TensorProto.FLOAT)
    counts = graph.add("ReduceSum", counts, "one", name="count", keepdims=1)
    counts = graph.add("Max", counts, graph.constant("at_least", np.array(1.0, np.float32)), name="counted")
    return graph.add("Sqrt", counts, name="root")


def add_dense(graph: Graph, x: str, name: str, kernel: Array, bias: Array) -> str:
    """Add a dense layer without activation; its output has that name."""
    x = graph.add("MatMul", x, graph.constant(f"{name}_kernel", kernel), name=f"{name}_product")
    return graph.add("Add", x, graph.constant(f"{name}_bias", bias), name=name)


def _lstm(graph: Graph, x: str, depth: int, weights: list[NDArray[np.float32]]) -> str:
    """One bidirectional layer, `(words, sentences, width)` to `(words, sentences, 2 * units)`.

    Keras keeps `(input, 4 * units)` with the gates in the order i, f, c, o; ONNX wants
    `(directions, 4 * units, input)` in the order i, o, f, c, and two biases.
    """
    halves = (weights[:3], weights[3:])
    units = weights[1].shape[0]
    kernel = np.stack([_gates(half[0].T) for half in halves])
    recurrent = np.stack([_gates(half[1].T) for half in halves])
    bias = np.stack([np.concatenate([_gates(half[2]), np.zeros(4 * units, np.float32)]) for half in halves])
    y = graph.add(
        "LSTM",
        x,
        graph.constant(f"kernel_{depth}", kernel),
        graph.constant(f"recurrent_{depth}", recurrent),
        graph.constant(f"bias_{depth}", bias),
        "lengths",
        name=f"lstm_{depth}",
        hidden_size=units,
        direction="bidirectional",
    )
    y = graph.add("Transpose", y, name=f"turned_{depth}", perm=[0, 2, 1, 3])
    return graph.add("Reshape", y, graph.constant(f"shape_{depth}", np.array([0, 0, 2 * units])), name=f"flat_{depth}")


def _gates(weights: NDArray[np.float32]) -> NDArray[np.float32]:
    i, f, c, o = np.split(weights, 4)
    return np.concatenate([i, o, f, c])
