"""Run a program inside a real terminal, and let another process press its keys and see its output.

Started in the terminal as `terminal_relay.py SOCKET PROGRAM...`. Whatever the terminal answers goes
to the program. Waits for a first byte before it starts the program; when that has ended, what comes
from the socket goes to the terminal.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import socket
import sys
import termios
import time
import tty


def main(address: str, *argv: str) -> None:
    """Connect, wait, run the program, and stay until the socket is closed."""
    was = termios.tcgetattr(0)
    tty.setraw(0)
    other = socket.socket(socket.AF_UNIX)
    other.connect(address)
    other.recv(1)
    size = fcntl.ioctl(0, termios.TIOCGWINSZ, b"\0" * 8)
    child, inner = pty.fork()
    if not child:
        fcntl.ioctl(0, termios.TIOCSWINSZ, size)
        os.execvp(argv[0], argv)  # noqa: S606 - the caller's program
    took = 0.0
    while (waited := _passes(inner, other, took)) >= 0:
        took = waited
    os.waitpid(child, 0)
    termios.tcsetattr(0, termios.TCSANOW, was)
    other.sendall(f"\0{took * 1000:.1f}\n".encode())
    while said := other.recv(4096):
        os.write(1, said)


def _passes(inner: int, other: socket.socket, took: float) -> float:
    """Pass on what is there; return the seconds from the last key to the first output after it.

    Negative once the program has closed its terminal.
    """
    ready = select.select([inner, other, 0], [], [])[0]
    if other in ready:
        os.write(inner, other.recv(4096))
        began = time.perf_counter()
        select.select([inner], [], [])
        return time.perf_counter() - began
    if 0 in ready:
        os.write(inner, os.read(0, 4096))
    elif inner in ready:
        try:
            said = os.read(inner, 65536)
        except OSError:
            return -1.0
        os.write(1, said)
        other.sendall(said)
    return took


if __name__ == "__main__":
    main(*sys.argv[1:])
