"""When closed places open: a distribution for every front and every day of a case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from firstlight.errors import FirstlightError
from firstlight.frames import Columns, empty
from firstlight.openings import phases, sieges, signs
from firstlight.openings.durations import Array
from firstlight.openings.result import Openings
from firstlight.openings.sentence import why
from firstlight.openings.signs import Sign, Town
from firstlight.openings.standing import Holding, Standing, stand
from firstlight.openings.survival import HORIZON, UNNAMED_QUARTERS, Hazards, fit
from firstlight.records import Fact, Report
from firstlight.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

    from firstlight.control.result import Control

LEAST, MOST = 0.005, 0.98
"""Bounds of a probability while the place is not known to be open: the table is short."""


def forecast(
    facts: Sequence[Fact],
    reports: Sequence[Report],
    control: Control,
    settings: Settings,
    *,
    progress: Callable[[float], None] | None = None,
) -> Openings:
    """For each front, the chance that it opens within 24 hours, 7 and 30 days, day by day.

    facts: of any kinds; events that are actual or ongoing count. reports: those that the facts
    name, for their dates of publication. control: who holds what, from the same facts.

    Each day's row rests on what was published by that day, and on past sieges as far as they were
    known at the beginning of the case (or of that year): the table's rows for these very places
    and dates are left out, those still going on are censored. Without fronts the tables are empty.
    Raises FirstlightError where neither the reports nor the settings give a date.
    """
    dated = [report.published for report in reports if report.published]
    as_of = settings.case.as_of or max(dated, default=None)
    if not facts or not len(control.places):
        return Openings(**{name: empty(columns) for name, columns in Openings.COLUMNS.items()})
    if as_of is None:
        raise FirstlightError(
            "No report has a date of publication; give --published or set as_of under [case]."
        )
    where = signs.Map(control)
    found = signs.read(facts, reports, where, settings, as_of)
    towns = signs.fronts(found, where, settings)
    if not towns:
        return Openings(**{name: empty(columns) for name, columns in Openings.COLUMNS.items()})
    told = {fact.report for fact in facts}
    first = min((r.published for r in reports if r.published and r.id in told), default=as_of)
    first = min(first, as_of)
    history = _History(towns, first, as_of, settings.run.seed)
    rows: list[dict[str, Any]] = []
    curves: list[dict[str, Any]] = []
    evidence: list[dict[str, Any]] = []
    names = {side.id: side.name for side in settings.sides}
    for number, town in enumerate(towns):
        holding = Holding(control, town)
        told_of = found.get(town.id, [])
        for day in _days(first, as_of):
            standing = stand(told_of, holding, day)
            outlook = _outlook(standing, history.on(day))
            rows.append(_row(town, standing, outlook, history.on(day), names))
        curves += _curve(town, standing, outlook)
        evidence += _evidence(town, standing, control)
        if progress:
            progress((number + 1) / len(towns))
    return Openings(
        forecast=_frame(rows, "forecast"),
        curve=_frame(curves, "curve"),
        evidence=_frame(evidence, "evidence"),
        model=_frame(history.on(as_of).parameters(), "model"),
    )


@dataclass(frozen=True, slots=True)
class _Outlook:
    """mean: P(open by day j), j = 0..HORIZON; draws: the same for each draw of the parameters."""

    mean: Array
    draws: Array


class _History:
    """The fit that a forecast of a given day may use; made anew for each calendar year."""

    def __init__(self, towns: Sequence[Town], first: date, last: date, seed: int) -> None:
        self._fronts = [(town.name, town.country) for town in towns]
        self._first, self._last, self._seed = first, last, seed
        self._fits: dict[date, Hazards] = {}

    def on(self, day: date) -> Hazards:
        cut = max(self._first, date(day.year, 1, 1))
        if cut not in self._fits:
            period = (self._first, self._last)
            past = sieges.usable(sieges.load(), cut, self._fronts, period)
            self._fits[cut] = fit(phases.all_spells(past), seed=self._seed)
        return self._fits[cut]


def _outlook(standing: Standing, hazards: Hazards) -> _Outlook | None:
    """None where the reports do not say whether the place is closed."""
    if standing.status == "unclear":
        return None
    if standing.status == "open":
        sure = np.ones((1, HORIZON + 1))
        return _Outlook(sure[0], sure)
    phase, days = standing.phase
    share = None
    if standing.quarters:
        share = len(standing.quarters_lost) / (len(standing.quarters) + UNNAMED_QUARTERS)
    draws = hazards.curve(phase, days, shut=standing.status == "closed", share=share)
    return _Outlook(draws.mean(axis=0), draws)


def _row(
    town: Town,
    standing: Standing,
    outlook: _Outlook | None,
    hazards: Hazards,
    names: dict[str, str],
) -> dict[str, Any]:
    phase, days = standing.phase
    closed = standing.status in ("closed", "contested")
    row: dict[str, Any] = {
        "place_id": town.id, "as_of": standing.day, "status": standing.status,
        "closed_since": standing.closed_since, "held_by": standing.held_by,
        "encircled_since": standing.encircled_since, "offensive_since": standing.offensive_since,
        "entered_since": standing.entered_since, "quarters_taken": standing.share,
        "opened_on": standing.opened_on, "beyond": "",
        "why": why(town, standing, hazards.spells, names),
        "phase": phase if closed else None, "days_in_phase": days if closed else None,
    }  # fmt: skip
    if outlook is None:
        return row
    bounds = (1.0, 1.0) if standing.status == "open" else (LEAST, MOST)
    for name, ahead in (("p_24h", 1), ("p_7d", 7), ("p_30d", 30)):
        row[name] = float(np.clip(outlook.mean[ahead], *bounds))
        low, high = np.quantile(outlook.draws[:, ahead], [0.05, 0.95])
        row[f"{name}_low"] = float(np.clip(low, *bounds))
        row[f"{name}_high"] = float(np.clip(high, *bounds))
    beyond = []
    for percent in (10, 50, 90):
        row[f"q{percent}_days"] = when = _quantile(outlook.mean, percent / 100)
        if when is None:
            beyond.append(f"q{percent}_days")
    row["beyond"] = ",".join(beyond)
    return row


def _quantile(curve: Array, share: float) -> float | None:
    """Days until the curve reaches the share, between whole days by a straight line."""
    reached = np.flatnonzero(curve >= share)
    if not reached.size:
        return None
    after = int(reached[0])
    if after == 0:
        return 0.0
    low, high = curve[after - 1], curve[after]
    return round(float(after - 1 + (share - low) / (high - low)), 1)


def _curve(town: Town, standing: Standing, outlook: _Outlook | None) -> list[dict[str, Any]]:
    if outlook is None:
        return []
    values = outlook.mean
    if standing.status != "open":
        values = np.concatenate([[0.0], np.clip(values[1:], LEAST, MOST)])
    return [
        {"place_id": town.id, "day": day, "p_open": float(value)}
        for day, value in enumerate(values)
    ]


def _evidence(town: Town, standing: Standing, control: Control) -> list[dict[str, Any]]:
    """The facts behind the last day's row."""
    rows: dict[tuple[str, str], dict[str, Any]] = {
        (sign.covariate, sign.fact): _cited(town, sign, standing.status == "open")
        for sign in standing.signs
    }
    told = control.evidence
    if len(told):
        told = told[told["place_id"].isin(standing.quarters_lost)]
        told = told[[day <= standing.day for day in _as_dates(told["date"])]]
        for one in told.to_dict("records"):
            rows["quarters", one["fact"]] = {
                "place_id": town.id, "covariate": "quarters", "fact": one["fact"],
                "says": one["says"],
            }  # fmt: skip
    return list(rows.values())


def _cited(town: Town, sign: Sign, opened: bool) -> dict[str, Any]:
    named = {"pushed": "attacked", "taken": "opened" if opened else "attacked"}
    covariate = named.get(sign.covariate, sign.covariate)
    return {"place_id": town.id, "covariate": covariate, "fact": sign.fact, "says": sign.says}


def _as_dates(column: pd.Series[Any]) -> list[date]:
    import pandas as pd

    return list(pd.to_datetime(column).dt.date)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _frame(rows: list[dict[str, Any]], table: str) -> pd.DataFrame:
    import pandas as pd

    columns: Columns = Openings.COLUMNS[table]
    if not rows:
        return empty(columns)
    frame = pd.DataFrame(rows, columns=list(columns))
    for name in columns:
        if name == "as_of" or name.endswith(("_since", "_on")):
            frame[name] = pd.to_datetime(frame[name]).astype("datetime64[ns]")
        elif name.startswith(("p_", "q", "days_")):
            frame[name] = frame[name].astype(float)
    return frame
