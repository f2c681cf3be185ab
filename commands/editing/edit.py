"""`edit`: change a pack without YAML, while its promises are proved."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from collections.abc import Sequence
from functools import partial

from commands.inputs import is_pack, is_shipped, meant_pack
from commands.reports.sentences import command_words, sentence
from editor.desk import DeskPlaces, PackDesk, open_desk
from screens.flags import Flags, read_flags
from screens.setting import THEMES
from screens.words import Words
from tree.fault import UnusableError
from tree.prepare import Places

PLAIN = "--plain"
FLAGS = {"--theme": True, PLAIN: False, "--pack": True}
MOST = 1_000
"""Words of a call by lines: a folder, and what is to be changed."""
SELDOM = 40
"""Shorter garbage collections before each long one; a change of a pack takes about ten."""


def edit(argv: list[str], places: Places) -> int:
    """Edit a pack in this terminal; returns 0, or 1 after a fault. Raises UnusableError."""
    flags, named, said = _called(argv)
    words = command_words(places.words.parent)
    if "--theme" in flags and flags.get("--theme") not in THEMES:
        raise UnusableError("unknown-theme", name=flags.get("--theme"), known=", ".join(THEMES))
    _refuse_without_terminal()
    folder = meant_pack(flags, named, places)
    shared = is_shipped(folder, places)
    desk = open_desk(DeskPlaces(folder, places.helplines, places.words, shared), words)
    if PLAIN in flags:
        return _by_lines(desk, words, said)
    return _on_screen(desk, places, words, flags)


def _called(argv: list[str]) -> tuple[Flags, Sequence[str], str]:
    """Return the flags, the folder that is named, and by lines what is to be changed.

    What follows `--plain` are words, and may begin with a folder. Raises UnusableError.
    """
    calm = [part for word in argv for part in _parts(word)]
    at = calm.index(PLAIN) if PLAIN in calm else len(calm)
    flags = read_flags(calm, FLAGS, most=MOST if PLAIN in calm else 1)
    named = read_flags(calm[:at], FLAGS, most=1).rest
    said = flags.rest[len(named) :]
    if not named and "--pack" not in flags and said and is_pack(said[0]):
        named, said = said[:1], said[1:]
    return flags, named, " ".join(" ".join(said).split())


def _parts(word: str) -> Sequence[str]:
    """Return a word of a call, the name of the flag and what follows it apart."""
    name, _, said = word.partition("=")
    return (PLAIN, said) if name == PLAIN and said else (word,)


def _refuse_without_terminal() -> None:
    if sys.stdin is None or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UnusableError("edit-no-terminal")


def _on_screen(desk: PackDesk, places: Places, words: Words, flags: Flags) -> int:
    gc.disable()  # modules are never garbage
    from editor.preview.painter import Painter  # noqa: PLC0415  (line mode paints nothing)
    from editor.screens.app import EditorApp  # noqa: PLC0415  (line mode needs no Textual)

    theme = flags.get("--theme") or _own_theme()
    app = EditorApp(desk, Painter(places), words, partial(sentence, words), theme)
    app.loaded = _settle
    gc.enable()
    app.run()
    if app.broken or app.return_code:
        print(words("edit-crash"), file=sys.stderr)
        return 1
    return 0


def _settle() -> None:
    """Look no more for garbage in what was loaded, and seldom through all of the rest.

    Else each change of the pack waits for that.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*gc.get_threshold()[:2], SELDOM)


def _own_theme() -> str:
    """Return the theme that fits the terminal's own background."""
    from editor.screens.ground import is_light  # noqa: PLC0415  (as above)

    light = is_light(os.environ, sys.stdin.fileno(), sys.stdout.fileno())
    return "light" if light else "dark"


def _by_lines(desk: PackDesk, words: Words, said: str) -> int:
    from commands.editing.plain import LineDesk  # noqa: PLC0415  (the full screen needs it not)

    with asyncio.Runner() as runner:
        prove, look = (lambda: runner.run(desk.prove())), (lambda: runner.run(desk.outlook()))
        lines = LineDesk(desk, words, partial(sentence, words), prove, look)
        try:
            return 0 if lines.edit(said) else 1
        finally:
            runner.run(desk.close())
