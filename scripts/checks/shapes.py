"""Responses, phrases, names and training questions of another form than the bot reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from answers.record import LATEST, SINCE_ARTICLE
from scripts.checks.files import File, Place, is_text, kind

TEXTS = ("question", "section", "why", "more", "since", "also")
"""What of the metadata is one text."""

TOLD = ("count", "farm_ban", "who_pays")
"""The figures around the sanctions table that a phrase may say it `tells`."""


def is_part(entry: Any) -> bool:
    """Whether a part is a topic or question, or a sentence and the topic it belongs to."""
    if isinstance(entry, dict):
        return entry.keys() == {"text", "topic"} and all(map(is_text, entry.values()))
    return is_text(entry)


LISTS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "see_also": (is_text, "topics (faq/...) or questions"),
    "notes": (is_text, "ids of notes.yml"),
    "about": (is_text, "ids of periods of timeline.yml"),
    "record": (is_text, "ids of events or actions of the record"),
    "tells": (TOLD.__contains__, ", ".join(TOLD)),
    "parts": (is_part, "topics (faq/...), questions or {text: ..., topic: faq/...}"),
}
"""What of the metadata is a list, and of what."""

GROUPS = (SINCE_ARTICLE, LATEST)
"""May stand for a list of `record`: whatever is newer than the article."""

KNOWN = (*TEXTS, *LISTS, "offer")


def shape_problems(files: list[File]) -> list[str]:
    """Everything in these files that is not of the form the bot reads."""
    problems: list[str] = []
    for file in files:
        if key := file.spoken_key:
            problems += _spoken(file, key)
        elif file.path.parent.name == "nlu":
            problems += _questions(file)
        elif file.path.parent.name == "data" and file.path.name == "names.yml":
            problems += _names(file)
    return problems


def _spoken(file: File, key: str) -> Iterator[str]:
    said = file.content.get(key) if isinstance(file.content, dict) else None
    if not isinstance(said, dict):
        yield file.mistake((key,), f"{_found(file, key)}; it must be `{key}:` with names and their texts under it")
        return
    for name, variants in said.items():
        if str(name).startswith("utter_") != (key == "responses"):
            rule = "begin with utter_" if key == "responses" else "not begin with utter_"
            yield file.mistake((key, name), f"{name} is a wrong name; names of {key} must {rule}")
        if not isinstance(variants, list) or not variants:
            yield file.mistake((key, name), f"{name} is {kind(variants)}; it must be a list of `- text: ...`")
            continue
        for number, variant in enumerate(variants):
            yield from _variant(file, (key, name, number), str(name), variant)
        if len(variants) > 1:
            yield file.mistake((key, name, 1), f"{name} has another text, which is never said; keep one text")


def _variant(file: File, place: Place, name: str, variant: Any) -> Iterator[str]:
    if isinstance(variant, dict) and is_text(variant.get("text")):
        yield from _metadata(file, (*place, "metadata"), name, variant.get("metadata"))
        return
    what = "the text of an entry" if isinstance(variant, dict) else "an entry"
    value = variant.get("text") if isinstance(variant, dict) else variant
    yield file.mistake(place, f"{name}: {what} is {kind(value)}; it must be `- text: ...` with some text")


def _metadata(file: File, place: Place, name: str, metadata: Any) -> Iterator[str]:
    if metadata is None:
        return
    if not isinstance(metadata, dict):
        said = f"{name}: `metadata` is {kind(metadata)}; it must be a mapping, such as see_also: [...]"
        yield file.mistake(place, said)
        return
    for key, value in metadata.items():
        if key not in KNOWN:
            said = f"{name}: `{key}` is not known; mend its name to one of {', '.join(KNOWN)}"
            yield file.mistake((*place, key), said)
        elif key in TEXTS and not is_text(value):
            yield file.mistake((*place, key), f"{name}: `{key}` is {kind(value)}; it must be a text")
        elif key == "offer" and not isinstance(value, bool):
            yield file.mistake((*place, key), f"{name}: `{key}` is {kind(value)}; it must be true or false")
        elif key in LISTS and not (key == "record" and value in GROUPS):
            yield from _list(file, (*place, key), name, value)


def _list(file: File, place: Place, name: str, entries: Any) -> Iterator[str]:
    key = place[-1]
    check, allowed = LISTS[str(key)]
    if not isinstance(entries, list):
        yield file.mistake(place, f"{name}: `{key}` is {kind(entries)}; it must be a list of {allowed}")
        return
    for number, entry in enumerate(entries):
        if not check(entry):
            said = f"{name}: `{key}` has {entry!r}; each entry must be one of {allowed}"
            yield file.mistake((*place, number), said)


def _names(file: File) -> Iterator[str]:
    """Lists of names that are not kinds with names with lists of other names, all lower-case."""
    kinds = file.content.get("names") if isinstance(file.content, dict) else None
    if not isinstance(kinds, dict):
        found = _found(file, "names")
        yield file.mistake(("names",), f"{found}; it must be `names:` with kinds under it, such as country")
        return
    for group, names in kinds.items():
        if not isinstance(names, dict):
            said = f"{group} is {kind(names)}; it must be names with lists of other names under it"
            yield file.mistake(("names", group), said)
            continue
        for name, others in names.items():
            place = ("names", group, name)
            if not isinstance(others, list):
                yield file.mistake(place, f"{name} is {kind(others)}; it must be a list of other names, or []")
                continue
            for one in (name, *others):
                if not is_text(one) or one != one.lower():
                    said = f"{one!r} must be a lower-case text, in quotes if YAML reads it otherwise"
                    yield file.mistake(place, said)


def _questions(file: File) -> Iterator[str]:
    """Training questions that are not intents with a text of lines that begin with a dash."""
    blocks = file.content.get("nlu") if isinstance(file.content, dict) else None
    if not isinstance(blocks, list):
        yield file.mistake(("nlu",), f"{_found(file, 'nlu')}; it must be `nlu:` with a list of `- intent: ...`")
        return
    for number, block in enumerate(blocks):
        intent, examples = (block.get("intent"), block.get("examples")) if isinstance(block, dict) else (None, None)
        if not is_text(intent):
            yield file.mistake(("nlu", number), "an entry has no intent; it must be `- intent: ...` and `examples: |`")
        elif not isinstance(examples, str) or not is_text(examples):
            said = (
                f"{intent}: `examples` is {kind(examples)}; it must be `examples: |` with lines `- question` under it"
            )
            yield file.mistake(("nlu", number, "examples"), said)
        elif odd := next((line for line in examples.splitlines() if line.strip() and not line.startswith("- ")), None):
            said = f"{intent}: the line {odd.strip()!r} is no question; each must begin with `- `"
            yield file.mistake(("nlu", number, "examples"), said)


def _found(file: File, key: str) -> str:
    if isinstance(file.content, dict):
        return f"`{key}` is {kind(file.content.get(key))}"
    return f"the file is {kind(file.content)}"
