"""Tells what the Slack app still lacks, and how to mend it: variables, tokens, scopes, events.

`python -m scripts.slack_check [FILE]`: FILE is the app's manifest as its settings show it (“App Manifest”). Slack tells
events, commands and shortcuts to nobody else, unless `SLACK_CONFIG_TOKEN` (an app configuration token) is set.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from channels.slack.settings import Settings, SlackSettingsError

MANIFEST = Path(__file__).parent.parent / "deploy" / "slack" / "manifest.yml"
OPTIONAL = {
    "files:write": "pictures of the timeline and the sanctions table are not uploaded",
    "metadata.message:read": "after a crash an answer may come twice",
    "assistant:write": "nothing is suggested under Messages before the first question",
}
"""Scopes without which the bot works, and what is lost."""

TIMEOUT = 10

Json = dict[str, Any]


@dataclass(frozen=True)
class Finding:
    """One line: fine, missing, or worth knowing."""

    kind: str
    text: str


def fine(text: str) -> Finding:
    return Finding("ok", text)


def missing(text: str) -> Finding:
    return Finding("missing", text)


def note(text: str) -> Finding:
    return Finding("note", text)


def check(environment: Mapping[str, str], exported: Path | None = None) -> Iterator[Finding]:
    """Everything that can be found out, in the order in which it is mended."""
    try:
        settings = Settings.from_environment(environment)
    except SlackSettingsError as error:
        yield missing(str(error))
        return
    if settings is None:
        yield missing(
            "SLACK_BOT_TOKEN is not set, and neither is anything else of Slack's: create the app from "
            "deploy/slack/manifest.yml, install it, and set the variables that docs/slack.md names."
        )
        return
    ours = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    yield from bot_token(settings, ours)
    yield from app_token(settings)
    if settings.signing_secret:
        yield from signing_secret(settings.signing_secret)
    yield from app_settings(settings, ours, environment, exported)


def bot_token(settings: Settings, ours: Json) -> Iterator[Finding]:
    """Whether Slack takes the bot token, and which scopes it lacks."""
    try:
        me = WebClient(settings.bot_token, settings.api, TIMEOUT).auth_test()
    except SlackApiError as error:
        yield missing(
            f"Slack does not take SLACK_BOT_TOKEN ({error.response['error']}): install the app to the workspace, then "
            "copy the token anew from “OAuth & Permissions”."
        )
        return
    except OSError as error:
        yield missing(f"Slack cannot be reached at {settings.api} ({error}): check the network or a proxy.")
        return
    yield fine(f"SLACK_BOT_TOKEN: @{me.get('user')} in {me.get('team')}")
    granted = {one.strip() for one in str(me.headers.get("x-oauth-scopes", "")).split(",")}
    for scope in ours["oauth_config"]["scopes"]["bot"]:
        if scope in granted:
            yield fine(f"scope {scope}")
        elif scope in OPTIONAL:
            yield note(f"scope {scope} is not granted: {OPTIONAL[scope]}. To have it, {_add_scope(scope)}")
        else:
            yield missing(f"scope {scope}: {_add_scope(scope)}")


def app_token(settings: Settings) -> Iterator[Finding]:
    """Whether Socket Mode can be opened."""
    if not settings.app_token:
        yield note("SLACK_APP_TOKEN is not set: no Socket Mode, Slack has to reach /slack/events over HTTPS.")
        return
    try:
        WebClient(base_url=settings.api, timeout=TIMEOUT).apps_connections_open(app_token=settings.app_token)
    except SlackApiError as error:
        yield missing(
            f"Slack does not take SLACK_APP_TOKEN ({error.response['error']}): under “Basic Information”, “App-Level "
            "Tokens”, generate one with the scope connections:write, and switch “Socket Mode” on."
        )
        return
    except OSError:
        return
    yield fine("SLACK_APP_TOKEN: Socket Mode can be opened")


def signing_secret(secret: str) -> Iterator[Finding]:
    """Whether the signing secret looks like one: Slack tells no more."""
    if len(secret) == 32 and set(secret) <= set("0123456789abcdef"):
        yield fine("SLACK_SIGNING_SECRET: has the form of one")
    else:
        yield note(
            "SLACK_SIGNING_SECRET does not have 32 hexadecimal digits: compare it with “Basic Information”, "
            "“Signing Secret”; with a wrong one every request of Slack's gets 401."
        )


def app_settings(
    settings: Settings, ours: Json, environment: Mapping[str, str], exported: Path | None
) -> Iterator[Finding]:
    """Events, commands, shortcuts and the like, from a file or with a configuration token."""
    token = environment.get("SLACK_CONFIG_TOKEN")
    if exported:
        theirs = yaml.safe_load(exported.read_text(encoding="utf-8"))
    elif token and (app := app_id(settings, environment)):
        try:
            found = WebClient(token, settings.api, TIMEOUT).apps_manifest_export(app_id=app)
        except SlackApiError as error:
            yield missing(f"Slack does not take SLACK_CONFIG_TOKEN ({error.response['error']}): generate a new one.")
            return
        theirs = found["manifest"]
    else:
        yield note(
            "events, commands and shortcuts were not checked: Slack tells them only to whoever owns the app. Save the "
            "page “App Manifest” to a file and run `make slack-check MANIFEST=file`, or set SLACK_CONFIG_TOKEN."
        )
        return
    yield from differences(ours, theirs, bool(settings.app_token))


def differences(ours: Json, theirs: Json, socket: bool) -> Iterator[Finding]:
    """What an app's manifest lacks of ours."""
    events = _at(theirs, "settings", "event_subscriptions", "bot_events") or []
    for event in ours["settings"]["event_subscriptions"]["bot_events"]:
        if event in events:
            yield fine(f"event {event}")
        else:
            yield missing(f"event {event}: add it under “Event Subscriptions”, “Subscribe to bot events”.")
    for name, key, page in (("slash_commands", "command", "Slash Commands"), ("shortcuts", "callback_id", "Shortcuts")):
        known = [one.get(key) for one in _at(theirs, "features", name) or []]
        for one in ours["features"][name]:
            if one[key] in known:
                yield fine(f"{page} {one[key]}")
            else:
                yield missing(f"{page}: {one[key]} is not there; add it as in deploy/slack/manifest.yml.")
    if not _at(theirs, "settings", "interactivity", "is_enabled"):
        yield missing("buttons: switch “Interactivity & Shortcuts” on.")
    for tab, page in (("home_tab_enabled", "Home Tab"), ("messages_tab_enabled", "Messages Tab")):
        if not _at(theirs, "features", "app_home", tab):
            yield missing(f"App Home: switch the “{page}” on.")
    if socket and not _at(theirs, "settings", "socket_mode_enabled"):
        yield missing("Socket Mode: SLACK_APP_TOKEN is set, but it is off; switch it on under “Socket Mode”.")
    if not socket:
        yield from _addresses(theirs)


def _addresses(theirs: Json) -> Iterator[Finding]:
    """Over HTTP, events, buttons and commands each need an address."""
    found = {
        "Event Subscriptions": _at(theirs, "settings", "event_subscriptions", "request_url"),
        "Interactivity & Shortcuts": _at(theirs, "settings", "interactivity", "request_url"),
        "Slash Commands": next((one.get("url") for one in _at(theirs, "features", "slash_commands") or []), None),
    }
    for page, url in found.items():
        if str(url or "").startswith("https://") and str(url).endswith("/slack/events"):
            yield fine(f"{page}: {url}")
        else:
            yield missing(f"{page}: the Request URL must be https://YOUR-HOST/slack/events, not {url or 'empty'}.")


def app_id(settings: Settings, environment: Mapping[str, str]) -> str | None:
    """The app's id: `SLACK_APP_ID`, else as the app-level token has it."""
    parts = (settings.app_token or "").split("-")
    return environment.get("SLACK_APP_ID") or (parts[2] if len(parts) > 3 else None)


def _add_scope(scope: str) -> str:
    return f"add it under “OAuth & Permissions”, “Bot Token Scopes”, and reinstall the app ({scope})."


def _at(found: Any, *keys: str) -> Any:
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found


def main() -> None:
    findings = []
    for finding in check(os.environ, Path(sys.argv[1]) if len(sys.argv) > 1 else None):
        print(f"{finding.kind:8} {finding.text}", flush=True)
        findings.append(finding.kind)
    lacking = findings.count("missing")
    if lacking:
        sys.exit(f"{lacking} missing: each line above says how to mend it.")
    print("The Slack app has all it needs.")


if __name__ == "__main__":
    main()
