"""Real SSH clients, each as a person would start it, and how they are told to trust a kiosk."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import asyncssh
import pytest

from tests.support.kiosk_host import LOOPBACK

USER = f"check@{LOOPBACK}"


class Way(Protocol):
    """Where people come in: a kiosk, or what stands before it."""

    key: Path
    port: int


def known_hosts(kiosk: Way) -> Path:
    """Write down the key of this kiosk, as a client's own machine does."""
    file = kiosk.key.with_name(f"known-{kiosk.port}")
    public = asyncssh.read_private_key(kiosk.key).export_public_key().decode()
    file.write_text(f"[{LOOPBACK}]:{kiosk.port} {public}")
    return file


def openssh(kiosk: Way, *flags: str) -> list[str]:
    """OpenSSH, with no settings but these."""
    needs("ssh")
    known = ("-o", f"UserKnownHostsFile={known_hosts(kiosk)}", "-o", "StrictHostKeyChecking=yes")
    return [
        "ssh",
        "-F",
        "none",
        "-o",
        "LogLevel=ERROR",
        *known,
        "-p",
        str(kiosk.port),
        *flags,
        USER,
    ]


def plink(kiosk: Way) -> list[str]:
    """PuTTY's client for terminals; it waits for Return before it opens the session."""
    needs("plink")
    mark = asyncssh.read_private_key(kiosk.key).get_fingerprint()
    home = f"HOME={kiosk.key.parent}"
    return ["env", home, "plink", "-ssh", "-P", str(kiosk.port), "-hostkey", mark, USER]


def dropbear(kiosk: Way) -> list[str]:
    """Dropbear's client, which small routers and phones have."""
    needs("dbclient")
    return ["dbclient", "-p", str(kiosk.port), "-y", "-y", USER]


def library(name: str) -> Callable[[Way], list[str]]:
    """Find how to start a client made of a library."""

    def start(kiosk: Way) -> list[str]:
        if find_spec(name) is None:
            pytest.skip(f"{name} is not installed")
        return [sys.executable, "-m", "tests.support.ssh_bridges", name, str(kiosk.port)]

    return start


def needs(name: str) -> None:
    """Skip where this program is not installed."""
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")


CLIENTS: dict[str, Callable[[Way], list[str]]] = {
    "openssh": openssh,
    "plink": plink,
    "dropbear": dropbear,
    "paramiko": library("paramiko"),
    "asyncssh": library("asyncssh"),
}
