"""What a service manager such as systemd is told, by the protocol of sd_notify(3)."""

from __future__ import annotations

import socket
import time
from collections.abc import MutableMapping
from contextlib import suppress

VARIABLE = "NOTIFY_SOCKET"

PATIENCE = 1.0
"""Seconds that a manager which does not read may hold the kiosk up."""


class Notifier:
    """Tells the manager that started the kiosk what state it is in; no manager, no word."""

    def __init__(self, environment: MutableMapping[str, str]) -> None:
        """Take the manager's address out of the environment, and connect while that is allowed."""
        self._manager = _connected(environment.pop(VARIABLE, ""))

    def ready(self) -> None:
        """Tell that the kiosk is open, or that a reload is over."""
        self._tell("READY=1")

    def reloading(self) -> None:
        """Tell that a reload begins, and when: `Type=notify-reload` asks for that."""
        self._tell(f"RELOADING=1\nMONOTONIC_USEC={time.monotonic_ns() // 1000}")

    def stopping(self) -> None:
        """Tell that nobody new is let in; it is the last word."""
        self._tell("STOPPING=1")
        if self._manager:
            self._manager.close()
            self._manager = None

    def _tell(self, what: str) -> None:
        if self._manager:
            with suppress(OSError):
                self._manager.send(what.encode())


def _connected(address: str) -> socket.socket | None:
    """Return a socket to an absolute path or an abstract name; None where nobody listens."""
    if address[:1] not in {"/", "@"}:
        return None
    manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    manager.settimeout(PATIENCE)
    try:
        manager.connect("\0" + address[1:] if address[0] == "@" else address)
    except OSError:
        manager.close()
        return None
    return manager
