"""Reads everything an editor may have touched and reports every mistake with its file and line."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from facts.loading import FactsError, load_facts, read_yaml

ROOT = Path(__file__).parent.parent
YAML_FILES = ("*.yml", "data/*.yml", "data/nlu/*.yml", "data/responses/*.yml")


def yaml_problems(root: Path) -> list[str]:
    """Files that are not YAML."""
    problems: list[str] = []
    for pattern in YAML_FILES:
        for path in sorted(root.glob(pattern)):
            try:
                read_yaml(path)
            except FactsError as error:
                problems += error.problems
    return problems


def link_problems(root: Path) -> list[str]:
    """Responses without a section or a question, and links to topics that do not exist."""
    problems = []
    responses: dict[str, tuple[Path, dict]] = {}
    for path in sorted((root / "data" / "responses").glob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        responses |= {name: (path, variants[0]) for name, variants in content["responses"].items()}
    for name, (path, response) in responses.items():
        metadata = response.get("metadata") or {}
        place = f"{path}:{line_of(path, name)}: {name}"
        if name.startswith("utter_faq/"):
            missing = [key for key in ("question", "section", "see_also", "why", "more") if not metadata.get(key)]
            problems += [f"{place} has no `{key}` in its metadata; every FAQ answer needs one" for key in missing]
        links = [*metadata.get("see_also", []), *(metadata[key] for key in ("why", "more") if key in metadata)]
        problems += [
            f"{place} links to {link}, which is no topic; see the names in data/responses"
            for link in links
            if link.startswith("faq/") and f"utter_{link}" not in responses
        ]
    return problems


def line_of(path: Path, key: str) -> int:
    """The line on which a response begins."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.strip().startswith(f"{key}:")), 1)


def problems(root: Path = ROOT) -> list[str]:
    """Everything wrong in the data, a line each; empty when all is well."""
    found = yaml_problems(root)
    try:
        load_facts(root / "data")
    except FactsError as error:
        found += error.problems
    found = list(dict.fromkeys(found)) or link_problems(root)
    return [one.replace(f"{root}/", "") for one in found]


if __name__ == "__main__" and (found := problems()):
    print("\n".join(found))
    sys.exit(
        f"{len(found)} {'mistake' if len(found) == 1 else 'mistakes'} in the data: each line above names the place."
    )
