"""The key of a kiosk: made once, and refused where others may have read it."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import asyncssh
import pytest

import evenground
from commands.run import run
from commands.serve import without_rights
from kiosk.front.ssh import make_key, read_key
from kiosk.sandbox import NOBODY
from tests.support.kiosk_host import FULL_DISK, serve_call, told
from tree.fault import UnusableError

KEYS = ("none", "missing", "open to others", "empty", "a folder", "words")


@pytest.mark.parametrize("kind", KEYS)
def test_a_key_that_does_not_do_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    key = tmp_path / "hostkey"
    if kind == "open to others":
        make_key(key)
        key.chmod(0o640)
    elif kind == "a folder":
        key.mkdir()
    elif kind != "missing":
        key.write_text(kind if kind == "words" else "")
        key.chmod(0o600)
    (line,) = told(capsys, *([] if kind == "none" else ["--host-key", str(key)]))
    assert (str(key) in line) == (kind != "none")


def test_a_key_from_systemd_may_look_as_if_a_group_could_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = make_key(tmp_path / "key")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    (tmp_path / "key").chmod(0o440)
    assert read_key(tmp_path / "key").public_data == key.public_data
    (tmp_path / "key").chmod(0o444)
    with pytest.raises(UnusableError, match="host-key-open"):
        read_key(tmp_path / "key")


def test_a_key_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["host-key", str(tmp_path / "key")], evenground._places()) == 0
    before = (tmp_path / "key").read_bytes()
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert run(["host-key", str(tmp_path / "key")], evenground._places()) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert (tmp_path / "key").read_bytes() == before


def keys(folder: Path) -> Iterator[tuple[str, Path]]:
    """Make files that are no good as a key, each with the code it is refused with."""
    yield "no-host-key", folder / "none"
    (folder / "text").write_text("no key\n", encoding="utf-8")
    (folder / "text").chmod(0o600)
    yield "bad-host-key", folder / "text"
    yield "host-key-folder", folder
    os.mkfifo(folder / "pipe", 0o600)
    yield "no-plain-file", folder / "pipe"
    yield "no-plain-file", Path("/dev/zero")
    make_key(folder / "open")
    (folder / "open").chmod(0o644)
    yield "host-key-open", folder / "open"


def test_a_key_that_is_missing_open_or_none_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    for code, path in keys(tmp_path):
        with pytest.raises(UnusableError) as refused:
            read_key(path)
        assert refused.value.code == code


def test_a_new_key_is_its_owners_alone_and_replaces_nothing(tmp_path: Path) -> None:
    path = tmp_path / "key"
    made = make_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_key(path).get_fingerprint() == made.get_fingerprint()
    before = path.read_bytes()
    with pytest.raises(UnusableError):
        make_key(path)
    assert path.read_bytes() == before


def test_a_key_that_could_not_be_written_whole_leaves_nothing(tmp_path: Path) -> None:
    call = [*FULL_DISK, *serve_call()[1:-1], "host-key", str(tmp_path / "key")]
    ran = subprocess.run([sys.executable, *call], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_is_there_and_not_to_be_read_is_not_said_to_be_broken() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        key = folder / "key"
        make_key(key)
        key.chmod(0)
        for mode, code in ((0o755, "host-key-denied"), (0o600, "folder-denied")):
            folder.chmod(mode)
            with without_rights(), pytest.raises(UnusableError, match=code) as refused:
                read_key(key)
            assert refused.value.values["user"] == str(os.geteuid() or NOBODY)
        folder.chmod(0o755)


def test_a_key_that_systemd_did_not_hand_over_is_not_to_be_made_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    with pytest.raises(UnusableError, match="host-key-not-handed"):
        read_key(tmp_path / "key")


def test_no_copy_that_systemd_made_of_a_key_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    path = tmp_path / "key"
    for key in (
        "no key\n",
        asyncssh.generate_private_key("ssh-ed448").export_private_key().decode(),
    ):
        path.write_text(key)
        path.chmod(0o440)
        with pytest.raises(UnusableError) as refused:
            read_key(path)
        assert str(tmp_path) not in refused.value.values["name"]


def test_a_full_disk_is_named_as_such(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        with pytest.raises(UnusableError, match="disk-full"):
            make_key(tmp_path / "key")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


KINDS: dict[str, tuple[dict[str, Any], bool]] = {
    "ssh-ed25519": ({}, True),
    "ecdsa-sha2-nistp384": ({}, True),
    "ssh-rsa": ({"key_size": 2048}, True),
    "ssh-rsa short": ({"key_size": 1024}, False),
    "ssh-dss": ({}, False),
    "ssh-ed448": ({}, False),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_of_a_kind_that_clients_refuse_is_refused(tmp_path: Path, kind: str) -> None:
    given, taken = KINDS[kind]
    key = asyncssh.generate_private_key(kind.split(maxsplit=1)[0], **given)
    (tmp_path / "key").write_bytes(key.export_private_key())
    (tmp_path / "key").chmod(0o600)
    if taken:
        assert read_key(tmp_path / "key").public_data == key.public_data
        return
    with pytest.raises(UnusableError) as refused:
        read_key(tmp_path / "key")
    assert refused.value.code == "useless-host-key"
