"""Questions for the public record, made from its own names and titles, without Rasa."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from itertools import cycle

from facts.loading import facts
from facts.models import Dated
from nlu.names import read_names

EVENTS = ("when was the {}?", "what was the {}?", "{}", "tell me about the {}", "what year was the {}")
STEPS = ("what is {}?", "{}", "when did {} come?", "tell me about {}")
TITLES = ("when was this: {}", "what do you know of this: {}")
LOOSE = ("country", "person")


def plain(text: str) -> str:
    """A text by its words alone."""
    return " ".join(re.findall(r"\w+", text.lower()))


def questions() -> Iterator[tuple[str, str, str]]:
    """A question, its intent and the entry's id for every name and every title of the record."""
    for intent, entries, wordings in (
        ("ask_timeline", facts().events, EVENTS),
        ("ask_sanctions", facts().actions, STEPS),
    ):
        wording, titled = cycle(wordings), cycle(TITLES)
        for entry in entries:
            yield next(titled).format(entry.title), intent, entry.id
            for name in telling(entry):
                yield next(wording).format(name), intent, entry.id


def telling(entry: Dated) -> list[str]:
    """The names of an entry but for those of a country or a person, which stand for much else."""
    listed = read_names()
    return [name for name in entry.names if listed.kinds.get(listed.canonical.get(name, "")) not in LOOSE]


def digest() -> str:
    """SHA-256 of all the questions: a new name asks for training, a corrected date does not."""
    return hashlib.sha256(repr(list(questions())).encode()).hexdigest()
