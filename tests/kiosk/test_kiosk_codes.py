"""A code is drawn in a worker, too, which can open no file when it is asked for."""

from __future__ import annotations

from pathlib import Path

from screens.full.taking.qr_code import HALF
from tests.support.kiosk_host import forked_kiosk
from tests.support.kiosk_person import visit
from tests.support.sample import words
from tests.support.traces import OPENINGS


async def test_a_worker_draws_a_code(tmp_path: Path) -> None:
    with forked_kiosk(tmp_path) as kiosk:
        async with visit(kiosk.port) as person:
            await person.starts()
            await person.does("1", "1  ")
            person.press("enter")
            await person.sees(OPENINGS["crisis"])
            person.press("t")
            await person.sees(words()["take.how"])
            await person.does("1", "1  ")
            person.press("r")
            await person.sees(HALF)
