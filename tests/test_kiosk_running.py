"""A kiosk that runs: new settings, closing without dropping anyone, and what its host may see."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kiosk_clients import openssh
from tests.kiosk_host import FEW, LOOPBACK, Kiosk, free_port, page, wait_until, write_settings
from tests.sample import words
from tests.small import write_small
from tests.terminal import DEADLINE, Terminal
from tests.traces import ASKED, HISTORY, OPENINGS, SAYINGS, TREE, old_lines, sees, walk_to

WORDS = words()
NEVER = (LOOPBACK, "country", "outcome", "answer", "user")
TAUGHT = {*TREE.questions, *TREE.outcomes}
"""What no figure may tell."""

BRITISH = "999"


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Kiosk]:
    """Open a kiosk whose figures can be seen."""
    with Kiosk(write_settings(tmp_path, write_small(tmp_path), figures(free_port()))) as kiosk:
        yield kiosk


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    """Open one that is only looked at."""
    folder = tmp_path_factory.mktemp("kiosk")
    with Kiosk(write_settings(folder, write_small(folder), figures(free_port()))) as kiosk:
        yield kiosk


def figures(port: int) -> str:
    """Write settings that offer figures on this port."""
    return f"{FEW}[running]\nmetrics_port = {port}\n"


def seen_at(kiosk: Kiosk) -> int:
    """Say on which port the figures are."""
    found = re.search(r"metrics_port = (\d+)", kiosk.settings.read_text())
    assert found
    return int(found[1])


def come(kiosk: Kiosk) -> Terminal:
    """Come to the kiosk from a shell below lines of the person's own."""
    return Terminal(["sh", "-c", HISTORY, "sh", *openssh(kiosk)])


def figure(kiosk: Kiosk, name: str) -> float:
    """Read one figure."""
    found = re.search(
        rf"^evenground_{name} (\S+)$", page(seen_at(kiosk), "/metrics")[1], re.MULTILINE
    )
    assert found, name
    return float(found[1])


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
        sees(terminal, WORDS["keys.read"])
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
        Kiosk(write_settings(tmp_path, write_small(tmp_path), more)) as kiosk,
        come(kiosk) as here,
    ):
        walk_to(here, "acts")
        kiosk.signal(signal.SIGTERM)
        here.wait_end()
        assert not any(saying in here.window.left for saying in SAYINGS)
        assert kiosk.wait_end() == 0


def test_an_empty_kiosk_closes_at_a_word_and_said_nothing_but_that_it_was_open(
    kiosk: Kiosk,
) -> None:
    with come(kiosk) as here:
        walk_to(here, "matters")
        here.key("ctrl+c")
        here.wait_end()
    kiosk.signal(signal.SIGINT)
    assert kiosk.wait_end() == 0
    assert kiosk.said.count(b"\n") == 1
    left = {path.name for path in kiosk.key.parent.iterdir()}
    assert {name for name in left if not name.startswith("known")} == {"key", "kiosk.toml", "small"}


def test_the_host_sees_how_many_and_how_fast_and_nothing_of_anyone(lasting: Kiosk) -> None:
    assert page(seen_at(lasting), "/health")[0] == 200
    before = figure(lasting, "admitted_total")
    with come(lasting) as here:
        walk_to(here, "matters")
        assert figure(lasting, "people") == 1
        here.key("ctrl+c")
        here.wait_end()
    wait_until(lambda: figure(lasting, "people") == 0, "nobody is inside")
    assert figure(lasting, "admitted_total") == before + 1
    assert figure(lasting, "key_seconds_count") > 1
    text = page(seen_at(lasting), "/metrics")[1]
    named = set(
        re.findall(
            r"^evenground_(\w+?)(?:_(?:bucket|sum|count|total|created))?[ {]", text, re.MULTILINE
        )
    )
    assert named <= {"people", "admitted", "refused", "worker_restarts", "key_seconds"}
    labels = set(re.findall(r'(\w+)="', text))
    assert labels <= {"le", "reason"}
    values = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    assert not any(word in values for word in (*NEVER, *TAUGHT))


def test_other_pages_and_other_words_get_a_plain_no(lasting: Kiosk) -> None:
    port = seen_at(lasting)
    assert page(port, "/")[0] == 404
    assert page(port, "/health", "HEAD") == (200, "")


def audit() -> list[str]:
    """Find ssh-audit, beside this Python or on the path."""
    beside = Path(sys.executable).with_name("ssh-audit")
    found = str(beside) if beside.exists() else shutil.which("ssh-audit")
    if not found:
        pytest.skip("ssh-audit is not installed")
    return [found, "--skip-rate-test", "-j"]


def test_ssh_audit_finds_no_failure_and_one_kind_of_warning(lasting: Kiosk) -> None:
    argv = [*audit(), "-p", str(lasting.port), LOOPBACK]
    ran = subprocess.run(argv, capture_output=True, check=False, timeout=DEADLINE)
    told = json.loads(ran.stdout)
    notes = [
        (part["algorithm"], level)
        for kind in ("kex", "key", "enc", "mac")
        for part in told[kind]
        for level, said in part.get("notes", {}).items()
        if level in {"warn", "fail"} and said
    ]
    assert {level for _, level in notes} == {"warn"}
    assert all(name.startswith("curve25519") for name, _ in notes)
    assert told["cves"] == []
