"""Exchanges, read from the events that Rasa keeps."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore, SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import select

from stores.conversations import FORGOTTEN, Conversations, Forgotten

LATER = datetime.now(timezone.utc) + timedelta(days=30)


def asked(message: str, text: str, at: float = 1.0) -> UserUttered:
    return UserUttered(text, message_id=message, timestamp=at)


def answered(id: str) -> BotUttered:
    return BotUttered("plain", metadata={"answer": {"id": id}})


async def keep(store: SQLTrackerStore, sender: str, *events: Event) -> None:
    await store.save(DialogueStateTracker.from_events(sender, list(events)))


@pytest.fixture
def store(tmp_path: Path) -> SQLTrackerStore:
    return SQLTrackerStore(Domain.empty(), db=str(tmp_path / "tracker.db"))


@pytest.fixture
def conversations(store: SQLTrackerStore) -> Conversations:
    return Conversations.of(FailSafeTrackerStore(store))


async def test_exchanges_in_order(store: SQLTrackerStore, conversations: Conversations) -> None:
    await keep(
        store,
        "web-1",
        SessionStarted(),
        asked("a", "one", 5.5),
        ActionExecuted("utter_x"),
        answered("a.0"),
        answered("a.1"),
        ActionExecuted("action_listen"),
        asked("b", "failed"),
        asked("c", "two"),
        BotUttered("no Answer"),
        answered("c.0"),
    )
    await keep(store, "web-2", asked("a", "another"), answered("other.0"))
    first, second = conversations.all("web-1")
    assert (first.id, first.text, first.at) == ("a", "one", 5.5)
    assert [answer["id"] for answer in first.answers] == ["a.0", "a.1"]
    assert (second.id, [answer["id"] for answer in second.answers]) == ("c", ["c.0"])
    assert conversations.all("web-3") == []


async def test_one_exchange(store: SQLTrackerStore, conversations: Conversations) -> None:
    text = 'it said "message_id": "z"'
    events = [asked("a", text), answered("a.0"), asked("b", "failed"), asked("c", "two"), answered("c.0")]
    await keep(store, "web-1", *events, asked("b", "failed"), answered("b.0"), asked("d", "failed"))
    found = {id: conversations.find("web-1", id) for id in "abcdz"}
    assert {id: one and [answer["id"] for answer in one.answers] for id, one in found.items()} == {
        "a": ["a.0"],
        "b": ["b.0"],
        "c": ["c.0"],
        "d": [],
        "z": None,
    }
    assert conversations.find("web-2", "a") is None


async def test_what_is_forgotten(store: SQLTrackerStore, conversations: Conversations) -> None:
    for sender in ("web-1", "web-2"):
        await keep(store, sender, asked("a", "one"), answered("a.0"))
    conversations.forget("web-1", LATER)
    assert await store.retrieve_full_tracker("web-1") is None
    for call in (
        lambda: conversations.all("web-1"),
        lambda: conversations.find("web-1", "a"),
        lambda: conversations.forget("web-1", LATER),
    ):
        with pytest.raises(Forgotten):
            call()
    assert len(conversations.all("web-2")) == 1


def test_it_is_remembered_only_as_long_as_tokens_last(store: SQLTrackerStore, conversations: Conversations) -> None:
    conversations.forget("web-1", datetime.now(timezone.utc) - timedelta(seconds=1))
    conversations.forget("web-2", LATER)
    with store.engine.connect() as connection:
        assert connection.execute(select(FORGOTTEN.c.conversation)).scalars().all() == ["web-2"]


def test_another_tracker_store_is_refused() -> None:
    with pytest.raises(TypeError, match=r"InMemoryTrackerStore.*endpoints\.yml"):
        Conversations.of(InMemoryTrackerStore(Domain.empty()))
