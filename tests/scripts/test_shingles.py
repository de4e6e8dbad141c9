"""Runs of words shared with the article are told from hashes, without the article."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.shingles import FILE, RUN, read, shared_run, shingles, words, write

TEXT = "In 2014, it wasn't one of more than 2,500 quarrels: it was THE quarrel of the decade."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The US, and Russia.", ["the", "us", "and", "russia"]),
        ("don’t don't", ["dont", "dont"]),
        ("over 2,500 of 11%", ["over", "2500", "of", "11"]),
        ("“so-called” Détente", ["so", "called", "détente"]),
        ("", []),
    ],
)
def test_words_without_their_dress(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("count", range(RUN))
def test_fewer_words_than_a_run_have_none(count: int) -> None:
    assert list(shingles(["word"] * count)) == []


def test_a_shared_run_is_found_whole(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(TEXT, encoding="utf-8")
    write(article, tmp_path / "shingles")
    known = read(tmp_path / "shingles")
    borrowed = words("Some say it wasnt one of more than 2500 quarrels; it was the best.")
    place = shared_run(borrowed, known)
    assert place is not None
    assert " ".join(borrowed[place]) == "it wasnt one of more than 2500 quarrels it was the"
    assert shared_run(words("one of more than 2500 quarrels it"), known) is None


def test_the_file_does_not_tell_the_order_of_the_words() -> None:
    lines = FILE.read_text(encoding="ascii").splitlines()
    assert len(lines) > 1000
    assert lines == sorted(set(lines))
    assert {len(line) for line in lines} == {12}
