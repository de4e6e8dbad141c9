"""The calls on conversations."""

from __future__ import annotations

import uuid
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timezone
from http import HTTPStatus
from typing import Any

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.guard import WEB, readable, said
from channels.metrics import RATINGS
from channels.turns import NoAnswer, Turns
from channels.web.admission import Admission
from channels.web.bodies import NewFeedback, NewMessage, raw, read
from channels.web.kept import Kept
from channels.web.problems import Problem
from channels.web.routes import add
from channels.web.settings import Settings
from channels.web.tokens import LIFETIME
from channels.web.turn_lock import turn_lock

CHANNEL = "web"


@dataclass
class Calls:
    settings: Settings
    turns: Turns
    admission: Admission
    kept: Kept

    def blueprint(self) -> Blueprint:
        calls, admit = Blueprint("web_conversations"), self.admission
        one = "/api/conversations/<conversation:str>"
        add(calls, "/api/conversations", POST=self.create)
        add(calls, one, DELETE=admit.call(self.forget, renews=False))
        add(calls, f"{one}/messages", GET=admit.call(self.history), POST=admit.message(self.post))
        add(calls, f"{one}/feedback", POST=admit.call(self.rate))
        return calls

    async def create(self, request: Request) -> HTTPResponse:
        self.admission.stranger(request)
        await raw(request, self.settings.max_body)
        conversation = f"{WEB}{uuid.uuid4().hex}"
        token, expires = self.admission.tokens.sign(conversation)
        return response.json({"conversation": conversation, "token": token, "expires": iso(expires)}, 201)

    async def post(self, request: Request, conversation: str) -> HTTPResponse:
        message = await read(request, NewMessage, self.settings.max_body)
        if refusal := self.turns.limits.refusal(message.text):
            raise Problem(HTTPStatus.BAD_REQUEST, said(refusal))
        self.admission.limits.conversation(conversation)
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

    def _turn(self, request: Request, conversation: str) -> AbstractAsyncContextManager[None]:
        return turn_lock(request.app.ctx.agent.lock_store, conversation, self.turns.limits.deadline)


def iso(moment: datetime) -> str:
    """A moment in UTC as ISO 8601, to the millisecond."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
