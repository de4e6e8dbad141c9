"""The conversations of the mock API: what the real one keeps in its tracker store, kept in memory."""

from __future__ import annotations

import copy
import json
import secrets
import threading
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

Answer = dict[str, Any]

RECORDED: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "answers.json").read_text(encoding="utf-8"))
"""By kind of answer: {question, answers}, as the real bot gave them."""


def plain_answer(text: str, **fields: Any) -> Answer:
    """An Answer of that text and nothing else, but for what `fields` says."""
    bare = {"id": "", "text": text, "topic": "faq/is_ally", "source": None, "notes": [], "rows": None}
    return {**bare, "suggestions": [], **fields}


class Refused(Exception):
    """A request that gets a problem document."""

    def __init__(self, status: int, title: str) -> None:
        super().__init__(title)
        self.status = status
        self.title = title


@dataclass
class Conversation:
    """One conversation; `lock` is held while a message is looked up, run and written down."""

    id: str
    tokens: list[str]
    expires: str
    messages: list[dict[str, Any]] = field(default_factory=list)
    feedback: list[dict[str, Any]] = field(default_factory=list)
    forgotten: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)


class Store:
    """Creates, answers, lists and forgets conversations, as section 6 of the design has it.

    Attributes:
        conversations: by id.
        runs: (conversation, message id, text) of every message that was run, in order: one that is in it twice was
            done twice.
        answers: what is answered to a text; what is not in it is answered by repeating it.
    """

    def __init__(self) -> None:
        self.conversations: dict[str, Conversation] = {}
        self.runs: list[tuple[str, str, str]] = []
        self.answers: dict[str, list[Answer]] = {one["question"]: one["answers"] for one in RECORDED.values()}

    @property
    def texts(self) -> list[str]:
        """The texts that were run, in order."""
        return [text for _, _, text in self.runs]

    def only(self) -> Conversation:
        """The one conversation there is."""
        (conversation,) = self.conversations.values()
        return conversation

    def create(self) -> Conversation:
        conversation = Conversation(str(uuid.uuid4()), [secrets.token_urlsafe(24)], expiry())
        self.conversations[conversation.id] = conversation
        return conversation

    def allowed(self, conversation: str, authorization: str | None) -> Conversation:
        """The conversation, if the token is its own.

        Raises:
            Refused: 401 without a token that is known, 403 with another conversation's, 410 when it was forgotten.
        """
        token = (authorization or "").removeprefix("Bearer ")
        owner = next((one for one in self.conversations.values() if token in one.tokens), None)
        if owner is None:
            raise Refused(401, "No valid token")
        if owner.id != conversation:
            raise Refused(403, "The token is another conversation's")
        if owner.forgotten:
            raise Refused(410, "The conversation was forgotten")
        return owner

    def ask(self, conversation: Conversation, body: Any) -> dict[str, Any]:
        """Answers a message once; the same id and text again gets the same answers."""
        message, text = message_of(body)
        with conversation.lock:
            known = next((one for one in conversation.messages if one["id"] == message), None)
            if known is None:
                self.runs.append((conversation.id, message, text))
                known = {"id": message, "text": text, "at": now().isoformat(), "answers": self.answer(message, text)}
                conversation.messages.append(known)
            elif known["text"] != text:
                raise Refused(409, "The id was used for another text")
            return {"id": message, "answers": known["answers"]}

    def answer(self, message: str, text: str) -> list[Answer]:
        answers = copy.deepcopy(self.answers.get(text) or [plain_answer(f"You asked: {text}")])
        return [{**one, "id": f"{message}.{place}"} for place, one in enumerate(answers)]


def message_of(body: Any) -> tuple[str, str]:
    """The id and text of a message's body.

    Raises:
        Refused: 400 when it is not `{id: UUID, text: 1 to 2,000 characters}`.
    """
    try:
        message, text = str(uuid.UUID(body["id"])), body["text"]
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise Refused(400, "Not {id, text}") from error
    if not isinstance(text, str) or not 0 < len(text.strip()) <= len(text) <= 2000:
        raise Refused(400, "text is 1 to 2,000 characters")
    return message, text


def now() -> datetime:
    return datetime.now(timezone.utc)


def expiry() -> str:
    """When a token made now ends."""
    return (now() + timedelta(days=30)).isoformat(timespec="seconds")
