"""What is counted, for Prometheus."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

TURNS = Counter("detente_turns", "Messages handled, by how they ended", ["channel", "outcome"])
SECONDS = Histogram(
    "detente_turn_seconds",
    "From message to answer",
    ["channel"],
    buckets=(0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
)
RATINGS = Counter("detente_ratings", "Ratings of answers", ["channel", "rating"])
