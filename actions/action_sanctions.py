"""Looks a question up in the article's sanctions."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import context
from actions.replies import say


class ActionSanctions(Action):
    def name(self) -> str:
        return "action_sanctions"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        return say(dispatcher, context(tracker).looked_up("sanctions"))
