"""Questions the bot suggests that it would not understand itself, and topics that nobody could ask for.

What a model makes of a question only a trained one can tell (tests/server/test_suggestions.py asks one). Here: an FAQ
topic's own question is understood by construction (`nlu.gate`), any other is trained on under one label, and one for a
lookup finds something there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from facts.library import SANCTIONS, WHOLE, Library
from facts.references import entry
from scripts.checks.files import File, Place, Spoken
from scripts.checks.links import links, row_links

NOTHING = ("uncovered", "out_of_range", "no_detail", "nothing_before", "nothing_after", "no_record", "record_none")
"""Replies of a lookup that say that there is nothing."""

LOOKUPS = ("ask_timeline", "ask_sanctions")
UNANSWERED = ("out_of_scope", "russian", "not_english")
SUGGESTED = "data/nlu/suggested.yml"

Labels = dict[str, dict[str, tuple[File, Place]]]
"""The labels of each training question, by its words, with the place of the questions under it."""


def plain(text: str) -> str:
    """A question by its words alone, as `nlu.gate` compares them."""
    return " ".join(re.findall(r"\w+", text.lower()))


def trained_labels(files: list[File]) -> Labels:
    found: Labels = defaultdict(dict)
    for file in files:
        if file.path.parent.name == "nlu":
            for number, block in enumerate(file.content["nlu"]):
                for line in block["examples"].splitlines():
                    found[plain(line)].setdefault(block["intent"], (file, ("nlu", number, "intent")))
    return found


def question_problems(
    files: list[File], said: list[Spoken], library: Library, fact_files: dict[str, File]
) -> Iterator[str]:
    labels = trained_labels(files)
    topics = {one.topic: one for one in said if one.topic}
    yield from _untrained(topics, labels)
    yield from _same_questions(topics)
    own = {plain(one.metadata["question"]) for one in topics.values()}
    for file, place, name, question in _suggestions(said, fact_files):
        if plain(question) not in own and (why := _misunderstood(question, labels, library)):
            yield file.mistake(place, f"{name} suggests “{question}”, {why}")


def _untrained(topics: dict[str, Spoken], labels: Labels) -> Iterator[str]:
    """FAQ topics without training questions, and training questions of topics without an answer."""
    trained = {label: place for found in labels.values() for label, place in found.items() if label.startswith("faq/")}
    for topic, one in topics.items():
        if topic not in trained:
            yield one.mistake((), f"has no training questions; write some under `intent: {topic}` in data/nlu")
    for label, (file, place) in trained.items():
        if label not in topics:
            yield file.mistake(place, f"{label} has questions but no answer; write utter_{label} in data/responses")


def _same_questions(topics: dict[str, Spoken]) -> Iterator[str]:
    first: dict[str, str] = {}
    for topic, one in topics.items():
        other = first.setdefault(plain(one.metadata["question"]), topic)
        if other != topic:
            yield one.mistake(("question",), f"has the question of {other}; each needs its own")


def _suggestions(said: list[Spoken], fact_files: dict[str, File]) -> Iterator[tuple[File, Place, str, str]]:
    """The questions that answers and rows lead to: file, place, whose, question."""
    for one in said:
        for place, link in links(one.metadata):
            if not link.startswith("faq/"):
                yield one.file, (one.key, one.name, 0, "metadata", *place), one.name, link
    for file in fact_files.values():
        for place, link in row_links(file):
            if not link.startswith("faq/"):
                yield file, place, entry(file.content, place), link


def _misunderstood(question: str, labels: Labels, library: Library) -> str | None:
    """Why the bot would not understand a question that is no FAQ topic's own, and the mend; None when it would."""
    found = labels.get(plain(question), {})
    if len(found) != 1:
        known = f"which is trained on as {' and '.join(found)}" if found else "which it is not trained to understand"
        return f"{known}; put it in {SUGGESTED} under one label, or use a topic (faq/...)"
    (label,) = found
    if label in UNANSWERED:
        return f"which is trained on as {label} and would be declined; suggest another question"
    if label in LOOKUPS:
        lookup = getattr(library, label)(question)
        unclear = lookup.reply == "list" and not WHOLE.search(question) and not SANCTIONS.search(question)
        if lookup.reply in NOTHING or unclear:
            return f"to which {label} finds nothing; name a year, a period or an event that it knows"
    return None
