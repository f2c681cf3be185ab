"""`new` writes a small pack that is clean, proved and walkable, or nothing at all."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from commands.making.new import LONGEST
from commands.run import run
from tests.support import called
from tests.support.brackets import CONTENT, places_of
from tests.support.terminal import ROOT, Terminal
from tree.checking.checked import check_pack
from tree.checking.proved import Proved, prove_pack
from tree.pack.files import gather
from tree.prepare import prepare

PLACES = places_of(CONTENT)
WISHES = {
    "en": ("Before exams", "students before their exams"),
    "es": ("Antes del examen", "quien estudia para un examen"),
}


def new(folder: Path, language: str = "en", **other: str) -> int:
    """Make a pack, and return the exit status."""
    title, about = WISHES.get(language, WISHES["en"])
    said = {"title": title, "language": language, "about": about} | other
    return run(["new", str(folder), *(f"--{key}={value}" for key, value in said.items())], PLACES)


def proved(files: dict[str, bytes]) -> Proved:
    """Check and prove the files of a pack."""
    return prove_pack(check_pack(files))


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Make a pack in a folder of its own."""
    assert new(tmp_path / "mine") == 0
    return tmp_path / "mine"


@pytest.mark.parametrize("language", WISHES)
def test_a_new_pack_is_clean_says_what_was_asked_for_and_ends_whatever_is_chosen(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "My first päck"
    assert new(folder, language) == 0
    assert run(["check", str(folder)], PLACES) == 0
    title, about = WISHES[language]
    tree = check_pack(gather(folder)).tree
    assert tree
    assert (tree.id, tree.language, tree.title) == ("my-first-p-ck", language, title)
    said = prepare(replace(PLACES, stored=tmp_path).of(folder), language).words
    assert said["welcome.title"] == title
    assert about in said["welcome.about"]
    for rule in ("first", "last", "skip"):
        capsys.readouterr()
        assert run(["walk", str(folder), "--choose", rule, "--json"], PLACES) == 0
        assert json.loads(capsys.readouterr().out)["outcome"]


def test_what_slips_the_promises_would_miss_is_counted(
    mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["check", str(mine), "--mutate", "--json"], PLACES) in (0, 1)
    assert float(json.loads(capsys.readouterr().out)["noticed"]) > 50


SLIPS = {
    "a-number-at-once": ("outcomes/help-now.yaml", "[crisis, emergency]", "[emergency]"),
    "plain-no-first": ("questions/days.yaml", 'say: "Well", ', 'say: "Well", go: people, '),
    "no-friend-to-tell": ("outcomes/reach-out.yaml", "    when: {not: nobody}", ""),
    "worse-is-not-gentler": ("questions/days.yaml", " nobody, left", " {not: nobody}, left"),
}


def test_each_promise_of_a_new_pack_is_broken_by_one_slip_in_a_line(mine: Path) -> None:
    files = gather(mine)
    assert proved(files).kept
    broken = {}
    for name, (file, old, slip) in SLIPS.items():
        text = files[file].decode()
        assert text.count(old) == 1
        found = proved({**files, file: text.replace(old, slip).encode()})
        assert found.verdict, found.faults
        broken[name] = {proof.promise for proof in found.verdict.proofs if not proof.kept}
    assert all(name in names for name, names in broken.items()), broken
    promises = check_pack(files).promises
    assert {promise.id for promise in promises} == SLIPS.keys()


def test_editors_find_the_schema_of_every_file(mine: Path) -> None:
    for path in mine.rglob("*.yaml"):
        named = path.read_text("utf-8").splitlines()[0].split("$schema=")[1]
        assert json.loads((path.parent / named).read_text("utf-8"))["$defs"]["name-fact"]["enum"]


def test_nothing_is_written_into_a_folder_that_holds_something(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / ".kept").write_text("mine")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to("nowhere")
    before = sorted(tmp_path.rglob("*"))
    for taken in (folder, tmp_path / "file", tmp_path / "link"):
        assert new(taken) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
    assert sorted(tmp_path.rglob("*")) == before


def test_an_empty_folder_is_filled_and_stays_the_same_one(tmp_path: Path) -> None:
    before = tmp_path.stat().st_ino
    assert new(tmp_path) == 0
    assert tmp_path.stat().st_ino == before
    assert run(["check", str(tmp_path)], PLACES) == 0
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_pack_is_not_made_inside_another(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(mine.rglob("*"))
    assert new(mine / "questions" / "other") == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert sorted(mine.rglob("*")) == before


def test_where_it_cannot_be_written_nothing_of_it_stays(tmp_path: Path) -> None:
    flags = [f"--{key}={WISHES['en'][0]}" for key in ("title", "about")] + ["--language=en"]
    disk = [sys.executable, "tests/support/full_disk.py", "evenground.py", "new"]
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "new", tmp_path / "empty", tmp_path / "no" / "folder"):
        argv = [*disk, str(folder), *flags]
        ran = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)
        assert (ran.returncode, len(ran.stderr.splitlines())) == (2, 1), ran.stderr
    assert [path.name for path in tmp_path.rglob("*")] == ["empty"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tmp_path.chmod(0o555)
    assert new(tmp_path / "mine") == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_others_may_read_it_as_far_as_this_user_lets_them(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        assert new(tmp_path / "mine") == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "mine").stat().st_mode) == 0o755


def test_without_a_terminal_it_says_at_once_all_that_the_call_lacks(tmp_path: Path) -> None:
    ran = called.run("new", str(tmp_path / "mine"), "--title", "Exams")
    assert ran.returncode == 2
    assert len(ran.stderr.splitlines()) == 1
    assert all(flag in ran.stderr for flag in ("--language", "--about"))
    assert "--title" not in ran.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("title", " "),
        ("title", "x" * (LONGEST + 1)),
        ("about", "people who must not sound weak"),
        ("about", "people!"),
        ("about", "people with a \x07 bell"),
        ("language", "English"),
        ("language", "../en"),
    ],
)
def test_words_that_do_not_fit_are_refused_before_anything_is_written(
    key: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(tmp_path / "mine", **{key: text}) == 2
    assert capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("text", ['Say "no" # twice', "It's: a, [b]", "C:\\new", "[about]", "- 1"])
def test_signs_that_mean_something_to_yaml_are_words_here(text: str, tmp_path: Path) -> None:
    assert new(tmp_path / "mine", title=text) == 0
    tree = check_pack(gather(tmp_path / "mine")).tree
    assert tree
    assert tree.title == text


def test_in_a_language_without_words_it_is_in_english_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(tmp_path / "en") == 0
    told = capsys.readouterr().out.splitlines()
    assert new(tmp_path / "fr", "fr") == 0
    assert len(capsys.readouterr().out.splitlines()) == len(told) + 1
    tree = check_pack(gather(tmp_path / "fr")).tree
    assert tree
    assert tree.language == "en"


def test_at_a_terminal_it_asks_again_until_the_answer_fits(tmp_path: Path) -> None:
    argv = [sys.executable, str(ROOT / "evenground.py"), "new", str(tmp_path / "mine")]
    with Terminal(argv) as terminal:
        terminal.wait_for(":")
        for answer in ("English", "", "!", "Exams", "students"):
            terminal.key(*answer, "enter")
        terminal.wait_end()
    assert terminal.status == 0
    tree = check_pack(gather(tmp_path / "mine")).tree
    assert tree
    assert tree.title == "Exams"


def test_whoever_stops_makes_nothing(tmp_path: Path) -> None:
    argv = [sys.executable, str(ROOT / "evenground.py"), "new", str(tmp_path / "mine")]
    with Terminal(argv) as terminal:
        terminal.wait_for(":")
        terminal.key("ctrl+d")
        terminal.wait_end()
    assert terminal.status == 2
    assert not list(tmp_path.iterdir())


def test_a_pack_is_shown_in_its_own_language_where_nothing_else_is_asked_for(
    tmp_path: Path,
) -> None:
    assert new(tmp_path / "mio", "es") == 0
    program = [sys.executable, str(ROOT / "evenground.py")]
    argv = [*program, "--pack", str(tmp_path / "mio"), "--plain"]
    env = {**os.environ, "LANG": "en_GB.UTF-8", "LC_ALL": ""}
    ran = subprocess.run(
        argv, input="", env=env, capture_output=True, text=True, check=False, timeout=60
    )
    assert ran.returncode == 0, ran.stderr
    key, settings = tmp_path / "key", tmp_path / "kiosk.toml"
    assert run(["host-key", str(key)], PLACES) == 0
    settings.write_text('[check]\npack = "mio"\nallow_unreviewed = true\n')
    call = ["serve", "--config", str(settings), "--host-key", str(key), "--check-config"]
    assert run(call, PLACES) == 0
