"""Two questions in one message: understood each by itself, answered one after the other."""

from __future__ import annotations

import re
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.attributes import CLAUSE_OF, CLAUSES, MENDED, OUTSIDE, TARGET
from nlu.classifier import full_label, set_label
from nlu.component import Component
from nlu.labels import TWO_QUESTIONS, answerable

ASKING = (
    r"(?:what|whats|which|who|whom|whose|when|where|why|how|is|are|was|were|did|do|does|has|have|had|can|could|would|will"
    r"|should|tell|give|show|explain|list|name|describe|compare)"
)
SENTENCES = re.compile(
    rf"(?<=\w[?.!;])\s+|\s*[,;]?\s+(?:and|but|also|plus|&)\s+(?:also\s+|then\s+)?(?={ASKING}\b)",
    re.I,
)
_A_SIDE = r"(?:kremlin|russians?|soviets?|soviet union|americans?|us|usa|u\.s|united states|states|west|white house)\b"
PHRASES = re.compile(
    r",?\s+(?:versus|vs\.?|compared (?:with|to)|as opposed to)\s+"
    rf"|,?\s+and\s+(?:also\s+|then\s+)?(?:about\s+)?the\s+(?!{_A_SIDE})",
    re.I,
)
ABOUT = re.compile(r"\b(?:about|on|explain|describe|compare|versus|vs|compared|opposed)\b", re.I)
QUESTION = re.compile(rf"\?\s*$|^\W*(?:(?:and|but|so|then|also|ok|please)\W+)*{ASKING}\b", re.I)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
SHORTEST, LONGEST = 4, 40
MOST = 3
SURE = 0.5
SURER = 0.9


def parted(text: str, places: re.Pattern[str]) -> list[tuple[str, str]]:
    """The text before and after each of the places, where both sides are left with some words."""
    sides = [(text[: one.start()].strip(" ,;"), text[one.end() :].strip(" ,;")) for one in places.finditer(text)]
    return [(first, second) for first, second in sides if first and second]


def halves(text: str) -> list[tuple[str, str]]:
    """The ways to part a message into two that may each be a question, at most three; none when it is short or long."""
    if text.lstrip().startswith("/") or not SHORTEST <= len(text.split()) <= LONGEST:
        return []
    asking = [pair for pair in parted(text, SENTENCES) if all(map(QUESTION.search, pair))]
    return (asking + (parted(text, PHRASES) if ABOUT.search(text) else []))[:MOST]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class ClauseSplitter(Component):
    """First in the pipeline: puts the halves of a message behind it, so that every component understands them too."""

    def process(self, messages: list[Message]) -> list[Message]:
        found = []
        for message in messages:
            texts = [half for pair in halves(message.get(TEXT) or "") for half in pair]
            found += [message, *(Message({TEXT: text, CLAUSE_OF: id(message)}) for text in texts)]
        return found

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        return training_data


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ClauseJoiner(Component):
    """After the gate: keeps the whole message and, where it puts two questions, what each was understood as."""

    def process(self, messages: list[Message]) -> list[Message]:
        whole = [message for message in messages if not message.get(CLAUSE_OF)]
        for message in whole:
            rest = [one for one in messages if one.get(CLAUSE_OF) == id(message)]
            for pair in zip(rest[::2], rest[1::2], strict=True):
                if two_questions(message, pair):
                    message.set(CLAUSES, [understood(one) for one in pair], add_to_output=True)
                    set_label(message, TWO_QUESTIONS, 1.0, message.get("response_selector")["all_retrieval_intents"])
                    break
        return whole


def two_questions(whole: Message, pair: tuple[Message, Message]) -> bool:
    """Whether both halves are surely understood and ask different things, and the whole asks no third.

    A follow-up behind a question of its own is about that question, so the two stay together.
    """
    labels = [full_label(one) for one in pair]
    different = labels[0] != labels[1] or (answerable(labels[0]) and of_two_years(*(one.get(TEXT) for one in pair)))
    sure = all(confidence(one) >= SURE for one in pair)
    third = answerable(full_label(whole)) and confidence(whole) >= SURER and full_label(whole) not in labels
    apart = answerable(labels[1]) or all(map(follows_up, labels))
    # "in 2017 versus 2022" is one lookup of two years.
    same_table = all(one.startswith("ask_") for one in labels) and len(pair[1].get(TEXT).split()) < SHORTEST
    return sure and apart and not same_table and different and all(map(asks, labels)) and not third


def of_two_years(first: str, second: str) -> bool:
    """Whether each half asks about a year of its own."""
    years = [set(YEAR.findall(text)) for text in (first, second)]
    long = all(len(text.split()) >= SHORTEST for text in (first, second))
    return long and all(years) and not years[0] & years[1]


def confidence(message: Message) -> float:
    """The confidence in the label."""
    return (message.get(INTENT) or {}).get("confidence", 0.0)


def asks(label: str) -> bool:
    """Whether a label stands for a question that is answered from the article."""
    return answerable(label) or follows_up(label)


def follows_up(label: str) -> bool:
    return label.startswith("follow_up/")


def understood(message: Message) -> dict[str, Any]:
    """What an action needs to know of a half."""
    label = full_label(message)
    return {
        "text": message.get(TEXT),
        "mended": message.get(MENDED),
        "intent": {**message.get(INTENT), "full_retrieval_intent_name": label},
        "intent_ranking": message.get("intent_ranking"),
        "entities": message.get(ENTITIES),
        "target": message.get(TARGET),
        "outside": message.get(OUTSIDE),
    }
