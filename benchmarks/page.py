"""Writes docs/benchmarks.md from the rows that the benchmarks wrote: `python -m benchmarks.page`.

Each benchmark is run by `python -m benchmarks.NAME --json benchmarks/results/NAME.json`.
"""

from __future__ import annotations

import importlib
import json
from pathlib import Path

from benchmarks.report import Row, table

RESULTS = Path(__file__).with_name("results")
PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"

HEAD = """# Benchmarks

Made by `make bench` from what its commands measured; what falls short of its goal stands first.
Each part is one command, `python -m benchmarks.NAME [--quick] [--json FILE]`. Times are ratios,
taken side by side in one run.
"""


def page() -> str:
    """The whole page as Markdown."""
    parts = {
        path.stem: [Row(**row) for row in json.loads(path.read_text(encoding="utf-8"))]
        for path in sorted(RESULTS.glob("*.json"))
    }
    short = [
        f"- {name}: {row.measure} is {row.ours}, against a goal of {row.goal}."
        for name, rows in parts.items()
        for row in rows
        if row.holds is False
    ]
    made = [HEAD, "## What falls short\n", *(short or ["Nothing that has a goal."]), ""]
    for name, rows in parts.items():
        doc = (importlib.import_module(f"benchmarks.{name}").__doc__ or "").strip()
        first = doc.split("\n\n", 1)[0]
        made += [f"## {name}\n", first + "\n", _rest(doc), table(rows), ""]
    return "\n".join(made)


def _rest(doc: str) -> str:
    """What a benchmark's docstring says after its command."""
    paragraphs = doc.split("\n\n")
    return "\n\n".join(part for part in paragraphs[1:] if "python -m" not in part) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
