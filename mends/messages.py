"""Tells training messages apart by their texts, before all that is in them.

Upstream: `Message.__hash__` fingerprints the whole message, and the training questions are hashed two dozen times.
"""

from __future__ import annotations

from typing import Any

UPSTREAM = "rasa.shared.nlu.training_data.message:Message.__hash__"
TOLD_BY = ("text", "intent", "action_name", "action_text", "response")


def quick_hash(self: Any) -> int:
    """Equal messages have equal texts; others that have are told apart by `Message.__eq__`."""
    return hash(tuple(str(self.data.get(name)) for name in TOLD_BY))


def apply() -> None:
    from rasa.shared.nlu.training_data.message import Message

    Message.__hash__ = quick_hash
