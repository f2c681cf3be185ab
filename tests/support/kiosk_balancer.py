"""Two kiosks with one key behind a real HAProxy, from the file that hosts copy."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.front.ssh import make_key
from tests.support.kiosk_host import FEW, LOOPBACK, free_port, program
from tests.support.kiosk_host import write_settings as write
from tests.support.kiosk_pages import page
from tests.support.kiosk_processes import wait_until
from tests.support.small import write_small
from tests.support.terminal import ROOT

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

    @property
    def open(self) -> int:
        """How many kiosks it hands people to now."""
        status, text = page(self.state, "/open")
        return int(text) if status == OPEN else 0


@dataclass(frozen=True)
class Place:
    """A kiosk's settings, and where its figures are."""

    settings: Path
    port: int
    figures: int

    @property
    def closes(self) -> bool:
        """Whether it says that nobody new is let in."""
        return page(self.figures, "/health")[0] == CLOSED

    @property
    def people(self) -> int:
        """How many are inside now."""
        found = re.search(
            r"^evenground_people (\d+)", page(self.figures, "/metrics")[1], re.MULTILINE
        )
        return int(found[1]) if found else 0


def two_places(folder: Path) -> tuple[Place, Place]:
    """Write settings for two kiosks with the same key, each on its own ports."""
    pack = write_small(folder)
    make_key(folder / "key")
    return _place(folder / "one", pack), _place(folder / "two", pack)


def _place(folder: Path, pack: Path) -> Place:
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


@contextmanager
def balancer(folder: Path, places: tuple[Place, Place], *, afar: bool = False) -> Iterator[Front]:
    """Start HAProxy before both, as it is documented: on their machine, or on another."""
    haproxy = shutil.which("haproxy", path=PATH) or pytest.skip("haproxy is not installed")
    port, state = free_port(), free_port()
    bind = {"0.0.0.0:22\n": f"{LOOPBACK}:{port}\n", "9300": str(state)}
    bind |= from_afar(places) if afar else {}
    file = adapted("haproxy.cfg", folder, places, **bind)
    with program([haproxy, "-db", "-f", str(file)]):
        wait_until(lambda: page(state, "/health")[0] == CLOSED, "no kiosk is open yet")
        yield Front(places[0].settings.parent / "key", port, state)
