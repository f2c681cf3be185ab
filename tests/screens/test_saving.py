"""General advice in a file: only when asked, only for its owner, whole or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.wire import SessionRequest, unpack_request
from screens.new_file import NotWrittenError, refuse_taken, write_new
from screens.setting import Setting, read_setting
from tests.support.visit import SETTING, WAYS, Visit, visit
from tree.fault import UnusableError

ROOT = Path(__file__).parents[2]
TEXT = "Drink water.\n"
ASKED = f"{WAYS['support']} t k"


def saving(path: Path) -> Setting:
    """Name a file at the start."""
    return replace(SETTING, save=str(path))


def mode(path: Path) -> int:
    """Return who may do what with a file."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_a_new_file_is_for_its_owner_alone(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        write_new(tmp_path / "new.txt", TEXT)
    finally:
        os.umask(before)
    assert (tmp_path / "new.txt").read_text() == TEXT
    assert mode(tmp_path / "new.txt") == 0o600


def there(folder: Path) -> Path:
    """Put a file where the new one would go."""
    (folder / "new.txt").write_text("Mine.")
    return folder / "new.txt"


def through_a_link(folder: Path) -> Path:
    """Put a link to nothing yet where the new file would go."""
    (folder / "new.txt").symlink_to(folder / "elsewhere.txt")
    return folder / "new.txt"


def in_no_folder(folder: Path) -> Path:
    """Name a folder that is not there."""
    return folder / "none" / "new.txt"


def in_a_file(folder: Path) -> Path:
    """Name a file as the folder."""
    (folder / "file").write_text("Mine.")
    return folder / "file" / "new.txt"


def shared(folder: Path) -> Path:
    """Let others change what is in the folder."""
    (folder / "open").mkdir()
    (folder / "open").chmod(0o777)
    return folder / "open" / "new.txt"


def for_a_group(folder: Path) -> Path:
    """Let a group change what is in the folder."""
    (folder / "open").mkdir()
    (folder / "open").chmod(0o770)
    return folder / "open" / "new.txt"


def a_folder(folder: Path) -> Path:
    """Name a folder that is there."""
    (folder / "new.txt").mkdir()
    return folder / "new.txt"


REFUSED = [
    (there, "exists"), (through_a_link, "exists"), (a_folder, "exists"), (in_no_folder, "folder"),
    (in_a_file, "folder"), (shared, "shared"), (for_a_group, "shared"),
]  # fmt: skip


@pytest.mark.parametrize(("place", "reason"), REFUSED)
def test_what_cannot_be_new_and_private_is_refused(
    tmp_path: Path, place: Callable[[Path], Path], reason: str
) -> None:
    path = place(tmp_path)
    before = everything(tmp_path)
    with pytest.raises(NotWrittenError) as refused:
        write_new(path, TEXT)
    assert refused.value.reason == reason
    with pytest.raises(NotWrittenError) as refused:
        refuse_taken(path)
    assert refused.value.reason == reason
    assert everything(tmp_path) == before


def everything(folder: Path) -> dict[Path, str]:
    """Read all that lies in a folder, links as they are."""
    return {
        path: path.read_text() if path.is_file() and not path.is_symlink() else ""
        for path in folder.rglob("*")
    }


def test_where_everyone_may_write_but_remove_only_their_own_a_file_is_taken(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    refuse_taken(tmp_path / "new.txt")
    write_new(tmp_path / "new.txt", TEXT)


FULL = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from screens.new_file import NotWrittenError, write_new
try:
    write_new(Path(sys.argv[2]), "Drink water.")
except NotWrittenError as error:
    print(error.reason)
"""


def test_on_a_full_disk_nothing_is_left(tmp_path: Path) -> None:
    full = [sys.executable, str(ROOT / "tests" / "support" / "full_disk.py")]
    program = [*full, "-B", "-c", FULL, str(ROOT), str(tmp_path / "new.txt")]
    ran = subprocess.run(program, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["full"]
    assert everything(tmp_path) == {}


PROGRAM = [sys.executable, "-B", str(ROOT / "evenground.py")]


def test_a_name_that_cannot_be_made_is_told_before_the_first_question(tmp_path: Path) -> None:
    path = there(tmp_path)
    program = [*PROGRAM, "--plain", "--save", str(path)]
    ran = subprocess.run(program, input="", capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert str(path) in ran.stderr
    assert ran.stdout == ""


def test_a_kiosk_refuses_to_save() -> None:
    with pytest.raises(UnusableError) as refused:
        read_setting(["--kiosk", "--save", "a.txt"], {}, terminal=True)
    assert refused.value.code == "save-at-kiosk"


def test_a_kiosk_over_ssh_refuses_to_save() -> None:
    serve = [*PROGRAM, "serve", "--save", "a.txt"]
    ran = subprocess.run(serve, capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert len(ran.stderr.splitlines()) == 1
    assert "--save" in ran.stderr


def test_a_worker_of_a_kiosk_knows_no_file() -> None:
    setting = read_setting(["--kiosk"], {"TERM": "xterm"}, terminal=True)
    told = unpack_request(SessionRequest(setting, "en", {}, (80, 24)).pack())
    assert told.setting.save == ""


async def test_without_a_name_nothing_is_offered() -> None:
    async with visit(ASKED) as run:
        assert run.top == "TakeAlongPage"
        await run.press("n n n n")
        assert "save" not in picks(run)


def picks(run: Visit) -> set[str]:
    """List what can be chosen in front."""
    return {row.pick for row in run.app.screen.choices.rows}  # type: ignore[attr-defined] # a screen of ours


async def test_a_file_is_written_after_a_warning_and_a_second_key(tmp_path: Path) -> None:
    path = tmp_path / "new.txt"
    async with visit(ASKED, setting=saving(path)) as run:
        assert run.top == "SavePage"
        assert not path.exists()
        await run.press("down enter")
        assert mode(path) == 0o600
        written = path.read_text()
        assert "999" in written
        assert picks(run) == {"", "back"}
        await run.press("enter b")
        assert everything(tmp_path) == {path: written}


@pytest.mark.parametrize("keys", ["b", "k", "down down enter", "enter enter", "escape", "space"])
async def test_no_other_key_writes(tmp_path: Path, keys: str) -> None:
    async with visit(ASKED, setting=saving(tmp_path / "new.txt")) as run:
        await run.press(keys)
    assert everything(tmp_path) == {}


async def test_what_came_between_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    async with visit(ASKED, setting=saving(tmp_path / "new.txt")) as run:
        there(tmp_path)
        before = run.options
        await run.press("down enter")
        assert run.top == "SavePage"
        assert run.pinned("notice")
        assert run.options == before
    assert everything(tmp_path) == {tmp_path / "new.txt": "Mine."}


async def test_a_file_holds_nothing_of_an_urgent_page(tmp_path: Path) -> None:
    path = tmp_path / "new.txt"
    async with visit(f"{ASKED} down enter", setting=saving(path)) as run:
        steps = [
            step.say for outcome in run.app.walk.tree.outcomes.values() for step in outcome.steps
        ]
    assert not any(step in path.read_text() for step in steps)


async def test_the_numbers_in_a_file_are_the_same_for_everyone(tmp_path: Path) -> None:
    texts = set()
    for way in ("support", "crisis", "danger"):
        async with visit(f"{WAYS[way]} t k down enter", setting=saving(tmp_path / way)):
            texts.add((tmp_path / way).read_text())
    assert len(texts) == 1


async def test_the_file_holds_the_numbers_of_a_country_that_was_chosen_on_its_page(
    tmp_path: Path,
) -> None:
    path = tmp_path / "new.txt"
    async with visit(f"{ASKED} c 1 enter", setting=saving(path)) as run:
        assert run.app.country == "FR"
        await run.press("home down enter")
    assert "112" in path.read_text()
    assert "999" not in path.read_text()


async def test_a_written_file_is_offered_no_second_time(tmp_path: Path) -> None:
    async with visit(f"{ASKED} down enter c 1 enter", setting=saving(tmp_path / "new.txt")) as run:
        assert run.top == "SavePage"
        assert picks(run) == {"", "back"}
