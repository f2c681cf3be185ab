"""`map`: draw a pack as a picture, whole, around one node, or with one walk marked."""

from __future__ import annotations

import sys
from collections.abc import Callable

from commands.drawing.chart import Chart, around, chart, walked
from commands.drawing.svg import svg
from commands.drawing.text_formats import dot, mermaid
from commands.inputs import pack_folder, read
from commands.output import put
from commands.reports.sentences import command_words, fault_line
from editor.condition_words import Labels, named_conditions
from screens.flags import Flags, nearest, read_flags
from screens.words import Words
from tree.checking.checked import Checked, check_pack
from tree.fault import FaultyPackError, UnusableError
from tree.pack.files import gather
from tree.prepare import Places
from tree.walk import follow

FORMATS: dict[str, Callable[[Chart, Labels], str]] = {"svg": svg, "dot": dot, "mermaid": mermaid}
FLAGS = {"--format": True, "--around": True, "--walk": True, "-o": True}


def map_pack(argv: list[str], places: Places) -> int:
    """Draw a pack; raises UnusableError, FaultyPackError or WrongAnswerError."""
    flags = read_flags(argv, FLAGS, most=1)
    kind = flags.get("--format") or "svg"
    if kind not in FORMATS:
        raise UnusableError("unknown-format", name=kind, nearest=nearest(kind, FORMATS))
    folder = pack_folder(next(iter(flags.rest), ""), places)
    words = command_words(places.words.parent)
    checked = check_pack(gather(folder))
    _warn(checked, words)
    put(_draw(checked, flags, FORMATS[kind], words), flags.get("-o"), words)
    return 0


def _draw(
    checked: Checked, flags: Flags, write: Callable[[Chart, Labels], str], words: Words
) -> str:
    if checked.tree is None or checked.pack is None:
        raise FaultyPackError(checked.faults)
    say = Labels(words, "map", str, str, named_conditions(checked.pack))
    drawn = chart(checked.tree, say)
    if "--walk" in flags:
        answers = read(flags.get("--walk"))
        drawn = walked(drawn, follow(checked.tree, answers))
    if "--around" in flags:
        drawn = around(drawn, flags.get("--around"))
    return write(drawn, say)


def _warn(checked: Checked, words: Words) -> None:
    """Print the faults of a pack that can be drawn all the same."""
    if checked.tree:
        for fault in checked.faults:
            print(fault_line(words, fault), file=sys.stderr)
