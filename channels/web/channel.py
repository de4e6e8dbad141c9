"""The web channel: a JSON API, the files of the widget, and probes, on Rasa's own server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.guard import OnNewMessage
from channels.turns import Turns
from channels.web.admission import Admission
from channels.web.calls import CHANNEL, Calls
from channels.web.headers import Headers
from channels.web.kept import Kept
from channels.web.limits import RateLimits
from channels.web.probes import Probes, count
from channels.web.problems import problem_of
from channels.web.retention import Retention
from channels.web.routes import add
from channels.web.settings import Settings
from channels.web.site import Site
from channels.web.tokens import Tokens

OPENAPI = Path(__file__).parent / "openapi.yml"
MOST_BYTES = 1024 * 1024
"""Of any request to the server. Rasa's own limit is a hundred times as much."""


class Web(InputChannel):
    """Serves /api, /chat and /widget.js; settings come from the environment."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings or Settings.from_environment()

    @classmethod
    def from_credentials(cls, credentials: Mapping[str, Any] | None) -> Web:
        return cls()

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    def url_prefix(self) -> str:
        return "/"

    def blueprint(self, on_new_message: OnNewMessage) -> Any:
        settings, kept = self._settings, Kept()
        limits = RateLimits(settings)
        admission = Admission(settings, limits, Tokens.from_settings(settings))
        calls = Calls(settings, Turns(on_new_message), admission, kept)
        probes = Probes(settings, kept, limits).blueprint()
        add(probes, "/api/openapi.json", GET=description())
        probes.listener("before_server_start")(self._install)
        probes.listener("after_server_start")(kept.open)
        retention = Retention(kept)
        probes.listener("after_server_start")(retention.start)
        probes.listener("before_server_stop")(retention.stop)
        return Blueprint.group(calls.blueprint(), probes, Site().blueprint())

    async def _install(self, app: Any, _: object) -> None:
        """What a blueprint cannot have: it would not see requests for no route."""
        headers = Headers(self._settings.origins)
        app.request_middleware.appendleft(headers.begin)
        app.response_middleware.extend((headers.finish, count))
        app.error_handler.add(Exception, problem_of)
        app.config.REQUEST_MAX_SIZE = MOST_BYTES


def description() -> Any:
    """The handler that serves the API's OpenAPI document."""
    document = json.dumps(yaml.safe_load(OPENAPI.read_text(encoding="utf-8")))

    async def openapi(_: Request) -> HTTPResponse:
        return response.raw(document.encode(), content_type="application/json")

    return openapi
