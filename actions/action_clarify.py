"""Asks which of the likeliest topics was meant."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import asked, context
from actions.replies import say
from actions.suggestions import nearest_questions
from answers.catalogue import catalogue


class ActionClarify(Action):
    def name(self) -> str:
        return "action_clarify"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        found, offered = context(tracker), nearest_questions(asked(tracker).ranking, catalogue())
        return say(dispatcher, found.reconsidered() or found.choice(offered))
