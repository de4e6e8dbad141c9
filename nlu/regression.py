"""Multinomial logistic regression over dense features beside sparse ones."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from scipy.special import softmax

MEMORY = 6
TOLERANCE = 1e-3


class Regression:
    """Softmax regression with an L2 penalty, fitted by L-BFGS from zero.

    Multiplying dense and sparse features apart, in float32, is several times faster than one sparse matrix of both.

    Args:
        c: inverse strength of the regularisation.
        max_iter: iterations of the solver.
    """

    def __init__(self, c: float, max_iter: int) -> None:
        self._c = c
        self._max_iter = max_iter

    def fit(self, dense: np.ndarray, sparse: csr_matrix, targets: np.ndarray, classes: int) -> Regression:
        """Learns from dense [rows, m] float32, sparse [rows, n] float32 and targets [rows] in 0 to classes - 1."""
        wanted = np.zeros((len(targets), classes), np.float32)
        wanted[np.arange(len(targets)), targets] = 1
        width, transposed = dense.shape[1], sparse.T.tocsr()
        shape = (width + sparse.shape[1] + 1, classes)

        def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
            weights = flat.reshape(shape)
            self._set(weights, width)
            scores = self.scores(dense, sparse)
            scores -= scores.max(axis=1, keepdims=True)
            errors = softmax(scores, axis=1)
            of_right = np.take_along_axis(errors, targets[:, None], axis=1)
            value = -np.log(np.maximum(of_right, np.finfo(np.float32).tiny), dtype=np.float64).sum()
            errors -= wanted
            gradient = np.empty(shape)
            gradient[:width] = dense.T @ errors
            gradient[width:-1] = transposed @ errors
            gradient[-1] = errors.sum(axis=0)
            gradient[:-1] += weights[:-1] / self._c
            return value + 0.5 * float((weights[:-1] ** 2).sum()) / self._c, gradient.ravel()

        options = {"maxiter": self._max_iter, "maxcor": MEMORY, "gtol": TOLERANCE}
        found = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options=options)
        self._set(found.x.reshape(shape), width)
        return self

    def _set(self, weights: np.ndarray, width: int) -> None:
        single = weights.astype(np.float32)
        self.dense, self.sparse, self.bias = single[:width], single[width:-1], single[-1]

    def scores(self, dense: np.ndarray, sparse: csr_matrix) -> np.ndarray:
        """Logits [rows, classes]."""
        return dense @ self.dense + sparse @ self.sparse + self.bias
