"""The sections of the page, each from its part of the material."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from answers.notes import GRAVITY, in_brackets
from facts.dates import day, span
from facts.models import Dated, Facts, Note, Source
from scripts.checks.files import Spoken
from scripts.sheet.markup import bullets, element, joined, link, table
from scripts.sheet.material import Material

IMPOSERS = {"us": "US", "russia": "Russia", "eu": "EU"}
KINDS = {"article": "the article", "primary": "primary", "secondary": "secondary"}


def answers(material: Material) -> Markup:
    """Every FAQ topic: question, answer, section, notes and what leads on."""
    groups: dict[str, list[Markup]] = {}
    for topic, one in material.topics.items():
        groups.setdefault(one.file.path.stem, []).append(_answer(material, topic, one))
    parts = [element("section", element("h3", name.capitalize()), *found) for name, found in groups.items()]
    return element("div", *parts)


def _answer(material: Material, topic: str, one: Spoken) -> Markup:
    metadata, facts = one.metadata, material.facts
    parts = [part["text"] for part in metadata.get("parts", []) if isinstance(part, dict)]
    links = [(f"#{link}" if link in material.topics else None, link) for link in metadata["see_also"]]
    about = [row.title for row in facts.periods if row.id in metadata.get("about", [])]
    told = [
        ("Section of the article", metadata["section"]),
        ("Topic", element("code", topic)),
        ("About", joined(about, ", ") if about else None),
        ("Its parts", bullets(parts)),
        ("From the record", _entries(facts, metadata.get("record", []))),
        ("Notes", bullets(_note(facts, id) for id in metadata.get("notes", []))),
        ("Suggests", bullets(link(material.question(to), href) for href, to in links)),
    ]
    terms = [element("div", element("dt", name), element("dd", value)) for name, value in told if value]
    text = element("p", one.text)
    return element("article", element("h4", metadata["question"]), text, element("dl", *terms), id=topic)


def _entries(facts: Facts, named: str | list[str]) -> Markup | None:
    """The entries of the record that an answer says by their ids; those since the article in words."""
    if isinstance(named, str):
        return escape("whatever is newer than the article")
    titles = {one.id: one.title for one in (*facts.events, *facts.actions)}
    return bullets(link(titles[id], f"#{id}") for id in named)


def _note(facts: Facts, id: str) -> Markup:
    """A note's short form as plain text says it, its sources, and the way to the whole of it."""
    note = facts.note(id)
    sources = bylines(facts, note)
    return joined([in_brackets(note), element("small", sources, "; ", link(f"note {id}", f"#note-{id}"))])


def bylines(facts: Facts, note: Note) -> Markup:
    """The publishers of a note's sources, each once."""
    first: dict[str, str] = {}
    for id in note.sources:
        first.setdefault(facts.source(id).publisher, f"#source-{id}")
    return joined([link(name, to) for name, to in first.items()], ", ")


def _notes(facts: Facts, ids: Iterable[str]) -> Markup | None:
    return bullets(_note(facts, id) for id in ids)


def timeline(material: Material) -> Markup:
    facts = material.facts
    rows = [
        (f"row-{row.id}", [row.years, row.title, row.status, row.happened, row.section, _notes(facts, row.notes)])
        for row in facts.periods
    ]
    heads = ["Years", "Period", "Relationship", "What happened", "Section of the article", "Notes"]
    return table("The article's timeline", heads, rows)


def sanctions(material: Material) -> Markup:
    """The article's table, and the figures around it."""
    facts, totals = material.facts, material.facts.totals
    rows = [
        (
            f"row-{row.id}",
            [
                joined([row.label or row.years, _notes(facts, row.notes)]),
                *(joined([cell.text, _notes(facts, cell.notes)]) for cell in (row.us, row.russia, row.impact)),
                row.section,
            ],
        )
        for row in facts.years
    ]
    heads = ["Years", "The US", "Russia", "In practice", "Section of the article"]
    figures = [
        ("How many", f"{totals.count} since {totals.trigger} in {totals.since}", totals.notes),
        ("Farm products", totals.farm_ban.text, totals.farm_ban.notes),
        ("Who pays", totals.who_pays.text, totals.who_pays.notes),
    ]
    around = [(None, [name, text, totals.section, _notes(facts, ids)]) for name, text, ids in figures]
    whole = table("The article's table of sanctions", heads, rows)
    return joined(
        [whole, table("The figures around it", ["Figure", "Said", "Section of the article", "Notes"], around)]
    )


def events(material: Material) -> Markup:
    rows = [
        (one.id, [_when(one), one.title, one.category.value.replace("_", " "), _source(material, one)])
        for one in material.facts.events
    ]
    return table("Events of the public record", ["Date", "Event", "Category", "Source"], rows)


def actions(material: Material) -> Markup:
    rows = []
    for one in material.facts.actions:
        by = joined([IMPOSERS[one.imposer.value], one.partners and f"with {one.partners}"])
        title = joined([one.title, one.status and element("small", f"({one.status})")])
        rows.append(
            (one.id, [_when(one), by, one.kind.value, title, one.target, one.instrument, _source(material, one)])
        )
    heads = ["Date", "By", "Kind", "Step", "Target", "Instrument", "Source"]
    return table("Steps of sanctions in the public record", heads, rows)


def _when(one: Dated) -> Markup:
    return element("time", span(one.since, one.until), datetime=one.since)


def _source(material: Material, one: Dated) -> Markup:
    return link(material.facts.source(one.source).publisher, f"#source-{one.source}")


def verdicts(material: Material) -> Markup:
    """What the record says of the article's claims, the gravest first."""
    facts = material.facts
    gravest_first = sorted(facts.notes, key=lambda note: GRAVITY.index(note.verdict))
    rows = [(f"note-{note.id}", _verdict(material, note)) for note in gravest_first]
    heads = ["Claim", "Verdict", "Confidence", "Note", "As of", "Sources", "Carried by"]
    return table("The public record on the article's claims", heads, rows)


def _verdict(material: Material, note: Note) -> list[str | Markup | None]:
    sources = [material.facts.source(id) for id in note.sources]
    carried = (link(name, f"#{name}" if name in material.topics else None) for name in material.carriers[note.id])
    return [
        element("code", note.id),
        note.verdict.value,
        note.confidence,
        joined([note.text, element("p", element("small", in_brackets(note)))]),
        element("time", day(note.as_of), datetime=note.as_of),
        bullets(_dated(source) for source in sources),
        bullets(carried),
    ]


def _dated(source: Source) -> Markup:
    """A source by its publisher and date."""
    date = element("small", day(source.as_of)) if source.as_of else None
    return joined([link(source.publisher, f"#source-{source.id}"), date])


def phrases(material: Material) -> Markup:
    """All else that is said; `{...}` stands for what was found."""
    rows = [
        (None, [element("code", one.name.removeprefix("utter_")), one.text, one.metadata.get("section")])
        for one in material.said
        if not one.topic
    ]
    return table("Conversation and lookups", ["Name", "Said", "Section of the article"], rows)


def sources(material: Material) -> Markup:
    rows = [(f"source-{one.id}", _registered(material, one)) for one in material.facts.sources]
    heads = ["Source", "Title", "Kind", "As of", "Checked on", "Page read", "Named"]
    return table("All sources", heads, rows)


def _registered(material: Material, one: Source) -> list[str | Markup | None]:
    return [
        joined([one.publisher, element("code", one.id)]),
        link(one.title, one.url),
        KINDS[one.kind],
        element("time", day(one.as_of), datetime=one.as_of) if one.as_of else "not dated",
        element("time", day(one.checked_on), datetime=one.checked_on),
        "yes" if one.seen else "no: confirm before quoting",
        str(material.named.count(one.id)),
    ]
