"""What the channel is told by the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

SLACK_API = "https://slack.com/api/"
RESPONSES = "https://hooks.slack.com/"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class SlackSettingsError(Exception):
    """A variable is missing or wrong; says which, and what to do."""


@dataclass(frozen=True)
class Settings:
    """Attributes:
    bot_token: `SLACK_BOT_TOKEN`.
    app_token: `SLACK_APP_TOKEN`; with it there is Socket Mode.
    signing_secret: `SLACK_SIGNING_SECRET`; with it Slack may send over HTTP.
    api: where the Web API is; another than Slack's own only on this machine (`DETENTE_SLACK_API`, for tests).
    """

    bot_token: str = field(repr=False)
    app_token: str | None = field(default=None, repr=False)
    signing_secret: str | None = field(default=None, repr=False)
    api: str = SLACK_API

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings | None:
        """None when nothing about Slack is set.

        Raises:
            SlackSettingsError: something is set, and it is not enough or wrong.
        """
        bot_token, app_token, secret = (
            environment.get(name, "").strip() or None
            for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")
        )
        if not (bot_token or app_token or secret):
            return None
        if not bot_token or not bot_token.startswith("xoxb-"):
            raise SlackSettingsError(_must_begin("SLACK_BOT_TOKEN", "xoxb-", "OAuth & Permissions", bot_token))
        if app_token and not app_token.startswith("xapp-"):
            raise SlackSettingsError(_must_begin("SLACK_APP_TOKEN", "xapp-", "Basic Information", app_token))
        if not app_token and not secret:
            raise SlackSettingsError(
                "SLACK_BOT_TOKEN is set, but neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP): "
                "set one of them, or unset SLACK_BOT_TOKEN to run without Slack. docs/slack.md says where they are."
            )
        return cls(bot_token, app_token, secret, _api(environment.get("DETENTE_SLACK_API") or SLACK_API))

    def may_respond_to(self, url: str) -> bool:
        """Whether a `response_url` is one: Slack's, or in a test the mock's."""
        if self.api == SLACK_API:
            return url.startswith(RESPONSES)
        return urlsplit(url).hostname in LOOPBACK


def _must_begin(name: str, beginning: str, page: str, found: str | None) -> str:
    what = "does not" if found else "is not set; it must"
    return f"{name} {what} begin with {beginning}: copy it from “{page}” in the app's settings (docs/slack.md)."


def _api(url: str) -> str:
    if url != SLACK_API and urlsplit(url).hostname not in LOOPBACK:
        raise SlackSettingsError(f"DETENTE_SLACK_API is for tests and must be on this machine, not {url}: unset it.")
    return url if url.endswith("/") else f"{url}/"
