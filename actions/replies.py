"""How an action answers: through a response of `data/responses`, with what it found."""

from __future__ import annotations

from typing import Any

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from answers.rows import row_of
from facts.loading import facts
from facts.lookups import Lookup

Found = Lookup | tuple[str, dict[str, Any]] | str
"""What an action may have to say; the response without its `utter_`."""


def utter(dispatcher: CollectingDispatcher, response: str, **answer: Any) -> None:
    """Says `utter_<response>`; `answer` is what `answers.nlg.Answers` takes."""
    dispatcher.utter_message(response=f"utter_{response}", answer={"place": len(dispatcher.messages), **answer})


def reply(dispatcher: CollectingDispatcher, lookup: Lookup) -> list[EventType]:
    """Says what a lookup found, and remembers what it was about."""
    of_record = lookup.reply.startswith("record") and not lookup.rows
    section = facts().periods[0].section if lookup.topic == "timeline" else facts().totals.section
    utter(
        dispatcher,
        f"{lookup.topic}_{lookup.reply}",
        topic=lookup.topic,
        values=lookup.values,
        rows=[row_of(row) for row in lookup.rows] or None,
        record=[row_of(entry) for entry in lookup.record],
        left={"count": lookup.left, "narrower": lookup.narrower} if lookup.left else None,
        silent=lookup.silent,
        lead=list(lookup.suggestions),
        row_style=lookup.reply if lookup.actor and lookup.reply.endswith(lookup.actor) else None,
        section=None if of_record else section,
    )
    return [SlotSet("period", lookup.period), SlotSet("actor", lookup.actor)]


def say(dispatcher: CollectingDispatcher, found: Found) -> list[EventType]:
    """Says what a follow-up found: a lookup, a response with what to fill it with, or a response alone."""
    if isinstance(found, Lookup):
        return reply(dispatcher, found)
    response, answer = (found, {}) if isinstance(found, str) else found
    utter(dispatcher, response, **answer)
    return []
