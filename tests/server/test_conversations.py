"""Whole conversations through the running servers."""

from __future__ import annotations

import re
import uuid
from pathlib import Path
from typing import Any

import pytest
import yaml

from bench.running import Bot

CONVERSATIONS = yaml.safe_load((Path(__file__).parent / "conversations.yml").read_text(encoding="utf-8"))


def test_there_are_ten() -> None:
    assert len(CONVERSATIONS) >= 10


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=[one["about"] for one in CONVERSATIONS])
def test_conversation(bot: Bot, conversation: dict[str, Any]) -> None:
    sender = uuid.uuid4().hex
    for turn in conversation["turns"]:
        reply = bot.ask(turn["say"], sender)
        said = f"{turn['say']!r} was answered {reply!r}"
        for group in turn["has"]:
            assert any(re.search(pattern, reply) for pattern in group), f"{said}, without any of {group}"
        for pattern in turn.get("not", []):
            assert not re.search(pattern, reply), f"{said}, which has {pattern!r}"
