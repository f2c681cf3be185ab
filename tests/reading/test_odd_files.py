"""Odd files, names and inputs end in one sentence, and steer no terminal."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commands.run import run
from tests.support.brackets import CONTENT, places_of
from tests.support.small import FILES, write_small
from tree.fault import shown
from tree.prepare import Places

ROOT = Path(__file__).parents[2]
STEERS = "\x1b]0;t\x07\u202e\n\u200b"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Write the small pack into a folder, and name where content stands."""
    shipped = places_of(CONTENT)
    return Places(write_small(tmp_path), shipped.words, shipped.helplines, tmp_path)


def folder(file: Path) -> None:
    """Put a folder where a file was."""
    file.unlink()
    file.mkdir()


def loop(file: Path) -> None:
    """Put a link to itself where a file was."""
    file.unlink()
    file.symlink_to(file.name)


def fifo(file: Path) -> None:
    """Put a pipe where a file was."""
    file.unlink()
    os.mkfifo(file)


def binary(file: Path) -> None:
    """Put bytes that are no text into a file."""
    file.write_bytes(b"\x00\xff\xfe")


def steering(file: Path) -> None:
    """Add a file of a name that would steer a terminal."""
    file.with_name(f"{STEERS}.yaml").write_text("topic: x\n")


def no_text(file: Path) -> None:
    """Add a file of a name that is no text."""
    Path(os.fsdecode(os.fsencode(file.parent) + b"/\xff\xfe.yaml")).write_text("topic: x\n")


ODD: list[Callable[[Path], None]] = [folder, loop, fifo, binary, steering, no_text]
CALLS = [
    ["check"], ["check", "--json"], ["map"], ["review"], ["walk", "--choose", "first"],
    ["translate", "es"], ["export", "xlsform", "-o", "x"],
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_file_is_a_fault_in_every_command(
    odd: Callable[[Path], None], places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = places.pack
    odd(pack / "questions" / "after.yaml")
    steering(pack / "outcomes" / "rebuild.yaml")
    for call in [*CALLS, ["compare", str(pack), str(pack)], ["preview", "gate"]]:
        assert run(call, places) in (1, 2), call
        told = capsys.readouterr()
        said = told.out + told.err
        assert said.strip()
        assert not set("\x1b\x07\u202e\u200b") & set(said)


def test_a_name_is_shown_in_one_line_without_what_steers() -> None:
    assert shown("a/b c.yaml") == "a/b c.yaml"
    assert shown("\u00e1\u4e2d\u00f1.yaml") == "\u00e1\u4e2d\u00f1.yaml"
    said = shown(f"a{STEERS}\udcff\r\nb")
    assert said.isprintable()
    assert (said[0], said[-1]) == ("a", "b")


@pytest.mark.parametrize(
    "call",
    [
        ["NAME"], ["check", "NAME"], ["check", "--NAME"], ["check", "--explain", "NAME"],
        ["map", "--format", "NAME"], ["map", "--around", "NAME"], ["map", "-o", "no/NAME"],
        ["compare", "NAME", "NAME"], ["compare", "HEAD:NAME", "."], ["walk", "--answers", "NAME"],
        ["walk", "--choose", "NAME"], ["translate", "NAME"], ["translate", "es", "NAME"],
        ["export", "NAME"], ["due", "--days", "NAME"], ["review", "NAME"],
        ["check", "--helplines", "NAME"], ["walk", "--choose", "first", "--lang", "NAME" * 100],
        ["check", "NAME" * 100], ["compare", "NAME" * 100, "."], ["walk", "NAME" * 100],
    ],
)  # fmt: skip
def test_a_word_of_a_call_is_shown_without_what_steers(
    call: list[str], places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([word.replace("NAME", STEERS) for word in call], places) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said[:-1].isprintable()


def test_an_outcome_whose_file_is_named_as_no_id_is_one_fault(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    page = places.pack / "outcomes" / "rebuild.yaml"
    page.with_name("Re Build.yaml").write_bytes(page.read_bytes())
    assert run(["check"], places) == 1
    assert capsys.readouterr().out.count("file-name") == 1


def test_answers_from_an_input_that_is_closed_are_one_sentence() -> None:
    line = f"{shlex.quote(sys.executable)} evenground.py walk --answers - <&-"
    ran = subprocess.run(
        ["sh", "-c", line], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)


@pytest.mark.skipif(not shutil.which("git"), reason="no git here")
@pytest.mark.parametrize(
    ("extra", "says"), [({"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}, "safe.directory"), ({}, "")]
)
def test_where_git_refuses_what_it_says_is_passed_on(
    extra: dict[str, str], says: str, tmp_path: Path
) -> None:
    env = {**os.environ, "HOME": str(tmp_path), "GIT_CONFIG_GLOBAL": os.devnull}
    for name, text in FILES.items():
        (tmp_path / "pack" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "pack" / name).write_text(text)
    own = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    for words in (["init", "-q"], ["add", "-A"], [*own, "commit", "-qm", "a"]):
        subprocess.run(["git", *words], cwd=tmp_path, env=env, check=True, timeout=60)
    ran = subprocess.run(
        [sys.executable, str(ROOT / "evenground.py"), "compare", "HEAD:pack", "pack"],
        cwd=tmp_path, env=env | extra, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert ran.returncode == (2 if says else 0), ran.stderr
    assert says in ran.stderr
    assert ran.stderr.count("\n") == (1 if says else 0)
