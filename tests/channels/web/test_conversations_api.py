"""Every call on a conversation, against the running bot."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from bench.running import Bot
from bench.web import WebChat, new_id

Problem = Callable[[Any, int], dict[str, Any]]
Begin = Callable[[], WebChat]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def users(web: Bot, chat: WebChat) -> list[dict[str, Any]]:
    """What Rasa kept of the messages."""
    return [event for event in web.events(chat.id) if event["event"] == "user"]


def test_a_conversation_begins(chat: WebChat) -> None:
    assert chat.begun.keys() == {"conversation", "token", "expires"}
    assert chat.id.startswith("web-")
    left = moment(chat.begun["expires"]) - datetime.now(timezone.utc)
    assert timedelta(days=29, hours=23) < left <= timedelta(days=30)


def test_an_answer_is_drawn_from_the_article(chat: WebChat) -> None:
    message = new_id()
    reply = chat.post("what happened in 1962?", message)
    assert reply.status_code == 200
    assert reply.json()["id"] == message
    (answer,) = reply.json()["answers"]
    assert answer["id"] == f"{message}.0"
    assert answer["topic"] == "timeline"
    assert "Cuban" in answer["text"]
    assert answer["source"] == {"section": answer["source"]["section"], "as_of": "2024"}
    assert {row["kind"] for row in answer["rows"]} <= {"period", "event"}


def test_two_questions_get_two_answers(chat: WebChat) -> None:
    message = new_id()
    answers = chat.ask("Is Russia an ally of the US? And what happened in 1962?", message)
    assert [answer["id"] for answer in answers] == [f"{message}.0", f"{message}.1"]
    assert chat.history()[0]["answers"] == answers


def test_a_follow_up_knows_what_was_said(chat: WebChat) -> None:
    chat.ask("how did Russia hit back in 2014?")
    (answer,) = chat.ask("and in 2017?")
    assert "diplomatic" in answer["text"]


def test_the_same_message_again_runs_nothing_twice(web: Bot, chat: WebChat) -> None:
    message = new_id()
    first = chat.ask("what happened in 1962?", message)
    before = web.events(chat.id)
    assert chat.ask("what happened in 1962?", message) == first
    assert chat.ask("  what happened in 1962? ", message) == first
    assert web.events(chat.id) == before
    assert [event["message_id"] for event in users(web, chat)] == [message]


def test_an_earlier_message_again_gives_its_own_answers(chat: WebChat) -> None:
    message = new_id()
    first = chat.ask("what happened in 1962?", message)
    chat.ask("Is Russia an ally of the US?")
    assert chat.ask("what happened in 1962?", message) == first


def test_the_same_id_with_another_text(web: Bot, chat: WebChat, problem: Problem) -> None:
    message = new_id()
    chat.ask("what happened in 1962?", message)
    problem(chat.post("what happened in 1963?", message), 409)
    assert len(users(web, chat)) == 1


def test_the_same_id_in_another_conversation_is_another_message(begin: Begin) -> None:
    message = new_id()
    one, other = begin(), begin()
    one.ask("what happened in 1962?", message)
    (answer,) = other.ask("Is Russia an ally of the US?", message)
    assert answer["topic"] == "faq/is_ally"


def test_messages_at_once_with_one_id_run_once(web: Bot, chat: WebChat) -> None:
    message = new_id()
    headers = {"Authorization": f"Bearer {chat.token}"}
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda _: chat.post("what happened in 1962?", message, headers=headers), range(4)))
    assert [reply.status_code for reply in replies] == [200] * 4
    assert all(reply.json() == replies[0].json() for reply in replies)
    assert len(users(web, chat)) == 1


def test_different_messages_at_once_are_all_answered_and_kept(chat: WebChat) -> None:
    headers = {"Authorization": f"Bearer {chat.token}"}
    texts = ["what happened in 1962?", "Is Russia an ally of the US?", "how did Russia hit back in 2014?", "thanks"]
    with ThreadPoolExecutor(4) as pool:
        replies = list(pool.map(lambda text: chat.post(text, headers=headers), texts))
    said = {reply.json()["id"]: reply.json()["answers"] for reply in replies}
    history = chat.history()
    assert sorted(one["text"] for one in history) == sorted(texts)
    assert {one["id"]: one["answers"] for one in history} == said


def test_the_history_is_the_whole_exchange(chat: WebChat) -> None:
    assert chat.history() == []
    began = datetime.now(timezone.utc) - timedelta(seconds=1)
    asked = {text: chat.ask(text) for text in ("hello", "what happened in 1962?", "and in 2014?")}
    history = chat.history()
    assert {one["text"]: one["answers"] for one in history} == asked
    assert [one["text"] for one in history] == list(asked)
    times = [moment(one["at"]) for one in history]
    assert began < times[0] < times[1] < times[2] <= datetime.now(timezone.utc)
    assert all(one["answers"][0]["id"] == f"{one['id']}.0" for one in history)


@pytest.mark.parametrize("comment", [None, "the year is wrong", "x" * 1000, "a 🙂"])
def test_feedback(web: Bot, chat: WebChat, comment: str | None) -> None:
    (answer,) = chat.ask("Is Russia an ally of the US?")
    assert chat.rate(answer["id"], "up").status_code == 204
    reply = chat.rate(answer["id"], "down", comment=comment)
    assert reply.status_code == 204
    assert reply.content == b""
    assert web.rows("select answer, rating, comment, channel from feedback where conversation = ?", chat.id) == [
        (answer["id"], "down", comment, "web")
    ]


def test_feedback_on_what_was_not_said(web: Bot, begin: Begin, problem: Problem) -> None:
    chat, other = begin(), begin()
    (answer,) = chat.ask("Is Russia an ally of the US?")
    problem(chat.rate(f"{new_id()}.0"), 404)
    problem(chat.rate(answer["id"][:-1] + "1"), 404)
    problem(other.rate(answer["id"]), 404)
    assert web.rows("select * from feedback where conversation in (?, ?)", chat.id, other.id) == []


@pytest.mark.parametrize(
    "body",
    [
        {"rating": "up"},
        {"answer": "x", "rating": "up"},
        {"answer": f"{new_id()}.0"},
        {"answer": f"{new_id()}.0", "rating": "meh"},
        {"answer": f"{new_id()}.0", "rating": "up", "comment": 7},
        {"answer": f"{new_id()}.0", "rating": "up", "comment": "x" * 1001},
        {"answer": f"{new_id()}.0", "rating": "up", "more": 1},
        {"answer": [f"{new_id()}.0"], "rating": "up"},
    ],
)
def test_feedback_that_makes_no_sense(chat: WebChat, problem: Problem, body: Any) -> None:
    problem(chat.call("POST", "/feedback", json=body), 400)


def test_a_forgotten_conversation_leaves_nothing(web: Bot, begin: Begin, problem: Problem) -> None:
    chat, other = begin(), begin()
    (answer,) = chat.ask("Is Russia an ally of the US?")
    (kept,) = other.ask("Is Russia an ally of the US?")
    chat.rate(answer["id"])
    other.rate(kept["id"])
    reply = chat.forget()
    assert reply.status_code == 204
    assert "Detente-Token" not in reply.headers
    assert web.events(chat.id) == []
    assert web.rows("select * from feedback where conversation = ?", chat.id) == []
    for gone in (
        chat.post("hello"),
        chat.call("GET", "/messages"),
        chat.rate(answer["id"]),
        chat.forget(),
    ):
        problem(gone, 410)
        assert "Detente-Token" not in gone.headers
    assert web.events(chat.id) == []
    assert len(other.history()) == 1
    assert len(web.rows("select * from feedback where conversation = ?", other.id)) == 1


def test_an_empty_conversation_can_be_forgotten(chat: WebChat, problem: Problem) -> None:
    assert chat.forget().status_code == 204
    problem(chat.post("hello"), 410)


def test_forgetting_while_a_message_is_answered_leaves_nothing(web: Bot, chat: WebChat) -> None:
    headers = {"Authorization": f"Bearer {chat.token}"}
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(chat.post, "what happened in 1962?", headers=headers) for _ in range(3)]
        forgotten = pool.submit(chat.call, "DELETE", "", headers=headers)
    assert forgotten.result().status_code == 204
    assert {reply.result().status_code for reply in asked} <= {200, 410}
    assert web.events(chat.id) == []


COMMANDS = ("/restart", " /restart", "/back", "/session_start", '/ask_timeline{"period": "1962"}', "//restart", "/")


@pytest.mark.parametrize("command", COMMANDS)
def test_what_begins_with_a_slash_is_only_text(web: Bot, chat: WebChat, command: str) -> None:
    chat.ask("how did Russia hit back in 2014?")
    answers = chat.ask(command)
    assert answers[0]["text"]
    kept = users(web, chat)[1]
    assert kept["text"] == command.strip()
    assert kept["parse_data"]["entities"] == []
    assert {event["event"] for event in web.events(chat.id)}.isdisjoint({"restart", "rewind"})
    assert [one["text"] for one in chat.history()] == ["how did Russia hit back in 2014?", command.strip()]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "\ud800 hello", "what\x00 happened in 1962?"])
def test_a_hostile_text_is_answered_and_kept_as_typed(chat: WebChat, text: str) -> None:
    message = new_id()
    first = chat.ask(text, message)
    assert chat.ask(text, message) == first
    assert chat.history()[0]["text"] == text.replace("\ud800", "").strip()


def test_two_thousand_characters_fit_the_body_whatever_they_are(chat: WebChat) -> None:
    body = json.dumps({"id": new_id(), "text": "🙂" * 2000}, ensure_ascii=False).encode()
    headers = {"Authorization": f"Bearer {chat.token}", "Content-Type": "application/json; charset=utf-8"}
    assert chat.call("POST", "/messages", data=body, headers=headers).status_code == 200
    assert chat.history()[0]["text"] == "🙂" * 2000
