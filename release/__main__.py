"""Make a release of the last commit: `python -m release FOLDER`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from release.commit import assemble, check_tag, export, the_commit


def main(argv: list[str]) -> int:
    """Write the files of a release into a new folder; raises SystemExit if that cannot be."""
    if len(argv) != 1:
        raise SystemExit("Name one folder for the release: python -m release dist")
    root = Path(__file__).resolve().parents[1]
    commit = the_commit(root)
    check_tag(root, commit)
    with tempfile.TemporaryDirectory() as folder:
        export(root, Path(folder))
        assemble(Path(folder), Path(argv[0]).resolve(), commit.epoch)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
