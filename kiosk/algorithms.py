"""How connections are kept: strong algorithms that clients of the last ten years have.

Chosen so that ssh-audit finds no failure; its one warning left, that curve25519 could be broken by
quantum computers, is kept so that clients without post-quantum keys can come.
"""

from __future__ import annotations

from typing import Any

# A client's own order decides which of these is taken. Ours matters to Dropbear alone, which sends
# its first key exchange before it has seen this list, and which RFC 4253 lets do so only where both
# lists begin with the same name. It also knows no sealing MAC, and so needs the last cipher.
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
    "backlog": 200,
}
