"""The idle setting of a kiosk: timeouts in seconds, and what follows them."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

from screens.flags import Flags
from tree.fault import UnusableError

LEAST = 300.0
"""Least seconds that an outcome stays: people copy numbers from it, so hosts cannot go lower."""

DAY = 86_400.0
BOUNDS = {"after": (10.0, DAY), "outcome": (LEAST, DAY), "warning": (20.0, 3600.0)}
"""Least and most seconds that a host may set; WCAG asks for 20 s to answer a warning."""

WELCOME, LEAVE = "welcome", "leave"
FLAGS = ("--idle-after", "--idle-outcome", "--idle-warning", "--idle-then")


@dataclass(frozen=True, slots=True, repr=False)
class Idle:
    """Timeouts in seconds, set by the host; `then` is `welcome` or `leave`."""

    after: float = 180.0
    outcome: float = 600.0
    warning: float = 60.0
    then: str = WELCOME

    def __post_init__(self) -> None:
        """Raise the timeout of an outcome to `LEAST`."""
        object.__setattr__(self, "outcome", max(self.outcome, LEAST))

    @property
    def leaves(self) -> bool:
        """Whether the program ends when idle, rather than restart for the next person."""
        return self.then == LEAVE

    def limit(self, *, outcome: bool) -> float:
        """Return after how many seconds without a key to warn."""
        return self.outcome if outcome else self.after


def read_idle(flags: Flags, *, terminal: bool) -> Idle:
    """Parse the idle flags; raises UnusableError.

    `welcome` is refused where the window cannot be cleared for the next person.
    """
    seconds = {name: _seconds(flags, name) for name in BOUNDS if f"--idle-{name}" in flags}
    then = flags.get("--idle-then") or WELCOME
    if then not in (WELCOME, LEAVE):
        raise UnusableError("idle-then", name=then)
    return Idle(**seconds, then=then if terminal else LEAVE)


def _seconds(flags: Flags, name: str) -> float:
    """Parse a number of seconds and check it against `BOUNDS`; raises UnusableError."""
    flag, (least, most) = f"--idle-{name}", BOUNDS[name]
    try:
        seconds = float(flags.get(flag))
    except ValueError:
        seconds = nan
    if not least <= seconds <= most:
        raise UnusableError("idle-seconds", name=flag, least=f"{least:.0f}", most=f"{most:.0f}")
    return seconds
