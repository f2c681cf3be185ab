"""The documented sshd, real, on loopback: what a test changes of it, and how to come to it."""

from __future__ import annotations

import getpass
import grp
import os
import shlex
import shutil
import socketserver
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.terminal import DEADLINE, ROOT

CONFIG = ROOT / "docs" / "kiosk" / "sshd_config"
GUEST = CONFIG.with_name("guest")
PROGRAM = '"$here/.venv/bin/python" "$here/evenground.py"'
SSHD = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
APART = Path("/run/sshd")
"""Where sshd, started by root, shuts away what speaks with strangers; made when it is started."""


@dataclass(frozen=True)
class Place:
    """A kiosk on loopback: how to come to it, and what its sshd has noted."""

    client: tuple[str, ...]
    noted: Path

    def ssh(self, *more: str) -> list[str]:
        """Say how to connect; what follows the host is asked for there."""
        return ["ssh", *self.client, *more, "127.0.0.1"]


def gives_terminals() -> bool:
    """Say whether an sshd of this user can give out terminals: others than root may not own one."""
    master, slave = os.openpty()
    group = os.fstat(slave).st_gid
    os.close(master)
    os.close(slave)
    ttys = [g.gr_gid for g in grp.getgrall() if g.gr_name == "tty"]
    return os.geteuid() == 0 or group in (ttys or [group])


@contextmanager
def opened(folder: Path, start: Sequence[str]) -> Iterator[Place]:
    """Listen, and hand each connection to an sshd of its own."""
    for name in ("host", "guest"):
        made = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(made, check=True)
    if os.geteuid() == 0:
        APART.mkdir(mode=0o755, exist_ok=True)
    _prepare(start)
    noted = folder / "noted"
    argv = [str(SSHD), "-i", "-e", "-f", str(CONFIG), *changes(folder, *start)]

    class Door(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            with noted.open("ab") as log:
                subprocess.run(
                    argv, check=False, stdin=self.request, stdout=self.request, stderr=log
                )

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Door) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Place(tuple(client(folder, server.server_address[1])), noted)
        server.shutdown()


def _prepare(start: Sequence[str]) -> None:
    """Start once in each language without a guest's limits, which leave no room to prove a pack."""
    for locale in ("C", "es_MX.UTF-8"):
        env = os.environ | {"LC_ALL": locale}
        none = subprocess.DEVNULL
        subprocess.run(start, check=False, stdin=none, stdout=none, cwd=ROOT, env=env)


def changes(folder: Path, python: str, front: str, *flags: str) -> list[str]:
    """Say what differs from the documented sshd: whose key opens it, and what is started."""
    guest, shell = folder / "guest-shell", GUEST.read_text("utf-8")
    assert shell.count(PROGRAM) == 1
    guest.write_text(shell.replace(PROGRAM, shlex.join([python, str(ROOT / front), *flags])))
    guest.chmod(0o755)
    values = {
        "HostKey": folder / "host",
        "ForceCommand": f"exec {guest}",
        "AllowUsers": getpass.getuser(),
        "AuthenticationMethods": "publickey",
        "PubkeyAuthentication": "yes",
        "AuthorizedKeysFile": folder / "guest.pub",
        "PermitRootLogin": "yes",
        "StrictModes": "no",
    }
    return [word for name, value in values.items() for word in ("-o", f"{name}={value}")]


def documented(name: str) -> str:
    """Read a value out of the documented file."""
    lines = (line.partition(" ") for line in CONFIG.read_text("utf-8").splitlines())
    (found,) = (value for key, _, value in lines if key == name)
    return found


def client(folder: Path, port: int) -> Iterator[str]:
    """Say how the client is started: it knows the host, and reads no file of its user."""
    known = folder / "known"
    kind, key, *_ = (folder / "host.pub").read_text().split()
    known.write_text(f"[127.0.0.1]:{port} {kind} {key}\n")
    yield from ("-q", "-F", "none", "-p", str(port), "-i", str(folder / "guest"))
    for option in (
        f"UserKnownHostsFile={known}",
        "StrictHostKeyChecking=yes",
        "IdentitiesOnly=yes",
        "BatchMode=yes",
        f"User={getpass.getuser()}",
    ):
        yield from ("-o", option)


def asked(argv: Sequence[str], typed: str = "") -> subprocess.CompletedProcess[str]:
    """Connect without a terminal, type, and end the input."""
    return subprocess.run(
        argv, check=False, input=typed, capture_output=True, text=True, timeout=DEADLINE
    )
