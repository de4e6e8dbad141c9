"""ISO dates, and how people write them."""

from __future__ import annotations

import pytest

from facts.dates import IsoDate, day, month, span


@pytest.mark.parametrize(
    ("iso", "short", "long"),
    [
        ("2026-02-05", "Feb 2026", "5 February 2026"),
        ("2026-02", "Feb 2026", "February 2026"),
        ("1944", "1944", "1944"),
        ("1945-12-25", "Dec 1945", "25 December 1945"),
    ],
)
def test_a_date_is_written_as_precisely_as_it_is_known(iso: str, short: str, long: str) -> None:
    assert (month(iso), day(iso)) == (short, long)


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("1962-10-16", "1962-10-28", "16-28 October 1962"),
        ("1943-11-28", "1943-12-01", "28 November 1943 to 1 December 1943"),
        ("1948-06", "1949-05", "June 1948 to May 1949"),
        ("2020-03", "2020-03", "March 2020"),
        ("1987-12-08", "1987-12-08", "8 December 1987"),
    ],
)
def test_a_span(since: str, until: str, said: str) -> None:
    assert span(since, until) == said


@pytest.mark.parametrize("value", ["2024", "2024-02", "2024-02-29"])
def test_dates(value: str) -> None:
    assert IsoDate.validate(value) == value


@pytest.mark.parametrize(
    "value", ["2023-02-29", "24", "2024-2", "2024-13", "2024-02-05T10", "Feb 2024", "", 2024, None]
)
def test_no_dates(value: object) -> None:
    with pytest.raises(ValueError, match="must be a date in quotes"):
        IsoDate.validate(value)
