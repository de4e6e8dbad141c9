"""The whole bot in Slack: real understanding, over signed HTTP and a real websocket."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from block_limits import wrong
from slack_app import payload, until

from bench.mock_slack import MockSlack, post
from bench.running import Actions, Bot, ask, new_sender
from bench.web import WebChat
from channels.slack.mrkdwn import HIDDEN, to_plain

Json = dict[str, Any]

SAME = [
    "Is Russia an ally of the US?",
    "Were the US and Russia ever allies?",
    "what happened in 1962?",
    "What happened in each period?",
    "What sanctions are there?",
    "how did Russia hit back in 2014?",
    "What happened in 2022?",
    "how many nukes does the US have?",
    "How old is this?",
    "hello",
]


@pytest.fixture(scope="module")
def mock() -> Iterator[MockSlack]:
    slack = MockSlack(check=wrong)
    yield slack
    slack.stop()


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory, actions: Actions, mock: MockSlack) -> Iterator[Bot]:
    folder = tmp_path_factory.mktemp("slack-bot")
    environment = {"DETENTE_INBOX": str(folder / "inbox.db"), "DETENTE_SECRET": "x" * 32, "DETENTE_TODAY": "2026-03-01"}
    server = Bot(folder, actions.url, **mock.socket_environment, **environment)
    yield server
    server.stop()
    assert mock.broken == []


def told(bot: Bot, mock: MockSlack, text: str, name: str = "message_im", **event: Any) -> Json:
    """The first message that answers a text."""
    made = payload(name, text=text, **event)
    assert post(f"{bot.web}/slack/events", made, seconds=30).status_code == 200
    return until(lambda: mock.answers(made["event_id"]), 30)[0]


def shown(message: Json) -> str:
    """All that people see of a message, as plain text."""
    return to_plain(json.dumps(message["blocks"], ensure_ascii=False)).replace(HIDDEN, "")


def test_a_question_and_what_it_means_after_it(bot: Bot, mock: MockSlack) -> None:
    first = told(bot, mock, "how did Russia hit back in 2014?", user="U21", channel="D21")
    assert "American chicken" in shown(first)
    second = told(bot, mock, "and in 2017?", user="U21", channel="D21")
    assert "diplomatic properties" in shown(second)
    elsewhere = told(bot, mock, "<@UBOT> and in 2017?", "app_mention", user="U21", channel="C21")
    assert shown(elsewhere) != shown(second)


def test_a_thread_in_a_channel_goes_on(bot: Bot, mock: MockSlack) -> None:
    first = told(bot, mock, "<@UBOT> how did Russia hit back in 2014?", "app_mention", channel="C22")
    thread = first["thread_ts"]
    second = told(bot, mock, "and in 2017?", "message_channel_thread", channel="C22", thread_ts=thread)
    assert "diplomatic properties" in shown(second)


@pytest.mark.parametrize(
    "typed",
    [
        "/restart",
        "<@UBOT> /restart",
        "/session_start",
        '<@UBOT> /ask_timeline{{"year": "1962"}}',
        "<@UBOT>\n/back",
    ],
)
def test_a_slash_is_no_command_also_behind_a_mention(bot: Bot, mock: MockSlack, typed: str) -> None:
    user = {"user": f"U{abs(hash(typed)) % 10**6}", "channel": "D23"}
    told(bot, mock, "how did Russia hit back in 2014?", **user)
    refused = told(bot, mock, typed, **user)
    assert "does not cover that" in shown(refused)
    assert "chicken" not in shown(refused)
    assert "diplomatic properties" in shown(told(bot, mock, "and in 2017?", **user))


def test_links_and_entities_are_understood(bot: Bot, mock: MockSlack) -> None:
    said = told(bot, mock, "<@UBOT> is *Russia* an <https://example.org|ally> of the US?", "app_mention")
    assert shown(said).find("No. In the article") >= 0


def test_socket_mode_answers_the_same(bot: Bot, mock: MockSlack) -> None:
    until(mock.connected, 30)
    made = payload("message_im", text="Is Russia an ally of the US?", user="U24", channel="D24")
    mock.send("events_api", made)
    over_socket = until(lambda: mock.answers(made["event_id"]), 30)[0]
    over_http = told(bot, mock, "Is Russia an ally of the US?", user="U25", channel="D25")
    assert over_socket["text"] == over_http["text"]


def test_a_rating_goes_beside_the_events(bot: Bot, mock: MockSlack) -> None:
    said = told(bot, mock, "Is Russia an ally of the US?", user="U26", channel="D26")
    pair = next(one for one in said["blocks"] if one["type"] == "context_actions")["elements"][0]
    click = payload("feedback", response_url=mock.response_url())
    click["actions"][0]["value"] = pair["positive_button"]["value"]
    assert post(f"{bot.web}/slack/events", click, "interaction").status_code == 200
    until(lambda: any(one["url"] == click["response_url"] for one in mock.of("response")))
    with closing(sqlite3.connect(f"file:{bot.database}?mode=ro", uri=True)) as database:
        rows = database.execute(
            "select rating, channel from feedback where conversation = 'slack-T1-dm-U26'"
        ).fetchall()
    assert rows == [("up", "slack")]


def test_the_events_know_their_channel_and_message(bot: Bot, mock: MockSlack) -> None:
    said = told(bot, mock, "hello", user="U27", channel="D27")
    events = [one for one in bot.events("slack-T1-dm-U27") if one["event"] == "user"]
    assert [one["input_channel"] for one in events] == ["slack"]
    assert events[0]["message_id"] == said["metadata"]["event_payload"]["event_id"]


@pytest.mark.parametrize("question", SAME)
def test_the_same_question_gives_the_same_facts_everywhere(bot: Bot, mock: MockSlack, question: str) -> None:
    number = SAME.index(question)
    slack = told(bot, mock, question, user=f"U3{number}", channel=f"D3{number}")
    (web,) = WebChat(bot.web).ask(question)
    (rest,) = ask(bot.url, new_sender(), question)

    seen = shown(slack)
    assert to_plain(slack["text"]).replace(HIDDEN, "").startswith(re.sub(r"\s+", " ", web["text"]))
    assert rest["text"].startswith(web["text"])
    for note in web["notes"]:
        assert json.dumps(note["text"], ensure_ascii=False)[1:-1] in seen
        assert note["url"] is None or note["url"].replace("&", "&amp;") in json.dumps(slack["blocks"])
    for row in web["rows"] or []:
        told_of = row.get("us") or row.get("text") or row["title"]
        assert json.dumps(told_of, ensure_ascii=False)[2:-1] in seen
    if web["source"]:
        assert web["source"]["section"] in seen
    buttons = [one["value"] for block in slack["blocks"] if block["type"] == "actions" for one in block["elements"]]
    assert buttons == web["suggestions"] == [one["title"] for one in rest.get("buttons", [])]
