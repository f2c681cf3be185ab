"""Thirty planted defects and more, one a pack: each caught by its name, with a walk where it is one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.proving import judge as judge_by_hand
from tests.small import FILES
from tree.model import Tree
from tree.proving.promise import Promise
from tree.reading.checked import check_pack
from tree.reading.files import gather
from tree.reading.proved import Proved, Shown, prove_pack
from tree.walk import Answer, AskedTwiceError, Walk, begin, follow

SHIPPED = Path(__file__).parent.parent / "content" / "evenground"
NOW, SAFETY, OWN = "questions/now.yaml", "questions/safety.yaml", "questions/own.yaml"
AFTER, RESPECT, CONTACT = "questions/after.yaml", "questions/respect.yaml", "questions/contact.yaml"
PACK, FORKS, NOTES, PROMISES = "pack.yaml", "forks.yaml", "notes.yaml", "promises.yaml"
CRISIS, ABUSE, BACK = "outcomes/crisis.yaml", "outcomes/support-abuse.yaml", "outcomes/step-back.yaml"
DANGER, STEADY = "outcomes/danger.yaml", "outcomes/steady-yourself.yaml"
SPANISH = "languages/es.yaml"
Edit = tuple[str, str, str]


@dataclass(frozen=True)
class Faulty:
    """A defect that is a fault by itself: its code, the file blamed, and how often it is named."""

    name: str
    base: str
    edits: tuple[Edit, ...]
    code: str
    file: str
    times: int = 1


@dataclass(frozen=True)
class Looping:
    """A defect by which a walk comes back: its code, and where the last answer was given."""

    name: str
    base: str
    edits: tuple[Edit, ...]
    code: str
    last: str


@dataclass(frozen=True)
class Broken:
    """A defect that breaks a promise: which one, and where the walk that shows it may stand."""

    name: str
    base: str
    edits: tuple[Edit, ...]
    promise: str
    stands: str


LOOP = """\
  - {id: round, ask: a, why: b, go: again, options: [{id: x, say: x}, {id: y, say: y}]}
  - {id: again, ask: a, why: b, go: round, options: [{id: x, say: x}, {id: y, say: y}]}
  - id: matters
"""
TWIN = "  - {id: calm, ask: a, why: b, go: on, options: [{id: x, say: x}, {id: y, say: y}]}\n"

FAULTY = [
    Faulty("a target that is not there", "shipped",
        ((FORKS, "{when: own-act, to: own-conduct}", "{when: own-act, to: own-acts-page}"),),
        "unknown-target", FORKS),
    Faulty("no otherwise", "shipped",
        ((FORKS, "    - {when: some-strain, to: steady-yourself}\n    - {otherwise: unsure}",
          "    - {when: some-strain, to: steady-yourself}"),),
        "no-otherwise", FORKS),
    Faulty("no way on", "small", ((AFTER, "    go: end\n", ""),), "no-way-on", AFTER),
    Faulty("a route that those before it shadow by a tally", "shipped",
        ((FORKS, "    - {when: some-strain, to: steady-yourself}\n",
          "    - {when: some-strain, to: steady-yourself}\n"
          "    - {when: {all: [low, no-sleep]}, to: give-space}\n"),),
        "shadowed-route", FORKS),
    Faulty("a route list that tries the same twice", "small",
        ((FORKS, "{otherwise: calm}", "{when: {all: [harmed, low]}, to: calm}, {otherwise: calm}"),),
        "shadowed-route", FORKS),
    Faulty("a question that nothing leads to", "shipped",
        ((FORKS, "{otherwise: who-starts}", "{otherwise: between}"),),
        "unreachable", CONTACT),
    Faulty("a route that no walk can take by its condition", "small",
        ((AFTER, "{when: followed, to: step-back}",
          "{when: followed, to: step-back}, {when: hit, to: step-back}"),),
        "never-true", AFTER),
    Faulty("a condition that contradicts itself", "small",
        ((FORKS, "{all: [calm, both, {not: followed}]}",
          "{all: [calm, both, followed, {not: followed}]}"),),
        "contradiction", FORKS),
    Faulty("two choices of one question at once", "small",
        ((AFTER, "{when: followed, to: step-back}",
          "{when: followed, to: step-back}, {when: {all: [hit, low]}, to: matters}"),),
        "never-true", AFTER),
    Faulty("an answer read before it is asked", "small",
        ((FORKS, "{when: harmed, to: danger}",
          "{when: harmed, to: danger}, {when: both, to: step-back}"),),
        "read-too-early", FORKS),
    Faulty("an answer read before it is asked, in the shipped pack", "shipped",
        ((FORKS, "    - {when: some-doubt, to: friends-worried}",
          "    - {when: {any: [some-doubt, own-act]}, to: friends-worried}"),),
        "read-too-early", FORKS),
    Faulty("a closed loop", "small",
        ((AFTER, "{otherwise: matters}]", "{otherwise: round}]"), (AFTER, "  - id: matters\n", LOOP)),
        "closed-loop", AFTER),
    Faulty("a tally that cannot reach its threshold", "shipped",
        ((PACK, "much-strain: {at_least: {strain: 3}}", "much-strain: {at_least: {strain: 6}}"),),
        "tally-cannot-reach", PACK),
    Faulty("a tally that too few answers count towards", "small",
        ((PACK, "most: 2}", "most: 5}"),
         (PACK, "{at_least: {doubts: 2}}", "{at_least: {doubts: 4}}")),
        "tally-cannot-reach", PACK),
    Faulty("a condition that is always true", "small",
        ((AFTER, "{when: followed, to: step-back}", "{when: {not: hit}, to: step-back}"),),
        "always-true", AFTER),
    Faulty("a step that nobody sees", "shipped",
        (("outcomes/rebuild.yaml", "when: {any: [closeness, good-before]}",
          "when: {all: [closeness, cruel]}"),),
        "never-shown", "outcomes/rebuild.yaml"),
    Faulty("words said back to nobody", "shipped",
        (("outcomes/rebuild.yaml", "  - not-put-down\n", "  - not-put-down\n  - throat\n"),),
        "never-heard", "outcomes/rebuild.yaml"),
    Faulty("a note whose condition says nothing", "shipped",
        ((NOTES, "when: control-medicine", "when: {any: [harm-from-them, in-danger]}"),),
        "always-shown", NOTES),
    Faulty("a fact renamed where it is declared", "small",
        ((PACK, "  hit: you were hit", "  struck: you were hit"),),
        "unknown-fact", "", 5),
    Faulty("a fact renamed where it is learned", "small",
        ((PACK, "  hit: you were hit\n", "  hit: you were hit\n  struck: you were hit\n"),
         (SAFETY, "learn: [hit]", "learn: [struck]"),
         (DANGER, "heard: [hit,", "heard: [struck,")),
        "fact-never-learned", PACK),
    Faulty("a promise made vacuous", "shipped",
        ((CONTACT, "in some places it breaks the law. Many slip. It can end here.\"\n    sources: [S3-42, S2-03]\n    go: between",
          "in some places it breaks the law. Many slip. It can end here.\"\n    sources: [S3-42, S2-03]\n    go: how-you-are"),),
        "promise-vacuous", PROMISES),
    Faulty("a promise with a part that is switched off", "small",
        ((PROMISES, "after: hit", "after: {any: [hit, {all: [hit, calm]}]}"),),
        "promise-part-vacuous", PROMISES),
    Faulty("a promise on an option that was renamed", "shipped",
        ((CONTACT, "{id: not-free, say", "{id: unfree, say"),),
        "unknown-option", PROMISES, 10),
    Faulty("a group that names a question of old", "shipped",
        ((PACK, "stop-kept]", "stop-held]"),), "unknown-question", PACK),
    Faulty("two things of one name", "small", ((AFTER, "questions:\n", "questions:\n" + TWIN),),
        "duplicate-id", AFTER),
    Faulty("a walk longer than the pack allows", "shipped",
        ((PACK, "  questions: 30", "  questions: 20"),), "over-limit", PACK),
    Faulty("two languages out of step: other words", "spoken",
        ((NOW, 'ask: "Are you, or a child with you, in danger this minute?"',
          'ask: "Are you, or a child with you, in danger today?"'),),
        "stale-words", SPANISH),
    Faulty("two languages out of step: words left out", "spoken",
        ((SPANISH, '  safety-open: {say', '  safety-opened: {say'),), "x", SPANISH),
    Faulty("two languages out of step: a new option", "spoken",
        (("questions/pain.yaml", '      - {id: unsure, say: "I am not sure"}',
          '      - {id: quiet, say: "The quiet"}\n      - {id: unsure, say: "I am not sure"}'),),
        "missing-words", SPANISH),
]  # fmt: skip

LOOPING = [
    Looping("a question asked twice", "shipped",
        ((FORKS, "- id: after-friends\n  go:\n    - {when: harm-from-them, to: getting-worse}\n    - {otherwise: own-acts}",
          "- id: after-friends\n  go:\n    - {when: harm-from-them, to: getting-worse}\n    - {otherwise: control}"),),
        "asked-twice", "friends-worried"),
    Looping("a question asked twice after a page", "small",
        ((CRISIS, "go_on: acts", "go_on: gate"),), "asked-twice", "crisis"),
    Looping("a dead end by its guard", "small",
        ((FORKS, "{when: harmed, to: danger}", "{when: harmed, to: wait}"),
         (FORKS, "- id: end\n", "- {id: wait, go: [{when: low, to: danger}, {otherwise: on}]}\n- id: end\n")),
        "fork-circle", "acts"),
]  # fmt: skip

BROKEN = [
    Broken("a wrong target", "shipped",
        ((FORKS, "    - {when: in-danger, to: danger}\n    - {otherwise: put-downs}",
          "    - {when: in-danger, to: support-abuse}\n    - {otherwise: put-downs}"),),
        "danger-after-children-next", "support-abuse"),
    Broken("a wrong target of one option", "shipped",
        ((NOW, "learn: [harm-others-unsure, doubt], go: crisis-others", "learn: [harm-others-unsure, doubt], go: crisis"),
        ),
        "harm-others-next", "crisis"),
    Broken("crisis two screens late", "shipped",
        ((NOW, "learn: [self-harm], go: crisis}", "learn: [self-harm]}"),
         (NOW, "learn: [self-harm-unsure, doubt], go: crisis}", "learn: [self-harm-unsure, doubt]}"),
         ("questions/safety.yaml", "    go: force\n", "    go: late\n"),
         (FORKS, "- id: after-force\n", "- {id: late, go: [{when: {any: [self-harm, self-harm-unsure]}, to: crisis}, {otherwise: force}]}\n- id: after-force\n"),
         (CRISIS, "go_on: harm-others", "go_on: force")),
        "own-life-next", "harm-others"),
    Broken("fear reaching a step for both", "shipped",
        ((ABUSE, "also:\n", "also:\n  - id: talk-it-over\n    say: \"You could sit down with them and talk it over.\"\n    when: was-afraid\n    tags: [together]\n"),),
        "harm-and-together", "support-abuse"),
    Broken("a learn dropped", "shipped",
        ((SAFETY, "learn: [afraid, harmed]", "learn: [afraid]"),), "harm-and-together", "?"),
    Broken("a skip safer than a yes", "shipped",
        ((OWN, 'say: "No such order", alone: true, plain: true}\n    skip: {learn: [safety-open]}',
          'say: "No such order", alone: true, plain: true}\n    skip: {learn: [safety-open, harmed]}'),),
        "worse-never-gentler", "?"),
    Broken("a yes gentler than a no", "shipped",
        ((RESPECT, "learn: [cruel-often], count: {doubts: 1}}", "learn: [cruel-often]}"),),
        "worse-never-gentler", "?"),
    Broken("not sure is taken for a no", "shipped",
        (("questions/circle.yaml", "learn: [circle-unsure, doubt]", "learn: [circle-unsure]"),),
        "plain-no-before-together", "?"),
    Broken("a plain no forgotten", "shipped",
        ((OWN, 'say: "No such order", alone: true, plain: true}', 'say: "No such order", alone: true}'),),
        "plain-no-before-together", "?"),
    Broken("two routes in the wrong order", "shipped",
        ((FORKS, "    - {when: harm-from-them, to: support-abuse}\n    - {when: own-act, to: own-conduct}",
          "    - {when: own-act, to: own-conduct}\n    - {when: harm-from-them, to: support-abuse}"),),
        "own-acts-with-harm", "own-conduct"),
    Broken("a number taken off a page", "shipped",
        ((DANGER, "helplines: [emergency, domestic_abuse]", "helplines: [domestic_abuse]"),),
        "danger-has-a-number", "danger"),
    Broken("a note moved from one fact to another", "shipped",
        ((NOTES, "  for: [danger]\n  when: throat", "  for: [danger]\n  when: hit"),),
        "throat-doctor", "danger"),
    Broken("a note narrowed by one more condition", "shipped",
        ((NOTES, "when: order-against-me", "when: {all: [order-against-me, own-act]}"),),
        "order-note", "?"),
    Broken("what matters most changes the way", "shipped",
        ((PACK, "room-needed: {all: [{any: [space-asked, many-messages, mostly-me]}",
          "room-needed: {all: [{any: [space-asked, many-messages, mostly-me, values-calm]}"),),
        "values-never-route", "?"),
    Broken("the danger page comes too late", "shipped",
        ((FORKS, "- id: after-force\n  go:\n    - {when: in-danger, to: children}", "- id: after-force\n  go:\n    - {when: in-danger, to: followed}"),),
        "sooner", "children"),
    Broken("the question on children passed over", "shipped",
        ((FORKS, "- id: after-threats\n  go:\n    - {when: in-danger, to: children}", "- id: after-threats\n  go:\n    - {when: in-danger, to: danger}"),),
        "children-asked", "danger"),
    Broken("the crisis line lost after a skip", "shipped",
        ((PACK, "own-life-open, low, no-sleep, alone]", "low, no-sleep, alone]"),), "crisis-line", "danger"),
    Broken("a page that counts as less urgent", "shipped",
        ((ABUSE, "tier: 1", "tier: 3"),), "urgent-afraid", "support-abuse"),
    Broken("a stop that no longer ends it", "shipped",
        ((PACK, "it-is-over: {any: [stop, clear-no,", "it-is-over: {any: [clear-no,"),), "kept-stop", "?"),
    Broken("a name dropped from a named condition", "shipped",
        ((PACK, "worn-down: {any: [cruel-often, cruel, circle, smaller,", "worn-down: {any: [cruel-often, cruel, circle,"),),
        "worn-down-ends", "?"),
    Broken("an exception lost", "shipped",
        ((PACK, "{not: {any: [someone-else, only-me]}}", "{not: only-me}"),), "someone-else", "light-contact"),
    Broken("a tag that does not fit its page", "shipped",
        ((STEADY, "tags: [therapist]", "tags: [therapist, contact]"),), "plain-no-before-contact", "steady-yourself"),
    Broken("wishes nobody was asked for", "shipped",
        ((PACK, "light-fits: {all: [calm-talks, good-before, i-want,", "light-fits: {all: [calm-talks,"),),
        "wishes-asked-first", "light-contact"),
    Broken("effort lifts harm", "shipped",
        ((FORKS, "    - {when: rebuild-fits, to: rebuild}\n", ""),
         (FORKS, "    - {when: harm-from-them, to: support-abuse}\n", "    - {when: rebuild-fits, to: rebuild}\n    - {when: harm-from-them, to: support-abuse}\n")),
        "effort-lifts-no-harm", "rebuild"),
    Broken("one doubt that does not count", "shipped",
        ((SAFETY, "learn: [threats-unsure, doubt], count: {doubts: 1}", "learn: [threats-unsure, doubt]"),),
        "two-unsures-by-answer", "?"),
    Broken("worry of friends that does not count", "shipped",
        ((RESPECT, "learn: [others-worried], count: {doubts: 1}", "learn: [others-worried]"),),
        "worried-friends", "?"),
    Broken("own acts asked of nobody who was harmed", "shipped",
        ((FORKS, "- id: after-worse\n  go:\n    - {when: in-danger, to: danger}\n    - {otherwise: own-acts}",
          "- id: after-worse\n  go:\n    - {when: in-danger, to: danger}\n    - {otherwise: how-you-are}"),),
        "?", "?"),
    Broken("a threat sent to the wrong door", "small",
        ((FORKS, "{when: harmed, to: danger}", "{when: {all: [harmed, {not: followed}]}, to: danger}"),),
        "hit-danger", "?"),
]  # fmt: skip
