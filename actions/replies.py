"""How an action answers: through a response of `data/responses`, with what it found."""

from __future__ import annotations

from typing import Any

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from answers.rows import row_of
from facts.loading import facts
from facts.lookups import Lookup


def utter(dispatcher: CollectingDispatcher, response: str, **answer: Any) -> None:
    """Says `utter_<response>`; `answer` is what `answers.nlg.Answers` takes."""
    dispatcher.utter_message(response=f"utter_{response}", answer={"place": len(dispatcher.messages), **answer})


def reply(dispatcher: CollectingDispatcher, lookup: Lookup, response: str | None = None) -> list[EventType]:
    """Says what a lookup found, and remembers what it was about."""
    styled = lookup.topic == "sanctions" and lookup.actor and lookup.reply.endswith(lookup.actor)
    utter(
        dispatcher,
        response or f"{lookup.topic}_{lookup.reply}",
        topic=lookup.topic,
        values=lookup.values,
        rows=[row_of(row) for row in lookup.rows] or None,
        row_style=f"{lookup.topic}_row_{lookup.reply}" if styled else f"{lookup.topic}_row",
        section=facts().periods[0].section if lookup.topic == "timeline" else facts().totals.section,
    )
    return [SlotSet("period", lookup.period), SlotSet("actor", lookup.actor)]
