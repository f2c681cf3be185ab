"""Many faults of one slip are told as one cause, on one screen."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from commands.check import Seen, check, examine, tell_report
from commands.reports.review_state import ReviewState
from commands.reports.sentences import command_words
from tests.support.brackets import CONTENT, places_of
from tests.support.called import LEAK, write

PLACES = places_of(CONTENT)
WORDS = command_words(CONTENT)
MOST_LINES = 60


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Copy the shipped pack."""
    return Path(copytree(PLACES.pack, tmp_path / "pack"))


def change(file: Path, old: str, new: str) -> str:
    """Change the first of these texts; returns its place, as a fault says it."""
    text = file.read_text()
    at = text.index(old)
    file.write_text(text[:at] + new + text[at + len(old) :])
    return f"{file.name}:{text.count(chr(10), 0, at) + 1}"


def told(capsys: pytest.CaptureFixture[str], pack: Path, *flags: str) -> list[str]:
    """Check a pack with faults; returns what is said, line by line."""
    assert check([str(pack), *flags], PLACES) == 1
    return capsys.readouterr().out.splitlines()


def both(pack: Path) -> tuple[list[str], list[str]]:
    """Check a pack once; returns what is said in short, and the whole of it."""
    proved, seen = examine(pack, PLACES.helplines), Seen(pack, ReviewState())
    short, whole = (tell_report(proved, seen, WORDS, whole=whole) for whole in (False, True))
    return list(short), list(whole)


def wrong_fork(pack: Path) -> str:
    """Lead people who were harmed to a gentle page."""
    file, text = pack / "forks.yaml", (pack / "forks.yaml").read_text()
    (line,) = (line for line in text.splitlines() if line.endswith("to: support-abuse}"))
    return change(file, line, line.replace("support-abuse", "light-contact"))


FEW = ("urgent-afraid", "harm-never-gentle", "harm-and-couples", "harm-and-mediation")
"""Promises that the next slip breaks; proving all the others would take seconds."""


def wrong_answer(pack: Path) -> str:
    """Let nobody who is often afraid count as harmed, where a few promises are made."""
    promises = pack / "promises.yaml"
    items = re.split(r"(?m)^(?=- )", promises.read_text())
    promises.write_text("".join(item for item in items if item[6:].split("\n")[0] in FEW))
    old = "learn: [afraid-often, harmed]"
    return f"questions/{change(pack / 'questions/safety.yaml', old, 'learn: [afraid-often]')}"


@pytest.mark.parametrize(("slip", "least"), [(wrong_fork, 60), (wrong_answer, 4)])
def test_one_slip_is_told_on_one_screen_by_the_place_that_all_walks_pass(
    pack: Path, slip: Callable[[Path], str], least: int
) -> None:
    """The fork takes seconds: a proof that fails in 90 ways finds 90 shortest walks."""
    at = slip(pack)
    lines, whole = both(pack)
    assert len(lines) <= MOST_LINES
    assert at in lines[1]
    (marked,) = (i for i, line in enumerate(lines) if line.startswith("> "))
    assert any(at in line for line in lines[marked : marked + 5])
    number = int(re.findall(r"\d+", lines[0])[0])
    assert number >= least
    assert sum(bool(re.match(r"\S+:\d+:\d+: (?!needs-review)", line)) for line in whole) == number


def test_a_long_walk_of_one_fault_is_told_in_short(pack: Path) -> None:
    change(pack / "pack.yaml", "plain_questions: 22", "plain_questions: 20")
    lines, whole = both(pack)
    assert "over-plain-limit" in lines[0]
    assert len(lines) <= MOST_LINES < len(whole)


def test_the_answer_that_decides_is_marked_in_the_walk_of_one_fault(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = "- {id: planted, says: Planted., after: afraid, never: {kind: support-abuse}}\n"
    promises = pack / "promises.yaml"
    promises.write_text(promises.read_text() + more)
    (marked,) = (line for line in told(capsys, pack) if line.startswith("> "))
    assert "questions/safety.yaml:11" in marked


def test_an_edit_since_the_last_commit_is_named_with_what_came_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = write(tmp_path / "pack")
    more = "- {id: gentle, says: Gentle., after: hit, never: {kind: rebuild}}\n"
    promises = pack / "promises.yaml"
    promises.write_text(promises.read_text() + more)
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        call = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *words]
        subprocess.run(call, cwd=tmp_path, check=True)
    before = told_of_leak(pack, capsys)
    assert before[0].startswith("2 ")
    assert "forks.yaml:1" in before[1]
    assert "LESS URGENT" in before[2]


def told_of_leak(pack: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Let being hit no longer lead to danger, and check."""
    change(pack / "forks.yaml", *LEAK)
    return told(capsys, pack)


def test_the_cause_stands_before_what_follows_from_it(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(pack / "questions/safety.yaml", "{id: times,", "{id: often,")
    lines = told(capsys, pack)
    assert "duplicate-id" in lines[1]
    assert "questions/safety.yaml:" in lines[1].partition("duplicate-id")[2]
    assert len(lines) < 6


def test_what_is_said_of_many_places_is_said_once(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(pack / "questions/safety.yaml", "{id: often,", "{id: very-often,")
    lines = told(capsys, pack)
    assert len(lines) == 2
    assert "very-often" in lines[1]
    assert len(told(capsys, pack, "--all")) > 10


def test_a_way_back_stands_before_what_follows_from_it(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(pack / "questions/safety.yaml", "go: force", "go: safe-to-read")
    assert "unreachable" in told(capsys, pack)[1]


def test_two_walks_stand_side_by_side_and_the_step_where_they_differ_is_marked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = write(tmp_path / "pack", forks=LEAK)
    promise = "- {id: worse, says: Worse is never gentler., monotone: acts}\n"
    (pack / "promises.yaml").write_text(promise)
    lines = told(capsys, pack)
    (marked,) = (line for line in lines if line.startswith("> "))
    worse, _, better = marked.partition("|")
    assert "They followed me" in worse
    assert "They followed me" not in better
    (ends,) = (line for line in lines if "ends at" in line)
    assert ["danger" in end for end in ends.split("|")] == [False, True]
