"""asyncssh, the algorithms and options that connections have, and the kiosk's host key.

asyncssh is imported without its search for system libraries and for a home directory. The search
starts a compiler, writes a file, and fails on a full disk; a user made by systemd has no home.
"""

from __future__ import annotations

import ctypes.util
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tree.fault import UnusableError, not_read, not_written, refuse_no_plain_file


def _nothing(name: str) -> None:
    """Find no library, when asyncssh looks for liboqs and nettle."""


if not os.environ.get("HOME"):
    os.environ["HOME"] = os.sep
find, ctypes.util.find_library = ctypes.util.find_library, _nothing
try:
    import asyncssh
finally:
    ctypes.util.find_library = find

__all__ = ["HARDENED", "OFF", "asyncssh", "make_key", "read_key"]

# Chosen so that ssh-audit finds no failure. Its one warning left, that a quantum computer could
# break curve25519, is kept so that clients without post-quantum key exchange can come.
# A client's own order decides which of these is taken. Ours matters to Dropbear alone, which sends
# its first key exchange before it has seen this list, and which RFC 4253 lets do so only where both
# lists begin with the same name. It also has no etm MAC, and so needs the last cipher.
HARDENED: dict[str, Any] = {
    "kex_algs": ["curve25519-sha256", "mlkem768x25519-sha256", "curve25519-sha256@libssh.org"],
    "encryption_algs": [
        "aes256-gcm@openssh.com",
        "aes128-gcm@openssh.com",
        "aes256-ctr",
        "chacha20-poly1305@openssh.com",
    ],
    "mac_algs": ["hmac-sha2-512-etm@openssh.com", "hmac-sha2-256-etm@openssh.com"],
    "compression_algs": ["none"],
    "server_version": "kiosk",
}

ACCEPTED, LISTENED = 2, 200
"""Connections accepted in one turn of the event loop, and those that may wait in the kernel."""

OFF: dict[str, Any] = {
    "public_key_auth": False,
    "password_auth": False,
    "kbdint_auth": False,
    "host_based_auth": False,
    "gss_host": None,
    "agent_forwarding": False,
    "x11_forwarding": False,
    "allow_scp": False,
    "line_editor": False,
    "encoding": None,
    "config": None,
    "keepalive_interval": 15,
    "keepalive_count_max": 2,
    "backlog": ACCEPTED,
}
"""Features that are switched off, and seconds between keepalives."""

OTHERS, GROUP_READS = 0o077, 0o040

RSA, LEAST = "ssh-rsa", 256
"""Bytes of an RSA key, at least; that is 2048 bits, and clients take no shorter one."""


def read_key(path: Path) -> asyncssh.SSHKey:
    """Return the key; raises UnusableError if it is missing, open to others, or no such key."""
    try:
        if path.is_dir():
            raise UnusableError("host-key-folder", name=str(path))
        refuse_no_plain_file(path)
        if path.is_file() and path.stat().st_mode & _closed(path):
            raise UnusableError("host-key-open", name=str(path))
        return _useful(asyncssh.read_private_key(path), path)
    except FileNotFoundError as error:
        code = "host-key-not-handed" if _handed(path) else "no-host-key"
        raise UnusableError(code, name=str(path)) from error
    except OSError as error:
        raise _unread(path) from error
    except (asyncssh.KeyImportError, ValueError) as error:
        raise UnusableError("bad-host-key", name=_kept_at(path)) from error


def _unread(path: Path) -> UnusableError:
    """Return why a key that is there cannot be read: it is not lost, so no new one is needed."""
    error = not_read(str(path))
    code = "host-key-denied" if error.code == "file-denied" else error.code
    return UnusableError(code, **error.values)


def _useful(key: asyncssh.SSHKey, path: Path) -> asyncssh.SSHKey:
    """Return a key that clients accept; raises UnusableError for another one."""
    name = key.get_algorithm()
    weak = name == RSA and key.public_data and len(key.public_data) < LEAST
    if weak or (name not in (RSA, "ssh-ed25519") and not name.startswith("ecdsa-sha2-nistp")):
        raise UnusableError("useless-host-key", name=_kept_at(path))
    return key


def _closed(path: Path) -> int:
    """Return the rights that others must not have; systemd grants one user by a group's right."""
    return OTHERS & ~GROUP_READS if _handed(path) else OTHERS


def _handed(path: Path) -> bool:
    """Return whether systemd hands this file over, so that a host keeps it elsewhere."""
    given = os.environ.get("CREDENTIALS_DIRECTORY")
    return bool(given) and path.parent == Path(given or os.sep)


def _kept_at(path: Path) -> str:
    """Return where a host finds this key: what systemd hands over is only a copy of it."""
    return f"LoadCredential={path.name}" if _handed(path) else str(path)


def make_key(path: Path) -> asyncssh.SSHKey:
    """Return a new key that only its owner may read; raises UnusableError, and replaces nothing."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with _whole(path), os.fdopen(fd, "wb") as file:
            file.write(key.export_private_key())
    except FileExistsError as error:
        raise UnusableError("host-key-there", name=str(path)) from error
    except OSError as error:
        raise not_written(str(path), error) from error
    return key


@contextmanager
def _whole(path: Path) -> Iterator[None]:
    """Delete a new file that could not be written whole, as on a full disk."""
    try:
        yield
    except OSError:
        path.unlink()
        raise
