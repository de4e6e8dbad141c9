"""What `data/responses/` says about its answers: sections, and how one leads to another."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent.parent / "data"
FOLDERS = (("responses", "responses"), ("phrases", "phrases"))
"""Folders of `data/` and their top-level key: what Rasa says by itself, and what actions and the guard say."""
MOST_SUGGESTIONS = 3

Responses = dict[str, list[dict[str, Any]]]


def plain_names(responses: Responses) -> Responses:
    """The same, named without Rasa's `utter_`."""
    return {name.removeprefix("utter_"): variants for name, variants in responses.items()}


class Catalogue:
    """Links between answers.

    Args:
        responses: responses and phrases by name, without `utter_`, each with its `metadata`.
    """

    def __init__(self, responses: Responses) -> None:
        self._texts = {name: variants[0]["text"] for name, variants in responses.items()}
        self._metadata = {name: (variants[0].get("metadata") or {}) for name, variants in responses.items()}
        self._topics = {
            metadata["question"]: name for name, metadata in self._metadata.items() if "question" in metadata
        }

    def metadata(self, topic: str) -> dict[str, Any]:
        """The metadata of an answer, empty when there is none."""
        return self._metadata.get(topic, {})

    def question(self, topic: str) -> str:
        """The plain question that leads to an FAQ topic; anything else is a question already."""
        return self.metadata(topic).get("question", topic)

    def text(self, topic: str) -> str:
        """The answer of a topic, with its placeholders; empty when there is none."""
        return self._texts.get(topic, "")

    def suggestions(self, topic: str) -> list[str]:
        """The next questions after an answer, at most three."""
        return [self.question(one) for one in self.metadata(topic).get("see_also", [])][:MOST_SUGGESTIONS]

    def topic_of(self, question: str) -> str | None:
        """The FAQ topic that a suggested question leads to; None when it is not one topic's question."""
        return self._topics.get(question)

    def notes(self, topic: str, said: str) -> list[str]:
        """The ids of the notes on what a topic's answer said, or on the part of it that was said."""
        parts = [part for part in self.metadata(topic).get("parts", []) if isinstance(part, dict)]
        part = next((part["topic"] for part in parts if part["text"] == said), topic)
        return list(self.metadata(part).get("notes", []))

    def related(self, topic: str) -> set[str]:
        """The FAQ topics that an answer leads to, and those of the lists that it is a part of; itself among them."""
        lists = [one for one in self.topics() if topic in self._part_topics(one)]
        linked = [self.metadata(topic).get(link) for link in ("why", "more", "since")]
        near = {topic, *linked, *self.metadata(topic).get("see_also", []), *self._part_topics(topic), *lists}
        near.update(part for one in lists for part in self._part_topics(one))
        return {one for one in near if one in self._metadata and one.startswith("faq/")}

    def _part_topics(self, topic: str) -> list[str]:
        """The topics of the parts that an answer names."""
        return [part["topic"] if isinstance(part, dict) else part for part in self.metadata(topic).get("parts", [])]

    def topics(self) -> list[str]:
        """Every FAQ topic, in the order of the files."""
        return list(self._topics.values())


def read_folder(data: Path, folder: str, key: str) -> Responses:
    """All responses of one folder by name, without `utter_`."""
    responses: Responses = {}
    for path in sorted((data / folder).glob("*.yml")):
        responses.update(yaml.safe_load(path.read_text(encoding="utf-8"))[key])
    return plain_names(responses)


@lru_cache(maxsize=1)
def phrases(data: Path = DATA) -> Responses:
    """What actions and the guard say, read once."""
    return read_folder(data, *FOLDERS[1])


def read_responses(data: Path = DATA) -> Responses:
    """Everything the bot can say, by name, without `utter_`."""
    return {**read_folder(data, *FOLDERS[0]), **read_folder(data, *FOLDERS[1])}


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The catalogue of this checkout, read once."""
    return Catalogue(read_responses())
