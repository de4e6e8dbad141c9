"""What is kept for thirty days, and no longer."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from channels.web.kept import Kept
from channels.web.retention import Retention
from stores.conversations import EVENTS

DAY = timedelta(days=1).total_seconds()


@pytest.fixture
async def kept(tmp_path: Path) -> Kept:
    store = SQLTrackerStore(Domain.empty(), db=str(tmp_path / "tracker.db"))
    for sender, days in (("web-old", (40, 31)), ("web-back", (40, 29)), ("slack-old", (40,)), ("web-new", (0,))):
        events = [UserUttered("hello", timestamp=time.time() - ago * DAY) for ago in days]
        await store.save(DialogueStateTracker.from_events(sender, events))
    kept = Kept()
    await kept.open(SimpleNamespace(ctx=SimpleNamespace(agent=SimpleNamespace(tracker_store=store))), None)
    return kept


def test_a_web_conversation_is_erased_thirty_days_after_its_last_message(kept: Kept) -> None:
    kept.feedback.put("web-old", "m.0", "up")
    kept.feedback.put("web-back", "m.0", "up")
    assert Retention(kept).erase() == 1
    assert kept.feedback.of("web-old") == []
    assert len(kept.feedback.of("web-back")) == 1
    assert sorted(left(kept)) == ["slack-old", "web-back", "web-new"]
    assert Retention(kept).erase() == 0


def left(kept: Kept) -> set[str]:
    with kept.conversations._engine.connect() as connection:
        return {row[0] for row in connection.execute(EVENTS.select().with_only_columns([EVENTS.c.sender_id]))}
