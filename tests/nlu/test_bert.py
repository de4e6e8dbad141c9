"""The graph computes what BERT computes: compared with a plain numpy version on small random weights."""

from __future__ import annotations

import math

import numpy as np
import onnxruntime
import pytest

from nlu.bert import EPSILON, HEADS, LAYERS, sentence_graph

VOCABULARY, POSITIONS, HIDDEN, WIDE = 30, 16, 2 * HEADS, 48


@pytest.fixture(scope="module")
def weights() -> dict[str, np.ndarray]:
    random = np.random.default_rng(7)
    shapes = {
        "embeddings.word_embeddings.weight": (VOCABULARY, HIDDEN),
        "embeddings.position_embeddings.weight": (POSITIONS, HIDDEN),
        "embeddings.token_type_embeddings.weight": (2, HIDDEN),
        "embeddings.LayerNorm.weight": (HIDDEN,),
        "embeddings.LayerNorm.bias": (HIDDEN,),
    }
    for layer in range(LAYERS):
        for name, rows, columns in (
            ("attention.self.query", HIDDEN, HIDDEN),
            ("attention.self.key", HIDDEN, HIDDEN),
            ("attention.self.value", HIDDEN, HIDDEN),
            ("attention.output.dense", HIDDEN, HIDDEN),
            ("intermediate.dense", WIDE, HIDDEN),
            ("output.dense", HIDDEN, WIDE),
        ):
            shapes[f"encoder.layer.{layer}.{name}.weight"] = (rows, columns)
            shapes[f"encoder.layer.{layer}.{name}.bias"] = (rows,)
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            shapes[f"encoder.layer.{layer}.{name}.weight"] = (HIDDEN,)
            shapes[f"encoder.layer.{layer}.{name}.bias"] = (HIDDEN,)
    return {
        name: random.normal(float(name.endswith("LayerNorm.weight")), 0.2, shape).astype(np.float32)
        for name, shape in shapes.items()
    }


class Plain:
    """BERT without a mask, mean-pooled and normalised, as the papers write it."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self._weights = weights

    def linear(self, x: np.ndarray, name: str) -> np.ndarray:
        return x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def norm(self, x: np.ndarray, name: str) -> np.ndarray:
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + EPSILON)
        return scaled * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]

    def attention(self, x: np.ndarray, name: str) -> np.ndarray:
        size = HIDDEN // HEADS
        query, key, value = (self.linear(x, f"{name}.self.{part}") for part in ("query", "key", "value"))
        heads = []
        for head in range(HEADS):
            place = slice(head * size, (head + 1) * size)
            scores = query[:, place] @ key[:, place].T / math.sqrt(size)
            scores = np.exp(scores - scores.max(-1, keepdims=True))
            heads.append(scores / scores.sum(-1, keepdims=True) @ value[:, place])
        output = self.linear(np.concatenate(heads, -1), f"{name}.output.dense")
        return self.norm(output + x, f"{name}.output.LayerNorm")

    def encode(self, ids: list[int]) -> np.ndarray:
        weights = self._weights
        x = weights["embeddings.word_embeddings.weight"][ids]
        x = x + weights["embeddings.position_embeddings.weight"][: len(ids)]
        x = self.norm(x + weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")
        gelu = np.vectorize(lambda value: value * (1 + math.erf(value / math.sqrt(2))) / 2)
        for layer in range(LAYERS):
            name = f"encoder.layer.{layer}"
            x = self.attention(x, f"{name}.attention")
            wide = gelu(self.linear(x, f"{name}.intermediate.dense"))
            x = self.norm(self.linear(wide, f"{name}.output.dense") + x, f"{name}.output.LayerNorm")
        mean = x.mean(0)
        return mean / np.linalg.norm(mean)


@pytest.fixture(scope="module")
def session(weights: dict[str, np.ndarray]) -> onnxruntime.InferenceSession:
    model = sentence_graph(weights).SerializeToString()
    return onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])


@pytest.mark.parametrize("ids", [[1], [1, 2], list(range(POSITIONS)), [5] * POSITIONS])
def test_the_graph_agrees_with_plain_bert(
    session: onnxruntime.InferenceSession, weights: dict[str, np.ndarray], ids: list[int]
) -> None:
    (found,) = session.run(None, {"ids": np.array([ids])})
    assert np.allclose(found[0], Plain(weights).encode(ids), atol=1e-4)


def test_the_layers_asked_for_stand_side_by_side(
    session: onnxruntime.InferenceSession, weights: dict[str, np.ndarray]
) -> None:
    model = sentence_graph(weights, (0, LAYERS)).SerializeToString()
    both = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    ids = {"ids": np.array([[1, 2, 3]])}
    (first, last), (alone,) = np.split(both.run(None, ids)[0], 2, axis=1), session.run(None, ids)
    assert np.allclose(last, alone, atol=1e-5)
    assert np.allclose(np.linalg.norm(first), 1, atol=1e-5)
    assert not np.allclose(first, last, atol=1e-3)


def test_a_batch_gives_what_single_texts_give(session: onnxruntime.InferenceSession) -> None:
    batch = np.array([[1, 2, 3], [4, 5, 6], [1, 2, 3]])
    (together,) = session.run(None, {"ids": batch})
    alone = [session.run(None, {"ids": row[None, :]})[0][0] for row in batch]
    assert np.allclose(together, alone, atol=1e-5)
    assert not np.allclose(together[0], together[1], atol=1e-3)


def test_order_counts(session: onnxruntime.InferenceSession) -> None:
    (found,) = session.run(None, {"ids": np.array([[1, 2, 3], [3, 2, 1]])})
    assert not np.allclose(found[0], found[1], atol=1e-3)


def test_a_missing_weight_is_an_error(weights: dict[str, np.ndarray]) -> None:
    name = "encoder.layer.3.output.dense.bias"
    with pytest.raises(KeyError, match=name):
        sentence_graph({key: value for key, value in weights.items() if key != name})
