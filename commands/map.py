"""`map`: draw a pack as a picture, whole, around one node, or with one walk marked."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from commands.drawing.chart import Chart, around, chart, walked
from commands.drawing.paper import SIZES, TILED, poster, tiles
from commands.drawing.svg import drawing, svg
from commands.drawing.text_formats import dot, mermaid
from commands.inputs import meant_pack, paper_of, read
from commands.output import put
from commands.reports.paper_words import paper_words
from commands.reports.sentences import command_words, fault_line
from commands.reviewing.map_names import by_ids, in_words
from editor.condition_words import Labels
from screens.flags import Flags, nearest, read_flags
from screens.words import Words
from tree.checking.checked import Checked, check_pack
from tree.fault import UnusableError
from tree.languages.paper import BASE
from tree.pack.files import gather
from tree.prepare import Places
from tree.walk import follow

Write = Callable[[Chart, Labels], str]
FORMATS: dict[str, Write] = {"svg": svg, "dot": dot, "mermaid": mermaid}
FLAGS = {
    "--format": True, "--around": True, "--walk": True, "-o": True,
    "--paper": True, "--tiles": False, "--ids": False, "--lang": True, "--pack": True,
}  # fmt: skip


def map_pack(argv: list[str], places: Places) -> int:
    """Draw a pack; raises UnusableError, FaultyPackError or WrongAnswerError."""
    flags = read_flags(argv, FLAGS, most=1)
    write = _writer(flags)
    folder = meant_pack(flags, flags.rest, places)
    words = command_words(places.words.parent)
    checked = check_pack(gather(folder))
    _warn(checked, words)
    put(_draw(checked, flags, write, _paper(checked, flags, places)), flags.get("-o"), words)
    return 0


def _paper(checked: Checked, flags: Flags, places: Places) -> Words:
    """Return the words of the drawing: in the language that is asked for, or that of the pack."""
    own = checked.tree.language if checked.tree else BASE
    spoken = checked.speak(flags.get("--lang")).language if "--lang" in flags else own
    return paper_words(places.words.parent, spoken)


def _writer(flags: Flags) -> Write:
    """Return what writes the form that a call asks for; raises UnusableError."""
    kind = flags.get("--format") or "svg"
    if kind not in FORMATS:
        raise UnusableError("unknown-format", name=kind, nearest=nearest(kind, FORMATS))
    if "--paper" not in flags and "--tiles" not in flags:
        return FORMATS[kind]
    if kind != "svg":
        raise UnusableError("paper-needs-svg")
    paper = paper_of(flags, [TILED[0], *SIZES])
    tiled = "--tiles" in flags or paper in TILED
    return partial(_on_paper, paper=paper, tiled=tiled)


def _on_paper(drawn: Chart, say: Labels, paper: str, *, tiled: bool) -> str:
    """Return a chart as pages to glue together, or as one poster."""
    title = say("title", title=drawn.tree.title, version=drawn.tree.version)
    root = drawing(drawn, say)
    return tiles(root, paper, title, say) if tiled else poster(root, paper)


def _draw(checked: Checked, flags: Flags, write: Write, words: Words) -> str:
    naming = (by_ids if "--ids" in flags else in_words)(checked, words, flags.get("--lang"))
    drawn = chart(naming.tree, naming.say, naming.names)
    if "--walk" in flags:
        answers = read(flags.get("--walk"))
        drawn = walked(drawn, follow(naming.tree, answers))
    if "--around" in flags:
        drawn = around(drawn, flags.get("--around"))
    return write(replace(drawn, lists=naming.lists(drawn)), naming.say)


def _warn(checked: Checked, words: Words) -> None:
    """Print the faults of a pack that can be drawn all the same."""
    if checked.tree:
        for fault in checked.faults:
            print(fault_line(words, fault), file=sys.stderr)
