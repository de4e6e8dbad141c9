"""What is listened to, and what is done before it is acknowledged: a request is read, kept, and no more."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from channels.slack import question as questions
from channels.slack.delivery import LOST, Delivery, Refused, Unsent
from channels.slack.desk import Desk
from channels.slack.home import COMMAND, home, prompts
from channels.slack.phrases import say
from channels.slack.question import Body, Question
from channels.slack.rendering import FEEDBACK, SHARE, rated, simple
from stores.feedback import Feedback, Rating
from stores.inbox import Inbox

logger = logging.getLogger("detente.slack")

SHORTCUT = "ask_about_this"
ENGAGED = 24 * 3600.0
"""Seconds for which a thread goes on without a mention after a person's last question in it."""

Ack = Callable[..., Awaitable[Any]]
Next = Callable[[], Awaitable[Any]]


class Listeners:
    """The listeners of the app, the same for HTTP and Socket Mode.

    Attributes:
        own: the bot's user id, where Slack does not say it with the event.
        feedback: where ratings go; None while it is not known.
    """

    def __init__(self, client: AsyncWebClient, inbox: Inbox, desk: Desk, delivery: Delivery) -> None:
        self._client = client
        self._inbox = inbox
        self._desk = desk
        self._delivery = delivery
        self._aside: set[asyncio.Task[None]] = set()
        self.own: str | None = None
        self.feedback: Feedback | None = None

    def attach(self, app: AsyncApp) -> None:
        app.event("app_mention", middleware=[self.people_only])(self.mention)
        app.event("message", middleware=[self.people_only])(self.message)
        app.event("app_home_opened")(self.home_opened)
        app.event("assistant_thread_started")(self.assistant_started)
        app.event(re.compile(".*"))(ignore)
        app.command(COMMAND)(self.command)
        app.shortcut(SHORTCUT)(self.shortcut)
        app.action(re.compile(r"^ask_\d+$"))(self.suggestion)
        app.action(re.compile(f"^{FEEDBACK}"))(self.rating)
        app.action(SHARE)(self.share)
        app.action(re.compile(".*"))(acknowledge)

    async def people_only(self, body: Body, next: Next) -> BoltResponse | None:
        """Lets only what a person wrote just now pass; all else is acknowledged and forgotten."""
        if questions.by_a_person(body["event"], self._own(body)):
            await next()
            return None
        return BoltResponse(status=200, body="")

    async def mention(self, body: Body) -> None:
        await self._receive(questions.of_mention(body, self._own(body)))

    async def message(self, body: Body) -> None:
        """A direct message; or one in a channel that mentions the bot or goes on in a thread with it."""
        event, own = body["event"], self._own(body)
        if event.get("channel_type") == "im" or questions.is_direct(event["channel"]):
            await self._receive(questions.of_direct_message(body, own))
        elif questions.mentioned(event, own):
            await self._receive(questions.of_mention(body, own))
        elif event.get("thread_ts") and not questions.addresses_another(event, own):
            question = questions.of_mention(body, own)
            if question.text and await self._inbox.noted(question.thread_key):
                await self._receive(question)

    async def command(self, body: Body, ack: Ack) -> None:
        question = questions.of_command(body)
        if not question.text:
            await ack(text=say("slack_usage", command=COMMAND), response_type="ephemeral")
            return
        await self._receive(question)
        await ack()

    async def shortcut(self, body: Body, ack: Ack) -> None:
        await self._receive(questions.of_shortcut(body, self._own(body)))
        await ack()

    async def suggestion(self, body: Body, ack: Ack) -> None:
        await self._receive(questions.of_suggestion(body))
        await ack()

    async def share(self, body: Body, ack: Ack) -> None:
        await self._receive(questions.of_share(body))
        await ack()

    async def rating(self, body: Body, ack: Ack) -> None:
        """Has the rating kept where the web's are kept, and the one who gave it told."""
        self._do_aside(self._rate(body, *rated(body["actions"][0]["value"])))
        await ack()

    async def home_opened(self, body: Body) -> None:
        """Shows the Home tab; under Messages suggests what to ask."""
        event = body["event"]
        if event.get("tab") == "messages":
            self._do_aside(self._suggest(event["channel"]))
        else:
            view = home(event.get("channel") or "")
            self._do_aside(self._try(self._client.views_publish(user_id=event["user"], view=view)))

    async def assistant_started(self, body: Body) -> None:
        """Suggests what to ask, in the thread that an app of the older kind begins."""
        thread = body["event"]["assistant_thread"]
        self._do_aside(self._suggest(thread["channel_id"], thread["thread_ts"]))

    async def close(self) -> None:
        """Waits for what is done aside."""
        await asyncio.gather(*self._aside, return_exceptions=True)

    async def _receive(self, question: Question) -> None:
        """Keeps a question, unless it has been there; only then may it be acknowledged."""
        if question.thread and not question.private and not questions.is_direct(question.channel):
            await self._inbox.note(question.thread_key, ENGAGED)
        if await self._inbox.put(question.id, question.place, question.to_json()):
            self._desk.add(question.id, question.conversation)
        else:
            logger.info("%s: has been there", question.id)

    def _own(self, body: Body) -> str | None:
        """The bot's user id: as Slack says it with the event, else as it was found at the start."""
        for one in body.get("authorizations") or []:
            if one.get("is_bot") and one.get("user_id"):
                return one["user_id"]
        return self.own

    async def _rate(self, body: Body, conversation: str, answer: str, rating: str) -> None:
        given: Rating = "up" if rating == "up" else "down"
        try:
            if self.feedback is None:
                raise RuntimeError("there is no database for ratings")
            await asyncio.to_thread(self.feedback.put, conversation, answer, given, None, "slack")
            said = f"slack_{given}_thanks"
        except Exception:
            logger.exception("a rating of %s was not kept", answer)
            said = "slack_feedback_failed"
        await self._tell(body, say(said))

    async def _suggest(self, channel: str, thread: str | None = None) -> None:
        call = self._client.assistant_threads_setSuggestedPrompts
        await self._try(call(channel_id=channel, thread_ts=thread, **prompts()))

    async def _tell(self, body: Body, text: str) -> None:
        """Tells the one who clicked something."""
        container = body["container"]
        where = (container["channel_id"], container.get("thread_ts"))
        note = Question("rating", "", "", "", body["user"]["id"], *where, response_url=body["response_url"])
        try:
            await self._delivery.respond(note, simple(text))
        except (Unsent, Refused) as error:
            logger.info("a rating was not confirmed (%s)", error)

    async def _try(self, call: Awaitable[Any]) -> None:
        try:
            await call
        except SlackApiError as error:
            logger.warning("Slack did not take it: %s", error.response.get("error"))
        except LOST as error:
            logger.warning("Slack could not be reached: %s", type(error).__name__)

    def _do_aside(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)


async def ignore() -> None:
    """For events that nobody listens to: Bolt acknowledges them, and Slack does not send them again."""


async def acknowledge(ack: Ack) -> None:
    """For buttons of messages older than this code."""
    await ack()
