"""The code of a number: what a camera reads back is that number and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from textual.strip import Strip

from screens.full.taking.code_page import CodePage
from screens.full.taking.qr_code import Code, code_lines, drawable
from screens.pages.scan_link import CHAT, PHONE, scan_link
from screens.setting import Setting
from tests.support import sample
from tests.support.qr import painted, read
from tests.support.visit import SETTING, WAYS, Visit, visit
from tree.helplines import Line
from tree.languages.helpline_files import read_helplines
from tree.pack.files import gather

ROOT = Path(__file__).parents[2]
WAY = f"{WAYS['support']} t 1 r"
"""From the welcome to the code of the first number."""

CAMERA = all(map(shutil.which, ("rsvg-convert", "convert", "zbarimg")))


def line(phone: str = "", chat: str = "") -> Line:
    """Make a line that can be reached in these ways."""
    return sample.line("a", "crisis", "Listening", phone, chat=chat)


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("911", "tel:911"),
        ("999 or 112", "tel:999"),
        ("1-800-799-7233", "tel:18007997233"),
        ("(601) 380 8400", "tel:6013808400"),
        ("113, then option 5", "tel:113"),
        ("*4141", "tel:*4141"),
        ("+56 9 9700", "tel:+5699700"),
        ("Ask at the desk", ""),
        ("", ""),
    ],
)
def test_a_number_is_dialled_as_it_is_written(phone: str, link: str) -> None:
    assert scan_link(line(phone), PHONE) == link


@pytest.mark.parametrize(
    ("chat", "link"),
    [
        ("thehotline.org", "https://thehotline.org"),
        ("gov.wales/live-fear-free", "https://gov.wales/live-fear-free"),
        ("drcc.ie (web chat)", "https://drcc.ie"),
        ("childline.org.uk; from 8 to 12", "https://childline.org.uk"),
        ("Web chat", ""),
        ("Mail to jo@samaritans.org", ""),
        ("jo@samaritans.org", ""),
        ("", ""),
    ],
)
def test_a_page_is_opened_as_it_is_named(chat: str, link: str) -> None:
    assert scan_link(line(chat=chat), CHAT) == link


def test_each_code_of_the_shipped_lines_reads_back() -> None:
    places = read_helplines(gather(ROOT / "content" / "helplines")).countries.values()
    lines = [line for place in places for line in place.lines]
    links = {scan_link(line, way) for line in lines for way in (PHONE, CHAT)} - {""}
    assert len(links) > 100
    assert [link for link in links if read(painted(code_lines(link))) != link] == []


def area(run: Visit) -> list[Strip]:
    """Cut the code out of what is painted."""
    code = run.app.screen.query_one(Code)
    strips = run.strips[code.region.y : code.region.bottom]
    return [strip.crop(code.region.x, code.region.x + code.room.width) for strip in strips]


SIZES = [(80, 24), (160, 45), (40, 24), (240, 60)]
THEMES = {
    "dark": SETTING,
    "light": replace(SETTING, theme="light"),
    "terminal": Setting(guessed_country="GB", few_colours=True, term="xterm"),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("setting", THEMES.values(), ids=THEMES.keys())
async def test_what_is_painted_reads_back(size: tuple[int, int], setting: Setting) -> None:
    async with visit(WAY, size, setting) as run:
        assert run.top == "CodePage"
        assert read(painted(area(run))) == "tel:999"
        await run.press("b 3 r")
        if size[1] > 24:
            assert read(painted(area(run))) == "https://nationaldahelpline.org.uk"
        else:
            assert area(run) == []


@pytest.mark.skipif(not CAMERA, reason="needs rsvg-convert, convert and zbarimg")
@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", SIZES[:2])
async def test_a_camera_reads_the_picture(
    size: tuple[int, int], theme: str, tmp_path: Path
) -> None:
    async with visit(WAY, size, THEMES[theme]) as run:
        svg = run.app.export_screenshot()
    assert scanned(svg, tmp_path) == "tel:999"


def scanned(svg: str, folder: Path) -> str:
    """Read a screenshot as a camera would, a little out of focus."""
    drawn, seen = folder / "drawn.png", folder / "seen.png"
    keep = svg.replace("<svg ", '<svg xml:space="preserve" ')
    subprocess.run(["rsvg-convert", "-o", drawn], input=keep.encode(), check=True)
    subprocess.run(["convert", drawn, "-colorspace", "Gray", "-blur", "0x1", seen], check=True)
    read_back = subprocess.run(
        ["zbarimg", "--raw", "-q", seen], capture_output=True, text=True, check=False
    )
    return read_back.stdout.strip()


@pytest.mark.parametrize("size", [(80, 20), (40, 15), (30, 45)])
async def test_where_it_does_not_fit_there_is_no_code_but_a_sentence(size: tuple[int, int]) -> None:
    async with visit(WAY, size) as run:
        assert not run.app.screen.query_one(Code).display
        assert run.pinned("notice")


async def test_the_size_that_is_named_is_enough() -> None:
    async with visit(WAY, (30, 12)) as run:
        assert isinstance(run.app.screen, CodePage)
        need = run.app.screen.need
    async with visit(WAY, (need.width, need.height)) as run:
        assert read(painted(area(run))) == "tel:999"


async def test_a_code_comes_and_goes_with_the_size_of_the_window() -> None:
    async with visit(WAY) as run:
        for size, shown in (((80, 15), False), ((80, 24), True)):
            await run.pilot.resize_terminal(*size)
            await run.pilot.pause()
            assert run.app.screen.query_one(Code).display is shown


@pytest.mark.parametrize(
    "setting",
    [Setting(term="vt100"), Setting(term="dumb"), Setting(term="xterm", utf8=False)],
)
async def test_where_a_terminal_cannot_draw_it_a_sentence_says_so(setting: Setting) -> None:
    assert not drawable(setting)
    async with visit(WAY, setting=setting) as run:
        assert run.top == "TakeAlongPage"
        assert run.pinned("notice")


async def test_nothing_is_drawn_until_a_number_is_marked_and_asked_for() -> None:
    async with visit(f"{WAYS['support']} t r") as run:
        assert run.top == "TakeAlongPage"
        assert run.pinned("notice")
        await run.press("1")
        assert run.top == "TakeAlongPage"
        await run.press("r")
        assert run.top == "CodePage"
        await run.press("r")
        assert run.top == "TakeAlongPage"


def test_what_draws_codes_is_loaded_only_when_one_is_asked_for() -> None:
    program = "import screens.full.app, sys; sys.exit('segno' in sys.modules)"
    subprocess.run([sys.executable, "-B", "-c", program], cwd=ROOT, check=True)
