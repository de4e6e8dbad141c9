"""Gives an action call five seconds, not five minutes.

Upstream: `rasa.core.actions.action.DEFAULT_REQUEST_TIMEOUT` is 300 s, five times as long as a lock ticket lives,
so that a second writer may enter the conversation meanwhile. `DETENTE_ACTION_DEADLINE` (seconds) sets another.
"""

from __future__ import annotations

import os

UPSTREAM = "rasa.core.actions.action:RemoteAction.run"
SECONDS = 5.0


def apply() -> None:
    from rasa.core.actions import action

    action.DEFAULT_REQUEST_TIMEOUT = float(os.environ.get("DETENTE_ACTION_DEADLINE", SECONDS))
