"""Scores the answers of the running bot on held-out questions: `python -m bench.evaluate [heldout|validation]`."""

from __future__ import annotations

import json
import sys
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from answers.catalogue import read_responses
from bench.judging import Judge, Verdict, fits
from bench.running import ask, running_bot

ROOT = Path(__file__).parent.parent
BANDS = ("faq", "lookups", "followups", "oos far", "oos near", "oos trap", "smalltalk", "hostile")


def read(folder: Path, band: str) -> Any:
    """The questions of a band; a set may be spread over several files (`lookups.yml`, `lookups_b.yml`)."""
    parts = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob(f"{band}*.yml"))]
    return parts[0] if isinstance(parts[0], dict) else [one for part in parts for one in part]


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


def followups(url: str, folder: Path, judge: Judge) -> Iterator[Verdict]:
    for one in read(folder, "followups"):
        sender, right, talk = uuid.uuid4().hex, True, []
        for turn in one["turns"]:
            reply, _ = said_to(url, turn["text"], sender)
            fine = fits(reply, turn["expect"], turn.get("forbid"))
            right = right and fine
            talk.append(f"{'' if fine else '✗ '}{turn['text']} → {reply}")
        yield Verdict("followups", "conversation", "", str(one["id"]), " | ".join(talk), "", right)


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


SETS: tuple[Callable[[str, Path, Judge], Iterator[Verdict]], ...] = (faq, lookups, followups, oos, smalltalk, hostile)


def score(url: str, folder: Path) -> list[Verdict]:
    """Every question of a folder of sets, put to the bot and judged."""
    judge = Judge(read_responses())
    return [verdict for questions in SETS for verdict in questions(url, folder, judge)]


def share(verdicts: list[Verdict]) -> float:
    """The part that is right, 0 to 1."""
    return sum(one.right for one in verdicts) / len(verdicts) if verdicts else 0.0


def by_band(verdicts: list[Verdict]) -> dict[str, float]:
    """The part right in each band, and `refused`: the in-scope questions refused without offering the right topic."""
    scores = {band: share([one for one in verdicts if one.band == band]) for band in BANDS}
    in_scope = [one for one in verdicts if one.band in ("faq", "lookups")]
    return {**scores, "refused": sum(one.refused for one in in_scope) / max(1, len(in_scope))}


def table(verdicts: list[Verdict], key: Callable[[Verdict], str]) -> list[str]:
    """Markdown rows of right, all and percent by a key."""
    groups: dict[str, list[Verdict]] = defaultdict(list)
    for one in verdicts:
        groups[key(one)].append(one)
    rows = [
        f"| {name} | {sum(one.right for one in some)}/{len(some)} | {share(some):.1%} |"
        for name, some in groups.items()
    ]
    return ["| | right | |", "|---|---|---|", *rows]


def confusions(verdicts: list[Verdict]) -> list[str]:
    """FAQ topics and what was answered instead, the commonest first."""
    pairs = Counter((one.part, one.said) for one in verdicts if one.band == "faq" and not one.right)
    return [f"- {topic} answered with {said or 'nothing known'}: {n}" for (topic, said), n in pairs.most_common()]


def report(name: str, verdicts: list[Verdict]) -> str:
    """The whole evaluation as Markdown."""
    refused = by_band(verdicts)["refused"]
    faq_only = [one for one in verdicts if one.band == "faq"]
    failures = [
        f"- [{one.band}/{one.part}] {one.text}\n  → {one.said}: {one.reply}" for one in verdicts if not one.right
    ]
    parts = [
        f"# Evaluation on {name}",
        "\n".join([*table(verdicts, lambda one: one.band), f"| in scope refused | | {refused:.1%} |"]),
        "## FAQ by topic\n" + "\n".join(table(faq_only, lambda one: one.part)),
        "## FAQ by style\n" + "\n".join(table(faq_only, lambda one: one.style)),
        "## Confused pairs\n" + "\n".join(confusions(verdicts)),
        "## Failures\n" + "\n".join(failures),
    ]
    return "\n\n".join(parts) + "\n"


def main() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else "heldout"
    folder = ROOT / "tests" / name
    if not folder.is_dir():
        sys.exit(f"There is no set of questions in tests/{name}: say heldout or validation.")
    print(f"Asking the running bot every question of tests/{name} ...", flush=True)
    with running_bot() as url:
        verdicts = score(url, folder)
    results = ROOT / "results"
    results.mkdir(exist_ok=True)
    text = report(name, verdicts)
    (results / f"evaluate-{name}.md").write_text(text, encoding="utf-8")
    (results / f"evaluate-{name}.json").write_text(json.dumps(by_band(verdicts), indent=1), encoding="utf-8")
    print(text.split("## Failures")[0] + f"Failures with the replies given: results/evaluate-{name}.md")


if __name__ == "__main__":
    main()
