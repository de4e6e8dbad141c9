"""What an action reads from the tracker: the question as understood, and what was answered before."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker

from actions.asked import Asked
from actions.clock import today
from actions.context import Context
from facts.library import library

BOUNDARY = "start_over"


def asked(tracker: Tracker) -> Asked:
    """The last question."""
    return Asked.from_message(tracker.latest_message)


def clauses(tracker: Tracker) -> list[Asked]:
    """The questions that the last message puts one after the other; empty when it puts one."""
    return [Asked.from_message(clause) for clause in tracker.latest_message.get("clauses") or []]


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


def context(tracker: Tracker, clause: Asked | None = None) -> Context:
    """The last question, or one clause of it, with what the conversation offers to understand it by."""
    slots = {name: tracker.get_slot(name) for name in ("period", "actor")}
    return Context(clause or asked(tracker), answers(tracker), slots, library(today()))
