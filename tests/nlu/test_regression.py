"""The regression over dense beside sparse features."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix, hstack
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression

from nlu.regression import Regression

RANDOM = np.random.default_rng(3)
DENSE = RANDOM.normal(size=(60, 4)).astype(np.float32)
SPARSE = csr_matrix(RANDOM.random((60, 5)) * (RANDOM.random((60, 5)) > 0.6), dtype=np.float32)


@pytest.mark.parametrize("classes", [2, 3])
def test_it_agrees_with_scikit_learn(classes: int) -> None:
    targets = np.arange(60) % classes
    ours = softmax(Regression(1.0, 500).fit(DENSE, SPARSE, targets, classes).scores(DENSE, SPARSE), axis=1)
    reference = LogisticRegression(C=1.0, multi_class="multinomial", max_iter=500, tol=1e-6)
    together = hstack([csr_matrix(DENSE), SPARSE], format="csr")
    assert np.allclose(ours, reference.fit(together, targets).predict_proba(together), atol=5e-3)


def test_either_kind_of_feature_may_be_absent() -> None:
    targets = (DENSE[:, 0] > 0).astype(int)
    alone = Regression(100.0, 100).fit(DENSE, csr_matrix((60, 0), dtype=np.float32), targets, 2)
    found = alone.scores(DENSE, csr_matrix((60, 0), dtype=np.float32)).argmax(axis=1)
    assert (found == targets).mean() > 0.95
    none = np.zeros((60, 0), np.float32)
    words = csr_matrix(np.eye(60, dtype=np.float32))
    assert list(Regression(100.0, 100).fit(none, words, targets, 2).scores(none, words).argmax(axis=1)) == list(targets)
