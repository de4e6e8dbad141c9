"""What the channel says, from `data/phrases/slack.yml`."""

from __future__ import annotations

from answers.catalogue import catalogue, phrases


def say(name: str, **values: str) -> str:
    """The phrase, filled in; a value may have braces of its own.

    Raises:
        KeyError: there is no such phrase, or it names another value.
    """
    return phrases()[name][0]["text"].format(**values)


def questions(name: str) -> list[str]:
    """The questions a phrase leads to."""
    metadata = phrases()[name][0].get("metadata") or {}
    return [catalogue().question(one) for one in metadata.get("see_also", [])]
