"""Reads everything an editor may have touched and reports every mistake with its file, its line and the mend."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from facts.library import Library
from facts.loading import FactsError, load_facts
from facts.models import Facts
from facts.periods import Period
from scripts.checks.addresses import stray_addresses
from scripts.checks.dates import beyond, disorder
from scripts.checks.files import File, read_fact_files, read_files, spoken
from scripts.checks.links import dead_ids, dead_topics, lacking, unsaid_notes
from scripts.checks.questions import question_problems
from scripts.checks.repeats import repeated_keys, repeated_names
from scripts.checks.shapes import shape_problems
from scripts.checks.sharing import shared_rows, shared_texts
from scripts.checks.targets import dead_targets

ROOT = Path(__file__).parent.parent


def problems(root: Path = ROOT) -> list[str]:
    """Everything wrong in the data, a line each; empty when all is well.

    What leads where is looked at when everything can be read: until then every topic of a broken file would be missing.
    """
    files, found = read_files(root)
    fact_files = read_fact_files(root)
    everything = [*files, *fact_files.values()]
    found += [*shape_problems(files), *stray_addresses(root), *repeated_keys(everything)]
    found += shared_texts(root, [file for file in everything if file.spoken_key or file.path.parent.name == "facts"])
    try:
        facts = load_facts(root / "data")
    except FactsError as error:
        found += error.problems
    if not found:
        found = problems_between(root, files, facts, fact_files)
    return [one.replace(f"{root}/", "") for one in dict.fromkeys(found)]


def problems_between(root: Path, files: list[File], facts: Facts, fact_files: dict[str, File]) -> list[str]:
    """What is wrong between files that each are well."""
    said = list(spoken(files))
    found = [
        *repeated_names(said),
        *lacking(said),
        *dead_topics(said, fact_files),
        *dead_ids(said, facts),
        *unsaid_notes(said, fact_files),
        *disorder(facts, fact_files),
        *beyond(facts, fact_files),
        *shared_rows(root, said, facts, fact_files),
    ]
    library = Library(facts, Period.from_iso(facts.record.checked_on).end)
    return found or [*dead_targets(files, library), *question_problems(files, said, library, fact_files)]


def main() -> None:
    start = time.perf_counter()
    if found := problems():
        print("\n".join(found))
        what = "mistake" if len(found) == 1 else "mistakes"
        sys.exit(f"{len(found)} {what} in the data: each line above names the place and the mend.")
    print(f"The data are well: checked in {time.perf_counter() - start:.1f} s.")


if __name__ == "__main__":
    main()
