"""Write all files of a release from the folder of the program: `python -m release.assemble OUT`."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from release.bill import bill_of_materials
from release.commit import version_of
from release.completions import bash, fish, zsh
from release.licences import licences
from release.manual import manual
from release.pins import pins
from release.table import read_table

PINS = "requirements-kiosk.txt"
SUMS = "SHA256SUMS"
FOR_HOSTS = ("kiosk/kiosk.toml", "kiosk/evenground-kiosk.service", "install/WHEEL.md")
"""What a host copies or reads before anything is installed, in docs/."""


def assemble(root: Path, out: Path, made: datetime) -> None:
    """Write the packages, then what is made of texts, then the checksums; empties `out` first."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    version = version_of((root / "pyproject.toml").read_text("utf-8"))
    build_packages(root, out)
    for name, text in texts(root, version, made).items():
        (out / name).write_text(text, "utf-8")
    (out / SUMS).write_text(checksums(out), "utf-8")


def build_packages(root: Path, out: Path) -> None:
    """Build the wheel and the sdist, of which hatchling takes the times from SOURCE_DATE_EPOCH."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-t", "wheel"]
    subprocess.run(  # noqa: S603  (a pinned tool)
        [*command, "-d", str(out)], cwd=root, check=True, stdout=subprocess.DEVNULL
    )


def texts(root: Path, version: str, made: datetime) -> dict[str, str]:
    """Return what a release holds beside its packages: the text of each file by its name."""
    raw = (root / PINS).read_text("utf-8")
    table = read_table(root / "content")
    return {
        PINS: raw,
        **{Path(name).name: (root / "docs" / name).read_text("utf-8") for name in FOR_HOSTS},
        f"evenground-{version}.cdx.json": bill_of_materials(pins(raw), version, made),
        "LICENCES.txt": licences(root, pins(raw)),
        "evenground.1": manual(table, version, made),
        "evenground.bash": bash(table),
        "_evenground": zsh(table),
        "evenground.fish": fish(table),
    }


def checksums(out: Path) -> str:
    """Return a line for each file, as `sha256sum --check` reads them."""
    files = sorted(path for path in out.iterdir() if path.name != SUMS)
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files
    )


def main(argv: list[str]) -> int:
    """Assemble a release of this folder into the one that is named."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if len(argv) != 1 or not epoch.isdecimal():
        raise SystemExit("Name one folder, and set SOURCE_DATE_EPOCH to a number of seconds.")
    made = datetime.fromtimestamp(int(epoch), UTC)
    assemble(Path(__file__).resolve().parents[1], Path(argv[0]), made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
