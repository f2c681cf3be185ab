"""Who is let in: so many at once, so many from one address, and not too fast."""

from __future__ import annotations

from kiosk.config import People
from kiosk.door import CLOSING, CROWDED, FAST, FULL, REMEMBERED, Door, household
from tests.clock import Clock

PEOPLE = People(at_once=3, per_address=2, new_a_second=1.0, burst=4)


def test_the_door_counts_who_is_inside_and_forgets_who_left() -> None:
    clock = Clock()
    door = Door(PEOPLE, clock)
    assert [door.refusal("10.0.0.1") for _ in range(3)] == ["", "", CROWDED]
    assert door.refusal("10.0.0.2") == ""
    assert door.refusal("10.0.0.3") == FULL
    door.leave("10.0.0.1")
    assert door.refusal("10.0.0.3") == ""
    door.closing = True
    door.leave("10.0.0.3")
    assert door.refusal("10.0.0.4") == CLOSING
    assert door.inside == 2


def test_an_address_that_comes_too_fast_waits_and_the_others_do_not() -> None:
    clock = Clock()
    door = Door(PEOPLE, clock)
    for _ in range(PEOPLE.burst):
        if not door.refusal("10.0.0.1"):
            door.leave("10.0.0.1")
    assert door.refusal("10.0.0.1") == FAST
    assert door.refusal("10.0.0.2") == ""
    clock.now += 1.0
    assert door.refusal("10.0.0.1") == ""


def test_the_rates_of_any_number_of_addresses_take_bounded_memory() -> None:
    clock = Clock()
    door = Door(PEOPLE, clock)
    for n in range(3 * REMEMBERED):
        door.refusal(f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}")
    assert len(door._rates) <= REMEMBERED + 1
    clock.now += 60.0
    door.refusal("192.168.0.1")
    assert len(door._rates) == 1


def test_one_line_has_many_addresses_in_ipv6() -> None:
    assert household("2001:db8::1") == household("2001:db8::ffff:2")
    assert household("2001:db8:0:1::1") != household("2001:db8:0:2::1")
    assert household("::ffff:10.0.0.1") == household("10.0.0.1")
    assert household("a name") == "a name"
