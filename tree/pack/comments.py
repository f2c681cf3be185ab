"""Comments of a YAML file, each by the path that it stands above or beside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from tree.pack.yaml_reader import Path, Written, decoded

COMMENT = re.compile(r"(?:^|(?<=\s))#[^\r\n]*", re.MULTILINE)


@dataclass(slots=True)
class Comments:
    """The comments of a file: on top, above a path, beside it, and at the end."""

    top: list[str] = field(default_factory=list)
    above: dict[Path, list[str]] = field(default_factory=dict)
    beside: dict[Path, str] = field(default_factory=dict)
    end: list[str] = field(default_factory=list)


def comments(raw: bytes, written: Written) -> Comments:
    """Find the comments of a file that was parsed without faults."""
    found, text = Comments(), decoded(raw)
    starts = _starts(written)
    for at in _places(text):
        before, line = text[:at].rpartition("\n")[2], text.count("\n", 0, at) + 1
        said = text[at:].splitlines()[0].rstrip()
        if before.strip() and line in starts:
            found.beside[starts[line]] = said
        else:
            _stand(found, starts, line, said)
    return found


def _stand(found: Comments, starts: dict[int, Path], line: int, said: str) -> None:
    """Attach a comment to the next path; before the first path it goes on top."""
    after = min((n for n in starts if n > line), default=0)
    if not after:
        found.end.append(said)
    elif after == min(starts):
        found.top.append(said)
    else:
        found.above.setdefault(starts[after], []).append(said)


def _starts(written: Written) -> dict[int, Path]:
    """Return the first path that begins on each line."""
    starts: dict[int, Path] = {}
    for path, where in written.marks.items():
        if path:
            starts.setdefault(where.line, path)
    return starts


def _places(text: str) -> Iterator[int]:
    """Yield the offsets of comments, which lie between tokens: text may contain a # itself."""
    end = 0
    for token in yaml.scan(text, yaml.CSafeLoader):
        yield from (m.start() for m in COMMENT.finditer(text, end, token.start_mark.index))
        end = max(end, token.end_mark.index)
    yield from (m.start() for m in COMMENT.finditer(text, end))
