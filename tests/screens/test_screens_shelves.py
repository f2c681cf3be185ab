"""What stands where in screens/, and which private parts of Textual it rests on."""

from __future__ import annotations

import ast
import asyncio
import inspect
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual._compositor import Compositor
from textual._node_list import NodeList
from textual._queue import Queue as Messages
from textual._styles_cache import StylesCache
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.driver import Driver
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

from screens.full.app import Evenground
from screens.full.base_screen import HINTED, BaseScreen
from tests.kiosk.test_kiosk_shelves import private_uses
from tests.support.terminal import ROOT
from tree.checking.everything import read_spoken

SCREENS = ROOT / "screens"
SHELVES = ("commands", "editor", "kiosk", "screens", "tree")
CODE = [path for folder in SHELVES for path in (ROOT / folder).rglob("*.py")]
FACES = ["", "full", "full/paging", "pages", "plain"]


def test_a_folder_of_screens_can_be_taken_in_at_a_glance() -> None:
    modules = Counter(path.parent.name for path in SCREENS.rglob("[a-z]*.py"))
    assert {name for name, count in modules.items() if count > 16} == set()


def types(path: Path) -> Iterator[str]:
    """List the public types that a file defines: classes, and names that are written alike."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            yield from [name] if name[0].isupper() and not name.isupper() else []


def test_no_type_of_the_screens_is_named_like_another_one() -> None:
    names = Counter(name for path in CODE for name in types(path))
    ours = {name for path in SCREENS.rglob("*.py") for name in types(path)}
    assert [name for name in ours if names[name] > 1] == []


@pytest.mark.parametrize("folder", FACES)
def test_private_parts_of_textual_are_touched_for_the_terminal_alone(folder: str) -> None:
    for path in (SCREENS / folder).glob("*.py"):
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        own = {f".{node.name}" for node in nodes if isinstance(node, ast.FunctionDef)} | {
            "os._exit"
        }
        assert [use for use in private_uses(path) if not use.endswith(tuple(own))] == [], path


def sets(kind: type) -> set[str]:
    """List what a type keeps in itself, methods included."""
    nodes = ast.walk(ast.parse(inspect.getsource(kind)))
    kept = {n.attr for n in nodes if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store)}
    return kept | set(dir(kind))


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (App, "_handle_exception _fatal_error _print_error_renderables _close_messages_no_wait "
              "_return_code _exit_renderables _driver _resize_timer _batch_count _size _prune"),
        (Driver, "_app _loop process_message"),
        (LinuxDriver, "_file _writer_thread _get_terminal_size exit_event "
                      "_query_in_band_window_resize "
                      "_run_input_thread run_input_thread _sigtstp_application _must_signal_resume "
                      "_request_terminal_sync_mode_support"),
        (WriterThread, "_queue"),
        (MessagePump, "_message_queue _next_callbacks message_queue_size"),
        (Messages, "ready_event values"),
        (Widget, "_layout_required _repaint_required _recompose_required _styles_cache "
                 "_layout_cache _scroll_required _refresh_styles_required "
                 "_clear_arrangement_cache"),
        (DOMNode, "_nodes"),
        (NodeList, "_nodes"),
        (StylesCache, "set_dirty"),
        (Screen, "_dirty_widgets _callbacks _compositor _compositor_refresh"),
        (Compositor, "render_strips"),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)  # fmt: skip
def test_textual_has_the_private_parts_that_are_used(kind: type, names: str) -> None:
    """Another version may name them otherwise; to set a name that is not there raises nothing."""
    assert set(names.split()) - sets(kind) == set()


def test_what_is_overridden_is_still_called() -> None:
    starts = inspect.getsource(LinuxDriver.start_application_mode)
    assert "self._query_in_band_window_resize()" in starts
    assert "self._get_terminal_size()" in starts
    assert "self._must_signal_resume" in starts
    assert "WriterThread(self._file)" in starts
    assert "self._run_input_thread" in starts
    for paints in (Screen._refresh_layout, Screen._on_timer_update):
        assert "self._compositor_refresh()" in inspect.getsource(paints)
    assert "if event.refresh_styles" in inspect.getsource(Screen._on_screen_resume)
    assert "virtual_size" in vars(Widget)
    assert "self.virtual_size = virtual_size" in inspect.getsource(Widget._size_updated)
    assert "self.app._prune(self, parent=self._parent)" in inspect.getsource(Widget.remove)
    assert "parent.refresh(layout=True)" in inspect.getsource(App._prune)
    assert "self._fatal_error()" in inspect.getsource(App._handle_exception)
    assert "return self._return_code" in inspect.getsource(App)
    assert "self._print_error_renderables()" in inspect.getsource(App)


def test_asyncio_tells_who_waits_for_an_event() -> None:
    assert isinstance(asyncio.Event()._waiters, deque)


def inner(kind: type[BaseScreen] = BaseScreen) -> Iterator[type[BaseScreen]]:
    """List all kinds of screens that the program has."""
    for under in kind.__subclasses__():
        yield under
        yield from inner(under)


@pytest.mark.parametrize("kind", sorted(inner(), key=str))
@pytest.mark.parametrize("language", ["en", "es"])
def test_each_key_of_a_screen_does_something_and_is_hinted_at_by_its_name(
    kind: type[BaseScreen], language: str
) -> None:
    words = read_spoken(ROOT / "content" / "words" / language)
    for binding in kind.BINDINGS:
        assert isinstance(binding, Binding)
        name = binding.action.removeprefix("app.").partition("(")[0]
        owner = Evenground if binding.action.startswith("app.") else kind
        assert callable(getattr(owner, f"action_{name}"))
        if binding.description:
            assert binding.description in HINTED
            key = words[f"keys.{binding.description}"].split()[0]
            assert key == binding.key.split(",")[0].replace("question_mark", "?")
