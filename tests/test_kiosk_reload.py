"""New settings that cannot be taken: the host is told, nobody notices, and later ones can."""

from __future__ import annotations

import asyncio
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commands.speak import command_words
from tests.kiosk_front import WIDE_OPEN, Front, alive, until
from tests.kiosk_person import OPTIONS, Person, visit
from tests.small import edited, write_small
from tests.terminal import ROOT

PARTS = ("commands", "content", "kiosk", "screens", "tree")
LOCAL = 'helplines = "near.yaml"\n'
BROKEN = edited("forks.yaml", "when: harmed, to: danger", "when: low, to: danger")["forks"]
ZYGOTE = "kiosk/zygote.py"
WORDS = Path("content", "words")
SAYS = command_words(ROOT / "content")
ENDS = {SAYS("serve.cold"), SAYS("serve.unchanged")}
"""What ends each word to the host that the settings are as they were."""


class Changed(Front):
    """A kiosk whose own program and words can be changed while it runs."""

    def __init__(self, folder: Path) -> None:
        """Copy the program, and serve."""
        unmade = shutil.ignore_patterns("__pycache__", ".stored")
        self.program = folder / "program"
        for part in PARTS:
            shutil.copytree(ROOT / part, self.program / part, ignore=unmade)
        shutil.copy(ROOT / "evenground.py", self.program)
        super().__init__(folder, argv=(str(self.program / "evenground.py"),))

    @property
    def lines(self) -> list[str]:
        """What the host was told so far."""
        return self.said.read_text().splitlines()

    async def is_told(self) -> list[str]:
        """Ask for new settings, wait until the host was told of a fault, and say all of it."""
        before = len(self.lines)
        self.signal(signal.SIGHUP)
        await until(lambda: len(self.lines) > before, "a sentence")
        await until(lambda: self.lines[-1] in ENDS, "the end of it")
        return self.lines[before:]

    async def renews(self) -> None:
        """Ask for new settings, and wait until they are for whoever comes."""
        zygote, before = self.zygote, len(self.lines)
        self.signal(signal.SIGHUP)
        await until(lambda: not alive(zygote), "another zygote alone")
        assert len(self.lines) == before


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Changed]:
    """Serve for all tests here: each leaves a kiosk that serves."""
    front = Changed(tmp_path_factory.mktemp("kiosk"))
    with front:
        yield front


async def stays(person: Person) -> None:
    """Answer the first question as if nothing had happened."""
    await person.does("3", OPTIONS[2])
    await person.answers("acts")


def test_where_no_new_zygote_gets_warm_the_host_is_told_and_all_goes_on(front: Changed) -> None:
    async def go() -> None:
        file = front.program / ZYGOTE
        sound = file.read_text()
        async with visit(front.port) as present:
            await present.starts()
            await until(lambda: len(front.workers) == 2, "one to spare")
            zygote, descriptors = front.zygote, front.descriptors
            file.write_text("raise SystemExit(1)\n")
            front.configure(f"{WIDE_OPEN}[limits]\ntyped_burst = 300\n")
            said = await front.is_told()
            assert len(said) == 1
            assert front.zygote == zygote
            await stays(present)
            await serves(front)
            await until(lambda: front.descriptors <= descriptors, "as few descriptors as before")
        file.write_text(sound)
        await front.renews()
        await serves(front)

    asyncio.run(go())


async def serves(front: Front) -> None:
    """Let somebody come, and see that they are served."""
    async with visit(front.port) as another:
        await another.starts()
        await stays(another)


def break_promise(front: Changed) -> None:
    """Break a promise of the pack."""
    (front.folder / "small" / "forks.yaml").write_text(BROKEN)


def break_table(front: Changed) -> None:
    """Name a table of local lines that is none."""
    front.configure(LOCAL)
    (front.folder / "near.yaml").write_bytes(b"\xff\x00 [")


def lose_pack(front: Changed) -> None:
    """Lose the questions."""
    shutil.rmtree(front.folder / "small")


def lose_sentences(front: Changed) -> None:
    """Lose the words of the screens."""
    (front.program / WORDS / "en" / "screens.yaml").unlink()


def lose_words(front: Changed) -> None:
    """Lose all words."""
    shutil.rmtree(front.program / WORDS)


def mend(front: Changed) -> None:
    """Put all back as it was."""
    shutil.copytree(ROOT / WORDS, front.program / WORDS, dirs_exist_ok=True)
    write_small(front.folder)
    front.configure(WIDE_OPEN)


BREAKS = (break_promise, break_table, lose_pack, lose_sentences, lose_words)


@pytest.mark.parametrize("breaks", BREAKS, ids=[one.__name__ for one in BREAKS])
def test_what_is_broken_is_told_and_all_goes_on(
    front: Changed, breaks: Callable[[Changed], None]
) -> None:
    async def go() -> None:
        async with visit(front.port) as present:
            await present.starts()
            breaks(front)
            said = await front.is_told()
            assert "Traceback" not in "".join(said)
            await stays(present)
            await serves(front)
        mend(front)
        await front.renews()
        await serves(front)

    asyncio.run(go())
