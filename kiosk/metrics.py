"""What a host may count: people, refusals, restarts and how fast keys are answered.

Nothing here tells what anyone answered, where it led, or where they came from.
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


class Metrics:
    """The figures of one kiosk, in Prometheus' own form."""

    def __init__(self) -> None:
        """Start at nothing."""
        self._all = CollectorRegistry()
        name = "evenground_"
        self.people = Gauge(f"{name}people", "People connected now", registry=self._all)
        self.admitted = Counter(f"{name}admitted", "People let in", registry=self._all)
        self.refused = Counter(
            f"{name}refused", "Connections turned away", ["reason"], registry=self._all
        )
        self.restarts = Counter(
            f"{name}worker_restarts", "Workers that broke or hung", registry=self._all
        )
        self.latency = Histogram(
            f"{name}key_seconds", "From a key to what it shows", registry=self._all,
            buckets=BUCKETS,
        )  # fmt: skip

    def text(self) -> bytes:
        """Say all figures."""
        return generate_latest(self._all)
