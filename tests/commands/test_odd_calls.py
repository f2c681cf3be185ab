"""A call that cannot be served gets one sentence and status 2, whatever was named in it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands.run import UNUSABLE, run
from tests.support.brackets import CONTENT, places_of
from tests.support.small import write_small

PLACES = places_of(CONTENT)
ROOT = Path(__file__).resolve().parents[2]
LONG = "a" * 300
"""A name longer than any file may have."""
NEW = ["--title", "T", "--language", "en", "--about", "all"]
FILES = {
    "long": LONG,
    "a link to itself": "loop",
    "below a file": "plain.txt/x",
    "not UTF-8": "folder/\udcff/x",
}
"""Names in places where no file can be read or written."""


def reading(name: str) -> Iterator[list[str]]:
    """Yield a call of each command that reads a file or folder of this name."""
    for alone in ("check", "edit", "decides", "review", "map", "schema"):
        yield [alone, name]
    for asked in (["sign", "--role", "other"], ["preview", "gate"], ["translate", "es"]):
        yield [*asked, "--pack", name]
    for flagged in (["limits", "--pack"], ["due", "--pack"], ["walk", "--choose", "last"]):
        yield [*flagged, name]
    yield from (["compare", "small", name], ["compare", f"HEAD:{name}", "small"])
    yield from (["review", "small", "--since", name], ["walk", "small", "--answers", name])
    yield ["export", "xlsform", name, "-o", "form.xlsx"]
    yield ["preview", "--answers", name, "--pack", "small"]
    for own in (["check", "small"], ["preview", "gate", "--pack", "small"], ["due"]):
        yield [*own, "--helplines", name]
    yield from (["serve", "--config", name], ["serve", "--host-key", name])


def writing(name: str) -> Iterator[list[str]]:
    """Yield a call of each command that writes a file of this name."""
    yield from ([command, "small", "-o", name] for command in ("map", "schema"))
    yield ["translate", "es", "--pack", "small", "-o", name]
    yield ["export", "xlsform", "small", "-o", name]
    yield ["check", "small", "--certificate", name]
    yield from (["host-key", name], ["new", name, *NEW])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand beside a small pack, a file, a folder and a link that leads to itself."""
    write_small(tmp_path)
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "folder").mkdir()
    (tmp_path / "plain.txt").write_text("x")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def answers(calls: Iterator[list[str]], capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    """Make calls; returns those that are not answered by a sentence and the status for it."""
    wrong: dict[str, object] = {}
    for call in calls:
        capsys.readouterr()
        status = run(call, PLACES)
        said = capsys.readouterr()
        if status != UNUSABLE or said.err.count("\n") != 1:
            wrong[" ".join(call)] = status, said.err, said.out
    return wrong


@pytest.mark.parametrize("name", FILES.values(), ids=FILES)
def test_a_file_that_cannot_be_read_is_told(
    name: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answers(reading(name), capsys) == {}


@pytest.mark.parametrize("name", FILES.values(), ids=FILES)
def test_a_file_that_cannot_be_written_is_told(
    name: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(here.rglob("*"))
    assert answers(writing(name), capsys) == {}
    assert sorted(here.rglob("*")) == before


def test_the_language_in_which_texts_are_written_is_not_translated_into(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = (["translate", "en", *part] for part in (["--pack", "small"], ["screens"]))
    assert answers(calls, capsys) == {}


def test_a_refused_call_waits_for_no_heavy_import() -> None:
    heavy = "{'pydantic', 'networkx', 'oxidd', 'pysat', 'textual'}"
    script = f"import sys, commands.run; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True)
    assert done.stdout.strip() == b"set()"
