"""`export xlsform`: a pack as a spreadsheet that survey tools of aid organisations read."""

from __future__ import annotations

import sys

from commands.drawing.out import put_bytes
from commands.forms.form import build
from commands.forms.logic import loops
from commands.forms.lost import lost
from commands.forms.xlsx import workbook
from commands.inputs.pack_folder import pack_folder
from commands.reports.sentences import command_words
from screens.flags import nearest, read_flags
from tree.checking.checked import check_pack
from tree.checking.proved import refuse_unproved
from tree.fault import UnusableError
from tree.model import Tree
from tree.pack.files import gather
from tree.prepare import Places

FORMATS = ("xlsform",)
LANGUAGES = "languages/"


def export(argv: list[str], places: Places) -> int:
    """Write a form and say what it cannot hold; raises UnusableError or FaultyPackError."""
    flags = read_flags(argv, {"-o": True}, most=2)
    kind, *rest = flags.rest or ("",)
    if kind not in FORMATS:
        raise UnusableError("unknown-export", name=kind, nearest=nearest(kind, FORMATS))
    if not flags.get("-o"):
        raise UnusableError("export-needs-file")
    folder = pack_folder(next(iter(rest), ""), places)
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
    """Read a pack that may be shown to people, in its own language, that never leads back."""
    checked = check_pack(files)
    tree = checked.speak()
    if around := loops(tree):
        raise UnusableError("form-loop", around=" > ".join([*around, around[0]]))
    refuse_unproved(checked)
    return tree
