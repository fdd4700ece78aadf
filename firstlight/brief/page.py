"""One self-contained page: the answer first, then what it rests on. Opens from disk, offline.

Nothing is loaded from anywhere: style, script, charts and data stand in the file, and the page's
own content security policy allows exactly these scripts (by their SHA-256) and no connection.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from firstlight.brief import charts, maps, stock, tables
from firstlight.brief.answer import lines
from firstlight.brief.claims import ELSEWHERE, Book, Claim, anchor, book
from firstlight.brief.fronts import Front, as_of, fronts
from firstlight.brief.plain import chance, day, plural
from firstlight.brief.rows import rows
from firstlight.brief.sections import section
from firstlight.brief.sources import marked
from firstlight.brief.totals import arriving
from firstlight.records import Estimate, Fact, Report

if TYPE_CHECKING:
    import pandas as pd

    from firstlight.control.result import Control
    from firstlight.movement.result import Movement
    from firstlight.needs.result import Needs
    from firstlight.openings.result import Openings
    from firstlight.settings import Settings
    from firstlight.staging.result import Staging

INTERVAL = re.compile(r"(?<=[\d%])–(?=\d)")

MOST_FRONTS = 12
"""Towns with a section and a map of their own; more would bury the answer."""

CITED = 6
"""Sentences linked beside one statement; the others stand in the front's list of claims."""


def render(
    case_name: str,
    settings: Settings,
    reports: Sequence[Report],
    facts: Sequence[Fact],
    control: Control,
    openings: Openings,
    movement: Movement,
    needs: Needs,
    staging: Staging,
    *,
    outline: maps.Outline | None = None,
    notes: Sequence[str] = (),
    credits: Sequence[str] = (),
) -> str:
    """The brief as the text of one HTML file (about 5 MB, nearly all of it Plotly).

    `outline` maps (west, south, east, north) in degrees to polylines of (lon, lat): coasts and
    borders for the maps. `notes` are sentences about this run, such as reports that could not be
    read. `credits` name the sources of place packs. Text from reports, names and settings is
    escaped wherever it stands.
    """
    today = as_of(settings, reports, openings)
    towns = fronts(control, openings, movement)
    followed, others = towns[:MOST_FRONTS], towns[MOST_FRONTS:]
    names = {town.id: town.name for town in followed}
    claims = book(facts, reports, names, control, openings, movement, today)
    totals = {horizon: arriving(movement, settings, horizon) for horizon, _ in tables.HORIZONS}
    looks = maps.looks(control, settings)
    sections = [section(town, claims, openings, settings, today) for town in followed]
    data = {
        "days": [one.isoformat() for one in maps.calendar(control)],
        "looks": looks,
        "panels": [
            {**panel, "anchor": anchor(panel["id"])}
            for panel in maps.panels(followed, control, movement, settings, outline, looks)
        ],
        "charts": _charts(followed, today),
    }
    answer = lines(settings, reports, facts, control, openings, movement, needs, staging)
    context = {
        "case_name": case_name or settings.case.name,
        "today": today,
        "reports": sorted(reports, key=lambda one: (one.published or date.max, one.id)),
        "undated": [report for report in reports if not report.published],
        "facts": facts,
        "has_estimates": any(isinstance(fact, Estimate) for fact in facts),
        "settings": settings,
        "answer": answer,
        "alerts": [change for section in sections for change in section.alerts],
        "sections": sections,
        "others": others,
        "book": claims,
        "elsewhere": claims.by_front.get(ELSEWHERE, []),
        "arrivals": tables.arrivals(followed, movement, totals),
        "needs": tables.needs_by_place(needs),
        "stock": stock.stock(staging),
        "unmet": stock.unmet(staging),
        "moves": stock.moves(staging),
        "summary": stock.summary(staging),
        "actions": stock.actions(staging),
        "margins": rows(staging.margins),
        "model": rows(openings.model),
        "trucks": stock.trucks(staging),
        "staging_notes": [str(row["note"]) for row in rows(staging.notes)],
        "unmet_days": max((row["horizon_days"] or 0 for row in rows(staging.unmet)), default=0),
        "parameters": rows(movement.parameters),
        "place_sources": list(credits),
        "road_sources": _sources(movement.roads),
        "standard_sources": _sources(needs.standards),
        "looks": looks,
        "data": data,
        "days": data["days"],
        "notes": list(notes),
    }
    return _fill(context)


def _sources(frame: pd.DataFrame) -> list[str]:
    return sorted({str(row["source"]) for row in rows(frame) if row["source"]})


def _charts(towns: Sequence[Front], today: date | None) -> dict[str, charts.Figure]:
    found: dict[str, charts.Figure | None] = {}
    for town in towns:
        at = anchor(town.id)
        found[f"trend-{at}"] = None if town.is_open else charts.trend(town)
        found[f"curve-{at}"] = None if town.is_open else charts.curve(town, today)
        found[f"people-{at}"] = charts.people(town, today)
    return {name: figure for name, figure in found.items() if figure is not None}


def script_json(data: Any) -> str:
    """JSON that may stand in a `<script>`: no `<`, `>`, `&` or line separator survives in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _policy(*scripts: str) -> str:
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in scripts
    )
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _fill(context: dict[str, Any]) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=PackageLoader("firstlight.brief", "."),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_unbroken,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    plotly, script = _plotly(), _file("page.js")
    claims: Book = context["book"]

    def cited(ids: Sequence[str]) -> dict[str, Any]:
        known: list[Claim] = claims.known(ids)
        return {"claims": known[:CITED], "more": len(known) - CITED}

    def source(report: Report) -> Markup:
        return marked(report.text, claims.by_report.get(report.id, []))

    environment.tests["startingwith"] = str.startswith
    environment.filters["lower_first"] = lambda text: text[:1].lower() + text[1:]
    environment.globals.update(
        cited=cited, source=source, anchor=anchor, day=day, plural=plural, chance=chance
    )
    # These three are ours, not the reports'; the JSON is escaped for where it stands.
    return environment.get_template("template.html").render(
        **context,
        style=Markup(_file("style.css")),
        plotly=Markup(plotly),
        script=Markup(script),
        data_json=Markup(script_json(context["data"])),
        policy=_policy(plotly, script),
    )


def _unbroken(value: Any) -> Any:
    """An interval is not broken at its dash; markup and the reports' own words stay as they are."""
    if type(value) is str and "–" in value:
        return INTERVAL.sub("\u2060–\u2060", value)
    return value


@cache
def _file(name: str) -> str:
    return (files("firstlight.brief") / name).read_text(encoding="utf-8")


@cache
def _plotly() -> str:
    from plotly.offline import get_plotlyjs

    return str(get_plotlyjs())
