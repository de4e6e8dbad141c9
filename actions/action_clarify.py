"""Asks which of the likeliest topics was meant."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.clock import today
from actions.context import Context
from actions.conversation import foreign_names, ranked_labels
from actions.replies import say, utter
from actions.suggestions import nearest_questions
from answers.catalogue import catalogue
from facts.loading import facts


class ActionClarify(Action):
    def name(self) -> str:
        return "action_clarify"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        context, labels = Context(tracker, facts(), today()), ranked_labels(tracker)
        if found := context.reconsidered(labels, foreign_names(tracker)):
            return say(dispatcher, found)
        utter(dispatcher, "clarify", suggestions=nearest_questions(labels, catalogue()))
        return []
