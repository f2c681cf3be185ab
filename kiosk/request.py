"""What a worker is told of a person who comes: the setting, the terminal, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from screens.idle import Idle
from screens.setting import Setting


@dataclass(frozen=True, slots=True)
class Request:
    """How one person's visit is to run; `size` is columns and rows."""

    setting: Setting
    language: str
    environment: Mapping[str, str]
    size: tuple[int, int]

    def pack(self) -> bytes:
        """Write it as one message."""
        return json.dumps(asdict(self)).encode()


def unpack(message: bytes) -> Request:
    """Read such a message."""
    data = json.loads(message)
    idle = data["setting"].pop("idle")
    setting = Setting(**data["setting"])
    setting = replace(setting, idle=Idle(**idle) if idle else None)
    wide, high = data["size"]
    return Request(setting, data["language"], data["environment"], (wide, high))
