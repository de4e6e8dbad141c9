"""Kinds of events of the record: what they are called, and how people ask for them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from facts.models import Category, RecordEvent


@dataclass(frozen=True)
class Kind:
    """A kind of event that can be asked for.

    Attributes:
        one, several: what it is called when one or more are found.
        asked: how a question asks for it.
        categories, tags: which events are of it: those with one of these or, with `both`, one of each.
    """

    one: str
    several: str
    asked: re.Pattern[str]
    categories: frozenset[str]
    tags: frozenset[str]
    both: bool = False

    def holds(self, event: RecordEvent) -> bool:
        """Whether an event is of this kind."""
        found = event.category.value in self.categories, bool(self.tags & set(event.tags))
        return all(found) if self.both else any(found)


def kind(one: str, several: str, found: str, asked: tuple[str, ...], both: bool = False) -> Kind:
    """A kind of the events with the categories and tags in `found`."""
    names, categories = set(found.split()), {category.value for category in Category}
    pattern = re.compile(rf"\b(?:{'|'.join(asked)})\b", re.I)
    return Kind(one, several, pattern, frozenset(names & categories), frozenset(names - categories), both)


PAPERS = r"(?:treaties|agreements|pacts|deals|accords)"
PRISONERS = r"(?:prisoners?|hostages?|detainees?|spy|spies|inmates?)"
MOMENTS = r"(?:moments?|events?|examples?|episodes?|acts?|steps|milestones|instances|signs)"
WARTIME = r"(?:war years|war[- ]?time|during the war|in the war|grand alliance)"
LEADERS = r"(?:leaders|presidents|heads of state)"

KINDS = (
    kind(
        "end of a treaty",
        "ends of treaties",
        "treaty_end",
        (
            r"(?:every|which|each|any) treaty\b.{0,20}\b(?:ended|expired|fell apart|collapsed|died|broke)",
            rf"{PAPERS}\b.{{0,40}}\b(?:end|ended|expired?|collapsed|abandoned|quit|left|lapsed|cancell?ed|fell apart)",
            rf"(?:ended|expired|dead|collapsed|broken|abandoned|lapsed|cancell?ed) (?:\w+ )?{PAPERS}",
        ),
    ),
    kind(
        "arms control treaty",
        "arms control treaties",
        "arms_control treaty",
        (
            rf"(?:arms[- ]control|nuclear|disarmament|missile|weapons?|arms) (?:\w+ )?{PAPERS}",
            r"arms[- ]control treaty",
            rf"{PAPERS} (?:on|about|over|limiting|for) (?:\w+ )?(?:nuclear|nukes|arms|weapons|missiles|warheads)",
        ),
        both=True,
    ),
    kind(
        "step of arms control",
        "steps of arms control",
        "arms_control",
        (rf"arms[- ]control (?:\w+ )?(?:{MOMENTS}|history|timeline)", r"disarmament", rf"{MOMENTS} of arms[- ]control"),
    ),
    kind(
        "treaty",
        "treaties and agreements",
        "treaty",
        (r"treaties|agreements|pacts", r"(?:first|last|latest|any) treaty"),
    ),
    kind(
        "exchange of prisoners",
        "exchanges of prisoners",
        "prisoner_swap",
        (
            rf"{PRISONERS} (?:\w+ )?(?:swap\w*|exchange\w*|trade[sd]?|deals?)",
            rf"(?:swap\w*|exchang\w+|trad(?:e|es|ed|ing))(?: of| any)? (?:\w+ )?{PRISONERS}",
        ),
    ),
    kind(
        "summit",
        "summits",
        "summit",
        (
            r"summits|summit meetings?|summitry|(?:first|last|latest|any|recent|newest) summit",
            rf"{LEADERS}(?: \w+){{0,3}} (?:meet|met|meetings?)",
            rf"(?:meetings|get-togethers) (?:of|between) (?:the |their )?(?:\w+ )?{LEADERS}",
            r"(?:trump and putin|putin and trump)(?: \w+){0,3} (?:meet|met)",
        ),
    ),
    kind(
        "step together in space",
        "steps together in space",
        "space",
        (
            r"(?:cooperat\w+|collaborat\w+|together|joint|shared|missions?|milestones|history|events)\b.{0,30}\bspace",
            r"space (?:cooperations?|collaborations?|missions?|milestones|projects|events|history|steps)",
        ),
    ),
    kind(
        "crisis",
        "crises",
        "crisis",
        (
            r"crises|crisises|showdowns|close calls|incidents|confrontations|near[- ]misses",
            r"(?:which|what|last|first|latest|any) crisis",
        ),
    ),
    kind(
        "conflict",
        "conflicts and wars",
        "conflict",
        (r"conflicts|wars|invasions|(?:last|first|latest) (?:conflict|war)",),
    ),
    kind(
        "diplomatic contact",
        "diplomatic contacts",
        "diplomacy",
        (
            r"diplomatic (?:\w+ )?(?:contacts|events|meetings|steps|moments|milestones|talks|encounters)|diplomacy",
            r"(?:list|any|which|what|recent|all) (?:\w+ ){0,3}(?:talks|negotiations|meetings)",
        ),
    ),
    kind(
        "moment of rivalry",
        "moments of rivalry",
        "rivalry",
        (rf"{MOMENTS} of (?:the )?rivalry", r"rivalries|rivalry (?:events|moments)"),
    ),
    kind(
        "step of the wartime alliance",
        "steps of the wartime alliance",
        "alliance",
        (
            rf"{WARTIME}\b.{{0,30}}\b(?:together|meetings|conferences|cooperation|events)",
            rf"(?:together|cooperat\w+|conferences|meetings|events)\b.{{0,30}}\b{WARTIME}",
        ),
    ),
    kind(
        "step of cooperation",
        "steps of cooperation",
        "cooperation",
        (rf"{MOMENTS} of (?:the )?cooperation", r"cooperation (?:events|milestones|moments|examples|history)"),
    ),
)
"""The narrower before the wider: a question is taken for the first it asks for."""


def kind_of(text: str) -> Kind | None:
    """The kind of event a text asks for; None when it asks for none."""
    return next((one for one in KINDS if one.asked.search(text)), None)
