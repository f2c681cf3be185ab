"""Which commit is released, and what its tag must agree with."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from release.commit import check_tag, export, the_commit
from tests.support.terminal import ROOT

MADE = "2026-11-30T01:00:00Z"


def git(root: Path, *words: str) -> None:
    """Run git, as somebody, in a folder."""
    who = ["-c", "user.name=a", "-c", "user.email=a@example.invalid"]
    env = {"PATH": "/usr/bin:/bin", "GIT_COMMITTER_DATE": MADE, "HOME": str(root)}
    subprocess.run(["git", *who, *words], cwd=root, env=env, check=True, capture_output=True)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a folder with one commit of a version that is ready to be tagged."""
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "2026.12"\n')
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## 2026.12\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "pyproject.toml", "CHANGELOG.md")
    git(tmp_path, "commit", "-q", "-m", "one")
    return tmp_path


def test_the_time_is_that_of_the_commit(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert the_commit(root).epoch == "1796000400"


def test_only_what_was_committed_is_released(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (root / "pyproject.toml").write_text("changed since")
    (root / "new").write_text("")
    out = tmp_path_factory.mktemp("out")
    export(root, out)
    assert {path.name for path in out.iterdir()} == {"pyproject.toml", "CHANGELOG.md"}
    assert "2026.12" in (out / "pyproject.toml").read_text()


def test_the_python_of_the_system_can_make_a_release_of_a_commit(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    python = shutil.which("python3", path="/usr/bin")
    newer = "import sys; sys.exit(sys.version_info < (3, 11))"
    if not python or subprocess.run([python, "-c", newer], check=False).returncode:
        pytest.skip("the system has no Python 3.11 or newer")
    out = tmp_path_factory.mktemp("out")
    call = "from pathlib import Path; from release.commit import export; import sys; "
    call += "export(*map(Path, sys.argv[1:]))"
    subprocess.run([python, "-c", call, str(root), str(out)], cwd=ROOT, check=True)
    assert (out / "pyproject.toml").read_bytes() == (root / "pyproject.toml").read_bytes()


def test_a_tag_that_agrees_is_silent_and_none_is_a_trial(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check_tag(root, the_commit(root))
    assert capsys.readouterr().err.count("\n") == 1
    git(root, "tag", "v2026.12")
    check_tag(root, the_commit(root))
    assert capsys.readouterr().err == ""


def test_a_tag_of_another_version_is_refused(root: Path) -> None:
    git(root, "tag", "v2026.13")
    with pytest.raises(SystemExit, match=r"v2026\.13.*2026\.12"):
        check_tag(root, the_commit(root))


def test_a_tag_is_refused_while_the_changelog_has_unreleased_changes(root: Path) -> None:
    (root / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n")
    git(root, "commit", "-q", "-a", "-m", "two")
    git(root, "tag", "v2026.12")
    with pytest.raises(SystemExit, match=r"2026\.12"):
        check_tag(root, the_commit(root))


def test_a_folder_without_a_commit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="SOURCE_DATE_EPOCH"):
        the_commit(tmp_path)
