"""Packs a trained model in seconds, not in half a minute.

Upstream: `LocalModelStorage.create_model_package` compresses at gzip's strongest level, which takes 24 s of the
encoder's weights for a model 2 % smaller than at the quickest, 3 s.
"""

from __future__ import annotations

from typing import Any

from tarsafe import TarSafe

UPSTREAM = "rasa.engine.storage.local_model_storage:LocalModelStorage.create_model_package"
LEVEL = 1


class QuickTar(TarSafe):
    """A TarSafe that compresses at the quickest level."""

    @classmethod
    def gzopen(cls, name: Any, mode: Any = "r", fileobj: Any = None, compresslevel: int = LEVEL, **more: Any) -> Any:
        return super().gzopen(name, mode, fileobj, compresslevel, **more)


def apply() -> None:
    from rasa.engine.storage import local_model_storage

    local_model_storage.TarSafe = QuickTar
