"""After visits of all kinds no answer, no name and no key of anyone is left on the host."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

import asyncssh
import pytest

from kiosk.worker.full import Notice
from screens.full.app import Evenground
from screens.full.base_screen import BaseScreen
from tests.support.kiosk_host import PLANTED, WIDE_OPEN, Kiosk, small_kiosk, write_settings
from tests.support.kiosk_person import OPTIONS, Person, connect, visit
from tests.support.kiosk_traces import in_processes
from tests.support.sample import SECRET, words
from tests.support.small import write_small
from tests.support.traces import ASKED, OPENINGS, TREE

HASTY = f"{WIDE_OPEN}[limits]\nhung_cpu = 0.5\nhung_asleep = 1.0\n"
ROOMS = (Notice.__module__.partition(".")[0], Evenground.__module__.partition(".")[0])
WORDS = words()


@pytest.fixture(scope="module")
def open_kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    """Serve with faults planted."""
    with small_kiosk(tmp_path_factory.mktemp("kiosk"), HASTY, program=PLANTED) as kiosk:
        yield kiosk


async def tells(person: Person) -> dict[str, list[str]]:
    """Ask a worker with a planted key what it imported and opened since it was forked."""
    person.press("T")
    await person.wait(lambda: person.window.titles[-1].startswith("{"), "what it did")
    told: dict[str, list[str]] = json.loads(person.window.titles[-1])
    return told


def screens(kind: type[BaseScreen] = BaseScreen) -> Iterator[str]:
    """Name every screen that the program has; one that fills nothing in cannot be shown."""
    for screen in kind.__subclasses__():
        if screen.__module__.partition(".")[0] in ROOMS:
            yield from [screen.__name__] if screen.fill is not BaseScreen.fill else []
            yield from screens(screen)


async def looks(person: Person, way: str, seen: str, back: str) -> None:
    """Go to another screen by these keys, and come back from there."""
    person.press(*way.split())
    await person.sees(seen)
    person.press("b")
    await person.sees(back)


async def walk(kiosk: Kiosk, person: Person) -> None:
    """See every screen that there is; the last is the word that the kiosk closes."""
    await person.sees(WORDS["welcome.country"])
    await looks(person, "2 enter", WORDS["country.title"], WORDS["welcome.country"])
    await looks(person, f"{HIDES} enter", WORDS["welcome.cannot"][:40], WORDS["welcome.country"])
    await person.starts()
    await looks(person, "h", WORDS["card.emergency"], OPTIONS[0])
    await looks(person, "?", TREE.questions["gate"].why, OPTIONS[0])
    await looks(person, "o", TREE.sources["B1"].says, OPTIONS[0])
    await person.does("3", OPTIONS[2])
    await person.finishes()
    await looks(person, "w", WORDS["weigh.situation"], OPENINGS["rebuild"])
    await looks(person, "f", OPENINGS["step-back"], OPENINGS["rebuild"])
    person.press("t")
    await person.sees(WORDS["take.title"])
    person.press("1")
    await person.sees("> 1 ")
    await looks(person, "r", WORDS["code.how"].partition(".")[0], WORDS["take.title"])
    person.press("b")
    await person.sees(OPENINGS["rebuild"])
    await looks(person, "W", WORDS["idle.title"], WORDS["leave.card"])
    person.press("l")
    await person.sees(WORDS["look.title"])
    await looks(person, "1 enter", OPTIONS[0], WORDS["look.title"])
    kiosk.signal(signal.SIGTERM)
    await person.wait(lambda: WORDS["look.title"] not in person.text, "that the kiosk closes")


HIDES = 3
"""Digit of the page that says what the check cannot hide."""

LONG = "These are hard. " * 19
"""A note that has no room above its question in a small window."""

NEVER = {"SavePage"}
"""Screens that no kiosk has: it refuses to write files."""

MORE = """\
weigh:
  situation: You both try.
  decision: Slowly, or not?
  options:
    - {id: slowly, say: Slowly., good: Time., hard: A wait., like: A walk.}
    - {id: fast, say: Fast., good: Soon., hard: A fall., like: A run.}
beside: [{when: calm, to: step-back}]
"""


def with_every_screen(folder: Path) -> Path:
    """Write the small pack, with a decision to weigh and a page beside another."""
    pack = write_small(folder)
    with (pack / "outcomes" / "rebuild.yaml").open("a", encoding="utf-8") as file:
        file.write(MORE)
    topics = pack / "pack.yaml"
    short = topics.read_text(encoding="utf-8")
    topics.write_text(short.replace("These are hard.", LONG), encoding="utf-8")
    return pack


async def test_a_worker_imports_nothing_and_opens_nothing_on_any_screen(tmp_path: Path) -> None:
    async def in_a_small_window(kiosk: Kiosk) -> dict[str, list[str]]:
        async with visit(kiosk.port, person=Person((40, 15)), term_size=(40, 15)) as person:
            await person.sees(WORDS["welcome.start"])
            person.press("enter")
            await person.sees("These are hard.")
            return await tells(person)

    async def go(kiosk: Kiosk) -> dict[str, list[str]]:
        small = await in_a_small_window(kiosk)
        async with visit(kiosk.port, person=Person((200, 50)), term_size=(200, 50)) as person:
            await walk(kiosk, person)
            told = await tells(person)
            person.press("q")
            await person.ends()
        return {kind: told[kind] + small[kind] for kind in told}

    settings = write_settings(tmp_path, with_every_screen(tmp_path), WIDE_OPEN)
    with Kiosk(settings, program=PLANTED) as kiosk:
        told = await go(kiosk)
        assert kiosk.wait_end() == 0
    assert set(screens()) - NEVER == {*told["screen"]} & set(screens())
    assert told["import"] == []
    assert told["open"] == []


async def visits(kiosk: Kiosk) -> None:
    """Visit in every way that might leave something: to the end, by lines, and broken off."""
    key = asyncssh.generate_private_key("ssh-ed25519", comment=SECRET)
    connection = await connect(kiosk.port, client_keys=[key], preferred_auth="publickey,none")
    connection.abort()
    for fault in "CUV":
        async with visit(kiosk.port) as person:
            await person.starts()
            await person.does("3", OPTIONS[2])
            await person.answers("acts")
            person.press("1", fault)
            await person.ends()
    async with visit(kiosk.port) as person, visit(kiosk.port, term_type="dumb") as by_lines:
        await person.starts()
        await person.does("3", OPTIONS[2])
        await by_lines.starts()
        by_lines.press("3", "enter")
        await by_lines.sees(ASKED["acts"])
        await person.finishes()
        assert kiosk.traces() == []


async def test_nothing_of_anyone_is_found_while_they_are_there_and_afterwards(kiosk: Kiosk) -> None:
    await visits(kiosk)


def leave(kiosk: Kiosk, answer: str) -> None:
    """Leave an answer in a file, and a key in what the host is told."""
    kiosk.looked_into()
    (kiosk.folder / "log").write_text(f"one said: {answer}")
    with open(f"/proc/{kiosk.pid}/fd/2", "w", encoding="utf-8") as told:
        told.write(SECRET)


def test_what_is_left_anywhere_is_found_at_the_end_of_a_kiosk(tmp_path: Path) -> None:
    answer = TREE.questions["acts"].options[0].say
    noted = {"NOTED": repr({"gate": "yes"})}
    with (
        pytest.raises(AssertionError) as found,
        small_kiosk(tmp_path, environment=noted) as kiosk,
    ):
        leave(kiosk, answer)
    places = str(found.value)
    assert f"/proc/{kiosk.pid}/environ" in places
    assert f"{tmp_path / 'log'}: {answer}" in places
    assert f"told: {SECRET}" in places


def test_what_a_process_holds_open_is_found_without_a_name() -> None:
    with TemporaryFile() as nameless:
        nameless.write(SECRET.encode())
        nameless.flush()
        assert any(SECRET in found for found in in_processes([os.getpid()]))
