"""The pages that a kiosk has for its host alone: whether it is open, and figures."""

from __future__ import annotations

import re
from http.client import HTTPConnection

from tests.support.kiosk_host import FEW, LOOPBACK, Kiosk
from tests.support.terminal import DEADLINE


def page(port: int, path: str, method: str = "GET", host: str = LOOPBACK) -> tuple[int, str]:
    """Ask a page of the host's own; 0 where nobody answers."""
    connection = HTTPConnection(host, port, timeout=DEADLINE)
    try:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except ConnectionError:
        return 0, ""
    finally:
        connection.close()


def figures(port: int) -> str:
    """Write settings that offer figures on this port."""
    return f"{FEW}[running]\nmetrics_port = {port}\n"


def seen_at(kiosk: Kiosk) -> int:
    """Say on which port the figures are."""
    found = re.search(r"metrics_port = (\d+)", kiosk.settings.read_text())
    assert found
    return int(found[1])


def figure(kiosk: Kiosk, name: str) -> float:
    """Read one figure."""
    found = re.search(
        rf"^evenground_{name} (\S+)$", page(seen_at(kiosk), "/metrics")[1], re.MULTILINE
    )
    assert found, name
    return float(found[1])
