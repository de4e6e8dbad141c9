"""What an action reads from the tracker: the question as understood, and what was answered before."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker

from actions.clock import today
from facts.library import Library
from facts.loading import facts

BOUNDARY = "start_over"


def question(tracker: Tracker) -> str:
    """The user's question, its spelling mended."""
    return tracker.latest_message.get("mended") or tracker.latest_message.get("text") or ""


def is_command(tracker: Tracker) -> bool:
    """Whether the text is a slash command, which is never read as a question."""
    return (tracker.latest_message.get("text") or "").lstrip("\u2060 \t\n").startswith("/")


def full_label(tracker: Tracker) -> str:
    """The full label of the question: `follow_up/why`, `ask_timeline`."""
    intent = tracker.latest_message.get("intent") or {}
    return intent.get("full_retrieval_intent_name") or intent.get("name") or ""


def ranked_labels(tracker: Tracker) -> list[str]:
    """The likeliest full labels, best first."""
    return [one["name"] for one in tracker.latest_message.get("intent_ranking") or []]


def answers(tracker: Tracker) -> list[dict[str, Any]]:
    """The answers given so far, newest first, back to where the person started over.

    A session begins with the last answer of the one before."""
    given = []
    for event in reversed(tracker.events):
        answer = event.get("event") == "bot" and (event.get("metadata") or {}).get("answer")
        if answer and answer["topic"] == BOUNDARY:
            break
        if answer:
            given.append(answer)
    else:
        carried = tracker.get_slot("last_answer")
        given += [carried] if carried else []
    return given


def foreign_names(tracker: Tracker) -> set[str]:
    """The names in the question other than the two countries' own and those that the facts speak of."""
    named = {entity["value"] for entity in tracker.latest_message.get("entities") or []}
    known = Library(facts(), today())
    return {name for name in named - {"united states", "russia", "soviet union"} if not known.names(name)}
