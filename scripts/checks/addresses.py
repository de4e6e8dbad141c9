"""Web addresses anywhere but in the registry of sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ADDRESS = re.compile(r"\bhttps?:|\bwww\.", re.I)
REGISTRY = "sources.yml"


def stray_addresses(root: Path) -> Iterator[str]:
    for path in sorted((root / "data").rglob("*.yml")):
        if path.name != REGISTRY:
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
                if ADDRESS.search(line):
                    said = f"has a web address; addresses belong in {REGISTRY}, which is named by its id here"
                    yield f"{path}:{number}: {said}"
