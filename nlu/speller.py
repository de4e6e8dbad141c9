"""Mends spelling before any feature is made; the user's text stays as typed."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from symspellpy import SymSpell, Verbosity

from facts.loading import facts
from nlu.attributes import MENDED
from nlu.component import TrainedComponent
from nlu.names import read_names

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
LONGEST_WORD = 24
CHAT_WORDS = frozenset(
    """plz pls thx tnx ty lol lmao btw idk omg wtf smth wanna gonna dunno cmon yall tho cuz coz bro nah yep yea yeah tbh
    imo fyi asap ngl rn bc bcs imho afaik hmm hmmm ugh meh""".split()  # noqa: SIM905
)
"""Right as they are, though in no dictionary: "plz" is no misspelt PLO."""


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """The 82,765 English words that symspellpy ships."""
    listing = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text("utf-8-sig")
    return frozenset(line.split(" ", 1)[0] for line in listing.splitlines())


class Lexicon:
    """What is spelled right, and the nearest right spelling of what is not.

    Args:
        counts: how often the training questions use each word that a typo may be mended to.
        max_distance: most edits (insert, delete, replace, swap) between a typo and its mend.
    """

    def __init__(self, counts: dict[str, int], max_distance: int = 2) -> None:
        self.counts = counts
        self.known = english_words() | CHAT_WORDS | counts.keys()
        self._max_distance = max_distance
        self._index = SymSpell(max_dictionary_edit_distance=max_distance, prefix_length=7)
        for word, count in counts.items():
            self._index.create_dictionary_entry(word, count)

    @classmethod
    def from_questions(cls, questions: list[str], names: set[str], max_distance: int = 2) -> Lexicon:
        """Keeps the words of the questions that are English or names: the rest are typos made on purpose."""
        counts = Counter(word for question in questions for word in words(question))
        english = english_words()
        kept = {word: n for word, n in counts.items() if len(word) > 2 and word in english}
        return cls({**kept, **{name: counts[name] + 5 for name in sorted(names)}}, max_distance)

    def mend(self, text: str) -> str:
        """Mends each unknown word of the text; numbers, known words and the rest stay as they are."""
        return WORD.sub(lambda found: self._mend_word(found.group()), text)

    def _mend_word(self, word: str) -> str:
        lower = word.lower()
        stem = re.split("['’]", lower)[0]
        if len(stem) < 3 or len(stem) > LONGEST_WORD or lower in self.known or stem in self.known:
            return word
        edits = min(self._max_distance, 1 if len(stem) < 6 else 2)
        for candidate in self._index.lookup(stem, Verbosity.CLOSEST, max_edit_distance=edits):
            if candidate.term[0] == stem[0] or candidate.distance == 1:
                return candidate.term + lower[len(stem) :]
        return word


def words(text: str) -> list[str]:
    """The words of a text, lower-case, without what follows an apostrophe."""
    return [re.split("['’]", word.lower())[0] for word in WORD.findall(text)]


def fact_words() -> set[str]:
    """The words of every name that the lookups know: rubles, roscosmos."""
    known = facts()
    named = [cell.names for year in known.years for cell in (year.us, year.russia, year.impact)]
    named += [known.totals.farm_ban.names, known.totals.who_pays.names]
    for period in known.periods:
        named += [period.names, *(event.names for event in period.events)]
    named += [entry.names for entry in (*known.events, *known.actions)]
    return {word for names in named for name in names for word in words(name) if len(word) > 2}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class Speller(TrainedComponent):
    """Sets `MENDED` on every message. First in the pipeline."""

    _lexicon = Lexicon({})

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"max_distance": 2}

    def learn(self, training_data: TrainingData) -> None:
        questions = [example.get(TEXT) for example in training_data.intent_examples]
        self._lexicon = Lexicon.from_questions(
            questions, read_names().words() | fact_words(), self._config["max_distance"]
        )

    def save(self, folder: Path) -> None:
        (folder / "lexicon.json").write_text(json.dumps(self._lexicon.counts, sort_keys=True))

    def restore(self, folder: Path) -> None:
        counts = json.loads((folder / "lexicon.json").read_text())
        self._lexicon = Lexicon(counts, self._config["max_distance"])

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            message.set(MENDED, self._lexicon.mend(message.get(TEXT) or ""), add_to_output=True)
        return messages
