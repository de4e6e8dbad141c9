"""`make slack-check` against a mock Slack: every variable, token, scope and event that can be missing is told."""

from __future__ import annotations

import copy
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bench.mock_slack import APP_TOKEN, BOT_TOKEN, SECRET, MockSlack
from bench.running import ROOT
from scripts.slack_check import MANIFEST, check, differences

OURS: dict[str, Any] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
SCOPES: list[str] = OURS["oauth_config"]["scopes"]["bot"]


@pytest.fixture
def slack() -> Iterator[MockSlack]:
    mock = MockSlack()
    mock.scopes = ",".join(SCOPES)
    yield mock
    mock.stop()


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    """The app's manifest, as it should be."""
    path = tmp_path / "manifest.yml"
    path.write_text(MANIFEST.read_text(encoding="utf-8"), encoding="utf-8")
    return path


def lacking(slack: MockSlack, exported: Path | None = None, **changed: str | None) -> list[str]:
    environment = {**slack.socket_environment, **changed}
    found = check({name: value for name, value in environment.items() if value}, exported)
    return [one.text for one in found if one.kind == "missing"]


def test_nothing_is_missing(slack: MockSlack, exported: Path) -> None:
    assert lacking(slack, exported) == []


def test_without_anything_it_says_where_to_begin(slack: MockSlack) -> None:
    (said,) = lacking(slack, SLACK_BOT_TOKEN=None, SLACK_APP_TOKEN=None, SLACK_SIGNING_SECRET=None)
    assert "deploy/slack/manifest.yml" in said


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"SLACK_BOT_TOKEN": None}, "SLACK_BOT_TOKEN is not set"),
        ({"SLACK_BOT_TOKEN": APP_TOKEN}, "xoxb-"),
        ({"SLACK_BOT_TOKEN": "xoxb-revoked"}, "invalid_auth"),
        ({"SLACK_APP_TOKEN": "xapp-1-revoked"}, "connections:write"),
        ({"SLACK_APP_TOKEN": None, "SLACK_SIGNING_SECRET": None}, "set one of them"),
        ({"DETENTE_SLACK_API": "http://127.0.0.1:9/api/"}, "cannot be reached"),
    ],
)
def test_a_variable_is_named_with_its_mend(slack: MockSlack, changed: dict[str, str | None], named: str) -> None:
    (said,) = lacking(slack, **changed)
    assert named in said
    assert "xoxb-revoked" not in said


@pytest.mark.parametrize("scope", SCOPES)
def test_every_scope_of_the_manifest_is_looked_for(slack: MockSlack, scope: str) -> None:
    slack.scopes = ",".join(one for one in SCOPES if one != scope)
    found = [one for one in check(slack.socket_environment) if scope in one.text and one.kind != "ok"]
    assert found
    assert "reinstall" in found[0].text


@pytest.mark.parametrize("event", OURS["settings"]["event_subscriptions"]["bot_events"])
def test_every_event_of_the_manifest_is_looked_for(event: str) -> None:
    theirs = copy.deepcopy(OURS)
    theirs["settings"]["event_subscriptions"]["bot_events"].remove(event)
    (said,) = [one.text for one in differences(OURS, theirs, socket=True) if one.kind == "missing"]
    assert said.startswith(f"event {event}:")


@pytest.mark.parametrize(
    ("place", "value", "named"),
    [
        (("features", "slash_commands"), [], "/detente"),
        (("features", "shortcuts"), [], "ask_about_this"),
        (("settings", "interactivity"), {"is_enabled": False}, "Interactivity"),
        (("settings", "socket_mode_enabled"), False, "Socket Mode"),
        (("features", "app_home"), {"home_tab_enabled": True}, "Messages Tab"),
    ],
)
def test_every_other_setting_is_looked_for(place: tuple[str, str], value: Any, named: str) -> None:
    theirs = copy.deepcopy(OURS)
    theirs[place[0]][place[1]] = value
    (said,) = [one.text for one in differences(OURS, theirs, socket=True) if one.kind == "missing"]
    assert named in said


def test_over_http_three_addresses_are_needed() -> None:
    assert len([one for one in differences(OURS, OURS, socket=False) if one.kind == "missing"]) == 3
    theirs = copy.deepcopy(OURS)
    theirs["settings"]["event_subscriptions"]["request_url"] = "https://bot.example/slack/events"
    theirs["settings"]["interactivity"]["request_url"] = "https://bot.example/slack/events"
    theirs["features"]["slash_commands"][0]["url"] = "https://bot.example/slack/events"
    assert [one for one in differences(OURS, theirs, socket=False) if one.kind == "missing"] == []


def test_as_a_program_it_ends_well_or_badly_and_shows_no_secret(slack: MockSlack, exported: Path) -> None:
    def run(**changed: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, **slack.socket_environment, **changed}
        command = [sys.executable, "-W", "ignore", "-m", "scripts.slack_check", str(exported)]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)

    good, bad = run(), run(SLACK_BOT_TOKEN="xoxb-revoked")
    assert (good.returncode, bad.returncode) == (0, 1)
    assert "all it needs" in good.stdout
    for secret in (BOT_TOKEN, APP_TOKEN, SECRET, "xoxb-revoked"):
        assert secret not in good.stdout + good.stderr + bad.stdout + bad.stderr


def test_what_the_manifest_asks_for_is_what_the_code_listens_to() -> None:
    """Events, command and shortcut of the manifest against the listeners; `message` comes as four events."""
    source = (ROOT / "channels" / "slack" / "listeners.py").read_text(encoding="utf-8")
    for event in OURS["settings"]["event_subscriptions"]["bot_events"]:
        assert f'app.event("{event.partition(".")[0]}"' in source
    from channels.slack.home import COMMAND
    from channels.slack.listeners import SHORTCUT

    assert [one["command"] for one in OURS["features"]["slash_commands"]] == [COMMAND]
    assert [one["callback_id"] for one in OURS["features"]["shortcuts"]] == [SHORTCUT]


def test_the_manifest_is_within_slacks_limits() -> None:
    shown, features = OURS["display_information"], OURS["features"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert len(features["bot_user"]["display_name"]) <= 80
    for one in features["slash_commands"]:
        assert len(one["command"]) <= 32
        assert len(one["description"]) <= 2000
    for one in features["shortcuts"]:
        assert len(one["name"]) <= 24
        assert len(one["description"]) <= 150
        assert len(one["callback_id"]) <= 255
    assert len(SCOPES) == len(set(SCOPES))
