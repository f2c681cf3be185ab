"""Descriptors of this process: all that the host allows, and for how many people they do."""

from __future__ import annotations

import resource

EACH = 4
"""A connection, a link, and a worker's handle and orders: so many go with one person."""

OWN = 64
"""So many are for the kiosk itself, and for those who are being turned away."""


def take_all() -> None:
    """Have as many as the host allows."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def room() -> int:
    """Say for how many people there are enough: whoever comes after them would only wait."""
    return max(1, (resource.getrlimit(resource.RLIMIT_NOFILE)[0] - OWN) // EACH)
