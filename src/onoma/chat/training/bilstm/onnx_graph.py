"""The joint tagger as an ONNX graph: that of `onoma.training`, and the head of intents."""

from __future__ import annotations

import numpy as np

from onoma.chat.training.bilstm.network import ABSENT, JointTagger
from onoma.training.bilstm.onnx_graph import Graph, add_dense, add_tagger

__all__ = ["joint_to_onnx"]

_FLOAT = 1  # TensorProto.FLOAT


def joint_to_onnx(tagger: JointTagger) -> bytes:
    """The serialised model: inputs as those of a tagger, outputs emissions and intents."""
    graph = Graph()
    vectors, states = add_tagger(graph, tagger)
    live = _live(graph)
    absent = graph.add("Mul", _minus_one(graph, live), graph.constant("absent", _float(ABSENT)), name="absence")
    largest = graph.add("Add", states, absent, name="present")
    largest = graph.add("ReduceMax", largest, name="largest", axes=[0], keepdims=0)
    counted = graph.add("Mul", vectors, live, name="live_vectors")
    summed = graph.add("ReduceSum", counted, "zero", name="vectors_summed", keepdims=0)
    count = graph.add("Unsqueeze", "lengths_float", "one", name="word_count")
    mean = graph.add("Div", summed, count, name="mean_vector")
    pooled = graph.add("Concat", largest, mean, name="pooled", axis=-1)
    kernel, bias = tagger.intents.get_weights()
    add_dense(graph, pooled, "intents", kernel, bias)
    return graph.serialised(
        {"emissions": ["words_", "sentences", len(tagger.tags)], "intents": ["sentences", len(bias)]}
    )


def _live(graph: Graph) -> str:
    """1 for words and 0 for padding, `(words, sentences, 1)`."""
    shape = graph.add("Shape", "places", name="places_shape")
    n_words = graph.add("Gather", shape, graph.constant("first", np.array(0)), name="n_words", axis=0)
    steps = graph.add(
        "Range", graph.constant("start", np.array(0)), n_words, graph.constant("step", np.array(1)), name="steps"
    )
    steps = graph.add("Cast", graph.add("Unsqueeze", steps, "one", name="column"), name="column_float", to=_FLOAT)
    lengths = graph.add("Cast", "lengths", name="lengths_float", to=_FLOAT)
    is_word = graph.add("Less", steps, lengths, name="is_word")
    live = graph.add("Cast", is_word, name="is_word_float", to=_FLOAT)
    return graph.add("Unsqueeze", live, graph.constant("two", np.array([2])), name="live")


def _minus_one(graph: Graph, live: str) -> str:
    """0 for words and 1 for padding."""
    return graph.add("Sub", graph.constant("unity", _float(1.0)), live, name="dead")


def _float(value: float) -> np.ndarray[tuple[()], np.dtype[np.float32]]:
    return np.array(value, np.float32)
