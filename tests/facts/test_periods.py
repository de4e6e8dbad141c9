"""What `facts.periods` reads, refuses and leaves alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.periods import EARLIEST, LATEST, Period, absurd_years, find_periods

TODAY = date(2024, 5, 10)
NAMES = {
    name: Period.from_iso(iso, TODAY)
    for name, iso in {
        "world war ii": "1939-09-01/1945-09-02",
        "the war": "2022-02-24/..",
        "cold war": "1947/1991",
        "crimea": "2014",
        "war of 1812": "1812/1815",
    }.items()
}


def isos(text: str) -> list[str]:
    return [period.iso for period in find_periods(text, TODAY, NAMES)]


READ = {
    "years": [
        ("What happened in 2014?", "2014"),
        ("'14", "2014"),
        ("\u201914", "2014"),
        ("'41", "1941"),
        ("'45", "1945"),
        ("'00", "2000"),
        ("'25", "2025"),
        ("'26", "1926"),
        ("2014's sanctions", "2014"),
        ("in 2014 troops crossed the border", "2014"),
        ("the 2014 sanctions", "2014"),
        ("did 2014 sanctions work", "2014"),
        ("1945 AD", "1945"),
        ("mid-2014", "2014"),
    ],
    "spelled-out years": [
        ("nineteen sixty-two", "1962"),
        ("nineteen sixty two", "1962"),
        ("two thousand seventeen", "2017"),
        ("two thousand and seventeen", "2017"),
        ("twenty fourteen", "2014"),
        ("twenty twenty-two", "2022"),
        ("nineteen oh five", "1905"),
        ("nineteen hundred", "1900"),
        ("eighteen sixty-seven", "1867"),
        ("two thousand", "2000"),
    ],
    "ranges": [
        ("2014-17", "2014/2017"),
        ("2014\u20132017", "2014/2017"),
        ("2014-2017", "2014/2017"),
        ("2014 to 2017", "2014/2017"),
        ("from 1950 to 1970", "1950/1970"),
        ("between 1950 and 1970", "1950/1970"),
        ("between 1970 and 1950", "1950/1970"),
        ("between two thousand and twenty twenty", "2000/2020"),
        ("between nineteen hundred and nineteen seventeen", "1900/1917"),
        ("'41-'45", "1941/1945"),
        ("'41-45", "1941/1945"),
        ("1904\u201405", "1904/1905"),
        ("1998\u201303", "1998/2003"),
        ("1970s-80s", "1970/1989"),
        ("from the 70s to the 90s", "1970/1999"),
        ("between the cold war and 2014", "1947/2014"),
        ("between February and April 2022", "2022-02/2022-04"),
        ("from 2022-02-24 to 2022-03-02", "2022-02-24/2022-03-02"),
        ("from 2014 to 2014", "2014"),
    ],
    "decades": [
        ("1980s", "1980/1989"),
        ("the 80s", "1980/1989"),
        ("'80s", "1980/1989"),
        ("80's", "1980/1989"),
        ("eighties", "1980/1989"),
        ("nineteen-eighties", "1980/1989"),
        ("nineteen sixties", "1960/1969"),
        ("early 90s", "1990/1993"),
        ("mid 90s", "1993/1996"),
        ("mid-1990s", "1993/1996"),
        ("late 80s", "1986/1989"),
        ("late nineteen-eighties", "1986/1989"),
        ("the 2010s", "2010/2019"),
        ("two thousands", "2000/2009"),
        ("noughties", "2000/2009"),
        ("twenty-tens", "2010/2019"),
        ("20s", "2020/2029"),
        ("30s", "1930/1939"),
        ("roaring twenties", "1920/1929"),
    ],
    "centuries": [
        ("20th century", "1901/2000"),
        ("twentieth century", "1901/2000"),
        ("21st century", "2001/2100"),
        ("twenty-first century", "2001/2100"),
        ("late 19th century", "1861/1900"),
        ("last century", "1901/2000"),
        ("this century", "2001/2100"),
        ("the 1800s", "1800/1899"),
    ],
    "months": [
        ("Feb 2022", "2022-02"),
        ("February 2022", "2022-02"),
        ("in february of 2022", "2022-02"),
        ("Feb. '22", "2022-02"),
        ("2022-02", "2022-02"),
        ("02/2022", "2022-02"),
        ("30 February 2022", "2022-02"),
    ],
    "days": [
        ("24 February 2022", "2022-02-24"),
        ("the 24th of February, 2022", "2022-02-24"),
        ("February 24, 2022", "2022-02-24"),
        ("'24 February 2022'", "2022-02-24"),
        ("2022-02-24", "2022-02-24"),
        ("02/24/2022", "2022-02-24"),
        ("24/02/2022", "2022-02-24"),
        ("24.02.2022", "2022-02-24"),
    ],
    "relative": [
        ("ten years ago", "2014"),
        ("10 years ago", "2014"),
        ("one hundred and ten years ago", "1914"),
        ("a decade ago", "2014"),
        ("two decades ago", "2004"),
        ("a couple of years ago", "2022"),
        ("half a century ago", "1974"),
        ("six months ago", "2023-11"),
        ("last year", "2023"),
        ("this year", "2024"),
        ("last decade", "2010/2019"),
        ("this decade", "2020/2029"),
        ("the past decade", "2014-05-10/2024-05-10"),
        ("the past ten years", "2014-05-10/2024-05-10"),
        ("the last 5 years", "2019-05-10/2024-05-10"),
        ("last month", "2024-04"),
    ],
    "open": [
        ("since 2014", "2014-01-01/.."),
        ("after 1991", "1992-01-01/.."),
        ("before 1941", "../1940-12-31"),
        ("until 1991", "../1991-12-31"),
        ("up to 2000", "../2000-12-31"),
        ("from 2014 on", "2014-01-01/.."),
        ("from 2014 onwards", "2014-01-01/.."),
        ("2022 to present", "2022-01-01/.."),
        ("2022 to now", "2022-01-01/.."),
        ("2022-today", "2022-01-01/.."),
        ("between 2014 and today", "2014-01-01/.."),
        ("post-1991", "1992-01-01/.."),
        ("since February 2022", "2022-02-01/.."),
        ("after 1939-1945", "1946-01-01/.."),
    ],
    "named": [
        ("World War II", "1939-09-01/1945-09-02"),
        ("the Cold War's end", "1947/1991"),
        ("since the war", "2022-02-24/.."),
        ("before the cold war", "../1946-12-31"),
        ("after Crimea", "2015-01-01/.."),
        ("after the end of World War II", "1945-09-03/.."),
        ("since the end of the cold war", "1992-01-01/.."),
        ("before the end of the cold war", "../1991-12-31"),
        ("until the start of the cold war", "../1946-12-31"),
        ("the War of 1812", "1812/1815"),
    ],
}
UNREAD = """
    2,500 sanctions|6000 nukes|11%|top 10|44 years|for ten years|24/7|$1999|7-11|G20|S-400|catch 22|area 51
    Apollo 11|10 questions|2000 sanctions|1500 warheads|2500 sanctions|2000 new sanctions|in 2000 miles
    1900 nuclear warheads
    1,800 troops|2000-2500 troops|2000 miles|a 2000-mile border|in 2000 words|two thousand sanctions
    two thousand five hundred troops|sixty-two thousand|10s|tens of thousands|T-80s|in his 80s|resolution 1973
    now|today|currently|nowadays|year 9999|0|in 3014|the year 12|500 BC|1800 BC|before 1700|2014%|2014.5
    may I ask|2000 years ago|500 years ago|1690s|12th century|22nd century|2101|1699|the war of words
    |'10 questions'|'24/7'|55 2014a|the last of us
""".replace("\n", "|")
ABSURD = [
    ("What about year 9999?", ["year 9999"]),
    ("Who ruled in 3014?", ["in 3014"]),
    ("relations in 500 BC", ["500 BC"]),
    ("in the year 12", ["in the year 12"]),
    ("year 0", ["year 0"]),
    ("before 1066 and after 1991", ["before 1066"]),
    ("in 988?", ["in 988"]),
    ("the 12th century", ["12th century"]),
    ("the 1600s", ["1600s"]),
    ("12 May 1420", ["12 May 1420"]),
    ("in the year 2014", []),
    ("in 3000 words", []),
    ("in 6000 cities", []),
    ("6000 nukes", []),
    ("2,500 sanctions since 2014", []),
    ("900 years ago", []),
]


@pytest.mark.parametrize(("text", "iso"), [pair for pairs in READ.values() for pair in pairs])
def test_reads_one_period(text: str, iso: str) -> None:
    assert isos(text) == [iso]


@pytest.mark.parametrize("text", [text.strip() for text in UNREAD.split("|")])
def test_leaves_other_numbers_alone(text: str) -> None:
    known = {name: period for name, period in NAMES.items() if name != "the war"}
    assert find_periods(text, TODAY, known) == []


@pytest.mark.parametrize(("text", "refused"), ABSURD)
def test_lists_absurd_years(text: str, refused: list[str]) -> None:
    assert absurd_years(text) == refused


def test_judges_relative_words_by_the_given_day() -> None:
    assert absurd_years("900 years ago", TODAY) == ["900 years ago"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Compare the 1980s to the 1990s", ["1980/1989", "1990/1999"]),
        ("Compare 1980 to today", ["1980"]),
        ("between 1991 and 1999 and after 2014", ["1991/1999", "2015-01-01/.."]),
        ("in the 19th and 20th centuries", ["1801/1900", "1901/2000"]),
        ("from the end of the cold war until now", ["1992-01-01/.."]),
        ("from the end of 1991 to 2014", ["1991-12-31/2014-12-31"]),
        ("in 1991 and after", ["1991-01-01/.."]),
        ("1962, 1983 and 2014", ["1962", "1983", "2014"]),
        ("2000 sanctions since 2014", ["2014-01-01/.."]),
        ("in the '80s and in 1991?", ["1980/1989", "1991"]),
    ],
)
def test_reads_periods_in_order(text: str, expected: list[str]) -> None:
    assert isos(text) == expected


@pytest.mark.parametrize(
    ("text", "grain", "words"),
    [
        ("On 24 Feb 2022, what?", "day", "24 Feb 2022"),
        ("in Feb 2022", "month", "Feb 2022"),
        ("in the year 2014", "year", "2014"),
        ("the Eighties", "decade", "Eighties"),
        ("the 20th Century", "century", "20th Century"),
        ("Between 1950 and 1970", "range", "Between 1950 and 1970"),
        ("what changed Since Crimea", "open", "Since Crimea"),
    ],
)
def test_tells_grain_and_words(text: str, grain: str, words: str) -> None:
    (period,) = find_periods(text, TODAY, NAMES)
    assert (period.grain, period.text) == (grain, words)


def test_open_periods_reach_today_or_the_horizon() -> None:
    since, before, ahead = (find_periods(text, TODAY)[0] for text in ("since 2014", "before 1941", "after 2024"))
    assert (since.start, since.end) == (date(2014, 1, 1), TODAY)
    assert (before.start, before.end) == (EARLIEST, date(1940, 12, 31))
    assert (ahead.start, ahead.end) == (date(2025, 1, 1), LATEST)


def test_period_compares_and_overlaps() -> None:
    year, month, later = (Period.from_iso(iso) for iso in ("2014", "2014-02", "2015"))
    assert year.years == (2014, 2014)
    assert year.overlaps(month)
    assert month.overlaps(year)
    assert not year.overlaps(later)
    assert year < later
    assert year == Period(date(2014, 1, 1), date(2014, 12, 31), "other words", "year")


@pytest.mark.parametrize("iso", ["", "14", "2014-13", "2014-02-30", "2017/2014", "../..", "x/..", "2014/2015/2016"])
def test_from_iso_rejects_nonsense(iso: str) -> None:
    with pytest.raises(ValueError, match=r"ISO|period|month|day"):
        Period.from_iso(iso)


def words_of(text: str) -> list[str]:
    return text.split()


ONES = words_of(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
    " seventeen eighteen nineteen"
)
TENS = words_of("zero ten twenty thirty forty fifty sixty seventy eighty ninety")


def below_hundred(number: int, hyphen: str) -> str:
    tens, ones = divmod(number, 10)
    return ONES[number] if number < 20 else TENS[tens] + (hyphen + ONES[ones] if ones else "")


def spellings(year: int) -> set[str]:
    century, rest = divmod(year, 100)
    forms = set()
    for hyphen in ("-", " "):
        words = below_hundred(rest, hyphen)
        if century == 20:
            forms |= {f"two thousand {words}", f"two thousand and {words}"} if rest else {"two thousand"}
        if rest >= 10:
            forms.add(f"{below_hundred(century, hyphen)} {words}")
        elif rest:
            forms.add(f"{below_hundred(century, hyphen)} oh {words}")
        elif century < 20:
            forms.add(f"{below_hundred(century, hyphen)} hundred")
    return forms


@pytest.mark.parametrize("year", range(1900, 2031))
def test_spelled_and_digit_years_agree(year: int) -> None:
    digits = find_periods(f"what happened in {year}", TODAY)
    for words in spellings(year):
        assert find_periods(f"what happened in {words}", TODAY) == digits, words


@pytest.mark.parametrize("year", range(1900, 2100))
def test_every_year_is_read(year: int) -> None:
    (period,) = find_periods(f"what happened in {year}", TODAY)
    assert (period.start, period.end) == (date(year, 1, 1), date(year, 12, 31))
    assert (period.grain, period.iso, period.text) == ("year", str(year), str(year))


WORDS = words_of(
    "in the from to and between since after before until up on - / , ' s of year years ago ten two thousand"
    " twenty nineteen sixty oh five hundred century 20th last this past decade month a an early mid late 80s"
    " 1990s '14 1962 2014 2022-02 24 february may 02/2022 2101 9999 500 bc cold war the-war crimea now today"
    " present troops sanctions onwards couple half eighties 10 30 31 \u2013 $ % . first 0 99999 hundreds tens"
    " his post pre end"
)
PHRASES = st.lists(st.sampled_from(WORDS), max_size=14).flatmap(
    lambda words: st.sampled_from([" ", "", "-", ", "]).map(lambda gap: gap.join(words))
)
QUESTIONS = st.text() | PHRASES | st.text(alphabet="0123456789'-/. snthacegoy")
DAYS = st.dates(EARLIEST, LATEST)
KNOWN = st.sampled_from([text for pairs in READ.values() for text, _ in pairs])


@given(QUESTIONS, st.dates())
def test_never_raises(text: str, today: date) -> None:
    find_periods(text, today, NAMES)
    absurd_years(text, today)


@given(QUESTIONS | KNOWN, DAYS)
def test_periods_are_ordered_and_within_reach(text: str, today: date) -> None:
    for period in find_periods(text, today, NAMES):
        assert EARLIEST <= period.start <= period.end <= LATEST


@given(QUESTIONS | KNOWN, DAYS)
def test_words_appear_in_order_without_overlap(text: str, today: date) -> None:
    position = 0
    for period in find_periods(text, today, NAMES):
        position = text.index(period.text, position) + len(period.text)


@given(PHRASES | KNOWN, DAYS)
def test_iso_round_trips(text: str, today: date) -> None:
    for period in find_periods(text, today):
        assert Period.from_iso(period.iso, today) == period
        assert Period.from_iso(period.iso).iso in (period.iso, f"{period.iso.partition('/')[0]}/..")


@given(DAYS, DAYS)
def test_iso_round_trips_for_any_two_days(one: date, other: date) -> None:
    first, last = sorted((one, other))
    period = Period.from_iso(f"{first}/{last}")
    assert (period.start, period.end) == (first, last)
    assert Period.from_iso(period.iso) == period


@given(PHRASES | KNOWN, st.sampled_from([str.upper, str.lower, str.title, str.swapcase]))
def test_letter_case_is_ignored(text: str, recased: Callable[[str], str]) -> None:
    assert find_periods(recased(text), TODAY, NAMES) == find_periods(text, TODAY, NAMES)


@given(
    KNOWN,
    st.text(alphabet='.,;:!?()[]"*_\u2026\u201c\u201d -', max_size=4),
    st.text(alphabet='.,;:!?()[]"*_\u2026\u201c\u201d -', max_size=4),
)
def test_surrounding_punctuation_is_ignored(text: str, before: str, after: str) -> None:
    assert find_periods(before + text + after, TODAY, NAMES) == find_periods(text, TODAY, NAMES)


@given(st.lists(st.integers(1900, 2099), min_size=1, max_size=6))
def test_years_keep_their_order(years: list[int]) -> None:
    assert [int(iso) for iso in isos("; ".join(map(str, years)))] == years


@pytest.mark.parametrize("unit", ["1", "'", " ", "2014 ", "2014-", "ten ", "nineteen ", "the ", "1,", "mid-", "may "])
def test_hostile_input_is_read_at_once(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    begun = time.perf_counter()
    find_periods(text, TODAY, NAMES)
    absurd_years(text, TODAY)
    assert time.perf_counter() - begun < 0.5


def test_a_number_cut_in_two_is_not_a_year() -> None:
    for padding, following in pairwise(range(1_990, 2_002)):
        assert isos("x" * padding + " " + "20145678") == [] == isos("x" * following + " " + "20145678")
