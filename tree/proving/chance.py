"""Chance for many random walks at once, one bit of a number a walk."""

from __future__ import annotations

from random import Random

DIGITS = 7
"""Binary digits of a share."""


def some(dice: Random, share: float, walks: int) -> int:
    """Return a number of so many bits, of which about this share is set."""
    word = 0
    for digit in range(DIGITS):
        bits = dice.getrandbits(walks)
        word = word | bits if int(share * (1 << DIGITS)) >> digit & 1 else word & bits
    return (1 << walks) - 1 if share >= 1 else word
