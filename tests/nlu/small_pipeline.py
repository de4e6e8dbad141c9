"""Small training data, real weights, and a pipeline of our components made from them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.component import TrainedComponent
from nlu.encoder import SentenceEncoder
from nlu.speller import Speller

FEATURIZERS = (Speller, SentenceEncoder)
CONTEXT = ExecutionContext(GraphSchema({}), "test")
QUESTIONS = {
    "faq/is_ally": [
        "is russia an ally of the us",
        "are russia and the us allies",
        "is russia our ally",
        "are the two countries allied",
        "would you call russia an american ally",
        "is moscow allied with washington",
    ],
    "faq/space": [
        "do russia and the us work together in space",
        "does nasa still use russian rockets",
        "who flies to the space station together",
        "do astronauts and cosmonauts fly together",
        "is there cooperation in space",
        "do the us and russia share rockets",
    ],
    "ask_sanctions": [
        "what sanctions did the us impose in 2014",
        "how did russia respond to sanctions",
        "list the sanctions",
        "which sanctions came in 2017",
        "how many sanctions are there",
        "who pays for sanctions",
    ],
    "follow_up/why": ["why", "why is that", "how come", "but why", "for what reason", "why so"],
    "greet": ["hello", "hi there", "good morning", "hey", "hello there", "good evening"],
    "out_of_scope": [
        "how do i bake bread",
        "what is the weather in paris",
        "who won the football game",
        "how many moons does jupiter have",
        "is china an ally of the us",
        "recommend me a good film",
    ],
}


def message(text: str, label: str | None = None) -> Message:
    intent, _, topic = (label or "").partition("/")
    built = Message.build(text, intent or None)
    if topic:
        built.set("intent_response_key", label)
    return built


def training_data() -> TrainingData:
    return TrainingData([message(text, label) for label, texts in QUESTIONS.items() for text in texts])


class Pipeline:
    """Trains components one after another, as Rasa does, then serves what it loads from the model."""

    def __init__(self, folder: Path, *parts: tuple[type[TrainedComponent], dict[str, Any]]) -> None:
        self.storage = LocalModelStorage.create(folder)
        self.components: list[Any] = []
        data = training_data()
        for component, config in parts:
            settings, resource = {**component.get_default_config(), **config}, Resource(component.__name__)
            trained = component.create(settings, self.storage, resource, CONTEXT)
            trained.train(data)
            if component in FEATURIZERS:
                data = trained.process_training_data(data)
            self.components.append(component.load(settings, self.storage, resource, CONTEXT))

    def read(self, *texts: str) -> list[Message]:
        """The texts as understood."""
        messages = [Message({TEXT: text}) for text in texts]
        for component in self.components:
            messages = component.process(messages)
        return messages
