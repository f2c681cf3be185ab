"""Two kiosks with one key behind a real HAProxy, read by a real Prometheus, as documented."""

from __future__ import annotations

import json
import re
import shutil
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from kiosk.front.ssh import make_key
from tests.support.kiosk_clients import needs, openssh
from tests.support.kiosk_host import FEW, LOOPBACK, Kiosk, free_port, program
from tests.support.kiosk_host import write_settings as write
from tests.support.kiosk_pages import page
from tests.support.kiosk_processes import wait_until
from tests.support.small import write_small
from tests.support.terminal import ROOT, Terminal
from tests.support.traces import ASKED, sees, walk_to

DOCS = ROOT / "docs" / "kiosk"
PORTS = ("2201", "9201", "2202", "9202")
AFAR = ("192.0.2.11:2222", "192.0.2.12:2222")
PATH = "/usr/sbin:/usr/local/sbin"
OPEN, CLOSED = 200, 503


@dataclass
class Front:
    """What people connect to."""

    key: Path
    port: int
    state: int


@dataclass(frozen=True)
class Place:
    """A kiosk's settings, and where its figures are."""

    settings: Path
    port: int
    figures: int

    @property
    def people(self) -> int:
        """How many are inside now."""
        found = re.search(
            r"^evenground_people (\d+)", page(self.figures, "/metrics")[1], re.MULTILINE
        )
        return int(found[1]) if found else 0


@pytest.fixture
def places(tmp_path: Path) -> tuple[Place, Place]:
    """Write settings for two kiosks with the same key, each on its own ports."""
    pack = write_small(tmp_path)
    make_key(tmp_path / "key")
    return place(tmp_path / "one", pack), place(tmp_path / "two", pack)


def place(folder: Path, pack: Path) -> Place:
    """Write settings for a kiosk with the key that stands beside its folder."""
    folder.mkdir()
    shutil.copy(folder.parent / "key", folder)
    port, figures = free_port(), free_port()
    more = f"{FEW}[running]\nmetrics_port = {figures}\n"
    return Place(write(folder, pack, more, port), port, figures)


def adapted(name: str, folder: Path, places: tuple[Place, Place], **more: str) -> Path:
    """Write the documented file with the ports of this test in place of its own."""
    text = (DOCS / name).read_text()
    ports = [str(number) for place in places for number in (place.port, place.figures)]
    new = {**dict(zip(PORTS, ports, strict=True)), **more}
    old = re.compile("|".join(map(re.escape, sorted(new, key=len, reverse=True))))
    (folder / name).write_text(old.sub(lambda found: new[found[0]], text))
    return folder / name


def from_afar(places: tuple[Place, Place]) -> dict[str, str]:
    """Put the documented backend for kiosks on other machines in place of the other one."""
    text = (DOCS / "haproxy.cfg").read_text()
    near, afar = (
        re.search(rf"^{name}\n(.*\S.*\n)+", text, re.MULTILINE)
        for name in ("backend kiosks", "#backend afar")
    )
    assert near
    assert afar
    asks = re.sub("^#", "", afar[0], flags=re.MULTILINE)
    for host, place in zip(AFAR, places, strict=True):
        asks = asks.replace(host, f"{LOOPBACK}:{place.port}")
    return {near[0]: asks, "_backend kiosks": "_backend afar", "nbsrv(kiosks)": "nbsrv(afar)"}


@pytest.fixture(params=[False, True], ids=["near", "afar"])
def front(
    request: pytest.FixtureRequest, tmp_path: Path, places: tuple[Place, Place]
) -> Iterator[Front]:
    """Start HAProxy before both, as it is documented: on their machine, or on another."""
    haproxy = shutil.which("haproxy", path=PATH) or pytest.skip("haproxy is not installed")
    port, state = free_port(), free_port()
    bind = {"0.0.0.0:22\n": f"{LOOPBACK}:{port}\n", "9300": str(state)}
    bind |= from_afar(places) if request.param else {}
    file = adapted("haproxy.cfg", tmp_path, places, **bind)
    with program([haproxy, "-db", "-f", str(file)]):
        wait_until(lambda: page(state, "/health")[0] == CLOSED, "no kiosk is open yet")
        yield Front(places[0].settings.parent / "key", port, state)


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
