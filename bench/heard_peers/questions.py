"""Two questions in turn with questionary, for bench/heard.py."""

from __future__ import annotations

import json
import sys

import questionary

if __name__ == "__main__":
    for says, *options in json.loads(sys.argv[1]):
        questionary.select(says, choices=options).ask()
