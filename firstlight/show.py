"""A fact as a person wants to see it: the claim, its sentence in context, and what rests on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from firstlight.errors import FirstlightError
from firstlight.facts import claim
from firstlight.provenance import uses
from firstlight.records import Fact, Report

if TYPE_CHECKING:
    from firstlight.case import Case
    from firstlight.places import Gazetteer

CONTEXT = 200
"""Characters of the report on either side of the supporting words."""


def describe(case: Case, fact_id: str) -> str:
    """Plain text on one fact, or with `all` a line for each fact and report of the case.

    Errors
    ------
    FirstlightError where the case has no such fact.
    """
    facts = case.facts()
    if fact_id == "all":
        reports = [f"{one.id}  {one.published or 'undated'}  {one.title}" for one in case.reports()]
        lines = [f"{one.id}  {one.report}  {claim(one)}" for one in facts]
        return "\n".join(["Reports", *reports, "", "Facts", *lines])
    fact = next((one for one in facts if one.id == fact_id), None)
    if fact is None:
        raise FirstlightError(
            f"{case.folder} has no fact {fact_id!r}; `firstlight show` lists the facts it has."
        )
    report = next(one for one in case.reports() if one.id == fact.report)
    places = case.control().places.set_index("place_id")["name"].to_dict()
    resting = [
        f"  {use.stage}: {use.says}"
        + (f" ({places[use.place_id]})" if use.place_id in places else "")
        for use in uses(fact.id, case.results())
    ]
    return "\n".join(
        [
            f"{claim(fact)}",
            f"  status {fact.status}, confidence {fact.confidence:.2f}, "
            f"from {fact.start or 'open'} to {fact.end or 'open'}",
            *_taken_for(fact, case.gazetteer),
            "",
            f"{report.id}, {report.published or 'undated'}: {report.title}",
            f"  {in_context(report, fact)}",
            "",
            "What rests on it:",
            *(resting or ["  nothing"]),
        ]
    )


def _taken_for(fact: Fact, gazetteer: Gazetteer) -> list[str]:
    """What the written place is taken for, how far off that may be, and how surely; a line."""
    place = fact.place
    if place is None:
        return []
    if place.lat is None or place.lon is None:
        return [f"  place {place.name}: in no list of places, or meaning any of several"]
    entry = gazetteer.get(place.id) if place.id else None
    listed = f"{entry.name}, " if entry is not None else ""
    reach = f", give or take {place.radius_km:g} km" if place.radius_km else ""
    sure = f", right with a chance of {place.chance:.2f}" if place.chance is not None else ""
    return [
        f"  place {place.name}: {listed}{place.country or 'no one country'} ({place.precision})"
        f"{reach}{sure}"
    ]


def in_context(report: Report, fact: Fact) -> str:
    """The supporting words between »« with the text around them, on one line."""
    start, end = fact.span
    before, after = report.text[max(0, start - CONTEXT) : start], report.text[end : end + CONTEXT]
    return " ".join(f"{before}»{report.text[start:end]}«{after}".split())
