"""Writes everything the bot can say, with its sources, as one HTML page that needs nothing else."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup

from facts.dates import day
from scripts.sheet import sections
from scripts.sheet.markup import bullets, element, link
from scripts.sheet.material import Material

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "results" / "facts.html"
STYLE = Path(sections.__file__).with_name("style.css")
TITLE = "Everything Détente can say"
PARTS = (
    ("answers", "Answers from the article", sections.answers),
    ("timeline", "The article's timeline", sections.timeline),
    ("sanctions", "The article's sanctions", sections.sanctions),
    ("events", "The record's events", sections.events),
    ("steps", "The record's steps of sanctions", sections.actions),
    ("verdicts", "Where the record stands on the article's claims", sections.verdicts),
    ("conversation", "Conversation, and how lookups speak", sections.phrases),
    ("sources", "Sources", sections.sources),
)


def page(material: Material) -> str:
    """The whole page."""
    parts = [element("section", element("h2", title), make(material), id=id) for id, title, make in PARTS]
    contents = element("nav", bullets(link(title, f"#{id}") for id, title, _ in PARTS), **{"aria-label": "Contents"})
    body = element(
        "body",
        element("a", "Skip the contents", href="#main", class_="skip"),
        element("header", element("h1", TITLE), *summary(material), contents),
        element("main", *parts, id="main"),
    )
    head = element(
        "head",
        Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        element("title", TITLE),
        element("style", Markup(STYLE.read_text(encoding="utf-8"))),
    )
    return f"<!doctype html>\n{element('html', head, body, lang='en')}\n"


def summary(material: Material) -> list[Markup]:
    """What there is, and how far it reaches."""
    facts = material.facts
    counts = (
        f"{len(material.topics)} answers, {len(facts.periods)} periods and {len(facts.years)} rows of sanctions from "
        f"the article of {facts.as_of}; {len(facts.events)} events, {len(facts.actions)} steps of sanctions and "
        f"{len(facts.notes)} notes from the public record; {len(facts.sources)} sources."
    )
    reach = (
        f"The record was last checked on {day(facts.record.checked_on)}; its newest finding is of "
        f"{day(facts.record.known_until)}. Statements of the article are the article's, right or wrong."
    )
    return [element("p", counts), element("p", reach)]


def write(root: Path = ROOT, path: Path = PAGE) -> Path:
    """Writes the page of a checkout."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(page(Material.read(root)), encoding="utf-8")
    return path


if __name__ == "__main__":
    print(f"Everything the bot can say, with its sources: {write().resolve().as_uri()}")
