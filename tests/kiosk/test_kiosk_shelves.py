"""What each process of a kiosk loads, and which files of it rest on private parts of a library."""

from __future__ import annotations

import ast
import asyncio
import inspect
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import asyncssh
import pytest
import textual.app
from textual.app import App

from kiosk.front import ssh_parts
from kiosk.worker import driver
from tests.support.terminal import DEADLINE, ROOT

KIOSK = ROOT / "kiosk"
INNER = {"front/ssh_parts.py", "worker/driver.py", "worker/forked_loop.py"}
"""The files that may touch private parts of a library."""

ROOMS = ("commands", "editor", "kiosk", "screens", "tree")

OWN_DESCRIPTORS = Path("/proc/self/fd")

LISTS = "import sys; sys.stdout.write(' '.join(sys.modules))"


def loaded(shelf: str) -> set[str]:
    """List the modules in a process that has imported all that stands on a shelf of the kiosk."""
    names = [f"kiosk.{shelf}.{path.stem}" for path in (KIOSK / shelf).glob("[a-z]*.py")]
    ran = subprocess.run(
        [sys.executable, "-c", f"import {', '.join(names)}; {LISTS}"],
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=DEADLINE,
    )  # fmt: skip
    assert set(names) <= set(ran.stdout.split())
    return set(ran.stdout.split())


def roots(names: set[str]) -> set[str]:
    """List the first parts of names of modules."""
    return {name.partition(".")[0] for name in names}


def test_the_front_loads_no_screen_and_nothing_of_a_worker() -> None:
    names = loaded("front")
    assert "asyncssh" in names
    assert not {"textual", "rich"} & roots(names)
    assert not {name for name in names if name.startswith("kiosk.worker")}


def test_a_worker_loads_no_ssh_no_settings_and_nothing_of_the_front() -> None:
    names = loaded("worker")
    assert "textual" in names
    assert not {"asyncssh", "cryptography", "prometheus_client", "pydantic"} & roots(names)
    assert not {name for name in names if name.startswith(("kiosk.front", "kiosk.config"))}


def private_uses(path: Path) -> Iterator[str]:
    """List private names that a file uses and does not define, and private modules it imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    own = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    own |= {n.attr for n in nodes if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store)
            and isinstance(n.value, ast.Name) and n.value.id == "self"}  # fmt: skip
    for node in nodes:
        if isinstance(node, ast.Attribute) and is_private(node.attr):
            whose = ast.unparse(node.value)
            if whose != "self" or node.attr not in own:
                yield f"{whose}.{node.attr}"
        elif isinstance(node, ast.ImportFrom) and any(map(is_private, str(node.module).split("."))):
            yield str(node.module)


def is_private(name: str) -> bool:
    """Tell a private name from a public one and from one of Python's own."""
    return name.startswith("_") and not name.startswith("__")


@pytest.mark.parametrize("shelf", ["", "front", "worker", "sandbox"])
def test_private_parts_of_libraries_stay_in_few_files(shelf: str) -> None:
    files = {path.relative_to(KIOSK).as_posix(): path for path in (KIOSK / shelf).glob("*.py")}
    found = {name: set(private_uses(path)) - {"os._exit"} for name, path in files.items()}
    assert {name for name, uses in found.items() if uses} <= INNER
    assert all(found[name] for name in INNER & set(found))


def test_the_finder_finds_private_parts(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text(
        "from a._b import c\nc._d\nself._e = self._f = 1\nself._e + self._g\nc.__init__"
    )
    assert set(private_uses(file)) == {"a._b", "c._d", "self._g"}


def test_textual_has_the_private_parts_that_the_driver_rests_on() -> None:
    """Another version may name them otherwise; to set a name that is not there raises nothing."""
    runs = inspect.getsource(App._process_messages)
    for name in driver.REDIRECTS:
        assert name in vars(textual.app)
        assert f"with {name}(" in runs
    assert list(inspect.signature(App._close_messages_no_wait).parameters) == ["self"]
    assert "self._driver" in runs
    assert "return self._size" in inspect.getsource(vars(App)["size"].fget)
    assert "active_app.set(self)" in inspect.getsource(App._context)


def test_asyncio_has_the_private_parts_that_a_fork_rests_on() -> None:
    loop = asyncio.SelectorEventLoop()
    before = {path.name for path in OWN_DESCRIPTORS.iterdir()}
    loop._close_self_pipe()  # type: ignore[attr-defined]
    closed = before - {path.name for path in OWN_DESCRIPTORS.iterdir()}
    loop._make_self_pipe()  # type: ignore[attr-defined]
    assert len(closed) == 2
    assert closed <= {path.name for path in OWN_DESCRIPTORS.iterdir()}
    loop.close()
    assert "_context" in vars(asyncio.Handle)


def test_asyncssh_has_the_private_parts_that_are_called() -> None:
    refuses = inspect.signature(asyncssh.SSHServerConnection._send_disconnect)
    assert list(refuses.parameters) == ["self", "code", "reason", "lang"]
    reports = inspect.signature(asyncssh.SSHServerChannel._report_response)
    assert list(reports.parameters) == ["self", "result"]
    hears = inspect.getsource(asyncssh.SSHServerConnection._recv_data)
    assert "self._reset_keepalive_timer()" in hears
    waits = inspect.getsource(asyncssh.SSHServerConnection._set_keepalive_timer)
    assert "self._keepalive_timer_callback" in waits
    assert "self._keepalive_interval" in waits
    asks = inspect.getsource(asyncssh.SSHServerChannel.__mro__[1])
    assert "'_process_' + map_handler_name(request) + '_request'" in asks
    for name in vars(ssh_parts.SessionChannel):
        if name.startswith("_process"):
            assert list(inspect.signature(getattr(asyncssh.SSHServerChannel, name)).parameters) == [
                "self",
                "packet",
            ]


def test_a_channel_is_made_with_the_arguments_that_asyncssh_names() -> None:
    made = inspect.signature(asyncssh.SSHServerChannel.__init__).parameters
    assert list(made) == [
        "self", "conn", "loop", "allow_pty", "line_editor", "line_echo", "line_history",
        "max_line_length", "encoding", "errors", "window", "max_pktsize",
    ]  # fmt: skip


def types_of(path: Path) -> set[str]:
    """List the public types that a file defines at its outermost level."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    named = {node.name for node in body if isinstance(node, ast.ClassDef)}
    for node in body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            named.add(node.targets[0].id)
    return {name for name in named if name[0].isupper() and not name.isupper()}


def test_each_name_of_the_kiosk_means_one_thing() -> None:
    modules = [path.stem for path in KIOSK.rglob("*.py") if path.stem != "__init__"]
    assert len(set(modules)) == len(modules)
    defined = {path: types_of(path) for room in ROOMS for path in (ROOT / room).rglob("*.py")}
    many = Counter(name for names in defined.values() for name in names)
    ours = set().union(*(names for path, names in defined.items() if KIOSK in path.parents))
    assert {name for name in ours if many[name] > 1} == set()
