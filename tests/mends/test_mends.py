"""What each mend does, on its own."""

from __future__ import annotations

import copy
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rasa.core.actions import action
from rasa.core.actions.action import RemoteAction
from rasa.core.tracker_store import FailSafeTrackerStore, TrackerStore
from rasa.engine.storage import local_model_storage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.utils import common

from mends import action_deadline, action_results, messages, packaging, store_failures, subclasses, training_files

RESULTS: dict[str, Any] = {
    "nothing": {"events": [], "responses": []},
    "only events": {"events": [{"event": "slot", "name": "period", "value": None}]},
    "a response": {"events": [], "responses": [{"response": "utter_greet", "answer": {"rows": None}}]},
    "an unknown key": {"events": [], "responses": [], "more": 1},
    "empty": {},
    "events missing their kind": {"events": [{"name": "period"}]},
    "events no list": {"events": 7},
    "events null": {"events": None},
    "responses no list": {"events": [], "responses": {}},
    "a response that is a text": {"events": [], "responses": ["hello"]},
    "an event that is a text": {"events": ["slot"]},
    "a list": [],
    "null": None,
    "text": "hello",
}


def accepts(validate: Any, result: Any) -> bool:
    try:
        return validate(object.__new__(RemoteAction), result)
    except jsonschema.ValidationError:
        return False


def test_results_are_validated_as_upstream_does(monkeypatch: pytest.MonkeyPatch) -> None:
    upstream = RemoteAction._validate_action_result
    monkeypatch.setattr(RemoteAction, "_validate_action_result", upstream)
    action_results.apply()
    mended = RemoteAction._validate_action_result
    assert mended is not upstream
    verdicts = {name: accepts(mended, result) for name, result in RESULTS.items()}
    assert verdicts == {name: accepts(upstream, result) for name, result in RESULTS.items()}
    assert set(verdicts.values()) == {True, False}


@pytest.mark.parametrize(("variable", "seconds"), [(None, 5.0), ("1.5", 1.5)])
def test_an_action_has_seconds(monkeypatch: pytest.MonkeyPatch, variable: str | None, seconds: float) -> None:
    monkeypatch.setattr(action, "DEFAULT_REQUEST_TIMEOUT", 300)
    monkeypatch.delenv("DETENTE_ACTION_DEADLINE", raising=False)
    if variable:
        monkeypatch.setenv("DETENTE_ACTION_DEADLINE", variable)
    action_deadline.apply()
    assert seconds == action.DEFAULT_REQUEST_TIMEOUT


def test_subclasses_are_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    upstream = common.all_subclasses
    monkeypatch.setattr(common, "all_subclasses", upstream)
    subclasses.apply()
    assert common.all_subclasses(Event) == upstream(Event)
    assert common.all_subclasses(Event) is common.all_subclasses(Event)
    assert Event.resolve_by_type("user") is UserUttered
    assert Event.resolve_by_type("bot") is BotUttered


class Broken(TrackerStore):
    """Can neither be read nor written."""

    async def retrieve(self, sender_id: str) -> Any:
        raise OSError("the store is away")

    async def save(self, tracker: Any) -> None:
        raise OSError("the store is away")


async def test_a_failure_of_the_store_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("on_tracker_store_error", "on_tracker_store_retrieve_error"):
        monkeypatch.setattr(FailSafeTrackerStore, name, getattr(FailSafeTrackerStore, name))
    store = FailSafeTrackerStore(Broken(Domain.empty()))
    tracker = DialogueStateTracker("someone", [])
    calls = (
        lambda: store.retrieve("someone"),
        lambda: store.retrieve_full_tracker("someone"),
        lambda: store.save(tracker),
    )
    for call in calls:
        assert await call() is None
    store_failures.apply()
    for call in calls:
        with pytest.raises(OSError, match="away"):
            await call()


STAND_IN = """
import sys
from mends import tensorflow
tensorflow.apply()
import tensorflow as tf
import tensorflow_addons
import keras.layers
from tensorflow.keras.utils import Sequence
from tensorflow.python.framework import ops

class Layer(tf.keras.layers.Layer):
    @tf.function(jit_compile=True)
    def call(self, x: tf.Tensor | None) -> "tf.Tensor":
        return x

class Batches(Sequence):
    pass

assert Layer().call(3) == 3
import rasa.engine.recipes.default_components
import rasa.core.agent
assert len(rasa.engine.recipes.default_components.DEFAULT_COMPONENTS) > 20
maps = open("/proc/self/maps").read()
assert "tensorflow" not in maps, "TensorFlow was loaded"
try:
    import no_such_module
except ModuleNotFoundError:
    print("good")
"""


def test_rasa_imports_without_tensorflow() -> None:
    command = [sys.executable, "-W", "ignore", "-c", STAND_IN]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout.strip() == "good", done.stderr[-2000:]


def test_a_model_is_packed_quickly_and_unpacked_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_model_storage, "TarSafe", local_model_storage.TarSafe)
    packaging.apply()
    (tmp_path / "part").write_bytes(b"weights" * 1000)
    archive, unpacked = tmp_path / "model.tar.gz", tmp_path / "unpacked"
    with local_model_storage.TarSafe.open(archive, "w:gz") as tar:
        tar.add(tmp_path / "part", arcname="part")
    # The ninth byte of a gzip file says how hard it was compressed: 2 hardest, 4 quickest.
    assert archive.read_bytes()[8] == 4
    with local_model_storage.TarSafe.open(archive, mode="r:gz") as tar:
        tar.extractall(unpacked)
    assert (unpacked / "part").read_bytes() == b"weights" * 1000


def test_messages_are_told_apart_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Message, "__hash__", Message.__hash__)
    messages.apply()
    one, same = (Message.build("who?", "greet") for _ in range(2))
    others = [Message.build("who?", "bye"), Message.build("who", "greet"), Message({"action_name": "action_listen"})]
    aimed = Message.build("who?", "greet", intent_metadata={"target": "none"})
    assert hash(one) == hash(same) == hash(aimed)
    assert list(dict.fromkeys([one, same, *others, aimed])) == [one, *others, aimed]


def test_a_copied_message_is_one_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Message, "__hash__", Message.__hash__)
    monkeypatch.setattr(Message, "__deepcopy__", None, raising=False)
    messages.apply()
    first = Message.build("who?", "greet", intent_metadata={"target": "none"})
    copied = copy.deepcopy([first])[0]
    assert copied == first
    assert copied is not first
    copied.set("text", "what?", add_to_output=True)
    copied.set("label", "new", add_to_output=True)
    copied.features.append("feature")
    assert (first.get("text"), first.get("label"), first.features) == ("who?", None, [])
    assert "label" not in first.output_properties


def test_training_files_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RasaFileImporter, "get_nlu_data", RasaFileImporter.get_nlu_data)
    training_files.apply()
    file = tmp_path / "nlu.yml"
    file.write_text('version: "3.1"\nnlu:\n- intent: greet\n  examples: |\n    - hello\n', encoding="utf-8")
    importer, other = (RasaFileImporter(training_data_paths=[str(file)]) for _ in range(2))
    read = importer.get_nlu_data()
    assert [one.get("text") for one in read.intent_examples] == ["hello"]
    assert importer.get_nlu_data("en") is read
    assert other.get_nlu_data() is not read
