"""The ONNX graph of a BERT sentence encoder, written from its weights."""

from __future__ import annotations

from typing import Any

import numpy as np
from onnx import ModelProto, TensorProto, helper, numpy_helper

HEADS = 12
LAYERS = 6
EPSILON = 1e-12


class GraphWriter:
    """Collects nodes and weights; every method returns the name of the tensor it makes."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self._weights = weights
        self._nodes: list = []
        self._tensors: dict = {}

    def node(self, operator: str, *inputs: str, **attributes: Any) -> str:
        name = f"{operator}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, list(inputs), [name], name=name, **attributes))
        return name

    def constant(self, name: str, value: np.ndarray) -> str:
        self._tensors.setdefault(name, numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def weight(self, name: str) -> str:
        return self.constant(name, self._weights[name].astype(np.float32))

    def linear(self, x: str, name: str) -> str:
        kernel = self.constant(f"{name}.kernel", self._weights[f"{name}.weight"].astype(np.float32).T)
        return self.node("Add", self.node("MatMul", x, kernel), self.weight(f"{name}.bias"))

    def layer_norm(self, x: str, name: str) -> str:
        scale, bias = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        return self.node("LayerNormalization", x, scale, bias, axis=-1, epsilon=EPSILON)

    def gelu(self, x: str) -> str:
        half = self.constant("half", np.array(0.5, np.float32))
        one = self.constant("one", np.array(1.0, np.float32))
        root_two = self.constant("root_two", np.array(np.sqrt(2.0), np.float32))
        erf = self.node("Erf", self.node("Div", x, root_two))
        return self.node("Mul", self.node("Mul", x, self.node("Add", erf, one)), half)

    def heads(self, x: str, hidden: int, *axes: int) -> str:
        shape = self.constant("split_heads", np.array([0, 0, HEADS, hidden // HEADS], np.int64))
        return self.node("Transpose", self.node("Reshape", x, shape), perm=[0, *axes])

    def attention(self, x: str, name: str, hidden: int) -> str:
        query = self.heads(self.linear(x, f"{name}.self.query"), hidden, 2, 1, 3)
        key = self.heads(self.linear(x, f"{name}.self.key"), hidden, 2, 3, 1)
        value = self.heads(self.linear(x, f"{name}.self.value"), hidden, 2, 1, 3)
        scale = self.constant("scale", np.array(np.sqrt(hidden / HEADS), np.float32))
        scores = self.node("Softmax", self.node("Div", self.node("MatMul", query, key), scale), axis=-1)
        context = self.node("Transpose", self.node("MatMul", scores, value), perm=[0, 2, 1, 3])
        merged = self.node("Reshape", context, self.constant("merge_heads", np.array([0, 0, hidden], np.int64)))
        output = self.linear(merged, f"{name}.output.dense")
        return self.layer_norm(self.node("Add", output, x), f"{name}.output.LayerNorm")

    def block(self, x: str, name: str, hidden: int) -> str:
        x = self.attention(x, f"{name}.attention", hidden)
        wide = self.gelu(self.linear(x, f"{name}.intermediate.dense"))
        narrow = self.linear(wide, f"{name}.output.dense")
        return self.layer_norm(self.node("Add", narrow, x), f"{name}.output.LayerNorm")

    def embeddings(self, ids: str, hidden: int) -> str:
        words = self.node("Gather", self.weight("embeddings.word_embeddings.weight"), ids)
        positions = self.weight("embeddings.position_embeddings.weight")
        length = self.node("Gather", self.node("Shape", ids), self.constant("axis_one", np.array([1], np.int64)))
        zero = self.constant("zero", np.array([0], np.int64))
        first = self.node("Slice", positions, zero, length, zero)
        kind = self.constant("kind", self._weights["embeddings.token_type_embeddings.weight"][0].astype(np.float32))
        return self.layer_norm(self.node("Add", self.node("Add", words, first), kind), "embeddings.LayerNorm")

    def graph(self, output: str, hidden: int) -> ModelProto:
        ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "length"])
        vectors = helper.make_tensor_value_info(output, TensorProto.FLOAT, ["batch", hidden])
        graph = helper.make_graph(self._nodes, "sentence_encoder", [ids], [vectors], list(self._tensors.values()))
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def sentence_graph(weights: dict[str, np.ndarray], layers: tuple[int, ...] = (LAYERS,)) -> ModelProto:
    """Writes the graph from int64 token ids [batch, length], unpadded, to vectors [batch, layers * hidden].

    Each of the layers (0 is the embeddings, `LAYERS` the last) gives one unit vector, the mean over its tokens; they
    stand side by side in the order given.

    Raises:
        KeyError: a weight of BERT's architecture is missing.
    """
    hidden = weights["embeddings.word_embeddings.weight"].shape[1]
    writer = GraphWriter(weights)
    states = [writer.embeddings("ids", hidden)]
    for layer in range(LAYERS):
        states.append(writer.block(states[-1], f"encoder.layer.{layer}", hidden))
    means = [writer.node("ReduceMean", states[layer], axes=[1], keepdims=0) for layer in layers]
    units = [writer.node("LpNormalization", mean, axis=1, p=2) for mean in means]
    return writer.graph(writer.node("Concat", *units, axis=1), len(layers) * hidden)
