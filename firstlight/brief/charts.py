"""The page's charts as Plotly figures in plain dictionaries: few lines, named where they end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from typing import Any

from firstlight.brief.fronts import Front
from firstlight.brief.plain import chance, day, interval, number
from firstlight.brief.rows import Row

Figure = dict[str, Any]

INK, SOFT, ACCENT = "#1d2226", "#5c666e", "#0b5a6b"
FAINT = "rgba(11, 90, 107, 0.14)"
HORIZONS = (("p_30d", "30 days", "#8fa3ab", "dot"), ("p_7d", "7 days", ACCENT, "solid"),
            ("p_24h", "24 hours", INK, "dash"))  # fmt: skip
MOST_DAYS = 120
"""A trend shows the last four months; what was before stands in the claims."""


def trend(town: Front) -> Figure | None:
    """The chance of opening as it was judged on each day; None with fewer than two days."""
    history = [row for row in town.history if row["p_7d"] is not None][-MOST_DAYS:]
    if len(history) < 2:
        return None
    x = [row["as_of"].isoformat() for row in history]
    data: list[dict[str, Any]] = _band(history, x)
    ends = []
    for key, label, colour, dash in HORIZONS:
        y = [None if row[key] is None else round(100 * row[key], 1) for row in history]
        data.append(
            {
                "type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "text",
                "text": [f"{day(r['as_of'])}: {chance(r[key])} within {label}" for r in history],
                "line": {"color": colour, "dash": dash, "width": 2},
            }
        )  # fmt: skip
        if y[-1] is not None:
            ends.append((y[-1], label, colour))
    return _figure(data, _share_axis(), {"type": "date"}, _end_labels(ends))


def _band(history: Sequence[Row], x: Sequence[str]) -> list[dict[str, Any]]:
    """The 5–95% interval of the 7-day chance where the forecast has one."""
    low, high = ([row[f"p_7d_{end}"] for row in history] for end in ("low", "high"))
    if any(value is None for value in (*low, *high)):
        return []
    edge = {"type": "scatter", "mode": "lines", "x": x, "line": {"width": 0}, "hoverinfo": "skip"}
    return [
        {**edge, "y": [round(100 * value, 1) for value in high]},
        {**edge, "y": [round(100 * value, 1) for value in low], "fill": "tonexty",
         "fillcolor": FAINT},
    ]  # fmt: skip


def curve(town: Front, today: date | None) -> Figure | None:
    """The chance that it stands open by each coming day, up to 60 days; None without a curve."""
    points = [row for row in town.curve if row["p_open"] is not None and row["day"] <= 60]
    if len(points) < 2:
        return None
    x: list[Any] = [
        (today + timedelta(days=int(row["day"]))).isoformat() if today else int(row["day"])
        for row in points
    ]
    data = [
        {
            "type": "scatter", "mode": "lines", "x": x, "hoverinfo": "text",
            "y": [round(100 * row["p_open"], 1) for row in points],
            "text": [f"by day {int(row['day'])}: {chance(row['p_open'])}" for row in points],
            "line": {"color": ACCENT, "width": 2}, "fill": "tozeroy", "fillcolor": FAINT,
        }
    ]  # fmt: skip
    axis = {"type": "date"} if today else {"title": {"text": "days from now"}}
    notes = []
    for ahead in (7, 30):
        at = next((row for row in points if row["day"] == ahead), None)
        if at:
            notes.append(
                {
                    "x": x[points.index(at)], "y": round(100 * at["p_open"], 1),
                    "text": f"{ahead} days: {chance(at['p_open'])}", "showarrow": True,
                    "arrowhead": 0, "arrowcolor": SOFT, "arrowwidth": 1,
                    "ax": 36, "ay": 26 if at["p_open"] > 0.18 else -30,
                    "font": {"color": INK, "size": 12}, "bgcolor": "rgba(255,255,255,0.8)",
                }
            )  # fmt: skip
    return _figure(data, _share_axis(), axis, notes, right=24)


def people(town: Front, today: date | None) -> Figure | None:
    """People believed inside, as a step line in its 5–95% band; None where it never changed."""
    belief = [row for row in town.people if row["q50"] is not None][-MOST_DAYS:]
    if len({(row["q05"], row["q50"], row["q95"]) for row in belief}) < 2:
        return None
    if today and belief[-1]["date"] < today:
        belief = [*belief, Row(belief[-1] | {"date": today, "revision": None})]
    x = [row["date"].isoformat() for row in belief]
    edge = {"type": "scatter", "mode": "lines", "x": x, "hoverinfo": "skip"}
    none = {"width": 0, "shape": "hv"}
    data: list[dict[str, Any]] = [
        {**edge, "y": [row["q95"] for row in belief], "line": none},
        {**edge, "y": [row["q05"] for row in belief], "line": none, "fill": "tonexty",
         "fillcolor": FAINT},
        {**edge, "y": [row["q50"] for row in belief], "hoverinfo": "text",
         "text": [f"{day(row['date'])}: about {number(row['q50'])} "
                  f"({interval(row['q05'], row['q95'])})" for row in belief],
         "line": {"color": ACCENT, "width": 2, "shape": "hv"}},
    ]  # fmt: skip
    notes = [
        {
            "x": row["date"].isoformat(), "y": row["q50"], "showarrow": True, "arrowhead": 0,
            "arrowcolor": SOFT, "arrowwidth": 1, "ax": -44, "ay": -26,
            "text": f"× {row['revision']:.1f}", "font": {"color": INK, "size": 12},
        }
        for row in belief
        if row["revision"] is not None and (row["revision"] >= 1.5 or row["revision"] <= 2 / 3)
    ]  # fmt: skip
    return _figure(data, {"rangemode": "tozero", "tickformat": ",.0f"}, {"type": "date"}, notes,
                   right=24)  # fmt: skip


def label(text: str) -> str:
    """Text for a label of Plotly's, which would read tags in it as markup."""
    return escape(text, quote=False)


def _share_axis() -> dict[str, Any]:
    return {"range": [0, 104], "tickvals": [0, 25, 50, 75, 100],
            "ticktext": ["0%", "25%", "50%", "75%", "100%"]}  # fmt: skip


def _end_labels(ends: Sequence[tuple[float, str, str]]) -> list[dict[str, Any]]:
    """A name at the right end of each line, moved apart where two lines end close together."""
    placed: list[tuple[float, str, str]] = []
    for y, text, colour in sorted(ends):
        if placed and y - placed[-1][0] < 12:
            y = placed[-1][0] + 12
        placed.append((y, text, colour))
    over = max(0.0, placed[-1][0] - 102) if placed else 0.0
    return [
        {
            "x": 1, "xref": "paper", "xanchor": "left", "xshift": 6, "y": y - over,
            "yanchor": "middle", "text": text, "showarrow": False,
            "font": {"color": INK if colour.startswith("#8") else colour, "size": 12},
        }
        for y, text, colour in placed
    ]  # fmt: skip


def _figure(
    data: list[dict[str, Any]],
    y: dict[str, Any],
    x: dict[str, Any],
    notes: list[dict[str, Any]],
    right: int = 62,
) -> Figure:
    plain = {"fixedrange": True, "zeroline": False, "showline": False, "ticks": "",
             "automargin": True, "tickfont": {"color": SOFT, "size": 12}}  # fmt: skip
    if x.get("type") == "date":
        x = {**x, "tickformat": "%-d %b", "nticks": 5}
    return {
        "data": data,
        "layout": {
            "height": 220, "margin": {"l": 8, "r": right, "t": 10, "b": 8}, "showlegend": False,
            "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
            "hovermode": "closest", "annotations": notes, "dragmode": False,
            "xaxis": {**plain, "showgrid": False, **x},
            "yaxis": {**plain, "gridcolor": "#e4e7e9", "nticks": 5, **y},
        },
    }  # fmt: skip
