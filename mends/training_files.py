"""Reads the training files once.

Upstream: `RasaFileImporter.get_nlu_data` reads them again for every importer around it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

UPSTREAM = "rasa.shared.importers.rasa:RasaFileImporter.get_nlu_data"


def apply() -> None:
    from rasa.shared.importers.rasa import RasaFileImporter

    read = RasaFileImporter.get_nlu_data

    @lru_cache(maxsize=1)
    def read_once(importer: Any, language: str | None) -> Any:
        return read(importer, language)

    def get_nlu_data(self: Any, language: str | None = "en") -> Any:
        return read_once(self, language or "en")

    RasaFileImporter.get_nlu_data = get_nlu_data
