"""Feedback in the tracker store's own database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore, SQLTrackerStore
from rasa.shared.core.domain import Domain
from sqlalchemy.exc import SQLAlchemyError

from stores.feedback import Feedback


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "tracker.db"


@pytest.fixture
def store(database: Path) -> SQLTrackerStore:
    return SQLTrackerStore(Domain.empty(), db=str(database))


@pytest.fixture
def feedback(store: SQLTrackerStore) -> Feedback:
    return Feedback.beside(FailSafeTrackerStore(store))


def test_what_is_put_is_kept_beside_the_events(feedback: Feedback, database: Path) -> None:
    feedback.put("web-1", "m.0", "up")
    feedback.put("web-1", "m.1", "down", "wrong year", "slack")
    again = Feedback.beside(SQLTrackerStore(Domain.empty(), db=str(database)))
    first, second = again.of("web-1")
    assert isinstance(first.pop("at"), datetime)
    assert first == {"answer": "m.0", "rating": "up", "comment": None, "channel": "web"}
    assert (second["rating"], second["comment"], second["channel"]) == ("down", "wrong year", "slack")


def test_a_second_rating_replaces_the_first(feedback: Feedback) -> None:
    feedback.put("web-1", "m.0", "down", "no")
    feedback.put("web-1", "m.0", "up")
    (one,) = feedback.of("web-1")
    assert (one["rating"], one["comment"]) == ("up", None)


def test_a_comment_is_kept_whatever_is_in_it(feedback: Feedback) -> None:
    feedback.put("web-1", "m.0", "up", "\ud800a\0b 🙂\n'; drop table feedback; --")
    (one,) = feedback.of("web-1")
    assert one["comment"] == "ab 🙂\n'; drop table feedback; --"


def test_conversations_are_apart(feedback: Feedback) -> None:
    feedback.put("web-1", "m.0", "up")
    feedback.put("web-2", "m.0", "down")
    assert [one["rating"] for one in feedback.of("web-2")] == ["down"]
    feedback.forget("web-1")
    assert feedback.of("web-1") == []
    assert [one["rating"] for one in feedback.of("web-2")] == ["down"]


@pytest.mark.parametrize("rating", ["", "UP", "meh", None, 1])
def test_a_rating_is_up_or_down(feedback: Feedback, rating: str) -> None:
    with pytest.raises(ValueError, match="up"):
        feedback.put("web-1", "m.0", rating)
    assert feedback.of("web-1") == []


def test_a_broken_database_is_an_error_and_no_silence(feedback: Feedback, database: Path) -> None:
    feedback.put("web-1", "m.0", "up")
    database.write_bytes(b"this is no database")
    for call in (
        lambda: feedback.put("web-1", "m.0", "up"),
        lambda: feedback.of("web-1"),
        lambda: feedback.forget("web-1"),
    ):
        with pytest.raises(SQLAlchemyError):
            call()


def test_another_tracker_store_is_refused_with_the_mend() -> None:
    with pytest.raises(TypeError, match=r"InMemoryTrackerStore.*endpoints\.yml"):
        Feedback.beside(FailSafeTrackerStore(InMemoryTrackerStore(Domain.empty())))
