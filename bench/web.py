"""A client of the web channel's API."""

from __future__ import annotations

import uuid
from typing import Any

import requests

TIMEOUT = 60


def new_id() -> str:
    """A message id that nobody has used."""
    return str(uuid.uuid4())


class WebChat:
    """A new conversation over the web channel; keeps its connection, and the newest token.

    Args:
        base: where the bot is, without a slash at the end.
        session: whose connections to use; its own without.
        headers: sent with every call.

    Raises:
        requests.HTTPError: it could not be begun.
    """

    def __init__(self, base: str, session: requests.Session | None = None, **headers: str) -> None:
        self.session = session or requests.Session()
        self.session.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
        begun = self.session.post(f"{base}/api/conversations", timeout=TIMEOUT)
        begun.raise_for_status()
        self.begun: dict[str, str] = begun.json()
        self.id = self.begun["conversation"]
        self.token = self.begun["token"]
        self.url = f"{base}/api/conversations/{self.id}"

    def call(self, method: str, path: str, **more: Any) -> requests.Response:
        """Any call on the conversation, below its URL, with its token unless other headers are given."""
        more.setdefault("headers", {"Authorization": f"Bearer {self.token}"})
        reply = self.session.request(method, self.url + path, timeout=TIMEOUT, **more)
        self.token = reply.headers.get("Detente-Token", self.token)
        return reply

    def post(self, text: Any, message_id: Any = None, **more: Any) -> requests.Response:
        """Posts a message, with a new id unless one is given."""
        return self.call("POST", "/messages", json={"id": message_id or new_id(), "text": text}, **more)

    def ask(self, text: str, message_id: str | None = None) -> list[dict[str, Any]]:
        """The answers to a text.

        Raises:
            requests.HTTPError: there are none.
        """
        reply = self.post(text, message_id)
        reply.raise_for_status()
        return reply.json()["answers"]

    def history(self, **more: Any) -> list[dict[str, Any]]:
        """The messages with their answers.

        Raises:
            requests.HTTPError: it cannot be read.
        """
        reply = self.call("GET", "/messages", **more)
        reply.raise_for_status()
        return reply.json()["messages"]

    def rate(self, answer: Any, rating: Any = "up", **more: Any) -> requests.Response:
        """Rates an answer; `more` goes into the body."""
        return self.call("POST", "/feedback", json={"answer": answer, "rating": rating, **more})

    def forget(self) -> requests.Response:
        return self.call("DELETE", "")
