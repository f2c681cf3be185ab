"""A page for balancers and Prometheus, on loopback alone: /health and /metrics."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from http import HTTPStatus

LOOPBACK = "127.0.0.1"
PATIENCE = 5.0
MOST = 4096
Page = Callable[[], tuple[int, bytes]]
"""Says a status and a text."""

HEAD = (
    b"HTTP/1.1 %d %s\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: %d\r\n"
    b"Connection: close\r\n\r\n"
)


async def listen(port: int, pages: dict[str, Page]) -> asyncio.Server:
    """Answer requests for these pages; raises OSError where the port is taken."""

    async def answer(read: asyncio.StreamReader, write: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                request = await read.readuntil(b"\r\n\r\n")
                write.write(_reply(request, pages))
                await write.drain()
        except (TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError):
            pass
        finally:
            write.close()

    return await asyncio.start_server(answer, LOOPBACK, port, limit=MOST)


def _reply(request: bytes, pages: dict[str, Page]) -> bytes:
    words = request.split(maxsplit=2)
    page = pages.get(words[1].decode("ascii", "replace")) if len(words) > 1 else None
    status, text = page() if page else (404, b"")
    head = HEAD % (status, HTTPStatus(status).phrase.encode(), len(text))
    return head if words[:1] == [b"HEAD"] else head + text
