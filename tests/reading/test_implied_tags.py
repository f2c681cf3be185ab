"""Words that speak of couples work or of contact need the tag that promises look for."""

from __future__ import annotations

import pytest

from tests.support.brackets import CONTENT, put_in_brackets
from tests.support.small import FILES, check_small
from tree.checking.checked import Checked, check_pack
from tree.languages.overlay import overlay
from tree.languages.wording import texts
from tree.pack.files import gather
from tree.pack.yaml_reader import parse

RULES = """\
formula: flesch-kincaid
limit: 20
sentence: 40
screen: {columns: 72, lines: 40}
implied:
  - tags: [together]
    phrases: ["as a couple", "go to their"]
    unless: ["not as a couple"]
"""
SHIPPED = gather(CONTENT / "evenground")


def check(step: str, page: str = "step-back", files: dict[str, str] | None = None) -> Checked:
    """Check the small pack with the rules, and with this step on a page."""
    name = f"outcomes/{page}.yaml"
    text = FILES[name] if "steps:" in FILES[name] else FILES[name] + "steps: []\n"
    start = text.index("steps: [") + len("steps: [")
    rest = text[start:]
    text = f"{text[:start]}{step}{', ' if rest[0] != ']' else ''}{rest}"
    changed = {name: text, "wording/en.yaml": RULES, **(files or {})}
    return check_pack({n: t.encode() for n, t in (FILES | changed).items()})


def codes(checked: Checked) -> list[str]:
    """List what is wrong."""
    return [fault.code for fault in checked.faults]


@pytest.mark.parametrize(
    ("step", "wrong"),
    [
        ("{id: x, say: You could talk as a  couple.}", True),
        ("{id: x, say: Go to their home tonight.}", True),
        ("{id: x, say: You could talk as a couple., tags: [together]}", False),
        ("{id: x, say: You could talk as a couple., tags: [call]}", True),
        ('{id: x, say: "Do this alone, not as a couple."}', False),
    ],
)
def test_a_step_needs_the_tag_of_its_words(step: str, *, wrong: bool) -> None:
    assert codes(check(step)) == ["untagged-words"] * wrong


def test_the_tag_of_the_whole_page_will_do() -> None:
    assert codes(check("{id: x, say: You could talk as a couple.}", "rebuild")) == []


def test_the_place_is_that_of_the_words() -> None:
    (fault,) = check("\n  {id: x,\n  say: You could talk as a couple.}").faults
    assert (fault.where.file, fault.where.line) == ("outcomes/step-back.yaml", 8)


def test_notes_and_answers_are_held_as_steps_are() -> None:
    note = "- {id: shared, for: [step-back, rebuild], when: calm, say: Talk as a couple.}\n"
    (fault,) = check("{id: x, say: Rest well.}", files={"notes.yaml": note}).faults
    assert (fault.code, fault.where.file) == ("untagged-words", "notes.yaml")


def test_a_translation_needs_the_tag_as_well() -> None:
    checked = check_small()
    assert checked.tree
    assert checked.pack
    written = put_in_brackets(overlay(texts(checked.tree, checked.pack), parse(b"{}", "x")))
    rules = RULES.replace("as a couple", "en pareja")
    turned = written.replace("[Rest.]", "Hablen en pareja.", 1)
    assert turned != written
    files = {"languages/xx.yaml": turned, "wording/xx.yaml": rules}
    found = check_pack({n: t.encode() for n, t in (FILES | files).items()}).faults
    assert [(f.code, f.where.file) for f in found] == [("untagged-words", "languages/xx.yaml")]


UNTAGGED = [
    ("en", "You could go and talk it all over as a couple."),
    ("en", "You could go to their home tonight."),
    ("en", "You could write to them and say how you feel."),
    ("en", "You could talk it over together at home tonight."),
    ("en", "You could take them back and start anew."),
    ("es", "Podrías hablarlo todo en pareja."),
    ("es", "Podrías ir a su casa esta noche."),
    ("es", "Podrías escribirle y decir cómo te sientes."),
    ("es", "Podrías hablarlo juntos en casa esta noche."),
    ("es", "Podrías volver con esa persona."),
]


@pytest.mark.parametrize(("language", "says"), UNTAGGED)
def test_the_shipped_rules_see_a_dangerous_step(language: str, says: str) -> None:
    name = {"en": "outcomes/support-abuse.yaml", "es": "languages/es.yaml"}[language]
    text = SHIPPED[name].decode()
    if language == "en":
        text = text.replace("steps:\n", f'steps:\n  - {{id: planted, say: "{says}"}}\n', 1)
    else:
        at = text.index("  support-abuse:")
        at = text.index('{say: "', text.index("steps:", at)) + len('{say: "')
        text = text[:at] + says + text[text.index('"', at) :]
    found = check_pack({**SHIPPED, name: text.encode()}).faults
    assert "untagged-words" in {fault.code for fault in found if fault.where.file == name}
