"""The Answer and its plain-text form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Answer:
    """One answer, drawn by each channel in its own way.

    Attributes:
        id: `<message_id>.<n>`: the user message's id and this answer's place in the reply, from 0.
        text: the answer alone: plain text, no markup, no blank line.
        topic: `faq/ever_allies`, `timeline`, `sanctions`, `clarify`, `decline`, `greet`, ...
        source: `{section, as_of}` of the article, or None when it states nothing from it.
        notes: `{text, as_of, source, url}`: where the public record differs or has moved on; `as_of` is ISO, `source`
            names the publishers, `url` is None when there is no page to link.
        rows: the facts it rests on, for a timeline or a table; None when it rests on none.
        suggestions: next questions; clicking one sends exactly that text.
    """

    id: str
    text: str
    topic: str
    source: dict[str, str] | None = None
    notes: list[dict[str, str | None]] = field(default_factory=list)
    rows: list[dict[str, Any]] | None = None
    suggestions: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def plain(self, offer: bool, record: Sequence[str] = ()) -> str:
        """The text, then the notes as plain text says them (`record`) and, where the suggestions are the point of it
        (`offer`), those too."""
        parts = [self.text, *record]
        if offer and self.suggestions:
            parts.append("You could ask: " + " ".join(f"“{one}”" for one in self.suggestions))
        return " ".join(parts)
