"""Nobody but Slack gets anything done, and no secret is written down."""

from __future__ import annotations

import json
import logging
import time
from typing import Any

import pytest
import requests
from slack_app import App, payload, until

from bench.mock_slack import APP_TOKEN, BOT_TOKEN, SECRET, MockSlack, sign
from channels.slack.secrets import HIDDEN, Redaction

Headers = dict[str, str]

ATTACKS = [
    "no headers",
    "no signature",
    "no timestamp",
    "empty signature",
    "another secret",
    "another version",
    "signature without its version",
    "another body",
    "the signature in upper case",
    "half the signature",
    "a signature that is no ASCII",
    "stale by six minutes",
    "six minutes ahead",
    "a timestamp of words",
    "a timestamp of 400 digits",
    "a negative timestamp",
    "a timestamp with a fraction",
    "another timestamp than signed",
    "an empty body",
    "a body that is no UTF-8",
    "a body that is no JSON",
    "ssl_check without a signature",
    "url_verification without a signature",
]


def attack(name: str, body: bytes) -> tuple[bytes, dict[str, Any]]:
    """A request that Slack did not send: body and headers."""
    now = str(int(time.time()))
    stale, ahead = str(int(now) - 360), str(int(now) + 360)
    good = sign(body, now)

    def headers(timestamp: str, signature: Any) -> dict[str, Any]:
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": signature}

    return {
        "no headers": (body, {}),
        "no signature": (body, {"X-Slack-Request-Timestamp": now}),
        "no timestamp": (body, {"X-Slack-Signature": good}),
        "empty signature": (body, headers(now, "")),
        "another secret": (body, headers(now, sign(body, now, "not the secret"))),
        "another version": (body, headers(now, good.replace("v0=", "v1="))),
        "signature without its version": (body, headers(now, good[3:])),
        "another body": (body.replace(b"Russia", b"France"), headers(now, good)),
        "the signature in upper case": (body, headers(now, good.upper())),
        "half the signature": (body, headers(now, good[:30])),
        "a signature that is no ASCII": (body, headers(now, "v0=ÿ".encode("latin-1"))),
        "stale by six minutes": (body, headers(stale, sign(body, stale))),
        "six minutes ahead": (body, headers(ahead, sign(body, ahead))),
        "a timestamp of words": (body, headers("yesterday", sign(body, "yesterday"))),
        "a timestamp of 400 digits": (body, headers("9" * 400, sign(body, "9" * 400))),
        "a negative timestamp": (body, headers("-1", sign(body, "-1"))),
        "a timestamp with a fraction": (body, headers(f"{now}.5", sign(body, f"{now}.5"))),
        "another timestamp than signed": (body, headers(str(int(now) + 1), good)),
        "an empty body": (b"", headers(now, good)),
        "a body that is no UTF-8": (b"\xff\xfe" + body, headers(now, good)),
        "a body that is no JSON": (b"{" + body, headers(now, good)),
        "ssl_check without a signature": (b'{"ssl_check": 1, "type": "ssl_check"}', {}),
        "url_verification without a signature": (b'{"type": "url_verification", "challenge": "c"}', {}),
    }[name]


@pytest.mark.parametrize("name", ATTACKS)
def test_what_slack_did_not_sign_gets_401_and_no_work(app: App, slack: MockSlack, name: str) -> None:
    made = payload("message_im")
    body, headers = attack(name, json.dumps(made).encode())
    calls = len(slack.calls)
    reply = requests.post(app.events, data=body, headers={"Content-Type": "application/json", **headers}, timeout=10)
    assert reply.status_code == 401
    time.sleep(0.2)
    assert len(slack.calls) == calls
    assert made["event_id"] not in [id for _, id, _ in app.asked()]


def test_the_attacks_are_attacks_and_not_mistakes_of_the_test(app: App, slack: MockSlack) -> None:
    made = payload("message_im")
    body, now = json.dumps(made).encode(), str(int(time.time()))
    headers = {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": sign(body, now)}
    reply = requests.post(app.events, data=body, headers={"Content-Type": "application/json", **headers}, timeout=10)
    assert reply.status_code == 200
    until(lambda: slack.answers(made["event_id"]))


def test_a_form_that_is_not_signed_gets_401_too(app: App, slack: MockSlack) -> None:
    made = payload("slash_command", response_url=slack.response_url())
    assert requests.post(app.events, data=made, timeout=10).status_code == 401
    assert slack.of("response") == [] or slack.of("response")[-1]["url"] != made["response_url"]


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_only_posts_are_taken(app: App, method: str) -> None:
    assert requests.request(method, app.events, timeout=10).status_code == 405


def test_no_secret_is_in_the_log(app: App, slack: MockSlack) -> None:
    slack.drop()
    until(slack.connected, 20)
    log = app.log.read_text()
    for secret in (BOT_TOKEN, APP_TOKEN, SECRET, "xoxb-", "xapp-", "ticket=", "/response/"):
        assert secret not in log
    assert "Is Russia an ally" not in log


@pytest.mark.parametrize(
    "written",
    [
        "token xoxb-1234-abcd-EFGH failed",
        "xapp-1-A1-2-abc",
        "wss://wss.slack.com/link/?ticket=12-34&app_id=1",
        "posted to https://hooks.slack.com/actions/T1/2/abc",
        f"signature v0={'a' * 64}",
        "the secret is hunter2",
    ],
)
def test_a_secret_is_taken_out_of_a_record(written: str) -> None:
    record = logging.LogRecord("x", logging.INFO, "", 1, "%s", (written,), None)
    Redaction("hunter2").filter(record)
    assert HIDDEN in record.getMessage()
    for secret in ("1234-abcd", "A1-2-abc", "12-34", "T1/2/abc", "a" * 64, "hunter2"):
        assert secret not in record.getMessage()


def test_a_secret_is_taken_out_of_a_traceback() -> None:
    try:
        raise ValueError("xoxb-1234-abcd")
    except ValueError as error:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "failed", (), (type(error), error, error.__traceback__))
    Redaction().filter(record)
    shown = logging.Formatter().format(record)
    assert "1234-abcd" not in shown
    assert "ValueError" in shown
