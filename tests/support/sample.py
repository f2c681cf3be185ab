"""A small tree, helplines and words for tests of the screens: not the shipped pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml

from tree.condition import Condition, Fact
from tree.helplines import Country, Helplines, Line
from tree.model import Option, Outcome, Question, Route, Say, Source, Topic, Tree
from tree.stored_start import Ready

WORDS = Path(__file__).parents[2] / "content" / "words" / "en"
SECRET = "Answer that nobody else may see"  # noqa: S105 - not a password
"""Words of an option: a test that finds them where they do not belong has found a leak."""


def fact(name: str) -> Condition:
    """Hold when this fact was learned."""
    return Fact(name)


def flat(tree: Mapping[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    """List a nested mapping as dotted keys."""
    for key, value in tree.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", str(value)


def words() -> dict[str, str]:
    """Say the words of the screens and of line mode."""
    return dict(_words())


@cache
def _words() -> dict[str, str]:
    files = [path.read_text(encoding="utf-8") for path in WORDS.glob("*.yaml")]
    return dict(said for file in files for said in flat(yaml.safe_load(file)))


def go(to: str, when: str = "") -> Route:
    """Lead to a place, always or when a fact was learned."""
    return Route(to, fact(when) if when else None)


def single(name: str, ask: str, options: dict[str, str], to: str, note: str = "") -> Question:
    """Ask for one option, each of which teaches a fact of its own name and has its own words."""
    return Question(
        id=name.partition("/")[2],
        topic=name.partition("/")[0],
        ask=ask,
        why="Because the next step depends on it, and because many people find it hard to say.",
        options=tuple(
            Option(name, say, learn=(name,), go=(go(to),)) for name, say in options.items()
        ),
        skip=Option("skip", learn=("skipped",), go=(go(to),)),
        note=note,
        sources=("S1", "S2"),
    )


IN_DANGER = single(
    "now/in-danger",
    "Are you in danger at this minute?",
    {"danger-yes": "Yes", "danger-unsure": "I am not sure", "danger-no": "No"},
    "after-danger",
    note="You can leave this question out.",
)
DARK = single(
    "now/dark",
    "Have you thought of ending your life?",
    {"dark-yes": "Yes", "dark-unsure": "I am not sure", "dark-no": "No"},
    "after-dark",
)
ACTS = Question(
    id="acts",
    topic="acts",
    ask="Has any of this happened, even once, since you have known each other?",
    why="These acts matter, whatever led to them.",
    options=(
        Option("hit", "They hit, pushed or held me", learn=("hit",)),
        Option("phone", "They looked through my phone or followed where I was", learn=("phone",)),
        Option("money", "They kept money or papers from me", learn=("money",)),
        Option("secret", SECRET, learn=("secret",)),
        Option("unsure", "I am not sure", learn=("acts-unsure",), alone=True),
        Option("none", "None of these", alone=True, plain=True),
    ),
    skip=Option("skip", learn=("skipped",), go=(go("contact"),)),
    note="The next questions are about acts that hurt. Take your time, and stop when you like.",
    choose=3,
    go=(go("contact"),),
    sources=("S2",),
)
CONTACT = single(
    "contact/contact",
    "What did they ask of you?",
    {"space": "They asked for space", "stop": "They asked me to stop", "none-asked": "Nothing"},
    "sleep",
)
SLEEP = single(
    "contact/sleep",
    "How do you sleep at present?",
    {f"sleep-{n}": f"On about {n} nights of the week I sleep well enough" for n in range(1, 9)},
    "where-to",
)

STEPS = (
    Say("eat", "Eat something small today, even if you do not feel like it."),
    Say("tell", "Tell one person whom you trust how you are."),
    Say("sleep", "Put the phone in another room tonight.", when=fact("sleep-1")),
)
LEAVE = (Say("hurry", "Big decisions can wait until you have slept."),)


def outcome(name: str, tier: int, to: str = "") -> Outcome:
    """End here, or pass on to a place."""
    return Outcome(
        id=name,
        kind=name,
        tier=tier,
        title=f"A title of {name}",
        opening=(Say("opening", "What you describe is hard, and it is not your fault."),),
        heard=("danger-yes", "dark-yes", "hit", "phone", "secret", "space"),
        steps=STEPS,
        leave=LEAVE,
        also=(Say("low", "Nights without sleep make all of it heavier.", when=fact("sleep-1")),),
        helplines=("domestic_abuse", "crisis") if tier <= 1 else ("crisis",),
        revisit="Look again in two weeks, or when something changes.",
        go_on=to,
        sources=("S1", "S2"),
    )


def tree() -> Tree:
    """Link a tree with one of each kind of place."""
    from tree.model import Fork  # noqa: PLC0415

    questions = (IN_DANGER, DARK, ACTS, CONTACT, SLEEP)
    outcomes = (
        outcome("danger", 0),
        outcome("crisis", 0, "acts"),
        outcome("support", 1),
        outcome("space-first", 3),
        outcome("open", 3),
    )
    forks = (
        Fork("after-danger", (go("danger", "danger-yes"), go("dark"))),
        Fork("after-dark", (go("crisis", "dark-yes"), go("acts"))),
        Fork(
            "where-to",
            (go("support", "hit"), go("support", "secret"), go("space-first", "space"), go("open")),
        ),
    )
    taught = {f for q in questions for o in (*q.options, q.skip) for f in o.learn}
    return Tree(
        id="sample",
        version="1",
        language="en",
        title="Sample",
        start="in-danger",
        topics={
            "now": Topic("now", "Right now", "First, three short questions about right now."),
            "acts": Topic("acts", "What happened"),
            "contact": Topic("contact", "Contact"),
        },
        facts={name: "" if name == "skipped" else f"you said {name}" for name in sorted(taught)},
        tallies={},
        questions={q.id: q for q in questions},
        forks={f.id: f for f in forks},
        outcomes={o.id: o for o in outcomes},
        sources={
            "S1": Source("S1", "A book about parting", "https://example.org/parting", "2026-11-20"),
            "S2": Source("S2", "Part of an article", "", "2026-11-21"),
        },
    )


def line(
    name: str, category: str, service: str, phone: str, also: tuple[str, ...] = (), **more: str
) -> Line:
    """Make a line with a number."""
    return Line(
        id=name,
        category=category,
        service=service,
        source="example",
        read="2026-11-22",
        grade="A",
        who="anyone",
        phone=phone,
        also=also,
        **more,
    )


def helplines() -> Helplines:
    """Know one country well, one a little, and one not at all."""
    gb = (
        line("gb-e", "emergency", "Police, fire, ambulance", "999 or 112", hours="Day and night"),
        line(
            "gb-a",
            "domestic_abuse",
            "England: National Domestic Abuse Helpline (Refuge)",
            "0808 2000 247",
            chat="nationaldahelpline.org.uk",
            note="Free.",
        ),
        line("gb-a2", "domestic_abuse", "Galop", "0800 999 5428"),
        line("gb-c", "crisis", "Samaritans", "116 123"),
        line("gb-y", "youth", "Childline", "0800 1111"),
    )
    fr = (line("fr-e", "emergency", "Police", "112"),)
    xx = Line(
        "xx-d", "directory", "Find A Helpline", "example", "2026-11-22", "A", "anyone",
        chat="findahelpline.com",
    )  # fmt: skip
    says = (
        "If you are in danger, please call the emergency number of the place where you are; "
        "a doctor, or someone you trust, can help you find a line near you."
    )
    return Helplines(
        countries={
            "GB": Country("GB", "United Kingdom", gb),
            "FR": Country("FR", "France", fr),
            "XX": Country("XX", "Another place, or rather not say", (xx,), says),
        },
        fallbacks={"domestic_abuse": "emergency", "crisis": "emergency", "youth": "crisis"},
    )


def ready() -> Ready:
    """Put all of it together."""
    return Ready(tree(), helplines(), words())
