"""Draw what the README shows: four screens side by side, and a short walk that moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.segment import Segment

from editor.preview.svg import ClassNames, DrawnLook, body, outer, paper, runs, style, svg
from tests.support.pictures import Size, lines_of
from tests.support.scenes import LAST, SAME, SPACE, Scene

DOCS = Path(__file__).resolve().parents[2] / "docs"
SIZE: Size = (78, 26)

WALK = (
    Scene("welcome"),
    Scene("question", "brings", "2"),
    Scene("ticks", "effort", "1 6"),
    Scene("look", LAST, "", SPACE),
    Scene("outcome", SAME),
    Scene("steps", SAME, "n n 1 4"),
    Scene("take", SAME, "t"),
)
"""What the walk shows, one after the other."""

PANELS = (("welcome", "dark"), ("ticks", "light"), ("outcome", "light"), ("take", "dark"))
"""The four screens, two in a row, each in its theme."""

SECONDS, ROUNDS, STILL = 4, 2, 1
"""How long a picture of the walk stands, how often all come, and which stays."""


@dataclass(frozen=True, slots=True)
class Panel:
    """A screen in the colours of its theme."""

    lines: Sequence[Iterable[Segment]]
    plain: DrawnLook

    def parts(self, names: ClassNames) -> Iterator[str]:
        """Yield its ground, then what is on it."""
        yield paper(SIZE[0], len(self.lines), self.plain.ground)
        yield from body(tuple(runs(self.lines, self.plain)), self.plain, names)


async def readme_pictures(stored: Path) -> dict[str, str]:
    """Return the pictures of the README by their names."""
    shown = {theme: await _panels(theme, stored) for theme in ("dark", "light")}
    four = [shown[theme][name] for name, theme in PANELS]
    return {"screens": _side_by_side(four), "walk": _moving(tuple(shown["dark"].values()))}


async def _panels(theme: str, stored: Path) -> dict[str, Panel]:
    lines, look = await lines_of(WALK, SIZE, theme, stored)
    return {name: Panel(strips, look) for name, strips in lines.items()}


def _side_by_side(panels: Sequence[Panel]) -> str:
    wide, high = outer(*SIZE)
    names: ClassNames = {}
    parts: list[str] = []
    for n, panel in enumerate(panels):
        place = f"{n % 2 * (wide + GAP)},{n // 2 * (high + GAP)}"
        parts += [f'<g transform="translate({place})">', *panel.parts(names), "</g>"]
    box = (-6, -6, 2 * wide + GAP, 2 * high + GAP)
    return svg(box, style(names), parts)


GAP = 8


def _moving(panels: Sequence[Panel]) -> str:
    names: ClassNames = {}
    parts: list[str] = []
    for n, panel in enumerate(panels):
        parts += [f'<g class="f{n}">', *panel.parts(names), "</g>"]
    rules = style(names) + "".join(_turns(len(panels)))
    return svg((-6, -6, *outer(*SIZE)), rules, parts)


def _turns(count: int) -> Iterator[str]:
    """Yield the rules by which one picture after the other is seen, and one alone at rest."""
    all_of_them = SECONDS * count
    yield f"g{{visibility:hidden;animation:t {all_of_them}s step-end {ROUNDS}}}"
    yield f".f{STILL}{{visibility:visible}}"
    yield f"@keyframes t{{0%{{visibility:visible}}{100 / count:.2f}%{{visibility:hidden}}}}"
    for n in range(1, count):
        yield f".f{n}{{animation-delay:{n * SECONDS - all_of_them}s}}"
    yield "@media (prefers-reduced-motion:reduce){g{animation:none}}"
