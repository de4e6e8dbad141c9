"""The inbox in Redis, shared by several processes: one that ends leaves its entries to the others."""

from __future__ import annotations

import time

from redis.asyncio import Redis

from stores.inbox import KEPT, KEPT_REPLY, LEASE, Entry

TAKEN = "taken"


class RedisInbox:
    """Under `detente:<name>:`, `places` by place, `entries` (hashes) and `leases` by id, `waiting` (when each came in).

    An entry is put down before it is announced in `waiting` and taken off there when it is done, so that a process that
    ends at any point loses nothing.
    """

    def __init__(self, url: str, name: str) -> None:
        self._redis: Redis = Redis.from_url(url, decode_responses=True)
        self._name = f"detente:{name}"

    async def put(self, id: str, place: str, body: str) -> bool:
        holder = self._key("place", place)
        if not await self._redis.set(holder, id, nx=True, ex=KEPT) and await self._redis.get(holder) != id:
            return False
        new = await self._redis.hsetnx(self._key("entry", id), "body", body)
        await self._redis.expire(self._key("entry", id), KEPT)
        if new or await self._redis.hget(self._key("entry", id), "done") is None:
            await self._redis.zadd(self._key("waiting"), {id: time.time()}, nx=True)
        return bool(new)

    async def claim(self, id: str) -> Entry | None:
        if not await self._redis.set(self._key("lease", id), TAKEN, nx=True, ex=LEASE):
            return None
        entry = await self._redis.hgetall(self._key("entry", id))
        if not entry or "done" in entry:
            await self._forget(id)
            return None
        tries = await self._redis.hincrby(self._key("entry", id), "tries", 1)
        return Entry(id, entry["body"], entry.get("reply"), tries - 1)

    async def renew(self, id: str) -> None:
        await self._redis.expire(self._key("lease", id), LEASE)

    async def reply(self, id: str, reply: str) -> None:
        await self._redis.hset(self._key("entry", id), "reply", reply)

    async def later(self, id: str, seconds: float) -> None:
        await self._redis.set(self._key("lease", id), TAKEN, px=max(1, int(seconds * 1000)))

    async def finish(self, id: str, keep_reply: bool = False) -> None:
        entry = self._key("entry", id)
        if keep_reply and (reply := await self._redis.hget(entry, "reply")):
            await self._redis.set(self._key("reply", id), reply, ex=KEPT_REPLY)
        await self._redis.hset(entry, mapping={"done": "1", "body": ""})
        await self._redis.hdel(entry, "reply")
        await self._forget(id)

    async def replied(self, id: str) -> str | None:
        return await self._redis.get(self._key("reply", id))

    async def waiting(self) -> list[tuple[str, str]]:
        found = []
        for id in await self._redis.zrange(self._key("waiting"), 0, -1):
            if not await self._redis.exists(self._key("lease", id)):
                body = await self._redis.hget(self._key("entry", id), "body")
                found.append((id, body or ""))
        return found

    async def note(self, key: str, seconds: float) -> None:
        await self._redis.set(self._key("note", key), "1", px=max(1, int(seconds * 1000)))

    async def noted(self, key: str) -> bool:
        return bool(await self._redis.exists(self._key("note", key)))

    async def close(self) -> None:
        await self._redis.close()

    async def _forget(self, id: str) -> None:
        await self._redis.zrem(self._key("waiting"), id)
        await self._redis.delete(self._key("lease", id))

    def _key(self, *parts: str) -> str:
        return ":".join([self._name, *parts])
