"""The upstream code that each mend replaces is still the code it was written for."""

from __future__ import annotations

import hashlib
import importlib
import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
KNOWN = {
    "action_deadline": {
        "rasa.core.actions.action:RemoteAction.run": "ccabf6f1160d527a157fad5bd285ce69e8221b1bcad23f8a61499b4360a1c17e",
    },
    "action_results": {
        "rasa.core.actions.action:RemoteAction._validate_action_result": (
            "f8cdb4be6812396167ced74161b2ccd65c5ea676ad86d7d359d8c322d9d8dc42"
        ),
    },
    "messages": {
        "rasa.shared.nlu.training_data.message:Message.__hash__": (
            "2abad92d8bedb17f0aa92ce030744a7cf6f3d44151a1128c042d6fbd9d38e997"
        ),
        "rasa.shared.nlu.training_data.message:Message.__init__": (
            "929966f7673d7d18014e25c3548c13d0e15971e64cfee73a288a27ca5552c65e"
        ),
    },
    "packaging": {
        "rasa.engine.storage.local_model_storage:LocalModelStorage.create_model_package": (
            "160e32783576d3df745eeb591a6352b0ea1beb9d9d990366988cc9bfc0b4c353"
        ),
    },
    "sessions": {
        "rasa.core.processor:MessageProcessor._has_session_expired": (
            "aa0e659a9cfa1f70616523da75045bd87d4424a03432726722c7dc80a9869200"
        ),
        "rasa.core.actions.action:ActionSessionStart.run": (
            "c2e7c99a94ca57a5574af2ed0d009286839dd8cbf9803ada00bcb45550857633"
        ),
    },
    "store_failures": {
        "rasa.core.tracker_store:FailSafeTrackerStore.on_tracker_store_error": (
            "6faca7ba72b36da4594c789a1ee9d86ea185a8785a1e0543199b63bf02937e12"
        ),
        "rasa.core.tracker_store:FailSafeTrackerStore.on_tracker_store_retrieve_error": (
            "162b49564c52ab49f2be6a40ed56d11564e6607fdcd6975d44e678f69ca6ce9d"
        ),
    },
    "subclasses": {
        "rasa.shared.utils.common:all_subclasses": "28c2e6df9c15daea296f630b83d0b2391636581164056082458a32647d6761d1",
    },
    "training_files": {
        "rasa.shared.importers.rasa:RasaFileImporter.get_nlu_data": (
            "bf36b78f020b7e50d2349ea8f35a4a87ee33bd918f4178359236b4b2270dc475"
        ),
    },
}
HASH = """
import hashlib, importlib, inspect, json, sys
hashes = {}
for name in sys.argv[1:]:
    module, _, path = name.partition(":")
    found = importlib.import_module(module)
    for part in path.split("."):
        found = getattr(found, part)
    hashes[name] = hashlib.sha256(inspect.getsource(found).encode()).hexdigest()
print(json.dumps(hashes))
"""
NAMES = [name for known in KNOWN.values() for name in known]


@pytest.fixture(scope="module")
def hashes() -> dict[str, str]:
    """SHA-256 of each upstream function, read where nothing is mended."""
    command = [sys.executable, "-W", "ignore", "-c", HASH, *NAMES]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize(("mend", "name"), [(mend, name) for mend, known in KNOWN.items() for name in known])
def test_upstream_is_unchanged(hashes: dict[str, str], mend: str, name: str) -> None:
    assert hashes[name] == KNOWN[mend][name], (
        f"{name} is not the code that mends/{mend}.py was written for: read the new one, "
        f"decide whether the mend is still right and needed, then record {hashes[name]} here."
    )


def test_every_mend_that_names_upstream_is_in_the_table() -> None:
    named = {}
    for path in sorted((ROOT / "mends").glob("[!_]*.py")):
        upstream = getattr(importlib.import_module(f"mends.{path.stem}"), "UPSTREAM", None)
        if upstream:
            named[path.stem] = {upstream} if isinstance(upstream, str) else set(upstream)
    assert named == {mend: set(known) for mend, known in KNOWN.items()}


def test_a_changed_function_would_be_noticed() -> None:
    changed = inspect.getsource(test_upstream_is_unchanged) + "    return\n"
    assert hashlib.sha256(changed.encode()).hexdigest() not in {
        one for known in KNOWN.values() for one in known.values()
    }
    with pytest.raises(AssertionError, match="read the new one"):
        test_upstream_is_unchanged(dict.fromkeys(NAMES, "0" * 64), "sessions", next(iter(KNOWN["sessions"])))


def test_the_constants_the_mends_set_are_still_read_where_they_set_them() -> None:
    import rasa.core.actions.action as action
    import rasa.shared.core.events as events

    assert "timeout=DEFAULT_REQUEST_TIMEOUT" in inspect.getsource(action.RemoteAction.run)
    assert "rasa.shared.utils.common.all_subclasses(" in inspect.getsource(events.Event.resolve_by_type)
