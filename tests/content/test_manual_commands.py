"""Each command of docs/CONTENT.md outside its hour, run as it stands there on a small pack."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from commands.run import UNUSABLE, run
from tests.support.brackets import CONTENT, places_of, put_in_brackets
from tests.support.small import write_small
from tests.support.terminal import ROOT
from tree.checking.checked import check_pack
from tree.languages.overlay import overlay
from tree.languages.wording import texts
from tree.pack.files import gather
from tree.pack.yaml_reader import parse
from tree.prepare import Places

TYPED = "    .venv/bin/python evenground.py "
PAGE = (ROOT / "docs" / "CONTENT.md").read_text(encoding="utf-8")
HOUR = "## An hour with a pack of your own\n"
ENDLESS, ASKING = "--watch", "edit"
"""A flag of what does not end by itself, and the command that needs keys: other tests have them."""
BACK = 10
"""States of the pack that are kept, so that one of some time ago can be named."""


def lines() -> Iterator[list[str]]:
    """Yield each command outside the hour, which a test of its own goes through."""
    before, after = PAGE.split(HOUR)
    for line in (before + after.partition("\n## ")[2]).splitlines():
        if line.startswith(TYPED):
            yield shlex.split(line.removeprefix(TYPED), comments=True)


def as_here(argv: list[str]) -> list[str]:
    """Return a call that ends: without a terminal `sign` asks nobody, and CODE is any code."""
    named = ["unknown-fact" if word == "CODE" else word for word in argv if word != ENDLESS]
    return [*named, "--all"] if argv[0] == "sign" else named


def write_named(folder: Path) -> Path:
    """Write the small pack, with the names that the page uses and a language more."""
    pack = write_small(folder)
    for name in (pack / "pack.yaml", *pack.rglob("*/*.yaml"), pack / "promises.yaml"):
        text = re.sub(r"\bgate\b", "afraid", name.read_text(encoding="utf-8"))
        name.write_text(text.replace("questions: 30", "questions: 30, plain_questions: 30"))
    checked = check_pack(gather(pack))
    assert checked.tree
    assert checked.pack
    held = overlay(texts(checked.tree, checked.pack), parse(b"{}", "x"))
    (pack / "languages").mkdir()
    (pack / "languages" / "es.yaml").write_text(put_in_brackets(held) + "\n", encoding="utf-8")
    return pack


def kept(folder: Path) -> None:
    """Keep a folder in git, several times over."""
    as_author = ["-c", "user.name=Author", "-c", "user.email=author@example.org"]
    git = ["git", "-C", str(folder), *as_author]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    for n in range(BACK):
        subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", str(n)], check=True)


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """Stand in a folder like that of the program, whose pack is small, with another beside it."""
    program = tmp_path / "program"
    (program / "content").mkdir(parents=True)
    write_named(program).rename(program / "content" / "evenground")
    write_named(tmp_path).rename(tmp_path / "mine")
    kept(program)
    monkeypatch.chdir(program)
    return replace(places_of(CONTENT), pack=program / "content" / "evenground", stored=tmp_path)


def test_every_command_of_the_page_can_be_typed_as_it_stands_there(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong: Mapping[str, str] = {}
    calls = [argv for argv in lines() if argv[0] != ASKING]
    assert len(calls) > 20
    for argv in calls:
        capsys.readouterr()
        if run(as_here(argv), places) == UNUSABLE:
            wrong = {**wrong, shlex.join(argv): capsys.readouterr().err}
    assert wrong == {}
