"""A kiosk that runs: new settings, closing without dropping anyone, and what its host may see."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.kiosk_clients import openssh
from tests.support.kiosk_host import Kiosk, forked_kiosk, free_port
from tests.support.kiosk_pages import figures, page, seen_at
from tests.support.kiosk_processes import alive, wait_until
from tests.support.kiosk_walls import lines_told
from tests.support.sample import words
from tests.support.terminal import DEADLINE, Terminal
from tests.support.traces import ASKED, HISTORY, OPENINGS, SAYINGS, old_lines, sees, walk_to

WORDS = words()
BRITISH = "999"


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    """Open a kiosk whose figures can be seen."""
    with forked_kiosk(tmp_path, figures(free_port())) as kiosk:
        yield kiosk


def come(kiosk: Kiosk) -> Terminal:
    """Come to the kiosk from a shell below lines of the person's own."""
    return Terminal(["sh", "-c", HISTORY, "sh", *openssh(kiosk)])


def change(kiosk: Kiosk, old: str, new: str) -> None:
    """Change the settings, and ask the kiosk to take them."""
    text = kiosk.settings.read_text()
    assert old in text
    kiosk.settings.write_text(text.replace(old, new))
    kiosk.signal(signal.SIGHUP)


def test_new_settings_are_for_those_who_come_and_drop_nobody(kiosk: Kiosk) -> None:
    with come(kiosk) as here:
        walk_to(here, "acts")
        change(kiosk, "[people]", "[people]\nat_once = 1")
        wait_until(lambda: turned_away(kiosk), "the new limit holds")
        here.key("4", "enter")
        sees(here, ASKED["calm"])
        here.key("ctrl+c")
        here.wait_end()
        assert here.status == 0
    assert BRITISH in welcome(kiosk)
    change(kiosk, 'country = "GB"', 'country = "ES"')
    wait_until(lambda: BRITISH not in welcome(kiosk), "the new country's number")


def welcome(kiosk: Kiosk) -> str:
    """Come, look, and leave at once; say what was in sight."""
    with Terminal(openssh(kiosk)) as terminal:
        sees(terminal, WORDS["keys.choose"])
        seen = terminal.text
        terminal.key("ctrl+c")
        terminal.wait_end()
        return seen


def turned_away(kiosk: Kiosk) -> bool:
    """Say whether whoever comes now is told why not, and gets no screen."""
    argv = openssh(kiosk, "-tt")
    ran = subprocess.run(argv, input=b"\x03", capture_output=True, check=False, timeout=DEADLINE)
    return ran.returncode != 0 and b"\x1b" not in ran.stdout


def test_faulty_new_settings_change_nothing_and_are_told(kiosk: Kiosk) -> None:
    with come(kiosk) as here:
        walk_to(here, "acts")
        change(kiosk, "[people]", "[people]\nat_once = 0\nnobody = 1")
        kiosk.wait_says(rb"kiosk\.toml:\d+.*\n(.*\n)*kiosk\.toml:\d+.*\n.+\n")
        here.key("4", "enter")
        sees(here, ASKED["calm"])
        with come(kiosk) as other:
            walk_to(other, "gate")
            other.key("ctrl+c")
            other.wait_end()
        here.key("ctrl+c")
        here.wait_end()
        assert (here.status, kiosk.process.poll()) == (0, None)


def test_a_kiosk_that_closes_lets_the_one_inside_finish(kiosk: Kiosk) -> None:
    with come(kiosk) as here:
        walk_to(here, "matters")
        kiosk.signal(signal.SIGTERM)
        here.wait(lambda: ASKED["matters"] not in here.text, "a word that the kiosk closes")
        assert page(seen_at(kiosk), "/health")[0] == 503
        assert turned_away(kiosk)
        here.key("enter")
        sees(here, ASKED["matters"])
        here.key("1", "enter")
        sees(here, WORDS["look.title"])
        here.key("enter")
        sees(here, OPENINGS["rebuild"])
        assert kiosk.process.poll() is None
        here.key("q")
        here.wait_end()
        assert (here.status, old_lines(here)) == (0, [])
    assert kiosk.wait_end() == 0


def test_a_second_word_to_close_ends_it_at_once_and_wipes(kiosk: Kiosk) -> None:
    with come(kiosk) as here:
        walk_to(here, "acts")
        kiosk.signal(signal.SIGTERM)
        here.wait(lambda: ASKED["acts"] not in here.text, "a word that the kiosk closes")
        kiosk.signal(signal.SIGTERM)
        here.wait_end()
        assert len(old_lines(here)) == 1
        assert not any(saying in here.window.left for saying in SAYINGS)
        assert here.window.shown is here.window.main
    assert kiosk.wait_end() == 0


def test_time_that_is_up_closes_it_too(tmp_path: Path) -> None:
    more = f"{figures(free_port())}closing_seconds = 0\n"
    with (
        forked_kiosk(tmp_path, more) as kiosk,
        come(kiosk) as here,
    ):
        walk_to(here, "acts")
        kiosk.signal(signal.SIGTERM)
        here.wait_end()
        assert not any(saying in here.window.left for saying in SAYINGS)
        assert kiosk.wait_end() == 0


def test_a_kiosk_that_is_killed_leaves_no_process_and_lets_its_people_go(kiosk: Kiosk) -> None:
    with come(kiosk) as here:
        walk_to(here, "gate")
        serving = kiosk.all[1:]
        assert len(serving) > 1
        kiosk.signal(signal.SIGKILL)
        here.wait_end()
        assert here.status != 0
    wait_until(lambda: not any(map(alive, serving)), "all that served have ended")


def family(pid: int) -> list[int]:
    """List a process and all that it and its children started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(found for child in children for found in family(int(child)))]


def test_an_empty_kiosk_closes_at_a_word_and_said_nothing_but_that_it_was_open(
    kiosk: Kiosk,
) -> None:
    with come(kiosk) as here:
        walk_to(here, "matters")
        here.key("ctrl+c")
        here.wait_end()
    kiosk.signal(signal.SIGINT)
    assert kiosk.wait_end() == 0
    assert kiosk.said.count(b"\n") == lines_told()
    left = {path.name for path in kiosk.key.parent.iterdir()}
    assert {name for name in left if not name.startswith("known")} == {"key", "kiosk.toml", "small"}
