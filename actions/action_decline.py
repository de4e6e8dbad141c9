"""Says that the article does not cover it, and what near it does."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import ranked_labels
from actions.replies import utter
from actions.suggestions import nearest_questions
from answers.catalogue import catalogue


class ActionDecline(Action):
    def name(self) -> str:
        return "action_decline"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        utter(dispatcher, "decline", suggestions=nearest_questions(ranked_labels(tracker), catalogue()))
        return []
