"""The list of all parts (a bill of materials, SBOM) in the CycloneDX format.

The tools that make one know either the hashes of what is pinned or the licences of what is
installed. Here their library writes both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import (
    ExternalReference,
    ExternalReferenceType,
    HashAlgorithm,
    HashType,
    Property,
    XsUri,
)
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from release.licences import installed, licence_name
from release.pins import Pin

OURS = "Apache-2.0 AND CC-BY-SA-4.0"


def bill_of_materials(pinned: list[Pin], version: str, made: datetime) -> str:
    """Return the parts of a release as JSON; the same for the same pins, version and time."""
    names = LicenseFactory()
    program = Component(
        name="evenground",
        version=version,
        type=ComponentType.APPLICATION,
        bom_ref=f"evenground@{version}",
        licenses=[names.make_from_string(OURS)],
    )
    parts = {pin: part(pin, names) for pin in pinned}
    bill = Bom(
        components=parts.values(), serial_number=uuid5(NAMESPACE_URL, _mark(pinned, version))
    )
    bill.metadata.component, bill.metadata.timestamp = program, made
    bill.register_dependency(program, [*parts.values()])
    for pin, component in parts.items():
        needed = set(needs(pin.name))
        bill.register_dependency(component, [it for at, it in parts.items() if at.name in needed])
    return json.dumps(json.loads(JsonV1Dot6(bill).output_as_string()), indent=1) + "\n"


def part(pin: Pin, names: LicenseFactory) -> Component:
    """Return one library: what it is, its licence, and the hashes of every file it may come as."""
    url = PackageURL("pypi", None, pin.name, pin.version)
    files = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION,
        url=XsUri(url.to_string()),
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=sha) for sha in pin.hashes],
    )
    licence = licence_name(installed(pin.name))
    return Component(
        name=pin.name,
        version=pin.version,
        type=ComponentType.LIBRARY,
        bom_ref=url.to_string(),
        purl=url,
        licenses=[names.make_from_string(licence)] if licence else [],
        external_references=[files],
        properties=[Property(name="python:marker", value=pin.when)] if pin.when else [],
    )


def needs(name: str) -> Iterator[str]:
    """Yield the libraries that a library asks for, with whatever extras."""
    for line in installed(name).requires or []:
        yield canonicalize_name(Requirement(line).name)


def _mark(pinned: Iterable[Pin], version: str) -> str:
    return "\n".join([version, *(f"{pin.name}=={pin.version} {pin.hashes}" for pin in pinned)])
