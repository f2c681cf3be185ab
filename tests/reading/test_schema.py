"""The schema for editors: exactly the names of the pack, every reference resolves, packs fit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic.json_schema import models_json_schema

from commands.run import run
from commands.schema import SHAPES, WHOLE
from tests.support.small import FILES, write_small
from tree.checking.checked import check_pack
from tree.pack.files import gather
from tree.prepare import Places

CONTENT = Path(__file__).parents[2] / "content"
TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float),
    "boolean": bool, "null": type(None),
}  # fmt: skip


class Plain(yaml.CSafeLoader):
    """Reads YAML as editors do, by the core rules of version 1.2."""


CORE = {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:null"}
Plain.yaml_implicit_resolvers = {
    letter: [rule for rule in rules if rule[0] in CORE]
    for letter, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Write the small pack into a folder, and name where content stands."""
    return Places(write_small(tmp_path), CONTENT / "words", CONTENT / "helplines", tmp_path)


def made(places: Places, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Make the schema of a pack."""
    assert run(["schema"], places) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def parts(value: object) -> Iterator[Mapping[str, Any]]:
    """List every mapping inside a value."""
    if isinstance(value, dict):
        yield value
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in inside:
        yield from parts(part)


def fits(value: object, schema: Mapping[str, Any], defs: Mapping[str, Any]) -> bool:
    """Say whether a value fits a schema, as far as our schemas go."""
    if "$ref" in schema:
        return fits(value, defs[schema["$ref"].removeprefix("#/$defs/")], defs)
    if "anyOf" in schema:
        return any(fits(value, part, defs) for part in schema["anyOf"])
    if "enum" in schema or "const" in schema:
        return value in schema.get("enum", [schema.get("const")])
    kind = schema.get("type", list(TYPES))
    kinds = [kind] if isinstance(kind, str) else kind
    return any(isinstance(value, TYPES[kind]) for kind in kinds) and _inside(value, schema, defs)


def _inside(value: object, schema: Mapping[str, Any], defs: Mapping[str, Any]) -> bool:
    if isinstance(value, list):
        return _list_fits(value, schema, defs)
    if isinstance(value, dict):
        return _object_fits(value, schema, defs)
    if isinstance(value, int):
        return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))
    return not isinstance(value, str) or bool(re.search(schema.get("pattern", ""), value))


def _list_fits(value: list[Any], schema: Mapping[str, Any], defs: Mapping[str, Any]) -> bool:
    long = schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 10**6)
    return long and all(fits(item, schema["items"], defs) for item in value)


def _object_fits(value: dict[str, Any], schema: Mapping[str, Any], defs: Mapping[str, Any]) -> bool:
    known, more = schema.get("properties", {}), schema.get("additionalProperties", True)
    if not set(schema.get("required", [])) <= set(value):
        return False
    for key, inside in value.items():
        if not fits(key, schema.get("propertyNames", {"type": "string"}), defs):
            return False
        like = (rule for name, rule in schema.get("patternProperties", {}).items())
        rule = known.get(key, next(like, more))
        if rule is False or (rule is not True and not fits(inside, rule, defs)):
            return False
    return True


def kind_of(name: str) -> str:
    """Say which part of the schema is for a file of a pack."""
    folder, _, rest = name.rpartition("/")
    kinds = {"questions": "questions", "outcomes": "outcome", "languages": "language"}
    return {**kinds, "wording": "wording", "lives": "life"}.get(folder, rest.removesuffix(".yaml"))


def kind_of_table(name: str) -> str:
    """Say which part of the schema is for a file of helplines."""
    return {"fallbacks.yaml": "fallbacks"}.get(name, "phrases" if "/" in name else "helplines")


def test_every_reference_resolves_and_every_file_kind_has_its_part(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    built = made(places, capsys)
    refs = [part["$ref"] for part in parts(built) if isinstance(part.get("$ref"), str)]
    assert len(refs) > 50
    assert {ref.removeprefix("#/$defs/") for ref in refs} <= built["$defs"].keys()
    assert set(WHOLE) <= built["$defs"].keys()
    assert built["$schema"].endswith("2020-12/schema")


def test_the_names_are_exactly_those_of_the_pack(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    defs = made(places, capsys)["$defs"]
    asked, ends = {"gate", "acts", "calm", "matters"}, {"crisis", "danger", "step-back", "rebuild"}
    expected = {
        "place": asked | ends | {"on", "end"},
        "outcome": ends,
        "fact": {"low", "hit", "followed", "both", "calm"},
        "condition": {"harmed"},
        "tally": {"doubts"},
        "tag": {"call", "together"},
        "topic": {"safety", "after"},
        "source": {"B1"},
        "kind": {"crisis", "danger", "step-back", "rebuild"},
        "group": {"safety"},
        "question": asked,
    }
    assert {kind: set(defs[f"name-{kind}"]["enum"]) for kind in expected} == expected
    assert {"emergency", "crisis"} <= set(defs["name-helpline"]["enum"])
    assert "line:crisis" in defs["name-carried"]["enum"]


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_small_pack_fits_by_its_part_and_by_the_whole(
    name: str, places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    built = made(places, capsys)
    value = yaml.load(FILES[name], Plain)  # noqa: S506  (a safe loader, with other rules)
    assert fits(value, built["$defs"][kind_of(name)], built["$defs"])
    assert fits(value, {"anyOf": built["anyOf"]}, built["$defs"])


def test_the_shipped_pack_and_its_helplines_fit(capsys: pytest.CaptureFixture[str]) -> None:
    shipped = Places(CONTENT / "evenground", CONTENT / "words", CONTENT / "helplines", CONTENT)
    built = made(shipped, capsys)
    parts = {name: (kind_of(name), raw) for name, raw in gather(shipped.pack).items()}
    tables = gather(shipped.helplines).items()
    parts |= {f"helplines/{name}": (kind_of_table(name), raw) for name, raw in tables}
    for name, (kind, raw) in parts.items():
        value = yaml.load(raw, Plain)  # noqa: S506  (a safe loader, with other rules)
        assert fits(value, built["$defs"][kind], built["$defs"]), name
    tree = check_pack(gather(CONTENT / "evenground")).tree
    assert tree
    assert set(built["$defs"]["name-place"]["enum"]) == {
        *tree.questions,
        *tree.forks,
        *tree.outcomes,
    }
    assert built["$defs"]["name-fact"]["enum"] == list(tree.facts)


def test_editors_find_the_schema_of_each_shipped_file_and_it_is_up_to_date(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shipped = Places(CONTENT / "evenground", CONTENT / "words", CONTENT / "helplines", CONTENT)
    kept = CONTENT / "evenground.schema.json"
    assert json.loads(kept.read_text(encoding="utf-8")) == made(shipped, capsys), "make schema"
    for path in (*shipped.pack.rglob("*.yaml"), *shipped.helplines.rglob("*.yaml")):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        said, named = first.split("$schema=")
        assert said == "# yaml-language-server: "
        assert (path.parent / named).resolve() == kept.resolve()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("questions/safety.yaml", "go: acts", "go: axts"),
        ("questions/safety.yaml", "learn: [low]", "learn: [lov]"),
        ("questions/safety.yaml", "topic: safety", "topic: safty"),
        ("questions/after.yaml", "choose: 2", "choose: some"),
        ("questions/after.yaml", "when: followed", "when: {anny: [followed]}"),
        ("forks.yaml", "{when: harmed, to: danger}", "{when: harmd, to: danger}"),
        ("outcomes/crisis.yaml", "tier: 0", "tier: 7"),
        ("outcomes/crisis.yaml", "tags: [call]", "tags: [cal]"),
        ("promises.yaml", "after: hit", "aftr: hit"),
        ("pack.yaml", "start: gate", "start: gat"),
    ],
)
def test_a_slip_does_not_fit(
    name: str, old: str, new: str, places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    built = made(places, capsys)
    assert old in FILES[name]
    value = yaml.load(FILES[name].replace(old, new, 1), Plain)  # noqa: S506  (safe)
    assert not fits(value, built["$defs"][kind_of(name)], built["$defs"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("category: crisis", "category: crises"),
        ("category: crisis", "category: crisis\n    also: [crises]"),
        ("who: men", "serves: man\n    who: men"),
    ],
)
def test_a_slip_in_a_table_of_helplines_does_not_fit(
    old: str, new: str, places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    built = made(places, capsys)
    table = (CONTENT / "helplines" / "au.yaml").read_text(encoding="utf-8")
    assert old in table
    value = yaml.load(table.replace(old, new, 1), Plain)  # noqa: S506  (safe)
    assert not fits(value, built["$defs"]["helplines"], built["$defs"])


def told(places: Places, capsys: pytest.CaptureFixture[str]) -> str:
    """Make the reference of all files of a pack."""
    assert run(["schema", "--reference"], places) == 0
    return capsys.readouterr().out


def test_the_reference_is_up_to_date(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    kept = CONTENT.parent / "docs" / "PACK.md"
    assert kept.read_text(encoding="utf-8") == told(places, capsys), "make reference"


def test_every_key_is_in_the_reference_with_its_kind_and_a_sentence(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [line.split(" | ") for line in told(places, capsys).splitlines() if line[:3] == "| `"]
    keys = {row[0].strip("| `") for row in rows if len(row) == 4}
    found = models_json_schema([(shape, "validation") for shape in SHAPES])[1]["$defs"]
    shapes = {name: part for name, part in found.items() if name.endswith("Shape")}
    assert {key for part in shapes.values() for key in part.get("properties", {})} <= keys
    empty = [row for row in rows if len(row) == 4 and not (row[1].strip() and row[3].strip(" |"))]
    assert empty == []


def test_every_kind_of_file_shape_and_category_is_named_in_plain_words(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    text = told(places, capsys)
    assert not re.search(r"\w+Shape|\bname-|\bNone\b", text)
    heads = [line for line in text.splitlines() if line.startswith("## ")]
    assert not {f"## {kind}" for kind in WHOLE} & {*heads}
    assert len(heads) == len({*heads})
    links = re.findall(r"\]\(#([^)]+)\)", text)
    ends = {re.sub(r"[^\w-]", "", h.strip("# ").lower().replace(" ", "-")) for h in
            re.findall(r"^#+ .*$", text, re.MULTILINE)}  # fmt: skip
    assert {*links} <= ends


def test_a_faulty_pack_has_a_schema_too(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    (places.pack / "forks.yaml").write_text("- {id: on}\n")
    (places.pack / "outcomes" / "danger.yaml").write_text("kind: [")
    assert "gate" in made(places, capsys)["$defs"]["name-place"]["enum"]
    (places.pack / "pack.yaml").write_text("format: 1\n")
    assert made(places, capsys)["$defs"]["name-fact"] == {"type": "string"}


def test_a_call_that_cannot_be_served_is_one_sentence(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["schema", "no-such-pack"], places) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
