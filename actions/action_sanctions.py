"""Looks a question up in the article's sanctions."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.clock import today
from actions.context import Context
from actions.conversation import question
from actions.replies import say
from facts.loading import facts


class ActionSanctions(Action):
    def name(self) -> str:
        return "action_sanctions"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        context = Context(tracker, facts(), today())
        return say(dispatcher, context.in_context(context.library.ask_sanctions(question(tracker))))
