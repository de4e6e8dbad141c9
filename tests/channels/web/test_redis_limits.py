"""Messages counted in Redis, where several processes share the count."""

from __future__ import annotations

import pytest
from limits.errors import StorageError

from channels.web.limits import RateLimits
from channels.web.problems import Problem
from channels.web.settings import Settings


def limits(redis_url: str) -> RateLimits:
    return RateLimits(Settings(redis_url=redis_url, limit_conversation=3, limit_address=2))


def test_two_processes_share_the_count(redis_url: str) -> None:
    one, other = limits(redis_url), limits(redis_url)
    assert one.reachable()
    for each in (one, other, one):
        each.conversation("web-1")
    with pytest.raises(Problem) as refused:
        other.conversation("web-1")
    assert refused.value.status_code == 429
    assert 0 < int(refused.value.headers["Retry-After"]) <= 60
    other.conversation("web-2")


def test_a_redis_that_is_gone_cannot_count() -> None:
    gone = limits("redis://127.0.0.1:1/0")
    assert not gone.reachable()
    with pytest.raises(StorageError):
        gone.conversation("web-1")
