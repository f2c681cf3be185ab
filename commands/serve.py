"""`serve`: the kiosk over SSH, opened only where all that it needs is in order."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from commands.clock import clock_behind, newest_to_come
from commands.readable import hidden, program
from commands.speak import command_words, fault_line, sentence
from kiosk.leftovers import start_again
from screens.flags import Flags, read_flags
from screens.words import Words
from tree.fault import FaultyPackError, UnusableError
from tree.prepare import Places, prepare
from tree.reading.checked import check_pack
from tree.reading.files import gather
from tree.reading.freshness import faults_with_own, limit_of
from tree.ready import Ready

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.serve import Plan

FLAGS = {
    "--host": True,
    "--port": True,
    "--host-key": True,
    "--config": True,
    "--people-per-worker": True,
    "--check-config": False,
    "--allow-stale": False,
}
PEOPLE = {"--people-per-worker": "per_worker"}
CLOSED, LATER = 2, 75
"""It would be the same again; it is worth to try again soon."""

EVERY_ADDRESS = "*"
LISTEN = {"--host": "host", "--port": "port", "--host-key": "host_key"}


def serve(argv: list[str], places: Places) -> int:
    """Open the kiosk; say why, where it must not open. Raises UnusableError."""
    if not sys.platform.startswith("linux"):
        raise UnusableError("kiosk-linux")
    flags = read_flags(argv, FLAGS)
    if "--check-config" not in flags:
        start_again("serve", argv)
    words = command_words(places.words.parent)
    plan = _sound(flags, places, words)
    if isinstance(plan, int):
        return plan
    if "--check-config" in flags:
        print(_how_sound(flags, plan, words))
        return 0
    from kiosk.serve import open_kiosk  # noqa: PLC0415  (SSH is heavy, and one command needs it)

    return open_kiosk(plan, Host(flags, places, words, plan.config.listen.host))


@dataclass(frozen=True, slots=True)
class Host:
    """Tells whoever called what becomes of the kiosk, and reads anew what they called it with."""

    flags: Flags
    places: Places
    words: Words
    address: str

    def opened(self, port: int) -> None:
        """Say where it is open."""
        address = self.address or EVERY_ADDRESS
        print(self.words("serve.open", host=address, port=port), flush=True)

    def again(self) -> Plan | None:
        """Read all anew; where it is faulty, say that the kiosk goes on as it is."""
        plan = _sound(self.flags, self.places, self.words)
        if isinstance(plan, int):
            print(self.words("serve.unchanged"), file=sys.stderr)
            return None
        return plan

    def bare(self) -> None:
        """Say that workers have less of a wall around them than they could have."""
        print(self.words("serve.bare"), file=sys.stderr, flush=True)

    def cold(self) -> None:
        """Say that the kiosk goes on as it is, though nothing was faulty."""
        print(self.words("serve.cold"), file=sys.stderr)


def _how_sound(flags: Flags, plan: Plan, words: Words) -> str:
    """Say that all is well, as whom that was seen, and what the kiosk's own user may miss."""
    named = [Path(place) for place in plan.terms.places.values() if place]
    settings = [Path(flags.get("--config"))] if "--config" in flags else []
    missed = hidden([*program(), *named, *settings])
    if missed:
        return words("serve.sound-for-root", name=missed[0], n=len(missed))
    return words("serve.sound")


def _sound(flags: Flags, places: Places, words: Words) -> Plan | int:
    """Read all; where it is faulty, say all that is wrong, and return a status."""
    try:
        return _plan(flags, places, words)
    except FaultyPackError as error:
        for fault in error.faults:
            print(fault_line(words, fault), file=sys.stderr)
    except UnusableError as error:
        print(sentence(words, error), file=sys.stderr)
        return LATER if error.code == "clock-behind" else CLOSED
    return CLOSED


def _plan(flags: Flags, places: Places, words: Words) -> Plan:
    from kiosk.host_key import read_key  # noqa: PLC0415
    from kiosk.pool import Terms  # noqa: PLC0415
    from kiosk.serve import Plan  # noqa: PLC0415

    file = Path(flags.get("--config")) if "--config" in flags else None
    config = _config(flags, file)
    own = _places(config, places, file)
    readies = _readies(own, config.check.language or "en")
    _refuse_country(config, readies)
    _refuse_stale(own, words, allowed="--allow-stale" in flags)
    key = read_key(_beside(file, config.listen.host_key))
    first = next(iter(readies))
    terms = Terms(_named(own), first, config.people.per_worker, config.limits.memory_mib)
    return Plan(config, readies, terms, key, words)


def _config(flags: Flags, file: Path | None) -> Config:
    """Read the file, with what the call says in place of what stands there."""
    from kiosk.config import read_config  # noqa: PLC0415

    listen = {key: flags.get(flag) for flag, key in LISTEN.items() if flag in flags}
    people = {key: flags.get(flag) for flag, key in PEOPLE.items() if flag in flags}
    return read_config(file, {"listen": listen, "people": people})


def _beside(file: Path | None, name: str) -> Path:
    """Take a path as it stands beside the file that names it."""
    if not name:
        raise UnusableError("host-key-needed")
    return (file.parent if file else Path()) / name


def _places(config: Config, places: Places, file: Path | None) -> Places:
    check = config.check
    return Places(
        pack=_beside(file, check.pack).resolve() if check.pack else places.pack,
        words=places.words,
        helplines=places.helplines,
        stored=places.stored,
        local=_beside(file, check.helplines).resolve() if check.helplines else None,
        today=date.today().isoformat(),
    )


def _named(places: Places) -> dict[str, str | None]:
    named = {"pack": places.pack, "words": places.words, "helplines": places.helplines}
    named["stored"] = places.stored
    texts: dict[str, str | None] = {name: str(path.absolute()) for name, path in named.items()}
    return {**texts, "local": str(places.local) if places.local else None}


def _readies(places: Places, language: str) -> dict[str, Ready]:
    """Make all ready in every language, this one first; nothing broken passes."""
    first = prepare(places, language)
    others = [other for other in first.languages if other != language]
    return {language: first, **{other: prepare(places, other) for other in others}}


def _refuse_country(config: Config, readies: Mapping[str, Ready]) -> None:
    known = next(iter(readies.values())).helplines.countries
    name = config.check.country.upper()
    if name and name not in known:
        raise UnusableError("unknown-country", name=name, known=", ".join(sorted(known)))


def _refuse_stale(places: Places, words: Words, *, allowed: bool) -> None:
    """Refuse tables read too long ago, or on days to come: then the clock of this machine is wrong.

    Where the host allows them, say so at each start.
    """
    limit = limit_of(check_pack(gather(places.pack)).pack)
    tables, today = gather(places.helplines), date.today()
    own = {f"local-{places.local.name}": places.local.read_bytes()} if places.local else {}
    if read := newest_to_come({**tables, **own}, today):
        if not allowed:
            raise clock_behind(read, today)
        print(sentence(words, clock_behind(read, today)), file=sys.stderr)
        return
    stale = tuple(faults_with_own(tables, places.local, limit, today))
    if stale and not allowed:
        raise UnusableError("kiosk-stale", n=str(len(stale)), limit=str(limit))
    if stale:
        print(words("serve.stale", n=len(stale), limit=limit), file=sys.stderr)
