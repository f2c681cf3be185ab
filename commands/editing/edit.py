"""`edit`: change a pack without YAML, while its promises are proved."""

from __future__ import annotations

import asyncio
import os
import sys
from functools import partial

from commands.inputs import is_shipped, meant_pack
from commands.reports.sentences import command_words, sentence
from editor.desk import DeskPlaces, PackDesk, open_desk
from screens.flags import Flags, read_flags
from screens.setting import THEMES
from screens.words import Words
from tree.fault import UnusableError
from tree.prepare import Places

FLAGS = {"--theme": True, "--plain": True, "--pack": True}


def edit(argv: list[str], places: Places) -> int:
    """Edit a pack in this terminal; returns 0, or 1 after a fault. Raises UnusableError."""
    flags = read_flags(argv, FLAGS, most=1)
    words = command_words(places.words.parent)
    if "--theme" in flags and flags.get("--theme") not in THEMES:
        raise UnusableError("unknown-theme", name=flags.get("--theme"), known=", ".join(THEMES))
    _refuse_without_terminal()
    folder = meant_pack(flags, flags.rest, places)
    shared = is_shipped(folder, places)
    desk = open_desk(DeskPlaces(folder, places.helplines, places.words, shared), words)
    if "--plain" in flags:
        return _by_lines(desk, words, flags.get("--plain"))
    return _on_screen(desk, places, words, flags)


def _refuse_without_terminal() -> None:
    if sys.stdin is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UnusableError("edit-no-terminal")


def _on_screen(desk: PackDesk, places: Places, words: Words, flags: Flags) -> int:
    from editor.preview.painter import Painter  # noqa: PLC0415  (line mode paints nothing)
    from editor.screens.app import EditorApp  # noqa: PLC0415  (line mode needs no Textual)

    theme = flags.get("--theme") or _own_theme()
    app = EditorApp(desk, Painter(places), words, partial(sentence, words), theme)
    app.run()
    if app.broken or app.return_code:
        print(words("edit-crash"), file=sys.stderr)
        return 1
    return 0


def _own_theme() -> str:
    """Return the theme that fits the terminal's own background."""
    from editor.screens.ground import is_light  # noqa: PLC0415  (as above)

    light = is_light(os.environ, sys.stdin.fileno(), sys.stdout.fileno())
    return "light" if light else "dark"


def _by_lines(desk: PackDesk, words: Words, name: str) -> int:
    from commands.editing.plain import LineDesk  # noqa: PLC0415  (the full screen needs it not)

    with asyncio.Runner() as runner:
        lines = LineDesk(desk, words, partial(sentence, words), lambda: runner.run(desk.prove()))
        try:
            return 0 if lines.edit(name) else 1
        finally:
            runner.run(desk.close())
