"""Slack, on Bolt. Named in `credentials.yml`; without tokens there is nothing of it."""

from __future__ import annotations

import logging
from asyncio import AbstractEventLoop
from typing import TYPE_CHECKING

from rasa.core.channels.channel import InputChannel
from rasa.shared.utils.cli import print_error_and_exit
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.guard import OnNewMessage
from channels.slack.settings import Settings, SlackSettingsError

if TYPE_CHECKING:
    from channels.slack.office import Office
    from stores.feedback import Feedback

logger = logging.getLogger("detente.slack")

NAME = "slack"


class Slack(InputChannel):
    """`POST /slack/events` with a signing secret, Socket Mode with an app-level token; both run the same listeners.

    A variable that is missing or wrong ends the start with one sentence that says which.
    """

    @classmethod
    def name(cls) -> str:
        return NAME

    def url_prefix(self) -> str:
        return "/slack"

    def blueprint(self, on_new_message: OnNewMessage) -> Blueprint:
        blueprint = Blueprint("slack_events")
        try:
            settings = Settings.from_environment()
        except SlackSettingsError as error:
            print_error_and_exit(str(error))
        if settings:
            self._fill(blueprint, settings, on_new_message)
        return blueprint

    def _fill(self, blueprint: Blueprint, settings: Settings, on_new_message: OnNewMessage) -> None:
        # Bolt and all that comes with it is imported only where it is used.
        from channels.slack.office import Office
        from channels.turns import Turns
        from stores.inbox import inbox_from_environment

        offices: list[Office] = []

        @blueprint.listener("after_server_start")
        async def open_office(app: Sanic, _: AbstractEventLoop) -> None:
            offices.append(Office(settings, Turns(on_new_message), inbox_from_environment(NAME), feedback_of(app)))
            await offices[0].open()

        @blueprint.listener("before_server_stop")
        async def close_office(app: Sanic, _: AbstractEventLoop) -> None:
            while offices:
                await offices.pop().close()

        if settings.signing_secret:

            @blueprint.route("/events", methods=["POST"])
            async def events(request: Request) -> HTTPResponse:
                return await offices[0].receive(request) if offices else HTTPResponse("", status=503)


def feedback_of(app: Sanic) -> Feedback | None:
    """Where ratings go: beside the events. None, and a warning, where they cannot go there."""
    from stores.feedback import Feedback

    try:
        return Feedback.beside(app.ctx.agent.tracker_store)
    except TypeError as error:
        logger.warning("ratings from Slack are not kept: %s", error)
        return None
