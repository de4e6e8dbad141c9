"""Says that the article does not cover it, and what near it does."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.clock import today
from actions.context import Context
from actions.conversation import foreign_names, is_command, ranked_labels
from actions.replies import say, utter
from actions.suggestions import nearest_questions
from answers.catalogue import catalogue
from facts.loading import facts


class ActionDecline(Action):
    def name(self) -> str:
        return "action_decline"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        context, labels = Context(tracker, facts(), today()), ranked_labels(tracker)
        found = None if is_command(tracker) else context.reconsidered(labels, foreign_names(tracker))
        if found:
            return say(dispatcher, found)
        utter(dispatcher, "decline", suggestions=nearest_questions(labels, catalogue()))
        return []
