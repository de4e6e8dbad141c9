"""Rasa's natural language generator, made to compose Answers. Named in `endpoints.yml`."""

from __future__ import annotations

import copy
from typing import Any

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from answers.answer import Answer
from answers.catalogue import MOST_SUGGESTIONS, Catalogue, Responses, phrases, plain_names
from answers.notes import MOST_SAID, as_dict, few, in_brackets, said_again, said_of, said_of_rows
from answers.record import Recorded, coverage
from answers.rows import row_values
from facts.loading import facts
from facts.models import Note

LOOKUPS = ("timeline", "sanctions")
FEW_STEPS = 2
"""So many steps of sanctions are said with their target and what became of them."""

ROWS = {"period": "timeline_row", "year": "sanctions_row", "event": "record_event", "action": "record_action"}
"""The phrase that says a row of each kind; a `row_style` names a variant of it, where there is one."""


def topic_of(name: str) -> str:
    """The topic of a response: `timeline` of `timeline_year`, otherwise its own name."""
    return next((lookup for lookup in LOOKUPS if name.startswith(f"{lookup}_")), name)


class Answers(TemplatedNaturalLanguageGenerator):
    """Turns every response into an Answer, kept in the bot message's metadata as `answer`.

    A custom action passes what it found as the keyword `answer`: `values` for the placeholders, and any of
    `topic`, `rows`, `row_style`, `section`, `suggestions` (or `lead`, those before the response's own), `place`; and of
    the public record `record` (rows, said where the response has {record}, else after it), `left` (how many more there
    are) or `silent` (the phrase that says there are none).
    """

    def __init__(self, endpoint_config: EndpointConfig | None, domain: Domain) -> None:
        super().__init__(domain.responses)
        self._known: Responses = {}
        self._known_from: object = None

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        name = utter_action.removeprefix("utter_")
        found = kwargs.get("answer") or {}
        values = {**coverage(), **found.pop("values", {})}
        style = found.pop("row_style", None)
        rows = found.get("rows") or []
        named = self._metadata(name).get("record")
        recorded = Recorded.named(named) if named else Recorded.found(found)
        draft = self._fill(
            name, {**values, "rows": self._rows_text(rows, style), "record": self._record_text(recorded)}
        )
        if draft is None:
            return None
        if "{record}" not in self._known[name][0]["text"]:
            draft["text"] = f"{draft['text'].strip()} {self._after(recorded, values)}"
        if recorded.rows:
            found["rows"] = [*rows, *recorded.rows]
        metadata = draft.pop("metadata", None) or {}
        answer = self._answer(name, draft["text"], metadata, found, message_id(tracker, found.pop("place", 0)))
        notes = self._notes(name, found.get("topic") or name, values.get("said"), rows, style)
        answer.notes = [as_dict(note, facts()) for note in notes]
        # RemoteAction lays the action's own keywords over the draft, so the finished Answer goes into that dict.
        found.clear()
        found.update(answer.as_dict())
        record = [in_brackets(note) for note in notes[:MOST_SAID]]
        draft["text"] = answer.plain(offer=metadata.get("offer", False), record=record)
        draft["buttons"] = [{"title": one, "payload": one} for one in answer.suggestions]
        return {**draft, "answer": found}

    def _responses(self) -> Responses:
        """Everything there is to say: Rasa sets `responses` only after it has made the generator."""
        if self._known_from is not self.responses:
            self._known = {**plain_names(self.responses), **phrases()}
            self._catalogue = Catalogue(self._known)
            self._known_from = self.responses
        return self._known

    def _metadata(self, name: str) -> dict[str, Any]:
        variants = self._responses().get(name)
        return (variants[0].get("metadata") or {}) if variants else {}

    def _fill(self, name: str, values: dict[str, Any]) -> dict[str, Any] | None:
        variants = self._responses().get(name)
        return self._fill_response(copy.deepcopy(variants[0]), {}, **values) if variants else None

    def _answer(self, name: str, text: str, metadata: dict[str, Any], found: dict[str, Any], answer_id: str) -> Answer:
        section = found.get("section") or metadata.get("section")
        also = [metadata["also"]] if "also" in metadata else []
        return Answer(
            id=answer_id,
            text=sentence(text.strip()),
            topic=found.get("topic") or topic_of(name),
            source={"section": section, "as_of": facts().as_of} if section else None,
            rows=found.get("rows"),
            suggestions=[*self._suggestions(name, found), *also],
        )

    def _suggestions(self, name: str, found: dict[str, Any]) -> list[str]:
        """Those the action found; or what it leads to, then what the answer leads to."""
        led = [*found.get("lead", []), *self._catalogue.suggestions(name)][:MOST_SUGGESTIONS]
        return found.get("suggestions") or led

    def _notes(
        self, name: str, topic: str, said: str | None, rows: list[dict[str, Any]], style: str | None
    ) -> list[Note]:
        """The notes on all that a response says: by itself, of rows, and of an earlier answer said again."""
        variants, metadata = self._known[name], self._catalogue.metadata(name)
        ids = [*metadata.get("notes", []), *said_of(metadata.get("tells", []), facts())]
        if said:
            ids += [*self._catalogue.notes(topic, said), *said_again(said, facts())]
        if said or "{rows}" in variants[0]["text"]:
            ids += said_of_rows(rows, style, facts())
        return [facts().note(id) for id in few(ids, rows)]

    def _record_text(self, recorded: Recorded) -> str:
        """Entries of the record, and how many more of them there are; one or two steps of sanctions in full."""
        full = "full" if len(recorded.rows) <= FEW_STEPS else None
        left = self._fill("record_more", recorded.left) if recorded.left else None
        return " ".join([self._rows_text(recorded.rows, full), *([left["text"]] if left else [])])

    def _after(self, recorded: Recorded, values: dict[str, Any]) -> str:
        """What the record adds to what the article has; empty when it adds nothing."""
        late = recorded.rows and recorded.rows[-1]["from"][:4] > facts().as_of
        name = ("record_after_article" if late else "record_after") if recorded.rows else recorded.silent
        said = self._fill(name, {**values, "record": self._record_text(recorded)})
        return said["text"] if said else ""

    def _rows_text(self, rows: list[dict[str, Any]], style: str | None) -> str:
        texts = []
        for row in rows:
            name = ROWS[row["kind"]]
            row_style = "later" if style == "full" and row.get("status") else style
            styled = self._fill(f"{name}_{row_style}", row_values(row)) if row_style else None
            texts.append(styled or self._fill(name, row_values(row)))
        return " ".join(sentence(text["text"]) for text in texts if text)


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def message_id(tracker: DialogueStateTracker, place: int) -> str:
    """`<message_id>.<n>`: n counts what the bot has already said to this message."""
    said = 0
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return f"{event.message_id}.{said + place}"
        said += isinstance(event, BotUttered)
    return f"{tracker.sender_id}.{said + place}"
