"""Where a person stands in line mode: what was said there, and what can be opened beside it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field

Speech = Callable[[], Iterable[str]]
"""Says lines, afresh each time: the country may have changed."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with a prompt.

    Args:
        prompt: key of the prompt.
        full: all that is said here.
        short: what is said again after something beside it was opened.
        opens: what its own letters open beside it.
        own: letters that mean something else here than at other prompts.
        local: whether what is said depends on the country.
    """

    prompt: str
    full: Speech
    short: Speech
    opens: Mapping[str, Speech] = field(default_factory=dict)
    own: Container[str] = ()
    local: bool = False
