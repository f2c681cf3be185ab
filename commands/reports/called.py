"""How this program is called on this machine, so that a sentence names a command that is there."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from tree.fault import shown

NAME = "evenground"
SPOKEN = ("unusable.", "fault.", "serve.", "host-key.")
"""Sentences that a terminal or a log shows; what is kept as a file has the same name anywhere."""
HELP = "help."


def as_called() -> str:
    """Return how this program was called, up to its command."""
    script = Path(sys.argv[0])
    if script.name == f"{NAME}.py":
        return shlex.join(sys.orig_argv[: len(sys.orig_argv) - len(sys.argv) + 1])
    found = shutil.which(NAME)
    if script.name == NAME and not (found and os.path.realpath(found) == os.path.realpath(script)):
        return shlex.quote(str(script))
    return NAME


def with_own_name(sentences: Mapping[str, str]) -> dict[str, str]:
    """Return the sentences, each command in those that are shown named as it was called here."""
    known = "|".join(key.removeprefix(HELP) for key in sentences if key.startswith(HELP))
    command = re.compile(rf"\b{NAME} (?=(?:{known})\b|--)")
    called = shown(as_called()).replace("{", "{{").replace("}", "}}")
    return {
        key: command.sub(lambda _: f"{called} ", said) if key.startswith(SPOKEN) else said
        for key, said in sentences.items()
    }
