"""A decision is weighed in a chapter of its own, with the options that fit."""

from __future__ import annotations

from io import StringIO

import pytest

from commands.review import page as review_page
from screens.full.choices import Choices
from screens.full.outcome import OutcomePage
from screens.plain.run import take_plain
from screens.setting import Setting
from tests.commands.test_review import book
from tests.reading.test_translations import overlaid
from tests.support import sample
from tests.support.proving import ended, every
from tests.support.small import FILES, check_small
from tests.support.visit import visit
from tree.checking.checked import Checked
from tree.checking.proved import prove_pack
from tree.condition import All, Fact, Not
from tree.model import Outcome, Tree
from tree.page import page
from tree.proving.promise import Always, Before, Never, Target
from tree.proving.promises.prove import prove
from tree.proving.sets.exact_space import ExactSpace
from tree.stored_start import Ready
from tree.walk import Answer, Walk, follow

STEP_BACK = FILES["outcomes/step-back.yaml"]
WEIGH = """\
weigh:
  when: {any: [calm, followed]}
  situation: You do not know what to do.
  decision: Write, wait or ask?
  options:
    - {id: write, when: calm, say: Write once., good: It is said., hard: No reply., like: A knock., tags: [together]}
    - {id: wait, say: Wait a week., good: It gives room., hard: Not to know., like: A light left on.}
    - {id: ask, when: both, say: Ask a friend., good: Two heads., hard: To tell it., like: A second look., tags: [call]}
"""  # noqa: E501
PACK = FILES["pack.yaml"].replace("it is calm\n", "it is calm\n  values-rest: rest\n")
PACK += "matters: [values-rest]\n"
AFTER = FILES["questions/after.yaml"].replace("say: Rest}", "say: Rest, learn: [values-rest]}")


def check(weigh: str = WEIGH, **changes: str) -> Checked:
    """Check the small pack with a decision to weigh on one page."""
    files = {"outcomes__step_back": STEP_BACK + weigh, "pack": PACK, "questions__after": AFTER}
    heard = FILES["outcomes/rebuild.yaml"].replace("[both, calm]", "[both, calm, values-rest]")
    return check_small(**{**files, "outcomes__rebuild": heard, **changes})


def tree(weigh: str = WEIGH) -> Tree:
    """Link it."""
    checked = check(weigh)
    assert checked.faults == ()
    assert checked.tree
    return checked.tree


def end(acts: str, calm: str, matters: str, of: Tree | None = None) -> Walk:
    """Walk to the page with the decision."""
    said = {"gate": "no", "acts": acts, "calm": calm}
    if (acts, calm) != ("followed", "no"):
        said["matters"] = matters
    return follow(of or tree(), [Answer(asked, tuple(o.split())) for asked, o in said.items()])


@pytest.mark.parametrize(
    ("said", "options"),
    [
        (("followed", "yes", "both"), ["write", "wait", "ask"]),
        (("followed", "yes", "work"), ["write", "wait"]),
        (("followed", "no", ""), []),
        (("none", "no", "both"), []),
    ],
)
def test_options_that_fit_are_offered_where_there_are_two(
    said: tuple[str, str, str], options: list[str]
) -> None:
    weigh = page(end(*said)).weigh
    assert [option.id for option in weigh.options] == options if weigh else options == []


def test_what_is_offered_is_as_the_author_wrote_it_on_every_walk() -> None:
    for walk in ended(every(tree())):
        assert isinstance(walk.place, Outcome)
        facts = walk.learned.facts
        fits = {"write": "calm" in facts, "wait": True, "ask": "both" in facts}
        whole = bool({"calm", "followed"} & facts) and walk.place.id == "step-back"
        ids = [name for name, fit in fits.items() if fit and whole and sum(fits.values()) > 1]
        weigh = page(walk).weigh
        assert [option.id for option in weigh.options] == ids if weigh else ids == []


def test_never_and_before_see_an_option_exactly_when_it_is_shown() -> None:
    space, together = ExactSpace(tree()), Target(tags=frozenset({"together"}))
    calm, followed, both = (Fact(name) for name in ("calm", "followed", "both"))
    upset = All((followed, Not(calm)))
    assert prove(space, Never("p", together, followed)).kept is False
    assert prove(space, Never("p", together, upset)).kept is True
    assert prove(space, Before("p", together, learned=calm)).kept is True
    assert prove(space, Before("p", together, learned=both)).kept is False


def test_always_does_not_count_an_option() -> None:
    after = All((Fact("calm"), Fact("followed")))
    target = Target(tags=frozenset({"together"}), kinds=frozenset({"danger", "crisis"}))
    assert prove(ExactSpace(tree()), Always("p", target, after)).kept is False
    assert "together" in page(end("followed", "yes", "both")).tags


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("when: {any: [calm, followed]}", "when: {any: [clam, followed]}", "unknown-fact", 11),
        ("when: both, say", "when: bth, say", "unknown-fact", 17),
        ("tags: [call]", "tags: [cal]", "unknown-tag", 17),
        ("id: ask", "id: wait", "duplicate-id", 17),
        (", like: A light left on.", "", "missing", 16),
        ("good: It gives room.", "god: It gives room.", "unknown-key", 16),
        ("  situation: You do not know what to do.\n", "", "missing", 10),
    ],
)
def test_a_slip_is_found_in_its_place(old: str, new: str, code: str, line: int) -> None:
    assert WEIGH.count(old) == 1
    found = {(f.code, f.where.line, f.where.file) for f in check(WEIGH.replace(old, new)).faults}
    assert (code, line, "outcomes/step-back.yaml") in found


def test_there_are_two_to_four_options() -> None:
    head, *options = WEIGH.split("    - ")
    one = head + "    - " + options[0]
    five = WEIGH + "".join(f"    - {options[1].replace('wait', f'w{i}')}" for i in range(2))
    codes = [{fault.code for fault in check(text).faults} for text in (one, five)]
    assert ("too-few" in codes[0], "too-many" in codes[1]) == (True, True)


@pytest.mark.parametrize("tier", ["0", "1"])
def test_nothing_is_weighed_on_an_urgent_page(tier: str) -> None:
    urgent = (STEP_BACK + WEIGH).replace("tier: 2", f"tier: {tier}")
    faults = check(outcomes__step_back=urgent).faults
    assert [(fault.code, fault.where.line) for fault in faults] == [("weigh-urgent", 10)]


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [("when: both, say", "when: hit, say", 17), ("when: {any: [calm, followed]}", "when: hit", 10)],
)
def test_what_nobody_can_weigh_is_found(old: str, new: str, line: int) -> None:
    faults = prove_pack(check(WEIGH.replace(old, new))).faults
    assert [(f.code, f.where.line) for f in faults if f.code == "never-shown"] == [
        ("never-shown", line)
    ]


def test_all_of_it_is_translated_and_goes_stale_like_other_words() -> None:
    files = {**FILES, "outcomes/step-back.yaml": STEP_BACK + WEIGH}
    files |= {"pack.yaml": PACK, "questions/after.yaml": AFTER}
    heard = FILES["outcomes/rebuild.yaml"].replace("[both, calm]", "[both, calm, values-rest]")
    files["outcomes/rebuild.yaml"] = heard
    written, checked = overlaid(files)
    assert checked.faults == ()
    weigh = checked.speak("xx").outcomes["step-back"].weigh
    assert weigh
    said = [weigh.situation, weigh.decision]
    said += [text for o in weigh.options for text in (o.say, o.good, o.hard, o.like)]
    assert all(text.startswith("[") for text in said)
    changed = files["outcomes/step-back.yaml"].replace("A light left on.", "A lit window.")
    (fault,) = overlaid({**files, "outcomes/step-back.yaml": changed}, written)[1].faults
    named = "outcomes.step-back.weigh.options.wait.like"
    assert (fault.code, fault.values["name"]) == ("stale-words", named)


def test_review_prints_all_of_it() -> None:
    html = review_page(book(check()))
    weigh = tree().outcomes["step-back"].weigh
    assert weigh
    for option in weigh.options:
        assert all(text in html for text in (option.say, option.good, option.hard, option.like))
    assert weigh.situation in html
    assert weigh.decision in html


KEYS = "1 enter 3 enter 2 enter 1 enter 1 2 enter enter"
"""To the page with two things that matter chosen."""


@pytest.mark.parametrize("back", ["b", "escape", "w"])
async def test_a_key_opens_the_chapter_and_others_go_back(back: str) -> None:
    ready = Ready(tree(), sample.helplines(), sample.words())
    walk = end("followed", "yes", "both rest")

    async with visit(KEYS, (80, 100), ready=ready) as run:
        assert "weigh" in {row.pick for row in run.app.screen.query_one(Choices).rows}
        await run.press("w")
        assert isinstance(run.app.screen, OutcomePage)
        assert run.app.screen.chapter == "weigh"
        weigh = page(walk).weigh
        assert weigh
        says = [weigh.situation, weigh.decision, *(o.say for o in weigh.options)]
        places = [run.text.index(say) for say in says]
        assert places == sorted(places)
        for option in weigh.options:
            assert all(text in run.text for text in (option.good, option.hard, option.like))
        assert walk.tree.facts["values-rest"] in run.text.rpartition(weigh.options[-1].like)[2]
        assert walk.tree.facts["followed"] in run.text
        await run.press(back)
        assert (run.top, run.app.screen.chapter) == (OutcomePage.__name__, "")


async def test_where_too_few_fit_there_is_no_line_and_no_key() -> None:
    ready = Ready(tree(), sample.helplines(), sample.words())

    keys = "1 enter 3 enter 4 enter 2 enter 1 enter enter"
    async with visit(keys, (80, 100), ready=ready) as run:
        before = run.text
        await run.press("w")
        assert (run.text, type(run.app.screen)) == (before, OutcomePage)


async def test_an_option_fits_into_a_usual_window() -> None:
    ready = Ready(tree(), sample.helplines(), sample.words())

    async with visit(f"{KEYS} w", (80, 24), ready=ready) as run:
        lines = [line.strip() for line in run.lines]
        weigh = page(run.app.walk).weigh
        assert weigh
        assert weigh.options[0].say in lines


def lines(*typed: str) -> str:
    """Type these lines, and take all that line mode says."""
    ready = Ready(tree(), sample.helplines(), sample.words())
    write = StringIO()
    read = StringIO("".join(f"{line}\n" for line in ("", "3", *typed)))
    assert take_plain(ready, Setting(plain=True, country="GB"), read, write) == 0
    return " ".join(write.getvalue().split())


def test_line_mode_prints_it_for_a_letter() -> None:
    weigh = page(end("followed", "yes", "both")).weigh
    assert weigh
    before, after = (lines("2", "1", "1", "", "", *more) for more in ((), ("w",)))
    for option in weigh.options:
        for text in (option.say, option.good, option.hard, option.like):
            assert (text in before, text in after) == (False, True)
    none = lines("4", "2", "1", "", "", "w")
    assert weigh.decision not in none
