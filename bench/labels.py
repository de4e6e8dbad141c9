"""Cross-validates the labels of the training questions: `python -m bench.labels`.

A question that the classifier, trained on the others, is sure belongs elsewhere is mislabelled, ambiguous, or the only
one of its kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from sklearn.model_selection import StratifiedKFold

from bench.components import Components

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "results"
FOLDS = 5
SEED = 42
SHOWN = 40

Predict = Callable[[np.ndarray, np.ndarray], tuple[list[str], np.ndarray]]
"""From the places to learn from and those to label: the labels, and their probabilities [questions, labels]."""


@dataclass(frozen=True)
class Example:
    """A training question, its label, and where it stands; lines count from 1."""

    text: str
    label: str
    path: Path
    line: int


@dataclass(frozen=True)
class Guess:
    """What the classifier says of a question it has not seen, and how probable that is and its own label."""

    example: Example
    label: str
    confidence: float
    own: float

    @property
    def right(self) -> bool:
        return self.label == self.example.label


def examples(folder: Path) -> list[Example]:
    """Every training question of the files in a folder."""
    return [one for path in sorted(folder.glob("*.yml")) for one in _of_file(path)]


def _of_file(path: Path) -> list[Example]:
    found = []
    for block in _value(yaml.compose(path.read_text(encoding="utf-8")), "nlu").value:
        label, listed = _value(block, "intent").value, _value(block, "examples")
        for line, text in enumerate(listed.value.splitlines(), start=listed.start_mark.line + 2):
            if text.strip():
                found.append(Example(text.strip().removeprefix("- "), label, path, line))
    return found


def _value(mapping: yaml.Node | None, key: str) -> yaml.Node:
    assert isinstance(mapping, yaml.MappingNode)
    return next(value for name, value in mapping.value if name.value == key)


def folds(labels: list[str], count: int = FOLDS) -> list[tuple[np.ndarray, np.ndarray]]:
    """The places to learn from and those to label, each label spread evenly, every place labelled once."""
    splitter = StratifiedKFold(count, shuffle=True, random_state=SEED)
    return list(splitter.split(np.zeros(len(labels)), labels))


def cross_validate(asked: list[Example], predict: Predict, count: int = FOLDS) -> list[Guess]:
    """What a classifier trained on the other folds says of each question."""
    guesses = []
    for learnt, held in folds([one.label for one in asked], count):
        labels, probabilities = predict(learnt, held)
        places = {label: place for place, label in enumerate(labels)}
        for example, row in zip([asked[place] for place in held], probabilities, strict=True):
            best = int(row.argmax())
            guesses.append(Guess(example, labels[best], float(row[best]), float(row[places[example.label]])))
    return guesses


def classifier(asked: list[Example]) -> Predict:
    """The trained model's speller and encoder, once, and its classifier's settings for each fold."""
    components = Components.load()
    from rasa.shared.nlu.constants import TEXT
    from rasa.shared.nlu.training_data.message import Message

    from nlu.classifier import TopicModel, embeddings, texts

    before, topics, _ = components.split("TopicClassifier")
    messages = before.process([Message({TEXT: one.text}) for one in asked])
    words, vectors = np.array(texts(messages), dtype=object), embeddings(messages)
    labels = np.array([one.label for one in asked], dtype=object)
    settings = {key: topics._config[key] for key in ("c", "dense_weight", "passes", "nearest_weight")}

    def predict(learnt: np.ndarray, held: np.ndarray) -> tuple[list[str], np.ndarray]:
        print(f"  {len(held)} questions by the {len(learnt)} others ...", flush=True)
        model = TopicModel(**settings).fit(list(words[learnt]), vectors[learnt], list(labels[learnt]))
        return model.labels, model.probabilities(list(words[held]), vectors[held])

    return predict


def suspects(guesses: list[Guess]) -> list[Guess]:
    """The questions labelled otherwise, the surest first."""
    return sorted((one for one in guesses if not one.right), key=lambda one: -one.confidence)


def listed(some: list[Guess]) -> list[str]:
    return [
        f"- {one.example.path.name}:{one.example.line} {one.example.label} ({one.own:.2f}) "
        f"→ {one.label} ({one.confidence:.2f}): {one.example.text}"
        for one in some
    ]


def report(guesses: list[Guess], shown: int | None = None) -> str:
    """The accuracy, the labels by how often they are missed, the confused pairs and the suspects, as Markdown."""
    wrong = suspects(guesses)
    asked, missed = Counter(one.example.label for one in guesses), Counter(one.example.label for one in wrong)
    pairs = Counter((one.example.label, one.label) for one in wrong)
    worst = sorted(missed, key=lambda label: -missed[label] / asked[label])
    sections = {
        f"Labels of {len(guesses)} questions": [f"{1 - len(wrong) / len(guesses):.1%} are found by the other folds."],
        "Labels missed": [f"- {one}: {missed[one]} of {asked[one]}, {missed[one] / asked[one]:.0%}" for one in worst],
        "Confused pairs": [f"- {own} taken for {other}: {n}" for (own, other), n in pairs.most_common(shown)],
        "Suspects": listed(wrong[:shown]),
    }
    heads = [f"# {title}\n" + "\n".join(lines[:shown]) for title, lines in sections.items()]
    return "\n\n".join(heads) + "\n"


def main() -> None:
    asked = examples(ROOT / "data" / "nlu")
    print(f"Cross-validating {len(asked)} questions in {FOLDS} folds ...", flush=True)
    guesses = cross_validate(asked, classifier(asked))
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / "labels.md"
    path.write_text(report(guesses), encoding="utf-8")
    print(report(guesses, SHOWN) + f"\nAll of them: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
