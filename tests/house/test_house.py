"""The house keeps its own rules: whose names these are, where words live, how large files grow."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("tree", "screens", "commands", "editor", "kiosk")
CODE = [
    *sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")),
    ROOT / "evenground.py",
]
PROSE = re.compile(r"[A-Za-z']{2,}[,.;:]? [A-Za-z']{2,}|[A-Z][a-z]{2,}[.!?]$|^[A-Z][a-z]{3,}$")
"""Two words in a row, a word with a full stop, or a capitalised word: likely for people."""
FORMATS = {
    "commands/drawing/paper.py",
    "commands/drawing/text_formats.py",
    "commands/forms/logic.py",
    "commands/reviewing/sheet.py",
}
"""Here the words of another program's language are written where they are used."""
REQUIREMENTS = [f"requirements{name}.txt" for name in ("", "-kiosk", "-test", "-dev")]
MACHINE = {"quoted scalar", "mapping values"}
"""What the YAML library says of a broken line: read by us, never shown."""


def test_nothing_installed_owns_our_names() -> None:
    owners = packages_distributions()
    for name in (*FOLDERS, "content", "evenground"):
        others = [owner for owner in owners.get(name, []) if owner != "evenground"]
        assert others == [], [distribution(owner).name for owner in others]
        assert name not in sys.stdlib_module_names


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """List the strings of a file that are neither docstrings nor annotations nor styles."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    exempt: set[ast.AST] = set()
    for node in ast.walk(module):
        exempt |= set(_not_for_people(node))
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in exempt:
            yield node.lineno, node.value


def _not_for_people(node: ast.AST) -> Iterator[ast.AST]:
    """List the strings under a node that no person reads."""
    match node:
        case ast.Expr(value=ast.Constant() as docstring):
            yield docstring
        case ast.AnnAssign(annotation=hint) | ast.arg(annotation=ast.expr() as hint):
            yield from ast.walk(hint)
        case ast.FunctionDef(returns=ast.expr() as hint):
            yield from ast.walk(hint)
        case ast.Assign(targets=[ast.Name(id=name)], value=style) if name.endswith("CSS"):
            yield from ast.walk(style)
        case ast.Subscript(slice=inside):
            yield from ast.walk(inside)
        case ast.Call(func=ast.Name(id="cast" | "TypeVar" | "type"), args=[kind, *_]):
            yield kind


def test_no_word_for_a_person_stands_in_python() -> None:
    names = {str(path.relative_to(ROOT)): path for path in CODE}
    assert names.keys() >= FORMATS
    found = [
        (name, line, text)
        for name in names.keys() - FORMATS
        for line, text in strings(names[name])
        if PROSE.search(text) and text not in MACHINE
    ]
    assert found == []


def test_the_finder_of_words_finds_words(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text('"""Not this."""\nx: "a b" = f"You can {1} leave now"\nCSS = "a b c"\n')
    found = [text for _, text in strings(file) if PROSE.search(text)]
    assert " leave now" in found
    assert not {"a b", "a b c"} & set(found)


def test_a_file_is_short_or_one_concept() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    assert [str(path) for path, lines in lengths.items() if lines > 400] == []


def public_types(path: Path) -> Iterator[str]:
    """List the classes and the names of types that a module defines for others."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            names = (target.id for target in node.targets if isinstance(target, ast.Name))
            yield from (name for name in names if name[0].isupper() and not name.isupper())


def test_a_name_of_a_type_means_one_thing() -> None:
    names = Counter(name for path in CODE for name in public_types(path) if name[0] != "_")
    assert [name for name, times in names.items() if times > 1] == []


def test_no_folder_is_fuller_than_a_reader_can_hold() -> None:
    full = Counter(path.parent for path in CODE if path.name != "__init__.py")
    assert [str(folder) for folder, modules in full.items() if modules > 16] == []


def test_requirements_are_pinned_with_hashes_and_name_no_address() -> None:
    for name in REQUIREMENTS:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert len(pins(name)) > 10
        assert text.count("--hash=sha256:") >= len(pins(name))
        assert not re.search(r"://|--index|--find-links|--extra", text)


def pins(name: str) -> set[tuple[str, str]]:
    """List the libraries that a file of requirements pins, each with its version."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {*re.findall(r"^([a-z][^\s]*)==(.*)\\$", text, re.MULTILINE)}


def test_a_library_has_one_version_wherever_it_is_pinned() -> None:
    everywhere = {pin for name in REQUIREMENTS for pin in pins(name)}
    marked = [(name, *version.split(";", 1)) for name, version in everywhere]
    times = Counter((name, *when) for name, _, *when in marked)
    assert [name for name, n in times.items() if n > 1] == []


def test_what_only_a_kiosk_needs_is_not_installed_for_a_person() -> None:
    person, host = ({name for name, _ in pins(file)} for file in REQUIREMENTS[:2])
    assert person < host
    assert host - person >= {"asyncssh", "prometheus-client", "cryptography"}
    assert not person & {"pytest", "mypy"}


def imported(paths: Iterable[Path]) -> set[str]:
    """List the libraries that files import, by the names that they are installed by."""
    nodes = [node for path in paths for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    roots = {name.partition(".")[0] for name in names} - sys.stdlib_module_names
    roots -= {*FOLDERS, "bench", "content", "evenground", "release", "tests"}
    owners = packages_distributions()
    found = {owner for root in roots for owner in owners.get(root, [root])}
    return {owner.lower().replace("_", "-") for owner in found}


def declared(*lists: list[str]) -> dict[str, str]:
    """Return what follows each name in lists of requirements."""
    return {
        found[0].lower(): found[1]
        for listed in lists
        for found in re.findall(r"^([\w.-]+)([^;\n]*)", "\n".join(listed), re.MULTILINE)
    }


def test_every_library_that_is_imported_is_declared_and_bounded() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project, groups = settings["project"], settings["dependency-groups"]
    ours = declared(project["dependencies"], project["optional-dependencies"]["kiosk"])
    assert imported(CODE) == ours.keys()
    assert [name for name, bounds in ours.items() if not re.search("~=|<", bounds)] == []
    tested = imported((ROOT / "tests").rglob("*.py"))
    assert tested - ours.keys() <= declared(*groups.values()).keys()


def test_the_front_door_stands_apart_from_what_it_opens() -> None:
    """Only the front door may know everything, so nothing may import it."""
    for path in CODE[:-1]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
        assert not names & {"evenground", "content"}


def test_opening_the_front_door_imports_nothing_heavy() -> None:
    program = (
        "import sys; before = set(sys.modules); import evenground;"
        "print(sorted(set(sys.modules) - before - {'evenground'}))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"
