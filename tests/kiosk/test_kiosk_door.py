"""Who is let in: so many at once, so many from one address, and not too fast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from kiosk.config import People
from kiosk.front.admission import (
    CLOSING,
    CROWDED,
    FAST,
    FULL,
    MAX_RATES,
    TOLD,
    TOLD_A_SECOND,
    Admission,
    Admitted,
    find_evicted,
    source_network,
    source_site,
)
from tests.support.clock import Clock

PEOPLE = People(at_once=3, per_address=2, arriving=2, new_a_second=1.0, burst=4)


def test_the_door_counts_who_has_a_place_and_forgets_who_left() -> None:
    door = Admission(PEOPLE, Clock())
    for network in ("one", "one", "two"):
        door.arrive()
        assert door.no_place(network) == ""
        door.take_place(network)
    assert [door.no_place(network) for network in ("one", "two", "three")] == [FULL] * 3
    door.leave("two", placed=True)
    assert [door.no_place(network) for network in ("one", "two")] == [CROWDED, ""]
    door.leave("one", placed=True)
    door.leave("one", placed=True)
    assert (door.placed, door.arriving, door._networks) == (0, 0, {})


def test_those_who_arrive_have_a_bound_of_their_own_and_take_no_place() -> None:
    clock = Clock()
    door = Admission(PEOPLE, clock)
    for network in ("one", "two"):
        assert door.refusal(network) == ""
        door.arrive()
    assert door.refusal("three") == FULL
    assert door.no_place("three") == ""
    door.leave("one", placed=False)
    assert door.refusal("three") == ""
    door.closing = True
    assert door.refusal("four") == CLOSING


def test_an_address_that_comes_too_fast_waits_and_the_others_do_not() -> None:
    clock = Clock()
    door = Admission(PEOPLE, clock)
    assert [door.refusal("one") for _ in range(PEOPLE.burst)] == [""] * PEOPLE.burst
    assert door.refusal("one") == FAST
    assert door.refusal("two") == ""
    clock.now += 1.0
    assert door.refusal("one") == ""


def exhausted(door: Admission, network: str) -> Admission:
    """Come from a network until it has come too fast."""
    while not door.refusal(network):
        pass
    return door


def test_whoever_comes_too_fast_is_told_so_often_and_then_shut_out() -> None:
    clock = Clock()
    door = Admission(PEOPLE, clock)
    assert not any(door.shut_out("one") for _ in range(3 * TOLD))
    exhausted(door, "one")
    assert [door.shut_out("one") for _ in range(TOLD + 2)] == [""] * TOLD + [FAST] * 2
    assert door.shut_out("two") == ""
    clock.now += 1 / TOLD_A_SECOND
    assert [door.shut_out("one") for _ in range(2)] == ["", FAST]


def test_whoever_is_shut_out_and_goes_on_coming_is_no_sooner_let_in() -> None:
    clock = Clock()
    door = exhausted(Admission(PEOPLE, clock), "one")
    for _ in range(TOLD):
        door.shut_out("one")
    for _ in range(4):
        assert door.shut_out("one") == FAST
        clock.now += 1 / (2 * TOLD_A_SECOND)
    clock.now += 1.0
    assert (door.shut_out("one"), door.refusal("one")) == ("", "")


def test_a_crowded_network_is_shut_out_but_not_where_somebody_may_have_to_go() -> None:
    door = Admission(PEOPLE, Clock())
    for network in ("one", "one"):
        door.arrive()
        door.take_place(network)
    assert [door.shut_out("one") for _ in range(TOLD + 1)] == [""] * TOLD + [CROWDED]
    assert door.shut_out("two") == ""
    door.arrive()
    door.take_place("two")
    assert door.shut_out("one") == ""


def test_nobody_is_shut_out_for_what_others_did_that_share_one_rate() -> None:
    door = Admission(People(burst=1, new_a_second=0.001), Clock())
    for n in range(MAX_RATES + 2):
        exhausted(door, str(n))
    assert door.refusal("another") == FAST
    assert not any(door.shut_out("another") for _ in range(3 * TOLD))


def test_networks_that_were_told_take_bounded_memory_and_are_forgotten() -> None:
    clock = Clock()
    door = Admission(People(burst=1, new_a_second=1.0), clock)
    for n in range(2 * MAX_RATES):
        exhausted(door, str(n)).shut_out(str(n))
    assert 1 < len(door._told) <= MAX_RATES + 1
    clock.now += 60.0
    door.prune()
    assert door._told == {}


def test_descriptors_bound_those_who_arrive_and_those_with_a_place() -> None:
    people = People(at_once=1000, per_address=1000, arriving=1000)
    for room in (-30, 1, 9, 100, 1000):
        door = Admission(people, Clock(), room)
        while not door.no_place("one"):
            door.arrive()
            door.take_place("one")
        most = 0
        while door.arriving < 1000 and door._most_arriving > door.arriving:
            door.arrive()
            most += 1
        assert door.placed >= 1
        assert most >= 1
        assert 4 * door.placed + most <= max(room, 5)


def test_the_rates_of_any_number_of_networks_take_bounded_memory() -> None:
    clock = Clock()
    door = Admission(PEOPLE, clock)
    for n in range(3 * MAX_RATES):
        door.refusal(f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}")
    assert len(door._rates) <= MAX_RATES + 1
    clock.now += 60.0
    door.refusal("192.168.0.1")
    assert len(door._rates) == 1


def test_an_address_is_forgotten_once_it_could_come_as_at_first() -> None:
    clock = Clock()
    door = Admission(PEOPLE, clock)
    door.refusal("one")
    door.prune()
    assert list(door._rates) == ["one"]
    clock.now += 1.0
    door.prune()
    assert door._rates == {}


@dataclass
class Somebody:
    """One of those who are there."""

    site: str
    pressed: bool = False


def who_goes(people: str, site: str) -> int | None:
    """Say which of these people goes for one of a site; whoever pressed a key is a capital."""
    here = [cast(Admitted, Somebody(name.lower(), name.isupper())) for name in people]
    gone = find_evicted(here, site)
    return next((n for n, one in enumerate(here) if one is gone), None)


def test_whoever_came_last_of_the_most_and_pressed_no_key_find_evicted() -> None:
    assert who_goes("abaac", "d") == 3
    assert who_goes("abaAc", "d") == 2
    assert who_goes("AAAbbcC", "d") == 4
    assert who_goes("bbaaa", "b") is None
    assert who_goes("bbaaaa", "b") == 5
    assert who_goes("abc", "d") is None
    assert who_goes("AAAA", "b") is None
    assert who_goes("", "a") is None


def test_who_takes_each_place_from_another_network_of_theirs_makes_room() -> None:
    theirs = [source_site(f"2001:db8:0:{n:x}::1") for n in range(200)]
    here = [cast(Admitted, Somebody(site)) for site in (*theirs, source_site("192.0.2.1"))]
    assert find_evicted(here, source_site("192.0.2.2")) is here[len(theirs) - 1]
    assert find_evicted(here, source_site("2001:db8:1::1")) is here[len(theirs) - 1]
    assert find_evicted(here, source_site("2001:db8::2")) is None


def test_a_site_of_one_address_is_that_address() -> None:
    for address in ("10.0.0.1", "::ffff:10.0.0.1", "a name", "fe80::1%eth0"):
        assert source_site(address) == source_site(source_network(address))
    assert source_site("::ffff:10.0.0.1") == "10.0.0.1"


def test_one_line_has_many_networks_in_ipv6() -> None:
    assert source_network("2001:db8::1") == source_network("2001:db8::ffff:2")
    assert source_network("2001:db8:0:1::1") != source_network("2001:db8:0:2::1")
    assert source_network("::ffff:10.0.0.1") == source_network("10.0.0.1")
    assert source_network("a name") == "a name"
