"""Every question that the bot suggests is understood by the bot itself."""

from __future__ import annotations

import pytest

from actions.suggestions import LOOKUP_QUESTIONS
from answers.catalogue import catalogue, read_responses
from bench.running import ROOT, Bot, new_sender
from scripts.checks.files import read_files, spoken
from scripts.checks.links import links
from scripts.checks.questions import plain, trained_labels

FILES, _ = read_files(ROOT)
LABELS = trained_labels(FILES)
LINKS = {link for one in spoken(FILES) for _, link in links(one.metadata)}
SUGGESTED = {catalogue().question(link) for link in LINKS} | {*LOOKUP_QUESTIONS.values()}
IN_CONTEXT = {"follow_up/actor": ("What sanctions are there?", "sanctions")}
"""What was said before a suggested follow-up, and the topic of its answer."""


def label_of(question: str) -> str:
    """What a suggested question is: an FAQ topic, or the one label it is trained on as."""
    topic = catalogue().topic_of(question)
    return topic or next(iter(LABELS[plain(question)]))


def test_topics_and_lookups_are_suggested() -> None:
    assert {label_of(question) for question in SUGGESTED} >= {"ask_timeline", "ask_sanctions", "faq/is_ally"}
    assert len(SUGGESTED) > 40
    assert {link for link in LINKS if link.startswith("faq/")} <= read_responses().keys()


@pytest.mark.parametrize("question", sorted(SUGGESTED))
def test_a_suggested_question_is_understood(bot: Bot, question: str) -> None:
    sender, label = new_sender(), label_of(question)
    before, topic = IN_CONTEXT.get(label, ("", label.removeprefix("ask_")))
    if before:
        bot.ask(before, sender)
    bot.ask(question, sender)
    answers = [event["metadata"]["answer"] for event in bot.events(sender) if event["event"] == "bot"]
    assert answers[-1]["topic"] == topic
