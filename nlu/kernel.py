"""A support vector machine with an RBF kernel over unit vectors."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from sklearn.svm import SVC

BLOCK = 1024


class KernelMachine:
    """scikit-learn's support vector machine, its kernel computed by matrix products.

    libsvm computes one kernel after another in double precision, which takes nearly all of its time, trained or asked.
    Training holds the kernel of every two rows: 8 bytes each, 1.3 GB for 12,600 rows.

    Args:
        c: inverse strength of the regularisation.
        gamma: of the kernel exp(-gamma |a - b|²).
    """

    def __init__(self, c: float, gamma: float) -> None:
        self._c = c
        self._gamma = gamma

    def fit(self, vectors: np.ndarray, positive: np.ndarray) -> KernelMachine:
        """Learns from unit vectors [rows, width] and whether each row is positive [rows]."""
        kernels = np.empty((len(vectors), len(vectors)))

        def fill(start: int) -> None:
            rows = slice(start, start + BLOCK)
            kernels[rows] = self._kernel(vectors[rows], vectors)

        # Products and exponentials let other threads run.
        with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
            list(pool.map(fill, range(0, len(vectors), BLOCK)))
        machine = SVC(C=self._c, kernel="precomputed").fit(kernels, positive)
        self._support = np.ascontiguousarray(vectors[machine.support_])
        self._weights = machine.dual_coef_[0].astype(np.float32)
        self._bias = float(machine.intercept_[0])
        return self

    def margins(self, vectors: np.ndarray) -> np.ndarray:
        """How far each of the unit vectors [rows, width] lies on the positive side [rows]."""
        return self._kernel(vectors, self._support) @ self._weights + self._bias

    def _kernel(self, some: np.ndarray, others: np.ndarray) -> np.ndarray:
        likeness = some @ others.T
        likeness -= 1
        likeness *= 2 * self._gamma
        return np.exp(likeness, out=likeness)
