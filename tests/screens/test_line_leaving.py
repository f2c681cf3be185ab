"""Leaving line mode, by every way out, leaves no word more than was there."""

from __future__ import annotations

import subprocess
import sys
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screens.plain.run import take_plain
from tests.support.typed import ASKED, PLAIN, ROOT, TO_CALM, ready, visit


@pytest.mark.parametrize("end", ["", "1", "3", " "])
@pytest.mark.parametrize("steps", range(len(TO_CALM) + 1))
def test_the_end_of_input_leaves_without_a_word_and_answers_nothing(steps: int, end: str) -> None:
    left, longer = visit(*TO_CALM[:steps], end=end), visit(*TO_CALM[:steps], "?")
    assert left.status == 0
    assert longer.raw.startswith(left.raw.rstrip("\n"))


@pytest.mark.parametrize("steps", range(len(TO_CALM) + 1))
def test_q_leaves_from_everywhere_like_the_end_of_input(steps: int) -> None:
    assert (
        visit(*TO_CALM[:steps], "q", "1", "1").raw.rstrip() == visit(*TO_CALM[:steps]).raw.rstrip()
    )


def test_ctrl_c_leaves_with_status_0_and_without_a_word() -> None:
    class Interrupted(StringIO):
        def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # as StringIO itself
            if line := super().readline(size):
                return line
            raise KeyboardInterrupt

    write = StringIO()
    assert take_plain(ready(), PLAIN, Interrupted("\n1\n"), write) == 0
    assert write.getvalue().rstrip() == visit("", "1").raw.rstrip()


ANYTHING = st.lists(
    st.sampled_from([*"1234sbl?hagmoc", "", "1 2"])
    | st.text(max_size=4).filter(lambda typed: typed.strip().lower() != "q")
)


@settings(deadline=None)
@given(ANYTHING)
def test_whatever_was_typed_before_leaving_is_the_same_by_q_and_by_the_end(
    typed: list[str],
) -> None:
    left = visit(*typed)
    assert left.status == 0
    assert left.raw.rstrip() == visit(*typed, "q", "1").raw.rstrip()


def run(script: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run Python from the root of the project, with these lines typed."""
    argv = [sys.executable, "-c", script]
    return subprocess.run(
        argv, check=False, cwd=ROOT, input=typed, capture_output=True, text=True, timeout=60
    )


def test_line_mode_needs_nothing_heavy() -> None:
    heavy = "{'textual', 'rich', 'yaml', 'pydantic', 'networkx'}"
    done = run(f"import sys, screens.plain.run; print({heavy} & set(sys.modules))")
    assert done.stdout.strip() == "set()"


STARTED = "import sys; from tests.support.typed import PLAIN, ready, take_plain; "


def test_an_output_that_nobody_reads_ends_it_without_complaint() -> None:
    script = "import os; os.close(os.pipe()[0]); r, w = os.pipe(); os.close(r); os.dup2(w, 1); "
    done = run(
        script + STARTED + "sys.exit(take_plain(ready(), PLAIN, sys.stdin, sys.stdout))", "\n"
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_fault_shows_neither_answers_nor_code() -> None:
    plant = """
import screens.plain.visit as planted
def page(walk):
    raise KeyError(walk.answers)
planted.page = page
take_plain(ready(), PLAIN, sys.stdin, sys.stdout)
"""
    done = run(STARTED + plant, "\n3\n1\n")
    assert done.returncode != 0
    assert ASKED["acts"] in done.stdout
    assert not any(word in done.stderr for word in ("Traceback", "acts", "hit", "plain/visit"))


def test_bytes_that_are_no_letters_are_wrong_input_and_no_fault() -> None:
    script = STARTED + "sys.exit(take_plain(ready(), PLAIN, sys.stdin, sys.stdout))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        check=False, cwd=ROOT, input=b"\n\xff\xfe\n3\n", capture_output=True, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert ASKED["acts"].encode() in done.stdout
