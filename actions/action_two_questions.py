"""Answers two questions put in one message, one after the other."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import clauses, context
from actions.replies import say


class ActionTwoQuestions(Action):
    def name(self) -> str:
        return "action_two_questions"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        return [event for clause in clauses(tracker) for event in say(dispatcher, context(tracker, clause).answer())]
