"""The front door: choose full screen, line mode or a command before any heavy import."""

# Built in, without stubs; importing `signal` would take longer than the first frame.
import _signal  # type: ignore[import-not-found]
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import NoReturn

    from tree.prepare import Places

HOME = os.path.dirname(os.path.realpath(__file__))
AUTHORS = {"--help", "-h", "--version"}
WIDE, HIGH = 80, 24
THEMES = ("dark", "light")
OPEN, SHUT = "\x1b[?1049h\x1b[?25l", "\x1b[0m\x1b[H\x1b[2J\x1b[?1049l\x1b[?25h"
WIPED = "\x1b[H\x1b[2J\x1b[3J"
OLDEST = (3, 11)
UNUSABLE = 2
START = ("content", "words", "en", "start.txt")


def main() -> int:
    """Run one call and return its exit status; a visit ends the process itself."""
    # Ctrl+C must leave even if the parent process made us ignore SIGINT.
    _signal.signal(_signal.SIGINT, _signal.default_int_handler)
    sys.excepthook = _explain
    _stand_alone()
    argv = sys.argv[1:]
    if sys.version_info < OLDEST:
        return _say("python")
    if os.name == "nt":
        return _command(["windows"])
    if argv and (argv[0] in AUTHORS or not argv[0].startswith("-")):
        return _command(argv)
    return _end(_visit(argv))


def _stand_alone() -> None:
    """Make our modules importable in any environment, and open /dev/null for closed streams."""
    if HOME not in sys.path:
        sys.path.insert(0, HOME)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if stream is None:
            os.open(os.devnull, os.O_RDWR)


def _visit(argv: "list[str]") -> int:
    """Run the check and return the exit status; a signal that means to leave gives 0."""
    sys.excepthook = _fail
    for number in (_signal.SIGTERM, _signal.SIGHUP, _signal.SIGQUIT):
        _signal.signal(number, _gone)
    _warn_nobody()
    if "--kiosk" in argv:
        _mind_the_host()
    try:
        shut = SHUT + WIPED * ("--kiosk" in argv)
        return _check(argv, _first_frame(shut, _theme(argv)) if _usual(argv) else None)
    except KeyboardInterrupt:  # whatever is on screen now has its own handler
        _signal.raise_signal(_signal.SIGTERM)
        return 0


def _gone(*_: object) -> "NoReturn":
    """Leave before anything was shown."""
    os._exit(0)


def _warn_nobody() -> None:
    """Silence warnings, which the environment can turn on or turn into errors."""
    del sys.warnoptions[:]
    if "warnings" in sys.modules:
        sys.modules["warnings"].simplefilter("ignore")


def _fail(kind: "type[BaseException]", *_: object) -> "NoReturn":
    """Print one sentence that the visit failed, and no traceback: it may hold answers."""
    _end(_say("parts" if issubclass(kind, ImportError) else "broken"))


def _explain(
    kind: "type[BaseException]", error: BaseException, trace: "TracebackType | None"
) -> None:
    """Print one sentence on what is missing; an error in a command gets the usual traceback."""
    if issubclass(kind, ImportError):
        _end(_say("parts"))
    if kind.__module__ == "tree.fault":
        _end(_say("broken"))
    sys.__excepthook__(kind, error, trace)


def _say(key: str) -> int:
    """Print a sentence from a plain file, without any library; else the path of the README."""
    said = os.path.join(HOME, "README.md")
    try:
        with open(os.path.join(HOME, *START), encoding="utf-8") as file:
            for line in file:
                name, _, sentence = line.strip().partition(": ")
                said = sentence.replace("{home}", HOME) if name == key else said
    except (OSError, ValueError):
        pass
    print(said, file=sys.stderr or sys.stdout)
    return UNUSABLE


def _end(status: int) -> "NoReturn":
    """End the process here, so that Python runs no exit handlers after a visit."""
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except OSError:  # the reader has gone
        pass
    os._exit(status)


def _usual(argv: "list[str]") -> bool:
    """Return whether the stored welcome fits this call; at a kiosk it does for everybody."""
    words = iter(argv)
    for word in words:
        valued = word.startswith(("--idle-", "--theme"))
        if valued and "=" not in word:
            next(words, "")
        elif not valued and word != "--kiosk":
            return False
    return True


def _theme(argv: "list[str]") -> str:
    """Return the theme that was asked for, if its colours are stored."""
    for word, value in zip(argv, [*argv[1:], ""]):  # noqa: B905  (of one length)
        name, _, said = word.partition("=")
        if name == "--theme" and (said or value) in THEMES:
            return said or value
    return ""


def _first_frame(shut: str, theme: str) -> "Callable[[], None] | None":
    """Print the top of the welcome at once; return a function that restores the terminal, or None.

    `shut` is the sequence to print when the person leaves meanwhile. Without a `theme` it keeps the
    terminal's own colours, as nobody knows yet whether its background is light.
    """
    env = os.environ
    plain = env.get("ACCESSIBLE") or env.get("TERM", "dumb") in ("", "dumb", "unknown")
    if plain or not (os.isatty(0) and os.isatty(1)):
        return None
    wide, high = os.get_terminal_size(1)
    try:
        with open(os.path.join(HOME, ".stored", "first-" + _locale()), encoding="utf-8") as file:
            *colours, rows = file.read().split("\f")
    except OSError:
        return None
    from screens.terminal.first_lines import lay  # noqa: PLC0415  (only where a frame is shown)

    rich = env.get("COLORTERM") in ("truecolor", "24bit") and not env.get("NO_COLOR")
    known = dict(zip(THEMES, colours)) if rich else {}  # noqa: B905  (an old file has fewer)
    lines = lay(rows.split("\n"), wide or WIDE, high or HIGH)
    return _show(known.get(theme, "") + "\x1b[H\x1b[2J" + lines, shut)


def _locale() -> str:
    """Return the locale, letters, digits and "_" only, since it is part of a file name."""
    env = os.environ
    name = env.get("LC_ALL") or env.get("LC_MESSAGES") or env.get("LANG") or ""
    return "".join(letter for letter in name.split(".")[0] if letter.isalnum() or letter == "_")


def _show(frame: str, shut: str) -> "Callable[[], None]":
    """Paint; turn off echo and line mode until the check reads keys; leave on signals.

    Returns a function that restores the terminal's modes.
    """
    import termios  # noqa: PLC0415  (not on every system)

    before = termios.tcgetattr(0)
    quiet = [*before]
    quiet[0] &= ~termios.ICRNL
    quiet[3] &= ~(termios.ECHO | termios.ICANON)

    def leave(*_: object) -> "NoReturn":
        os.write(1, shut.encode())
        termios.tcsetattr(0, termios.TCSAFLUSH, before)
        os._exit(0)

    def fail(kind: "type[BaseException]", *_: object) -> "NoReturn":
        os.write(1, shut.encode())
        termios.tcsetattr(0, termios.TCSAFLUSH, before)
        _fail(kind)

    sys.excepthook = fail
    for number in (_signal.SIGINT, _signal.SIGTERM, _signal.SIGHUP, _signal.SIGQUIT):
        _signal.signal(number, leave)
    termios.tcsetattr(0, termios.TCSANOW, quiet)
    os.write(1, (OPEN + frame).encode())
    return lambda: termios.tcsetattr(0, termios.TCSANOW, before)


def _mind_the_host() -> None:
    """Write no bytecode, and ignore Ctrl+Z: nobody may get to the shell behind a kiosk."""
    sys.dont_write_bytecode = True
    _signal.signal(_signal.SIGTSTP, _signal.SIG_IGN)


def _command(argv: list[str]) -> int:
    from commands.run import run  # noqa: PLC0415  (authors' commands alone need all of it)

    return run(argv, _places())


def _check(argv: list[str], give_back: "Callable[[], None] | None") -> int:
    """Run the check in full screen or line mode, whichever fits this terminal.

    The garbage collector is off until a face runs: what is loaded until then is never garbage.
    """
    import gc  # noqa: PLC0415  (not for the first frame)

    gc.disable()
    from screens.begin import begin  # noqa: PLC0415  (kept behind the choice of command)
    from tree.fault import FaultyPackError, UnusableError  # noqa: PLC0415

    try:
        return begin(argv, os.environ, _places(), give_back or _nothing)
    except (FaultyPackError, UnusableError) as error:
        from commands.run import complain  # noqa: PLC0415  (only a fault needs its sentences)

        if give_back:
            os.write(1, SHUT.encode())
            give_back()
        return complain(error, _places())


def _nothing() -> None:
    """Do nothing: no first frame was shown, so no modes were changed."""


def _places() -> "Places":
    from pathlib import Path  # noqa: PLC0415  (after the choice of face)

    from tree.prepare import Places  # noqa: PLC0415

    content = Path(HOME, "content")
    return Places(
        pack=content / "evenground",
        words=content / "words",
        helplines=content / "helplines",
        stored=Path(HOME, ".stored"),
        first=f"first-{_locale()}",
    )


if __name__ == "__main__":
    sys.exit(main())
