"""A page for balancers and Prometheus, on loopback alone: /health and /metrics."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

LOOPBACK = "127.0.0.1"
PATIENCE = 5.0
MOST = 4096
Page = Callable[[], tuple[int, bytes]]
"""Says a status and a text."""

HEAD = "HTTP/1.1 {status}\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: {n}\r\n"
STATUS = {200: "200 OK", 404: "404 Not Found", 503: "503 Service Unavailable"}


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
    head = HEAD.format(status=STATUS[status], n=len(text)) + "Connection: close\r\n\r\n"
    return head.encode() + (b"" if words[:1] == [b"HEAD"] else text)
