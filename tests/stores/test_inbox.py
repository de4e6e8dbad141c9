"""The inbox, in SQLite and in a real Redis."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from stores import inbox as module
from stores.inbox import Inbox, SqliteInbox, inbox_from_environment
from stores.redis_inbox import RedisInbox

Open = Callable[[], Inbox]


@pytest.fixture(params=["sqlite", "redis"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    """Opens the same inbox again and again, as processes one after the other do."""
    if request.param == "sqlite":
        return lambda: SqliteInbox(tmp_path / "inbox.db")
    url = request.getfixturevalue("redis_url")
    return lambda: RedisInbox(url, tmp_path.name)


@pytest.fixture
async def inbox(opened: Open) -> AsyncIterator[Inbox]:
    made = opened()
    yield made
    await made.close()


async def test_an_id_and_a_place_are_taken_once(inbox: Inbox) -> None:
    assert await inbox.put("Ev1", "C1/1.1", "one")
    assert not await inbox.put("Ev1", "C1/1.1", "one")
    assert not await inbox.put("Ev2", "C1/1.1", "the same message as another event")
    assert not await inbox.put("Ev1", "C1/2.2", "the same event")
    assert await inbox.put("Ev3", "C1/3.3", "three")
    assert await inbox.waiting() == [("Ev1", "one"), ("Ev3", "three")]


async def test_of_many_at_once_one_is_new(inbox: Inbox) -> None:
    put = await asyncio.gather(*(inbox.put("Ev1", "C1/1.1", "one") for _ in range(20)))
    assert sum(put) == 1


async def test_a_claim_holds_until_it_is_given_back(inbox: Inbox) -> None:
    await inbox.put("Ev1", "p", "one")
    entry = await inbox.claim("Ev1")
    assert entry
    assert (entry.body, entry.reply, entry.tries) == ("one", None, 0)
    assert await inbox.claim("Ev1") is None
    assert await inbox.waiting() == []
    await inbox.later("Ev1", 0.05)
    assert await inbox.claim("Ev1") is None
    await asyncio.sleep(0.1)
    again = await inbox.claim("Ev1")
    assert again
    assert again.tries == 1


async def test_a_claim_that_is_not_renewed_ends(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LEASE", 1)
    monkeypatch.setattr("stores.redis_inbox.LEASE", 1)
    await inbox.put("Ev1", "p", "one")
    assert await inbox.claim("Ev1")
    await asyncio.sleep(0.7)
    await inbox.renew("Ev1")
    await asyncio.sleep(0.7)
    assert await inbox.claim("Ev1") is None
    await asyncio.sleep(0.6)
    assert await inbox.claim("Ev1")


async def test_what_is_done_is_erased_and_not_taken_again(inbox: Inbox) -> None:
    await inbox.put("Ev1", "p", "a question")
    await inbox.claim("Ev1")
    await inbox.reply("Ev1", "an answer")
    await inbox.finish("Ev1")
    assert await inbox.waiting() == []
    assert await inbox.claim("Ev1") is None
    assert await inbox.replied("Ev1") is None
    assert not await inbox.put("Ev1", "q", "a question")
    assert not await inbox.put("Ev2", "p", "a question")


async def test_a_reply_may_be_kept_for_a_while(inbox: Inbox) -> None:
    await inbox.put("Ev1", "p", "a question")
    await inbox.claim("Ev1")
    await inbox.reply("Ev1", "an answer")
    await inbox.finish("Ev1", keep_reply=True)
    assert await inbox.replied("Ev1") == "an answer"
    assert await inbox.replied("Ev2") is None


async def test_another_process_finds_what_was_left(opened: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stores.redis_inbox.LEASE", 1)
    first = opened()
    await first.put("Ev1", "p1", "never claimed")
    await first.put("Ev2", "p2", "claimed, and answered but not sent")
    await first.put("Ev3", "p3", "done")
    for id in ("Ev2", "Ev3"):
        assert await first.claim(id)
        await first.reply(id, f"reply to {id}")
    await first.finish("Ev3")
    await first.close()
    await asyncio.sleep(1.1)

    second = opened()
    assert await second.waiting() == [("Ev1", "never claimed"), ("Ev2", "claimed, and answered but not sent")]
    entry = await second.claim("Ev2")
    assert entry
    assert (entry.reply, entry.tries) == ("reply to Ev2", 1)
    assert not await second.put("Ev3", "p4", "again")
    await second.close()


async def test_notes_end(inbox: Inbox) -> None:
    await inbox.note("thread", 0.2)
    assert await inbox.noted("thread")
    assert not await inbox.noted("another")
    await asyncio.sleep(0.3)
    assert not await inbox.noted("thread")


async def test_old_entries_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    box = SqliteInbox(tmp_path / "inbox.db")
    await box.put("Ev1", "p1", "old")
    await box.finish("Ev1")
    monkeypatch.setattr(module, "KEPT", -1)
    await box.put("Ev2", "p2", "new")
    await box.finish("Ev2")
    assert await box.put("Ev1", "p1", "old")


def test_the_file_is_for_its_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DETENTE_REDIS_URL", raising=False)
    monkeypatch.setenv("DETENTE_INBOX", str(tmp_path / "new" / "inbox.db"))
    assert isinstance(inbox_from_environment("slack"), SqliteInbox)
    assert (tmp_path / "new" / "inbox.db").stat().st_mode & 0o777 == 0o600


def test_redis_is_used_when_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_REDIS_URL", "redis://127.0.0.1:1/0")
    assert isinstance(inbox_from_environment("slack"), RedisInbox)
