"""The nouns of Firstlight: what a report, a fact, a place and an actor are. Nothing here does work.

The fields of `Event`, `Estimate`, `Place` and `Party` are the contract that other programs read
(docs/facts.md); `as_json` writes exactly those, and leaves out what is ours alone (`Fact.id`,
`Place.id`, `Place.parent`, `Place.radius_km`, `Place.chance`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Literal, Protocol, Self, get_args

Status = Literal["actual", "ongoing", "planned", "possible", "denied"]
Precision = Literal["exact", "within", "near", "area", "unknown"]
EventType = Literal[
    "capture", "hold", "enter", "advance", "offensive", "encircle", "relieve", "withdraw", "clash",
    "airstrike", "shelling", "explosion", "attack", "abuse", "abduct", "flee", "return", "trap",
    "deprive", "aid", "ceasefire", "defect",
]  # fmt: skip
SiteKind = Literal[
    "city", "village", "neighbourhood", "road", "crossing", "bridge", "dam", "airbase", "base",
    "port", "coast", "hospital", "market", "school", "camp", "oilfield", "checkpoint",
]  # fmt: skip
Measure = Literal[
    "trapped", "fled", "displaced", "returned", "in_need", "killed", "injured", "abducted",
    "population", "fighters", "places_taken",
]  # fmt: skip
Unit = Literal["people", "households", "families", "villages", "houses"]

EVENT_TYPES: tuple[str, ...] = get_args(EventType)
STATUSES: tuple[str, ...] = get_args(Status)
SITE_KINDS: tuple[str, ...] = get_args(SiteKind)
MEASURES: tuple[str, ...] = get_args(Measure)
UNITS: tuple[str, ...] = get_args(Unit)


@dataclass(frozen=True, slots=True)
class Report:
    """One report, as text. Offsets of facts count Unicode characters of `text`, end exclusive."""

    id: str
    text: str
    published: date | None
    title: str = ""
    path: str = ""
    format: str = "txt"
    sha256: str = ""
    published_from: Literal["document", "option", "file name", "none"] = "none"
    similar_to: str | None = None
    """Id of an earlier report of which this is a near-copy (a story printed twice), or None."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said to be. `lat`, `lon` are WGS 84 degrees."""

    name: str
    within: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames_id: int | None = None
    feature: str | None = None
    precision: Precision = "unknown"
    id: str | None = None
    """The gazetteer entry that holds the point ("gn:99454", "fl:iq-falluja-shuhada"), or None."""
    parent: str | None = None
    """The gazetteer entry of the populated place that the entry lies in, or None (ours alone)."""
    radius_km: float | None = None
    """How far from the point the place may lie or reach, km; None where unsaid (ours alone)."""
    chance: float | None = None
    """Of the name being rightly taken for this entry, 0 to 1; None without one (ours alone)."""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(**data)


OURS = ("id", "parent", "radius_km", "chance")
"""Fields of `Place` that are ours alone."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who did it, or whom it was done to: `name` as written or as its antecedent is written."""

    name: str
    id: str | None = None
    """A canonical actor of the case, or None."""


@dataclass(frozen=True, slots=True)
class Range:
    """A number known between two bounds; None where a side is open."""

    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Revision:
    """How an estimate corrects an earlier one: this / earlier, and the earlier number if known."""

    ratio: float | None
    previous: float | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at a place to be found on a map, with the words that say so."""

    type: EventType
    report: str
    span: tuple[int, int]
    text: str
    place: Place | None
    start: date | None
    end: date | None
    status: Status
    confidence: float
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    object: SiteKind | None = None
    count: float | None = None
    fatalities: Range | None = None
    kind: Literal["event"] = field(default="event", init=False)

    @property
    def id(self) -> str:
        """Ten hexadecimal digits, the same for the same claim read again."""
        return _fact_id(self.report, self.span, self.kind, self.type, self.place)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number of people (or houses, villages) that a report states, with the words that say so."""

    measure: Measure
    report: str
    span: tuple[int, int]
    text: str
    place: Place | None
    start: date | None
    end: date | None
    status: Status
    confidence: float
    low: float | None = None
    high: float | None = None
    best: float | None = None
    unit: Unit = "people"
    revises: Revision | None = None
    group: str | None = None
    kind: Literal["estimate"] = field(default="estimate", init=False)

    @property
    def id(self) -> str:
        """Ten hexadecimal digits, the same for the same claim read again."""
        return _fact_id(self.report, self.span, self.kind, self.measure, self.place)


Fact = Event | Estimate


@dataclass(frozen=True, slots=True)
class Actor:
    """A party to a conflict: its canonical id, the names it goes by, and the side it fights on."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    side: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One gazetteer entry that a written name may mean. Distances in km, population in people."""

    id: str
    name: str
    country: str
    lat: float
    lon: float
    feature: str
    """GeoNames feature code: PPL, PPLA, PPLX (quarter), DAM, AIRB, PRT, ADM1, PCLI (country) ..."""
    population: int = 0
    geonames_id: int | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    source: str = ""


class PlaceNames(Protocol):
    """What reading needs to know of places: which names there are. `places.Gazetteer` is one."""

    def lookup(self, name: str) -> list[Candidate]:
        """Entries that go by this name in any transliteration, most populous first; [] if none."""
        ...


def _fact_id(report: str, span: tuple[int, int], kind: str, what: str, place: Place | None) -> str:
    key = "\x1f".join([report, str(span[0]), str(span[1]), kind, what, place.name if place else ""])
    return hashlib.sha256(key.encode()).hexdigest()[:10]


def as_json(fact: Fact) -> dict[str, Any]:
    """The fact as the contract has it: exactly its fields, dates in ISO form, spans as lists."""
    data = asdict(fact)
    data["kind"] = fact.kind
    data["span"] = list(fact.span)
    for name in ("start", "end"):
        data[name] = data[name].isoformat() if data[name] else None
    if data["place"]:
        for name in OURS:
            del data["place"][name]
    for name in ("low", "high", "best", "count"):
        if data.get(name) is not None:
            data[name] = _plain(data[name])
    for name in ("actors", "targets"):
        if name in data:
            data[name] = list(data[name])
    for name in ("fatalities", "revises"):
        if data.get(name):
            data[name] = {key: _plain(value) for key, value in data[name].items()}
    order = ("kind", "report", "span", "text", "place", "start", "end", "confidence")
    return {key: data[key] for key in (*order, *(k for k in data if k not in order))}


def as_line(fact: Fact) -> str:
    """One JSON line, UTF-8, without ASCII escapes."""
    return json.dumps(as_json(fact), ensure_ascii=False)


def from_json(data: Mapping[str, Any]) -> Fact:
    """The fact that `as_json` wrote (with the fields of `OURS` in its place, where kept)."""
    values = dict(data)
    kind = values.pop("kind")
    values["span"] = tuple(values["span"])
    values["place"] = Place(**values["place"]) if values["place"] else None
    for name in ("start", "end"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    if kind == "estimate":
        values["revises"] = Revision(**values["revises"]) if values["revises"] else None
        return Estimate(**values)
    for name in ("actors", "targets"):
        values[name] = tuple(Party(**party) for party in values[name])
    values["fatalities"] = Range(**values["fatalities"]) if values["fatalities"] else None
    return Event(**values)


def at(fact: Fact, place: Place | None) -> Fact:
    """The same claim with its place resolved."""
    return replace(fact, place=place)


def _plain(value: float | None) -> float | int | None:
    """Whole numbers without a decimal point, as people write them."""
    return int(value) if value is not None and float(value).is_integer() else value
