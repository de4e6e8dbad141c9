"""Trains our pipeline on CLINC150 and scores it beside the paper's figures.

`python -m bench.clinc150 PATH [--validation]`: PATH is `data_full.json` of github.com/clinc/oos-eval. The pipeline
learns from the oos-train setting (train and oos_train) and is scored on test and oos_test; with `--validation`, on val
and oos_val, which its settings were chosen on.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
TABLE = (
    ("BERT, oos-train", 96.9, 40.3),
    ("BERT, oos-threshold", 96.2, 52.3),
    ("MLP, oos-train", 93.5, 47.4),
    ("DialogFlow, oos-train", 91.7, 14.0),
    ("Rasa, oos-train", 91.5, 45.3),
)
SETTINGS: dict[str, dict[str, Any]] = {
    "nlu.classifier.TopicClassifier": {"c": 5.0, "dense_weight": 6.0, "passes": 32, "nearest_weight": 6.0},
    "nlu.gate.Gate": {
        "answer_at": 0.0,
        "outside_at": 9.0,
        "inside_at": None,
        "novel_at": -0.95,
        "check_names": False,
        "withheld": None,
    },
}
"""What differs from config.yml: chosen on the training and validation sets, and without the article's names and quotes.
Novelty declines better than a low probability, and a hundred out-of-scope questions teach the scope check nothing that
either does not say, so no threshold of those two is ever reached.
"""

Questions = list[tuple[str, str]]


def read(path: Path) -> dict[str, Questions]:
    """The question sets by name, each `[(text, label)]` with CLINC150's intents as FAQ topics.

    Raises:
        SystemExit: the file is not there or is not CLINC150.
    """
    from nlu.labels import OUT_OF_SCOPE

    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        names = ("train", "oos_train", "val", "oos_val", "test", "oos_test")
        sets = {name: [(text, label) for text, label in content[name]] for name in names}
    except (OSError, ValueError, KeyError, TypeError) as error:
        sys.exit(f"{path} is not CLINC150's data_full.json: {error!r}")
    return {
        name: [(text, OUT_OF_SCOPE if label == "oos" else f"faq/{label}") for text, label in questions]
        for name, questions in sets.items()
    }


def pipeline() -> list[tuple[Any, dict[str, Any]]]:
    """The components of config.yml that learn, with their configuration: the others only know our labels."""
    import yaml
    from rasa.shared.utils.common import class_from_module_path

    from nlu.component import TrainedComponent

    parts = []
    for entry in yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]:
        name = entry.pop("name")
        component = class_from_module_path(name)
        if issubclass(component, TrainedComponent):
            parts.append((component, {**component.get_default_config(), **entry, **SETTINGS.get(name, {})}))
    return parts


class Understanding:
    """The pipeline, trained on questions as Rasa trains it."""

    def __init__(self, questions: Questions, folder: Path) -> None:
        from rasa.engine.graph import ExecutionContext, GraphSchema
        from rasa.engine.storage.local_model_storage import LocalModelStorage
        from rasa.engine.storage.resource import Resource
        from rasa.shared.nlu.training_data.training_data import TrainingData

        from nlu.encoder import SentenceEncoder
        from nlu.speller import Speller

        storage, context = LocalModelStorage.create(folder), ExecutionContext(GraphSchema({}), "clinc150")
        data = TrainingData([message(text, label) for text, label in questions])
        self._components = []
        for component, settings in pipeline():
            trained = component.create(settings, storage, Resource(component.__name__), context)
            trained.train(data)
            if component in (Speller, SentenceEncoder):
                data = trained.process_training_data(data)
            self._components.append(trained)

    def read(self, texts: list[str]) -> list[Any]:
        """The texts as understood messages."""
        messages = [message(text) for text in texts]
        for component in self._components:
            messages = component.process(messages)
        return messages

    def labels(self, texts: list[str]) -> list[str]:
        """The full label each text is answered with; one that is declined or clarified is out of scope."""
        return [answered(one) for one in self.read(texts)]


def message(text: str, label: str | None = None) -> Any:
    from rasa.shared.nlu.training_data.message import Message

    built = Message.build(text, label and label.split("/")[0])
    if label and "/" in label:
        built.set("intent_response_key", label)
    return built


def answered(understood: Any) -> str:
    from nlu.labels import OUT_OF_SCOPE

    selected = understood.get("response_selector").get("faq")
    return selected["response"]["intent_response_key"] if selected else OUT_OF_SCOPE


def scores(understanding: Understanding, inside: Questions, outside: Questions) -> tuple[float, float]:
    """In-scope accuracy (an in-scope query answered as out of scope is wrong) and out-of-scope recall, in percent."""
    found = understanding.labels([text for text, _ in inside + outside])
    right = [label == wanted for label, (_, wanted) in zip(found, inside + outside, strict=True)]
    return 100 * sum(right[: len(inside)]) / len(inside), 100 * sum(right[len(inside) :]) / len(outside)


def table(name: str, accuracy: float, recall: float) -> str:
    rows = [(f"Détente, oos-train, {name}", accuracy, recall), *TABLE]
    lines = [f"| {row} | {inside:.1f} | {outside:.1f} |" for row, inside, outside in rows]
    return "\n".join(["| | in-scope accuracy | out-of-scope recall |", "|---|---|---|", *lines])


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.clinc150", description=__doc__)
    parser.add_argument("path", type=Path, help="CLINC150's data_full.json")
    parser.add_argument("--validation", action="store_true", help="score on val and oos_val instead of the test sets")
    arguments = parser.parse_args()
    sets = read(arguments.path)
    name = "val" if arguments.validation else "test"
    with tempfile.TemporaryDirectory() as folder:
        print("Training on train and oos_train ...", flush=True)
        understanding = Understanding(sets["train"] + sets["oos_train"], Path(folder))
        print(table(name, *scores(understanding, sets[name], sets[f"oos_{name}"])))


if __name__ == "__main__":
    main()
