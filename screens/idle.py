"""How long a kiosk waits for the next key, and what it does when none comes."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

from screens.flags import Flags
from tree.fault import UnusableError

LEAST = 300.0
"""Numbers to call are copied down from an outcome, so no host can make it go away sooner."""

DAY = 86_400.0
BOUNDS = {"after": (10.0, DAY), "outcome": (LEAST, DAY), "warning": (5.0, 3600.0)}
"""The least and the most seconds that a host may choose."""

WELCOME, LEAVE = "welcome", "leave"
FLAGS = ("--idle-after", "--idle-outcome", "--idle-warning", "--idle-then")


@dataclass(frozen=True, slots=True)
class Idle:
    """Seconds without a key, chosen by the host, and what follows: `welcome` or `leave`."""

    after: float = 180.0
    outcome: float = 600.0
    warning: float = 60.0
    then: str = WELCOME

    def __post_init__(self) -> None:
        """Hold an outcome for as long as it must stand, whatever was given."""
        object.__setattr__(self, "outcome", max(self.outcome, LEAST))

    @property
    def leaves(self) -> bool:
        """Say whether the visit ends, rather than begin anew for the next person."""
        return self.then == LEAVE

    def limit(self, *, outcome: bool) -> float:
        """Say after how many seconds without a key to warn."""
        return self.outcome if outcome else self.after


def read_idle(flags: Flags, *, terminal: bool) -> Idle:
    """Read what the host chose; begin anew only where the window can be cleared for the next one.

    Raises UnusableError.
    """
    seconds = {name: _seconds(flags, name) for name in BOUNDS if f"--idle-{name}" in flags}
    then = flags.get("--idle-then") or WELCOME
    if then not in (WELCOME, LEAVE):
        raise UnusableError("idle-then", name=then)
    return Idle(**seconds, then=then if terminal else LEAVE)


def _seconds(flags: Flags, name: str) -> float:
    """Read a number of seconds, within the bounds of a kiosk's own settings."""
    flag, (least, most) = f"--idle-{name}", BOUNDS[name]
    try:
        seconds = float(flags.get(flag))
    except ValueError:
        seconds = nan
    if not least <= seconds <= most:
        raise UnusableError("idle-seconds", name=flag, least=f"{least:.0f}", most=f"{most:.0f}")
    return seconds
