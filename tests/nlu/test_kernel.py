"""The kernel machine behind the scope check."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.svm import SVC

import nlu.kernel
from nlu.kernel import KernelMachine

RANDOM = np.random.default_rng(5)
VECTORS = RANDOM.normal(size=(300, 3)).astype(np.float32)
VECTORS /= np.linalg.norm(VECTORS, axis=1, keepdims=True)
POSITIVE = VECTORS[:, 0] * VECTORS[:, 1] > 0
"""Two opposite quarters of a sphere: nothing linear tells them apart."""
ASKED = VECTORS[200:]


def machine() -> KernelMachine:
    return KernelMachine(10.0, 2.0).fit(VECTORS[:200], POSITIVE[:200])


def test_it_agrees_with_libsvm_on_unseen_vectors() -> None:
    reference = SVC(C=10.0, gamma=2.0).fit(VECTORS[:200], POSITIVE[:200])
    margins = machine().margins(ASKED)
    assert np.allclose(margins, reference.decision_function(ASKED), atol=0.02)
    assert ((margins > 0) == POSITIVE[200:]).mean() > 0.9


def test_more_rows_than_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = machine().margins(ASKED)
    monkeypatch.setattr(nlu.kernel, "BLOCK", 64)
    assert np.allclose(machine().margins(ASKED), whole, atol=0.01)


def test_a_margin_is_the_same_alone_and_among_others() -> None:
    trained = machine()
    alone = np.concatenate([trained.margins(one[None]) for one in ASKED])
    assert np.allclose(alone, trained.margins(ASKED), atol=1e-4)


def test_two_rows_are_enough() -> None:
    pair = np.eye(2, 3, dtype=np.float32)
    margins = KernelMachine(10.0, 2.0).fit(pair, np.array([True, False])).margins(pair)
    assert margins[0] > 0 > margins[1]
