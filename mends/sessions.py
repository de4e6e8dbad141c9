"""Ends a session after twenty questions, and carries over only what the next one needs.

Upstream: `MessageProcessor._has_session_expired` knows only minutes, and every message loads, copies and sends the
whole session, so that the hundredth question is several times as slow as the first;
`ActionSessionStart.run` repeats every SlotSet ever made. The history stays in the store.
"""

from __future__ import annotations

from typing import Any

UPSTREAM = (
    "rasa.core.processor:MessageProcessor._has_session_expired",
    "rasa.core.actions.action:ActionSessionStart.run",
)
LONGEST_SESSION = 20
LAST_ANSWER = "last_answer"


def last_answer(tracker: Any) -> dict[str, Any] | None:
    """The newest Answer in the session, or the one that it began with."""
    from rasa.shared.core.events import BotUttered

    for event in reversed(tracker.events):
        if isinstance(event, BotUttered) and "answer" in event.metadata:
            return event.metadata["answer"]
    return tracker.get_slot(LAST_ANSWER)


def apply() -> None:
    from rasa.core.actions.action import ActionSessionStart
    from rasa.core.processor import MessageProcessor
    from rasa.shared.core.constants import ACTION_LISTEN_NAME
    from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet, UserUttered

    expired_by_time = MessageProcessor._has_session_expired

    def _has_session_expired(self: MessageProcessor, tracker: Any) -> bool:
        asked = sum(isinstance(event, UserUttered) for event in tracker.applied_events())
        return asked >= LONGEST_SESSION or expired_by_time(self, tracker)

    async def run(self: ActionSessionStart, output_channel: Any, nlg: Any, tracker: Any, domain: Any) -> list[Any]:
        values = {name: slot.value for name, slot in tracker.slots.items() if slot.value is not None}
        if LAST_ANSWER in tracker.slots and (answer := last_answer(tracker)):
            values[LAST_ANSWER] = answer
        carried = [SlotSet(name, value) for name, value in values.items()]
        return [SessionStarted(), *carried, ActionExecuted(ACTION_LISTEN_NAME)]

    MessageProcessor._has_session_expired = _has_session_expired
    ActionSessionStart.run = run
