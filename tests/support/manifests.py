"""Reads Kubernetes manifests, and finds what its own schema does not allow.

`kubernetes-1.37.json` holds the strict schemas of the kinds that we have, without their
descriptions, as the package kubernetes-validate 1.37.0 (Apache-2.0) carries them for all kinds.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

Manifest = dict[str, Any]

SCHEMAS = json.loads(Path(__file__).with_name("kubernetes-1.37.json").read_text("utf-8"))


def read_manifests(folder: Path) -> dict[str, Manifest]:
    """Return the manifests of a folder by kind; no two may be of one kind."""
    read = [yaml.safe_load(file.read_text("utf-8")) for file in sorted(folder.glob("*.yaml"))]
    found = {manifest["kind"]: manifest for manifest in read}
    assert len(found) == len(read)
    return found


def faults(manifest: Manifest) -> list[str]:
    """Return the place of each fault of a manifest, and what the schema says of it."""
    jsonschema: Any = pytest.importorskip("jsonschema", reason="make .venv/checks brings it")
    schema = {**SCHEMAS["kinds"][manifest["kind"]], "$defs": SCHEMAS["$defs"]}
    found = jsonschema.Draft202012Validator(schema).iter_errors(manifest)
    return [f"{one.json_path}: {one.message}" for one in found]
