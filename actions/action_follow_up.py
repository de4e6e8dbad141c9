"""Answers what only makes sense after something else was said."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.clock import today
from actions.context import NOTHING, Context
from actions.conversation import full_label
from actions.replies import Found, say
from facts.loading import facts


class ActionFollowUp(Action):
    """Each `follow_up/<kind>` has its method here; `actions.context` holds what it refers to."""

    def name(self) -> str:
        return "action_follow_up"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        context = Context(tracker, facts(), today())
        kind = full_label(tracker).partition("/")[2]
        return say(dispatcher, getattr(self, f"_{kind}", self._unknown)(context))

    def _unknown(self, context: Context) -> Found:
        return NOTHING

    def _why(self, context: Context) -> Found:
        return context.linked("why")

    def _more(self, context: Context) -> Found:
        return context.linked("more")

    def _source(self, context: Context) -> Found:
        return context.source()

    def _impact(self, context: Context) -> Found:
        return context.impact()

    def _actor(self, context: Context) -> Found:
        return context.actor()

    def _period(self, context: Context) -> Found:
        return context.same_again()

    def _correct(self, context: Context) -> Found:
        return context.same_again()

    def _before(self, context: Context) -> Found:
        return context.step(-1)

    def _after(self, context: Context) -> Found:
        return context.step(1)

    def _ordinal(self, context: Context) -> Found:
        return context.nth()

    def _duration(self, context: Context) -> Found:
        return context.duration()

    def _relationship(self, context: Context) -> Found:
        return context.relationship()

    def _compare(self, context: Context) -> Found:
        return context.compare()

    def _repeat(self, context: Context) -> Found:
        return context.repeat()

    def _affirm(self, context: Context) -> Found:
        return context.affirmed()

    def _deny(self, context: Context) -> Found:
        return "anything_else"
