"""What the reports say that bears on an opening, as dated signs at the towns that are followed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from firstlight.control import slug
from firstlight.openings.sieges import fold, same_place_names
from firstlight.records import Event, Fact, Place, Report
from firstlight.settings import Settings

if TYPE_CHECKING:
    from firstlight.control.result import Control

Covariate = Literal[
    "closed", "encircled", "attacked", "pushed", "entered", "opened", "taken", "left"
]

_WORDS: dict[str, str] = {
    "closed": "people cannot leave",
    "encircled": "surrounded or its roads cut",
    "attacked": "operation under way",
    "pushed": "fighting at it or near it",
    "entered": "attackers inside",
    "opened": "way out opened",
    "taken": "said to be taken",
    "left": "its defenders said to be gone",
}
_IN_TOWN = {"BLDG", "GOVL", "HSP", "MKT", "MSQE", "PRT", "SCH", "SQR", "UNIV"}
"""GeoNames features that stand among a town's houses, unlike its air base, dam or junctions."""
_LEAST_CONFIDENCE = 0.3
_CERTAIN = 0.5
"""An opening ends the forecast, so it asks for more than the signs that only move it."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One fact's bearing on one town.

    day: when it took effect; known: when the report was published; lasts: said to be so still when
    the report was published.
    """

    covariate: Covariate
    day: date
    known: date
    lasts: bool
    fact: str
    says: str
    sides: frozenset[str]

    @property
    def undated(self) -> bool:
        """Whether it is only said that it was so when the report was published."""
        return self.lasts and self.day == self.known


@dataclass(frozen=True, slots=True)
class Town:
    """A front: a town with the place_ids of its parts."""

    id: str
    name: str
    country: str | None
    quarters: tuple[str, ...]


class Map:
    """Which front each tracked place belongs to, and which kind of place it is."""

    def __init__(self, control: Control) -> None:
        self.rows = {str(row["place_id"]): row for row in control.places.to_dict("records")}

    def town_of(self, place: Place | None) -> tuple[str, str] | None:
        """(place_id of the front, kind of the place) for a fact's place, or None.

        A site among a town's houses is of the kind "quarter" here.
        """
        if place is None or place.precision in ("area", "unknown"):
            return None
        for key in (place.id, place.parent):
            if key in self.rows:
                row = self.rows[key]
                within = row["kind"] == "site" and row["feature"] in _IN_TOWN
                return str(row["front"] or key), "quarter" if within else str(row["kind"])
        named = fold(place.name)
        for key, row in self.rows.items():
            if row["kind"] == "town" and fold(str(row["name"])) == named:
                return key, "town"
        return None

    def town(self, key: str) -> Town:
        row = self.rows[key]
        country = row["country"]
        quarters = tuple(
            one
            for one, other in self.rows.items()
            if other["kind"] == "quarter" and other["front"] == key
        )
        return Town(key, str(row["name"]), country if isinstance(country, str) else None, quarters)

    def named(self, name: str) -> str | None:
        """The tracked town that goes by this name, the spelling aside."""
        towns = [key for key, row in self.rows.items() if row["front"] == key]
        for key in towns:
            if fold(str(self.rows[key]["name"])) == fold(name):
                return key
        for key in towns:
            if same_place_names(str(self.rows[key]["name"]), name):
                return key
        return None


def read(
    facts: Iterable[Fact], reports: Sequence[Report], where: Map, settings: Settings, as_of: date
) -> dict[str, list[Sign]]:
    """Signs by front, oldest knowledge first. What is only planned, feared or denied is none.

    A fact of a report without a date is known on `as_of` alone.
    """
    published = {report.id: report.published or as_of for report in reports}
    side_of = _sides(settings)
    found: dict[str, list[Sign]] = {}
    for fact in facts:
        if not isinstance(fact, Event) or fact.status not in ("actual", "ongoing"):
            continue
        known = published.get(fact.report, as_of)
        at = where.town_of(fact.place)
        if known > as_of or at is None or fact.confidence < _LEAST_CONFIDENCE:
            continue
        front, kind = at
        covariate = _covariate(fact, kind)
        if covariate is None or (covariate == "opened" and fact.confidence < _CERTAIN):
            continue
        day = _day(fact, known)
        says = f"{_WORDS[covariate]} on {plain(day)}: “{fact.text.strip()}”"
        sides = frozenset(
            side_of.get(party.id or "") or side_of.get(fold(party.name)) or slug(party.name)
            for party in fact.actors
        )
        lasts = fact.status == "ongoing"
        sign = Sign(covariate, day, known, lasts, fact.id, says, sides)
        found.setdefault(front, []).append(sign)
    for signs in found.values():
        signs.sort(key=lambda sign: (sign.known, sign.day))
    return found


def fronts(signs: Mapping[str, Sequence[Sign]], where: Map, settings: Settings) -> list[Town]:
    """The towns to follow: those that the case names, or those closed or under attack.

    A village is followed only where the text says that its people are shut in.
    """
    if settings.case.fronts:
        named = (where.named(name) for name in settings.case.fronts)
        return [where.town(key) for key in dict.fromkeys(named) if key is not None]
    chosen = []
    for key, found in signs.items():
        kind = where.rows[key]["kind"] if key in where.rows else "site"
        kinds = {sign.covariate for sign in found}
        wanted = {"closed", "encircled", "attacked", "entered"} if kind == "town" else {"closed"}
        if kind in ("town", "village") and kinds & wanted:
            chosen.append(where.town(key))
    return sorted(chosen, key=lambda town: town.name)


def plain(day: date) -> str:
    """A day as people write it: 10 June 2016."""
    return f"{day.day} {day:%B %Y}"


def _sides(settings: Settings) -> dict[str, str]:
    """Side ids by actor id and by every name that an actor or a side goes by."""
    sides = {fold(side.name): side.id for side in settings.sides}
    for actor in settings.actor_list():
        for key in (actor.id, *(fold(name) for name in (actor.name, *actor.aliases))):
            sides[key] = actor.side or actor.id
    return sides


def _covariate(fact: Event, kind: str) -> Covariate | None:
    near = fact.place is not None and fact.place.precision == "near"
    inside = not near and kind in ("town", "quarter")
    if fact.status == "ongoing" and fact.type in ("capture", "withdraw"):
        return "pushed" if inside else None  # under way and not done: "is losing ground"
    match fact.type:
        case "trap":
            return "closed"
        case "encircle":
            return "encircled"
        case "offensive":
            return "attacked"
        case "advance":
            return "pushed"
        case "clash" if inside:
            return "pushed"
        case "capture" if kind == "site":
            return "pushed"
        case "relieve":
            return "opened"
        case "enter" if inside and fact.object not in ("village", "camp"):
            return "entered"
        case "capture" if inside and kind == "quarter":
            return "entered"
        case "capture" if not near and fact.object == "neighbourhood" and kind != "village":
            return "entered"
        case "capture" if inside and kind == "town" and fact.object in (None, "city"):
            return "taken"
        case "withdraw" if inside and kind == "town" and fact.object in (None, "city"):
            return "left"
        case _:
            return None


def _day(fact: Event, known: date) -> date:
    """When it took effect: the first day of what goes on, the middle of what happened once."""
    start, end = fact.start or fact.end or known, fact.end or fact.start or known
    day = start if fact.status == "ongoing" else start + timedelta(days=(end - start).days // 2)
    return min(day, known)
