"""`export xlsform`: write a pack as an XLSForm, and report what the form cannot hold."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from commands.forms.form import Form, build
from commands.forms.logic import loops
from commands.forms.xlsx import MOST, workbook
from commands.inputs import meant_pack
from commands.output import put_bytes
from commands.reports.sentences import command_words
from screens.flags import nearest, read_flags
from tree.checking.checked import check_pack
from tree.checking.proved import refuse_unproved
from tree.condition import Fact
from tree.fault import UnusableError
from tree.model import Outcome, Room, Tree
from tree.pack.files import gather
from tree.page import MOST_HEARD
from tree.prepare import Places

MARKS = re.compile(
    r"^#{1,6} |^[-+*] |^\d+[.)] |[*_]\S[^*_\n]*[*_]|\[[^]\n]+\]\(|</?\w", re.MULTILINE
)
"""Text that survey tools may render as Markdown or HTML."""
ALWAYS = ("kept", "card", "numbers")
"""What no form can do: keep nothing, leave at once, show a country's numbers."""


def lost(tree: Tree, form: Form, languages: int) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the code of each feature lost in the form, with values for its sentence."""
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
    """Yield the features of pages that a form lacks."""
    if any(end.room != Room() for end in tree.outcomes.values()):
        yield "room", {}
    if any(end.weigh for end in tree.outcomes.values()):
        yield "weigh", {}
    if any(end.beside for end in tree.outcomes.values()):
        yield "beside", {}


def _read_otherwise(form: Form) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the texts that a survey tool may render differently."""
    if marked := sum(bool(MARKS.search(row.label)) for row in form.survey):
        yield "marks", {"n": marked}
    if form.changed:
        yield "dollar", {"n": len(form.changed)}


def _rises(end: Outcome) -> bool:
    """Return whether a condition can move some step of a page up."""
    return any(isinstance(step.when, Fact) for step in end.steps)


FORMATS = ("xlsform",)
LANGUAGES = "languages/"


def export(argv: list[str], places: Places) -> int:
    """Write a form and print what is lost; raises UnusableError or FaultyPackError."""
    flags = read_flags(argv, {"-o": True, "--pack": True}, most=2)
    kind, *rest = flags.rest or ("",)
    if kind not in FORMATS:
        raise UnusableError("unknown-export", name=kind, nearest=nearest(kind, FORMATS))
    if not flags.get("-o"):
        raise UnusableError("export-needs-file")
    folder = meant_pack(flags, rest, places)
    files = gather(folder)
    tree = _tree(files)
    words = command_words(places.words.parent)
    form = build(tree, words)
    put_bytes(workbook(form.sheets()), flags.get("-o"), words)
    spoken = sum(name.startswith(LANGUAGES) for name in files)
    for code, values in lost(tree, form, spoken):
        print(words(f"export.lost.{code}", **values), file=sys.stderr)
    return 0


def _tree(files: dict[str, bytes]) -> Tree:
    """Return the tree of a pack without faults or loops, in its own language."""
    checked = check_pack(files)
    tree = checked.speak()
    if around := loops(tree):
        raise UnusableError("form-loop", around=" > ".join([*around, around[0]]))
    refuse_unproved(checked)
    return tree
