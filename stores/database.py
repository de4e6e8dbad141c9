"""The tracker store's database."""

from __future__ import annotations

from typing import Any

from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine
from sqlalchemy.schema import Table

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def engine_of(tracker_store: TrackerStore) -> Engine:
    """The engine of Rasa's tracker store, which Rasa wraps once or more.

    Raises:
        TypeError: it is no SQL tracker store on SQLite or PostgreSQL.
    """
    inner = tracker_store
    while hasattr(inner, "_tracker_store"):
        inner = inner._tracker_store
    if not isinstance(inner, SQLTrackerStore) or inner.engine.dialect.name not in INSERTS:
        raise TypeError(
            f"the tracker store is {type(inner).__name__}, and conversations are kept in SQLite or PostgreSQL: "
            "set `tracker_store` in endpoints.yml to type SQL with one of these dialects"
        )
    return inner.engine


def upsert(engine: Engine, table: Table, **values: Any) -> Any:
    """The statement that inserts a row, or replaces the one with the same primary key."""
    insert = INSERTS[engine.dialect.name](table).values(**values)
    return insert.on_conflict_do_update(index_elements=list(table.primary_key), set_=values)
