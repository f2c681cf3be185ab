"""What a preview is asked for: a place of a pack, and how it is to be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from screens.setting import Setting
from tree.walk import Answer

WELCOME, CARD, LOOK_OVER = "welcome", "card", "look-over"
SCREENS = (WELCOME, CARD, LOOK_OVER)
"""Places besides the questions and outcomes of a pack; a question of that name comes first."""


@dataclass(frozen=True, slots=True)
class PreviewRequest:
    """One place of a pack, in one language and at one size in cells.

    Args:
        place: a question, an outcome, or one of SCREENS; empty text for where a walk ends.
        language: two letters, or empty text for that of the pack.
        answers: the walk that leads there; None for the shortest one.
        life: the name of a life of the pack: the walk is the shortest of that life.
        country: whose numbers are shown, as two letters.
        theme: dark, light, or terminal for its own colours.
        keys: what is pressed there, as Textual names keys.
        plain: whether it is said as line mode says it, and not painted.
        every: whether all screens of the place are painted, and not only the first.
    """

    place: str
    language: str = ""
    size: tuple[int, int] = (80, 24)
    answers: tuple[Answer, ...] | None = None
    life: str = ""
    country: str = ""
    theme: str = "dark"
    few_colours: bool = False
    keys: tuple[str, ...] = ()
    every: bool = False
    plain: bool = False

    @property
    def setting(self) -> Setting:
        """The setting of a visit that looks like this."""
        return Setting(
            country=self.country, term="xterm-256color",
            theme=self.theme, few_colours=self.few_colours,
        )  # fmt: skip

    def data(self) -> dict[str, Any]:
        """Return the request as plain data."""
        return asdict(self)


def request_of(data: Mapping[str, Any]) -> PreviewRequest:
    """Return the request that was written as plain data."""
    given = data["answers"]
    return replace(
        PreviewRequest(**data),
        size=tuple(data["size"]),
        keys=tuple(data["keys"]),
        answers=None if given is None else answers_of(given),
    )


def answers_of(data: list[dict[str, Any]]) -> tuple[Answer, ...]:
    """Return the answers that were written as plain data."""
    return tuple(Answer(one["question"], tuple(one["options"])) for one in data)
