"""Rasa's REST channel behind the guard, for development and tests. Named in `credentials.yml`."""

from __future__ import annotations

import uuid

from rasa.core.channels.rest import RestInput
from sanic import Blueprint
from sanic.exceptions import InvalidUsage
from sanic.request import Request

from channels.guard import WEB, Guard, OnNewMessage


class Rest(RestInput):
    """`POST /webhooks/rest/webhook` with `{"sender": ..., "message": ...}`."""

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        return super().blueprint(Guard(on_new_message))

    async def _extract_sender(self, req: Request) -> str:
        """The sender; without one a new conversation, never Rasa's shared `default` nor one of the web channel's."""
        if not isinstance(req.json, dict):
            raise InvalidUsage('The body must be a JSON object: {"sender": "...", "message": "..."}')
        sender = req.json.get("sender")
        if str(sender).startswith(WEB):
            raise InvalidUsage(f'A sender must not begin with "{WEB}": those are conversations of the web channel.')
        return str(sender) if sender else uuid.uuid4().hex

    def _extract_message(self, req: Request) -> str:
        """The text; anything else counts as an empty message, which the guard answers."""
        message = req.json.get("message")
        return message if isinstance(message, str) else ""

    def _extract_input_channel(self, req: Request) -> str:
        return self.name()

    def get_metadata(self, request: Request) -> None:
        """Nothing a client sends becomes metadata."""
        return None
