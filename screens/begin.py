"""Start a visit: read the setting, load the pack, and run the full screen or line mode."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import strftime

from screens.setting import Setting, read_setting
from screens.terminal.streams import streams
from screens.words import ReadyIn
from tree.fault import FaultyPackError, UnusableError
from tree.helplines import no_such_country
from tree.prepare import ENGLISH, Places, own_language, prepare
from tree.stored_start import Ready


def begin(
    argv: Iterable[str], env: Mapping[str, str], places: Places, give_back: Callable[[], None]
) -> int:
    """Run the check and return the exit status; raises UnusableError or FaultyPackError.

    `give_back` restores the terminal modes that the front door set for the first frame.
    """
    read, write = streams()
    setting = read_setting(argv, env, terminal=read.isatty() and write.isatty())
    speak = partial(prepare, _chosen(places, setting))
    ready = _ready(speak, setting)
    _refuse_unknown_country(ready, setting)
    if setting.after_exit:
        from screens.after_exit import make_way  # noqa: PLC0415  (seldom asked for)

        make_way()
    if setting.plain:
        from screens.plain.run import take_plain_alone  # noqa: PLC0415  (line mode never imports Textual)

        gc.freeze()
        gc.enable()
        return take_plain_alone(ready, setting, read, write, speak)
    from screens.full.run import take_full  # noqa: PLC0415

    return take_full(ready, setting, give_back, _first(places, setting), speak)


def _ready(speak: ReadyIn, setting: Setting) -> Ready:
    """Load the language that was given, else the locale's, else the one of the pack."""
    if setting.language:
        return speak(setting.language)
    own = own_language(Path(setting.pack)) if setting.pack else ENGLISH
    with suppress(FaultyPackError, UnusableError):
        return speak(setting.guessed_language or own)
    return speak(own)


def _chosen(places: Places, setting: Setting) -> Places:
    return replace(
        places,
        pack=Path(setting.pack) if setting.pack else places.pack,
        local=Path(setting.helplines) if setting.helplines else None,
        keep=not setting.kiosk,
        today=strftime("%Y-%m-%d") if setting.helplines else "",
    )


def _first(places: Places, setting: Setting) -> Path | None:
    """Return where to store the first frame; None if options change what the welcome shows."""
    own = setting.pack or setting.language or setting.country or setting.helplines or setting.kiosk
    return None if own or not places.first else places.stored / places.first


def _refuse_unknown_country(ready: Ready, setting: Setting) -> None:
    known = ready.helplines.countries
    if setting.country and setting.country not in known:
        raise no_such_country(setting.country, known)
