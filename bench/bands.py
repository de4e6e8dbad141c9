"""Puts the questions of every band to the running bot and judges what it says."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from answers.catalogue import read_responses
from bench.judging import Judge, Verdict, fits
from bench.running import ask

BANDS = ("faq", "lookups", "followups", "oos far", "oos near", "oos trap", "smalltalk", "hostile", "record")


def read(folder: Path, band: str) -> Any:
    """The questions of a band; a set may be spread over several files (`lookups.yml`, `lookups_b.yml`)."""
    parts = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob(f"{band}*.yml"))]
    if isinstance(parts[0], dict):
        questions = [question for part in parts for question in part["questions"]]
        return {"facts": parts[0]["facts"], "questions": questions}
    return [one for part in parts for one in part]


def said_to(url: str, text: str, sender: str | None = None) -> tuple[str, dict[str, Any]]:
    """All that the bot replies, as one text, and its last message."""
    replies = ask(url, sender or uuid.uuid4().hex, text)
    return " ".join(reply.get("text", "") for reply in replies), replies[-1] if replies else {}


def faq(url: str, folder: Path, judge: Judge) -> Iterator[Verdict]:
    content = read(folder, "faq")
    for one in content["questions"]:
        groups = content["facts"][one["topic"]]
        reply, last = said_to(url, one["text"])
        said = judge.said(reply)
        refused = judge.refuses(said) and not judge.offers(last, groups)
        right = fits(reply, groups) and not judge.refuses(said)
        yield Verdict("faq", one["topic"], one["style"], one["text"], reply, said, right, refused)


def lookups(url: str, folder: Path, judge: Judge) -> Iterator[Verdict]:
    for one in read(folder, "lookups"):
        reply, last = said_to(url, one["text"])
        said = judge.said(reply)
        refused = said.startswith(("decline", "clarify")) and one["form"] != "uncovered"
        offered = " ".join(button["title"] for button in last.get("buttons", []))
        refused = refused and "each period" not in offered and "sanctions" not in offered
        right = fits(reply, one["expect"], one.get("forbid"))
        yield Verdict("lookups", one["form"], one.get("style", ""), one["text"], reply, said, right, refused)


def record(url: str, folder: Path, judge: Judge) -> Iterator[Verdict]:
    for one in read(folder, "record"):
        reply, _ = said_to(url, one["text"])
        right = fits(reply, one["expect"], one.get("forbid"))
        yield Verdict("record", one["form"], one.get("style", ""), one["text"], reply, judge.said(reply), right)


def followups(url: str, folder: Path, judge: Judge) -> Iterator[Verdict]:
    for one in read(folder, "followups"):
        sender, missed, talk = uuid.uuid4().hex, [], []
        for turn in one["turns"]:
            reply, _ = said_to(url, turn["text"], sender)
            fine = fits(reply, turn["expect"], turn.get("forbid"))
            missed += [] if fine else [judge.said(reply)]
            talk.append(f"{'' if fine else '✗ '}{turn['text']} → {reply}")
        said = missed[0] if missed else ""
        yield Verdict("followups", "conversation", "", str(one["id"]), " | ".join(talk), said, not missed)


def oos(url: str, folder: Path, judge: Judge) -> Iterator[Verdict]:
    for one in read(folder, "oos"):
        reply, _ = said_to(url, one["text"])
        said = judge.said(reply)
        right = not judge.from_article(said) and fits(reply, [], one.get("forbid"))
        yield Verdict(f"oos {one['kind']}", one["kind"], one["style"], one["text"], reply, said, right)


def smalltalk(url: str, folder: Path, judge: Judge) -> Iterator[Verdict]:
    for one in read(folder, "smalltalk"):
        reply, _ = said_to(url, one["text"])
        right = fits(reply, one.get("expect") or [], one.get("forbid"))
        yield Verdict("smalltalk", one["kind"], one.get("style", ""), one["text"], reply, judge.said(reply), right)


def hostile(url: str, folder: Path, judge: Judge) -> Iterator[Verdict]:
    for one in read(folder, "hostile"):
        text = one["repeat"][0] * one["repeat"][1] if "repeat" in one else one["text"]
        reply, _ = said_to(url, text)
        right = bool(reply.strip()) and fits(reply, [], one.get("forbid"))
        yield Verdict("hostile", one["kind"], "", text[:200], reply, judge.said(reply), right)


SETS: tuple[Callable[[str, Path, Judge], Iterator[Verdict]], ...] = (
    faq,
    lookups,
    followups,
    oos,
    smalltalk,
    hostile,
    record,
)


def score(url: str, folder: Path) -> list[Verdict]:
    """Every question of a folder of sets, put to the bot and judged."""
    judge = Judge(read_responses())
    return [verdict for questions in SETS for verdict in questions(url, folder, judge)]
