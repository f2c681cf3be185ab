"""What is held up on its way is not answered: a key counts for a page that its client has read."""

from __future__ import annotations

import fcntl
import struct
import termios
from collections.abc import Callable, Iterator

import pytest

from kiosk.front.input.arrival import MOST, Arrival
from tests.support.kiosk_host import Kiosk, forked_kiosk
from tests.support.kiosk_person import OPTIONS, Person, visit
from tests.support.kiosk_processes import until
from tests.support.sample import words
from tests.support.traces import ASKED

PAGE = 400
"""Bytes that a page takes at least, and nothing that only marks a line."""


@pytest.fixture(scope="module")
def open_kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kiosk]:
    """Serve for all tests here."""
    with forked_kiosk(tmp_path_factory.mktemp("kiosk")) as kiosk:
        yield kiosk


def unread(person: Person) -> int:
    """Say how many bytes have come to this person's machine that their client has not read."""
    way = person.channel.get_extra_info("socket")
    size: int = struct.unpack("i", fcntl.ioctl(way.fileno(), termios.FIONREAD, bytes(4)))[0]
    return size


async def test_a_key_pressed_before_a_page_was_read_does_not_count_for_it(kiosk: Kiosk) -> None:
    async with visit(kiosk.port) as person:
        await person.starts()
        await person.does("3", OPTIONS[2])
        person.stops_reading()
        person.press("enter")
        await until(lambda: unread(person) >= PAGE, "the next page")
        person.press("2")
        person.reads_on()
        await person.sees(words()["ask.early"])
        assert ASKED["acts"] in person.text
        assert not person.marked.strip().startswith("2")


class Client:
    """Stands in for a client that replies when it is told to."""

    def __init__(self) -> None:
        """Start with nothing asked."""
        self.asked: list[Callable[[], None]] = []
        self.covered: list[int] = []
        self.room = True
        self.arrival = Arrival(self.asked.append, self.covered.append, lambda: self.room)

    def replies(self) -> None:
        """Reply to the oldest question."""
        self.asked.pop(0)()


def test_each_turn_is_asked_for_at_once_and_told_once() -> None:
    client = Client()
    client.arrival.begin()
    client.arrival.turned()
    client.replies()
    client.arrival.turned()
    client.replies()
    client.replies()
    assert (client.covered, client.asked) == ([0, 1, 1], [])


def test_of_turns_without_end_few_are_asked_for_and_all_are_told() -> None:
    client = Client()
    for _ in range(1000):
        client.arrival.turned()
    assert len(client.asked) == MOST
    while client.asked:
        client.replies()
    assert sum(client.covered) == 1000


def test_who_has_gone_is_asked_and_told_of_no_more() -> None:
    client = Client()
    for _ in range(2 * MOST):
        client.arrival.turned()
    client.arrival.let_go()
    while client.asked:
        client.replies()
    assert client.covered == []


def test_nothing_is_asked_before_the_page_itself_is_on_its_way() -> None:
    client = Client()
    client.room = False
    client.arrival.turned()
    client.arrival.ask_on()
    assert client.asked == []
    client.room = True
    client.arrival.ask_on()
    client.replies()
    assert client.covered == [1]
