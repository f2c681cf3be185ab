"""What our screens show, as one file for a peer: words, lists, and where each choice leads.

Each answer leads where it leads somebody of whom nothing was learned.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

from textual.widgets import Static

from screens.full.app import Evenground
from screens.full.base_screen import PINNED, BaseScreen
from screens.full.question import Ask
from screens.full.view import look
from screens.full.welcome import START
from screens.setting import Setting
from tree.condition import Learned
from tree.model import Outcome, Question, exit_routes
from tree.prepare import Places, prepare
from tree.ready import Ready

ROOT = Path(__file__).resolve().parent.parent
SIZE = (100, 30)
WELCOME, CARD, GO_ON = "welcome", "card", "go-on"
Page = dict[str, object]


def write_content(path: Path) -> None:
    """Write all that a peer needs to show what we show."""
    path.write_text(json.dumps(asyncio.run(content(_ready()))), encoding="utf-8")


def _ready() -> Ready:
    words, lines = ROOT / "content" / "words", ROOT / "content" / "helplines"
    return prepare(Places(ROOT / "content" / "evenground", words, lines, ROOT / ".stored"), "en")


async def content(ready: Ready) -> dict[str, object]:
    """Show each screen once, seen by nobody, and take down what stands there."""
    app = Evenground(ready, Setting(term="xterm-256color"), float)
    first = ready.tree.questions[ready.tree.start]
    async with app.run_test(size=SIZE) as pilot:
        pages = {WELCOME: _page(app.screen, {START: first.id})}
        await pilot.press("h")
        pages[CARD] = _page(app.screen, {})
        await pilot.press("h", "1", "enter")
        for question in ready.tree.questions.values():
            if isinstance(app.screen, Ask):
                app.screen.ask(question)
                pages[question.id] = _page(app.screen, dict(_ways(ready, question)))
    pages |= {outcome.id: _outcome(outcome) for outcome in ready.tree.outcomes.values()}
    more = {name: app.words(f"more.{name}") for name in ("below", "above", "both")}
    top = f"{app.words('leave.line')}   {app.words('leave.card')}"
    return {"start": WELCOME, "card": CARD, "top": top, **more, "pages": pages}


def _ways(ready: Ready, question: Question) -> Iterator[tuple[str, str]]:
    """Say where each answer leads."""
    for option in (*question.options, question.skip):
        yield option.id, ready.tree.land(exit_routes(question, [option]), Learned()).id


def _page(screen: object, ways: dict[str, str]) -> Page:
    assert isinstance(screen, BaseScreen), screen  # noqa: S101 - the bench's own keys led here
    says = {name: str(screen.query_one(f"#{name}", Static).content) for name in PINNED}
    alone = {o.id for o in screen.question.options if o.alone} if isinstance(screen, Ask) else ()
    rows = [
        {"say": row.text, "look": look(row), "pick": row.pick, "sign": row.key,
         "to": ways.get(row.pick, ""), "ticks": row.ticked is not None, "alone": row.pick in alone}
        for row in screen.choices.rows
    ]  # fmt: skip
    hints = [screen.hint(key) for key in screen.hints()]
    return {"meta": says["meta"], "note": says["note"], "head": says["head"],
            "rows": rows, "hints": hints}  # fmt: skip


def _outcome(outcome: Outcome) -> Page:
    """Say the title and what holds for everybody."""
    told = [say.say for say in (*outcome.opening, *outcome.steps) if say.when is None]
    rows: list[dict[str, object]] = [{"say": say, "look": "text"} for say in told]
    if outcome.go_on:
        rows.append({"say": GO_ON, "look": "text", "pick": GO_ON, "sign": "1", "to": outcome.go_on})
    return {"head": outcome.title, "rows": rows, "hints": []}
