"""What tests of all kinds share: kiosks, and examples that do not vary."""

from __future__ import annotations

import gc
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from tests.support.kiosk_host import Kiosk

settings.register_profile(
    "same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same")


STARTS = {"subprocess", "Terminal", "started", "small_kiosk", "forked_kiosk"}
"""What a module imports whose tests start programs."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let CI run one case of each test where another Python runs them all."""
    parser.addoption("--one-of-each", action="store_true", help="one case of each test alone")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests of modules that start programs, for `make quick` to leave out."""
    for item in items:
        if isinstance(item, pytest.Function) and STARTS & vars(item.module).keys():
            item.add_marker(pytest.mark.real)
    if config.getoption("one_of_each"):
        first = {item.nodeid.partition("[")[0]: item for item in reversed(items)}
        chosen = set(first.values())
        config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
        items[:] = [item for item in items if item in chosen]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for no garbage among thousands of tests while they are collected, nor afterwards."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


@pytest.fixture(scope="module", params=[1, 16], ids=["alone", "shared"])
def open_kiosk(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Kiosk]:
    """Open a kiosk for the tests of one file: each person has a worker alone, or all share one."""
    from tests.support.kiosk_host import WIDE_OPEN, forked_kiosk  # noqa: PLC0415  (heavy, and for few)

    shared = f"{WIDE_OPEN}per_worker = {request.param}\n"
    with forked_kiosk(tmp_path_factory.mktemp("kiosk"), shared) as kiosk:
        yield kiosk


@pytest.fixture
def kiosk(open_kiosk: Kiosk) -> Iterator[Kiosk]:
    """Visit the kiosk of this file; after each test nothing of anyone is found on its host."""
    from tests.support.kiosk_walls import lines_told, told  # noqa: PLC0415  (heavy, and for few)

    yield open_kiosk
    assert open_kiosk.traces() == []
    assert told(open_kiosk.said) == lines_told()
