"""Words that a peer would take for more than words: each peer shows them as they are written."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

from commands.drawing.chart import chart
from commands.drawing.text_formats import dot, mermaid
from commands.export import lost
from commands.forms.form import build
from commands.reports.sentences import command_words
from editor.condition_words import Labels, named_conditions
from tests.support.brackets import CONTENT
from tests.support.converted import agree, converted
from tests.support.small import FILES, check_small, edited
from tree.checking.checked import Checked, check_pack
from tree.choose import chooser, walk_by
from tree.model import Tree

WORDS = command_words(Path(CONTENT))
TEXTS = [
    "1. First", "23. Later", "- No", "* Yes", "# Top", "+ More", "> Said", "--- Line", "a & b",
    "&amp; &lt;b&gt; &#65;", "\\N \\G \\E \\l", "C:\\new", "end", "50 % off; now", "<b>bold</b>",
    "a | b", "https://example.org", "www.example.org", "say 'it'", "`code`", "[x](y)", "{x}",
    "${these}", "=1+1", "@home", "\u00e9\u4e2d\U0001f642", "subgraph", "%%{init}%%", "a -->|b| c",
]  # fmt: skip


def told(text: str) -> Checked:
    """Put a text into a topic, a question, a page and an option of the small pack."""
    quoted = "'" + text.replace("'", "''") + "'"
    head = FILES["pack.yaml"].replace("title: After", f"title: {quoted}")
    asked = FILES["questions/after.yaml"].replace("ask: Is it calm?", f"ask: {quoted}")
    asked = asked.replace("say: Rest}", f"say: {quoted}}}").replace('say: "No"', f"say: {quoted}")
    page = FILES["outcomes/rebuild.yaml"].replace("title: Slowly", f"title: {quoted}")
    checked = check_small(pack=head, questions__after=asked, outcomes__rebuild=page)
    assert checked.faults == ()
    return checked


def drawn(text: str) -> tuple[str, str]:
    """Draw that pack for Graphviz and for Mermaid."""
    checked = told(text)
    assert checked.tree
    assert checked.pack
    say = Labels(WORDS, "map", str, str, named_conditions(checked.pack))
    picture = chart(checked.tree, say)
    return dot(picture, say), mermaid(picture, say)


@pytest.mark.parametrize("text", TEXTS)
def test_mermaid_meets_no_list_no_link_and_no_word_of_its_own(text: str) -> None:
    labels = re.findall(r'"([^"]*)"', drawn(text)[1])
    lines = [line for label in labels for line in label.split("<br>")]
    plain = [re.sub(r"#(\d+);", lambda m: chr(int(m[1])), line) for line in lines]
    assert text in plain
    for line in lines:
        assert not re.search(r"^\s|^\d+[.)]|^[-+*>#=~](?!\d+;)|://|www\.|[`*_\[\]<>|&\\]", line)


@pytest.mark.skipif(not shutil.which("dot"), reason="no Graphviz here")
@pytest.mark.parametrize("text", TEXTS)
def test_graphviz_shows_a_text_as_it_is_written(text: str) -> None:
    ran = subprocess.run(
        ["dot", "-Tsvg"],
        input=drawn(text)[0], capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    root = ElementTree.fromstring(ran.stdout)  # noqa: S314  (made from our own picture)
    shown = [found.text for found in root.iter("{http://www.w3.org/2000/svg}text")]
    assert ran.stderr == ""
    assert shown.count(text) >= 3
    assert html.unescape(text) == text or html.unescape(text) not in shown


@pytest.mark.parametrize("text", TEXTS)
def test_a_form_takes_any_words(text: str) -> None:
    checked = told(text)
    assert checked.tree
    agree(converted(checked.tree), walk_by(checked.tree, chooser("random:1")))


def test_an_option_that_stands_alone_may_look_like_a_reference() -> None:
    changed = edited("questions/safety.yaml", "say: None of these", 'say: "None of ${these}"')
    tree = check_small(**changed).tree
    assert tree
    agree(converted(tree), walk_by(tree, chooser("last")))
    assert "dollar" in dict(lost(tree, build(tree, WORDS), 0))


@pytest.mark.parametrize("name", ["meta", "data", "form", "model", "or", "true", "xml"])
def test_a_place_may_have_a_name_that_forms_know(name: str) -> None:
    for old in ("calm", "matters", "rebuild"):
        tree = renamed(old, name)
        form = converted(tree)
        for seed in range(5):
            walk = walk_by(tree, chooser(f"random:{seed}"))
            paths = form.by_name
            assert {f"{name}_" if name == "meta" else name} <= paths.keys()
            if name != "meta":
                agree(form, walk)


def renamed(old: str, new: str) -> Tree:
    """Give another name to a question or a page of the small pack, and to nothing else."""
    files = {name: re.sub(rf"(id|go|to|otherwise): {old}\b", rf"\1: {new}", text)
             for name, text in FILES.items()}  # fmt: skip
    if page := files.pop(f"outcomes/{old}.yaml", ""):
        files[f"outcomes/{new}.yaml"] = page
    tree = check_pack({name: text.encode() for name, text in files.items()}).tree
    assert tree, old
    return tree


def test_words_that_a_tool_may_show_otherwise_are_named() -> None:
    for text, marked in (("# Top", True), ("2 * 3 is 6", False), ("*so*", True)):
        tree = told(text).tree
        assert tree
        assert ("marks" in dict(lost(tree, build(tree, WORDS), 0))) is marked
