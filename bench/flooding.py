"""Flood a kiosk with one kind of SSH message, from some addresses, as fast as it can be sent.

`python bench/flooding.py KIND PORT ADDRESSES` connects, waits until each has a screen and has
pressed a key there, prints "ready", and begins at a line of input. So what it costs to come is no
part of a flood; the kind "visits" is that alone. It ends at the end of its input, and prints how
many messages were sent and how many connections were ended. Whoever is ended comes again.
"""

from __future__ import annotations

import asyncio
import os
import socket
import struct
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import asyncssh
from asyncssh.packet import Boolean, SSHPacket, String, UInt32

NICE = 19
"""Of the flood and of its session: who floods has a machine of their own, so their computing is not
to count, and Linux shares processors out among sessions first."""
IGNORE, UNIMPLEMENTED, DEBUG, GLOBAL, ADJUST, DATA, REQUEST, PING = 2, 3, 4, 80, 93, 94, 98, 192
ANSWERS = (20, 81, 82, 99, 100, 193)
WAITS, BATCH, PAUSE = 1 << 16, 64, 0.005
"""Bytes that wait to be sent before a pause, messages between two looks at them, its seconds."""

DRAWN, MARK = b"q leave", b" 2 "
"""What stands in the last line of a screen, and in its second one."""

SIZE = tuple(map(UInt32, (80, 24, 0, 0)))
CHANNEL: dict[str, tuple[int, tuple[bytes, ...]]] = {
    "data-1": (DATA, (String(b"x"),)),
    "data-0": (DATA, (String(b""),)),
    "adjust": (ADJUST, (UInt32(1),)),
    "window-change": (REQUEST, (String("window-change"), Boolean(False), *SIZE)),
    "signal": (REQUEST, (String("signal"), Boolean(False), String("INT"))),
    "request": (REQUEST, (String("nothing"), Boolean(True))),
}
WHOLE: dict[str, tuple[int, tuple[bytes, ...]]] = {
    "ignore": (IGNORE, (String(b"x"),)),
    "debug": (DEBUG, (Boolean(False), String(b"x"), String(b""))),
    "unimplemented": (UNIMPLEMENTED, (UInt32(1),)),
    "ping": (PING, (String(b"x"),)),
    "global": (GLOBAL, (String("nothing"), Boolean(False))),
    "global-reply": (GLOBAL, (String("nothing"), Boolean(True))),
}
BEFORE_KEYS = {f"{kind}-first": WHOLE[kind] for kind in ("ignore", "debug", "unimplemented")}
"""Kinds that are sent in clear, before any key exchange."""

KINDS = (*BEFORE_KEYS, *WHOLE, *CHANNEL, "half-open", "connects", "visits")


class Screen(asyncssh.SSHClientSession[bytes]):
    """What a client is shown, until it has pressed its first key."""

    def __init__(self) -> None:
        """Start with nothing shown."""
        self.seen, self.gone = b"", False

    def data_received(self, data: bytes, datatype: asyncssh.DataType) -> None:
        """Keep what may be the first screen."""
        self.seen += data if len(self.seen) < WAITS else b""

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that nothing more comes."""
        self.gone = True

    async def has(self, what: bytes) -> None:
        """Wait until this was shown."""
        while what not in self.seen:
            if self.gone:
                raise ConnectionError
            await asyncio.sleep(PAUSE)
        self.seen = b""


class Flood:
    """One kind of flood; counts what it did."""

    def __init__(self, kind: str, port: int) -> None:
        """Begin with nothing sent."""
        self.kind, self.port = kind, port
        self.did: Counter[str] = Counter()
        self.begins = asyncio.Event()

    async def run(self, address: str, ready: asyncio.Semaphore) -> None:
        """Connect, wait for the others, and flood; come again whenever it is ended."""
        while True:
            try:
                await self._once(address, ready)
            except (asyncssh.Error, OSError) as error:
                self.did[type(error).__name__] += 1
                await asyncio.sleep(0.1)

    async def _once(self, address: str, ready: asyncio.Semaphore) -> None:
        if self.kind in (*BEFORE_KEYS, "half-open", "connects"):
            await self._in_clear(address, ready)
        elif self.kind == "visits":
            ready.release()
            await self.begins.wait()
            async with self._session(address):
                self.did["sent"] += 1
                await asyncio.Event().wait()
        else:
            await self._inside(address, ready)
        self.did["ended"] += 1

    async def _in_clear(self, address: str, ready: asyncio.Semaphore) -> None:
        _, way = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(address, 0))
        ready.release()
        await self.begins.wait()
        way.write(b"SSH-2.0-x\r\n")
        try:
            if self.kind in BEFORE_KEYS:
                await self._pour_in_clear(way)
            self.did["sent"] += 1
            await asyncio.sleep(0 if self.kind == "connects" else 0.2)
        finally:
            way.transport.abort()

    async def _pour_in_clear(self, way: asyncio.StreamWriter) -> None:
        kind, what = BEFORE_KEYS[self.kind]
        body = bytes([kind]) + b"".join(what)
        padding = 4 + -(9 + len(body)) % 8
        packet = struct.pack("!IB", 1 + len(body) + padding, padding) + body + bytes(padding)
        while not way.transport.is_closing():
            way.write(packet * BATCH)
            self.did["sent"] += BATCH
            await way.drain()

    async def _inside(self, address: str, ready: asyncio.Semaphore) -> None:
        async with self._session(address) as (connection, number):
            ready.release()
            await self.begins.wait()
            kind, what = WHOLE.get(self.kind) or CHANNEL[self.kind]
            head = () if self.kind in WHOLE else (number,)
            while way := connection._transport:
                for _ in range(BATCH):
                    connection.send_packet(kind, *head, *what)
                self.did["sent"] += BATCH
                while way.get_write_buffer_size() > WAITS and connection._transport:
                    await asyncio.sleep(PAUSE)
                await asyncio.sleep(0)

    @asynccontextmanager
    async def _session(
        self, address: str
    ) -> AsyncIterator[tuple[asyncssh.SSHClientConnection, bytes]]:
        """Open a session in which a key was pressed, at a client that takes every answer."""
        connection = await asyncssh.connect(
            "127.0.0.1", self.port, local_addr=(address, 0), known_hosts=None, config=None,
            username="flood", client_keys=None,
        )  # fmt: skip
        taken = dict.fromkeys(ANSWERS, _swallow)
        connection._packet_handlers = {**asyncssh.SSHClientConnection._packet_handlers, **taken}
        try:
            screen = Screen()
            channel, _ = await connection.create_session(
                lambda: screen, term_type="xterm", encoding=None
            )
            await screen.has(DRAWN)
            channel.write(b"2")
            await screen.has(MARK)
            yield connection, UInt32(channel._send_chan or 0)
        finally:
            connection.abort()


def _swallow(_self: object, _kind: int, _number: int, packet: SSHPacket) -> None:
    packet.get_remaining_payload()


async def flood(kind: str, port: int, addresses: int) -> Counter[str]:
    """Flood from loopback addresses until the input ends; return what was done."""
    attack, ready = Flood(kind, port), asyncio.Semaphore(0)
    each = 20 if kind == "half-open" else 1
    froms = [f"127.0.1.{1 + n % addresses}" for n in range(addresses * each)]
    tasks = [asyncio.create_task(attack.run(one, ready)) for one in froms]
    for _ in froms:
        await ready.acquire()
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    attack.begins.set()
    await asyncio.to_thread(sys.stdin.readline)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return attack.did


if __name__ == "__main__":
    os.nice(NICE)
    with suppress(OSError):
        Path("/proc/self/autogroup").write_text(str(NICE))
    socket.setdefaulttimeout(60)
    print(dict(asyncio.run(flood(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))), flush=True)
