"""A fault in what authors wrote: a code, where it stands, and the values for its sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

UNKNOWN = "\ufffd"
"""What stands for a sign that is not shown."""


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file of a pack; lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a pack. The sentence for its code lives in content/."""

    code: str
    where: Where
    values: dict[str, str] = field(default_factory=dict)


def shown(name: str) -> str:
    """Make a name fit to be shown in one line: whatever steers a terminal or shows nothing is out.

    Names of files and words of a call may hold any sign, from anybody.
    """
    line = " ".join(name.splitlines())
    return "".join(s if s.isprintable() else " " if s.isspace() else UNKNOWN for s in line)


class FaultyPackError(Exception):
    """A pack, or a table of helplines, cannot be used as it is: all its faults at once."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep the faults, in the order of their files and lines."""
        super().__init__(len(faults))
        self.faults = tuple(sorted(faults, key=lambda fault: fault.where))


class FaultyFileError(FaultyPackError):
    """A file that a call names, such as one of answers, cannot be used as it is."""


class UnusableError(Exception):
    """A call that cannot be served: the code of its sentence and the values to fill in."""

    def __init__(self, code: str, **values: str) -> None:
        """Keep the code and the values."""
        super().__init__(code)
        self.code = code
        self.values = values
