"""Two kiosks with one key behind a real HAProxy, read by a real Prometheus, as documented."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.support.kiosk_balancer import OPEN, Front, Place, adapted, balancer, two_places
from tests.support.kiosk_clients import needs, openssh
from tests.support.kiosk_host import LOOPBACK, Kiosk, free_port, program
from tests.support.kiosk_pages import page
from tests.support.kiosk_processes import wait_until
from tests.support.terminal import Terminal
from tests.support.traces import ASKED, sees, walk_to


@pytest.fixture
def places(tmp_path: Path) -> tuple[Place, Place]:
    """Write settings for two kiosks."""
    return two_places(tmp_path)


@pytest.fixture(params=[False, True], ids=["near", "afar"])
def front(
    request: pytest.FixtureRequest, tmp_path: Path, places: tuple[Place, Place]
) -> Iterator[Front]:
    """Start HAProxy before both."""
    with balancer(tmp_path, places, afar=request.param) as front:
        yield front


def come(front: Front) -> Terminal:
    """Come through the balancer."""
    return Terminal(openssh(front))


def inside(places: tuple[Place, Place]) -> list[int]:
    """Say how many are at each."""
    return [place.people for place in places]


def leave(terminal: Terminal) -> None:
    """Leave at once."""
    terminal.key("ctrl+c")
    terminal.wait_end()
    assert terminal.status == 0


def test_who_comes_while_one_is_closed_or_dead_lands_on_the_other(
    front: Front, places: tuple[Place, Place]
) -> None:
    with ExitStack() as stack:
        kiosks = [stack.enter_context(Kiosk(place.settings)) for place in places]
        wait_until(lambda: page(front.state, "/health")[0] == OPEN, "a kiosk is open")
        here = stack.enter_context(come(front))
        walk_to(here, "acts")
        # A look from afar is a connection, too, for a moment.
        wait_until(lambda: sorted(inside(places)) == [0, 1], "one person at one kiosk")
        mine = inside(places).index(1)
        other = 1 - mine

        kiosks[mine].signal(signal.SIGTERM)
        here.wait(lambda: ASKED["acts"] not in here.text, "a word that the kiosk closes")
        late = stack.enter_context(come(front))
        walk_to(late, "gate")
        wait_until(lambda: inside(places) == [1, 1], "one person at each")
        here.key("enter")
        sees(here, ASKED["acts"])
        here.key("4", "enter")
        sees(here, ASKED["calm"])
        leave(here)
        assert kiosks[mine].wait_end() == 0

        stack.enter_context(Kiosk(places[mine].settings))
        kiosks[other].signal(signal.SIGKILL)
        late.wait_end()
        assert late.status != 0
        with come(front) as last:
            walk_to(last, "gate")
            wait_until(lambda: places[mine].people == 1, "the last one is where it is open")
            leave(last)


def test_a_real_prometheus_reads_the_figures(tmp_path: Path, places: tuple[Place, Place]) -> None:
    needs("prometheus")
    port = free_port()
    file = adapted("prometheus.yml", tmp_path, places, **{"15s": "1s"})
    argv = ["prometheus", f"--config.file={file}", f"--storage.tsdb.path={tmp_path / 'kept'}"]
    argv.append(f"--web.listen-address={LOOPBACK}:{port}")
    with Kiosk(places[0].settings) as kiosk, come_to(kiosk) as here, program(argv):
        walk_to(here, "gate")
        wait_until(lambda: scraped(port, "evenground_people") == [1.0], "one person is counted")
        wait_until(lambda: scraped(port, "up") == [0.0, 1.0], "the other kiosk is missed")
        assert scraped(port, "evenground_admitted_total") == [1.0]
        assert scraped(port, 'evenground_key_seconds_bucket{le="+Inf"}')[0] > 0
        leave(here)


def come_to(kiosk: Kiosk) -> Terminal:
    """Come to a kiosk itself."""
    return Terminal(openssh(kiosk))


def scraped(port: int, query: str) -> list[float]:
    """Ask Prometheus for values, in order of size."""
    status, text = page(port, f"/api/v1/query?query={quote(query)}")
    found = json.loads(text)["data"]["result"] if status == OPEN else []
    return sorted(float(one["value"][1]) for one in found)
