"""Line mode over the small pack: type lines, look at what was written, compare with the engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path

from screens.plain.run import take_plain
from screens.setting import Setting
from tests.support import sample
from tests.support.small import small_tree
from tree.languages.word_tables import read_words
from tree.page import page
from tree.stored_start import Ready
from tree.walk import Answer, follow

ROOT = Path(__file__).parents[2]
WORDS = ROOT / "content" / "words" / "en"
PLAIN = Setting(plain=True, country="GB")
TREE = small_tree()
ASKED = {name: question.ask for name, question in TREE.questions.items()}


@dataclass(frozen=True)
class Said:
    """What a visit wrote, with single spaces between words, and how it ended."""

    status: int
    raw: str

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " ".join(self.raw.split())

    def before(self, words: str) -> str:
        """Take what was said before these words, which must be there."""
        assert words in self.text
        return self.text.partition(words)[0]


@cache
def ready() -> Ready:
    """Put the small pack together with the words that people read."""
    words = read_words({path.name: path.read_bytes() for path in WORDS.glob("*.yaml")})
    return Ready(TREE, sample.helplines(), words)


def visit(*typed: str, setting: Setting = PLAIN, end: str = "") -> Said:
    """Type these lines from the first prompt on, then end the input."""
    write = StringIO()
    status = take_plain(ready(), setting, StringIO("".join(f"{t}\n" for t in typed) + end), write)
    return Said(status, write.getvalue())


def told(**answers: str) -> tuple[str, ...]:
    """List what the page of these answers says; options of one answer have spaces between them."""
    given = (Answer(q.replace("_", "-"), tuple(o.split())) for q, o in answers.items())
    here = page(follow(TREE, given))
    sayings = (*here.steps, *here.also, *here.leave)
    return (here.opening, here.outcome.revisit, *(saying.say for saying in sayings))


def reaches(said: Said, **answers: str) -> bool:
    """Say whether the visit showed the page of these answers, and ended with status 0."""
    return said.status == 0 and all(words in said.text for words in told(**answers))


OPENINGS = {o.id: o.opening[0].say for o in TREE.outcomes.values()}
CALM = {"gate": "no", "acts": "none", "calm": "yes", "matters": "both rest"}
TO_CALM = ("", "3", "4", "1", "1 2", "", "")
"""Country, the four answers, Enter for answers by number alone, and Enter at the look over."""
