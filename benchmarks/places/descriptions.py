"""Written descriptions of quarters, sites and stretches: the answer within the stated radius.

The plain baseline takes the point of the town that the text puts the description in. Some quarters
lie within their radius of that point; so both are shown.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from benchmarks.report import Row
from firstlight.places import Gazetteer, resolve
from firstlight.places.atlas import distance_km
from firstlight.records import Event, Place, Report

FILE = Path(__file__).parents[1] / "places_descriptions.csv"
KINDS = {"quarter": "quarters", "site": "sites", "relative": "relative descriptions"}


@dataclass
class Tally:
    right: int = 0
    plain: int = 0
    total: int = 0


def rows(gazetteer: Gazetteer) -> list[Row]:
    tallies = {kind: Tally() for kind in KINDS}
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            tally = tallies[row["kind"]]
            tally.total += 1
            lat, lon, km = float(row["lat"]), float(row["lon"]), float(row["radius_km"])
            found = [_answer(row, gazetteer, alone) for alone in (False, True)]
            near = [
                place is not None
                and place.lat is not None
                and place.lon is not None
                and bool(distance_km(lat, lon, [place.lat], [place.lon])[0] <= km)
                for place in found
            ]
            tally.right += near[0]
            tally.plain += near[1]
    every = Tally(
        *(sum(getattr(t, f) for t in tallies.values()) for f in ("right", "plain", "total"))
    )
    share = every.right / every.total
    made = [
        Row(
            f"{every.total} written descriptions within the stated radius",
            f"{share:.3f}",
            f"the town's point {every.plain / every.total:.3f}",
            "0.850",
            share >= 0.85,
        )
    ]
    made += [
        Row(
            f"of these, {tally.total} {KINDS[kind]}",
            f"{tally.right / tally.total:.3f}",
            f"the town's point {tally.plain / tally.total:.3f}",
            "reported",
        )
        for kind, tally in tallies.items()
    ]
    return made


def _answer(row: dict[str, str], gazetteer: Gazetteer, town: bool) -> Place | None:
    """Where the description is put; or, for the baseline, the place that it lies in."""
    text, name, within = row["text"], row["name"], row["within"] or None
    start = text.find(name)
    wanted = Place(within or name if town else name, None if town else within, precision="exact")
    spans = [((start, start + len(name)), wanted)]
    if within is not None and not town:
        at = max(text.find(within), 0)
        spans.append(((at, at + len(within)), Place(within, precision="exact")))
    facts = [
        Event("clash", row["id"], span, text[slice(*span)], place, None, None, "actual", 1.0)
        for span, place in spans
    ]
    report = Report(row["id"], text, None)
    return resolve(facts, report, gazetteer, (row["country"],))[0].place
