"""What a host may count: people, refusals, restarts and how fast keys are answered.

Nothing here tells what anyone answered, where it led, or where they came from.
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from screens.words import Words

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


class Metrics:
    """The figures of one kiosk, in Prometheus' own form."""

    def __init__(self, words: Words) -> None:
        """Start at nothing; the words say what each figure means."""
        self._all = CollectorRegistry()
        name = "evenground_"
        self.people = Gauge(f"{name}people", words("metrics.people"), registry=self._all)
        self.arriving = Gauge(f"{name}arriving", words("metrics.arriving"), registry=self._all)
        self.admitted = Counter(f"{name}admitted", words("metrics.admitted"), registry=self._all)
        self.refused = Counter(
            f"{name}refused", words("metrics.refused"), ["reason"], registry=self._all
        )
        self.restarts = Counter(
            f"{name}worker_restarts", words("metrics.restarts"), registry=self._all
        )
        self.walls = Gauge(f"{name}worker_walls", words("metrics.walls"), registry=self._all)
        self.latency = Histogram(
            f"{name}key_seconds", words("metrics.latency"), registry=self._all,
            buckets=BUCKETS,
        )  # fmt: skip

    def text(self) -> bytes:
        """Say all figures."""
        return generate_latest(self._all)
