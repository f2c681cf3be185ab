"""New settings that cannot be taken: the host is told, nobody notices, and later ones can."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commands.reports.sentences import command_words
from tests.support.copied import copy_program
from tests.support.kiosk_host import WIDE_OPEN, Kiosk, free_port, write_settings
from tests.support.kiosk_person import OPTIONS, Person, visit
from tests.support.kiosk_processes import alive, until
from tests.support.kiosk_traces import in_processes, leaked
from tests.support.small import edited, write_small
from tests.support.terminal import ROOT

PARTS = ("commands", "content", "editor", "kiosk", "screens", "tree")
LOCAL = 'helplines = "near.yaml"\n'
BROKEN = edited("forks.yaml", "when: harmed, to: danger", "when: low, to: danger")["forks"]
ZYGOTE = "kiosk/worker/zygote.py"
WORDS = Path("content", "words")
SAYS = command_words(ROOT / "content")
ENDS = {SAYS("serve.cold"), SAYS("serve.unchanged")}
"""What ends each word to the host that the settings are as they were."""


class Changed(Kiosk):
    """A kiosk whose own program and words can be changed while it runs."""

    def __init__(self, folder: Path) -> None:
        """Copy the program, and serve."""
        self.copy = folder / "program"
        copy_program(self.copy, *PARTS)
        settings = write_settings(folder, write_small(folder), WIDE_OPEN)
        super().__init__(settings, program=(str(self.copy / "evenground.py"),))

    def configure(self, more: str) -> None:
        """Write other settings; a SIGHUP makes them count."""
        write_settings(self.folder, self.folder / "small", more)

    def traces(self) -> list[str]:
        """Leave files aside: the pack, whose words are looked for, is written anew here."""
        return [*in_processes(self.all), *leaked("told", self.said)]

    @property
    def lines(self) -> list[str]:
        """What the host was told so far."""
        return self.said.decode().splitlines()

    async def is_told(self) -> list[str]:
        """Ask for new settings, wait until the host was told of a fault, and say all of it."""
        before = len(self.lines)
        self.signal(signal.SIGHUP)
        await until(lambda: len(self.lines) > before, "a sentence")
        await until(lambda: self.lines[-1] in ENDS, "the end of it")
        return self.lines[before:]

    async def renews(self) -> None:
        """Ask for new settings, and wait until they are for whoever comes, which is told."""
        zygote, before = self.zygote, len(self.lines)
        self.signal(signal.SIGHUP)
        await until(lambda: not alive(zygote), "another zygote alone")
        await until(lambda: self.lines[before:] == [SAYS("serve.renewed")], "a sentence")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Changed]:
    """Serve for all tests here: each leaves a kiosk that serves."""
    kiosk = Changed(tmp_path_factory.mktemp("kiosk"))
    with kiosk:
        yield kiosk


async def stays(person: Person) -> None:
    """Answer the first question as if nothing had happened."""
    await person.does("3", OPTIONS[2])
    await person.answers("acts")


NEVER_WARM = {
    "ends": "raise SystemExit(1)\n",
    "sleeps": "import time\ntime.sleep(86_400)\n",
}
"""What a zygote does that never gets warm."""


@pytest.mark.parametrize("does", NEVER_WARM.values(), ids=NEVER_WARM)
async def test_where_no_new_zygote_gets_warm_the_host_is_told_and_all_goes_on(
    changed: Changed, does: str
) -> None:
    file = changed.copy / ZYGOTE
    sound = file.read_text()
    async with visit(changed.port) as present:
        await present.starts()
        await until(lambda: len(changed.workers) == 2, "one to spare")
        zygote, descriptors = changed.zygote, changed.descriptors
        file.write_text(does)
        changed.configure(f"{WIDE_OPEN}[limits]\nhung_asleep = 1.0\n")
        said = await changed.is_told()
        assert len(said) == 1
        assert changed.zygote == zygote
        await stays(present)
        await serves(changed)
        await until(lambda: changed.descriptors <= descriptors, "as few descriptors as before")
    file.write_text(sound)
    changed.configure(WIDE_OPEN)
    await changed.renews()
    await serves(changed)


async def serves(kiosk: Changed) -> None:
    """Let somebody come, and see that they are served."""
    async with visit(kiosk.port) as another:
        await another.starts()
        await stays(another)


@pytest.mark.parametrize("name", ["port", "metrics_port"])
async def test_a_port_that_waits_for_the_next_start_is_said_and_all_else_counts(
    changed: Changed, name: str
) -> None:
    zygote, before, other = changed.zygote, len(changed.lines), free_port()
    running = f"[running]\nmetrics_port = {other}\n" if name == "metrics_port" else ""
    changed.configure(f"{WIDE_OPEN}{running}")
    if name == "port":
        text = changed.settings.read_text()
        changed.settings.write_text(text.replace("port = 0", f"port = {other}", 1))
    changed.signal(signal.SIGHUP)
    await until(lambda: len(changed.lines) > before, "a sentence")
    assert changed.lines[before:] == [SAYS("serve.later")]
    await until(lambda: not alive(zygote), "another zygote alone")
    await serves(changed)
    changed.configure(WIDE_OPEN)
    await changed.renews()


def break_promise(changed: Changed) -> None:
    """Break a promise of the pack."""
    (changed.folder / "small" / "forks.yaml").write_text(BROKEN)


def break_table(changed: Changed) -> None:
    """Name a table of local lines that is none."""
    changed.configure(LOCAL)
    (changed.folder / "near.yaml").write_bytes(b"\xff\x00 [")


def lose_pack(changed: Changed) -> None:
    """Lose the questions."""
    shutil.rmtree(changed.folder / "small")


def lose_sentences(changed: Changed) -> None:
    """Lose the words of the screens."""
    (changed.copy / WORDS / "en" / "screens.yaml").unlink()


def lose_words(changed: Changed) -> None:
    """Lose all words."""
    shutil.rmtree(changed.copy / WORDS)


def mend(changed: Changed) -> None:
    """Put all back as it was."""
    shutil.copytree(ROOT / WORDS, changed.copy / WORDS, dirs_exist_ok=True)
    write_small(changed.folder)
    changed.configure(WIDE_OPEN)


BREAKS = (break_promise, break_table, lose_pack, lose_sentences, lose_words)


@pytest.mark.parametrize("breaks", BREAKS, ids=[one.__name__ for one in BREAKS])
async def test_what_is_broken_is_told_and_all_goes_on(
    changed: Changed, breaks: Callable[[Changed], None]
) -> None:
    async with visit(changed.port) as present:
        await present.starts()
        breaks(changed)
        said = await changed.is_told()
        assert "Traceback" not in "".join(said)
        await stays(present)
        await serves(changed)
    mend(changed)
    await changed.renews()
    await serves(changed)
