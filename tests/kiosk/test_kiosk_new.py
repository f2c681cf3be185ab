"""A pack that `new` made, served on this machine and taken in a wide and in a small window."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.forked import run
from tests.support.kiosk_clients import openssh
from tests.support.kiosk_host import Kiosk, write_settings
from tests.support.sample import words
from tests.support.terminal import Terminal
from tree.checking.checked import check_pack
from tree.model import Tree
from tree.pack.files import gather

WISH = ("--title=Exams", "--language=en", "--about=students")
SIZES = [(80, 24), (40, 15)]
START = words()["welcome.start"]


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a pack."""
    folder = tmp_path_factory.mktemp("new") / "mine"
    assert run("new", str(folder), *WISH).returncode == 0
    return folder


@pytest.fixture(scope="module")
def kiosk(mine: Path) -> Iterator[Kiosk]:
    """Open a kiosk over it."""
    with Kiosk(write_settings(mine.parent, mine)) as kiosk:
        yield kiosk


def told(tree: Tree) -> list[str]:
    """List what is asked by the one who answers last, and then said, each by its first words."""
    asked = [tree.questions[name].ask for name in ("sleep", "own-life", "people")]
    return [" ".join(text.split()[:3]) for text in (*asked, tree.outcomes["steady"].title)]


@pytest.mark.parametrize("size", SIZES)
def test_a_person_takes_it_from_the_welcome_to_a_page(
    kiosk: Kiosk, mine: Path, size: tuple[int, int]
) -> None:
    tree = check_pack(gather(mine)).tree
    assert tree
    first, *others, end = told(tree)
    with Terminal(openssh(kiosk), size=size) as terminal:
        terminal.wait_for(re.escape(START))
        terminal.key("1", "enter")
        terminal.wait_for(rf"\A(?![\s\S]*{re.escape(START)})[\s\S]*Enter")
        while first not in terminal.text:
            terminal.key("enter")
            terminal.wait_for(re.escape(first))
        for number, text in zip(("3", "3"), others, strict=True):
            terminal.key(number, "enter")
            terminal.wait_for(re.escape(text))
        terminal.key("2", "enter")
        terminal.wait_for("> g ")
        terminal.key("enter")
        terminal.wait_for(re.escape(end))
        terminal.key("ctrl+c")
        terminal.wait_end()
