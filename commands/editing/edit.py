"""`edit`: change a pack without YAML, while its promises are proved."""

from __future__ import annotations

import sys

from commands.inputs import is_shipped, pack_folder
from commands.reports.sentences import command_words, sentence
from editor.desk import DeskPlaces, PackDesk, open_desk
from screens.flags import Flags, read_flags
from screens.words import Words
from tree.fault import Fault, UnusableError
from tree.prepare import Places

FLAGS = {"--theme": True, "--plain": True}
THEMES = ("dark", "light", "terminal")


def edit(argv: list[str], places: Places) -> int:
    """Edit a pack in this terminal; returns 0, or 1 after a fault. Raises UnusableError."""
    flags = read_flags(argv, FLAGS, most=1)
    words = command_words(places.words.parent)
    _refuse_without_terminal()
    folder = pack_folder(next(iter(flags.rest), ""), places)
    shared = is_shipped(folder, places)
    desk = open_desk(DeskPlaces(folder, places.helplines, places.words, shared), words)
    return _on_screen(desk, places, words, flags)


def _refuse_without_terminal() -> None:
    if sys.stdin is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UnusableError("edit-no-terminal")


def _on_screen(desk: PackDesk, places: Places, words: Words, flags: Flags) -> int:
    from editor.preview.painter import Painter  # noqa: PLC0415  (line mode paints nothing)
    from editor.screens.app import EditorApp  # noqa: PLC0415  (line mode needs no Textual)

    def say_fault(fault: Fault | UnusableError) -> str:
        return sentence(words, fault)

    app = EditorApp(desk, Painter(places), words, say_fault, flags.get("--theme"))
    app.run()
    if app.broken or app.return_code:
        print(words("edit-crash"), file=sys.stderr)
        return 1
    return 0
