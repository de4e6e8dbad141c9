"""Sending to Slack: once, as far as that can be known, and again where it was not."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from channels.slack.question import Question
from channels.slack.rendering import Message, retired
from channels.slack.settings import Settings

logger = logging.getLogger("detente.slack")

ANSWER = "detente_answer"
"""The type of our message metadata, by which an answer is found again."""

TRIES = 3
PAUSE = 0.5
PASSING = ("ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout")
"""Slack's errors that pass; of every other a second try would be refused as well."""

UNDRAWN = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "invalid_attachments")
"""Slack's errors about the blocks alone."""

LOST = (aiohttp.ClientError, asyncio.TimeoutError, OSError, SlackRequestError)


class Unsent(Exception):
    """Slack did not take it for now: it may later."""


class Refused(Exception):
    """Slack does not take it. `error` is Slack's name for why."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class Delivery:
    """Posts answers, public or private, through Slack's Web API and response URLs."""

    def __init__(self, client: AsyncWebClient, settings: Settings, session: aiohttp.ClientSession) -> None:
        self._client = client
        self._session = session
        self._settings = settings

    async def post(self, question: Question, number: int, message: Message, look_first: bool) -> str | None:
        """Posts the answer to a question; its timestamp.

        Args:
            number: which of several answers it is, from 0.
            look_first: whether it may have been posted before, so that it has to be looked for.

        Raises:
            Unsent: Slack could not be reached, or failed, three times.
            Refused: Slack does not take it.
        """
        metadata = {"event_type": ANSWER, "event_payload": {"event_id": question.id, "number": number}}
        look = look_first
        for place in range(TRIES):
            if look and (found := await self._posted(question, number)):
                logger.info("%s: was posted before", question.id)
                return found
            try:
                response = await self._client.chat_postMessage(
                    channel=question.channel,
                    thread_ts=question.thread,
                    text=message.text,
                    blocks=message.blocks,
                    metadata=metadata,
                    unfurl_links=False,
                    unfurl_media=False,
                )
                return response.get("ts")
            except SlackApiError as error:
                if not _passing(error):
                    raise Refused(_name(error)) from error
                reason: object = _name(error)
            except LOST as error:
                reason = type(error).__name__
            logger.warning("%s: Slack did not take the answer (%s)", question.id, reason)
            look = True
            await asyncio.sleep(PAUSE * 2**place)
        raise Unsent(f"{reason}")

    async def respond(self, question: Question, message: Message, public: bool = False, replace: bool = False) -> None:
        """Sends through the question's response URL: for the one who asked, or for all.

        Raises:
            Unsent: Slack could not be reached, or failed.
            Refused: Slack does not take it, for instance because half an hour is over.
        """
        url = question.response_url or ""
        if not self._settings.may_respond_to(url):
            raise Refused("response_url is not Slack's")
        webhook = AsyncWebhookClient(url, session=self._session, retry_handlers=self._client.retry_handlers)
        body: dict[str, Any] = {
            "response_type": "in_channel" if public else "ephemeral",
            "replace_original": replace,
            "text": message.text,
            "blocks": message.blocks,
        }
        if public:
            body["delete_original"] = True
        if question.thread:
            body["thread_ts"] = question.thread
        try:
            response = await webhook.send_dict(body)
        except LOST as error:
            raise Unsent(type(error).__name__) from error
        if response.status_code == 429 or response.status_code >= 500:
            raise Unsent(str(response.status_code))
        if response.status_code != 200 or not _taken(response.body):
            raise Refused(response.body.strip()[:80] or "no reason given")

    async def retire(self, question: Question) -> None:
        """Shows at the clicked message what was asked, where its buttons were. Not worth failing for."""
        click = question.click
        if not click or not question.asked:
            return
        blocks = retired(click.blocks, question.asked)
        try:
            await self._client.chat_update(channel=click.channel, ts=click.ts, text=click.text, blocks=blocks)
        except (SlackApiError, *LOST) as error:
            logger.info("%s: the buttons could not be retired (%s)", question.id, _name(error))

    async def status(self, question: Question, status: str) -> None:
        """Shows that the bot is at it; an empty status takes that away. Not worth failing for."""
        thread = question.thread or question.ts
        if not thread:
            return
        try:
            await self._client.assistant_threads_setStatus(channel_id=question.channel, thread_ts=thread, status=status)
        except (SlackApiError, *LOST) as error:
            logger.debug("%s: no status (%s)", question.id, _name(error))

    async def _posted(self, question: Question, number: int) -> str | None:
        """The timestamp of an answer that is there already; None when there is none, or it cannot be looked for."""
        since: dict[str, Any] = {"include_all_metadata": True, "limit": 100}
        try:
            if question.thread:
                found = await self._client.conversations_replies(
                    channel=question.channel, ts=question.thread, oldest=question.ts or question.thread, **since
                )
            else:
                found = await self._client.conversations_history(channel=question.channel, oldest=question.ts, **since)
        except (SlackApiError, *LOST) as error:
            logger.warning("%s: could not look whether it was posted before (%s)", question.id, _name(error))
            return None
        wanted = {"event_id": question.id, "number": number}
        for message in found.get("messages") or []:
            metadata = message.get("metadata") or {}
            payload = metadata.get("event_payload") or {}
            if metadata.get("event_type") == ANSWER and {key: payload.get(key) for key in wanted} == wanted:
                return message.get("ts")
        return None


def _passing(error: SlackApiError) -> bool:
    status = getattr(error.response, "status_code", 200)
    return status == 429 or status >= 500 or _name(error) in PASSING


def _name(error: BaseException) -> str:
    """Slack's name of an error, or ours."""
    if isinstance(error, SlackApiError):
        response = error.response
        found = response.get("error") if hasattr(response, "get") else None
        return str(found or getattr(response, "status_code", "") or "no reason given")
    return type(error).__name__


def _taken(body: str) -> bool:
    """Whether a response URL's reply is no error: `ok`, nothing, or JSON that says so."""
    return body.strip() in ("", "ok") or body.replace(" ", "").startswith('{"ok":true')
