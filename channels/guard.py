"""What every channel does around Rasa's handling of a message: limits, a deadline, and never silence."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

from rasa.core.channels.channel import OutputChannel, UserMessage

from answers.catalogue import phrases
from channels.metrics import SECONDS, TURNS

logger = logging.getLogger("detente.guard")

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]
WEB = "web-"
"""Begins the ids of the web's conversations, which no other channel may enter."""
Refusal = Literal["empty", "too_long"]
Outcome = Literal["answered", "silent", "late", "failed"]


@dataclass(frozen=True)
class Limits:
    """Bounds on one message, from `DETENTE_MAX_CHARACTERS` and `DETENTE_DEADLINE` (seconds)."""

    characters: int = 2000
    deadline: float = 10.0

    @classmethod
    def from_environment(cls) -> Limits:
        return cls(
            int(os.environ.get("DETENTE_MAX_CHARACTERS", cls.characters)),
            float(os.environ.get("DETENTE_DEADLINE", cls.deadline)),
        )

    def refusal(self, text: object) -> Refusal | None:
        """Why a text is no question; None when it may be one."""
        if not isinstance(text, str) or not any(
            character.isprintable() and not character.isspace() for character in text
        ):
            return "empty"
        return "too_long" if len(text) > self.characters else None


def readable(text: str) -> str:
    """The text as Rasa keeps it: without lone surrogates, which are no characters and which tokenizers raise on, and
    without space around it."""
    return text.encode("utf-8", "ignore").decode().strip()


def said(phrase: str) -> str:
    """What the guard says: `apology`, `empty` or `too_long`."""
    return phrases()[phrase][0]["text"]


class Watched(OutputChannel):
    """Passes everything on to the real output channel, and knows whether anything was said."""

    def __init__(self, inner: OutputChannel) -> None:
        self._inner = inner
        self.said = False

    def name(self) -> str:
        return self._inner.name()

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        self.said = True
        await self._inner.send_response(recipient_id, message)


class Guard:
    """Wraps Rasa's `on_new_message`: refuses what is no question, and apologises for what got no answer."""

    def __init__(self, on_new_message: OnNewMessage, limits: Limits | None = None) -> None:
        self._on_new_message = on_new_message
        self.limits = limits or Limits.from_environment()

    async def __call__(self, message: UserMessage) -> None:
        output = message.output_channel
        if refusal := self.limits.refusal(message.text):
            await output.send_text_message(message.sender_id, said(refusal))
            return
        message.output_channel = watched = Watched(output)
        await self.run(message)
        if not watched.said:
            await output.send_text_message(message.sender_id, said("apology"))

    async def run(self, message: UserMessage) -> Outcome:
        """Has Rasa handle a message that is not refused, within the deadline; its outcome, and never an error.

        `late` and `failed` also when something had been said by then; `silent` when nothing was said.
        """
        message.text = readable(message.text)
        message.output_channel = watched = Watched(message.output_channel)
        started = time.monotonic()
        try:
            await asyncio.wait_for(self._on_new_message(message), self.limits.deadline)
            outcome: Outcome = "answered" if watched.said else "silent"
        except asyncio.TimeoutError:
            outcome = "late"
        except Exception:
            logger.exception("%s failed", message.sender_id)
            outcome = "failed"
        took = time.monotonic() - started
        logger.info("%s %s %.0f ms", message.sender_id, outcome, took * 1000)
        TURNS.labels(message.input_channel, outcome).inc()
        SECONDS.labels(message.input_channel).observe(took)
        return outcome
