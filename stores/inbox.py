"""What has come in and is not answered yet, kept before it is acknowledged; and what has been, so that nothing is
answered twice."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

KEPT = 2 * 24 * 3600
"""Seconds for which an id and a place are remembered: longer than any sender repeats itself."""

KEPT_REPLY = 3600
"""Seconds for which a reply that may still be asked for is kept."""

LEASE = 30
"""Seconds for which a claim holds without being renewed."""

PATIENCE = 1.0
"""Seconds to wait for another who writes to the same file."""


@dataclass(frozen=True)
class Entry:
    """What was claimed: what came in, what was found to reply (None: nothing yet), and how often it was tried."""

    id: str
    body: str
    reply: str | None
    tries: int


class Inbox(Protocol):
    """Entries by `id`. Every error of the database is raised as it is."""

    async def put(self, id: str, place: str, body: str) -> bool:
        """Keeps an entry; False when this id or this place has been there before."""

    async def claim(self, id: str) -> Entry | None:
        """Takes an entry for half a minute; None when it is done, unknown or taken."""

    async def renew(self, id: str) -> None:
        """Takes it for another half a minute."""

    async def reply(self, id: str, reply: str) -> None:
        """Keeps what was found, before it is sent."""

    async def later(self, id: str, seconds: float) -> None:
        """Gives an entry back, not to be taken before `seconds` have passed."""

    async def finish(self, id: str, keep_reply: bool = False) -> None:
        """Done: what came in is erased, the reply too unless it is kept for an hour."""

    async def replied(self, id: str) -> str | None:
        """A reply that is still kept."""

    async def waiting(self) -> list[tuple[str, str]]:
        """Id and body of everything that is to be taken, oldest first."""

    async def note(self, key: str, seconds: float) -> None:
        """Remembers a key for so long."""

    async def noted(self, key: str) -> bool:
        """Whether a key is remembered."""

    async def close(self) -> None: ...


SCHEMA = """
create table if not exists inbox (
    id text primary key, place text not null unique, body text not null default '', reply text,
    tries integer not null default 0, free real not null default 0, done integer not null default 0, at real not null
);
create index if not exists inbox_waiting on inbox (at) where done = 0;
create table if not exists notes (key text primary key, until real not null);
"""


class SqliteInbox:
    """One process's inbox in an SQLite file: whatever was taken when the last one ended is free again."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path, PATIENCE, isolation_level=None, check_same_thread=False)
        path.chmod(0o600)
        self._database.execute("pragma journal_mode = wal")
        self._database.executescript(SCHEMA)
        self._database.execute("update inbox set free = 0 where done = 0")

    async def put(self, id: str, place: str, body: str) -> bool:
        row = (id, place, body, time.time())
        return self._run("insert or ignore into inbox (id, place, body, at) values (?, ?, ?, ?)", *row) == 1

    async def claim(self, id: str) -> Entry | None:
        now = time.time()
        taken = "update inbox set free = ?, tries = tries + 1 where id = ? and done = 0 and free <= ?"
        if not self._run(taken, now + LEASE, id, now):
            return None
        body, reply, tries = self._one("select body, reply, tries from inbox where id = ?", id) or ("", None, 1)
        return Entry(id, body, reply, tries - 1)

    async def renew(self, id: str) -> None:
        self._run("update inbox set free = ? where id = ?", time.time() + LEASE, id)

    async def reply(self, id: str, reply: str) -> None:
        self._run("update inbox set reply = ? where id = ?", reply, id)

    async def later(self, id: str, seconds: float) -> None:
        self._run("update inbox set free = ? where id = ?", time.time() + seconds, id)

    async def finish(self, id: str, keep_reply: bool = False) -> None:
        kept = "" if keep_reply else ", reply = null"
        self._run(f"update inbox set done = 1, body = ''{kept} where id = ?", id)
        self._prune()

    async def replied(self, id: str) -> str | None:
        row = self._one("select reply from inbox where id = ? and at > ?", id, time.time() - KEPT_REPLY)
        return row[0] if row else None

    async def waiting(self) -> list[tuple[str, str]]:
        query = "select id, body from inbox where done = 0 and free <= ? order by at"
        with closing(self._database.execute(query, (time.time(),))) as rows:
            return rows.fetchall()

    async def note(self, key: str, seconds: float) -> None:
        self._run("insert or replace into notes (key, until) values (?, ?)", key, time.time() + seconds)

    async def noted(self, key: str) -> bool:
        return self._one("select 1 from notes where key = ? and until > ?", key, time.time()) is not None

    async def close(self) -> None:
        self._database.close()

    def _prune(self) -> None:
        now = time.time()
        self._run("delete from inbox where done = 1 and at < ?", now - KEPT)
        self._run("update inbox set reply = null where done = 1 and reply is not null and at < ?", now - KEPT_REPLY)
        self._run("delete from notes where until < ?", now)

    def _run(self, statement: str, *values: object) -> int:
        with closing(self._database.execute(statement, values)) as cursor:
            return cursor.rowcount

    def _one(self, query: str, *values: object) -> tuple | None:
        with closing(self._database.execute(query, values)) as cursor:
            return cursor.fetchone()


def inbox_from_environment(name: str) -> Inbox:
    """The inbox of a channel: in Redis at `DETENTE_REDIS_URL`, else in the SQLite file `DETENTE_INBOX`.

    Raises:
        ValueError: the address of Redis is none.
    """
    if url := os.environ.get("DETENTE_REDIS_URL"):
        from stores.redis_inbox import RedisInbox

        return RedisInbox(url, name)
    return SqliteInbox(Path(os.environ.get("DETENTE_INBOX", f"var/{name}.db")))
