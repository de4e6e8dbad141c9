"""What people thought of answers, kept in the tracker store's database."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, Literal

from rasa.core.tracker_store import TrackerStore
from sqlalchemy import Column, DateTime, MetaData, String, Table, Text, delete, select
from sqlalchemy.engine import Engine

from stores.database import engine_of, upsert

Rating = Literal["up", "down"]

FEEDBACK = Table(
    "feedback",
    MetaData(),
    Column("conversation", String(255), primary_key=True),
    Column("answer", String(255), primary_key=True),
    Column("rating", String(4), nullable=False),
    Column("comment", Text),
    Column("channel", String(64), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)


class Feedback:
    """Ratings of answers. Every error of the database is raised as it is (`sqlalchemy.exc.SQLAlchemyError`)."""

    def __init__(self, engine: Engine) -> None:
        """Makes the table when there is none."""
        self._engine = engine
        FEEDBACK.metadata.create_all(engine)

    @classmethod
    def beside(cls, tracker_store: TrackerStore) -> Feedback:
        """The feedback in the database of Rasa's tracker store (`app.ctx.agent.tracker_store`).

        Raises:
            TypeError: it is no SQL tracker store.
        """
        return cls(engine_of(tracker_store))

    def put(
        self, conversation: str, answer: str, rating: Rating, comment: str | None = None, channel: str = "web"
    ) -> None:
        """Keeps a rating of an answer (its id); a second one replaces the first.

        Raises:
            ValueError: the rating is neither `up` nor `down`.
        """
        if rating not in ("up", "down"):
            raise ValueError(f"a rating is `up` or `down`, not {rating!r}")
        now = datetime.now(timezone.utc)
        row = {"rating": rating, "comment": comment and storable(comment), "channel": channel, "at": now}
        with self._engine.begin() as connection:
            connection.execute(upsert(self._engine, FEEDBACK, conversation=conversation, answer=answer, **row))

    def of(self, conversation: str) -> list[dict[str, Any]]:
        """The ratings of a conversation, oldest first: answer, rating, comment, channel, at (a datetime)."""
        columns = [column for column in FEEDBACK.columns if column.name != "conversation"]
        query = select(columns).where(FEEDBACK.c.conversation == conversation).order_by(FEEDBACK.c.at)
        with self._engine.connect() as connection:
            return [dict(row) for row in connection.execute(query)]

    def forget(self, conversation: str) -> None:
        """Erases every rating of a conversation."""
        with self._engine.begin() as connection:
            connection.execute(delete(FEEDBACK).where(FEEDBACK.c.conversation == conversation))


def storable(text: str) -> str:
    """The text without what databases refuse: lone surrogates and NUL."""
    return text.encode("utf-8", "ignore").decode().replace("\0", "")
