"""Lets Rasa start without importing TensorFlow, which no component of ours uses.

Upstream: `rasa.engine.recipes.default_components` imports every component, TensorFlow's included, which costs
seconds at start and 250 MB for good. Here `import tensorflow` gives an empty stand-in; a pipeline that does need
TensorFlow runs with plain `rasa`.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types
from typing import Any

ABSENT = ("tensorflow", "tensorflow_addons", "keras")


class _Anything(type):
    """A class whose attributes, items and unions are classes of its kind: enough for definitions to be read."""

    def __getattr__(cls, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent

    def __getitem__(cls, item: Any) -> type:
        return Absent

    def __or__(cls, other: Any) -> Any:
        return Absent


class Absent(metaclass=_Anything):
    """Stands for everything in TensorFlow; as a decorator it leaves what it decorates alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        pass

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return args[0] if args and callable(args[0]) else Absent


class _Module(types.ModuleType):
    __path__: list[str] = []

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return Absent


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, fullname: str, path: Any, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if fullname.split(".")[0] in ABSENT:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        pass


def apply() -> None:
    """Must run before Rasa is imported."""
    sys.meta_path.insert(0, _Finder())
