"""A host that allows too little: whoever comes is told so, and those inside go on."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import AsyncExitStack
from pathlib import Path

import asyncssh
import pytest

from tests.support.kiosk_clients import openssh
from tests.support.kiosk_host import FEW, PLANTED, forked_kiosk
from tests.support.kiosk_person import OPTIONS, Person, visit
from tests.support.kiosk_processes import until
from tests.support.sample import words
from tests.support.terminal import Terminal
from tests.support.traces import walk_to

DESCRIPTORS, MANY = 100, 30


async def test_where_descriptors_are_few_whoever_is_too_many_is_told(tmp_path: Path) -> None:
    environment = {"PLANTED_DESCRIPTORS": str(DESCRIPTORS)}
    with forked_kiosk(tmp_path, program=PLANTED, environment=environment) as kiosk:
        async with AsyncExitStack() as stack:
            inside: list[Person] = []
            with pytest.raises(asyncssh.DisconnectError, match=words()["kiosk.full"]):
                await come(kiosk.port, stack, inside)
            assert inside
            for person in inside:
                await person.does("3", OPTIONS[2])
        async with visit(kiosk.port) as another:
            await another.starts()


async def come(port: int, stack: AsyncExitStack, inside: list[Person]) -> None:
    """Let one after the other come and begin, until one is turned away."""
    for _ in range(MANY):
        inside.append(await stack.enter_async_context(visit(port)))
        await inside[-1].starts()


def test_a_real_client_says_why_its_person_was_turned_away(tmp_path: Path) -> None:
    with forked_kiosk(tmp_path, f"{FEW}at_once = 1\n") as kiosk, Terminal(openssh(kiosk)) as here:
        walk_to(here, "gate")
        loud = [word for word in openssh(kiosk) if word != "-q"]
        for _ in range(8):
            late = subprocess.run(loud, input="", capture_output=True, text=True, check=False)
            assert late.returncode != 0
            assert words()["kiosk.full"] in late.stderr


async def test_where_no_process_can_be_started_those_inside_go_on(tmp_path: Path) -> None:
    """The system counts the processes of a user without rights, so that is what forks here."""
    environment = {"PLANTED_NOBODY": "1"}
    with forked_kiosk(tmp_path, program=PLANTED, environment=environment) as kiosk:
        zygote = kiosk.zygote
        async with visit(kiosk.port) as here:
            await here.starts()
            await until(lambda: len(kiosk.workers) == 2, "one to spare")
            os.kill(zygote, signal.SIGUSR1)
            async with visit(kiosk.port) as takes_the_spare:
                await takes_the_spare.starts()
                async with visit(kiosk.port) as late:
                    await late.ends()
                    assert late.status == 1
            await here.does("3", OPTIONS[2])
            os.kill(zygote, signal.SIGUSR2)
            async with visit(kiosk.port) as later:
                await later.starts()
            await here.finishes()
        assert kiosk.zygote == zygote
