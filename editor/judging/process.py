"""The process that proves: it stays warm, reads each revision, and forks to prove it.

So a newer revision can take the place of a proof at any moment. What was read once is known to all
that is forked later. It never proves itself, so that no library has threads in it when it forks.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from select import select
from selectors import EVENT_READ, DefaultSelector
from typing import Any

from editor.judging.wire import data_of
from editor.judging.work import (
    Judging,
    KnownProof,
    ProofMaterial,
    begin,
    finish,
    outlook,
    standings_of,
)
from editor.preview.wire import LENGTH, change, frame
from editor.values import Judgement
from tree.checking.checked import Checked
from tree.checking.everything import spoken_words
from tree.pack.files import gather

JUDGE, OUTLOOK = "judge", "outlook"
SAYS, KNOWS = b"s", b"k"
"""What a fork sends: something for the desk, or a proof to keep."""
PIECE = 65_536
IN, OUT = 0, 1


@dataclass(slots=True)
class ForkedWork:
    """A forked process: its pipe, and what of it has been read and is no whole message yet."""

    pid: int
    pipe: int
    read: bytes = b""

    def messages(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield whole messages, each with its kind."""
        while len(self.read) > LENGTH:
            end = LENGTH + int.from_bytes(self.read[:LENGTH])
            if len(self.read) < end:
                return
            message, self.read = self.read[LENGTH:end], self.read[end:]
            yield message[:1], message[1:]

    def stop(self) -> None:
        """Stop the process at once."""
        os.kill(self.pid, signal.SIGKILL)
        self.ended()

    def ended(self) -> bool:
        """Wait for the end of the process; returns whether all went well."""
        status = os.waitpid(self.pid, 0)[1]
        os.close(self.pipe)
        return status == 0


class Forks:
    """The forked processes at work, one for each kind of request."""

    def __init__(self, material: ProofMaterial) -> None:
        """Start with nothing at work."""
        self.material = material
        self.files: dict[str, bytes] = {}
        self.saved: dict[str, bytes] = {}
        self.at_work: dict[str, ForkedWork] = {}
        self.asked: dict[str, int] = {}

    def take(self, request: dict[str, Any]) -> None:
        """Take over what has changed, and note what is asked, in place of what was before."""
        change(self.files, request["files"])
        change(self.saved, request["saved"])
        self.asked[request["ask"]] = request["revision"]

    def begin(self) -> None:
        """Begin what is asked, in place of what is at work in its kind."""
        while self.asked:
            kind, revision = self.asked.popitem()
            if kind in self.at_work:
                self.at_work.pop(kind).stop()
            if kind == JUDGE:
                self._judge(revision)
            else:
                self.at_work[kind] = _forked(partial(self._outlook, revision))

    def _judge(self, revision: int) -> None:
        """Read and check a revision, and let a fork prove it, which knows all that was read."""
        judging = begin(revision, self.files, self.material)
        self._settle(judging)
        quick = judging.quick()
        if not quick.proved:
            self.at_work[JUDGE] = _forked(partial(self._prove, judging))
        _say({"kind": JUDGE, "data": data_of(quick)})

    def _settle(self, judging: Judging) -> None:
        """Learn what else is read of every revision, the first time, and keep all of it."""
        if not gc.get_freeze_count():
            standings_of(judging.checked, self.material)
            gc.collect()
            gc.freeze()

    def _prove(self, judging: Judging, pipe: int) -> None:
        def tell(judged: Judgement) -> None:
            _send(pipe, SAYS, json.dumps(data_of(judged)).encode())

        judged, known = finish(judging, self.material, tell)
        tell(judged)
        _send(pipe, KNOWS, pickle.dumps(known))

    def _outlook(self, revision: int, pipe: int) -> None:
        found = outlook(revision, self.saved, self.files, self.material)
        _send(pipe, SAYS, json.dumps(data_of(found)).encode())

    def hear(self, kind: str) -> None:
        """Take what a fork has sent, and note its end; tells the desk if it failed."""
        work = self.at_work[kind]
        raw = os.read(work.pipe, PIECE)
        work.read += raw
        for what, message in work.messages():
            if what == KNOWS:
                known: KnownProof | None = pickle.loads(message)  # noqa: S301  (from our own fork)
                self.material = replace(self.material, known=known or self.material.known)
            else:
                _say({"kind": kind, "data": json.loads(message)})
        if not raw:
            del self.at_work[kind]
            if not work.ended():
                _say({"kind": kind, "data": None})


def _forked(work: Callable[[int], None]) -> ForkedWork:
    """Fork a process that does some work, and tells of it through a pipe."""
    read, write = os.pipe()
    pid = os.fork()
    if pid:
        os.close(write)
        return ForkedWork(pid, read)
    status = 1
    try:
        gc.disable()  # it lives too briefly to gain by it
        os.close(read)
        for held in (IN, OUT):  # so that the desk notices if the process that forks has ended
            os.close(held)
        work(write)
        status = 0
    finally:
        os._exit(status)


def _send(pipe: int, what: bytes, message: bytes) -> None:
    _write(pipe, (len(message) + 1).to_bytes(LENGTH) + what + message)


def _say(data: dict[str, Any]) -> None:
    _write(OUT, frame(data))


def _write(pipe: int, raw: bytes) -> None:
    while raw:
        raw = raw[os.write(pipe, raw) :]


def _take() -> dict[str, Any] | None:
    """Wait for a request and return it; None at the end."""
    head = _read(LENGTH)
    found: dict[str, Any] | None = json.loads(_read(int.from_bytes(head))) if head else None
    return found


def _read(n: int) -> bytes:
    """Read so many bytes, none if the desk is gone; nothing is read ahead."""
    raw = b""
    while len(raw) < n:
        piece = os.read(IN, n - len(raw))
        if not piece:
            return b""
        raw += piece
    return raw


def main() -> None:
    """Work until the desk is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    words, helplines = map(Path, sys.argv[1:3])
    spoken_words(Checked(None, None, ()), words)  # parsed once, for all forks
    forks = Forks(ProofMaterial(words, gather(helplines)))
    while _turn(forks):
        pass
    for work in forks.at_work.values():
        work.stop()


def _turn(forks: Forks) -> bool:
    """Wait until something comes, and take it; returns whether the desk is still there."""
    with DefaultSelector() as waiting:
        waiting.register(IN, EVENT_READ)
        for kind, work in forks.at_work.items():
            waiting.register(work.pipe, EVENT_READ, kind)
        ready = [key.data for key, _ in waiting.select()]
    for kind in filter(None, ready):
        forks.hear(kind)
    if None not in ready:
        return True
    while request := _take():
        forks.take(request)
        if not select([IN], [], [], 0)[0]:
            forks.begin()
            return True
    return False


if __name__ == "__main__":
    main()
