"""The calls on conversations."""

from __future__ import annotations

import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import wraps
from http import HTTPStatus
from typing import Any

from rasa.core.lock_store import LOCK_LIFETIME
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.guard import WEB, readable, said
from channels.metrics import RATINGS
from channels.turns import NoAnswer, Turns
from channels.web.addresses import caller, counted_as
from channels.web.bodies import NewFeedback, NewMessage, raw, read
from channels.web.headers import TOKEN
from channels.web.kept import Kept
from channels.web.limits import RateLimits
from channels.web.problems import Problem
from channels.web.routes import add
from channels.web.settings import Settings
from channels.web.tokens import LIFETIME, Tokens

CHANNEL = "web"
LOCK_POLL = 0.02

Handler = Callable[[Request, str], Awaitable[HTTPResponse]]


@dataclass
class Calls:
    settings: Settings
    turns: Turns
    tokens: Tokens
    limits: RateLimits
    kept: Kept

    def blueprint(self) -> Blueprint:
        calls = Blueprint("web_conversations")
        one = "/api/conversations/<conversation:str>"
        message, call = self.limits.message, self.limits.call
        add(calls, "/api/conversations", POST=self.create)
        add(calls, one, DELETE=self._admitted(self.forget, call))
        add(
            calls,
            f"{one}/messages",
            GET=self._admitted(self.history, call),
            POST=self._admitted(self.post, message),
        )
        add(calls, f"{one}/feedback", POST=self._admitted(self.rate, call))
        return calls

    async def create(self, request: Request) -> HTTPResponse:
        self.limits.call(self._address(request))
        await raw(request, self.settings.max_body)
        conversation = f"{WEB}{uuid.uuid4().hex}"
        token, expires = self.tokens.sign(conversation)
        return response.json({"conversation": conversation, "token": token, "expires": iso(expires)}, 201)

    async def post(self, request: Request, conversation: str) -> HTTPResponse:
        message = await read(request, NewMessage, self.settings.max_body)
        if refusal := self.turns.limits.refusal(message.text):
            raise Problem(HTTPStatus.BAD_REQUEST, said(refusal))
        self.limits.conversation(conversation)
        async with self._turn(request, conversation):
            answers = await self._answers(conversation, message)
        return response.json({"id": message.id, "answers": answers})

    async def history(self, request: Request, conversation: str) -> HTTPResponse:
        messages = [
            {
                "id": one.id,
                "text": one.text,
                "at": iso(datetime.fromtimestamp(one.at, timezone.utc)),
                "answers": one.answers,
            }
            for one in self.kept.conversations.all(conversation)
        ]
        return response.json({"messages": messages})

    async def rate(self, request: Request, conversation: str) -> HTTPResponse:
        feedback = await read(request, NewFeedback, self.settings.max_body)
        exchange = self.kept.conversations.find(conversation, feedback.answer.partition(".")[0])
        if not exchange or feedback.answer not in [answer["id"] for answer in exchange.answers]:
            raise Problem(HTTPStatus.NOT_FOUND, "There is no such answer in this conversation.")
        self.kept.feedback.put(conversation, feedback.answer, feedback.rating, feedback.comment, CHANNEL)
        RATINGS.labels(CHANNEL, feedback.rating).inc()
        return response.empty()

    async def forget(self, request: Request, conversation: str) -> HTTPResponse:
        async with self._turn(request, conversation):
            self.kept.feedback.forget(conversation)
            self.kept.conversations.forget(conversation, datetime.now(timezone.utc) + LIFETIME)
        return response.empty()

    async def _answers(self, conversation: str, message: NewMessage) -> list[dict[str, Any]]:
        """The answers to a message: those kept, or else Rasa's."""
        known = self.kept.conversations.find(conversation, message.id)
        if known and known.text != readable(message.text):
            raise Problem(HTTPStatus.CONFLICT, "Another message of this conversation has this id.")
        if known and known.answers:
            return known.answers
        try:
            return await self.turns.ask(conversation, message.text, message.id, CHANNEL)
        except NoAnswer:
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, said("apology"), Retry_After="1") from None

    def _admitted(self, handler: Handler, count: Callable[[str], None]) -> Handler:
        """The handler behind the limits and the token, which it renews."""

        @wraps(handler)
        async def admitted(request: Request, conversation: str) -> HTTPResponse:
            count(self._address(request))
            self._authorise(request, conversation)
            self._refuse_forgotten(conversation)
            reply = await handler(request, conversation)
            if handler != self.forget:
                reply.headers[TOKEN], _ = self.tokens.sign(conversation)
            return reply

        return admitted

    def _authorise(self, request: Request, conversation: str) -> None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        owned = self.tokens.conversation(token.strip()) if scheme.lower() == "bearer" else None
        if owned is None:
            detail = "This needs the token of the conversation, as Authorization: Bearer, and not expired."
            raise Problem(HTTPStatus.UNAUTHORIZED, detail, WWW_Authenticate="Bearer")
        if owned != conversation:
            raise Problem(HTTPStatus.FORBIDDEN, "The token is another conversation's.")

    def _refuse_forgotten(self, conversation: str) -> None:
        if self.kept.conversations.forgotten(conversation):
            raise Problem(HTTPStatus.GONE, "This conversation was forgotten.")

    @asynccontextmanager
    async def _turn(self, request: Request, conversation: str) -> AsyncIterator[None]:
        """One at a time in a conversation, over all processes: Rasa's lock store, asked more often than once a second.

        Raises:
            LockError: the lock was not free in its lifetime.
            Problem: 503, when it was free so late that it could expire before the turn's deadline; 410, when the
                conversation was forgotten meanwhile.
        """
        asked = time.monotonic()
        lock = request.app.ctx.agent.lock_store.lock(f"turn:{conversation}", wait_time_in_seconds=LOCK_POLL)
        async with lock:
            if time.monotonic() - asked + self.turns.limits.deadline > LOCK_LIFETIME:
                detail = "Earlier messages of this conversation are still being answered."
                raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, detail, Retry_After="1")
            if time.monotonic() - asked > LOCK_POLL:
                self._refuse_forgotten(conversation)
            yield

    def _address(self, request: Request) -> str:
        return counted_as(caller(request, self.settings.proxies))


def iso(moment: datetime) -> str:
    """A moment in UTC as ISO 8601, to the millisecond."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
