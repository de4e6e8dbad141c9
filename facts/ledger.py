"""The article's sanctions table with the public record's steps beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from facts.lookups import Lookup, asked_periods
from facts.models import ActionKind, Facts, Imposer, RecordAction
from facts.periods import Period
from facts.record import MOST_OF_MORE, RECORDED, SINCE_ARTICLE, Register, beside
from facts.sanctions import AMERICAN, COUNT, RUSSIAN, Sanctions

BESIDE_A_ROW = 3
WHOLE_YEAR = 12
EASED = "eased"
"""The tag of a step that was later softened, beside the kind `easing`."""

EUROPEAN = re.compile(r"\b(?:EU|e\.u\.|european union|brussels)\b", re.I)
EASING = re.compile(
    r"\b(?:eas(?:e|ed|es|ing)|lift\w*|waive\w*|relax\w*|loosen\w*|soften\w*|softer|delist\w*|remov\w+|dropped"
    r"|repeal\w*|revok\w+|roll(?:ed|ing)? back|taken off|took off|take off|scal\w+ back|unfr(?:oze|eez\w*|ozen)"
    r"|suspend\w*|exempt\w*)\b",
    re.I,
)
TO_COME = re.compile(r"\b(?:will|plan\w*|going to|how (?:to|can|do|does)|(?:what|when) would)\b", re.I)
NUMBERED = re.compile(
    r"\b(?:(?:executive )?orders?|e\.? ?o\.?|decrees?|directives?|general licen[cs]es?|gl|resolutions?|p\.? ?l\.?"
    r"|public law|federal law|law)\s*(?:no\.?|number|#)?\s*(?P<number>\d[\dA-Za-z]*(?:-\w+)?)",
    re.I,
)
LISTED = re.compile(
    r"\b(?:SDN|specially designated nationals?|blocking sanctions|treasury'?s? (?:black)?list|OFAC list)\b", re.I
)
SDN = "sdn"
PARTNERS = re.compile(r"\b(?:british|britain|uk|united kingdom|g7|australia|partners)\b", re.I)
STEPS = re.compile(r"\b(?:steps?|actions?|measures?|entries|entry|sanctions?|countermeasures?)\b", re.I)
HITTING = re.compile(
    r"\b(?:sanction\w*|ban\w*|embargo\w*|restrict\w*|penalt\w+|hit|target\w*|blacklist\w*|block\w*|list(?:ed|ing)|froze\w*"
    r"|freez\w*|done|do|did|measure\w*|punish\w*|cap)\b",
    re.I,
)
SUBJECTS = tuple(
    re.compile(rf"\b(?:{words})\b", re.I)
    for words in (
        r"oil|crude|petroleum",
        r"gas|lng",
        r"coal",
        r"energy",
        r"banks?|banking",
        r"central bank",
        r"uranium",
        r"defen[cs]e|military|arms",
        r"cyber\w*|hack\w*|gru|fsb",
        r"intelligence",
        r"elections?",
        r"food|meat|dairy|fruit|vegetables|poultry|fish|cheese",
        r"tankers?|shipping|seaborne|ships?|fleet",
        r"officials?|lawmakers|politicians|congress\w*",
        r"businessm[ae]n|oligarchs?|alumini?um",
        r"debt|bonds?",
        r"technolog\w+|tech",
        r"crimea\w*",
        r"donbas|donetsk|luhansk",
        r"adopt\w*|orphans",
        r"diplomats?|diplomatic|embassy|missions?|staff",
        r"compounds?|dachas?",
        r"wealth fund",
        r"ministers?|leaders(?:hip)?|presidents?",
        r"price cap",
    )
)
"""What steps of sanctions hit, as questions and entries name it."""


class Ledger:
    """Looks questions up in the sanctions table, and puts the record's steps beside what it finds.

    Args:
        facts: what is known.
        sanctions: the article's table.
        today: the clock.
    """

    def __init__(self, facts: Facts, sanctions: Sanctions, today: date) -> None:
        self.actions = Register(facts.actions)
        self._sanctions = sanctions
        self._present = facts.present
        self._today = today

    def names(self, text: str) -> bool:
        """Whether a text names a step of the record, or the order, decree or law that one rests on."""
        return bool(self.actions.named(text)) or self.numbered(text)

    def numbered(self, text: str) -> bool:
        """Whether a text names an order, decree or law of the record by its number, or the list of blocked persons."""
        return bool(self._numbered(text) or LISTED.search(text))

    def ask(self, text: str) -> Lookup | None:
        """What only the record answers: a step by its name or instrument, an easing, what came after the article."""
        asked = asked_periods(text, self._today)
        readers = (
            self._unlisted,
            self._instrument,
            self._listing,
            self._counted,
            self._eased,
            self._since,
            self._european,
        )
        for read in readers:
            if lookup := read(text, asked):
                return lookup
        if self._sanctions.named(self.actions.rest(text, self._sanctions.calls)) or asked:
            return None
        return self.told(self.actions.named(text)) or self._partners(text)

    def aimed(self, place: str) -> Lookup | None:
        """The steps of an imposer (`imposer/eu`, `imposer/congress`), those `eased`, or those `since` the article."""
        group, _, imposer = place.partition("/")
        if group == "imposer":
            return self.told(self._of_imposer(imposer))
        if place == "eased":
            return self._told_eased(self._softened())
        return self._told_since(None) if place == "since" else None

    def _shared(self) -> tuple[RecordAction, ...]:
        """The steps that were taken with others."""
        return tuple(action for action in self.actions.entries if action.partners)

    def _of_imposer(self, imposer: str) -> tuple[RecordAction, ...]:
        if imposer == "partners":
            return self._shared()
        return self.actions.tagged(imposer) or self._by(self.actions.entries, imposer)

    def beside(self, lookup: Lookup, text: str) -> Lookup:
        """A lookup of a time or a content of the article's table with the record's steps of it."""
        if lookup.reply in ("no_detail", "out_of_range", "count", "start", "who_pays", "entries", "why"):
            return lookup
        if lookup.period:
            return self._at(lookup, Period.from_iso(lookup.period, self._today), text)
        if lookup.reply in ("list", "all_us", "all_russia", "all_impact") and not self._sanctions.named(text):
            return self._aimed(text) or lookup
        return beside(lookup, self.actions.named(text), BESIDE_A_ROW, "a name")

    def _at(self, lookup: Lookup, asked: Period, text: str) -> Lookup:
        """The steps of a time; beside one side of a row of the article, only what to ask to see them."""
        during = self.actions.during(asked)
        found = self._by(during, lookup.actor) if lookup.actor in ("us", "russia") else during
        wanted = self._named_or_hit(text)
        found = tuple(action for action in found if action in wanted) or found
        year = str(asked.years[0])
        ask_again = f"What sanctions does the record list for {year}?"
        if lookup.reply in ("us", "russia", "impact", "all_us", "all_russia", "all_impact") and not RECORDED.search(
            text
        ):
            return replace(lookup, suggestions=(ask_again,)) if during and asked.grain == "year" else lookup
        most = WHOLE_YEAR if RECORDED.search(text) else BESIDE_A_ROW if lookup.reply == "rows" else MOST_OF_MORE + 2
        lookup = beside(lookup, found, most, f"the record's list of {year}" if asked.grain == "year" else "a year")
        return replace(lookup, suggestions=(ask_again,)) if lookup.left and asked.grain == "year" else lookup

    def _named_or_hit(self, text: str) -> set[RecordAction]:
        return {*self.actions.named(text), *self._hit(text)}

    def _numbered(self, text: str) -> tuple[RecordAction, ...]:
        """The steps that rest on an order, decree or law given by its number, those called by it first."""
        numbers = [found["number"].lower() for found in NUMBERED.finditer(text)]
        return tuple(
            action
            for action in self.actions.entries
            if any(
                re.search(rf"(?<![\w-]){re.escape(number)}(?![\w-])", action.instrument.lower()) for number in numbers
            )
        )

    def _unlisted(self, text: str, asked: list[Period]) -> Lookup | None:
        """An order or law by a number that the record does not have."""
        found = NUMBERED.search(text)
        if not found or self._numbered(text) or self.actions.named(text) or len(found["number"]) < 2:
            return None
        return Lookup("sanctions", "no_record", (), {"asked": found.group().strip()})

    def _instrument(self, text: str, asked: list[Period]) -> Lookup | None:
        numbered = self._numbered(text)
        called = [action for action in self.actions.named(text) if action in numbered]
        return self.told(tuple(called) or numbered)

    def _listing(self, text: str, asked: list[Period]) -> Lookup | None:
        """The steps that put names on the list of blocked persons."""
        return self.told(self.actions.tagged(SDN)) if LISTED.search(text) else None

    def _counted(self, text: str, asked: list[Period]) -> Lookup | None:
        """How many steps the record lists, by whom."""
        if not (COUNT.search(text) and RECORDED.search(text) and STEPS.search(text)) or asked:
            return None
        by = Counter(action.imposer for action in self.actions.entries)
        values = {f"by_{imposer.value}": str(by[imposer]) for imposer in Imposer}
        eased = sum(action.kind is ActionKind.easing for action in self.actions.entries)
        return Lookup(
            "sanctions", "record_count", (), {**values, "count": str(len(self.actions.entries)), "eased": str(eased)}
        )

    def _eased(self, text: str, asked: list[Period]) -> Lookup | None:
        """What was softened: steps of easing, and those softened later."""
        if not EASING.search(text) or TO_COME.search(text):
            return None
        found = self._softened()
        found = tuple(action for action in found if not asked or any(action.period().overlaps(one) for one in asked))
        return self._told_eased(tuple(action for action in found if action in self._hit(text)) or found)

    def _softened(self) -> tuple[RecordAction, ...]:
        entries = self.actions.entries
        return tuple(action for action in entries if action.kind is ActionKind.easing or EASED in action.tags)

    @staticmethod
    def _told_eased(found: Sequence[RecordAction]) -> Lookup | None:
        return beside(Lookup("sanctions", "record_eased"), found, MOST_OF_MORE, "a year") if found else None

    def _since(self, text: str, asked: list[Period]) -> Lookup | None:
        """What came after the article."""
        return self._told_since(self._side(text)) if SINCE_ARTICLE.search(text) else None

    def _told_since(self, side: str | None) -> Lookup:
        found = self._by(self.actions.after(self._present), side)
        values = {"count": str(len(found)), "as_of": str(self._present)}
        return beside(Lookup("sanctions", "record_since", (), values), found, MOST_OF_MORE, "a year")

    def _european(self, text: str, asked: list[Period]) -> Lookup | None:
        """The steps of the European Union, which the article's table has none of."""
        rest = EUROPEAN.sub("", text)
        if rest == text or not HITTING.search(text) or self._sanctions.named(rest):
            return None
        if COUNT.search(text):
            return Lookup("sanctions", "no_detail")
        return self.told(self._by(self.actions.entries, Imposer.eu.value))

    def _partners(self, text: str) -> Lookup | None:
        """The steps that were taken with others."""
        found = self._shared()
        met = [one for one in found if any(_same(one.partners or "", word.group()) for word in PARTNERS.finditer(text))]
        return self.told(met)

    def _aimed(self, text: str) -> Lookup | None:
        """The steps that hit what a text names."""
        return self.told(self._hit(text)) if HITTING.search(text) else None

    def european(self, text: str) -> bool:
        """Whether a text asks for the sanctions of the European Union, and not for their number."""
        return bool(EUROPEAN.search(text) and HITTING.search(text) and not COUNT.search(text))

    def _hit(self, text: str) -> tuple[RecordAction, ...]:
        """The steps that hit the most of what a text names."""
        wanted = [subject for subject in SUBJECTS if subject.search(text)]
        met = [sum(bool(subject.search(_words_of(action))) for subject in wanted) for action in self.actions.entries]
        most = max(met)
        return tuple(one for one, hits in zip(self.actions.entries, met, strict=True) if most and hits == most)

    def told(self, found: Sequence[RecordAction]) -> Lookup | None:
        """Steps by themselves."""
        if not found:
            return None
        return beside(Lookup("sanctions", "record"), found, MOST_OF_MORE, "a year")

    def _side(self, text: str) -> str | None:
        american, russian = AMERICAN.search(text), RUSSIAN.search(text)
        return self._sanctions.side(text) if bool(american) != bool(russian) else None

    @staticmethod
    def _by(actions: Sequence[RecordAction], imposer: str | None) -> tuple[RecordAction, ...]:
        return tuple(action for action in actions if imposer in (None, action.imposer.value))


def _words_of(action: RecordAction) -> str:
    return " ".join((action.target, action.title, *action.tags))


def _same(partners: str, word: str) -> bool:
    british = re.compile(r"^(?:british|britain|uk|united kingdom)$", re.I)
    return bool(re.search(r"united kingdom" if british.match(word) else re.escape(word), partners, re.I))
