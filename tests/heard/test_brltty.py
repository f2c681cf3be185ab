"""What BRLTTY shows on a braille display of 40 cells: always the line that counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.heard.braille import ABSENT, BRLTTY, BrailleReader
from tests.support.sample import words
from tests.support.small import write_small
from tests.support.traces import ASKED, OPENINGS, TREE, program, sees

pytestmark = pytest.mark.skipif(BRLTTY is None, reason=ABSENT)


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[BrailleReader]:
    """Start the program over the small pack, and walk to its first question."""
    with BrailleReader(program(write_small(tmp_path)), tmp_path) as reader:
        sees(reader, words()["leave.line"])
        reader.key("1", "enter")
        sees(reader, ASKED["gate"])
        yield reader


def test_the_display_follows_the_check_from_question_to_outcome(reader: BrailleReader) -> None:
    gate, acts = TREE.questions["gate"].options, TREE.questions["acts"].options
    assert ASKED["gate"] in reader.feels()
    assert gate[0].say in reader.press("down")
    assert gate[1].say in reader.press("down")
    assert gate[2].say in reader.press("3")
    assert ASKED["acts"] in reader.press("enter")
    unticked = reader.press("down")
    ticked = reader.press(" ")
    assert acts[0].say in unticked
    assert acts[0].say in ticked
    assert ticked != unticked
    reader.key("enter")
    sees(reader, OPENINGS["danger"])
    assert "999" in reader.feels()


def test_after_leaving_the_display_holds_nothing_of_the_check(reader: BrailleReader) -> None:
    reader.press("down")
    reader.key("ctrl+c")
    reader.wait_end()
    assert not reader.feels().strip()
