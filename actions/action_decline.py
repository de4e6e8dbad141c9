"""Says that the article does not cover it, and what near it does."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import asked, context
from actions.replies import say
from actions.suggestions import nearest_questions
from answers.catalogue import catalogue


class ActionDecline(Action):
    def name(self) -> str:
        return "action_decline"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        offered = {"suggestions": nearest_questions(asked(tracker).ranking, catalogue())}
        return say(dispatcher, context(tracker).reconsidered() or ("decline", offered))
