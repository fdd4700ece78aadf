"""Events under ACLED's column and category names, for those whose tools read these.

Only what happened is written (status `actual` or `ongoing`); flight, return, hunger and aid have no
category there and are left to facts.jsonl. `fatalities` is empty, not 0, where no number is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from firstlight.brief.wording import names
from firstlight.records import Actor, Event, Fact, Party, Report

BATTLE = "Battles"
REMOTE = "Explosions/Remote violence"
CIVILIANS = "Violence against civilians"
STRATEGIC = "Strategic developments"

CATEGORIES: dict[str, tuple[str, str]] = {
    "capture": (BATTLE, "Non-state actor overtakes territory"),
    "hold": (STRATEGIC, "Headquarters or base established"),
    "enter": (STRATEGIC, "Non-violent transfer of territory"),
    "advance": (BATTLE, "Armed clash"),
    "offensive": (BATTLE, "Armed clash"),
    "encircle": (STRATEGIC, "Other"),
    "relieve": (STRATEGIC, "Other"),
    "withdraw": (STRATEGIC, "Non-violent transfer of territory"),
    "clash": (BATTLE, "Armed clash"),
    "airstrike": (REMOTE, "Air/drone strike"),
    "shelling": (REMOTE, "Shelling/artillery/missile attack"),
    "explosion": (REMOTE, "Remote explosive/landmine/IED"),
    "attack": (CIVILIANS, "Attack"),
    "abuse": (CIVILIANS, "Attack"),
    "abduct": (CIVILIANS, "Abduction/forced disappearance"),
    "ceasefire": (STRATEGIC, "Agreement"),
    "defect": (STRATEGIC, "Change to group/activity"),
}
"""Event type to (event_type, sub_event_type); types without a category are absent."""

STATE = re.compile(
    r"\b(government|army|armed forces|military|police|troops|national guard|navy|air force)\b", re.I
)
SEXUAL = re.compile(r"\b(rape[ds]?|sexual)", re.I)
SUICIDE = re.compile(r"\bsuicide\b", re.I)
PRECISION = {"exact": 1, "within": 2, "near": 2, "area": 3, "unknown": 3}

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type",
    "sub_event_type", "actor1", "actor2", "civilian_targeting", "country", "location", "latitude",
    "longitude", "geo_precision", "source", "notes", "fatalities", "tags", "attribution",
)  # fmt: skip


def acled_rows(
    facts: Iterable[Fact], reports: Sequence[Report], actors: Sequence[Actor], attribution: str
) -> list[dict[str, Any]]:
    """One row for each dated event that has a category, in the order of `facts`."""
    titles = {report.id: report.title or report.id for report in reports}
    canonical = {actor.id: actor.name for actor in actors}
    return [
        _row(fact, titles.get(fact.report, fact.report), canonical, attribution)
        for fact in facts
        if isinstance(fact, Event)
        and fact.type in CATEGORIES
        and fact.status in ("actual", "ongoing")
        and (fact.start or fact.end)
    ]


def category(event: Event, canonical: dict[str, str]) -> tuple[str, str]:
    """ACLED's event type and sub-event type.

    Whether the taker of a place is the state is read from its name ("army", "government" ...),
    since a case's sides do not say so.
    """
    kind, sub = CATEGORIES[event.type]
    takers = " ".join(f"{canonical.get(one.id or '', '')} {one.name}" for one in event.actors)
    if event.type == "capture" and STATE.search(takers):
        sub = "Government regains territory"
    elif event.type == "abuse" and SEXUAL.search(event.text):
        sub = "Sexual violence"
    elif event.type == "explosion" and SUICIDE.search(event.text):
        sub = "Suicide bomb"
    elif event.type == "attack" and any(party.id for party in event.targets):
        kind, sub = BATTLE, "Armed clash"
    return kind, sub


def _row(event: Event, source: str, canonical: dict[str, str], attribution: str) -> dict[str, Any]:
    kind, sub = category(event, canonical)
    first, last = event.start or event.end, event.end or event.start
    assert first is not None and last is not None
    span = (last - first).days if event.start and event.end else 31
    place = event.place
    deaths = event.fatalities
    return {
        "event_id_cnty": event.id,
        "event_date": first.isoformat(),
        "year": first.year,
        "time_precision": 1 if span == 0 else 2 if span <= 7 else 3,
        "disorder_type": STRATEGIC if kind == STRATEGIC else "Political violence",
        "event_type": kind,
        "sub_event_type": sub,
        "actor1": _named(event.actors, canonical),
        "actor2": _named(event.targets, canonical),
        "civilian_targeting": "Civilian targeting" if kind == CIVILIANS else "",
        "country": place.country if place else None,
        "location": place.name if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "geo_precision": PRECISION[place.precision] if place else None,
        "source": source,
        "notes": event.text,
        "fatalities": None if deaths is None else deaths.low or deaths.high,
        "tags": f"status={event.status}; confidence={event.confidence:.2f}",
        "attribution": attribution,
    }


def _named(parties: Sequence[Party], canonical: dict[str, str]) -> str:
    known = [Party(canonical.get(party.id or "", party.name)) for party in parties]
    return names(known)
