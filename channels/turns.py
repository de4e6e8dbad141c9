"""A turn: one message in, its Answers out. What a channel uses that draws Answers and not plain text."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage

from answers.answer import Answer
from channels.guard import Guard, Limits, OnNewMessage, Outcome, said


class NoAnswer(Exception):
    """A turn without an answer: it counts as not done.

    Attributes:
        outcome: `late` (after the deadline), `failed` (an error, which the guard has logged) or `silent`.
    """

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(f"no answer: {outcome}")
        self.outcome = outcome


class Collected(OutputChannel):
    """Keeps the Answers of a turn, in order. A message without an Answer does not count as one."""

    def __init__(self, channel: str) -> None:
        self._channel = channel
        self.answers: list[dict[str, Any]] = []

    def name(self) -> str:
        return self._channel

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        if "answer" in message:
            self.answers.append(message["answer"])


class Turns:
    """Wraps Rasa's `on_new_message`, with the guard's limits, deadline and refusals."""

    def __init__(self, on_new_message: OnNewMessage, limits: Limits | None = None) -> None:
        self._guard = Guard(on_new_message, limits)
        self.limits = self._guard.limits

    async def ask(self, conversation: str, text: str, message_id: str, channel: str) -> list[dict[str, Any]]:
        """The Answers (`Answer.as_dict()`) to a text, in order.

        A text that is refused gives one Answer with the topic `empty` or `too_long`, and never reaches Rasa.

        Args:
            conversation: Rasa's sender id.
            text: as typed.
            message_id: kept by Rasa; the Answers' ids begin with it.
            channel: the name that Rasa keeps as the input channel.

        Raises:
            NoAnswer: nothing was said, or the turn was not finished. The next `ask` may repeat it.
        """
        if refusal := self.limits.refusal(text):
            return [Answer(f"{message_id}.0", said(refusal), refusal).as_dict()]
        output = Collected(channel)
        message = UserMessage(text, output, conversation, input_channel=channel, message_id=message_id)
        outcome = await self._guard.run(message)
        if outcome != "answered" or not output.answers:
            raise NoAnswer("silent" if outcome == "answered" else outcome)
        return output.answers
