"""Tells training messages apart by their texts, before all that is in them, and copies no more of them than can change.

Upstream: `Message.__hash__` fingerprints the whole message, and the training questions are hashed two dozen times;
`TrainingData.merge` copies every part of every message, ten times over, though components only ever set parts anew.
"""

from __future__ import annotations

from typing import Any

UPSTREAM = (
    "rasa.shared.nlu.training_data.message:Message.__hash__",
    "rasa.shared.nlu.training_data.message:Message.__init__",
)
TOLD_BY = ("text", "intent", "action_name", "action_text", "response")


def quick_hash(self: Any) -> int:
    """Equal messages have equal texts; others that have are told apart by `Message.__eq__`."""
    return hash(tuple(str(self.data.get(name)) for name in TOLD_BY))


def quick_copy(self: Any, memo: dict[int, Any]) -> Any:
    """A message of its own: what is set, added or taken away in it leaves the other as it was."""
    copied = self.__class__.__new__(self.__class__)
    copied.__dict__.update(self.__dict__)
    copied.data, copied.features = dict(self.data), list(self.features)
    copied.output_properties = set(self.output_properties)
    return copied


def apply() -> None:
    from rasa.shared.nlu.training_data.message import Message

    Message.__hash__ = quick_hash
    Message.__deepcopy__ = quick_copy
