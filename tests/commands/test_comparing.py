"""Comparing two packs: walks that end elsewhere, promises that are gone, packs out of git."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.support.called import LEAK, run, write


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """Write a pack in which being hit no longer leads to danger."""
    return write(tmp_path / "broken", forks=LEAK)


def test_comparing_says_where_walks_end_now_and_fails_if_gentler(
    broken: Path, tmp_path: Path
) -> None:
    old = write(tmp_path / "old")
    ran = run("compare", str(old), str(broken), "--json")
    told = json.loads(ran.stdout)
    assert ran.returncode == 1
    assert told["gentler"]
    changed = {(c["old"], c["new"]) for c in told["changes"]}
    assert changed == {("danger", "step-back"), ("danger", "rebuild")}
    back = run("compare", str(broken), str(old), "--json")
    assert back.returncode == 0
    assert run("compare", str(old), str(old)).returncode == 0
    said = run("compare", str(old), str(broken)).stdout
    assert "LESS URGENT" in said
    assert said.count("ends at danger") == 2


def test_comparing_names_promises_that_are_gone_or_other_than_they_were(tmp_path: Path) -> None:
    old, new = write(tmp_path / "old"), write(tmp_path / "new")
    here = "- {id: here, says: Here., because: [S], never: {kind: danger}, after: low}\n"
    there = "- {id: there, says: There., because: [S], never: {kind: danger}, after: low}\n"
    (old / "promises.yaml").write_text(here + there)
    (new / "promises.yaml").write_text(here.replace("danger", "rebuild"))
    ran = run("compare", str(old), str(new), "--json")
    assert json.loads(ran.stdout)["promises"] == {"gone": ["there"], "changed": ["here"]}
    assert {"There.", "Here."} <= set(
        re.findall(r"\w+\.", run("compare", str(old), str(new)).stdout)
    )
    back = json.loads(run("compare", str(new), str(new), "--json").stdout)
    assert back["promises"] == {"gone": [], "changed": []}


def test_a_pack_that_cannot_be_compared_is_named(broken: Path, tmp_path: Path) -> None:
    faulty = write(tmp_path / "faulty", forks=("to: rebuild", "to: rebild"))
    for packs in ((broken, faulty), (faulty, broken)):
        ran = run("compare", *map(str, packs))
        assert ran.returncode == 1
        assert ran.stderr.startswith(f"{faulty}/forks.yaml:4:")


def git(folder: Path, *words: str) -> None:
    """Run git in a folder of a test."""
    subprocess.run(
        ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *words],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip


def test_comparing_reads_a_pack_as_it_stood_in_git(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    write(tmp_path / "pack")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    write(tmp_path / "pack", forks=LEAK)
    ran = run("compare", "HEAD:pack", "pack", "--json", at=tmp_path)
    assert ran.returncode == 1
    assert json.loads(ran.stdout)["gentler"]
    (tmp_path / "inner").mkdir()
    within = [("HEAD:pack", "../pack", tmp_path / "inner"), ("HEAD:./", ".", tmp_path / "pack")]
    for old, new, at in within:
        assert run("compare", old, new, at=at).returncode == 1
    for wrong in ("HEAD:nothing", "nowhere:pack", "HEAD:pack/pack.yaml", "-x:pack", ":pack"):
        ran = run("compare", wrong, "pack", at=tmp_path)
        assert ran.returncode == 2, wrong
        assert ran.stderr.count("\n") == 1
        assert "Traceback" not in ran.stderr
