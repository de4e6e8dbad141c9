"""What the environment says: nothing, enough, or something that is told apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from sanic import Blueprint
from slack_app import App, Starter, until

from channels.slack import Slack
from channels.slack.settings import SLACK_API, Settings, SlackSettingsError

BOT, APP = "xoxb-1", "xapp-1"


async def nothing(_: object) -> None: ...


@pytest.fixture(autouse=True)
def _unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "DETENTE_SLACK_API"):
        monkeypatch.delenv(name, raising=False)


def test_without_tokens_there_is_nothing(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    assert Settings.from_environment({}) is None
    assert Settings.from_environment({"SLACK_BOT_TOKEN": " "}) is None
    blueprint = Slack().blueprint(nothing)
    assert isinstance(blueprint, Blueprint)
    assert list(blueprint._future_routes) == []
    assert list(blueprint._future_listeners) == []
    assert (capsys.readouterr().out, caplog.text) == ("", "")


@pytest.mark.parametrize("more", [{"SLACK_SIGNING_SECRET": "s"}, {"SLACK_APP_TOKEN": APP}])
def test_two_variables_are_enough(more: dict[str, str]) -> None:
    settings = Settings.from_environment({"SLACK_BOT_TOKEN": BOT, **more})
    assert settings
    assert settings.api == SLACK_API
    assert BOT not in repr(settings)


@pytest.mark.parametrize(
    ("environment", "names"),
    [
        ({"SLACK_BOT_TOKEN": BOT}, ["SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"]),
        ({"SLACK_BOT_TOKEN": APP, "SLACK_APP_TOKEN": BOT}, ["SLACK_BOT_TOKEN", "xoxb-"]),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": "xoxp-1"}, ["SLACK_APP_TOKEN", "xapp-"]),
        ({"SLACK_APP_TOKEN": APP}, ["SLACK_BOT_TOKEN is not set"]),
        ({"SLACK_SIGNING_SECRET": "s"}, ["SLACK_BOT_TOKEN is not set"]),
        (
            {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP, "DETENTE_SLACK_API": "https://evil.example/api/"},
            ["DETENTE_SLACK_API", "on this machine"],
        ),
    ],
)
def test_what_is_missing_or_wrong_is_named(environment: dict[str, str], names: list[str]) -> None:
    with pytest.raises(SlackSettingsError) as raised:
        Settings.from_environment(environment)
    for name in names:
        assert name in str(raised.value)
    for secret in environment.values():
        assert secret.startswith("https://evil") or f" {secret} " not in str(raised.value)


def test_a_wrong_variable_ends_the_start_with_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", BOT)
    with pytest.raises(SystemExit):
        Slack().blueprint(nothing)
    assert "neither SLACK_APP_TOKEN" in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    ("api", "url", "may"),
    [
        (SLACK_API, "https://hooks.slack.com/commands/T1/2/x", True),
        (SLACK_API, "https://hooks.slack.com.evil.example/x", False),
        (SLACK_API, "http://hooks.slack.com/x", False),
        (SLACK_API, "http://127.0.0.1:1/x", False),
        (SLACK_API, "", False),
        ("http://127.0.0.1:1/api/", "http://127.0.0.1:1/x", True),
        ("http://127.0.0.1:1/api/", "https://hooks.slack.com/x", False),
    ],
)
def test_only_slack_is_responded_to(api: str, url: str, may: bool) -> None:
    assert Settings(BOT, api=api).may_respond_to(url) is may


def test_a_slack_that_cannot_be_reached_does_not_keep_the_bot_from_starting(tmp_path: Path, starter: Starter) -> None:
    nobody = "http://127.0.0.1:9/api/"
    app = App(starter, tmp_path, SLACK_BOT_TOKEN=BOT, SLACK_SIGNING_SECRET="s", DETENTE_SLACK_API=nobody)
    until(lambda: "Slack cannot be reached" in app.log.read_text())
    app.stop()
