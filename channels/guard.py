"""What every channel does around Rasa's handling of a message: limits, a deadline, and never silence."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage

from answers.catalogue import phrases

logger = logging.getLogger("detente.guard")

OnNewMessage = Callable[[UserMessage], Awaitable[Any]]


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
        self._limits = limits or Limits.from_environment()
        self._texts = {name: phrases()[name][0]["text"] for name in ("apology", "empty", "too_long")}

    async def __call__(self, message: UserMessage) -> None:
        if isinstance(message.text, str):
            # A lone surrogate is no character, and tokenizers raise on it.
            message.text = message.text.encode("utf-8", "ignore").decode()
        if refusal := self._refusal(message.text):
            await message.output_channel.send_text_message(message.sender_id, self._texts[refusal])
            return
        started = time.monotonic()
        outcome = await self._handle(message)
        logger.info("%s %s %.0f ms", message.sender_id, outcome, (time.monotonic() - started) * 1000)

    def _refusal(self, text: object) -> str | None:
        if not isinstance(text, str) or not any(
            character.isprintable() and not character.isspace() for character in text
        ):
            return "empty"
        return "too_long" if len(text) > self._limits.characters else None

    async def _handle(self, message: UserMessage) -> str:
        output = message.output_channel
        message.output_channel = watched = Watched(output)
        try:
            await asyncio.wait_for(self._on_new_message(message), self._limits.deadline)
            outcome = "answered" if watched.said else "silent"
        except asyncio.TimeoutError:
            outcome = "late"
        except Exception:
            logger.exception("%s failed", message.sender_id)
            outcome = "failed"
        if not watched.said:
            await output.send_text_message(message.sender_id, self._texts["apology"])
        return outcome
