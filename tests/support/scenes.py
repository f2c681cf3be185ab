"""Every screen of the check, as one list of scenes: what was said, and the keys after it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.support.sheets import PLAIN
from tree.model import GO_ON, Outcome, Tree
from tree.walk import Walk, begin

Said = dict[str, str]

WELCOME, LAST, SAME = "", "end", "same"
"""Places besides questions and outcomes: the last page, and where the scene before stands."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A place in the pack, and the keys that lead from there to what is shown.

    The walk answers by `said`, else plainly, until the question or outcome `at`, or to its end.
    At `SAME` the keys go on from the scene before.
    """

    name: str
    at: str = WELCOME
    keys: str = ""
    said: Said = field(default_factory=dict)

    def walk(self, tree: Tree) -> Walk:
        """Return the walk to this scene."""
        walk = begin(tree)
        while self.at and not walk.over and walk.place.id != self.at:
            if isinstance(walk.place, Outcome):
                walk = walk.answer(GO_ON)
            else:
                said = self.said.get(walk.place.id, PLAIN[walk.place.id])
                walk = walk.answer(*said.split())
        return walk


DANGER = {"danger-now": "yes"}
MAYBE = {"danger-now": "unsure"}
LIFE = {"own-life": "yes", "own-plan": "yes"}
ABUSE = {"force": "hit scared", "last-time": "days", "brings": "contact"}
CIRCLE = {"wear": "circle smaller", "rounds": "both", "how-you-are": "what-ifs talk"}
SPACE = {"asked": "space", "who-starts": "many", "brings": "contact"}
LIGHT = {
    "standing": "unsure", "hurts-most": "waiting", "effort": "ask mine", "asked": "talk",
    "want": "i-want good-before", "who-starts": "both", "between": "calm",
    "how-you-are": "what-ifs talk", "values": "honesty people", "brings": "again",
}  # fmt: skip

SCENES = (
    Scene("welcome"),
    Scene("welcome-scrolled", SAME, "pagedown"),
    Scene("countries", keys="c"),
    Scene("card", keys="h"),
    Scene("card-second", SAME, "pagedown"),
    Scene("question-first", "safe-to-read", "down"),
    Scene("look-over-empty", SAME, "l"),
    Scene("question-note", "own-life"),
    Scene("question", "brings", "down down"),
    Scene("question-nothing-marked", "standing", "enter"),
    Scene("question-once-more-leaves", SAME, "escape"),
    Scene("question-ten", "hurts-most", "down"),
    Scene("question-ticks", "force", "1 3 down"),
    Scene("question-ticked-off", SAME, "9"),
    Scene("why", SAME, "question_mark"),
    Scene("sources", SAME, "o"),
    Scene("question-too-many", "want", "1 3 4 5"),
    Scene("look-over", "asked", "l", {"afraid": "unsure", "force": "hit", "last-time": "skip"}),
    Scene("change", SAME, "2 enter"),
    Scene("change-ends-answers", SAME, "1 enter"),
    Scene("look-over-before-end", "values", "s", SPACE),
    Scene("outcome-danger", LAST, "", DANGER),
    Scene("outcome-danger-heard", SAME, "m"),
    Scene("outcome-danger-take-along", SAME, "t"),
    Scene("outcome-maybe", "danger-maybe", "", MAYBE),
    Scene("outcome-crisis", "crisis-now", "", LIFE),
    Scene("outcome-abuse", LAST, "", ABUSE),
    *(Scene(f"outcome-abuse-chapter-{n}", SAME, "n") for n in range(1, 6)),
    Scene("outcome-circle", LAST, "", CIRCLE),
    Scene("outcome-space", LAST, "", SPACE),
    *(Scene(f"outcome-space-chapter-{n}", SAME, "n") for n in range(1, 8)),
    Scene("outcome-space-sources", SAME, "o"),
    Scene("outcome-space-ticked", LAST, "n n 1 2", SPACE),
    Scene("take-along", SAME, "t"),
    Scene("take-along-second", SAME, "pagedown"),
    Scene("code", SAME, "pageup 1 r"),
    Scene("outcome-light", LAST, "", LIGHT),
    Scene("weigh", SAME, "w"),
    Scene("beside", LAST, "f", LIGHT),
)
SMALL = (
    Scene("welcome"),
    Scene("question", "brings", "down down"),
    Scene("outcome-danger", LAST, "", DANGER),
)
"""What is drawn in a window that is too small."""
