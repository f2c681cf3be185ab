"""The lives of the shipped pack, each walked once: what a life leaves out is skipped."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tree.checking.checked import Checked, check_pack
from tree.choose import walk_by
from tree.model import SKIP, Outcome, Question, Tree
from tree.pack.files import gather
from tree.proving.life import Life
from tree.walk import Walk

PACK = Path(__file__).parents[2] / "content" / "evenground"


@cache
def checked() -> Checked:
    """Read the shipped pack once."""
    return check_pack(gather(PACK))


def lived(tree: Tree, life: Life) -> Walk:
    """Walk a life, and stop at a page that can be left unless the life says to go on."""
    given = {answer.question: answer.options for answer in life.answers}

    def choose(place: Question | Outcome) -> tuple[str, ...]:
        return given.get(place.id, () if isinstance(place, Outcome) else (SKIP,))

    return walk_by(tree, choose)
