"""What tests of all kinds share: pictures of screens, kiosks, and examples that do not vary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from tests.support.kiosk_host import Kiosk

settings.register_profile(
    "same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same")
PICTURES = Path(__file__).parent / "pictures"
Compare = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that takes new pictures in place of comparing."""
    parser.addoption("--update-pictures", action="store_true", help="take new pictures")


STARTS = {"subprocess", "Terminal", "started", "small_kiosk"}
"""What a module imports whose tests start programs."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of modules that start programs, for `make quick` to leave out."""
    for item in items:
        if isinstance(item, pytest.Function) and STARTS & vars(item.module).keys():
            item.add_marker(pytest.mark.real)


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Compare:
    """Compare a screenshot with the committed one of this name."""

    def compare(name: str, svg: str) -> None:
        path, plain = PICTURES / f"{name}.svg", _plain(svg)
        if request.config.getoption("--update-pictures"):
            path.write_text(plain, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == plain, f"{path} differs; --update-pictures"

    return compare


@pytest.fixture(scope="module", params=[1, 16], ids=["alone", "shared"])
def open_kiosk(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Kiosk]:
    """Open a kiosk for the tests of one file: each person has a worker alone, or all share one."""
    from tests.support.kiosk_host import WIDE_OPEN, small_kiosk  # noqa: PLC0415  (heavy, and for few)

    shared = f"{WIDE_OPEN}per_worker = {request.param}\n"
    with small_kiosk(tmp_path_factory.mktemp("kiosk"), shared) as kiosk:
        yield kiosk


@pytest.fixture
def kiosk(open_kiosk: Kiosk) -> Iterator[Kiosk]:
    """Visit the kiosk of this file; after each test nothing of anyone is found on its host."""
    from tests.support.kiosk_walls import lines_told  # noqa: PLC0415  (heavy, and for few)

    yield open_kiosk
    assert open_kiosk.traces() == []
    assert open_kiosk.said.count(b"\n") == lines_told()


def _plain(svg: str) -> str:
    """Drop what differs from run to run, and every address of a font."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    return re.sub(r"\n\s*\n+", "\n", svg)
