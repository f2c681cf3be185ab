"""What tests of all kinds share: committed pictures of screens, and examples that do not vary."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same")
PICTURES = Path(__file__).parent / "pictures"
Compare = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that takes new pictures in place of comparing."""
    parser.addoption("--update-pictures", action="store_true", help="take new pictures")


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Compare:
    """Compare a screenshot with the committed one of this name."""

    def compare(name: str, svg: str) -> None:
        path, plain = PICTURES / f"{name}.svg", _plain(svg)
        if request.config.getoption("--update-pictures"):
            path.write_text(plain, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == plain, f"{path} differs; --update-pictures"

    return compare


def _plain(svg: str) -> str:
    """Drop what differs from run to run, and every address of a font."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    return re.sub(r"\n\s*\n+", "\n", svg)
