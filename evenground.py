"""The front door: full screen, line mode or a command, decided before any heavy import."""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree.prepare import Places

AUTHORS = {"--help", "-h", "--version"}


def main() -> int:
    """Serve one call and return its exit status."""
    argv = sys.argv[1:]
    if argv and (argv[0] in AUTHORS or not argv[0].startswith("-")):
        return _command(argv)
    return _check(argv)


def _command(argv: list[str]) -> int:
    from commands.run import run  # noqa: PLC0415  (authors' commands alone need all of it)

    return run(argv, _places())


def _check(argv: list[str]) -> int:
    """Take the check in the face that fits this terminal."""
    from screens.begin import begin  # noqa: PLC0415  (kept behind the choice of command)
    from tree.fault import FaultyPackError, UnusableError  # noqa: PLC0415

    try:
        return begin(argv, os.environ, _places())
    except (FaultyPackError, UnusableError) as error:
        from commands.run import complain  # noqa: PLC0415  (only a fault needs its sentences)

        return complain(error, _places())


def _places() -> "Places":
    from pathlib import Path  # noqa: PLC0415  (after the choice of face)

    from tree.prepare import Places  # noqa: PLC0415

    home = Path(__file__).resolve().parent
    content = home / "content"
    return Places(
        pack=content / "evenground",
        words=content / "words",
        helplines=content / "helplines",
        stored=home / ".stored",
    )


if __name__ == "__main__":
    sys.exit(main())
