"""What a form cannot say as the check does: each a code whose sentence stands in content."""

from __future__ import annotations

import re
from collections.abc import Iterator

from commands.forms.form_rows import Form
from commands.forms.xlsx import MOST
from tree.condition import Fact
from tree.model import Outcome, Room, Tree
from tree.page import MOST_HEARD

MARKS = re.compile(
    r"^#{1,6} |^[-+*] |^\d+[.)] |[*_]\S[^*_\n]*[*_]|\[[^]\n]+\]\(|</?\w", re.MULTILINE
)
"""What survey tools may take for headings, lists, links and heavy letters."""
ALWAYS = ("kept", "card", "numbers")
"""What no form can do: keep nothing, lead away at once, show the numbers of a place."""


def lost(tree: Tree, form: Form, languages: int) -> Iterator[tuple[str, dict[str, object]]]:
    """List what is lost, with the values for each sentence."""
    yield from ((code, {}) for code in ALWAYS)
    if any(len(end.heard) > 1 for end in tree.outcomes.values()):
        yield "heard", {"n": MOST_HEARD}
    if any(_rises(end) for end in tree.outcomes.values()):
        yield "order", {}
    yield from _of_pages(tree)
    if languages:
        yield "languages", {"n": languages}
    falling = {tally for q in tree.questions.values() for o in (*q.options, q.skip)
               for tally, n in o.count if n < 0}  # fmt: skip
    for tally in sorted(falling):
        yield "falling", {"name": tally}
    yield from _read_otherwise(form)
    for row in form.survey:
        if max(len(row.calculation), len(row.relevant), len(row.label)) > MOST:
            yield "long", {"name": row.name}


def _of_pages(tree: Tree) -> Iterator[tuple[str, dict[str, object]]]:
    """List what pages do that a form cannot."""
    if any(end.room != Room() for end in tree.outcomes.values()):
        yield "room", {}
    if any(end.weigh for end in tree.outcomes.values()):
        yield "weigh", {}
    if any(end.beside for end in tree.outcomes.values()):
        yield "beside", {}


def _read_otherwise(form: Form) -> Iterator[tuple[str, dict[str, object]]]:
    """List texts in which a survey tool may see more than words."""
    if marked := sum(bool(MARKS.search(row.label)) for row in form.survey):
        yield "marks", {"n": marked}
    if form.changed:
        yield "dollar", {"n": len(form.changed)}


def _rises(end: Outcome) -> bool:
    """Say whether some step of a page may rise above others."""
    return any(isinstance(step.when, Fact) for step in end.steps)
