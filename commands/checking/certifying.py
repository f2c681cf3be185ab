"""Write certificates of kept promises, for other programs to check."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from commands.output import put_bytes
from screens.words import Words
from tree.checking.proved import Proved
from tree.model import Tree
from tree.proving.pages_beside import opened
from tree.proving.promise import Promise
from tree.proving.sat.drat import Certificate, certificates

BESIDE = "+beside"


def certify(proved: Proved, name: str, words: Words) -> int:
    """Write certificates for the kept promises and return how many; raises UnusableError."""
    tree = proved.checked.tree
    kept = {proof.promise for proof in proved.proofs if proof.kept}
    asked = tuple(p for p in proved.checked.promises if p.id in kept)
    found = list(_found(tree, asked)) if tree else []
    written = {
        f"{stem}.{kind}": text
        for stem, certificate in found
        for kind, text in (("cnf", certificate.formula), ("drat", certificate.proof))
    }
    told = {"pack": tree.id, "version": tree.version} if tree else {}
    names = list(dict.fromkeys(certificate.promise for _, certificate in found))
    written["promises.json"] = json.dumps({**told, "promises": names}, indent=1) + "\n"
    put_bytes(_zipped(written), name, words)
    return len(names)


def _found(tree: Tree, promises: tuple[Promise, ...]) -> Iterator[tuple[str, Certificate]]:
    """Yield certificates for what is shown, and for pages opened beside others."""
    for certificate in certificates(tree, promises):
        yield certificate.promise, certificate
    other = opened(tree)
    for certificate in certificates(other, promises) if other else ():
        yield certificate.promise + BESIDE, certificate


def _zipped(files: dict[str, str]) -> bytes:
    """Return a ZIP archive; the same files always give the same bytes."""
    raw = io.BytesIO()
    with ZipFile(raw, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(ZipInfo(name), text, ZIP_DEFLATED)
    return raw.getvalue()
