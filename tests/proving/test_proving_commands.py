"""Proofs as authors meet them: verdicts, transcripts, files to replay, watching."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.called import LEAK, ROOT, run, write
from tests.support.proving import ended, every
from tests.support.small import FILES, small_tree


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Write a pack in which being hit no longer leads to danger."""
    return write(tmp_path / "broken", forks=LEAK)


def test_a_kept_pack_says_how_many_walks_were_proved(tmp_path: Path) -> None:
    ran = run("check", str(write(tmp_path / "kept")), "--json")
    told = json.loads(ran.stdout)
    assert ran.returncode == 0
    assert told["kept"] is True
    assert told["promises"] == [{"id": "hit-danger", "kept": True, "walk": []}]
    assert told["walks"] == str(len(ended(every(small_tree()))))
    assert told["longest"] == 4


def test_a_broken_promise_is_told_with_the_walk_that_breaks_it(broken: Path) -> None:
    ran = run("check", str(broken))
    assert ran.returncode == 1
    assert "promises.yaml:1:3: promise-broken" in ran.stdout
    assert "Hit leads to danger." in ran.stdout
    assert re.search(r"They hit me, They followed me +\(questions/safety.yaml:\d+\)", ran.stdout)
    assert "learned followed (you were followed), hit (you were hit)" in ran.stdout
    assert "to step-back, because followed  (questions/after.yaml:9)" in ran.stdout
    assert "ends at step-back: A step back (tier 2)" in ran.stdout
    assert "Traceback" not in ran.stderr


def test_the_shortest_walk_is_written_and_replayed(broken: Path, tmp_path: Path) -> None:
    file = tmp_path / "walk.json"
    ran = run("check", str(broken), "--json", "-o", str(file))
    (promise,) = json.loads(ran.stdout)["promises"]
    assert json.loads(file.read_text()) == promise["walk"]
    replayed = json.loads(run("walk", str(broken), "--answers", str(file), "--json").stdout)
    assert replayed["outcome"]["id"] == "step-back"
    assert "hit" in {fact for step in replayed["steps"] for fact in step["learned"]}


def test_where_nothing_breaks_no_file_is_written(tmp_path: Path) -> None:
    ran = run("check", str(write(tmp_path / "kept")), "-o", str(tmp_path / "walk.json"))
    assert ran.returncode == 0
    assert "walk.json" in ran.stderr
    assert not (tmp_path / "walk.json").exists()


def test_a_file_that_cannot_be_written_is_a_sentence(broken: Path) -> None:
    ran = run("check", str(broken), "-o", str(broken / "no" / "walk.json"))
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr


def test_a_pack_with_a_broken_promise_never_runs(broken: Path) -> None:
    ran = run("--plain", "--pack", str(broken))
    assert ran.returncode == 1
    assert "promise-broken" in ran.stderr
    assert ran.stdout == ""


def test_two_walks_are_told_where_two_break_a_promise(tmp_path: Path) -> None:
    pack = write(tmp_path / "gentle", forks=LEAK)
    more = "- {id: worse, says: Worse is never gentler., monotone: acts}\n"
    (pack / "promises.yaml").write_text(more)
    whole = run("check", str(pack), "--all").stdout
    assert "With the better answer" in whole
    assert whole.count("ends at") == 2
    said = run("check", str(pack)).stdout
    assert said.count("ends at") == 2
    assert len(said.splitlines()) < len(whole.splitlines())
    (marked,) = (line for line in said.splitlines() if line.startswith("> "))
    assert marked.count("|") == 1


def test_an_unusable_call_is_one_fault_for_scripts_too(tmp_path: Path) -> None:
    ran = run("check", str(tmp_path / "nowhere"), "--json")
    told = json.loads(ran.stdout)
    assert ran.returncode == 2
    assert told["kept"] is None
    assert [fault["code"] for fault in told["faults"]] == ["no-such-pack"]


def test_slips_that_no_promise_notices_are_listed(tmp_path: Path) -> None:
    pack = write(tmp_path / "kept")
    ran = run("check", str(pack), "--mutate")
    told = json.loads(run("check", str(pack), "--mutate", "--json").stdout)
    assert ran.returncode == 0
    lines = ran.stdout.splitlines()
    missed = len(told["unnoticed"])
    assert len(lines) == missed + len(told["tiers"]) + 2
    assert all(re.match(r"[a-z/]+\.yaml:\d+:\d+: ", line) for line in lines[:missed])
    assert sum(tier["worse"] for tier in told["tiers"]) == told["worse"]
    assert told["tried"] >= told["worse"] >= len(told["unnoticed"]) > 0


def test_slips_are_not_tried_on_a_broken_pack(broken: Path) -> None:
    ran = run("check", str(broken), "--mutate")
    assert ran.returncode == 1
    assert "promise-broken" in ran.stderr


def test_a_form_of_a_pack_with_a_broken_promise_is_not_written(
    broken: Path, tmp_path: Path
) -> None:
    ran = run("export", "xlsform", str(broken), "-o", str(tmp_path / "form.xlsx"))
    assert ran.returncode == 1
    assert "promise-broken" in ran.stderr
    assert not (tmp_path / "form.xlsx").exists()


class Watched:
    """A check that watches, and what it says line by line."""

    def __init__(self, pack: Path) -> None:
        """Start to watch a pack."""
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "evenground.py"), "check", str(pack), "--watch"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def says(self, text: str) -> float:
        """Read until a line holds a text, and say how long that took."""
        start = time.monotonic()
        assert self.process.stdout
        for line in self.process.stdout:
            if text in line:
                return time.monotonic() - start
        raise AssertionError(text)


def test_watching_says_what_a_save_has_changed_and_survives_a_lost_file(tmp_path: Path) -> None:
    pack = write(tmp_path / "pack")
    watched = Watched(pack)
    try:
        watched.says("Every promise is kept")
        forks = pack / "forks.yaml"
        forks.write_text(FILES["forks.yaml"].replace(*LEAK))
        watched.says("promise-broken")
        forks.unlink()
        watched.says("unknown-target")
        forks.write_text(FILES["forks.yaml"])
        watched.says("Every promise is kept")
        pack.rename(tmp_path / "elsewhere")
        watched.says("There is no pack")
        (tmp_path / "elsewhere").rename(pack)
        watched.says("Every promise is kept")
    finally:
        watched.process.send_signal(signal.SIGINT)
        rest = watched.process.communicate(timeout=120)[0]
    assert watched.process.returncode == 0
    assert "Traceback" not in rest
