"""How long a kiosk waits for the next key, and what it does when none comes."""

from __future__ import annotations

from dataclasses import dataclass

LEAST = 300.0
"""Numbers to call are copied down from an outcome, so no host can make it go away sooner."""


@dataclass(frozen=True, slots=True)
class Idle:
    """Seconds without a key, chosen by the host, and what follows: `welcome` or `leave`."""

    after: float = 180.0
    outcome: float = 600.0
    warning: float = 60.0
    then: str = "welcome"

    def __post_init__(self) -> None:
        """Hold an outcome for as long as it must stand, whatever was given."""
        object.__setattr__(self, "outcome", max(self.outcome, LEAST))

    @property
    def leaves(self) -> bool:
        """Say whether the visit ends, rather than begin anew for the next person."""
        return self.then == "leave"

    def limit(self, *, outcome: bool) -> float:
        """Say after how many seconds without a key to warn."""
        return self.outcome if outcome else self.after
