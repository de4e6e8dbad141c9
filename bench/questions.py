"""The questions asked, and how to tell from a reply's text what kind of answer it is."""

from __future__ import annotations

import random
from pathlib import Path

from answers.catalogue import Catalogue, read_responses
from bench.sides import ROOT, read

FAQ = 40
LOOKUPS = 15
SEED = 1962
LOOKUP_TOPICS = ("timeline", "sanctions")


def faq_questions() -> list[str]:
    """Forty of the questions that the answers suggest."""
    catalogue = Catalogue(read_responses())
    questions = [catalogue.question(topic) for topic in catalogue.topics()]
    return random.Random(SEED).sample(questions, min(FAQ, len(questions)))


def lookup_questions() -> list[str]:
    """Fifteen training questions about the timeline and fifteen about the sanctions, in turn."""
    pairs = zip(*(sample(ROOT / "data" / "nlu" / f"{topic}.yml") for topic in LOOKUP_TOPICS), strict=True)
    return [question for pair in pairs for question in pair]


def sample(path: Path) -> list[str]:
    lines = [line for block in read(path)["nlu"] for line in block["examples"].splitlines()]
    return random.Random(SEED).sample([line.removeprefix("- ").strip() for line in lines], LOOKUPS)


class Judge:
    """Tells answers of the wanted kind from others, by the texts of `data/responses`."""

    def __init__(self) -> None:
        responses = read_responses()
        self._catalogue = Catalogue(responses)
        self._texts = {name.removeprefix("utter_"): variants[0]["text"] for name, variants in responses.items()}
        lookups = tuple(f"{topic}_" for topic in LOOKUP_TOPICS)
        self._others = tuple(text[:40] for topic, text in self._texts.items() if not topic.startswith(lookups))

    def faq(self, question: str, reply: str) -> bool:
        """Whether the reply is the answer that the suggested question leads to."""
        topic = self._catalogue.topic_of(question)
        return bool(topic) and reply.startswith(self._texts[topic or ""][:40])

    def lookup(self, question: str, reply: str) -> bool:
        """Whether the reply comes from a lookup."""
        return bool(reply) and not reply.startswith(self._others)
