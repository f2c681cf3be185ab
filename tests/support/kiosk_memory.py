"""What the memory of a kiosk's processes holds: read byte by byte, as a thief would."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from tests.support.kiosk_host import Kiosk


def memory(pid: int) -> bytes:
    """Read all that a process can write to."""
    held = bytearray()
    with open(f"/proc/{pid}/mem", "rb", 0) as file:
        for area in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines():
            if found := re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", area):
                start, end = (int(part, 16) for part in found.groups())
                with suppress(OSError):  # an area that only the kernel reads
                    file.seek(start)
                    held += file.read(end - start)
    return bytes(held)


def found(kiosk: Kiosk, *marks: str) -> dict[str, list[int]]:
    """Count each mark in each process of a kiosk."""
    held = [memory(pid) for pid in kiosk.all]
    return {mark: [one.count(mark.encode()) for one in held] for mark in marks}
