"""Read the periods of time a question names.

A period runs from one day to another, both included. What lies outside EARLIEST..LATEST is refused:
`find_periods` leaves it out and `absurd_years` lists it.

- "early", "mid" and "late" are the first, the middle and the last four tenths of a decade or a century:
  the early 90s are 1990-1993, the mid 90s 1993-1996, the late 90s 1996-1999.
- "1700s", "1800s" and "1900s" are hundreds of years; every other "...0s" is a decade.
- "ten years ago" is a year, "the last ten years" run to today, "last decade" is the calendar one before.
- "2001-05" with a plain hyphen is a month, as in ISO; with a longer dash it is a range of years.
- An open period is written "2014-01-01/.." or "../1991-12-31".
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

EARLIEST, LATEST = date(1700, 1, 1), date(2100, 12, 31)

Grain = Literal["day", "month", "year", "decade", "century", "range", "open"]
Span = tuple[date, date]

_LONGEST_TEXT = 2_000
_WINDOW = 60
_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Period:
    """A stretch of days, both ends included."""

    start: date
    end: date
    text: str = field(compare=False)
    grain: Grain

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"the period ends on {self.end}, before it starts on {self.start}")

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year it touches."""
        return self.start.year, self.end.year

    @property
    def iso(self) -> str:
        """The shortest ISO 8601 string that says exactly this period."""
        if self.grain == "open":
            return f"../{self.end}" if self.start == EARLIEST else f"{self.start}/.."
        size = 4 if _whole_years(self.start, self.end) else 7 if _whole_months(self.start, self.end) else 10
        first, last = self.start.isoformat()[:size], self.end.isoformat()[:size]
        return first if first == last else f"{first}/{last}"

    @classmethod
    @lru_cache(maxsize=1024)
    def from_iso(cls, text: str, today: date = LATEST) -> Period:
        """The period an `iso` string says; `today` closes one that is open towards the future."""
        first, slash, last = text.partition("/")
        if slash and last == "..":
            start = _iso_span(first)[0]
            return cls(start, _open_end(start, today), text, "open")
        if slash and first == "..":
            return cls(EARLIEST, _iso_span(last)[1], text, "open")
        start, end = _iso_span(first)[0], _iso_span(last if slash else first)[1]
        return cls(start, end, text, _grain(start, end))

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day."""
        return self.start <= other.end and other.start <= self.end


_NO_NAMES: Mapping[str, Period] = MappingProxyType({})


def find_periods(text: str, today: date, names: Mapping[str, Period] = _NO_NAMES) -> list[Period]:
    """Every period `text` names, in order of appearance.

    `names` gives the period of each lower-case name ("cold war", "the war").
    """
    prepared = _prepared(text)
    read = _read_rows(_ROWS + _RELATIVE_ROWS, prepared, today)
    found = _leftmost_longest([*_read_names(names, prepared), *read])
    return list(_composed(found, prepared, today))


def absurd_years(text: str, today: date | None = None) -> list[str]:
    """What looks like a year, a date or a century of `text` but is refused ("500 BC", "in 3014").

    Relative words ("900 years ago") are judged only when `today` is given.
    """
    prepared = _prepared(text)
    rows = _ROWS if today is None else _ROWS + _RELATIVE_ROWS
    found = _leftmost_longest(_read_rows(rows, prepared, today or LATEST))
    return [prepared.words(one.start, one.end) for one in found if one.period is None]


def _grain(start: date, end: date) -> Grain:
    if start == end:
        return "day"
    if not _whole_years(start, end):
        return "month" if _month(start.year, start.month) == (start, end) else "range"
    match end.year - start.year + 1, start.year % 100:
        case 1, _:
            return "year"
        case 10, first if first % 10 == 0:
            return "decade"
        case 100, 0 | 1:
            return "century"
    return "range"


def _whole_months(start: date, end: date) -> bool:
    return start.day == 1 and end == _month(end.year, end.month)[1]


def _whole_years(start: date, end: date) -> bool:
    return (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)


def _iso_span(text: str) -> Span:
    if not re.fullmatch(r"[0-9]{4}(?:-[0-9]{2}){0,2}", text):
        raise ValueError(f"not an ISO year, month or day: {text!r}")
    year, *rest = map(int, text.split("-"))
    match rest:
        case [month, day]:
            return date(year, month, day), date(year, month, day)
        case [month]:
            return _month(year, month)
    return date(year, 1, 1), date(year, 12, 31)


class _OutOfReachError(Exception):
    """Raised for a year outside EARLIEST..LATEST."""


def _reachable(year: int) -> int:
    if not EARLIEST.year <= year <= LATEST.year:
        raise _OutOfReachError(year)
    return year


def _years(first: int, last: int) -> Span:
    return date(_reachable(first), 1, 1), date(_reachable(last), 12, 31)


def _month(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> Span:
    return (date(_reachable(year), month, day),) * 2


def _open_end(start: date, today: date) -> date:
    return min(today, LATEST) if start <= today else LATEST


_PLAIN = str.maketrans(
    "\u2018\u2019\u02bc`\u00b4\u2032\u2010\u2011\u2012\u2014\u2015\u2212",
    "''''''--\u2013\u2013\u2013\u2013",
)


@dataclass(frozen=True)
class _Text:
    """A text as it was written and, letter for letter, as it is read."""

    original: str
    folded: str

    def words(self, start: int, end: int) -> str:
        return self.original[start:end]


def _prepared(text: str) -> _Text:
    original = text[:_LONGEST_TEXT]
    if len(text) > _LONGEST_TEXT:
        original = original[: max(map(original.rfind, " \t\n")) + 1]
    folded = "".join(low if len(low := letter.lower()) == 1 else letter for letter in original)
    return _Text(original, folded.translate(_PLAIN))


def _words(text: str) -> list[str]:
    return text.split()


_ONE_WORDS = _words("one two three four five six seven eight nine")
_ONES = {word: value for value, word in enumerate(_ONE_WORDS, start=1)}
_TEEN_WORDS = _words("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
_TEN_WORDS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_TEENS = {word: value for value, word in enumerate(_TEEN_WORDS, start=10)}
_TENS = {word: value * 10 for value, word in enumerate(_TEN_WORDS, start=2)}
_NUMBERS = _ONES | _TEENS | _TENS
_MULTIPLIERS = {"hundred": 100, "thousand": 1_000}
_CENTURY_WORDS = {"seventeen": 1700, "eighteen": 1800, "nineteen": 1900, "twenty": 2000, "roaring": 1900}
_DECADE_WORDS = {word.removesuffix("y") + "ies": value for word, value in _TENS.items()}
_DECADE_WORDS |= {"tens": 10, "teens": 10, "hundreds": 0}
_NEEDS_CENTURY = ("tens", "teens", "hundreds")
_ORDINALS = _words(
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second"
)
_MONTHS = _words("jan feb mar apr may jun jul aug sep oct nov dec")
_MONTH_NAMES = _words("january february march april may june july august september october november december")


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(words) + ")"


_L, _R = r"(?<![^\W_])", r"(?![^\W_])"
_PREFIXES = "|".join(rf"(?<={prefix}-)" for prefix in _words("pre post mid late early [0-9]s"))
_MODEL = rf"(?:(?<![a-z]-)|{_PREFIXES})"
_BEFORE = rf"(?<![$€£])(?<![$€£]\s)(?<![0-9][.,]){_L}{_MODEL}"
_AFTER = rf"{_R}(?!\s?(?:%|percent))(?![$€£])(?!\.[0-9])(?!,[0-9]{{3}}{_R})"
_NOT_A_TAIL = r"(?<!\b[0-9]/)(?<!\b[0-9]{2}/)(?<!\b[0-9]{3}-)"
_GAP = r"[\s-]+"
_NEAR = r"(?:1[789][0-9]{2}|20[0-9]{2}|2100)"
_FULL_OR_SHORT = r"(?P<year>[0-9]{4}|'[0-9]{2})"
_MONTH_WORD = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY_NUMBER = r"(?P<day>0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?"
_PART = rf"(?:(?P<owner>his|her|their|my|your)\s+)?(?:(?P<part>early|mid|middle|late){_GAP})?"
_ORDINAL = rf"(?:[0-9]{{1,2}}(?:st|nd|rd|th)|twenty{_GAP}(?:first|second)|{_any(_ORDINALS)})"
_UNDER_100 = rf"(?:{_any(_TENS)}(?:{_GAP}{_any(_ONES)})?|{_any(_TEENS)}|{_any(_ONES)})"
_CENTURY_WORD = r"(?:seventeen|eighteen|nineteen|twenty)"
_AND_MORE = rf"(?:{_GAP}(?:and\s+)?{_UNDER_100})?"
_YEAR_WORDS = (
    rf"(?:two{_GAP}thousand{_AND_MORE}|{_CENTURY_WORD}{_GAP}(?:hundred{_AND_MORE}"
    rf"|oh?{_GAP}{_any(_ONES)}|{_any(_TENS)}(?:{_GAP}{_any(_ONES)})?|{_any(_TEENS)}))"
)
_NO_NUMBER_BEFORE = "".join(rf"(?<!{tens}[\s-])" for tens in _TENS)
_MORE_NUMBER = _any([*_NUMBERS, *_MULTIPLIERS, "[mbt]r?illion"])
_NO_NUMBER_AFTER = rf"(?!{_GAP}(?:and\s+)?(?!{_YEAR_WORDS}{_R}){_MORE_NUMBER}{_R})"
_COUNT_WORD = _any([*_NUMBERS, *_MULTIPLIERS, "an?"])
_COUNT = (
    rf"(?P<count>(?<![0-9][.,]){_L}[0-9]{{1,9}}|{_L}a\s+couple(?:\s+of)?|{_L}half\s+an?"
    rf"|{_L}{_COUNT_WORD}(?:{_GAP}(?:and\s+)?{_COUNT_WORD}){{0,5}})"
)
_UNIT = r"(?P<unit>year|decade|century|centurie|month)"

_MEASURES = _words(
    "years? months? weeks? days? hours? minutes? seconds? dollars? rubles? roubles? euros? usd bucks miles?"
    " mi km kms kilomet(?:er|re)s? met(?:er|re)s? feet foot tons? tonnes? kg kilos? kilotons? megatons?"
    " mw words? characters? letters? sentences? lines? pages? tokens?"
    " times percent hundred thousand million billion trillion"
)
_THINGS = _words(
    "sanctions? warheads? nukes? troops missiles? people questions? soldiers? tanks? weapons? bombs? rockets?"
    " planes? jets? aircraft ships? submarines? satellites? spies diplomats? officials?"
    " individuals entities companies firms men women children casualties deaths civilians refugees prisoners"
    " protesters americans russians ukrainians shells drones things facts reasons answers items examples"
)
_QUALITIES = _words(
    "new more other additional nuclear strategic tactical deployed ballistic cruise russian american soviet"
    " ukrainian us u.s. nato military economic individual different separate square metric long-range dead"
)
_COUNTED = re.compile(
    rf"(?:\s*(?:[-\u2013]|to|or)\s*[0-9][0-9,]*)?{_GAP}(?:{_any(map(re.escape, _QUALITIES))}\s+){{0,2}}"
    rf"(?:(?P<measure>{_any(_MEASURES)})|(?P<thing>{_any(_THINGS)})){_R}"
)
_SURELY_A_YEAR = re.compile(rf"{_L}(?:in|since|during|year)\s+$")
_THE = re.compile(rf"{_L}the\s+$")
_A_LABEL = re.compile(rf"{_L}(?:resolution|number|no\.?|page|flight|room|article|version|unit)\s+$")


def _counts(match: re.Match[str], year: int) -> bool:
    """Whether the number is an amount or a label ("2000 sanctions", "resolution 1973") rather than a year.

    "in 2014 troops", "the 2014 sanctions" and "2014 sanctions" are years: round numbers are likelier amounts.
    """
    before = match.string[max(0, match.start() - _WINDOW) : match.start()]
    counted = _COUNTED.match(match.string[match.end() : match.end() + _WINDOW])
    if not counted:
        return bool(_A_LABEL.search(before))
    if counted["measure"]:
        return True
    year_like = year % 50 != 0 and (_THE.search(before) or counted["thing"].startswith("sanction"))
    return not (year_like or _SURELY_A_YEAR.search(before))


def _number(words: str) -> int:
    if words.isdecimal():
        return int(words)
    total = 0
    for word in re.findall("[a-z]+", words):
        if word in _MULTIPLIERS:
            total = max(total, 1) * _MULTIPLIERS[word]
        else:
            total += 1 if word in ("a", "an") else _NUMBERS.get(word, 0)
    return total


def _full_year(digits: str, today: date) -> int:
    if len(digits) == 4:
        return int(digits)
    short = int(digits.lstrip("'"))
    return short + (2000 if short <= today.year % 100 + 1 else 1900)


def _part_of(first: int, length: int, part: str | None) -> Span:
    tenth = length // 10
    begin, size = {"early": (0, 4), "late": (6, 4), "mid": (3, 4), "middle": (3, 4)}.get(part or "", (0, 10))
    return _years(first + begin * tenth, first + (begin + size) * tenth - 1)


def _month_number(word: str) -> int:
    return _MONTHS.index(word[:3]) + 1


def _iso_day(match: re.Match[str], today: date) -> Span | None:
    return _day(int(match["year"]), int(match["month"]), int(match["day"]))


def _numeric_day(match: re.Match[str], today: date) -> Span | None:
    first, second = int(match["first"]), int(match["second"])
    month_first = match["sign"] != "." and first <= 12
    month, day = (first, second) if month_first else (second, first)
    return _day(int(match["year"]), month, day)


def _worded_day(match: re.Match[str], today: date) -> Span | None:
    return _day(_full_year(match["year"], today), _month_number(match["month"]), int(match["day"]))


def _worded_month(match: re.Match[str], today: date) -> Span | None:
    return _month(_reachable(_full_year(match["year"], today)), _month_number(match["month"]))


def _two_months(match: re.Match[str], today: date) -> Span | None:
    year = _reachable(_full_year(match["year"], today))
    first, last = sorted((_month_number(match["month"]), _month_number(match["other"])))
    return _month(year, first)[0], _month(year, last)[1]


def _numeric_month(match: re.Match[str], today: date) -> Span | None:
    return _month(int(match["year"]), int(match["month"]))


def _short_range(match: re.Match[str], today: date) -> Span | None:
    first, last = _full_year(match["year"], today), int(match["last"])
    if match["sign"] == "-" and match["year"].isdecimal() and 1 <= last <= 12:
        return None
    last += first // 100 * 100
    last += 100 if last < first else 0
    return _years(first, last) if last - first <= 30 else None


def _full_decade(match: re.Match[str], today: date) -> Span | None:
    first = int(match["year"])
    return _part_of(first, 100 if first % 100 == 0 and first < 2000 else 10, match["part"])


def _short_decade(match: re.Match[str], today: date) -> Span | None:
    short = int(match["year"])
    return None if match["owner"] else _part_of(short + (1900 if short >= 30 else 2000), 10, match["part"])


def _worded_decade(match: re.Match[str], today: date) -> Span | None:
    century, decade = match["century"], match["decade"]
    if match["owner"] or (decade in _NEEDS_CENTURY and not century):
        return None
    short = _DECADE_WORDS[decade]
    first = _CENTURY_WORDS[century] if century else 1900 if short >= 30 else 2000
    return _part_of(first + short, 100 if decade == "hundreds" else 10, match["part"])


def _noughties(match: re.Match[str], today: date) -> Span | None:
    return _part_of(2000, 10, match["part"])


def _century(match: re.Match[str], today: date) -> Span | None:
    word = re.sub(r"\s+", "-", match["ordinal"])
    number = _ORDINALS.index(word) if word in _ORDINALS else int(word[:-2])
    return _part_of(number * 100 - 99, 100, match["part"])


def _worded_year(match: re.Match[str], today: date) -> Span | None:
    first, *rest = re.findall("[a-z]+", match[0])
    century = 2000 if first == "two" else _CENTURY_WORDS[first]
    year = century + sum(_NUMBERS.get(word, 0) for word in rest)
    return None if _counts(match, year) else _years(year, year)


def _plain_year(match: re.Match[str], today: date) -> Span | None:
    year = _full_year(match["year"], today)
    return None if _counts(match, year) else _years(year, year)


def _wild_year(match: re.Match[str], today: date) -> Span | None:
    _reachable(int(match["year"]))
    return None


def _era_year(match: re.Match[str], today: date) -> Span | None:
    _reachable(-1 if match["era"].startswith("b") else int(match["year"]))
    return None


_Reader = Callable[[re.Match[str], date], "Span | None"]
_Row = tuple[re.Pattern[str], _Reader]


def _row(pattern: str, reader: _Reader) -> _Row:
    return re.compile(pattern), reader


_ERA = r"(?P<era>b\.?c\.?e|b\.?c|a\.?d|c\.?e)"
_SENTENCE_WORDS = _any(_words("was is does has as this its us"))
_NO_PLURAL = rf"(?!{_GAP}(?:(?!{_SENTENCE_WORDS}{_R})[a-z]+s|{_any(_MEASURES + _THINGS)}){_R})"
_ROWS = (
    _row(rf"{_BEFORE}(?P<year>{_NEAR})([-/.])(?P<month>[0-9]{{1,2}})\2(?P<day>[0-9]{{1,2}}){_R}", _iso_day),
    _row(
        rf"{_BEFORE}(?P<first>[0-9]{{1,2}})(?P<sign>[-/.])(?P<second>[0-9]{{1,2}})(?P=sign)(?P<year>[0-9]{{4}}){_R}",
        _numeric_day,
    ),
    _row(
        rf"{_BEFORE}{_DAY_NUMBER}[\s-]*(?:of\s+)?(?P<month>{_MONTH_WORD})[\s,.-]*(?:of\s+)?{_FULL_OR_SHORT}{_R}",
        _worded_day,
    ),
    _row(
        rf"{_L}(?P<month>{_MONTH_WORD})[\s.-]+(?:the\s+)?{_DAY_NUMBER}[\s,-]+(?:of\s+)?{_FULL_OR_SHORT}{_R}",
        _worded_day,
    ),
    _row(
        rf"{_L}(?P<month>{_MONTH_WORD})\.?\s*(?:[-\u2013]|to|and|through|until)\s*(?P<other>{_MONTH_WORD})"
        rf"[\s,.]+(?:of\s+)?{_FULL_OR_SHORT}{_R}",
        _two_months,
    ),
    _row(rf"{_L}(?P<month>{_MONTH_WORD})[\s,.-]*(?:of\s+)?{_FULL_OR_SHORT}{_AFTER}", _worded_month),
    _row(rf"{_BEFORE}(?P<year>{_NEAR})-(?P<month>0[1-9]|1[0-2]){_AFTER}(?!-[^\W_])", _numeric_month),
    _row(rf"{_BEFORE}(?<![0-9]/)(?P<month>0?[1-9]|1[0-2])/(?P<year>{_NEAR}){_AFTER}", _numeric_month),
    _row(
        rf"{_BEFORE}(?P<year>{_NEAR}|'[0-9]{{2}})(?P<sign>[-\u2013])'?(?P<last>[0-9]{{2}}){_AFTER}(?!-[0-9])",
        _short_range,
    ),
    _row(rf"{_L}{_PART}{_BEFORE}'?(?P<year>[0-9]{{3}}0)'?s{_R}", _full_decade),
    _row(rf"{_L}{_PART}{_BEFORE}'?(?P<year>[02-9]0)'?s{_R}", _short_decade),
    _row(
        rf"{_L}{_PART}(?:(?P<century>{_any(_CENTURY_WORDS)}){_GAP})?(?P<decade>{_any(_DECADE_WORDS)}){_R}",
        _worded_decade,
    ),
    _row(rf"{_L}{_PART}(?:two{_GAP}thousands|noughties|naughties|aughts){_R}", _noughties),
    _row(
        rf"{_L}{_PART}(?P<ordinal>{_ORDINAL})"
        rf"(?:{_GAP}centur(?:y|ies){_R}|(?=\s+(?:and|to|or)\s+(?:the\s+)?{_ORDINAL}{_GAP}centur))",
        _century,
    ),
    _row(rf"{_NO_NUMBER_BEFORE}{_L}{_YEAR_WORDS}{_R}{_NO_NUMBER_AFTER}", _worded_year),
    _row(rf"{_BEFORE}{_NOT_A_TAIL}(?P<year>{_NEAR}){_AFTER}", _plain_year),
    _row(
        rf"{_BEFORE}(?P<year>'[0-9]{{2}}){_AFTER}(?![-/.:\u2013][0-9])(?!{_GAP}(?:of\s+)?{_MONTH_WORD}{_R})",
        _plain_year,
    ),
    _row(
        rf"{_L}(?:(?:in|since|before|after|until|during|by)\s+)?(?:the\s+)?year\s+(?P<year>[0-9]+){_R}(?!\s+of{_R})",
        _wild_year,
    ),
    _row(
        rf"{_L}(?:in|since|before|after|until|during|by)\s+"
        rf"(?P<year>[0-9]{{4,}}|[0-9]{{3}}(?=\s*(?:[^\w\s]|$))){_AFTER}(?!,[0-9])(?!\s*{_ERA}{_R}){_NO_PLURAL}",
        _wild_year,
    ),
    _row(rf"{_BEFORE}(?P<year>[0-9]+)\s*{_ERA}{_R}", _era_year),
)


def _shifted(today: date, months: int) -> date:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    first, last = _month(_reachable(year), month + 1)
    return first.replace(day=min(today.day, last.day))


_MONTHS_IN = {"month": 1, "year": 12, "decade": 120, "century": 1200, "centurie": 1200}


def _length(match: re.Match[str]) -> int:
    months = _MONTHS_IN[match["unit"]]
    words = match["count"]
    if "couple" in words:
        return 2 * months
    return months // 2 if words.startswith("half") else _number(words) * months


def _ago(match: re.Match[str], today: date) -> Span | None:
    then = _shifted(today, -_length(match))
    return _month(then.year, then.month) if match["unit"] == "month" else _years(then.year, then.year)


def _rolling(match: re.Match[str], today: date) -> Span | None:
    if match["side"] in ("next", "coming"):
        return today, _shifted(today, _length(match))
    return _shifted(today, -_length(match)), today


def _past_one(match: re.Match[str], today: date) -> Span | None:
    return _shifted(today, -_MONTHS_IN[match["unit"]]), today


def _named_month(match: re.Match[str], today: date) -> Span | None:
    """The latest month of a name that has begun: "this January" in November was ten months ago."""
    month = _MONTHS.index(match["month"][:3]) + 1
    return _month(today.year - (month > today.month), month)


def _calendar(match: re.Match[str], today: date) -> Span | None:
    step = {"this": 0, "current": 0, "present": 0, "next": 1}.get(match["side"], -1)
    match match["unit"]:
        case "month":
            then = _shifted(today.replace(day=1), step)
            return _month(then.year, then.month)
        case "year":
            return _years(today.year + step, today.year + step)
        case "decade":
            return _part_of((today.year // 10 + step) * 10, 10, None)
    return _part_of(((today.year - 1) // 100 + step) * 100 + 1, 100, None)


_RELATIVE_ROWS = (
    _row(rf"{_COUNT}{_GAP}{_UNIT}s?\s+ago{_R}", _ago),
    _row(
        rf"{_L}(?:the\s+)?(?P<side>last|past|previous|next|coming)\s+{_COUNT}{_GAP}{_UNIT}s?{_R}(?!\s+of{_R})",
        _rolling,
    ),
    _row(rf"{_L}(?:the\s+)?past\s+{_UNIT}{_R}(?!\s+of{_R})", _past_one),
    _row(rf"{_L}(?:the\s+)?(?P<side>last|previous|this|current|present|next)\s+{_UNIT}{_R}(?!\s+of{_R})", _calendar),
    _row(rf"{_L}(?P<side>last|this|this past)\s+(?P<month>{_any(_MONTH_NAMES)}){_R}(?!\s+(?:\d|of{_R}))", _named_month),
)


@dataclass(frozen=True)
class _Found:
    """Where something was read, and the period it says: none if that was refused."""

    start: int
    end: int
    period: Period | None
    named: bool = False


def _within_reach(start: date, end: date) -> bool:
    return EARLIEST <= start <= end <= LATEST


def _read_rows(rows: Iterable[_Row], text: _Text, today: date) -> Iterator[_Found]:
    for pattern, reader in rows:
        for match in pattern.finditer(text.folded):
            try:
                span = reader(match, today)
            except _OutOfReachError:
                yield _Found(*match.span(), None)
            except ValueError:
                continue
            else:
                if span:
                    yield _Found(*match.span(), _period(span, text.words(*match.span())))


def _period(span: Span, words: str) -> Period | None:
    return Period(*span, words, _grain(*span)) if _within_reach(*span) else None


def _one_spaced(name: str) -> str:
    return re.sub(_GAP, " ", name).strip()


@lru_cache(maxsize=8)
def _name_pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    spelled = (_GAP.join(map(re.escape, name.split())) for name in longest_first)
    return re.compile(rf"{_L}(?:the\s+)?(?P<name>{_any(spelled)}){_R}")


def _read_names(names: Mapping[str, Period], text: _Text) -> Iterator[_Found]:
    known = {_one_spaced(_prepared(name).folded): period for name, period in names.items()}
    known.pop("", None)
    if not known:
        return
    for match in _name_pattern(tuple(known)).finditer(text.folded):
        period = known[_one_spaced(match["name"])]
        if _within_reach(period.start, period.end):
            yield _Found(*match.span(), replace(period, text=text.words(*match.span())), named=True)


def _leftmost_longest(candidates: Iterable[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for one in sorted(candidates, key=lambda found: (found.start, -found.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


_OPENERS = {
    **dict.fromkeys(("since",), ("from", True)),
    **dict.fromkeys(("after", "following", "post"), ("from", False)),
    **dict.fromkeys(("before", "prior to", "pre"), ("to", False)),
    **dict.fromkeys(("until", "till", "til", "up to", "up until", "up till"), ("to", True)),
}
_LEAD = re.compile(
    rf"{_L}(?P<word>from|between|compar[a-z]*|{_any(word.replace(' ', _GAP) for word in _OPENERS)}){_GAP}"
    rf"(?:the\s+)?(?:(?P<edge>end|start|beginning|outbreak)\s+of\s+)?(?:the\s+)?(?:year\s+)?$"
)
_JOIN = re.compile(
    r"\s*(?:(?P<dash>[-\u2013/])|,?\s(?P<word>to|until|till|up\s+to|through|thru|and)\s)"
    r"\s*(?:the\s+)?(?:year\s+)?"
)
_TO_NOW = re.compile(
    rf"\s*(?:[-\u2013]|\s(?:to|until|till|up\s+to|through)\s)"
    rf"\s*(?:the\s+)?(?:present(?:{_GAP}day)?|now|today|date){_R}"
)
_AND_NOW = re.compile(rf"\s+and\s+(?:the\s+)?(?:present(?:{_GAP}day)?|now|today){_R}")
_ONWARDS = re.compile(rf"{_GAP}(?:(?:and\s+)?onwards?|and\s+(?:on|after|later|beyond)(?=\s*(?:[^\w\s']|$))){_R}")
_ON = re.compile(rf"{_GAP}(?:on(?!\s+the{_R})|forward){_R}")


@dataclass(frozen=True)
class _Lead:
    """The words before a period that open it or begin a range: "since", "before the end of", "from"."""

    start: int
    word: str = ""
    edge: str | None = None

    @property
    def opener(self) -> tuple[str, bool] | None:
        """The side it closes, and whether the period itself is included."""
        if self.word not in _OPENERS:
            return None
        side, inclusive = _OPENERS[self.word]
        return side, (self.edge != "end") == (side == "from") if self.edge else inclusive

    @property
    def ranging(self) -> bool:
        return self.word in ("from", "between")

    @property
    def comparing(self) -> bool:
        return self.word.startswith("compar")


def _lead(text: _Text, floor: int, start: int) -> _Lead:
    window = max(floor, start - _WINDOW)
    match = _LEAD.search(text.folded[window:start])
    return _Lead(window + match.start(), _one_spaced(match["word"]), match["edge"]) if match else _Lead(start)


def _composed(found: list[_Found], text: _Text, today: date) -> Iterator[Period]:
    floor = index = 0
    while index < len(found):
        one, others = found[index], found[index + 1 : index + 2]
        lead = _lead(text, floor, one.start)
        index += 1
        if others and (joined := _joined(lead, one, others[0], text)):
            lead, one = joined
            index += 1
        floor, period = _opened(lead, one, text, today)
        if period:
            yield period


def _joined(lead: _Lead, one: _Found, other: _Found, text: _Text) -> tuple[_Lead, _Found] | None:
    join = _JOIN.fullmatch(text.folded, one.end, other.start)
    if not join or not one.period or not other.period or lead.comparing:
        return None
    if (one.named or other.named) and not lead.ranging:
        return None
    if join["word"] == "and" and lead.word != "between":
        return None
    begin = lead.start if lead.ranging else one.start
    first = one.period.end if lead.edge == "end" else one.period.start
    span = min(first, other.period.start), max(one.period.end, other.period.end)
    lead = lead if join["dash"] and lead.opener else _Lead(begin)
    return lead, _Found(begin, other.end, _period(span, text.words(begin, other.end)))


def _opened(lead: _Lead, one: _Found, text: _Text, today: date) -> tuple[int, Period | None]:
    """Where the period ends with the words that open it, and what they make of it."""
    if one.period is None:
        return one.end, None
    tail, opener = _tail(lead, one, text), lead.opener
    if tail and (not opener or opener[0] == "to"):
        opener = "from", lead.edge != "end"
        lead = lead if lead.ranging else _Lead(one.start)
    if not opener:
        return one.end, one.period
    end = tail.end() if tail else one.end
    return end, _open(*opener, one.period, text.words(lead.start, end), today)


def _tail(lead: _Lead, one: _Found, text: _Text) -> re.Match[str] | None:
    if lead.comparing:
        return None
    patterns = [_ONWARDS]
    if lead.ranging:
        patterns.append(_ON if lead.word == "from" else _AND_NOW)
    if not one.named or lead.word in ("from", "since", "between"):
        patterns.append(_TO_NOW)
    matches = (pattern.match(text.folded, one.end) for pattern in patterns)
    return next(filter(None, matches), None)


def _open(side: str, inclusive: bool, period: Period, words: str, today: date) -> Period | None:
    if side == "from":
        start = period.start if inclusive else period.end + _DAY
        end = _open_end(start, today)
    else:
        start, end = EARLIEST, period.end if inclusive else period.start - _DAY
    return Period(start, end, words, "open") if _within_reach(start, end) else None
