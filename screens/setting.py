"""The setting of this visit: flags, environment and country, read once."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from screens.flags import Flags, read_flags
from screens.idle import FLAGS as IDLE
from screens.idle import Idle, read_idle
from tree.fault import UnusableError
from tree.helplines import ELSEWHERE


@dataclass(frozen=True, slots=True, repr=False)
class CountryChoice:
    """A country, and how it was set: given, guessed, chosen or unknown."""

    country: str
    how: str


def guess(setting: Setting, known: Container[str]) -> CountryChoice:
    """Return the country that was given, else the one that the locale suggests."""
    if setting.country in known:
        return CountryChoice(setting.country, "given")
    if setting.guessed_country in known:
        return CountryChoice(setting.guessed_country, "guessed")
    return CountryChoice(ELSEWHERE, "unknown")


FLAGS = {
    "--pack": True,
    "--lang": True,
    "--country": True,
    "--helplines": True,
    "--after-exit": True,
    "--theme": True,
    "--save": True,
    "--plain": False,
    "--high-contrast": False,
    "--no-letters": False,
    "--kiosk": False,
    "--wipe-scrollback": False,
    **dict.fromkeys(IDLE, True),
}
FALSY = {"", "0", "false", "no"}
RICH = {"truecolor", "24bit"}
THEMES = ("dark", "light", "terminal")
DUMB = {"", "dumb", "unknown"}


@dataclass(frozen=True, slots=True, repr=False)
class Setting:
    """What the person or the host chose before the check began; holds no answer.

    Guesses come from the locale. They may preselect; for a country the screen says so.
    """

    pack: str = ""
    language: str = ""
    guessed_language: str = ""
    country: str = ""
    guessed_country: str = ""
    helplines: str = ""
    plain: bool = False
    high_contrast: bool = False
    no_letters: bool = False
    kiosk: bool = False
    wipe_scrollback: bool = False
    after_exit: str = ""
    save: str = ""
    utf8: bool = True
    term: str = ""
    few_colours: bool = False
    theme: str = ""
    idle: Idle | None = None


def read_setting(argv: Iterable[str], env: Mapping[str, str], *, terminal: bool) -> Setting:
    """Read flags and environment; raises UnusableError.

    `terminal` is whether standard input and output are both terminals.
    """
    flags = read_flags(argv, FLAGS)
    _refuse_at_odds(flags)
    term = env.get("TERM", "")
    asked = env.get("ACCESSIBLE", "").lower() not in FALSY
    return Setting(
        pack=flags.get("--pack"),
        language=flags.get("--lang").lower(),
        guessed_language=_locale(env)[0].lower(),
        country=flags.get("--country").upper(),
        guessed_country=_locale(env)[2].upper(),
        helplines=flags.get("--helplines"),
        plain="--plain" in flags or asked or term in DUMB or not terminal,
        high_contrast="--high-contrast" in flags,
        no_letters="--no-letters" in flags,
        kiosk="--kiosk" in flags,
        wipe_scrollback="--wipe-scrollback" in flags,
        after_exit=_program(flags.get("--after-exit")),
        save=_new(flags.get("--save")),
        utf8=_utf8(env),
        term=term,
        few_colours=_few_colours(env, term),
        theme=_theme(flags.get("--theme")),
        idle=read_idle(flags, terminal=terminal) if "--kiosk" in flags else None,
    )


def _refuse_at_odds(flags: Flags) -> None:
    """Raise UnusableError for flags that need a kiosk, or that a kiosk forbids."""
    if "--kiosk" not in flags:
        for name in filter(flags.__contains__, IDLE):
            raise UnusableError("idle-alone", name=name)
    elif "--after-exit" in flags:
        raise UnusableError("nothing-after-kiosk")
    elif "--save" in flags:
        raise UnusableError("save-at-kiosk")


def _program(command: str) -> str:
    """Return the program to run after leaving; raises UnusableError if it cannot be started.

    Checked now: on leaving it is too late to report it.
    """
    if command:
        from screens.after_exit import words_of  # noqa: PLC0415  (seldom asked for)

        words_of(command)
    return command


def _theme(name: str) -> str:
    """Return the name of a theme, or empty text for the one that fits; raises UnusableError."""
    if name and name not in THEMES:
        raise UnusableError("unknown-theme", name=name, known=", ".join(THEMES))
    return name


def _new(name: str) -> str:
    """Return the name of a file to make; raises UnusableError if it could not be made.

    Checked now: after the questions it is too late to give another name.
    """
    if name:
        from screens.new_file import NotWrittenError, refuse_taken  # noqa: PLC0415  (seldom asked for)

        try:
            refuse_taken(Path(name))
        except NotWrittenError as error:
            raise UnusableError("save-unusable", name=name) from error
    return name


def _utf8(env: Mapping[str, str]) -> bool:
    """Return whether the locale has half blocks; where it is not told, most terminals do."""
    locale = env.get("LC_ALL") or env.get("LC_CTYPE") or env.get("LANG") or "UTF-8"
    return locale.upper().replace("-", "").endswith("UTF8") or ".UTF" in locale.upper()


def _locale(env: Mapping[str, str]) -> tuple[str, str, str]:
    """Split the locale: `en_GB.UTF-8` gives en, `_` and GB."""
    locale = env.get("LC_ALL") or env.get("LC_MESSAGES") or env.get("LANG") or ""
    return locale.partition(".")[0].partition("@")[0].partition("_")


def _few_colours(env: Mapping[str, str], term: str) -> bool:
    rich = env.get("COLORTERM", "") in RICH or "256color" in term
    return bool(env.get("NO_COLOR")) or not (rich or "kitty" in term or "direct" in term)
