"""The cipher that OpenSSH prefers, chacha20-poly1305, with its two contexts made once.

asyncssh makes three new ones for each packet, which costs three times as much as what they do.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20
from cryptography.hazmat.primitives.poly1305 import Poly1305

from kiosk.front.ssh import encryption

NAME, OF_ASYNCSSH = b"chacha20-poly1305@openssh.com", "chacha20-poly1305"

HALF = 32
"""Bytes of each of the two keys, and of the one that signs a packet."""

COUNTER, BLOCK = bytes(8), bytes(64)
"""Where a stream begins, and its first block, of which the key that signs is a part."""


class Stream:
    """The bytes of one key, for one packet after the other."""

    def __init__(self, key: bytes) -> None:
        """Start before the first packet."""
        self._context = Cipher(ChaCha20(key, COUNTER + COUNTER), mode=None).encryptor()
        self.mix = self._context.update

    def begin(self, nonce: bytes) -> None:
        """Go to the first byte for the packet of this number."""
        self._context.reset_nonce(COUNTER + nonce)

    def signer(self, nonce: bytes) -> bytes:
        """Return the key that signs this packet, and go to where the packet itself begins."""
        self.begin(nonce)
        return self.mix(BLOCK)[:HALF]


class QuickChacha(encryption.ChachaEncryption):
    """Encrypts and signs as asyncssh does, bit by bit; nothing is decrypted before its tag fits."""

    def __init__(self, key: bytes) -> None:
        """Keep a stream for lengths, and one for all else."""
        self._body, self._lengths = Stream(key[:HALF]), Stream(key[HALF:])

    @classmethod
    def new(  # noqa: PLR0913, PLR0917 - as asyncssh calls it
        cls, cipher_name: str, key: bytes, iv: bytes, mac_alg: bytes = b"",
        mac_key: bytes = b"", etm: bool = False,
    ) -> QuickChacha:  # fmt: skip
        """Return one for these keys."""
        return cls(key)

    def encrypt_packet(self, seq: int, header: bytes, packet: bytes) -> tuple[bytes, bytes]:
        """Return a packet encrypted, and its tag."""
        nonce = seq.to_bytes(8)
        signer = self._body.signer(nonce)
        self._lengths.begin(nonce)
        both = self._lengths.mix(header) + self._body.mix(packet)
        return both, Poly1305.generate_tag(signer, both)

    def decrypt_header(self, seq: int, first_block: bytes, header_len: int) -> tuple[bytes, bytes]:
        """Return the beginning of a packet, and how long it says that it is."""
        self._lengths.begin(seq.to_bytes(8))
        return first_block, self._lengths.mix(first_block[:header_len])

    def decrypt_packet(
        self, seq: int, first: bytes, rest: bytes, header_len: int, mac: bytes
    ) -> bytes | None:
        """Return a packet; None if its tag does not fit."""
        signer = self._body.signer(seq.to_bytes(8))
        try:
            Poly1305.verify_tag(signer, first + rest, mac)
        except InvalidSignature:
            return None
        return self._body.mix(first[header_len:] + rest)


def take_over() -> None:
    """Have all connections that begin from now on use this one."""
    encryption.register_encryption_alg(NAME, QuickChacha, OF_ASYNCSSH, True)
