"""What every benchmark prints and writes: rows of {measure, ours, anchor, goal, holds}."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One measured figure beside what it is held against.

    `holds` is None where there is a figure to report and no goal to reach.
    """

    measure: str
    ours: str
    anchor: str
    goal: str
    holds: bool | None = None


def arguments(doc: str | None) -> argparse.Namespace:
    """`--quick` (part of the data, within 45 s) and `--json FILE`."""
    parser = argparse.ArgumentParser(
        description=doc, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="part of the data, within 45 s")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows as JSON")
    return parser.parse_args()


def finish(rows: Sequence[Row], options: argparse.Namespace) -> None:
    """Print the rows as a Markdown table, and write them where `--json` says."""
    print(table(rows))
    if options.json:
        options.json.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n")


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    holds = {True: "yes", False: "no", None: "–"}
    return "\n".join(
        [
            "| measure | ours | anchor | goal | holds |",
            "| --- | --- | --- | --- | --- |",
            *(
                f"| {row.measure} | {row.ours} | {row.anchor} | {row.goal} | {holds[row.holds]} |"
                for row in rows
            ),
        ]
    )
