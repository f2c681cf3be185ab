"""People as sheets of answers on the shipped pack: a plain no to all that is not said."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tree.checking.checked import check_pack
from tree.model import GO_ON, Outcome, Tree
from tree.pack.files import gather
from tree.page import Page, page
from tree.walk import Walk, begin

ROOT = Path(__file__).parents[2]
PLAIN = {
    "safe-to-read": "yes", "danger-now": "no", "own-life": "no", "own-plan": "no",
    "harm-others": "no", "harm-near": "no", "brings": "unsure", "standing": "months",
    "afraid": "no", "force": "none", "threats": "none", "their-threat": "unsure",
    "followed": "none", "children": "none", "child-who": "unsure", "control": "none",
    "wear": "none", "rounds": "unsure", "one-thing": "unsure", "last-time": "unsure",
    "getting-worse": "none", "own-acts": "none", "hurts-most": "missing", "effort": "none",
    "want": "none", "asked": "nothing", "latest": "unsure", "stop-kept": "no",
    "who-starts": "unsure", "silence": "leave-be", "between": "none", "how-you-are": "all-right",
    "values": "unsure",
}  # fmt: skip


@cache
def shipped() -> Tree:
    """Read the shipped pack once."""
    return check_pack(gather(ROOT / "content" / "evenground")).speak()


def visit(**said: str) -> tuple[Walk, list[Page]]:
    """Walk a sheet to its end, going on from every page; several ticks stand with spaces between.

    Names have `_` for `-`. The pages shown on the way come with the walk, the last one last.
    """
    sheet = PLAIN | {name.replace("_", "-"): ticks for name, ticks in said.items()}
    assert sheet.keys() == PLAIN.keys()
    walk, pages = begin(shipped()), list[Page]()
    while not walk.over:
        if isinstance(walk.place, Outcome):
            pages.append(page(walk))
            walk = walk.answer(GO_ON)
        else:
            walk = walk.answer(*sheet[walk.place.id].split())
    return walk, [*pages, page(walk)]


def last(**said: str) -> Page:
    """Return the page at which a sheet ends."""
    return visit(**said)[1][-1]


def met(walk: Walk) -> list[str]:
    """List the questions that were asked, in order."""
    return [answer.question for answer in walk.answers]


def ids(shown: Page) -> set[str]:
    """List the ids of all that a page says, what waits behind its key too."""
    parts = (*shown.top, *shown.steps, *shown.leave, *shown.also, *shown.more.all)
    return {say.id for say in parts}
