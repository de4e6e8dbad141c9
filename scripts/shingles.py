"""Which runs of eight words a text shares with the article, told from hashes: the article itself is not here.

`python -m scripts.shingles PATH_TO_ARTICLE` writes `data/article.shingles` anew.
"""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

RUN = 8
"""So many words in a row are no coincidence."""

DIGITS = 12
"""Hexadecimal digits kept of each hash: 48 bits, so that a run that is not the article's is never taken for it."""

FILE = Path(__file__).parent.parent / "data" / "article.shingles"
WORD = re.compile(r"\w+")
INSIDE_WORDS = re.compile(r"(?<=\w)['’](?=\w)|(?<=\d),(?=\d)")


def words(text: str) -> list[str]:
    """The words of a text without case, apostrophes and the commas in numbers."""
    return WORD.findall(INSIDE_WORDS.sub("", unicodedata.normalize("NFKC", text).casefold()))


def shingles(words: Sequence[str]) -> Iterator[str]:
    """A hash of every run of eight words, in their order."""
    for start in range(len(words) - RUN + 1):
        run = " ".join(words[start : start + RUN])
        yield hashlib.sha256(run.encode()).hexdigest()[:DIGITS]


def shared_run(words: Sequence[str], article: frozenset[str]) -> slice | None:
    """The place of the first words in a row, eight or more, that are the article's too."""
    found = [one in article for one in shingles(words)]
    if True not in found:
        return None
    start = found.index(True)
    runs = next((number for number, one in enumerate(found[start:]) if not one), len(found) - start)
    return slice(start, start + runs - 1 + RUN)


def read(path: Path = FILE) -> frozenset[str]:
    """The hashes of the article's runs.

    Raises:
        OSError: the file is missing.
    """
    return frozenset(path.read_text(encoding="ascii").split())


def write(article: Path, path: Path = FILE) -> int:
    """Writes the hashes of an article, sorted so that they do not tell its order; how many there are."""
    found = sorted(set(shingles(words(article.read_text(encoding="utf-8")))))
    path.write_text("".join(f"{one}\n" for one in found), encoding="ascii")
    return len(found)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m scripts.shingles PATH_TO_ARTICLE")
    print(f"{write(Path(sys.argv[1]))} runs of {RUN} words in {FILE}")
