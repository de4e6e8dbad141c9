"""What is kept of conversations, once Rasa has its tracker store."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from rasa.core.agent import Agent
from rasa.shared.exceptions import RasaException

from channels.web.problems import Problem
from stores.conversations import Conversations
from stores.feedback import Feedback


class Kept:
    """Conversations and feedback; a 503 problem until they are open."""

    def __init__(self) -> None:
        self._conversations: Conversations | None = None
        self._feedback: Feedback | None = None

    async def open(self, app: Any, _: object) -> None:
        """Sanic's `after_server_start`: only then Rasa has loaded its agent.

        Raises:
            RasaException: the tracker store is not SQL; Rasa prints it and ends.
        """
        agent: Agent = app.ctx.agent
        try:
            self._conversations = Conversations.of(agent.tracker_store)
            self._feedback = Feedback.beside(agent.tracker_store)
        except TypeError as error:
            raise RasaException(str(error)) from None

    @property
    def conversations(self) -> Conversations:
        if self._conversations is None:
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "The server is starting.", Retry_After="1")
        return self._conversations

    @property
    def feedback(self) -> Feedback:
        if self._feedback is None:
            raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, "The server is starting.", Retry_After="1")
        return self._feedback
