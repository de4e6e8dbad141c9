"""Everything that runs while the channel is on: Bolt's app, Socket Mode, the queue, and what was left from before."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import aiohttp
from sanic.request import Request
from sanic.response import HTTPResponse
from slack_bolt.adapter.sanic import AsyncSlackRequestHandler
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from channels.slack.answering import Answering, conversation_of
from channels.slack.delivery import LOST, Delivery
from channels.slack.desk import Desk
from channels.slack.listeners import Listeners
from channels.slack.pictures import Pictures
from channels.slack.secrets import Redaction
from channels.slack.settings import Settings
from channels.turns import Turns
from stores.feedback import Feedback
from stores.inbox import Inbox

logger = logging.getLogger("detente.slack")
library = logging.getLogger("detente.slack.library")

SWEEP = 5.0
"""Seconds between two looks at what is to be tried again, or was left by a process that ended."""

GRACE = 5.0
RATE_LIMITED = 5
TIMEOUT = 15


class Office:
    """Opens and closes the channel. Made inside the server's event loop."""

    def __init__(self, settings: Settings, turns: Turns, inbox: Inbox, feedback: Feedback | None) -> None:
        for one in (logger, library):
            one.addFilter(Redaction(settings.bot_token, settings.app_token, settings.signing_secret))
        library.setLevel(logging.ERROR)
        self._settings = settings
        self._inbox = inbox
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT))
        self._client = AsyncWebClient(
            settings.bot_token,
            settings.api,
            session=self._session,
            logger=library,
            retry_handlers=[AsyncRateLimitErrorRetryHandler(max_retry_count=RATE_LIMITED)],
        )
        delivery = Delivery(self._client, settings, self._session)
        self._desk = Desk(Answering(turns, inbox, delivery, Pictures(self._client)))
        self._listeners = Listeners(self._client, inbox, self._desk, delivery)
        self._listeners.feedback = feedback
        self._app = self._bolt()
        self._http = AsyncSlackRequestHandler(self._app)
        self._socket: AsyncSocketModeHandler | None = None
        self._running: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Begins to answer what was left, then to listen. Does not wait for Slack."""
        self._desk.open()
        await self._pick_up()
        self._running = [asyncio.create_task(self._sweep()), asyncio.create_task(self._introduce())]
        if self._settings.app_token:
            self._socket = AsyncSocketModeHandler(self._app, self._settings.app_token, logger=library)
            self._running.append(asyncio.create_task(self._socket.connect_async()))

    async def close(self) -> None:
        """Stops listening, lets what is being answered end, and leaves the rest for the next start."""
        for task in self._running:
            task.cancel()
        if self._socket:
            await self._socket.close_async()
        await self._desk.close(GRACE)
        await self._listeners.close()
        await self._session.close()
        await self._inbox.close()

    async def receive(self, request: Request) -> HTTPResponse:
        """A request over HTTP: 401 without a valid and recent signature of its body, and no work."""
        if not self._signed(request):
            return HTTPResponse("", status=401)
        return await self._http.handle(request)

    def _signed(self, request: Request) -> bool:
        """Slack's own check, which raises on what no client of Slack's sends."""
        if not self._settings.signing_secret:
            return False
        try:
            return SignatureVerifier(self._settings.signing_secret).is_valid(
                request.body.decode("utf-8"),
                request.headers.get("x-slack-request-timestamp"),
                request.headers.get("x-slack-signature"),
            )
        except (ValueError, TypeError, OverflowError):
            return False

    def _bolt(self) -> AsyncApp:
        """Bolt, which acknowledges after a listener has kept the request; who we are it need not ask Slack."""

        async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
            return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=self._settings.bot_token)

        app = AsyncApp(
            logger=library,
            client=self._client,
            signing_secret=self._settings.signing_secret or "Socket Mode alone",
            authorize=authorize,
            process_before_response=True,
            ssl_check_enabled=False,
        )
        self._listeners.attach(app)
        return app

    async def _pick_up(self) -> None:
        for id, body in await self._inbox.waiting():
            try:
                self._desk.add(id, conversation_of(body))
            except (ValueError, TypeError, KeyError):
                logger.exception("%s: given up, it cannot be read any more", id)
                await self._inbox.finish(id)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP)
            try:
                await self._pick_up()
            except Exception:
                logger.exception("could not look what is left to answer")

    async def _introduce(self) -> None:
        """Says who the bot is in which workspace, as soon as Slack tells; tries for ever."""
        pause, how = 5.0, "Socket Mode" if self._settings.app_token else "HTTP, /slack/events"
        while True:
            try:
                me: Any = await self._client.auth_test()
                self._listeners.own = me["user_id"]
                logger.info("Slack is on (%s): @%s in %s", how, me.get("user"), me.get("team"))
                return
            except SlackApiError as error:
                found = error.response.get("error")
                logger.error("Slack does not take SLACK_BOT_TOKEN (%s): `make slack-check` says more", found)
            except LOST as error:
                logger.error("Slack cannot be reached (%s), trying again", type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 300.0)
