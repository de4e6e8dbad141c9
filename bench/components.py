"""The trained components of our pipeline, in this process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.running import MODEL

if TYPE_CHECKING:
    from rasa.shared.nlu.training_data.message import Message


class Components:
    """The components that understand a message, in the order they run.

    Args:
        trained: what they are, each with `process`.
    """

    def __init__(self, trained: list[Any]) -> None:
        self.trained = trained

    @classmethod
    def load(cls, model: Path = MODEL) -> Components:
        """Those of a trained model.

        Raises:
            RuntimeError: there is no such model.
        """
        if not model.exists():
            raise RuntimeError(f"There is no model {model}: run `make train` first.")
        from mends import tensorflow
        from mends.__main__ import quiet

        quiet()
        tensorflow.apply()
        from rasa.core.agent import Agent

        runner = Agent.load(str(model)).processor.graph_runner
        nodes = runner._instantiated_nodes.items()
        return cls([node._component for name, node in nodes if name.startswith("run_nlu.")])

    def split(self, name: str) -> tuple[Components, Any, Components]:
        """Those before a component, named by its class, the component, and those after it.

        Raises:
            StopIteration: there is none of that name.
        """
        place = next(i for i, one in enumerate(self.trained) if type(one).__name__ == name)
        return Components(self.trained[:place]), self.trained[place], Components(self.trained[place + 1 :])

    def process(self, messages: list[Message]) -> list[Message]:
        for component in self.trained:
            messages = component.process(messages)
        return messages


def label(message: Message) -> str:
    """The full label a message was understood as: `faq/is_ally`, `greet`."""
    intent = (message.get("intent") or {}).get("name") or ""
    selected = (message.get("response_selector") or {}).get(intent, {})
    return selected.get("response", {}).get("intent_response_key", intent)
