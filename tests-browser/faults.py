"""Faults that the mock API has on demand."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one request.

    Attributes:
        drop: the connection is reset `before` the request is done, or `after` it and before its response.
        status: answered with this status and a problem document, undone.
        headers: of that response.
        delay: seconds to wait first.
    """

    drop: str | None = None
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0


DROP_BEFORE = Fault(drop="before")
DROP_AFTER = Fault(drop="after")
DOWN = Fault(status=503)


class Faults:
    """Gives each request its fault: of the calls `create`, `message`, `history`, `feedback`, `forget` and `file`.

    Attributes:
        chance: asked for every call that has no fault of its own.
    """

    def __init__(self) -> None:
        self._planned: dict[str, list[Fault | None]] = {}
        self._always: dict[str, Fault] = {}
        self._lock = threading.Lock()
        self._gate = threading.Event()
        self._gate.set()
        self.chance: Callable[[str], Fault | None] = lambda call: None

    def plan(self, call: str, *faults: Fault | None) -> None:
        """The next requests of this call have these faults, in order (None: this one has none)."""
        with self._lock:
            self._planned.setdefault(call, []).extend(faults)

    def always(self, call: str, fault: Fault) -> None:
        """Every request of this call has it, until `mend`."""
        self._always[call] = fault

    def hold(self) -> None:
        """No message is answered until `release`."""
        self._gate.clear()

    def release(self) -> None:
        self._gate.set()

    def held(self) -> None:
        """Waits while messages are held, 30 s at most."""
        self._gate.wait(30)

    def mend(self) -> None:
        """No faults from now on."""
        with self._lock:
            self._planned.clear()
        self._always.clear()
        self.chance = lambda call: None
        self.release()

    def of(self, call: str) -> Fault | None:
        """The fault of a request of this call that just came in."""
        with self._lock:
            planned = self._planned.get(call)
            if planned:
                return planned.pop(0)
        return self._always.get(call) or self.chance(call)
