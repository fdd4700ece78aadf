"""What the stages might make of the made-up week: tables with their declared columns."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from firstlight.control.result import Control
from firstlight.frames import Tables
from firstlight.openings.result import Openings
from firstlight.records import Fact
from tests.brief.sample_words import FIRST, PLACES, TODAY


def frame(result: type[Tables], name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """A table with every declared column, those not given empty."""
    made = pd.DataFrame(rows, columns=None if rows else list(result.COLUMNS[name]))
    for column in result.COLUMNS[name]:
        if column not in made:
            made[column] = None
    return made


def _days() -> list[date]:
    return [FIRST + timedelta(days=n) for n in range((TODAY - FIRST).days + 1)]


def _ramp(day: date, middle: date, width: float, low: float, high: float) -> float:
    return float(low + (high - low) / (1 + np.exp(-(day - middle).days / width)))


def control(told: list[Fact]) -> Control:
    courses = {
        # place: (holder, other side, day of the turn, width, last chance of the other side)
        "el-fasher": ("army", "contested", date(2025, 10, 17), 3.0, 0.55),
        "abu-shouk": ("army", "rsf", date(2025, 10, 2), 0.7, 0.93),
        "daraja-oula": ("army", "contested", date(2025, 10, 18), 0.8, 0.72),
        "sixth": ("army", "contested", date(2025, 10, 22), 2.0, 0.4),
        "airport": ("army", "unknown", date(2025, 10, 9), 4.0, 0.3),
        "livestock": ("army", "contested", date(2025, 10, 2), 2.0, 0.8),
        "zamzam": ("army", "rsf", date(2025, 8, 20), 1.0, 0.96),
        "babanusa": ("army", "contested", date(2025, 10, 14), 3.0, 0.62),
        "22nd": ("army", "contested", date(2025, 10, 25), 3.0, 0.4),
        "rail": ("unknown", "rsf", date(2025, 10, 17), 0.6, 0.9),
        "uvira": ("fardc", "contested", date(2025, 10, 24), 3.0, 0.3),
        "kavimvira": ("unknown", "fardc", date(2025, 10, 16), 2.0, 0.45),
        "port": ("fardc", "unknown", date(2025, 9, 1), 900.0, 0.2),
    }
    places, states, sieges, evidence = [], [], [], []
    kinds = {"PPLX": "quarter", "PPL": "town", "PPLA": "town"}
    for key, (holder, other, turn, width, high) in courses.items():
        place = PLACES[key]
        kind = "village" if key == "zamzam" else kinds.get(place.feature or "", "site")
        places.append(
            {
                "place_id": place.id,
                "name": place.name,
                "parent": place.parent,
                "front": place.parent or place.id,
                "country": place.country,
                "lat": place.lat,
                "lon": place.lon,
                "feature": place.feature,
                "kind": kind,
            }
        )
        for day in _days():
            p = _ramp(day, turn, width, 0.02, high)
            rest = 1 - p
            third = "unknown" if other != "unknown" else "contested"
            split = {other: p, holder: rest * 0.9 if holder != third else rest, third: rest * 0.1}
            for state, value in split.items():
                states.append(
                    {
                        "place_id": place.id,
                        "date": pd.Timestamp(day),
                        "state": state,
                        "probability": value,
                        "filtered": value,
                    }
                )
    for town, turn in (
        ("gn:379260", date(2025, 9, 12)),
        ("gn:380129", date(2025, 10, 12)),
        ("gn:204318", date(2025, 10, 28)),
    ):
        for day in _days():
            sure = _ramp(day, turn, 2.0, 0.05, 0.98)
            sieges.append(
                {
                    "place_id": town,
                    "date": pd.Timestamp(day),
                    "besieged": sure,
                    "besieged_filtered": sure,
                }
            )
    for fact in told:
        if fact.kind == "event" and fact.type in ("capture", "hold", "encircle", "enter", "clash"):
            assert fact.place is not None
            evidence.append(
                {
                    "place_id": fact.place.id,
                    "date": pd.Timestamp(fact.end),
                    "fact": fact.id,
                    "report": fact.report,
                    "says": fact.type,
                    "weight": 1.2,
                    "about": "control",
                }
            )
    return Control.of(
        {
            name: frame(Control, name, rows)
            for name, rows in (
                ("places", places),
                ("states", states),
                ("sieges", sieges),
                ("evidence", evidence),
            )
        }
    )


def openings(told: list[Fact]) -> Openings:
    forecast, curve, evidence = [], [], []
    course = {
        "gn:379260": (
            date(2025, 10, 18),
            4.0,
            0.62,
            "army",
            date(2025, 9, 12),
            "Closed for 38 days, "
            "entered from the north, a third of its named quarters taken; half of past "
            "sieges at this stage opened within 8 days.",
        ),
        "gn:380129": (
            date(2025, 10, 20),
            6.0,
            0.5,
            "army",
            date(2025, 10, 12),
            "Its garrison is "
            "surrounded and shelled daily, but no report says that the town was entered.",
        ),
        "gn:204318": (
            date(2025, 11, 1),
            8.0,
            0.45,
            "fardc",
            None,
            "Attackers stand on the plain north of it; the lake and the road to Baraka are open.",
        ),
    }
    for town, (middle, width, high, side, since, why) in course.items():
        for day in _days():
            week = _ramp(day, middle, width, 0.03, high)
            closed = since is not None and day >= since
            forecast.append(
                {
                    "place_id": town,
                    "as_of": pd.Timestamp(day),
                    "status": "closed" if closed else "contested",
                    "closed_since": pd.Timestamp(since) if closed else pd.NaT,
                    "held_by": side,
                    "encircled_since": pd.Timestamp(since) if closed else pd.NaT,
                    "offensive_since": pd.NaT,
                    "entered_since": pd.Timestamp(2025, 10, 18)
                    if town == "gn:379260" and day >= date(2025, 10, 18)
                    else pd.NaT,
                    "quarters_taken": 0.33,
                    "opened_on": pd.NaT,
                    "p_24h": week / 5.5,
                    "p_7d": week,
                    "p_30d": 1 - (1 - week) ** 3,
                    "q10_days": 1.4 / max(week, 0.05),
                    "q50_days": 4.5 / max(week, 0.05),
                    "q90_days": 26 / week if week > 0.2 else float("nan"),
                    "why": why,
                    "p_24h_low": week / 9,
                    "p_24h_high": min(1.0, week / 4),
                    "p_7d_low": week * 0.62,
                    "p_7d_high": min(1.0, week * 1.35),
                }
            )
        last = forecast[-1]["p_7d"]
        rate = -np.log(1 - last) / 7
        for n in range(181):
            curve.append({"place_id": town, "day": n, "p_open": float(1 - np.exp(-rate * n))})
    for fact in told:
        if fact.kind == "event" and fact.type in ("encircle", "enter", "capture"):
            assert fact.place is not None
            evidence.append(
                {
                    "place_id": fact.place.parent or fact.place.id,
                    "covariate": {"encircle": "encircled", "enter": "entered"}.get(
                        fact.type, "quarters"
                    ),
                    "fact": fact.id,
                    "says": fact.type,
                }
            )
    model = [{"parameter": "shape", "value": 0.87, "se": 0.09, "note": "Weibull shape, no unit"}]
    return Openings.of(
        {
            name: frame(Openings, name, rows)
            for name, rows in (
                ("forecast", forecast),
                ("curve", curve),
                ("evidence", evidence),
                ("model", model),
            )
        }
    )
