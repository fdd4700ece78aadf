"""Facts for the eye: a line, a table; and the facts of report files without a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from firstlight import reports as report_files
from firstlight import stages
from firstlight.errors import ReportError
from firstlight.records import Estimate, Fact, Report, as_json

if TYPE_CHECKING:
    import pandas as pd

    from firstlight.stages import Step


def fact_table(facts: Sequence[Fact]) -> pd.DataFrame:
    """Facts as a table, one a row, in the contract's fields after their id."""
    import pandas as pd

    return pd.DataFrame([{"fact": fact.id} | as_json(fact) for fact in facts])


def short_table(facts: Sequence[Fact]) -> pd.DataFrame:
    """Facts for the eye: id, first and last day, status, the claim in a few words, the quote."""
    import pandas as pd

    return pd.DataFrame(
        {
            "fact": [fact.id for fact in facts],
            "from": [fact.start for fact in facts],
            "to": [fact.end for fact in facts],
            "status": [fact.status for fact in facts],
            "claim": [claim(fact) for fact in facts],
            "words": [" ".join(fact.text.split()) for fact in facts],
        }
    )


def claim(fact: Fact) -> str:
    """The fact in one line: what, where, by whom, how many."""
    place = fact.place.name if fact.place else "no place"
    if isinstance(fact, Estimate):
        if fact.best is not None:
            number = f"{fact.best:,.0f}"
        else:
            number = f"{fact.low or 0:,.0f} to {fact.high:,.0f}" if fact.high else "unknown"
        return f"{fact.measure}: {number} {fact.unit} at {place}"
    actors = " and ".join(party.name for party in fact.actors)
    targets = " and ".join(party.name for party in fact.targets)
    return (
        f"{fact.type} at {place}"
        + (f" by {actors}" if actors else "")
        + (f" from or on {targets}" if targets else "")
    )


def read_files(
    paths: Sequence[Path],
    published: date | None = None,
    encoding: str | None = None,
    step: Step | None = None,
    reader: str | None = None,
) -> tuple[list[Fact], list[str]]:
    """The facts of report files, and a sentence for each file that could not be read.

    Nothing is stored; `Case.read` keeps what it reads. reader: "model" (if None) or "rules".
    """
    from firstlight.places import Gazetteer
    from firstlight.reading.choosing import reader_of
    from firstlight.settings import Settings

    reports: list[Report] = []
    problems: list[str] = []
    for path in report_files.expand(paths):
        try:
            reports.append(report_files.load(path, published, encoding))
        except ReportError as error:
            problems.append(str(error))
    gazetteer = Gazetteer.open()
    chosen = reader_of(Settings(), gazetteer, Path(), reader)
    facts: list[Fact] = []
    for start in range(0, len(reports), TOGETHER):
        if step:
            step("Reading", start / len(reports))
        for found in stages.read_facts(reports[start : start + TOGETHER], chosen, gazetteer):
            facts += found
    return facts, problems


TOGETHER = 32
"""Reports read at the same time."""
