"""A kiosk whose words are not all there: the host is told before anybody comes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from kiosk.rehearsal import SENTENCES, missed_by
from kiosk.shipped import LIST, PACK, Shipped, lost_files, unfit_texts, what_is_there, written
from tests.support.kiosk_host import serve_call, small_kiosk, write_settings
from tests.support.kiosk_person import bystanders, visit
from tests.support.sample import ready
from tests.support.small import write_small
from tests.support.terminal import DEADLINE, ROOT
from tree.prepare import Places

ENGLISH, SPANISH = Path("words", "en"), Path("words", "es")
NEEDED = (
    *(ENGLISH / name for name in ("kiosk.yaml", "line.yaml", "screens.yaml")),
    *(ENGLISH / "commands" / name for name in ("faults.yaml", "serve.yaml", "sign.yaml")),
    *(Path("helplines") / name for name in ("elsewhere.yaml", "fallbacks.yaml", "gb.yaml")),
)
"""Of the content beside a pack, what a kiosk cannot do without."""

KEPT = {
    *NEEDED,
    *(path.relative_to("content") for path in Path("content/helplines").glob("*.yaml")),
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the words and the helplines, and make a pack and settings beside them."""
    home = tmp_path_factory.mktemp("home")
    for folder in ("words", "helplines"):
        shutil.copytree(ROOT / "content" / folder, home / "content" / folder)
    shutil.copy(ROOT / "content" / LIST, home / "content")
    write_settings(home, write_small(home))
    return home


@pytest.fixture(scope="module")
def shipped_small(tmp_path_factory: pytest.TempPathFactory, home: Path) -> Path:
    """Copy the same with the small pack in place of the shipped one, listed as it would be."""
    copy = tmp_path_factory.mktemp("shipped")
    shutil.copytree(home / "content", copy / "content")
    pack = write_small(copy).rename(copy / "content" / PACK)
    (copy / "content" / LIST).write_text(written(what_is_there(copy / "content")), "utf-8")
    write_settings(copy, pack)
    return copy


@contextmanager
def changed(file: Path, change: Callable[[str], str] | None = None) -> Iterator[None]:
    """Change a file for a while, or take it away."""
    text = file.read_text("utf-8")
    file.write_text(change(text), "utf-8") if change else file.unlink()
    try:
        yield
    finally:
        file.write_text(text, "utf-8")


def looked(home: Path) -> subprocess.CompletedProcess[str]:
    """Look over the settings, as a host does."""
    return subprocess.run(
        serve_call("--config", str(home / "kiosk.toml"), "--check-config", home=home), cwd=ROOT,
        capture_output=True, text=True, check=False, timeout=DEADLINE,
    )  # fmt: skip


@pytest.mark.parametrize("name", NEEDED, ids=str)
def test_a_file_that_visitors_or_hosts_need_is_named(home: Path, name: Path) -> None:
    with changed(home / "content" / name):
        ran = looked(home)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "Traceback" not in ran.stderr
    assert name.name in ran.stderr or name.stem.upper() in ran.stderr


@pytest.mark.parametrize("key", ["leave", "card", "closes"])
def test_a_text_that_visitors_need_is_named(home: Path, key: str) -> None:
    file = home / "content" / ENGLISH / ("kiosk.yaml" if key == "closes" else "screens.yaml")
    with changed(file, without(key)):
        ran = looked(home)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)
    assert f"{key}" in ran.stderr


def test_a_text_that_is_seldom_shown_is_named_though_no_language_has_it(home: Path) -> None:
    words = [home / "content" / folder / "screens.yaml" for folder in (ENGLISH, SPANISH)]
    with changed(words[0], without("idle")), changed(words[1], without("idle")):
        ran = looked(home)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (2, "", 1)
    assert "idle." in ran.stderr


def test_a_text_that_cannot_be_filled_in_is_named(home: Path) -> None:
    def spoiled(text: str) -> str:
        words = yaml.safe_load(text)
        words["idle"]["stay"] = "{seconds}"
        return yaml.safe_dump(words, allow_unicode=True)

    with changed(home / "content" / ENGLISH / "screens.yaml", spoiled):
        ran = looked(home)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert "Traceback" not in ran.stderr
    assert "idle.stay" in ran.stderr.splitlines()[-1]


@pytest.mark.parametrize("said", ["{", "}", "{0}", "{}", "{n.x}"])
def test_a_text_fits_where_all_in_its_braces_can_be_filled_in(said: str) -> None:
    shipped = Shipped((), {"a": frozenset({"n"})})
    assert unfit_texts(shipped, {"a": "{n} and {n}", "b": said}) == []
    assert unfit_texts(shipped, {"a": said}) == ["a"]


def test_a_shipped_file_that_is_gone_is_named_though_a_kiosk_can_do_without(
    shipped_small: Path,
) -> None:
    assert ".yaml" not in looked(shipped_small).stderr
    with changed(shipped_small / "content" / PACK / "notes.yaml"):
        ran = looked(shipped_small)
    assert ran.returncode == 0
    assert "notes.yaml" in ran.stderr


def test_every_file_that_visitors_are_shown_something_of_is_looked_for(tmp_path: Path) -> None:
    for folder in (PACK, "helplines", "words"):
        shutil.copytree(ROOT / "content" / folder, tmp_path / folder)
    shipped = what_is_there(tmp_path)
    used = Places(tmp_path / PACK, tmp_path / "words", tmp_path / "helplines", tmp_path)
    assert lost_files(shipped, used) == []
    for name in ("evenground/languages/es.yaml", "helplines/ie.yaml", "words/es/line.yaml"):
        with changed(tmp_path / name):
            assert lost_files(shipped, used) == [tmp_path / name]
    shutil.rmtree(tmp_path / PACK)
    assert lost_files(shipped, replace(used, pack=tmp_path / "another")) == []


def without(key: str) -> Callable[[str], str]:
    """Take a text, or a group of texts, from a file of words."""

    def change(text: str) -> str:
        words = yaml.safe_load(text)
        group = words if key in words else words["kiosk"]
        del group[key]
        return yaml.safe_dump(words, allow_unicode=True)

    return change


async def test_without_all_other_files_visitors_miss_nothing(home: Path, tmp_path: Path) -> None:
    copy, folder = tmp_path / "home", tmp_path / "kiosk"
    shutil.copytree(home / "content", copy / "content")
    folder.mkdir()
    for path in sorted((copy / "content").rglob("*.*")):
        if path.is_file() and path.relative_to(copy / "content") not in KEPT:
            path.unlink()
    with small_kiosk(folder, home=copy) as kiosk:
        async with bystanders(kiosk.port), visit(kiosk.port, term_type="dumb") as person:
            await person.starts()


def test_a_visit_ahead_asks_for_what_every_visitor_is_shown() -> None:
    assert missed_by(ready()) == []
    missed = missed_by(replace(ready(), words={}))
    assert {"leave.line", "welcome.begin", "line.prompt.one", "card.title"} <= {*missed} | {
        key
        for key in ("welcome.begin", "line.prompt.one", "card.title")
        if key not in ready().words
    }
    in_kiosk = {key.partition(".")[2] for key in ready().words if key.startswith("kiosk.")}
    assert in_kiosk == set(SENTENCES)
