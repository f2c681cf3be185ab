"""The commands, as people script them: output, exit status, and one sentence for any slip."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.copied import copy_program
from tests.support.forked import run
from tests.support.small import FILES, write_small

ROOT = Path(__file__).parents[2]
LIFE = ROOT / "tests" / "walks" / "rebuild.yaml"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Write the small pack into a folder."""
    return write_small(tmp_path)


def test_the_shipped_pack_is_without_fault_and_keeps_all_it_promises() -> None:
    ran = run("check", "--json")
    told = json.loads(ran.stdout)
    assert ran.returncode == 0
    assert told["faults"] == []
    assert told["questions"] > 20
    assert told["outcomes"] >= 12
    assert all(promise["kept"] for promise in told["promises"])
    assert len(told["promises"]) > 60
    assert int(told["walks"]) > 10**15
    assert set(told) == {
        "kept", "faults", "promises", "lives", "walks", "longest", "questions", "outcomes",
        "statistics", "review", "notes",
    }  # fmt: skip


def test_a_fault_is_told_with_its_place_and_fails(small: Path) -> None:
    path = small / "forks.yaml"
    path.write_text(FILES["forks.yaml"].replace("to: rebuild", "to: rebild"))
    ran = run("check", str(small), "--json")
    (fault,) = json.loads(ran.stdout)["faults"]
    assert ran.returncode == 1
    assert (fault["code"], fault["file"], fault["line"]) == ("unknown-target", "forks.yaml", 4)
    assert "rebuild" in fault["says"]
    assert run("check", str(small)).stdout.startswith("forks.yaml:4:")


def test_check_takes_a_pack_apart_from_ours(small: Path) -> None:
    assert run("check", str(small)).returncode == 0


def test_walk_follows_a_file_or_what_is_given() -> None:
    by_file = run("walk", "--answers", str(LIFE), "--json")
    by_pipe = run("walk", "--answers", "-", "--json", given=LIFE.read_text())
    told = json.loads(by_file.stdout)
    assert by_file.stdout == by_pipe.stdout
    assert told["outcome"]["kind"] == "rebuild"
    assert list(told) == ["pack", "version", "steps", "passed", "outcome", "also", "asked"]


def test_answers_may_be_json_and_may_stop_early() -> None:
    answers = json.dumps([{"question": "safe-to-read", "option": "yes"}])
    told = json.loads(run("walk", "--answers", "-", "--json", given=answers).stdout)
    assert told["outcome"] is None
    assert told["asked"] == 1


SLIPS = [
    (["walk"], ""),
    (["walk", "--choose", "first", "--answers", "-"], ""),
    (["walk", "--choose", "luckily"], ""),
    (["walk", "--choose", "random:x"], ""),
    (["walk", "--choose", "random:" + "9" * 5000], ""),
    (["translate", "../../etc"], ""),
    (["translate", "Spanish"], ""),
    (["walk", "--answers", "no-such-file.yaml"], ""),
    (["walk", "--answers", "."], ""),
    (["walk", "--answers", "-"], "- {question: hit, option: x}"),
    (["walk", "--answers", "-"], "- {question: safe-to-read, option: perhaps}"),
    (["walk", "--answers", "-"], "- {question: safe-to-read, option: []}"),
    (["walk", "--answers", "-"], "- {question: safe-to-read}"),
    (["walk", "--answers", "-"], "just words"),
    (["walk", "--answers", "-"], "- {question: [}"),
    (["walk", "--answers", "-"], "[" * 100_000),
    (["walk", "--answers", "-"], "\x00\x01"),
    (["walk", "no-such-pack", "--choose", "first"], ""),
    (["check", "no-such-pack"], ""),
    (["check", "a", "b"], ""),
    (["check", "no-such-pack", "--watch"], ""),
    (["check", "--jsn"], ""),
    (["chekc"], ""),
    (["--lang", "xx"], ""),
    (["--country", "Narnia"], ""),
    (["--country"], ""),
    (["--plain=yes"], ""),
    (["--pack", "no-such-pack"], ""),
    (["--helplines", "no-such-file.yaml"], ""),
    (["--colour"], ""),
]


@pytest.mark.parametrize(
    ("argv", "given"), SLIPS, ids=lambda part: " ".join(part)[:40] if isinstance(part, list) else ""
)
def test_a_slip_is_one_sentence_and_status_two(argv: list[str], given: str) -> None:
    ran = run(*argv, given=given)
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert len(ran.stderr.strip().splitlines()) == 1
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("text", ["- {question: [", '- {question: "\\e", option: skip}', "a: b: c"])
def test_a_broken_file_of_answers_is_a_fault_of_the_call(tmp_path: Path, text: str) -> None:
    (tmp_path / "answers.yaml").write_text(text)
    for call in (["walk", "--answers"], ["map", "--walk"]):
        ran = run(*call, str(tmp_path / "answers.yaml"))
        assert (ran.returncode, ran.stdout) == (2, "")
        assert ran.stderr.count("\n") == 1


def test_an_answer_out_of_turn_names_what_was_expected() -> None:
    ran = run("walk", "--answers", "-", given="- {question: own-life, option: skip}")
    assert "safe-to-read" in ran.stderr


def test_a_missing_pack_is_named_as_it_was_typed() -> None:
    assert "some/where/nope" in run("--plain", "--pack", "some/where/nope").stderr


def test_an_unknown_word_names_the_nearest() -> None:
    assert "check" in run("chekc").stderr
    assert "--country" in run("--county", "GB").stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_file_gets_utf_8_whatever_the_locale(encoding: str) -> None:
    for call in (["walk", "--choose", "last", "--lang", "es"], ["map", "--format", "svg"]):
        ran = subprocess.run(
            [sys.executable, "evenground.py", *call],
            cwd=ROOT, capture_output=True, check=False, timeout=120,
            env={**os.environ, "PYTHONIOENCODING": encoding},
        )  # fmt: skip
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert not ran.stdout.decode("utf-8").isascii()


def test_a_name_that_is_no_text_is_told_all_the_same(small: Path) -> None:
    odd = os.fsencode(small) + b"/questions/\xff.yaml"
    Path(os.fsdecode(odd)).write_text("topic: x\n")
    ran = subprocess.run(
        [sys.executable, "evenground.py", "check", str(small)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "PYTHONIOENCODING": "utf-8:strict"},
    )  # fmt: skip
    assert (ran.returncode, "Traceback" in ran.stderr) == (1, False)
    assert "topic-file-shape" in ran.stdout


def test_a_form_goes_to_standard_output_too(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, str(ROOT / "evenground.py"), "export", "xlsform", "-o", "-"],
        cwd=tmp_path, capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    assert ran.stdout.startswith(b"PK")
    assert list(tmp_path.iterdir()) == []


def test_a_faulty_pack_never_runs(small: Path) -> None:
    path = small / "questions" / "after.yaml"
    path.write_text(FILES["questions/after.yaml"].replace("learn: [calm]", "learn: [clam]"))
    for argv in (["--pack", str(small)], ["walk", str(small), "--choose", "first"]):
        ran = run(*argv)
        assert ran.returncode == 1
        assert "questions/after.yaml:8:" in ran.stderr
        assert ran.stdout == ""


@pytest.mark.parametrize("raw", [b"\x00\x01\xff", b"a" * 1_100_000, b"[" * 400_000])
def test_a_hostile_file_in_a_pack_is_one_fault(small: Path, raw: bytes) -> None:
    (small / "forks.yaml").write_bytes(raw)
    told = json.loads(run("check", str(small), "--json").stdout)
    assert [fault["file"] for fault in told["faults"]] == ["forks.yaml"]


def test_a_circle_of_links_is_a_sentence(small: Path) -> None:
    (small / "questions" / "around.yaml").symlink_to("around.yaml")
    ran = run("check", str(small))
    assert ran.returncode == 1
    assert "questions/around.yaml" in ran.stdout
    assert "Traceback" not in ran.stderr


def test_help_and_version_say_something_and_succeed() -> None:
    for argv in (["--help"], ["check", "--help"], ["walk", "-h"], ["--version"]):
        ran = run(*argv)
        assert ran.returncode == 0
        assert ran.stdout.strip()


def test_the_program_runs_from_a_read_only_copy(tmp_path: Path) -> None:
    copy = tmp_path / "odd name-2"
    copy_program(copy, "content", "commands", "editor", "screens", "tree")
    (copy / ".stored").write_text("no folder can be made here")
    ran = subprocess.run(
        [sys.executable, str(copy / "evenground.py"), "walk", "--choose", "skip", "--json"],
        cwd=tmp_path, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    assert json.loads(ran.stdout)["outcome"]["id"] == "unsure"
