"""The small pack with one page that says more than it has room for."""

from __future__ import annotations

from tests.support.small import FILES, check_small
from tree.checking.checked import Checked
from tree.model import Tree
from tree.walk import Answer, Walk, follow

LIMITS = "limits: {questions: 30, steps: 4, notes: 1, leaves: 1}"
PACK = FILES["pack.yaml"].replace("limits: {questions: 30}", LIMITS)
PAGE = """\
kind: step-back
tier: 2
title: A step back
opening: It is a lot.
heard: [followed, calm]
helplines: [crisis]
steps:
  - {id: both, say: Look at both., when: both}
  - {id: both-later, say: Look again at both., when: both}
  - {id: rest, say: Rest a while.}
  - {id: eat, say: Eat something.}
  - {id: walk, say: Walk a little., when: {any: [calm, followed]}}
  - {id: write, say: Write it down., tags: [call], helplines: [domestic_abuse]}
  - {id: tell, first: true, say: Tell one person.}
leave:
  - {id: hurry, say: No need to hurry.}
  - {id: blame, say: No need to find who is to blame.}
also:
  - {id: low, when: low, say: There is a line., helplines: [crisis]}
  - {id: sleep, say: Sleep helps.}
  - {id: stay, top: true, say: You said something hard., tags: [together]}
revisit: In a week.
sources: [B1]
"""
ANSWERS = (("gate", "no"), ("acts", "followed"), ("calm", "yes"), ("matters", "both"))


def check_folded(page: str = PAGE, **changes: str) -> Checked:
    """Check the small pack with this page and its limits, and other files replaced."""
    return check_small(**{"pack": PACK, "outcomes__step_back": page, **changes})


def folded() -> Tree:
    """Link it."""
    checked = check_folded()
    assert checked.tree is not None
    assert checked.faults == ()
    return checked.tree


def end(tree: Tree, *answers: tuple[str, str]) -> Walk:
    """Walk to the page that is folded, or by these answers."""
    return follow(tree, [Answer(asked, (said,)) for asked, said in answers or ANSWERS])
