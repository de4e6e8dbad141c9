"""Says that the bot has no news; of a year that is over, what the timeline has."""

from __future__ import annotations

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import context
from actions.replies import say


class ActionAskNews(Action):
    def name(self) -> str:
        return "action_ask_news"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict) -> list[EventType]:
        return say(dispatcher, context(tracker).news() or "ask_news")
