"""The pipelines that the tests of components share."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_pipeline import Pipeline

from nlu.classifier import TopicClassifier
from nlu.encoder import Encoder, SentenceEncoder, weights_folder, write_graph
from nlu.gate import Gate
from nlu.scope import ScopeCheck
from nlu.speller import Speller


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The encoder's files, written from the real weights."""
    folder = tmp_path_factory.mktemp("encoder")
    write_graph(weights_folder(None), folder)
    return folder


@pytest.fixture(scope="session")
def encoder(graph: Path) -> Encoder:
    return Encoder(graph)


@pytest.fixture(scope="session")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """Speller, encoder, classifier, scope check and gate."""
    parts = [(Speller, {}), (SentenceEncoder, {}), (TopicClassifier, {}), (ScopeCheck, {}), (Gate, {})]
    return Pipeline(tmp_path_factory.mktemp("pipeline"), *parts)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """The same without the encoder."""
    parts = [(Speller, {}), (SentenceEncoder, {"enabled": False}), (TopicClassifier, {}), (ScopeCheck, {}), (Gate, {})]
    return Pipeline(tmp_path_factory.mktemp("small"), *parts)
