"""Exactly one answer to each question, whatever Slack sends again, leaves out or gets wrong."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from slack_app import App, Starter, payload, until

from bench.mock_slack import Fault, MockSlack, post

QUIET = 0.7
"""Seconds without another answer that count as there being none."""


def one_answer(slack: MockSlack, event: str, seconds: float = 10) -> dict:
    """The one answer to an event."""
    until(lambda: slack.answers(event), seconds)
    time.sleep(QUIET)
    (answer,) = slack.answers(event)
    return answer


def asked_once(app: App, event: str) -> None:
    assert len([id for _, id, _ in app.asked() if id == event]) == 1


def test_a_question_is_answered(app: App, slack: MockSlack) -> None:
    question = payload("message_im", text="what happened in 1962?")
    app.send(question)
    answer = one_answer(slack, question["event_id"])
    assert answer["channel"] == "D1"
    assert answer["text"].startswith("Answer 0 to: what happened in 1962?")
    assert "thread_ts" not in answer


def test_the_same_event_three_times_at_once(app: App, slack: MockSlack) -> None:
    question = payload("message_im")
    threads = [threading.Thread(target=app.send, args=(question,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    one_answer(slack, question["event_id"])
    asked_once(app, question["event_id"])


def test_the_first_never_arrived(app: App, slack: MockSlack) -> None:
    question = payload("message_im")
    app.send(question, retry=1)
    one_answer(slack, question["event_id"])


def test_a_retry_arrives_while_it_is_being_answered(app: App, slack: MockSlack) -> None:
    question = payload("message_im", text="sleep 1")
    app.send(question)
    app.send(question, retry=1)
    one_answer(slack, question["event_id"])
    asked_once(app, question["event_id"])


def test_a_retry_arrives_after_the_answer(app: App, slack: MockSlack) -> None:
    question = payload("message_im")
    app.send(question)
    one_answer(slack, question["event_id"])
    for retry in (1, 2, 3):
        app.send(question, retry=retry)
    one_answer(slack, question["event_id"])
    asked_once(app, question["event_id"])


@pytest.mark.parametrize("order", [("message_channel", "app_mention"), ("app_mention", "message_channel")])
def test_a_message_and_its_mention(app: App, slack: MockSlack, order: tuple[str, str]) -> None:
    first = payload(order[0])
    second = payload(order[1], ts=first["event"]["ts"], event_ts=first["event"]["ts"])
    app.send(first)
    app.send(second)
    answer = one_answer(slack, first["event_id"])
    assert slack.answers(second["event_id"]) == []
    assert answer["thread_ts"] == first["event"]["ts"]


def test_an_edited_question(app: App, slack: MockSlack) -> None:
    question = payload("message_im")
    app.send(question)
    edited = payload("message_changed")
    edited["event"]["message"]["ts"] = question["event"]["ts"]
    app.send(edited)
    one_answer(slack, question["event_id"])
    assert slack.answers(edited["event_id"]) == []
    again = payload("app_mention", ts=question["event"]["ts"], channel="D1")
    app.send(again)
    time.sleep(QUIET)
    assert slack.answers(again["event_id"]) == []


def test_the_same_event_over_http_and_in_socket_mode(app: App, slack: MockSlack) -> None:
    question = payload("message_im")
    app.send(question)
    slack.send("events_api", question, retry=1)
    one_answer(slack, question["event_id"])
    asked_once(app, question["event_id"])


def test_a_suggestion_clicked_twice(app: App, slack: MockSlack) -> None:
    click = payload("suggestion_in_channel", response_url=slack.response_url())
    twice = {**click, "trigger_id": click["trigger_id"] + "2"}
    app.send(click, "interaction")
    app.send(twice, "interaction")
    one_answer(slack, f"click-{click['trigger_id']}")
    assert slack.answers(f"click-{twice['trigger_id']}") == []


def test_slack_says_wait(app: App, slack: MockSlack) -> None:
    slack.faults["chat.postMessage"] = [Fault(429, retry_after=2)]
    question = payload("message_im")
    before = len(slack.of("chat.postMessage"))
    started = time.monotonic()
    app.send(question)
    one_answer(slack, question["event_id"])
    assert time.monotonic() - started > 2
    assert len(slack.of("chat.postMessage")) == before + 2


@pytest.mark.parametrize(
    "fault", [Fault(500, done=True), Fault(503, done=True), Fault(error="internal_error", done=True)]
)
def test_slack_posts_and_says_that_it_failed(app: App, slack: MockSlack, fault: Fault) -> None:
    slack.faults["chat.postMessage"] = [fault]
    question = payload("message_im")
    app.send(question)
    one_answer(slack, question["event_id"])


@pytest.mark.parametrize("fault", [Fault(500), Fault(503), Fault(error="internal_error")])
def test_slack_fails_and_is_asked_again(app: App, slack: MockSlack, fault: Fault) -> None:
    slack.faults["chat.postMessage"] = [fault]
    question = payload("message_im")
    app.send(question)
    one_answer(slack, question["event_id"])
    asked_once(app, question["event_id"])


def test_slack_fails_for_longer(app: App, slack: MockSlack) -> None:
    slack.faults["chat.postMessage"] = [Fault(500)] * 3
    question = payload("message_im")
    app.send(question)
    one_answer(slack, question["event_id"], 25)
    asked_once(app, question["event_id"])


@pytest.fixture
def own(tmp_path: Path, starter: Starter, slack: MockSlack) -> Iterator[App]:
    """An app of its own, to be killed."""
    app = App(starter, tmp_path, **slack.environment, DETENTE_DEADLINE="8")
    yield app
    if app.runs():
        app.stop()


def test_a_retry_after_a_restart(own: App, slack: MockSlack) -> None:
    question = payload("message_im")
    own.send(question)
    one_answer(slack, question["event_id"])
    own.stop()
    own.start()
    own.send(question, retry=2)
    one_answer(slack, question["event_id"])
    asked_once(own, question["event_id"])


def test_a_crash_while_questions_wait(own: App, slack: MockSlack) -> None:
    questions = [payload("message_im", text="sleep 0.2", user=f"U{number}") for number in range(12)]
    for question in questions:
        own.send(question)
    until(lambda: any(slack.answers(question["event_id"]) for question in questions))
    own.kill()
    done = sum(bool(slack.answers(question["event_id"])) for question in questions)
    assert done < len(questions)
    own.start()
    until(lambda: all(slack.answers(question["event_id"]) for question in questions), 20)
    time.sleep(QUIET)
    assert [len(slack.answers(question["event_id"])) for question in questions] == [1] * len(questions)


def test_a_deployment_while_questions_wait(own: App, slack: MockSlack) -> None:
    questions = [payload("message_im", text="sleep 0.2", user=f"U{number}") for number in range(12)]
    for question in questions:
        own.send(question)
    own.stop()
    assert sum(bool(slack.answers(question["event_id"])) for question in questions) < len(questions)
    own.start()
    until(lambda: all(slack.answers(question["event_id"]) for question in questions), 20)
    time.sleep(QUIET)
    assert [len(slack.answers(question["event_id"])) for question in questions] == [1] * len(questions)
    for question in questions:
        asked_once(own, question["event_id"])


def test_what_an_earlier_version_kept_does_not_stop_the_rest(own: App, slack: MockSlack) -> None:
    own.stop()
    with closing(sqlite3.connect(own.folder / "inbox.db")) as database, database:
        row = ("EvOld", "C1/0", '{"id": "EvOld", "of_old": true}', 1.0)
        database.execute("insert into inbox (id, place, body, at) values (?, ?, ?, ?)", row)
    own.start()
    question = payload("message_im")
    own.send(question)
    one_answer(slack, question["event_id"])
    assert "EvOld: given up" in own.log.read_text()


def test_a_crash_after_it_was_posted(own: App, slack: MockSlack) -> None:
    slack.faults["chat.postMessage"] = [Fault(hang=30, done=True)]
    question = payload("app_mention")
    own.send(question)
    until(lambda: slack.answers(question["event_id"]))
    own.kill()
    own.start()
    until(lambda: "was posted before" in own.log.read_text())
    one_answer(slack, question["event_id"])
    asked_once(own, question["event_id"])


def test_a_crash_before_it_was_posted(own: App, slack: MockSlack) -> None:
    slack.faults["chat.postMessage"] = [Fault(hang=30)]
    question = payload("message_im")
    before = len(slack.of("chat.postMessage"))
    own.send(question)
    until(lambda: len(slack.of("chat.postMessage")) > before)
    own.kill()
    assert slack.answers(question["event_id"]) == []
    own.start()
    one_answer(slack, question["event_id"])
    asked_once(own, question["event_id"])


def test_where_it_may_not_look_an_answer_comes_twice_rather_than_never(own: App, slack: MockSlack) -> None:
    slack.missing.add("conversations.history")
    slack.faults["chat.postMessage"] = [Fault(500)]
    question = payload("message_im")
    own.send(question)
    one_answer(slack, question["event_id"])
    assert "could not look whether it was posted before" in own.log.read_text()


def test_what_cannot_be_kept_is_not_acknowledged(app: App, slack: MockSlack) -> None:
    question = payload("message_im")
    with closing(sqlite3.connect(app.folder / "inbox.db", isolation_level=None)) as other:
        other.execute("begin exclusive")
        assert post(app.events, question).status_code == 500
        other.execute("rollback")
    app.send(question, retry=1)
    one_answer(slack, question["event_id"])
