"""`serve`: open the kiosk over SSH, after checking that all it needs is readable and valid."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commands.reports.sentences import command_words, fault_line, sentence
from kiosk.front.memory import start_again
from kiosk.sandbox import NOBODY, missing
from screens.flags import Flags, read_flags
from screens.words import Words
from tree.fault import FaultyPackError, UnusableError, shown
from tree.prepare import ENGLISH, Places, stored_at

if TYPE_CHECKING:
    from kiosk.front.plan import KioskPlan

FLAGS = {
    "--host": True,
    "--port": True,
    "--host-key": True,
    "--config": True,
    "--people-per-worker": True,
    "--check-config": False,
    "--allow-stale": False,
}
REFUSED = {"--save": True}
"""What a person may ask of the check on their own machine, but no host of a kiosk."""

KEY = "host_key"
LISTEN = {"--host": "host", "--port": "port", "--host-key": KEY}
PEOPLE = {"--people-per-worker": "per_worker"}

CLOSED, LATER = 2, 75
"""Exit statuses: a retry would fail again; a retry may succeed soon."""


def serve(argv: list[str], places: Places) -> int:
    """Open the kiosk, or print why it must not open. Raises UnusableError."""
    if not sys.platform.startswith("linux"):
        raise UnusableError("kiosk-linux")
    flags = read_flags(argv, FLAGS | REFUSED)
    if "--save" in flags:
        raise UnusableError("save-at-kiosk")
    if "--check-config" not in flags:
        start_again("serve", argv)
    from kiosk.front.server import open_kiosk  # noqa: PLC0415  (SSH is heavy, few commands need it)

    words = command_words(places.words.parent)
    _refuse_missing_files(places.words, words)
    if "--check-config" not in flags:
        print(words("serve.opening"), flush=True)
    plan = _plan(flags, places, words)
    if isinstance(plan, int):
        return plan
    if "--check-config" in flags:
        _refuse_lost(plan, words)
        looks = (_incomplete_wall, _ports, _not_stored, _allowed_words)
        noticed = [line for look in looks for line in look(plan, words)]
        print("\n".join((*noticed, _how_sound(flags, plan, words))))
        return 0
    return open_kiosk(plan, Console(flags, places, words, plan.config.listen.host), words)


def _refuse_lost(plan: KioskPlan, words: Words) -> None:
    """Print which shipped files are gone; raises UnusableError if visitors would miss words."""
    from kiosk.rehearsal import refuse_missing_words  # noqa: PLC0415  (loads the screens)
    from kiosk.shipped import lost_files, read_shipped  # noqa: PLC0415

    used = plan.terms.places
    shipped = read_shipped(used.words.parent)
    refuse_missing_words(plan.readies, used.words, shipped)
    if lost := lost_files(shipped, used):
        error = UnusableError("files-lost", name=str(lost[0]), n=str(len(lost)))
        print(sentence(words, error), file=sys.stderr)


HOST_WORDS = {
    "serve.yaml": ("serve.open", "host-words-missing"),
    "sign.yaml": ("serve.unreviewed", "words-missing"),
    "faults.yaml": ("unusable.unknown-flag", "words-missing"),
}
"""Files with what a host is told, each with a key in it and the code for where it is missing: the
sentence of that must stand in another file."""


def _refuse_missing_files(folder: Path, words: Words) -> None:
    """Raise UnusableError for a missing file of what the host is told."""
    for name, (key, code) in HOST_WORDS.items():
        if key not in words.table:
            raise UnusableError(code, name=str(folder / ENGLISH / "commands" / name))


@dataclass(frozen=True, slots=True)
class Console:
    """Prints events of the kiosk for the host, and reads the configuration again."""

    flags: Flags
    places: Places
    words: Words
    address: str

    def opened(self, port: int) -> None:
        """Print the address on which the kiosk is open."""
        from kiosk.ports import EVERY_ADDRESS  # noqa: PLC0415  (with the settings)

        address = self.address or EVERY_ADDRESS
        print(self.words("serve.open", host=address, port=port), flush=True)

    def reread(self) -> KioskPlan | None:
        """Return a new plan; if it has faults, print them and return None."""
        plan = _plan(self.flags, self.places, self.words)
        if isinstance(plan, int):
            print(self.words("serve.unchanged"), file=sys.stderr)
            return None
        return plan

    def incomplete_wall(self, parts: str) -> None:
        """Print which parts of the wall around workers are missing."""
        print(self.words("serve.bare", parts=parts), file=sys.stderr, flush=True)

    def reload_failed(self) -> None:
        """Print that a reload failed, and the kiosk continues unchanged."""
        print(self.words("serve.cold"), file=sys.stderr)

    def reloaded(self, *, moved: bool) -> None:
        """Print that the new settings count; if `moved`, a new address or port waits."""
        print(self.words("serve.later" if moved else "serve.renewed"), file=sys.stderr)


def _how_sound(flags: Flags, plan: KioskPlan, words: Words) -> str:
    """Return the result of a check; as root, add files the kiosk's user could not read."""
    places = plan.terms.places
    named = [places.pack, places.words, places.helplines, places.stored]
    named += [places.local] if places.local else []
    settings = [Path(flags.get("--config"))] if "--config" in flags else []
    missed = hidden([*program(), *named, *settings])
    if missed:
        opened = opening(missed, [own_folder(), *named, *settings])
        return words("serve.sound-for-root", name=missed[0], n=len(missed), opened=opened)
    return words("serve.sound")


def _incomplete_wall(plan: KioskPlan, words: Words) -> Iterator[str]:
    """Yield which parts of the wall around workers this machine lacks."""
    if parts := missing(plan.terms.wall):
        yield words("serve.bare", parts=parts)


def _ports(plan: KioskPlan, words: Words) -> Iterator[str]:
    """Yield each port that is in use now, perhaps by this kiosk itself.

    Yields, as root, each that the kiosk's own user may use only where the unit allows it. Raises
    UnusableError for any other place where this kiosk cannot listen.
    """
    from kiosk.ports import (  # noqa: PLC0415  (with the settings)
        RESERVED,
        TAKEN,
        places_of,
        refuse_one_port_twice,
    )

    refuse_one_port_twice(plan.config)
    for place in places_of(plan.config):
        found = place.found()
        with without_rights():
            error = place.refused(found)
        if error and error.code == RESERVED and os.geteuid() == 0:
            yield words("serve.reserved-for-root", port=place.port)
        elif error and error.code == TAKEN:
            yield words("serve.port-in-use", **error.values)
        elif error:
            raise error


def _not_stored(plan: KioskPlan, words: Words) -> Iterator[str]:
    """Yield where nothing could be stored for quick starts, as on a full disk."""
    places = plan.terms.places
    stored = [stored_at(places, language) for language in plan.readies]
    if not all(path and path.is_file() for path in stored):
        yield words("serve.not-stored", name=shown(str(places.stored)))


def _allowed_words(plan: KioskPlan, words: Words) -> Iterator[str]:
    """Yield what the settings allow to be shown though nobody has signed it."""
    if plan.unreviewed:
        yield words("serve.unreviewed", n=plan.unreviewed)


def _plan(flags: Flags, places: Places, words: Words) -> KioskPlan | int:
    """Return the plan for this call; if it is faulty, print all faults and return a status."""
    from kiosk.front.plan import Call, read_plan  # noqa: PLC0415  (SSH is heavy)

    def warn(error: UnusableError) -> None:
        print(_allowed(words, error), file=sys.stderr)

    file = Path(flags.get("--config")) if "--config" in flags else None
    call = Call(file, _settings(flags), allow_stale="--allow-stale" in flags)
    try:
        return read_plan(call, places, warn)
    except FaultyPackError as error:
        for fault in error.faults:
            print(fault_line(words, fault), file=sys.stderr)
    except UnusableError as error:
        print(sentence(words, error), file=sys.stderr)
        return LATER if error.code == "clock-behind" else CLOSED
    return CLOSED


def _settings(flags: Flags) -> Mapping[str, Mapping[str, str]]:
    """Return the settings given as flags, by table and name; a path is one of the call."""
    listen = {key: flags.get(flag) for flag, key in LISTEN.items() if flag in flags}
    listen |= {KEY: os.path.abspath(listen[KEY])} if KEY in listen else {}
    people = {key: flags.get(flag) for flag, key in PEOPLE.items() if flag in flags}
    return {"listen": listen, "people": people}


def _allowed(words: Words, error: UnusableError) -> str:
    """Return the sentence of a warning."""
    if error.code == "kiosk-stale":
        return words("serve.stale", **error.values)
    return sentence(words, error)


ROOT = Path(__file__).parent.parent
FOLDERS = ("commands", "content", "editor", "kiosk", "screens", "tree")


def program(root: Path = ROOT) -> Iterator[Path]:
    """Yield the files of the program, and the Python interpreter."""
    yield Path(sys.executable)
    yield root / "evenground.py"
    for folder in FOLDERS:
        yield from _files(root / folder)


def _files(place: Path) -> Iterator[Path]:
    return (path for path in place.rglob("*") if "__pycache__" not in path.parts)


def hidden(places: Iterable[Path]) -> list[Path]:
    """Return which of these files, with those in folders, an unprivileged user cannot read.

    Empty unless run as root: otherwise this user has just read them.
    """
    if os.geteuid() != 0:
        return []
    found = [path for place in places for path in (place, *_files(place))]
    needs = {path: os.R_OK | os.X_OK * path.is_dir() for path in found}
    with without_rights():
        return [path for path in found if not os.access(path, needs[path], effective_ids=True)]


def own_folder() -> Path:
    """Return the folder that holds the program and all its libraries."""
    environment = Path(sys.prefix)
    own = sys.prefix != sys.base_prefix
    return environment if own and environment in ROOT.parents else ROOT


def opening(missed: Sequence[Path], places: Iterable[Path]) -> str:
    """Return what opens these files, each in one of the places, to all, and nothing beside them."""
    used, files = ({path.resolve() for path in paths} for paths in (places, missed))
    used |= {path for path in files if used.isdisjoint((path, *path.parents))}
    tops = sorted(top for top in used if used.isdisjoint(top.parents))
    shut = [top for top in tops if any(top in (path, *path.parents) for path in files)]
    around = _closed_around([*missed, *shut])
    around = [folder for folder in around if not any(folder.is_relative_to(top) for top in shut)]
    commands = {"chmod a+x": around, "chmod -R a+rX": shut}
    return " && ".join(
        f"{command} {shlex.join(map(str, found))}" for command, found in commands.items() if found
    )


def _closed_around(paths: Iterable[Path]) -> list[Path]:
    """Return the folders around these that an unprivileged user may not enter."""
    around = sorted({folder for path in paths for folder in path.absolute().parents})
    with without_rights():
        return [folder for folder in around if not os.access(folder, os.X_OK, effective_ids=True)]


@contextmanager
def without_rights() -> Iterator[None]:
    """Be a user without rights for a while, if this is root."""
    if os.geteuid() != 0:
        yield
        return
    before = os.getgroups()
    os.setgroups([])
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)
        os.setgroups(before)
