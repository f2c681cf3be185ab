"""All that a kiosk opens with, read and checked: settings, content, host key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kiosk import sandbox
from kiosk.config import Config, line_of, read_config
from kiosk.front.requests import usual_requests
from kiosk.front.ssh import asyncssh, read_key
from kiosk.wire import Terms
from tree.checking.checked import Checked, check_pack
from tree.checking.everything import spoken_words
from tree.checking.freshness import clock_behind, faults_with_own, limit_of, newest_to_come
from tree.checking.held_back import borrowed, held_back, own_as_written
from tree.checking.line_notes import line_notes
from tree.checking.lived import refuse_broken_lives
from tree.checking.signing.reviewed import standings, unsigned
from tree.fault import UnusableError
from tree.helplines import no_such_country
from tree.pack.files import gather
from tree.prepare import ENGLISH, Places, own_language, prepare_all
from tree.stored_start import Ready

OWN_STATE = Path("/proc/self/stat")
"""Without /proc a kiosk cannot bound what its processes take, nor see which of them hang."""


WORDS = ("kiosk.yaml", "line.yaml", "screens.yaml")
"""Files with what every visitor is told; other languages are translated from the English ones."""


@dataclass(frozen=True, slots=True)
class Call:
    """How a host called the kiosk: a file of settings, settings by table and name, a permission."""

    file: Path | None
    settings: Mapping[str, Mapping[str, str]]
    allow_stale: bool


@dataclass(frozen=True, slots=True)
class KioskPlan:
    """All that a kiosk opens with; `unreviewed` counts what nobody has signed."""

    config: Config
    readies: Mapping[str, Ready]
    terms: Terms
    key: asyncssh.SSHKey
    unreviewed: int = 0


def read_plan(call: Call, places: Places, warn: Callable[[UnusableError], None]) -> KioskPlan:
    """Return the plan for a call; raises FaultyPackError or UnusableError.

    What would be refused, and is allowed by this call, is handed to `warn`, as are languages that
    nobody is offered.
    """
    config = read_config(call.file, call.settings)
    _refuse_kernel(config)
    _refuse_missing_files(places.words / ENGLISH)
    own = _places(config, places, call.file)
    readies = prepare_all(own, config.check.language or own_language(own.pack))
    _refuse_country(config, call.file, readies)
    checked = check_pack(gather(own.pack))
    refuse_broken_lives(checked)
    for note in _notes(
        checked, own, places.helplines.absolute(), placed=bool(config.check.country)
    ):
        warn(note)
    if found := _stale(own, checked):
        if not call.allow_stale:
            raise found
        warn(found)
    key = read_key(_beside(call.file, config.listen.host_key))
    open_ = _unreviewed(checked, own.words, readies)
    if open_ and not config.check.allow_unreviewed:
        raise UnusableError("kiosk-unreviewed", n=str(open_))
    first = next(iter(readies))
    terms = Terms(
        replace(own, today=""), first, config.people.per_worker, config.limits.memory_mib,
        sandbox.stands(), usual_requests(config, first),
    )  # fmt: skip
    return KioskPlan(config, readies, terms, key, open_)


def _refuse_kernel(config: Config) -> None:
    """Refuse a machine on which workers could not run, or not as the settings demand."""
    if not OWN_STATE.exists():
        raise UnusableError("kiosk-no-proc")
    if config.running.require_confinement and (lacks := sandbox.missing(sandbox.stands())):
        raise UnusableError("kiosk-unconfined", parts=lacks)


def _refuse_missing_files(english: Path) -> None:
    """Raise UnusableError for a file of words that every visitor needs."""
    for name in WORDS:
        if not (english / name).is_file():
            raise UnusableError("words-missing", name=str(english / name))


def _notes(
    checked: Checked, places: Places, shipped: Path, *, placed: bool
) -> Iterator[UnusableError]:
    """Yield what is not offered to people in their language or their place, or not as a whole."""
    for look in (held_back, borrowed):
        yield from look(checked, places.words, places.helplines)
    if places.local:
        yield from own_as_written(checked, places.local, places.helplines)
    yield from line_notes(checked, places.helplines, shipped, places.local, placed=placed)


def _beside(file: Path | None, name: str) -> Path:
    """Return a path relative to the file that names it; raises UnusableError without a name."""
    if not name:
        raise UnusableError("host-key-needed")
    return (file.parent if file else Path()) / name


def _places(config: Config, places: Places, file: Path | None) -> Places:
    """Return where the content stands, by absolute paths: the zygote works in another folder."""
    check = config.check
    found = Places(
        pack=_beside(file, check.pack).resolve() if check.pack else places.pack.absolute(),
        words=places.words.absolute(),
        helplines=places.helplines.absolute(),
        stored=places.stored.absolute(),
        local=_beside(file, check.helplines).resolve() if check.helplines else None,
        today=date.today().isoformat(),
    )
    return found.of(found.pack)


def _refuse_country(config: Config, file: Path | None, readies: Mapping[str, Ready]) -> None:
    known = next(iter(readies.values())).helplines.countries
    name = config.check.country.upper()
    if file and name and name not in known:
        values = no_such_country(name, known).values
        line = str(line_of(file, "check", "country"))
        raise UnusableError("country-in-settings", file=file.name, line=line, **values)


def _unreviewed(checked: Checked, words: Path, readies: Mapping[str, Ready]) -> int:
    """Return how many questions, pages and sentences on offer nobody has signed as they are."""
    found = unsigned(standings(checked, spoken_words(checked, words)))
    return sum(standing.unit.language in readies for standing in found)


def _stale(places: Places, checked: Checked) -> UnusableError | None:
    """Return a fault if helplines were read too long ago, or on days to come.

    On days to come means that the clock of this machine is behind.
    """
    limit = limit_of(checked.pack)
    tables, today = gather(places.helplines), date.today()
    own = {f"local-{places.local.name}": places.local.read_bytes()} if places.local else {}
    if read := newest_to_come({**tables, **own}, today):
        return clock_behind(read, today)
    stale = tuple(faults_with_own(tables, places.local, limit, today))
    return UnusableError("kiosk-stale", n=str(len(stale)), limit=str(limit)) if stale else None
