"""The reports and facts of sample.toml, as records."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

from firstlight.records import (
    Estimate,
    Event,
    Fact,
    Measure,
    Party,
    Place,
    Report,
    Revision,
)

TODAY = date(2025, 10, 20)
FIRST = date(2025, 9, 1)

SAMPLE = tomllib.loads(Path(__file__).with_name("sample.toml").read_text(encoding="utf-8"))
PLACES = {key: Place(**values) for key, values in SAMPLE["places"].items()}
PARTIES = {
    "saf": Party("the army", "saf"),
    "rsf": Party("the RSF", "rsf"),
    "joint": Party("Joint Forces", "joint"),
    "fardc": Party("government troops", "fardc"),
    "m23": Party("the M23", "m23"),
}


def reports() -> list[Report]:
    return [
        Report(
            one["id"], one["text"], one.get("published"), one["title"],
            f"reports/{one['id']}.{one['format']}", one["format"],
        )
        for one in SAMPLE["reports"]
    ]  # fmt: skip


def facts() -> list[Fact]:
    texts = {report.id: report.text for report in reports()}
    return [_fact(dict(values), texts[values["report"]]) for values in SAMPLE["facts"]]


def _fact(values: dict[str, Any], text: str) -> Fact:
    words, what = values.pop("words"), values.pop("type")
    start = text.index(words)
    ago = values.pop("ago", None)
    day = None if ago is None else TODAY - timedelta(days=ago)
    values |= {"span": (start, start + len(words)), "text": words, "start": day, "end": day}
    values["place"] = PLACES[values["place"]]
    values.setdefault("status", "actual")
    if what in get_args(Measure):
        if "revises" in values:
            values["revises"] = Revision(**values["revises"])
        return Estimate(what, **values)
    for key in ("actors", "targets"):
        values[key] = tuple(PARTIES[one] for one in values.get(key, ()))
    return Event(what, **values)
