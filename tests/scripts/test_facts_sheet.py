"""`make facts`: one page with everything the bot can say, each with its source, that needs nothing else."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from answers.catalogue import catalogue, read_responses
from facts.dates import day
from facts.loading import facts
from scripts.facts_sheet import ROOT, page, write
from scripts.sheet.markup import element, joined, link, table
from scripts.sheet.material import Material

FACTS = facts()
VOID = {"meta"}


class Page(HTMLParser):
    """The page as a browser reads it: its text, elements and their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(html)
        self.text = re.sub(r"\s+", " ", "".join(self.words))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)
            self.texts.setdefault(self.open[-1] if self.open else "", []).append(data)

    def all(self, attribute: str) -> list[str]:
        return [str(found[attribute]) for _, found in self.elements if attribute in found]


@pytest.fixture(scope="module")
def sheet() -> Page:
    return Page(page(Material.read(ROOT)))


def said(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_every_answer_with_its_question_section_and_notes(sheet: Page) -> None:
    for topic in catalogue().topics():
        metadata = catalogue().metadata(topic)
        for text in (read_responses()[topic][0]["text"], metadata["question"], metadata["section"]):
            assert said(text) in sheet.text
        assert topic in sheet.all("id")


def test_everything_else_that_is_said(sheet: Page) -> None:
    for variants in read_responses().values():
        assert said(variants[0]["text"]) in sheet.text


def test_every_row_note_and_source(sheet: Page) -> None:
    texts = [row.happened for row in FACTS.periods]
    texts += [getattr(row, side).text for row in FACTS.years for side in ("us", "russia", "impact")]
    texts += [one.title for one in (*FACTS.events, *FACTS.actions)]
    texts += [text for note in FACTS.notes for text in (note.text, note.short, note.verdict.value, day(note.as_of))]
    texts += [text for one in FACTS.sources for text in (one.publisher, one.title, day(one.checked_on))]
    assert [text for text in texts if said(text) not in sheet.text] == []
    assert {one.url for one in FACTS.sources if one.url} <= set(sheet.all("href"))


def test_every_id_is_there_once_and_every_link_leads_to_one(sheet: Page) -> None:
    ids = Counter(sheet.all("id"))
    assert [id for id, count in ids.items() if count > 1] == []
    assert {to[1:] for to in sheet.all("href") if to.startswith("#")} <= ids.keys()
    assert {f"source-{one.source}" for one in (*FACTS.events, *FACTS.actions)} <= ids.keys()


def test_the_page_needs_nothing_else(sheet: Page) -> None:
    assert not {"script", "link", "img", "iframe", "base"} & {tag for tag, _ in sheet.elements}
    assert sheet.all("src") == []
    assert all(to.startswith(("#", "https://")) for to in sheet.all("href"))
    style = (ROOT / "scripts" / "sheet" / "style.css").read_text(encoding="utf-8")
    assert not re.search(r"@import|url\(", style)
    assert "prefers-color-scheme: dark" in style
    assert "@media print" in style


def test_headings_and_tables_have_an_order(sheet: Page) -> None:
    levels = [int(tag[1]) for tag, _ in sheet.elements if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    tags = Counter(tag for tag, _ in sheet.elements)
    assert tags["table"] == tags["caption"] == tags["thead"] == tags["tbody"] > 5
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in sheet.elements if tag == "th")
    assert ("html", {"lang": "en"}) in sheet.elements
    assert tags["main"] == tags["nav"] == tags["title"] == 1


def test_texts_are_escaped() -> None:
    assert str(element("p", "<b> & 'c'", class_='"x"')) == '<p class="&#34;x&#34;">&lt;b&gt; &amp; &#39;c&#39;</p>'
    assert str(link("a < b", "#x")) == '<a href="#x">a &lt; b</a>'
    assert str(link("a < b", None)) == "a &lt; b"
    assert str(joined(["<", None, ""], " & ")) == "&lt;"
    assert "<td>&lt;i&gt;</td>" in table("t", ["a", "b"], [(None, ["1", "<i>"])])


def test_the_page_is_written_where_git_does_not_look(tmp_path: Path) -> None:
    path = write(ROOT, tmp_path / "results" / "facts.html")
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>\n<html lang=")
    assert "results/" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
