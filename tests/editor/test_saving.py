"""Saving: whole files with the old content beside them, drafts, conflicts, one editor at once."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from editor.desk import PackDesk, open_desk
from editor.values import Conflict, Judgement, Saved, Standstill
from tests.editor.desks import WORDS, entry_of, field_of, places_of, small_desk
from tree.fault import Fault, UnusableError, Where
from tree.pack.files import gather

ROOT = Path(__file__).parents[2]
FAULTS = (Fault("promise-broken", Where("promises.yaml")),)
SAFETY, AFTER = "questions/safety.yaml", "questions/after.yaml"


def approve(desk: PackDesk) -> None:
    """Take this revision for proved."""
    desk.judgement = Judgement(desk.revision, Standstill.KEPT, proved=True)


async def again(desk: PackDesk) -> PackDesk:
    """Close a desk and open its pack once more."""
    await desk.close()
    return open_desk(desk.places, WORDS)


def test_saving_changes_one_line_keeps_the_mode_and_the_old_file(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    file = desk.places.folder / SAFETY
    was = file.read_bytes()
    file.chmod(0o640)
    desk.set(field_of(desk, "question:gate/ask"), "Do you?")
    approve(desk)
    assert desk.save() == Saved((SAFETY,))
    now = file.read_bytes().splitlines()
    assert [a for a, b in zip(now, was.splitlines(), strict=True) if a != b] == [
        b"    ask: Do you?"
    ]
    assert file.with_name("safety.yaml.bak").read_bytes() == was
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert desk.changed == ()
    assert not (desk.places.folder / ".draft").exists()
    desk.undo()
    approve(desk)
    desk.save()
    assert file.read_bytes() == was


def test_what_is_not_proved_or_not_kept_is_never_saved(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    desk.set(field_of(desk, "question:gate/ask"), "Do you?")
    for judged, code in (
        (Judgement(desk.revision - 1, Standstill.KEPT, proved=True), "edit-not-proved"),
        (Judgement(desk.revision, Standstill.OPEN), "edit-not-proved"),
        (Judgement(desk.revision, Standstill.OPEN, proved=True), "edit-not-servable"),
        (Judgement(desk.revision, Standstill.BROKEN, FAULTS, proved=True), "edit-not-servable"),
    ):
        desk.judgement = judged
        with pytest.raises(UnusableError) as refused:
            desk.save()
        assert refused.value.code == code
    assert gather(desk.places.folder) == desk.saved


async def test_unsaved_work_is_offered_at_the_next_start(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    desk.set(field_of(desk, "question:gate/ask"), "Do you?")
    edited = desk.files
    desk = await again(desk)
    assert desk.draft is not None
    assert (desk.draft.files, desk.draft.outdated) == ((SAFETY,), ())
    assert desk.files == desk.saved
    desk.take_draft()
    assert desk.files == edited
    assert desk.draft is None
    desk.undo()
    assert desk.changed == ()
    desk.redo()
    desk.throw_away()
    desk = await again(desk)
    assert desk.draft is None


async def test_a_draft_that_waits_is_moved_aside_and_never_lost(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    desk.set(field_of(desk, "question:gate/ask"), "Do you?")
    desk = await again(desk)
    desk.set(field_of(desk, "question:gate/why"), "So.")
    drafts = list((desk.places.folder / ".draft").iterdir())
    assert len(drafts) == 2
    assert any(b"Do you?" in draft.read_bytes() for draft in drafts)


def test_a_file_that_changed_underneath_is_never_overwritten_unseen(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    file = desk.places.folder / SAFETY
    theirs = file.read_bytes().replace(b"Because help is near.", b"Because.")
    file.write_bytes(theirs)
    desk.set(field_of(desk, "question:gate/ask"), "Do you?")
    approve(desk)
    found = desk.save()
    assert found == (Conflict(SAFETY, desk.saved[SAFETY], theirs, desk.files[SAFETY]),)
    assert file.read_bytes() == theirs
    ours = desk.files[SAFETY]
    desk.take_theirs(SAFETY)
    assert (desk.files[SAFETY], desk.changed) == (theirs, ())
    desk.undo()
    desk.keep_ours(SAFETY)
    approve(desk)
    assert desk.save() == Saved((SAFETY,))
    assert file.read_bytes() == ours
    assert file.with_name("safety.yaml.bak").read_bytes() == theirs


def test_what_others_changed_elsewhere_is_read_and_proved_first(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    desk.set(field_of(desk, "question:gate/ask"), "Do you?")
    approve(desk)
    other = desk.places.folder / AFTER
    other.write_bytes(other.read_bytes().replace(b"Is it calm?", b"Calm?"))
    with pytest.raises(UnusableError):
        desk.save()
    assert desk.files[AFTER] == other.read_bytes()
    assert desk.changed == (SAFETY,)
    approve(desk)
    assert desk.save() == Saved((SAFETY,))


async def test_two_editors_do_not_edit_one_pack_and_a_crash_leaves_no_lock(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    with pytest.raises(UnusableError) as refused:
        open_desk(desk.places, WORDS)
    assert refused.value.code == "edit-elsewhere"
    await desk.close()
    script = f"from tests.editor.test_saving import hold; hold({str(desk.places.folder)!r})"
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE) as held:
        assert held.stdout
        assert held.stdout.readline() == b"held\n"
        with pytest.raises(UnusableError):
            open_desk(desk.places, WORDS)
        held.kill()
        held.wait()
        await open_desk(desk.places, WORDS).close()


def hold(folder: str) -> None:
    """Hold a pack until killed."""
    desk = open_desk(places_of(Path(folder)), WORDS)
    print("held", flush=True)
    signal.pause()
    desk.lock.release()


def test_on_a_full_disk_everything_stays_and_the_sentence_says_why(tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    folder = desk.places.folder
    desk.lock.release()
    script = f"from tests.editor.test_saving import save_here; save_here({str(folder)!r})"
    full = [sys.executable, str(ROOT / "tests/support/full_disk.py"), "-c", script]
    ran = subprocess.run(full, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    assert ran.stdout == b"edit-unwritten False\n"
    assert gather(folder) == desk.saved
    assert [
        path.name for path in folder.rglob("*") if ".new" in path.name or ".bak" in path.name
    ] == []


@pytest.fixture
def within_reach() -> Iterator[Path]:
    """A folder that others than its owner can come to, as they cannot to those of pytest."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.parametrize("file", ["", "questions/safety.yaml"], ids=["folder", "file"])
def test_what_may_only_be_read_stays_as_it_is(file: str, within_reach: Path) -> None:
    desk = small_desk(within_reach)
    folder = desk.places.folder
    desk.lock.release()
    for place in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        place.chmod(0o777 if file else 0o555)
    (folder / file).chmod(0o555)
    script = f"from tests.editor.test_saving import *; save_as_guest({str(folder)!r})"
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    assert ran.stdout == f"edit-unwritten {bool(file)}\n".encode()
    assert gather(folder) == desk.saved


def save_as_guest(folder: str) -> None:
    """Edit and save as somebody who may only read, and say what came of it."""
    desk = open_desk(places_of(Path(folder)), WORDS)
    desk.outline()  # with what the program lends a pack, which may lie out of a guest's reach
    if os.geteuid() == 0:  # root may write anywhere
        os.seteuid(65_534)
    save_at(desk)


def save_here(folder: str) -> None:
    """Edit and save where nothing can be written, and say what came of it."""
    save_at(open_desk(places_of(Path(folder)), WORDS))


def save_at(desk: PackDesk) -> None:
    """Edit and save at a desk, and say what came of it."""
    desk.set(field_of(desk, "question:gate/ask"), "Do you?")
    approve(desk)
    try:
        desk.save()
    except UnusableError as error:
        print(error.code, desk.drafts.is_kept)


def save_for_ever(folder: str) -> None:
    """Edit two files and save them, over and over, until killed."""
    desk = open_desk(places_of(Path(folder)), WORDS)
    for n in range(1_000_000):
        for name in ("gate", "calm"):
            desk.set(field_of(desk, f"question:{name}/ask"), f"Number {n}?")
        approve(desk)
        desk.save()
        print(n, flush=True)


@pytest.mark.parametrize("after", [1, 4, 7])
async def test_killed_in_the_middle_of_saving_nothing_is_lost(after: int, tmp_path: Path) -> None:
    desk = small_desk(tmp_path)
    await desk.close()
    script = f"from tests.editor.test_saving import *; save_for_ever({str(desk.places.folder)!r})"
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE
    ) as saving:
        assert saving.stdout
        for _ in range(after):
            last = int(saving.stdout.readline())
        saving.kill()
        saving.wait()
    found = open_desk(desk.places, WORDS)
    if found.draft:
        assert found.draft.outdated == ()
        found.take_draft()
    numbers = [int(str(field_of(found, f"question:{n}/ask").value)[7:-1]) for n in ("gate", "calm")]
    assert min(numbers) >= last
    assert max(numbers) - min(numbers) <= 1
    assert all(entry_of(found, f"question:{name}") for name in ("gate", "calm"))
    await found.close()
