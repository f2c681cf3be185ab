"""`preview`: show one question or page of a pack as people will see it."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Mapping
from contextlib import aclosing, suppress
from dataclasses import replace
from pathlib import Path

from commands.inputs import pack_folder, read
from commands.previewing.paper import Paper
from commands.previewing.watching import keep_fresh
from commands.reports.sentences import command_words
from editor.preview.painter import Painter
from editor.preview.request import PreviewRequest
from screens.flags import Flags, read_flags
from screens.setting import Setting, read_setting
from screens.terminal.first_frame import has_ours
from tree.fault import UnusableError, not_read
from tree.pack.files import gather
from tree.prepare import Places

FLAGS = {
    "--pack": True,
    "--lang": True,
    "--size": True,
    "--country": True,
    "--theme": True,
    "--helplines": True,
    "--answers": True,
    "--life": True,
    "--all": False,
    "--plain": False,
    "--walk": False,
    "--watch": False,
    "-o": True,
}
OF_A_VISIT = ("--country", "--theme")
"""Flags that mean here what they mean for a visit."""

LEAST, MOST = (20, 8), (400, 200)
"""Columns and lines of a picture."""


def preview(argv: list[str], places: Places) -> int:
    """Show one place of a pack; raises UnusableError, FaultyPackError or WrongAnswerError."""
    flags = read_flags(argv, FLAGS, most=1)
    if not flags.rest and not {"--answers", "--life"} & flags.given.keys():
        raise UnusableError("preview-what")
    if {"--answers", "--life"} <= flags.given.keys():
        raise UnusableError("answers-or-life")
    folder = pack_folder(flags.get("--pack"), places)
    places = _with_own_lines(replace(places, pack=folder), flags.get("--helplines"))
    setting = _setting(flags, os.environ)
    request = _request(flags, setting)
    words = command_words(places.words.parent)
    paper = Paper(request, flags.get("-o"), words, folder, tells_walk="--walk" in flags)
    with suppress(KeyboardInterrupt):
        asyncio.run(_show(paper, folder, places, watches="--watch" in flags))
    return 0


async def _show(paper: Paper, folder: Path, places: Places, *, watches: bool) -> None:
    async with aclosing(Painter(places)) as painter:
        if watches:
            await keep_fresh(painter, paper, _read(folder, places))
        else:
            files = gather(folder)
            picture = await painter.picture(files, paper.request)
            if picture:
                paper.show(picture, files)


def _read(folder: Path, places: Places) -> list[Path]:
    """List all that a preview reads."""
    own = places.of(folder)
    return [folder, own.words, own.helplines, *filter(None, [own.local])]


def _with_own_lines(places: Places, name: str) -> Places:
    """Return the places with a host's own lines, if they were named; raises UnusableError."""
    if name and not os.path.isfile(name):
        raise not_read(name)
    return replace(places, local=Path(name)) if name else places


def _setting(flags: Flags, env: Mapping[str, str]) -> Setting:
    """Return the setting of a visit in this terminal; raises UnusableError."""
    given = [word for name in OF_A_VISIT if name in flags for word in (name, flags.get(name))]
    return read_setting(given, env, terminal=True)


def _request(flags: Flags, setting: Setting) -> PreviewRequest:
    """Return what is asked for; raises FaultyFileError or UnusableError."""
    drawn = "-o" in flags or not sys.stdout.isatty()
    return PreviewRequest(
        place=next(iter(flags.rest), ""),
        language=flags.get("--lang").lower(),
        size=_size(flags.get("--size")),
        answers=tuple(read(flags.get("--answers"))) if "--answers" in flags else None,
        life=flags.get("--life"),
        country=setting.country or setting.guessed_country,
        theme=setting.theme or "dark",
        few_colours=not (drawn or has_ours(setting)),
        every="--all" in flags,
        plain="--plain" in flags,
    )


def _size(said: str) -> tuple[int, int]:
    """Return a size in columns and lines; raises UnusableError."""
    if not said:
        return 80, 24
    found = re.fullmatch(r"(\d{1,3})[xX](\d{1,3})", said)
    size = (int(found[1]), int(found[2])) if found else (0, 0)
    if not all(least <= n <= most for least, n, most in zip(LEAST, size, MOST, strict=True)):
        least, most = (f"{wide}x{high}" for wide, high in (LEAST, MOST))
        raise UnusableError("preview-size", name=said, least=least, most=most)
    return size
