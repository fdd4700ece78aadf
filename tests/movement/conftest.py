"""A small world for the movement tests: one closed town, four towns around it, and its reports."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from firstlight.control.result import Control
from firstlight.frames import empty
from firstlight.openings.result import Openings
from firstlight.records import Candidate, Estimate, Place

AS_OF = date(2020, 5, 15)
TOWN = "gn:1"


class SmallGazetteer:
    """Five places along one road to the east, and a quarter."""

    places = (
        Candidate("gn:1", "Aldra", "XA", 34.0, 40.0, "PPL", 100_000),
        Candidate("gn:2", "Berim", "XA", 34.0, 40.3, "PPL", 40_000, aliases=("Al Berim",)),
        Candidate("gn:3", "Casta", "XA", 34.0, 40.9, "PPLA", 300_000),
        Candidate("gn:4", "Dolma", "XA", 34.3, 40.1, "PPL", 15_000),
        Candidate("gn:5", "Estra", "XB", 33.5, 40.0, "PPL", 60_000),
        Candidate("gn:6", "Aldra Old Quarter", "XA", 34.01, 40.0, "PPLX", 12_000, parent="gn:1"),
    )

    def lookup(self, name: str) -> list[Candidate]:
        return [one for one in self.places if name.casefold() == one.name.casefold()]

    def near(self, lat: float, lon: float, km: float, min_population: int = 0) -> list[Candidate]:
        return [one for one in self.places if one.population >= min_population]

    def get(self, id: str) -> Candidate | None:
        return next((one for one in self.places if one.id == id), None)


@pytest.fixture
def gazetteer() -> SmallGazetteer:
    return SmallGazetteer()


@pytest.fixture
def place() -> Callable[[str], Place]:
    def make(name: str) -> Place:
        one = next(one for one in SmallGazetteer.places if one.name == name)
        return Place(
            one.name, country=one.country, lat=one.lat, lon=one.lon, precision="exact", id=one.id,
            parent=one.parent, feature=one.feature,
        )  # fmt: skip

    return make


@pytest.fixture
def estimate(place: Callable[[str], Place]) -> Callable[..., Estimate]:
    """An estimate at the closed town; the span is told apart by its numbers."""

    def make(
        measure: Any,
        best: float | None = None,
        *,
        low: float | None = None,
        high: float | None = None,
        report: str = "r1",
        at: str = "Aldra",
        start: date | None = None,
        end: date | None = None,
        **more: Any,
    ) -> Estimate:
        span = (int(best or low or high or 0) % 997, 998)
        values = {"status": "actual", "confidence": 0.9, "text": "", **more}
        return Estimate(
            measure=measure, report=report, span=span, place=place(at), start=start, end=end,
            low=low, high=high, best=best, **values,
        )  # fmt: skip

    return make


@pytest.fixture
def world() -> Callable[..., SimpleNamespace]:
    """Control and openings made by hand; `opens` is the day on which the town opens, or None."""

    def make(opens: int | None = 1, *, held: str | None = None, **front: Any) -> SimpleNamespace:
        columns = Control.COLUMNS
        places = [
            {"place_id": "gn:1", "name": "Aldra", "front": "gn:1", "kind": "town", "country": "XA",
             "lat": 34.0, "lon": 40.0},
            {"place_id": "gn:6", "name": "Old Quarter", "front": "gn:1", "kind": "quarter",
             "parent": "gn:1", "country": "XA", "lat": 34.01, "lon": 40.0},
        ]  # fmt: skip
        states = [
            {"place_id": held, "date": pd.Timestamp(AS_OF), "state": "holders", "probability": 0.99}
        ]
        control = Control(
            places=pd.DataFrame(places, columns=list(columns["places"])),
            states=pd.DataFrame(states if held else [], columns=list(columns["states"])),
            sieges=empty(columns["sieges"]),
            evidence=empty(columns["evidence"]),
        )
        row = {
            "place_id": TOWN, "as_of": pd.Timestamp(AS_OF), "status": "closed",
            "held_by": "holders", "closed_since": pd.Timestamp("2019-01-01"),
            "offensive_since": pd.Timestamp("2020-05-01"), "opened_on": pd.NaT, **front,
        }  # fmt: skip
        curve = pd.DataFrame(
            {
                "place_id": TOWN,
                "day": range(181),
                "p_open": [float(opens is not None and day >= opens) for day in range(181)],
            }
        )
        columns = Openings.COLUMNS
        openings = Openings(
            forecast=pd.DataFrame([row], columns=list(columns["forecast"])),
            curve=curve,
            evidence=empty(columns["evidence"]),
            model=empty(columns["model"]),
        )
        return SimpleNamespace(control=control, openings=openings)

    return make
