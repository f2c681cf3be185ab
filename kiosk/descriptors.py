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
    """Say how many there are for those who come: whoever had none would only wait."""
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0] - OWN


def arrivals(room: int) -> int:
    """Say how many may arrive at a time, with one each: as many again as may have a place."""
    return max(1, room // (EACH + 1))


def places(room: int) -> int:
    """Say for how many people with a place so many are enough."""
    return max(1, room // EACH)
