"""The key of a kiosk: made once, and refused where others may have read it."""

from __future__ import annotations

from pathlib import Path

import pytest

import evenground
from commands.run import run
from kiosk.host_key import make_key, read_key
from tests.kiosk_host import told
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
