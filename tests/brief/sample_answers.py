"""What the later stages might make of the made-up week: people, needs and stock."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from firstlight.movement.result import Movement
from firstlight.needs.result import Needs
from firstlight.records import Fact
from firstlight.staging.result import Staging
from tests.brief.sample_tables import frame
from tests.brief.sample_words import PLACES

RUNS = 200

GOALS = [
    # origin, id, name, country, lat, lon, kind, share, already, road estimated
    ("gn:379260", "gn:366323", "Tawila", "SD", 13.497, 24.879, "camp", 0.52, 380000.0, False),
    ("gn:379260", "gn:370481", "Mellit", "SD", 14.133, 25.55, "town", 0.16, np.nan, False),
    ("gn:379260", "gn:372801", "Kutum", "SD", 14.2, 24.667, "town", 0.12, np.nan, False),
    ("gn:379260", "gn:242246", "Tina", "TD", 15.03, 22.83, "camp", 0.20, 42000.0, True),
    ("gn:380129", "gn:370510", "Muglad", "SD", 11.034, 27.74, "town", 0.6, np.nan, False),
    ("gn:380129", "gn:381001", "An Nahud", "SD", 12.7, 28.43, "town", 0.4, np.nan, True),
    ("gn:204318", "gn:425378", "Bujumbura", "BI", -3.382, 29.361, "town", 0.3, np.nan, False),
    ("gn:204318", "fl:bi-gatumba", "Gatumba", "BI", -3.328, 29.25, "camp", 0.45, 31000.0, False),
    ("gn:204318", "gn:219414", "Baraka", "CD", -4.104, 29.094, "town", 0.25, np.nan, True),
]
TOWNS = {"gn:379260": "El Fasher", "gn:380129": "Babanusa", "gn:204318": "Uvira"}


def movement(told: list[Fact]) -> Movement:
    rng = np.random.default_rng(7)
    numbers = {
        "gn:379260": (260000, 0.25, 0.62),
        "gn:380129": (17000, 0.45, 0.35),
        "gn:204318": (210000, 0.1, 0.12),
    }
    openings, draws = [], []
    for town, (inside, spread, week) in numbers.items():
        for run in range(RUNS):
            opened = rng.exponential(7 / -np.log(1 - week))
            people = inside * rng.lognormal(0, spread)
            out = people * rng.beta(2, 3)
            left = {h: round(out * (1 - np.exp(-max(0.0, h - opened) / 4))) for h in (1, 7, 30)}
            openings.append(
                {
                    "run": run,
                    "origin": town,
                    "opened_day": opened if opened <= 30 else np.nan,
                    "inside": people,
                    **{f"left_{h}": n for h, n in left.items()},
                }
            )
            goals = [goal for goal in GOALS if goal[0] == town]
            shares = rng.dirichlet([8 * goal[7] for goal in goals])
            for goal, share in zip(goals, shares, strict=True):
                for horizon, people_out in left.items():
                    if people_out * share >= 1:
                        draws.append(
                            {
                                "run": run,
                                "origin": town,
                                "destination": goal[1],
                                "horizon_days": horizon,
                                "people": round(people_out * share),
                            }
                        )
    table = pd.DataFrame(draws)
    arrivals = []
    for goal in GOALS:
        for horizon in (1, 7, 30):
            mine = table[(table["destination"] == goal[1]) & (table["horizon_days"] == horizon)]
            people = mine.set_index("run")["people"].reindex(range(RUNS), fill_value=0)
            low, middle, high = people.quantile([0.05, 0.5, 0.95])
            arrivals.append(
                {
                    "origin": goal[0],
                    "destination": goal[1],
                    "name": goal[2],
                    "country": goal[3],
                    "lat": goal[4],
                    "lon": goal[5],
                    "horizon_days": horizon,
                    "q05": low,
                    "q50": middle,
                    "q95": high,
                    "mean": people.mean(),
                    "estimated_road": goal[9],
                }
            )
    ids: dict[str, list[str]] = {}
    for fact in told:
        if fact.kind == "estimate" and fact.place and fact.place.id:
            ids.setdefault(f"{fact.place.id} {fact.measure}", []).append(fact.id)
    fasher = ids["gn:379260 trapped"]
    people = [
        (
            "gn:379260",
            date(2025, 9, 15),
            190000,
            255000,
            320000,
            fasher[0],
            np.nan,
            "First number: some 260,000 trapped, not confirmed",
        ),
        (
            "gn:379260",
            date(2025, 10, 12),
            96000,
            128000,
            190000,
            fasher[1],
            0.5,
            "Partners now believe up to 130,000",
        ),
        ("gn:379260", date(2025, 10, 18), 98000, 129000, 188000, "", np.nan, "Fewer than 500 left"),
        (
            "gn:379260",
            date(2025, 10, 19),
            180000,
            252000,
            330000,
            fasher[2],
            2.0,
            "Twice as many as believed a week ago",
        ),
        (
            "gn:380129",
            date(2025, 10, 18),
            9000,
            17000,
            34000,
            ",".join(ids["gn:380129 trapped"]),
            np.nan,
            "Two numbers that differ: 12,000 and 30,000",
        ),
        (
            "gn:204318",
            date(2025, 10, 16),
            180000,
            210000,
            240000,
            ",".join(ids["gn:204318 population"]),
            np.nan,
            "About 210,000 live in the town",
        ),
    ]
    roads = [
        {
            "from_id": g[0],
            "from_name": TOWNS[g[0]],
            "from_lat": next(p.lat for p in PLACES.values() if p.id == g[0]),
            "from_lon": next(p.lon for p in PLACES.values() if p.id == g[0]),
            "to_id": g[1],
            "to_name": g[2],
            "to_lat": g[4],
            "to_lon": g[5],
            "km": 60.0,
            "source": "great circle × 1.3" if g[9] else "road table of the case",
            "estimated": g[9],
        }
        for g in GOALS
    ]
    return Movement.of(
        {
            name: frame(Movement, name, rows)
            for name, rows in (
                (
                    "people",
                    [
                        dict(
                            zip(
                                (
                                    "place_id",
                                    "date",
                                    "q05",
                                    "q50",
                                    "q95",
                                    "facts",
                                    "revision",
                                    "says",
                                ),
                                (r[0], pd.Timestamp(r[1]), *r[2:]),
                                strict=True,
                            )
                        )
                        for r in people
                    ],
                ),
                (
                    "displaced",
                    [
                        {
                            "place_id": "gn:379260",
                            "date": pd.Timestamp(2025, 10, 12),
                            "low": 3060,
                            "best": 3400,
                            "high": 3740,
                            "facts": ids["gn:379260 fled"][0],
                        },
                        {
                            "place_id": "gn:380129",
                            "date": pd.Timestamp(2025, 10, 17),
                            "low": 1900,
                            "best": 1900,
                            "high": 1900,
                            "facts": ids["gn:380129 displaced"][0],
                        },
                    ],
                ),
                ("departures", []),
                ("arrivals", arrivals),
                ("draws", draws),
                ("openings", openings),
                ("roads", roads),
                (
                    "destinations",
                    [
                        {
                            "place_id": g[1],
                            "name": g[2],
                            "country": g[3],
                            "lat": g[4],
                            "lon": g[5],
                            "kind": g[6],
                            "already": g[8],
                            "facts": ",".join(ids.get(f"{g[1]} displaced", [])),
                        }
                        for g in GOALS
                    ],
                ),
                ("parameters", []),
            )
        }
    )


def needs(moved: Movement) -> Needs:
    items = [
        ("water_m3", "m³", 0.015, True, "Water supply standard 2.1", "Sphere 2018", "106"),
        ("food_ration", "ration", 1.0, True, "General food basket", "WFP", "–"),
        ("tent_5p", "tent", 0.2, False, "Covered living space", "Sphere 2018", "254"),
        ("latrine_slab", "slab", 0.02, False, "Access to toilets", "Sphere 2018", "117"),
    ]
    needs, current = [], []
    for row in moved.arrivals.to_dict("records"):
        for item, unit, each, daily, standard, source, page in items:
            times = each * (row["horizon_days"] if daily else 1)
            base = {
                "destination": row["destination"],
                "name": row["name"],
                "country": row["country"],
                "lat": row["lat"],
                "lon": row["lon"],
                "horizon_days": row["horizon_days"],
                "item": item,
                "unit": unit,
                "standard": standard,
                "source": source,
                "page": page,
            }
            needs.append(
                base
                | {q: row[q] * times for q in ("q05", "q50", "q95", "mean")}
                | {"people_q50": row["q50"]}
            )
            if row["destination"] == "gn:366323":
                here = 380000 * times
                current.append(
                    base
                    | dict.fromkeys(("q05", "q50", "q95", "mean"), here)
                    | {"people_q50": 380000}
                )
    standards = [{"item": i[0], "standard": i[4], "source": i[5], "page": i[6]} for i in items]
    return Needs.of(
        {
            "needs": frame(Needs, "needs", needs),
            "current": frame(Needs, "current", current),
            "standards": frame(Needs, "standards", standards),
        }
    )


def staging() -> Staging:
    plan = [
        ("tina", "Tina store", "water_m3", "m³", 90, 2400, 2490, 12000),
        ("tina", "Tina store", "food_ration", "ration", 0, 310000, 310000, 186000),
        ("tina", "Tina store", "tent_5p", "tent", 600, 1150, 1750, 391000),
        ("tina", "Tina store", "latrine_slab", "slab", 0, 900, 900, 54000),
        ("bujumbura", "Bujumbura store", "food_ration", "ration", 40000, 26000, 66000, 15600),
        ("bujumbura", "Bujumbura store", "tent_5p", "tent", 0, 320, 320, 108800),
    ]
    unmet = [
        ("gn:366323", "Tawila", "tent_5p", "tent", 5200, 0, 3400, 9800, 0.12, 0.35, 0.81),
        ("gn:366323", "Tawila", "water_m3", "m³", 1900, 0, 0, 2600, 0.41, 1.0, 0.22),
        ("gn:242246", "Tina", "tent_5p", "tent", 1400, 0, 0, 1900, 0.3, 1.0, 0.17),
        ("fl:bi-gatumba", "Gatumba", "latrine_slab", "slab", 20, 0, 0, 60, 0.5, 1.0, 0.08),
    ]
    keys = {
        "plan": ("hub", "hub_name", "item", "unit", "in_stock", "buy", "to_stage", "cost_usd"),
        "unmet": (
            "destination",
            "destination_name",
            "item",
            "unit",
            "need_q50",
            "q05",
            "q50",
            "q95",
            "share_met_q05",
            "share_met_q50",
            "probability_any",
        ),
        "moves": (
            "hub",
            "destination",
            "destination_name",
            "item",
            "unit",
            "q05",
            "q50",
            "q95",
            "km",
        ),
        "summary": ("measure", "label", "unit", "value", "q05", "q50", "q95"),
        "margins": ("what", "effect", "value", "unit"),
        "trucks": ("hub", "hub_name", "trucks", "to_have", "busy_q50", "busy_q95"),
        "notes": ("note",),
        "today": ("action", "why", "share_of_scenarios", "cost_usd"),
    }
    values: dict[str, list[tuple[Any, ...]]] = {
        "plan": plan,
        "unmet": unmet,
        "moves": [
            ("tina", "gn:366323", "Tawila", "food_ration", "ration", 0, 118000, 302000, 341.0),
            ("tina", "gn:242246", "Tina", "tent_5p", "tent", 0, 260, 900, 4.0),
        ],
        "trucks": [("tina", "Tina store", 14, 16, 9.0, 16.0)],
        "notes": [("The road from Tina store to Tawila is taken to be open.",)],
        "summary": [
            ("cost_now_usd", "Cost now", "USD", 767400.0, np.nan, np.nan, np.nan),
            (
                "cost_total_usd",
                "Cost with transport",
                "USD",
                np.nan,
                790000.0,
                1_020_000.0,
                1_480_000.0,
            ),
            (
                "people_unmet_shelter",
                "People without shelter after 7 days",
                "people",
                np.nan,
                0.0,
                17000.0,
                49000.0,
            ),
        ],
        "margins": [
            (
                "One more truck at Tina store",
                "moves about 38 t more within 7 days and leaves "
                "about 600 fewer people without shelter",
                600.0,
                "people",
            ),
            (
                "One more day of warning",
                "leaves about 2,100 fewer people without shelter",
                2100.0,
                "people",
            ),
        ],
        "today": [
            (
                "Order 1,150 family tents to Tina store",
                "Tents lack in most scenarios and take longest to come.",
                0.83,
                391000.0,
            ),
            (
                "Fill the water tanks at Tina store",
                "Water is needed in the first hours.",
                0.79,
                12000.0,
            ),
        ],
    }
    return Staging.of(
        {
            name: frame(
                Staging,
                name,
                [dict(zip(keys[name], row, strict=True)) for row in values[name]]
                if name in keys
                else [],
            )
            for name in Staging.COLUMNS
        }
    )
