"""The Slack channel in a Sanic app without Rasa's understanding: a question is answered as its own words ask for.

A program that starts one app for every line it reads, `{"port", "folder", "environment"}`, in a process of its own
whose id it prints: the imports take seconds, and are done once. Every question that comes through is written to
`asked` in the app's folder.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import signal
import sys
from pathlib import Path
from typing import Any

from rasa.core.channels.channel import UserMessage, register
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from answers.answer import Answer
from answers.rows import row_of
from channels.slack import Slack, office
from facts.loading import facts


class Script:
    """Answers; or is silent, fails, or takes the seconds it is told."""

    def __init__(self, folder: Path) -> None:
        self._asked = folder / "asked"
        self.tracker_store = SQLTrackerStore(Domain.empty(), db=str(folder / "tracker.db"))

    async def handle_message(self, message: UserMessage) -> None:
        text = message.text or ""
        with self._asked.open("a", encoding="utf-8") as asked:
            asked.write(f"{message.sender_id}\t{message.message_id}\t{text!r}\n")
        if seconds := re.search(r"sleep ([\d.]+)", text):
            await asyncio.sleep(float(seconds[1]))
        if "fail" in text:
            raise RuntimeError("as it was told")
        if "silent" in text:
            return
        for number in range(2 if "twice" in text else 1):
            await message.output_channel.send_response(message.sender_id, self._said(message, number))

    def _said(self, message: UserMessage, number: int) -> dict[str, Any]:
        text = message.text or ""
        answer = Answer(f"{message.message_id}.{number}", f"Answer {number} to: {text}", "timeline")
        answer.suggestions = ["Were they ever allies?", "What sanctions are there?"]
        if "odd" in text:
            answer.rows = [{"kind": "odd", "origin": "article", "from": "1962", "to": None, "title": "Odd"}] * 2
        if "overview" in text:
            answer.rows = [row_of(period) for period in facts().periods]
        return {"text": answer.text, "answer": answer.as_dict()}


def main(port: int, folder: Path) -> None:
    app = Sanic("small", configure_logging=False)
    app.ctx.agent = Script(folder)
    register([Slack()], app, route="/webhooks/")

    @app.get("/alive")
    async def alive(_: Request) -> HTTPResponse:
        return HTTPResponse("yes")

    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(name)s %(levelname)s %(message)s")
    app.run("127.0.0.1", port, access_log=False, motd=False)


def start(port: int, folder: str, environment: dict[str, str]) -> int:
    """The id of the process that serves the app; what it prints goes to `app.log` in the folder."""
    if pid := os.fork():
        return pid
    log = os.open(Path(folder) / "app.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.environ.update(environment)
    main(port, Path(folder))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    assert office
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        print(start(**json.loads(line)), flush=True)
