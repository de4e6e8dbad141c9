"""Answers what only makes sense after something else was said."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.clock import today
from actions.context import NOTHING, Context
from actions.conversation import full_label
from actions.replies import reply, utter
from facts.loading import facts
from facts.lookups import Lookup


class ActionFollowUp(Action):
    """Each `follow_up/<kind>` has its method here; `actions.context` holds what it refers to."""

    def name(self) -> str:
        return "action_follow_up"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        context = Context(tracker, facts(), today())
        kind = full_label(tracker).partition("/")[2]
        return self._say(dispatcher, getattr(self, f"_{kind}", self._unknown)(context))

    def _say(self, dispatcher: CollectingDispatcher, found: Any) -> list[EventType]:
        match found:
            case Lookup():
                return reply(dispatcher, found)
            case (str(response), dict(answer)):
                utter(dispatcher, response, **answer)
            case str(response):
                utter(dispatcher, response)
        return []

    def _unknown(self, context: Context) -> Any:
        return NOTHING

    def _why(self, context: Context) -> Any:
        return context.linked("why")

    def _more(self, context: Context) -> Any:
        return context.linked("more")

    def _source(self, context: Context) -> Any:
        return context.source()

    def _impact(self, context: Context) -> Any:
        return context.side("impact")

    def _actor(self, context: Context) -> Any:
        return context.side(context.named_side())

    def _period(self, context: Context) -> Any:
        return context.same_again()

    def _correct(self, context: Context) -> Any:
        return context.same_again()

    def _before(self, context: Context) -> Any:
        return context.step(-1)

    def _after(self, context: Context) -> Any:
        return context.step(1)

    def _ordinal(self, context: Context) -> Any:
        return context.nth()

    def _duration(self, context: Context) -> Any:
        return context.duration()

    def _relationship(self, context: Context) -> Any:
        return context.relationship()

    def _compare(self, context: Context) -> Any:
        return context.compare()

    def _repeat(self, context: Context) -> Any:
        return context.repeat()

    def _affirm(self, context: Context) -> Any:
        return context.nth(0) if context.offered() else context.linked("more")

    def _deny(self, context: Context) -> Any:
        return "anything_else"
