"""The stored start: the same as a fresh one, and never believed when stale or damaged."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support import sample
from tests.support.small import write_small
from tree.checking.everything import read_everything
from tree.condition import All, Fact, Not
from tree.fault import FaultyPackError
from tree.model import Fork, Route
from tree.prepare import Places, prepare
from tree.stored_start import Ready, load, save

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Write a small pack beside the words and helplines, so that a test may change it."""
    content = tmp_path / "content"
    for name in ("words", "helplines"):
        shutil.copytree(CONTENT / name, content / name)
    pack = write_small(content)
    return Places(pack, content / "words", content / "helplines", tmp_path / ".stored")


def fresh(places: Places) -> Ready:
    """Read everything without the store."""
    return read_everything(places.pack, places.words / "en", places.helplines, None)


def stored(places: Places) -> list[Path]:
    """List what is stored."""
    return sorted(places.stored.glob("*"))


def test_what_is_stored_is_what_was_read(places: Places, tmp_path: Path) -> None:
    ready = fresh(places)
    assert save(tmp_path / "one.json", ready)
    assert load(tmp_path / "one.json") == ready


def test_the_shipped_start_is_stored_whole(tmp_path: Path) -> None:
    lines = CONTENT / "helplines"
    ready = read_everything(CONTENT / "evenground", CONTENT / "words" / "en", lines, None)
    assert save(tmp_path / "one.json", ready)
    assert load(tmp_path / "one.json") == ready


def test_a_condition_that_recurs_is_one_object_again(tmp_path: Path) -> None:
    shared = All((Fact("b"), Fact("c")))
    forks = (Route("x", shared), Route("y", Not(shared)), Route("z", All((Fact("b"), Fact("c")))))
    ready = replace(sample.ready(), tree=replace(sample.tree(), forks={"f": Fork("f", forks)}))
    assert save(tmp_path / "one.json", ready)
    again = load(tmp_path / "one.json")
    assert again == ready
    first, turned, last = (route.when for route in again.tree.forks["f"].go)
    assert isinstance(turned, Not)
    assert first is turned.part is last


def test_absent_then_stored_then_used(places: Places) -> None:
    first = prepare(places, "en")
    (path,) = stored(places)
    written = path.stat().st_mtime_ns
    assert prepare(places, "en") == first == fresh(places)
    assert path.stat().st_mtime_ns == written


def test_stale_is_read_anew(places: Places) -> None:
    prepare(places, "en")
    head = places.pack / "pack.yaml"
    head.write_text(head.read_text().replace('version: "1"', 'version: "2"'))
    assert prepare(places, "en").tree.version == "2"


def test_words_make_a_start_stale_those_of_commands_do_not(places: Places) -> None:
    def change(name: str, old: str, new: str) -> None:
        file = places.words / name
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    prepare(places, "en")
    change("en/commands/faults.yaml", "Did you mean", "Do you mean")
    prepare(places, "en")
    assert len(stored(places)) == 1
    change("en/screens.yaml", "Terminal", "Window")
    assert prepare(places, "en").words["title.neutral"] == "Window"
    change("languages.yaml", "English", "Plain English")
    prepare(places, "en")
    assert len(stored(places)) == 3


@pytest.mark.parametrize("damage", [b"", b"{}", b"\xff\x00", b"0" * 64 + b"\n[1,2]"])
def test_damaged_is_read_anew_and_mended(places: Places, damage: bytes) -> None:
    ready = prepare(places, "en")
    (path,) = stored(places)
    whole = path.read_bytes()
    path.write_bytes(damage)
    assert prepare(places, "en") == ready
    assert path.read_bytes() == whole


def test_one_changed_letter_is_damage(places: Places) -> None:
    prepare(places, "en")
    (path,) = stored(places)
    path.write_bytes(path.read_bytes().replace(b'"danger"', b'"danfer"', 1))
    assert load(path) is None


def test_a_folder_that_cannot_be_written_does_no_harm(places: Places) -> None:
    places.stored.write_text("a file stands where the folder should")
    assert prepare(places, "en") == fresh(places)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_does_no_harm(places: Places) -> None:
    places.stored.mkdir(mode=0o500)
    assert prepare(places, "en") == fresh(places)
    assert stored(places) == []


def test_a_faulty_pack_is_not_stored_and_does_not_run(places: Places) -> None:
    forks = places.pack / "forks.yaml"
    forks.write_text(forks.read_text().replace("to: danger", "to: nowhere"))
    with pytest.raises(FaultyPackError):
        prepare(places, "en")
    assert stored(places) == []


def test_old_starts_are_forgotten(places: Places) -> None:
    head = places.pack / "pack.yaml"
    for n in range(12):
        head.write_text(head.read_text() + f"# {n}\n")
        prepare(places, "en")
    assert 1 <= len(stored(places)) <= 8


def test_a_stored_start_imports_nothing_that_only_authors_need(places: Places) -> None:
    prepare(places, "en")
    program = (
        "import sys; from pathlib import Path; from tree.prepare import Places, prepare;"
        f"c = Path({str(places.pack.parent)!r});"
        "prepare(Places(c/'small', c/'words', c/'helplines', c.parent/'.stored'), 'en');"
        "import screens.plain.run, screens.full.run;"
        "heavy = {'yaml', 'pydantic', 'networkx', 'pysat', 'tree.checking', 'tree.pack'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


def test_line_mode_never_imports_the_full_screen(places: Places) -> None:
    program = "import sys, screens.plain.run, screens.begin; print('textual' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "False"


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are listed by Linux")
def test_a_proof_leaves_no_thread_behind_that_a_fork_could_meet(places: Places) -> None:
    """The zygote collects before it forks, too."""
    program = (
        "import gc, os; from pathlib import Path; from tree.checking.checked import check_pack;"
        "from tree.checking.proved import prove_pack; from tree.pack.files import gather;"
        "threads = lambda: len(os.listdir('/proc/self/task'));"
        f"proved = prove_pack(check_pack(gather(Path({str(places.pack)!r}))));"
        "during = threads(); del proved; gc.collect(); print(during > 1, threads())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["True", "1"]
