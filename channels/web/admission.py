"""Who may make a call: within the limits, with the conversation's own token."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus

from sanic.request import Request
from sanic.response import HTTPResponse

from channels.web.addresses import caller, counted_as
from channels.web.headers import TOKEN
from channels.web.limits import RateLimits
from channels.web.problems import Problem
from channels.web.settings import Settings
from channels.web.tokens import Tokens
from stores.conversations import Forgotten

Handler = Callable[[Request, str], Awaitable[HTTPResponse]]


@dataclass
class Admission:
    settings: Settings
    limits: RateLimits
    tokens: Tokens

    def message(self, handler: Handler) -> Handler:
        """The handler of a message, counted as one."""
        return self._admitted(handler, self.limits.message)

    def call(self, handler: Handler, renews: bool = True) -> Handler:
        """The handler of any other call; `renews`: whether the reply has a new token."""
        return self._admitted(handler, self.limits.call, renews)

    def stranger(self, request: Request) -> None:
        """Counts a call without a conversation.

        Raises:
            Problem: 429.
        """
        self.limits.call(self._address(request))

    def _admitted(self, handler: Handler, count: Callable[[str], None], renews: bool = True) -> Handler:
        @wraps(handler)
        async def admitted(request: Request, conversation: str) -> HTTPResponse:
            count(self._address(request))
            self._authorise(request, conversation)
            try:
                reply = await handler(request, conversation)
            except Forgotten:
                raise Problem(HTTPStatus.GONE, "This conversation was forgotten.") from None
            if renews:
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

    def _address(self, request: Request) -> str:
        return counted_as(caller(request, self.settings.proxies))
