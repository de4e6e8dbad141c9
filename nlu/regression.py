"""Multinomial logistic regression over dense features beside sparse ones."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix
from scipy.special import softmax

SEED = 1
BATCH = 256
MOMENTUM = 0.9
STEADY = 6.0
ROUNDS = 12


class Regression:
    """Softmax regression with an L2 penalty, fitted by stochastic gradient descent with momentum from zero.

    The step shrinks along half a cosine to nothing, so the last passes settle what the first ones found. Multiplying
    dense and sparse features apart, in float32, is several times faster than one sparse matrix of both.

    Args:
        c: inverse strength of the regularisation.
        passes: how often every row is learnt from.
    """

    def __init__(self, c: float, passes: int) -> None:
        self._c = c
        self._passes = passes

    def fit(self, dense: np.ndarray, sparse: csr_matrix, targets: np.ndarray, classes: int) -> Regression:
        """Learns from dense [rows, m] float32, sparse [rows, n] float32 and targets [rows] in 0 to classes - 1."""
        rows, random = len(targets), np.random.default_rng(SEED)
        widths = (dense.shape[1], sparse.shape[1], 1)
        self.dense, self.sparse, self.bias = (np.zeros((width, classes), np.float32) for width in widths)
        self._velocities = [np.zeros_like(weights) for weights in (self.dense, self.sparse, self.bias)]
        starts = range(0, rows, BATCH)
        # Momentum would make the loss diverge from 7.6 by the largest eigenvalue on, were there but two classes.
        steps = STEADY / largest_eigenvalue(dense, sparse) * half_cosine(self._passes * len(starts))
        for number in range(self._passes):
            order = random.permutation(rows)
            mixed = dense[order], sparse[order], targets[order]
            for place, start in enumerate(starts):
                batch = slice(start, start + BATCH)
                self._descend(
                    mixed[0][batch], mixed[1][batch], mixed[2][batch], steps[number * len(starts) + place], rows
                )
        del self._velocities
        return self

    def _descend(self, dense: np.ndarray, sparse: csr_matrix, targets: np.ndarray, step: float, rows: int) -> None:
        errors = softmax(self.scores(dense, sparse), axis=1)
        errors[np.arange(len(targets)), targets] -= 1
        errors /= len(targets)
        decay = np.float32(1 / (self._c * rows))
        gradients = (dense.T @ errors, sparse.T @ errors, errors.sum(axis=0, keepdims=True))
        decays = (decay, decay, np.float32(0))
        weights = (self.dense, self.sparse, self.bias)
        for some, velocity, gradient, shrinking in zip(weights, self._velocities, gradients, decays, strict=True):
            velocity *= MOMENTUM
            velocity += gradient
            velocity += shrinking * some
            some -= np.float32(step) * velocity

    def scores(self, dense: np.ndarray, sparse: csr_matrix) -> np.ndarray:
        """Logits [rows, classes]."""
        return dense @ self.dense + sparse @ self.sparse + self.bias


def half_cosine(count: int) -> np.ndarray:
    """From 1 to almost 0 [count]."""
    return 0.5 + 0.5 * np.cos(np.pi * np.arange(count) / max(1, count))


def largest_eigenvalue(dense: np.ndarray, sparse: csr_matrix) -> float:
    """Of the features' second moments [m + n + 1, m + n + 1], a constant among them, by power iteration."""
    seen = np.ones(dense.shape[0], np.float32)
    value = 1.0
    for _ in range(ROUNDS):
        seen /= np.linalg.norm(seen)
        seen = dense @ (dense.T @ seen) + sparse @ (sparse.T @ seen) + seen.sum()
        value = float(np.linalg.norm(seen)) / len(seen)
    return value
