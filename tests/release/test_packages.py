"""A release: the same bytes from two folders, all its parts with hashes and licences, checksums."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from release.pins import pins
from tests.support.terminal import ROOT

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".stored", ".*_cache", "__pycache__", "pictures")
MADE = "1790000000"


def built(source: Path, out: Path, umask: int) -> dict[str, bytes]:
    """Assemble a release from a folder; return its files by name."""
    env = os.environ | {"SOURCE_DATE_EPOCH": MADE, "PYTHONHASHSEED": str(umask)}
    command = [sys.executable, "-m", "release.assemble", str(out)]
    done = subprocess.run(
        command, cwd=source, env=env, umask=umask, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in out.iterdir()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the program from a copy of it."""
    for tool in ("hatchling", "cyclonedx"):
        pytest.importorskip(tool, reason="make .venv/checks brings the tools of a release")
    source = tmp_path_factory.mktemp("one")
    shutil.copytree(ROOT, source / "here", ignore=LEFT_OUT)
    built(source / "here", source / "dist", umask=0o022)
    return source / "dist"


@pytest.fixture(scope="module")
def bill(folder: Path) -> str:
    """Return the list of parts, as it is written."""
    return next(folder.glob("*.cdx.json")).read_text()


def test_two_folders_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "another name"
    shutil.copytree(ROOT, source, ignore=LEFT_OUT, copy_function=shutil.copy)
    for path in source.rglob("*"):
        path.chmod(path.stat().st_mode & 0o700)
    for left_behind in (".stored/start", "tree/__pycache__/a.pyc", ".venv/bin/python"):
        (source / left_behind).parent.mkdir(parents=True)
        (source / left_behind).write_text("not of the release")
    second = built(source, tmp_path / "dist", umask=0o077)
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert [name for name in first if first[name] != second.get(name)] == []
    assert first.keys() == second.keys()


def test_the_list_of_parts_is_valid(bill: str) -> None:
    validation: Any = pytest.importorskip("cyclonedx.validation.json")
    schema: Any = pytest.importorskip("cyclonedx.schema")
    validator = validation.JsonStrictValidator(schema.SchemaVersion.V1_6)
    assert validator.validate_str(bill) is None
    assert validator.validate_str(bill.replace("SHA-256", "SHA-7", 1)) is not None


def test_the_list_of_parts_names_each_pinned_library_with_hashes_and_licence(bill: str) -> None:
    parts = json.loads(bill)["components"]
    told = {
        (part["name"], part["version"]): sorted(
            one["content"] for file in part["externalReferences"] for one in file["hashes"]
        )
        for part in parts
    }
    pinned = pins((ROOT / "requirements-kiosk.txt").read_text())
    assert told == {(pin.name, pin.version): sorted(pin.hashes) for pin in pinned}
    assert [part["name"] for part in parts if not part.get("licenses")] == []


def test_the_list_of_parts_tells_which_library_needs_which(bill: str) -> None:
    ways = {way["ref"].partition("@")[0]: way for way in json.loads(bill)["dependencies"]}
    needed = {ref.partition("@")[0] for ref in ways["pkg:pypi/textual"]["dependsOn"]}
    assert {"pkg:pypi/rich", "pkg:pypi/platformdirs"} <= needed
    assert "pkg:pypi/asyncssh" not in needed
    assert len(ways["evenground"]["dependsOn"]) == len(json.loads(bill)["components"])


def test_the_licence_of_every_library_is_there_in_full(folder: Path) -> None:
    parts = (folder / "LICENCES.txt").read_text().split("=" * 80)
    heads = [part.strip().splitlines()[0] for part in parts[2:]]
    pinned = pins((ROOT / "requirements-kiosk.txt").read_text())
    assert [head.partition(": ")[0] for head in heads] == [f"{p.name} {p.version}" for p in pinned]
    assert [part for part in parts if len(part) < 500] == []


def test_no_file_of_a_release_names_a_path_of_the_machine(folder: Path) -> None:
    texts = [path.read_bytes() for path in folder.iterdir() if path.suffix not in (".whl", ".gz")]
    assert [text[:80] for text in texts if str(ROOT).encode() in text or b"/tmp/" in text] == []


def test_a_kiosk_can_be_opened_from_the_wheel(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path / "site-packages")
    (tmp_path / "evenground.py").symlink_to("site-packages/evenground.py")
    settings = (folder / "kiosk.toml").read_text()
    allowed = settings.replace("allow_unreviewed = false", "allow_unreviewed = true")
    (tmp_path / "kiosk.toml").write_text(allowed)
    serve = ["serve", "--check-config", "--config", "kiosk.toml", "--host-key", "host_key"]
    for words in (["host-key", "host_key"], serve):
        command = [sys.executable, "-B", str(tmp_path / "evenground.py"), *words]
        done = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "site-packages" / ".stored").is_dir()


def test_the_wheel_brings_what_the_pages_of_a_host_lead_to(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(tmp_path)
    (docs,) = tmp_path.glob("*.data/data/share/doc/evenground/docs")
    pages = [docs / "KIOSK.md", *(docs / "install").iterdir()]
    assert docs / "install" / "WHEEL.md" in pages
    links = [
        (page, link)
        for page in pages
        for link in re.findall(r"\]\((?!https:)([^)#]+)", page.read_text())
    ]
    assert [link for page, link in links if not (page.parent / link).exists()] == []


@pytest.fixture
def signed(folder: Path, tmp_path: Path) -> Path:
    """Sign a copy of the release with a new key, as its page says; return its folder."""
    shutil.copytree(folder, tmp_path / "dist")
    make, *rest = told("ssh-keygen -t", "ssh-keygen -Y sign", "echo")
    subprocess.run(["bash", "-ec", f"{make} -q -N ''"], cwd=tmp_path, check=True)
    for command in rest:
        subprocess.run(["bash", "-ec", command], cwd=tmp_path, check=True, capture_output=True)
    (tmp_path / "allowed_signers").rename(tmp_path / "dist" / "allowed_signers")
    return tmp_path / "dist"


def told(*starts: str) -> list[str]:
    """Return the commands of docs/RELEASE.md that begin with some words, in order."""
    lines = (ROOT / "docs" / "RELEASE.md").read_text().splitlines()
    return [line.strip() for line in lines if line.startswith(tuple(f"    {it}" for it in starts))]


def fails(release: Path) -> list[bool]:
    """Return whether the signature and then the sums fail, looked at as the page says."""
    commands = told("ssh-keygen -Y verify", "sha256sum")
    assert len(commands) == 2
    return [
        subprocess.run(["bash", "-c", it], cwd=release, check=False, capture_output=True).returncode
        != 0
        for it in commands
    ]


def test_a_signed_release_is_verified(signed: Path) -> None:
    assert fails(signed) == [False, False]


def test_a_changed_file_is_noticed(signed: Path) -> None:
    wheel = next(signed.glob("*.whl"))
    wheel.write_bytes(wheel.read_bytes()[:-1] + b"x")
    assert fails(signed) == [False, True]


def test_a_changed_list_is_noticed(signed: Path) -> None:
    kept = (signed / "SHA256SUMS").read_text().splitlines(keepends=True)
    (signed / "SHA256SUMS").write_text("".join(kept[1:]))
    assert fails(signed) == [True, False]
