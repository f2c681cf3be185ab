"""How a session is to run, by the host's settings and by what a client told of its terminal."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace

from kiosk.config import Config
from kiosk.front.client import COLUMNS, ROWS
from kiosk.wire import SessionRequest
from screens.idle import Idle
from screens.setting import read_setting

USUAL = ({"TERM": "xterm-256color"}, {"TERM": "xterm-256color", "COLORTERM": "truecolor"})
"""Terminals that most people come with: for these a welcome is laid out before anyone comes."""


def session_request(
    config: Config,
    known: Container[str],
    first: str,
    environment: Mapping[str, str],
    size: tuple[int, int],
) -> SessionRequest:
    """Return how a session in such a terminal is to run, in a known language or the first one."""
    check, idle = config.check, config.idle
    setting = read_setting(["--kiosk"], environment, terminal=True)
    setting = replace(
        setting, country=check.country.upper(), high_contrast=check.high_contrast,
        theme=check.theme, no_letters=check.no_letters,
        idle=Idle(idle.after, idle.outcome, idle.warning, idle.then),
    )  # fmt: skip
    guessed = check.language or setting.guessed_language
    return SessionRequest(setting, guessed if guessed in known else first, environment, size)


def usual_requests(config: Config, first: str) -> tuple[SessionRequest, ...]:
    """Return the requests of people with a usual terminal, who tell nothing of themselves."""
    return tuple(session_request(config, (), first, env, (COLUMNS, ROWS)) for env in USUAL)
