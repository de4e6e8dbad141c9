"""What the mends do to the bot as it runs."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

from bench.running import Actions, Bot, new_sender
from mends.sessions import LONGEST_SESSION

QUESTIONS = ("Is Russia an ally of the US?", "hello", "thanks", "what can you do?")


def chat(bot: Bot, sender: str, count: int) -> None:
    for number in range(count):
        bot.ask(QUESTIONS[number % len(QUESTIONS)], sender)


def sessions(bot: Bot, sender: str) -> list[list[dict[str, Any]]]:
    """The events of a conversation, session by session."""
    found: list[list[dict[str, Any]]] = []
    for event in bot.events(sender):
        if event["event"] == "session_started":
            found.append([])
        elif found:
            found[-1].append(event)
    return found


def asked(session: list[dict[str, Any]]) -> int:
    return sum(event["event"] == "user" for event in session)


def test_a_session_ends_after_twenty_questions(bot: Bot) -> None:
    sender = new_sender()
    chat(bot, sender, 2 * LONGEST_SESSION + 1)
    assert [asked(session) for session in sessions(bot, sender)] == [LONGEST_SESSION, LONGEST_SESSION, 1]


def test_what_follow_ups_need_is_carried_over(bot: Bot) -> None:
    sender = new_sender()
    chat(bot, sender, LONGEST_SESSION - 1)
    assert "chicken" in bot.ask("how did Russia hit back in 2014?", sender)
    said = bot.ask("and in 2017?", sender)
    assert "diplomatic" in said
    assert "chicken" not in said
    assert [asked(session) for session in sessions(bot, sender)] == [LONGEST_SESSION, 1]


def test_the_source_of_an_answer_from_the_session_before(bot: Bot) -> None:
    sender = new_sender()
    chat(bot, sender, LONGEST_SESSION - 1)
    bot.ask("how did Russia hit back in 2014?", sender)
    assert "Economic Chokeholds" in bot.ask("source?", sender)


def test_starting_over_is_not_undone_by_a_new_session(bot: Bot) -> None:
    sender = new_sender()
    chat(bot, sender, LONGEST_SESSION - 2)
    bot.ask("how did Russia hit back in 2014?", sender)
    bot.ask("start over", sender)
    assert "Economic Chokeholds" not in bot.ask("source?", sender)
    assert len(sessions(bot, sender)) == 2


def test_each_session_carries_only_the_last_value_of_a_slot(bot: Bot) -> None:
    sender = new_sender()
    for _ in range(LONGEST_SESSION // 2):
        bot.ask("how did Russia hit back in 2014?", sender)
        bot.ask("what happened in 1962?", sender)
    bot.ask("hello", sender)
    *_, last = sessions(bot, sender)
    carried = [event["name"] for event in takewhile(lambda event: event["event"] == "slot", last)]
    assert "last_answer" in carried
    assert len(carried) == len(set(carried))
    assert "action" in {event["event"] for event in last}


def group(pid: int) -> list[int]:
    """The processes of a process group."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == pid:
            found.append(int(stat.parent.name))
    return found


@pytest.mark.parametrize("library", ["tensorflow", "torch"])
def test_the_served_processes_never_load_a_large_library(bot: Bot, actions: Actions, library: str) -> None:
    for server in (bot, actions):
        processes = group(server.process.pid)
        assert processes
        for process in processes:
            assert library not in Path(f"/proc/{process}/maps").read_text()
    assert "onnxruntime" in Path(f"/proc/{bot.process.pid}/maps").read_text()
