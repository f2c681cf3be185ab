"""Line mode as fenrir reads it: each question with its options, and what was chosen."""

from __future__ import annotations

import pytest

from tests.heard.reader import ABSENT, FENRIR, Heard, Reader, lines, plain
from tests.support.by_hand import MORE, PROMPTS, Hand
from tests.support.small import write_small
from tests.support.traces import ASKED, TREE, program

pytestmark = pytest.mark.skipif(FENRIR is None, reason=ABSENT)
WALK = {
    "begin": "",
    "first answer": "3",
    "urgent": "2 1",
    "go back": "b",
    "another answer": "2",
    "calm": "1",
    "look over": "1",
    "numbers alone": "2",
    "letter": "",
    "chapter": "n",
    "next chapter": "n",
}
QUESTIONS = {"first answer": "acts", "go back": "acts", "another answer": "calm"}


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Heard]:
    """Take a visit by lines that is read aloud."""
    folder = tmp_path_factory.mktemp("heard")
    with Reader(program(write_small(folder), "--plain"), folder) as reader:
        hand = Hand(reader)
        hand.asked()
        heard = {"start": Heard([], reader.hears(), lines(reader.text))}
        for name, typed in WALK.items():
            before = lines(reader.window.left)
            hand.type(typed)
            hand.asked()
            heard[name] = Heard(before, reader.hears(), lines(reader.window.left)[len(before) :])
    return heard


@pytest.mark.parametrize("event", WALK)
def test_every_line_that_is_printed_is_said(heard: dict[str, Heard], event: str) -> None:
    """A question's prompt that stood there before, in the same words, is not said again."""
    prompts = tuple(plain(prompt) for prompt in PROMPTS if prompt != MORE)
    printed = {line for line in heard[event].shown if not line.startswith(prompts)}
    assert printed
    assert printed <= {*heard[event].said}


def test_the_start_is_said_from_its_first_line(heard: dict[str, Heard]) -> None:
    assert {*heard["start"].shown} <= {*heard["start"].said}


@pytest.mark.parametrize("event", QUESTIONS)
def test_a_question_is_said_once_with_each_of_its_options(
    heard: dict[str, Heard], event: str
) -> None:
    question, said = TREE.questions[QUESTIONS[event]], heard[event].said
    assert said.count(plain(ASKED[question.id])) == 1
    for n, option in enumerate(question.options, 1):
        assert said.count(plain(f"{n} {option.say}")) == 1


def test_what_was_chosen_is_said_first(heard: dict[str, Heard]) -> None:
    said = heard["first answer"].said[0].split()
    assert {"3", plain(TREE.questions["gate"].options[2].say)} & {*said}
