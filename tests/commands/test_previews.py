"""`evenground preview`: a place as it will be seen, printed, drawn or kept fresh."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from commands.run import run as call
from editor.preview.request import PreviewRequest
from tests.editor.test_studio import PLACES, STUDIO, small
from tests.support.forked import run
from tests.support.small import FILES, write_small
from tests.support.terminal import Terminal

SIZE = (40, 15)
SAFETY = "questions/safety.yaml"
ASKS = "Has any of this happened?"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """Write the small pack into a folder."""
    return write_small(tmp_path)


async def test_a_pipe_gets_the_text_of_the_picture(pack: Path) -> None:
    ran = run("preview", "acts", "--pack", str(pack), "--size", "40x15", "--all")
    request = PreviewRequest("acts", size=SIZE, every=True)
    assert ran.stdout == (await STUDIO.picture(small(), request)).text + "\n"
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_terminal_shows_it_in_its_place_and_in_colours(pack: Path) -> None:
    argv = [sys.executable, "evenground.py", "preview", "gate", "--pack", str(pack)]
    with Terminal(argv, size=(100, 40)) as terminal:
        terminal.wait_end()
        window = terminal.window
    assert terminal.status == 0
    assert window.modes == set()
    assert window.shown is window.main
    assert FILES[SAFETY].split("ask: ")[1].split("\n")[0] in terminal.text
    row = next(y for y in range(40) if "Leave now" in window.row(y))
    assert {window.main.buffer[row][x].bg for x in range(80)} != {"default"}
    assert window.main.buffer[row][90].bg == "default"


def test_line_mode_says_the_same_where_it_stands(pack: Path) -> None:
    """The program itself is the measure: after the same lines it has said these last."""
    said = run("preview", "acts", "--pack", str(pack), "--plain", "--country", "GB")
    visit = run("--plain", "--pack", str(pack), "--country", "GB", given="\n2\n")
    assert said.returncode == 0
    assert ASKS in said.stdout
    assert said.stdout.strip() in visit.stdout


def test_a_picture_is_written_and_never_over_what_is_none(pack: Path, tmp_path: Path) -> None:
    name, other = tmp_path / "a.svg", tmp_path / "other.svg"
    given = ["preview", "gate", "--pack", str(pack), "-o"]
    other.write_text("<svg>mine</svg>", encoding="utf-8")
    assert call([*given, str(other)], PLACES) == 2
    assert call([*given, str(tmp_path / "a.png")], PLACES) == 2
    assert other.read_text(encoding="utf-8") == "<svg>mine</svg>"
    assert call([*given, str(name)], PLACES) == 0
    drawn = name.read_text(encoding="utf-8")
    assert "hurting" in "".join(ET.fromstring(drawn).itertext())  # noqa: S314  (our own picture)
    assert call([*given, str(name), "--lang", "en", "--size", "40x15"], PLACES) == 0
    assert name.read_text(encoding="utf-8") != drawn
    assert name.with_name("a.svg.bak").read_text(encoding="utf-8") == drawn
    assert {path.name for path in tmp_path.iterdir()} == {
        "small",
        "a.svg",
        "a.svg.bak",
        "other.svg",
    }


def test_a_walk_of_ones_own_is_taken_and_told(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "a.yaml"
    answers.write_text("- {question: gate, option: unsure}\n", encoding="utf-8")
    assert call(["preview", "--answers", str(answers), "--pack", str(pack), "--walk"], PLACES) == 0
    *shown, walk = capsys.readouterr().out.splitlines()
    assert ASKS in "".join(shown)
    assert "Not sure" in walk
    assert walk.count("(") == 1


def test_a_place_to_which_nothing_leads_yet_is_shown_and_that_is_said(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(pack / "outcomes" / "step-back.yaml", pack / "outcomes" / "new.yaml")
    assert call(["preview", "new", "--pack", str(pack)], PLACES) == 0
    *shown, told = capsys.readouterr().out.splitlines()
    assert len(shown) == 24
    assert "new" in told


SLIPS = [
    [], ["gate", "--size", "3x3"], ["gate", "--size", "wide"], ["gate", "-o", "x.png"],
    ["gate", "--plain", "-o", "x.svg"], ["gate", "--theme", "no"], ["gate", "--helplines", "no"],
    ["gate", "--pack", "no"], ["gate", "--answers", "no"], ["gat"], ["gate", "--lang", "xx"],
    ["gate", "--country", "QQ"],
]  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS, ids=" ".join)
def test_a_slip_is_one_sentence_and_nothing_is_written(
    slip: list[str], pack: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(pack)
    before = sorted(pack.rglob("*"))
    assert call(["preview", *slip], PLACES) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert sorted(pack.rglob("*")) == before


def test_a_pack_that_cannot_be_read_is_said_and_nothing_is_written(
    pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pack / SAFETY).write_text("topic: [", encoding="utf-8")
    given = ["preview", "gate", "--pack", str(pack), "-o", str(tmp_path / "a.svg")]
    assert call(given, PLACES) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"{SAFETY}:")
    assert not (tmp_path / "a.svg").exists()


def test_a_watched_preview_follows_what_is_saved(pack: Path) -> None:
    argv = [sys.executable, "evenground.py", "preview", "acts", "--pack", str(pack), "--watch"]
    text = FILES[SAFETY]
    with Terminal(argv, size=(90, 30)) as terminal:
        terminal.wait_for(ASKS.rsplit(maxsplit=1)[-1])
        (pack / SAFETY).write_text(text.replace("They hit me", "They pushed me"), encoding="utf-8")
        terminal.wait_for("They pushed me")
        (pack / SAFETY).write_text("topic: [", encoding="utf-8")
        terminal.wait_for(f"{SAFETY}:")
        assert "They pushed me" in terminal.text
        (pack / SAFETY).write_text(text, encoding="utf-8")
        terminal.wait_for("They hit me")
        assert f"{SAFETY}:" not in terminal.text
        terminal.key("ctrl+c")
        terminal.wait_end()
        assert terminal.status == 0
        assert terminal.window.modes == set()
