"""What our trainable components share."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.names import NAMES

Plain = TypeVar("Plain", bound="Component")
Self = TypeVar("Self", bound="TrainedComponent")


class Component(GraphComponent):
    """A component that learns nothing: a subclass says what it does (`process`)."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    def process(self, messages: list[Message]) -> list[Message]:
        raise NotImplementedError

    @classmethod
    def create(
        cls: type[Plain],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Plain:
        return cls(config)


class TrainedComponent(GraphComponent):
    """A component that learns from training data and keeps what it learnt in a folder of the model.

    A subclass says what it learns (`learn`), how it keeps that (`save`, `restore`) and what it does (`process`).
    """

    def __init__(self, config: dict[str, Any], name: str, model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._name = name
        self._model_storage = model_storage
        self._resource = resource

    def learn(self, training_data: TrainingData) -> None:
        raise NotImplementedError

    def save(self, folder: Path) -> None:
        raise NotImplementedError

    def restore(self, folder: Path) -> None:
        raise NotImplementedError

    def process(self, messages: list[Message]) -> list[Message]:
        raise NotImplementedError

    @classmethod
    def create(
        cls: type[Self],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        return cls(config, execution_context.node_name, model_storage, resource)

    @classmethod
    def load(
        cls: type[Self],
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        component = cls(config, execution_context.node_name, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component.restore(folder)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        self.learn(training_data)
        with self._model_storage.write_to(self._resource) as folder:
            self.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Rasa's training cache looks only at a component's own class; this adds the rest of what it is made of."""
        digest = hashlib.sha256()
        for path in sorted([NAMES, *NAMES.parent.glob("facts/*.yml"), *Path(__file__).parent.glob("*.py")]):
            digest.update(path.read_bytes())
        return digest.hexdigest()
