"""Figures for the host, and two pages that show them: /health and /metrics.

The figures are people, refusals, restarts and how fast keys are answered. None tells what anyone
answered, where it led, or where they came from.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from http import HTTPStatus

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)

from kiosk.front.admission import REASONS
from kiosk.front.input.throttle import ENDED, SLOWED
from kiosk.ports import NO_FAMILY
from kiosk.sandbox import PARTS
from screens.words import Words

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Bounds of the histogram of key times, in seconds."""

REQUEST_SECONDS = 5.0
"""Seconds in which a request must have come and been answered."""

MAX_REQUEST = 4096
"""Bytes of a request, at most."""

AT_ONCE = 32
"""Requests that wait at one time; one more ends the oldest, so silent ones take no descriptors."""

Endpoint = Callable[[], tuple[int, bytes]]
"""Returns a status and a text."""

HEAD = (
    b"HTTP/1.1 %d %s\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: %d\r\n"
    b"Connection: close\r\n\r\n"
)


class Metrics:
    """The figures of one kiosk, in Prometheus' format."""

    def __init__(self, words: Words) -> None:
        """Start at zero; the words say what each figure means."""
        disable_created_metrics()  # type: ignore[no-untyped-call]  # it has no types
        self._all = CollectorRegistry()
        name = "evenground_"
        self.people = Gauge(f"{name}people", words("metrics.people"), registry=self._all)
        self.arriving = Gauge(f"{name}arriving", words("metrics.arriving"), registry=self._all)
        self.admitted = Counter(f"{name}admitted", words("metrics.admitted"), registry=self._all)
        self.refused = Counter(
            f"{name}refused", words("metrics.refused"), ["reason"], registry=self._all
        )
        self.floods = Counter(f"{name}floods", words("metrics.floods"), ["end"], registry=self._all)
        self.restarts = Counter(
            f"{name}worker_restarts", words("metrics.restarts"), registry=self._all
        )
        self._walls = Gauge(
            f"{name}worker_walls", words("metrics.walls"), ["part"], registry=self._all
        )
        self.latency = Histogram(
            f"{name}key_seconds", words("metrics.latency"), registry=self._all,
            buckets=BUCKETS,
        )  # fmt: skip
        self._show_zeros()

    def _show_zeros(self) -> None:
        """Show each reason before it occurs: a line that is missing would say nothing."""
        for reason in REASONS:
            self.refused.labels(reason)
        for end in (SLOWED, ENDED):
            self.floods.labels(end)

    def count_walls(self, parts: int) -> None:
        """Note for each part of the wall around workers whether it stands."""
        for name, part in PARTS.items():
            self._walls.labels(name).set(bool(parts & part))

    def text(self) -> bytes:
        """Return all figures."""
        return generate_latest(self._all)


async def serve_pages(host: str, port: int, pages: dict[str, Endpoint]) -> asyncio.Server:
    """Answer requests for these pages; raises OSError if it cannot listen there."""
    waiting: dict[asyncio.StreamWriter, None] = {}

    async def answer(read: asyncio.StreamReader, write: asyncio.StreamWriter) -> None:
        _wait(waiting, write)
        try:
            async with asyncio.timeout(REQUEST_SECONDS):
                request = await read.readuntil(b"\r\n\r\n")
                write.write(_reply(request, pages))
                await write.drain()
        except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError):
            pass
        finally:
            waiting.pop(write, None)
            write.close()

    serving = await asyncio.start_server(answer, host, port, limit=MAX_REQUEST)
    if not serving.sockets:
        raise NO_FAMILY
    return serving


def _wait(waiting: dict[asyncio.StreamWriter, None], newest: asyncio.StreamWriter) -> None:
    """Note one more that waits, and end the oldest where these are too many."""
    waiting[newest] = None
    if len(waiting) > AT_ONCE:
        oldest = next(iter(waiting))
        del waiting[oldest]
        oldest.transport.abort()


def _reply(request: bytes, pages: dict[str, Endpoint]) -> bytes:
    words = request.split(maxsplit=2)
    page = pages.get(words[1].decode("ascii", "replace")) if len(words) > 1 else None
    status, text = page() if page else (404, b"")
    head = HEAD % (status, HTTPStatus(status).phrase.encode(), len(text))
    return head if words[:1] == [b"HEAD"] else head + text
