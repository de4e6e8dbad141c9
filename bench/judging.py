"""Whether a reply is right: by the facts in it, never by its label."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from answers.catalogue import Catalogue, Responses

REFUSALS = (
    "decline",
    "clarify",
    "follow_up/why",
    "timeline_uncovered",
    "timeline_out_of_range",
    "timeline_nothing",
    "sanctions_uncovered",
    "sanctions_out_of_range",
    "sanctions_nothing",
    "sanctions_no_detail",
    "timeline_no_detail",
    "timeline_record_none",
    "sanctions_no_record",
)
ARTICLE = ("faq/", "timeline", "sanctions", "no_ranking")

Groups = list[list[str]]


@dataclass
class Verdict:
    """One judged question.

    Attributes:
        band: `faq`, `lookups`, `followups`, `oos far`, ...
        part: the topic, form or kind within the band.
        style: how it is put, where the set says.
        text: the question, or the conversation.
        reply: what the bot said.
        said: the response the reply is recognised as.
        right: whether it is right.
        refused: in scope, whether it was declined or clarified without offering the right topic.
    """

    band: str
    part: str
    style: str
    text: str
    reply: str
    said: str
    right: bool
    refused: bool = False
    details: dict[str, Any] = field(default_factory=dict)


def fits(text: str, groups: Groups, forbid: list[str] | None = None) -> bool:
    """Whether every group has a pattern that is found, and nothing forbidden is."""
    found = all(any(re.search(pattern, text, re.I) for pattern in group) for group in groups)
    return found and not any(re.search(pattern, text, re.I) for pattern in forbid or [])


class Judge:
    """Recognises replies by the responses they were made from.

    Args:
        responses: everything the bot can say.
    """

    def __init__(self, responses: Responses) -> None:
        self._responses = responses
        self._catalogue = Catalogue(responses)
        ordered = sorted(responses, key=lambda name: -len(re.sub(r"{\w+}", "", responses[name][0]["text"])))
        self._patterns = [(name, self._pattern(responses[name][0]["text"])) for name in ordered]

    @staticmethod
    def _pattern(text: str) -> re.Pattern[str]:
        parts = re.split(r"{\w+}", text.strip())
        return re.compile(r"[\s\S]+?".join(map(re.escape, parts)), re.I)

    def said(self, reply: str) -> str:
        """The response a reply was made from; empty when it is none."""
        return next((name for name, pattern in self._patterns if pattern.match(reply)), "")

    def refuses(self, said: str) -> bool:
        """Whether a response declines, clarifies, or says that the article has nothing."""
        return said.startswith(REFUSALS)

    def from_article(self, said: str) -> bool:
        """Whether a response states something from the article as the answer; the record's own events are not."""
        return said.startswith(ARTICLE) and not said.endswith("_record") and not self.refuses(said)

    def offers(self, reply: dict[str, Any], groups: Groups) -> bool:
        """Whether one of the offered questions leads to an FAQ answer with the facts."""
        topics = [self._catalogue.topic_of(button["title"]) for button in reply.get("buttons", [])]
        return any(topic and fits(self._responses[topic][0]["text"], groups) for topic in topics)
