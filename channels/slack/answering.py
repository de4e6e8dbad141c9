"""Answering one request that the inbox holds, so that it is answered once also when something fails on the way."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from answers.answer import Answer as AnswerShape
from channels.guard import said
from channels.slack.delivery import UNDRAWN, Delivery, Refused, Unsent
from channels.slack.phrases import say
from channels.slack.pictures import Pictures
from channels.slack.question import Question
from channels.slack.rendering import Answer, Message, Setting, draw, simple
from channels.slack.rendering import asked as asked_by
from channels.turns import NoAnswer, Turns
from stores import inbox as stores_inbox
from stores.inbox import Entry, Inbox

logger = logging.getLogger("detente.slack")

CHANNEL = "slack"
AGAIN = (5.0, 30.0, 120.0, 600.0)
"""Seconds after which an answer that Slack did not take is tried again; after the last, no more."""


class Answering:
    """Claims a request, has it answered, sends the answer and notes that it is done."""

    def __init__(self, turns: Turns, inbox: Inbox, delivery: Delivery, pictures: Pictures) -> None:
        self._turns = turns
        self._inbox = inbox
        self._delivery = delivery
        self._pictures = pictures

    async def __call__(self, id: str) -> None:
        """Answers the request, unless it is done or taken. Failures are logged with the id."""
        if (entry := await self._inbox.claim(id)) is None:
            return
        async with self._kept(entry.id):
            try:
                question = Question.from_json(entry.body)
                await self._answer(entry, question)
            except Unsent as error:
                await self._again(entry, str(error))
            except Refused as error:
                logger.error("%s: not answered, Slack says: %s", id, error.error)
                await self._inbox.finish(id)
            except Exception:
                logger.exception("%s: not answered", id)
                await self._again(entry, "an error")

    async def _answer(self, entry: Entry, question: Question) -> None:
        if question.share:
            await self._share(question)
        elif question.phrase:
            await self._say(entry, question, simple(say(question.phrase)))
        else:
            await self._reply(entry, question)
        await self._inbox.finish(entry.id, keep_reply=question.private)

    async def _reply(self, entry: Entry, question: Question) -> None:
        answers = await self._found(entry, question)
        for number, answer in enumerate(answers):
            await self._send(entry, question, number, answer, last=number == len(answers) - 1)
        if not question.private:
            if question.thread is None and question.ts:
                await self._delivery.status(question, "")
            await self._pictures.follow(question, answers)

    async def _found(self, entry: Entry, question: Question) -> list[Answer]:
        """The Answers: as they were found before, or the bot's to the question now."""
        if entry.reply:
            return json.loads(entry.reply)["answers"]
        first = [self._delivery.retire(question)]
        if not question.private:
            first.append(self._delivery.status(question, say("slack_status")))
        aside = asyncio.gather(*first)
        try:
            answers = await self._turns.ask(question.conversation, question.text, question.id, CHANNEL)
        except NoAnswer as error:
            logger.warning("%s: %s, and told so", question.id, error)
            answers = [AnswerShape(f"{question.id}.0", said("apology"), "apology").as_dict()]
        reply = {"answers": answers, "question": question.text, "user": question.user}
        await self._inbox.reply(entry.id, json.dumps(reply))
        await aside
        return answers

    async def _send(self, entry: Entry, question: Question, number: int, answer: Answer, last: bool) -> None:
        """Sends one answer, with plainer blocks where Slack does not take the newer ones."""
        setting = Setting(
            question.conversation,
            asked=question.asked if number == 0 else None,
            share=entry.id if question.private and last and answer["topic"] != "apology" else None,
        )
        try:
            await self._say(entry, question, self._drawn(entry, answer, setting), number)
        except Refused as error:
            if not (error.error in UNDRAWN or any(name in error.error for name in UNDRAWN)):
                raise
            logger.warning("%s: Slack takes no such blocks (%s), sent with plainer ones", entry.id, error.error)
            plainer = self._drawn(entry, answer, replace(setting, modest=True))
            await self._say(entry, question, plainer, number)

    def _drawn(self, entry: Entry, answer: Answer, setting: Setting) -> Message:
        """The message; the text alone when there is something in the Answer that cannot be drawn."""
        try:
            return draw(answer, setting)
        except Exception:
            logger.exception("%s: could not be drawn, sent as text", entry.id)
            return simple(answer["text"])

    async def _say(self, entry: Entry, question: Question, message: Message, number: int = 0) -> None:
        if question.private:
            await self._delivery.respond(question, message, replace=question.replace and number == 0)
            return
        try:
            await self._delivery.post(question, number, message, look_first=entry.tries > 0)
        except Refused as error:
            if error.error in UNDRAWN or not question.response_url:
                raise
            logger.warning("%s: sent to the one who asked alone, Slack says: %s", entry.id, error.error)
            await self._delivery.respond(question, message)

    async def _share(self, question: Question) -> None:
        """Shows a private answer to everybody, with who asked what."""
        kept = await self._inbox.replied(question.share or "")
        if kept is None:
            await self._delivery.respond(question, simple(say("slack_share_gone")))
            return
        reply = json.loads(kept)
        for number, answer in enumerate(reply["answers"]):
            shown = asked_by(reply["user"], reply["question"]) if number == 0 else None
            message = draw(answer, Setting(question.conversation, shown))
            await self._delivery.respond(question, message, public=True)

    async def _again(self, entry: Entry, reason: str) -> None:
        if entry.tries < len(AGAIN):
            logger.warning("%s: not sent (%s), tried again in %.0f s", entry.id, reason, AGAIN[entry.tries])
            await self._inbox.later(entry.id, AGAIN[entry.tries])
            return
        logger.error("%s: given up after %d tries (%s)", entry.id, entry.tries + 1, reason)
        await self._inbox.finish(entry.id)

    @asynccontextmanager
    async def _kept(self, id: str) -> AsyncIterator[None]:
        """Keeps the claim for as long as it takes; gives the request back when the process is stopped."""

        async def renew() -> None:
            while True:
                await asyncio.sleep(stores_inbox.LEASE / 3)
                await self._inbox.renew(id)

        renewing = asyncio.create_task(renew())
        try:
            yield
        except asyncio.CancelledError:
            await self._inbox.later(id, 0.0)
            raise
        finally:
            renewing.cancel()


def conversation_of(body: str) -> str:
    """The conversation of a kept request."""
    return Question.from_json(body).conversation
