"""The clock of the lookups: `DETENTE_TODAY` (ISO) sets it, for tests and demonstrations."""

import os
from datetime import date


def today() -> date:
    """Today, or the day that `DETENTE_TODAY` names."""
    fixed = os.environ.get("DETENTE_TODAY")
    return date.fromisoformat(fixed) if fixed else date.today()
