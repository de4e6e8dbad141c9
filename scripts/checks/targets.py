"""Training questions that aim at nothing there is."""

from __future__ import annotations

from collections.abc import Iterator

from facts.library import AT_NOTHING, Library
from scripts.checks.files import File


def dead_targets(files: list[File], library: Library) -> Iterator[str]:
    """Questions made for an entry of the record that does not exist, or for a target that stands for nothing."""
    for file in files:
        for number, block in enumerate(file.content["nlu"] if file.path.parent.name == "nlu" else ()):
            metadata = block.get("metadata") or {}
            for key, meant in metadata.items():
                if key == "entry" and not library.recorded([meant]):
                    mend = f"aims at the entry {meant}, which the record does not have; mend it or drop the questions"
                    yield file.mistake(("nlu", number, "metadata", key), mend)
                if key == "target" and meant != AT_NOTHING and not library.aimed(_named(block["intent"], meant), ""):
                    mend = (
                        f"aims at {meant}, which {block['intent']} cannot find; mend the target or drop the questions"
                    )
                    yield file.mistake(("nlu", number, "metadata", key), mend)


def _named(intent: str, target: str) -> str:
    return f"{intent.removeprefix('ask_')}/{target}"
