"""What was asked and answered in a conversation, read from the tracker store's events, and forgetting it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from sqlalchemy import Column, DateTime, MetaData, String, Table, bindparam, delete, func, select
from sqlalchemy.engine import Connection, Engine

from stores.database import engine_of, upsert

EVENTS = SQLTrackerStore.SQLEvent.__table__
FORGOTTEN = Table(
    "forgotten",
    MetaData(),
    Column("conversation", String(255), primary_key=True),
    Column("until", DateTime(timezone=True), nullable=False),
)

# Made once: making them costs as much as running them.
WHOSE = EVENTS.c.sender_id == bindparam("conversation")
READABLE = select(EVENTS.c.id).limit(1)
SAID = (
    select(EVENTS.c.data)
    .where(WHOSE, EVENTS.c.type_name.in_(("user", "bot")), EVENTS.c.id >= bindparam("since"))
    .order_by(EVENTS.c.id)
)
ASKED = (
    select(EVENTS.c.id)
    .where(WHOSE, EVENTS.c.type_name == "user", EVENTS.c.data.like(bindparam("message")))
    .order_by(EVENTS.c.id)
    .limit(1)
)
ERASED = delete(EVENTS).where(WHOSE)
TOMBSTONE = select(FORGOTTEN.c.until).where(FORGOTTEN.c.conversation == bindparam("conversation"))


@dataclass
class Exchange:
    """A message and the Answers to it; none when the turn failed.

    Attributes:
        id: the message's id.
        text: as Rasa kept it.
        at: seconds since the epoch.
        answers: `Answer.as_dict()`, in order.
    """

    id: str
    text: str
    at: float
    answers: list[dict[str, Any]] = field(default_factory=list)


class Forgotten(Exception):
    """The conversation was forgotten, and its tokens may still be about."""


class Conversations:
    """The exchanges of conversations, across sessions.

    Errors of the database are raised as they are (`sqlalchemy.exc.SQLAlchemyError`); every call on a conversation that
    was forgotten raises Forgotten.
    """

    def __init__(self, engine: Engine) -> None:
        """Makes the table of forgotten conversations when there is none."""
        self._engine = engine
        FORGOTTEN.metadata.create_all(engine)

    @classmethod
    def of(cls, tracker_store: TrackerStore) -> Conversations:
        """The conversations of Rasa's tracker store (`app.ctx.agent.tracker_store`).

        Raises:
            TypeError: it is no SQL tracker store.
        """
        return cls(engine_of(tracker_store))

    def ping(self) -> None:
        """Returns when the events can be read."""
        with self._engine.connect() as connection:
            connection.execute(READABLE).first()

    def all(self, conversation: str) -> list[Exchange]:
        """The exchanges that were answered, in the order asked."""
        with self._engine.connect() as connection:
            refuse_forgotten(connection, conversation)
            return [one for one in exchanges(said_in(connection, conversation)) if one.answers]

    def find(self, conversation: str, message_id: str) -> Exchange | None:
        """The exchange of a message: the one that was answered, or, when its turn failed, one without answers.

        Args:
            message_id: a UUID or anything else without quotes, `%` and `_`.
        """
        wanted = {"conversation": conversation, "message": f"%{json.dumps(message_id)}%"}
        with self._engine.connect() as connection:
            refuse_forgotten(connection, conversation)
            first = connection.execute(ASKED, wanted).scalar()
            if first is None:
                return None
            found = [one for one in exchanges(said_in(connection, conversation, first)) if one.id == message_id]
        return next((one for one in found if one.answers), found[0] if found else None)

    def quiet_since(self, moment: datetime, prefix: str) -> list[str]:
        """The conversations whose ids begin with `prefix` and whose last event is older than a moment."""
        last = func.max(EVENTS.c.timestamp)
        query = select(EVENTS.c.sender_id).where(EVENTS.c.sender_id.startswith(prefix, autoescape=True))
        with self._engine.connect() as connection:
            rows = connection.execute(query.group_by(EVENTS.c.sender_id).having(last < moment.timestamp()))
            return list(rows.scalars())

    def erase(self, conversation: str) -> None:
        """Erases the events of a conversation."""
        with self._engine.begin() as connection:
            connection.execute(ERASED, {"conversation": conversation})

    def forget(self, conversation: str, until: datetime) -> None:
        """Erases the events of a conversation, and remembers until a time that there was one."""
        now = datetime.now(timezone.utc)
        with self._engine.begin() as connection:
            refuse_forgotten(connection, conversation)
            connection.execute(ERASED, {"conversation": conversation})
            connection.execute(delete(FORGOTTEN).where(FORGOTTEN.c.until < now))
            connection.execute(upsert(self._engine, FORGOTTEN, conversation=conversation, until=until))


def refuse_forgotten(connection: Connection, conversation: str) -> None:
    if connection.execute(TOMBSTONE, {"conversation": conversation}).first():
        raise Forgotten(conversation)


def said_in(connection: Connection, conversation: str, since: int = 0) -> Iterable[dict[str, Any]]:
    """The messages of both sides, from an event's row on."""
    rows = connection.execute(SAID, {"conversation": conversation, "since": since})
    return (json.loads(data) for (data,) in rows)


def exchanges(events: Iterable[dict[str, Any]]) -> list[Exchange]:
    """Each message with the Answers that follow it."""
    found: list[Exchange] = []
    for event in events:
        if event["event"] == "user":
            found.append(Exchange(event["message_id"], event["text"], event["timestamp"]))
        elif found and "answer" in event["metadata"]:
            found[-1].answers.append(event["metadata"]["answer"])
    return found
