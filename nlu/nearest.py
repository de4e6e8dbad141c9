"""How like a question is to the nearest training questions."""

from __future__ import annotations

import numpy as np
from scipy.linalg import cholesky, solve_triangular

from nlu.encoder import HIDDEN
from nlu.labels import OUT_OF_SCOPE

SHRINKAGE = 0.03
DIRECTIONS = 256
SMALLEST = 1e-9


class NearestQuestions:
    """Compares questions with the training questions of each label, in two views of their embeddings.

    *Discriminant*: all layers, whitened within the labels and seen along the directions in which the labels' means
    differ most (linear discriminant analysis, its covariance shrunk towards a sphere): two wordings of one topic lie
    close. *Plain*: the last layer as it is, which knows more of what no topic deals with. A likeness is a cosine.
    """

    def fit(
        self, standardised: np.ndarray, dense: np.ndarray, targets: np.ndarray, labels: list[str]
    ) -> NearestQuestions:
        """Learns from embeddings, standardised and as they are [texts, width], and the places of their labels [texts].

        Out-of-scope questions have no topic in common: they are compared with, but shape no direction.
        """
        order = np.argsort(targets, kind="stable")
        standardised, targets = standardised[order], targets[order]
        self._starts = np.searchsorted(targets, np.arange(len(labels) + 1))
        self._directions, self._centre = self._discriminant(standardised, targets, labels)
        self._discriminated = self._turned(standardised)
        self._plain = _units(dense[order, -HIDDEN:])
        return self

    def _discriminant(
        self, standardised: np.ndarray, targets: np.ndarray, labels: list[str]
    ) -> tuple[np.ndarray, np.ndarray]:
        """The directions [width, n], and the means' own mean along them [n]."""
        topics = [place for place, label in enumerate(labels) if label != OUT_OF_SCOPE]
        means = np.stack([standardised[slice(*self._starts[place : place + 2])].mean(axis=0) for place in topics])
        of_topics = np.isin(targets, topics)
        within = standardised[of_topics] - means[np.searchsorted(topics, targets[of_topics])]
        covariance = within.T @ within / len(within)
        width, spread = len(covariance), float(np.trace(covariance)) / len(covariance)
        covariance *= 1 - SHRINKAGE
        covariance[np.arange(width), np.arange(width)] += SHRINKAGE * spread + SMALLEST
        root = cholesky(covariance, lower=True, check_finite=False)
        whitened = solve_triangular(root, (means - means.mean(axis=0)).T, lower=True, check_finite=False)
        turn, _, _ = np.linalg.svd(whitened, full_matrices=False)
        kept = turn[:, : min(DIRECTIONS, len(topics) - 1)]
        directions = solve_triangular(root, kept, lower=True, trans="T", check_finite=False).astype(np.float32)
        return directions, means.mean(axis=0) @ directions

    def _turned(self, standardised: np.ndarray) -> np.ndarray:
        return _units(standardised @ self._directions - self._centre)

    def likeness(self, standardised: np.ndarray) -> np.ndarray:
        """The discriminant likeness to the nearest question of each label [texts, labels]."""
        return np.maximum.reduceat(self._turned(standardised) @ self._discriminated.T, self._starts[:-1], axis=1)

    def plain_likeness(self, dense: np.ndarray, places: np.ndarray) -> np.ndarray:
        """The plain likeness [texts] to the nearest question of one label each, given by its place [texts]."""
        asked = _units(dense[:, -HIDDEN:])
        ranges = [slice(*self._starts[place : place + 2]) for place in places]
        found = [(self._plain[rows] @ one).max() for rows, one in zip(ranges, asked, strict=True)]
        return np.array(found, np.float32)


def _units(vectors: np.ndarray) -> np.ndarray:
    """The rows at length 1."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), SMALLEST)
