"""The kiosk's own key: made once, kept by the host, read by nobody else."""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.ssh import asyncssh
from tree.fault import UnusableError

OTHERS, GROUP_READS = 0o077, 0o040
RSA, LEAST = "ssh-rsa", 256
"""A key for RSA must be at least as long, in bytes: 2048 bits, which all clients of today take."""


def read_key(path: Path) -> asyncssh.SSHKey:
    """Read the key; raises UnusableError where it is missing, open to others, or no such key."""
    try:
        if path.is_file() and path.stat().st_mode & _closed(path):
            raise UnusableError("host-key-open", name=str(path))
        return _useful(asyncssh.read_private_key(path), path)
    except FileNotFoundError as error:
        raise UnusableError("no-host-key", name=str(path)) from error
    except (OSError, asyncssh.KeyImportError, ValueError) as error:
        raise UnusableError("bad-host-key", name=str(path)) from error


def _useful(key: asyncssh.SSHKey, path: Path) -> asyncssh.SSHKey:
    """Pass on a key that clients take; raises UnusableError for another one."""
    name = key.get_algorithm()
    weak = name == RSA and key.public_data and len(key.public_data) < LEAST
    if weak or (name not in (RSA, "ssh-ed25519") and not name.startswith("ecdsa-sha2-nistp")):
        raise UnusableError("useless-host-key", name=str(path))
    return key


def _closed(path: Path) -> int:
    """Say which rights others must not have; systemd's grant to one user looks like a group's."""
    given = os.environ.get("CREDENTIALS_DIRECTORY")
    return OTHERS & ~GROUP_READS if given and path.parent == Path(given) else OTHERS


def make_key(path: Path) -> asyncssh.SSHKey:
    """Make a new key that only its owner may read; raises UnusableError, and replaces nothing."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(fd, "wb") as file:
            file.write(key.export_private_key())
    except FileExistsError as error:
        raise UnusableError("host-key-there", name=str(path)) from error
    except OSError as error:
        raise UnusableError("unwritable", name=str(path)) from error
    return key
