"""After visits of all kinds no answer, no name and no key of anyone is left on the host."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import asyncssh
import pytest

from tests.kiosk_front import WIDE_OPEN, Front
from tests.kiosk_person import OPTIONS, USER, Person, connect, visit
from tests.sample import SECRET, words
from tests.traces import ASKED, SAYINGS, TREE

HASTY = f"{WIDE_OPEN}[limits]\nhung_cpu = 0.5\nhung_asleep = 0.5\n"
PLANTED = ("tests/planted_kiosk.py",)
CHOSEN = [option.say for option in TREE.questions["acts"].options]


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """Serve with faults planted."""
    with Front(tmp_path_factory.mktemp("kiosk"), HASTY, PLANTED) as front:
        yield front


async def tells(person: Person) -> dict[str, list[str]]:
    """Ask a worker with a planted key what it imported and opened since it was forked."""
    person.press("T")
    await person.wait(lambda: person.window.titles[-1].startswith("{"), "what it did")
    told: dict[str, list[str]] = json.loads(person.window.titles[-1])
    return told


def test_a_worker_imports_nothing_and_opens_nothing_on_a_walk(front: Front) -> None:
    async def go() -> dict[str, list[str]]:
        async with visit(front.port, person=Person((200, 50)), term_size=(200, 50)) as person:
            await person.starts()
            for key, seen in (("h", words()["card.title"]), ("?", TREE.questions["gate"].why)):
                person.press(key)
                await person.sees(seen)
                person.press("b")
                await person.sees(OPTIONS[0])
            await person.does("3", OPTIONS[2])
            await person.finishes()
            person.press("h")
            await person.sees(words()["card.title"])
            return await tells(person)

    told = asyncio.run(go())
    assert {"Welcome", "Ask", "Card", "LookOver", "OutcomePage", "Why"} <= {*told["screen"]}
    assert told["import"] == []
    assert told["open"] == []


async def visits(front: Front) -> None:
    """Visit in every way that might leave something: to the end, by lines, and broken off."""
    key = asyncssh.generate_private_key("ssh-ed25519", comment=SECRET)
    connection = await connect(front.port, client_keys=[key], preferred_auth="publickey,none")
    connection.abort()
    for fault in "CUV":
        async with visit(front.port) as person:
            await person.starts()
            await person.does("3", OPTIONS[2])
            await person.answers("acts")
            person.press("1", fault)
            await person.ends()
    async with visit(front.port) as person, visit(front.port, term_type="dumb") as by_lines:
        await person.starts()
        await person.does("3", OPTIONS[2])
        await by_lines.starts()
        by_lines.press("3", "enter")
        await by_lines.sees(ASKED["acts"])
        await person.finishes()
        assert not list(found(front))


def found(front: Front) -> Iterator[str]:
    """Find what nobody may find: in processes, in their files, and in what the kiosk said."""
    for pid in front.all:
        with suppress(FileNotFoundError, ProcessLookupError):  # one that ended meanwhile
            yield from found_in(pid)
    for path in front.folder.rglob("*"):
        if path.is_file() and "small" not in path.parts:
            yield from told(path)


def found_in(pid: int) -> Iterator[str]:
    """Look into what a process was started with, and into the files that it holds."""
    for name in ("cmdline", "environ"):
        yield from told(Path(f"/proc/{pid}/{name}"))
    for link in Path(f"/proc/{pid}/fd").iterdir():
        path = Path(os.readlink(link))
        if path.is_file() and not path.is_relative_to("/dev"):
            yield from told(path)


def told(path: Path) -> Iterator[str]:
    """Look for names, keys and answers in a file."""
    text = path.read_bytes().decode("utf-8", "replace")
    yield from (f"{path}: {says}" for says in (USER, SECRET, *CHOSEN) if says in text)


def test_nothing_of_anyone_is_left_on_the_host(front: Front) -> None:
    before = set(Path("/tmp").glob("core*")) | set(Path.cwd().glob("core*"))  # noqa: S108
    asyncio.run(visits(front))
    assert list(found(front)) == []
    front.signal(signal.SIGTERM)
    assert front.wait_end() == 0
    assert front.said.read_bytes() == b""
    assert list(found_after(front.folder)) == []
    assert before == set(Path("/tmp").glob("core*")) | set(Path.cwd().glob("core*"))  # noqa: S108


def found_after(folder: Path) -> Iterator[str]:
    """Find traces in what is left of the kiosk's own folder."""
    files = [path for path in folder.rglob("*") if path.is_file() and "small" not in path.parts]
    for path in files:
        yield from told(path)
        yield from (
            f"{path}: {says}" for says in SAYINGS if says in path.read_text(errors="replace")
        )
