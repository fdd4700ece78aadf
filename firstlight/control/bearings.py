"""Which place an event bears on, and as what: the capture of a dam is not the capture of its town.

An event is told of a place as exactly as its words and the gazetteer allow. What happened to a
part of a town, beside it, or "south of" it is partial news of the town, and never its capture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from firstlight.control.rates import QUARTER_TO_TOWN
from firstlight.records import Event, Fact, Place

# Things that lie inside a town: whoever takes one is in the town. All other objects lie beside it.
_INSIDE = {"neighbourhood", "market", "hospital", "school", "checkpoint"}
_WAYS = {"road", "bridge", "crossing"}
_WAY_FEATURES = {"BDG", "RD", "RDB", "HWY"}
# Listed features that lie among a town's streets, as its quarters do; a dam, an air base, a
# barracks or a bridge may lie outside it.
_IN_TOWN = {
    "PPLX", "BLDG", "CH", "CLN", "CTRR", "GOVL", "HSP", "MALL", "MKT", "MSQE", "PRT", "RDJCT",
    "SCH", "SQR", "UNIV",
}  # fmt: skip
_AREA_FEATURES = ("ADM", "PCL", "RGN", "TERR", "ZN", "CONT", "AREA", "LTER", "PRSH")
_SAME = {"explosion": "attack", "abduct": "abuse"}
_HERE = {
    "capture", "hold", "enter", "advance", "offensive", "encircle", "relieve", "withdraw", "clash",
    "airstrike", "shelling", "attack", "abuse", "flee", "return", "defect",
}  # fmt: skip
_OF_A_PART = {"capture": "part", "enter": "part", "hold": "part held", "withdraw": "part left"}
_BESIDE = {
    "capture": "near", "enter": "near", "advance": "near", "offensive": "near",
    "clash": "clash near",
}  # fmt: skip
_NOT_BESIDE = {"hold", "withdraw", "defect"}  # of something beside it, these say nothing of a town
_BESIDE_FACTOR = 0.4
_SOME_OF_IT = re.compile(
    r"\b(?:(?<!\bas )part|parts|half|most|much|two[- ]thirds|three[- ]quarters|third|outskirts|"
    r"edges?|streets|districts|quarters|neighbou?rhoods|%|per ?cent) of (?:the )?"
    r"(?:besieged |besieged, |whole )?(\w+)",
    re.IGNORECASE,
)
_MIDDLE_OF_IT = re.compile(
    r"\b(?:h[eo]ld(?:s|ing)?|controls?|controlled|took|taken?|takes|retook|retaken|captured?|"
    r"seized?|entered|reached|into|in|are in) the "
    r"(?:cent(?:re|er)|north|south|east|west|(?:north|south)(?:east|west))"
    r"(?: and (?:the )?\w+)?(?: of (?:the )?(\w+))?",
    re.IGNORECASE,
)
_LAST_OF_IT = re.compile(
    r"\b(?:last|final) (?:remaining |big |major )?(?:part|quarter|district|neighbou?rhood|area|"
    r"pocket|stronghold|bastion|holdout)s?\b[^.;]{0,25}?\b(?:of|in) (?:the )?(\w+)",
    re.IGNORECASE,
)
_LAST_FACTOR = 0.9


@dataclass(frozen=True, slots=True)
class Bearing:
    """What one event says of one place: a row of `rates.SAYS` or `rates.SIEGE`."""

    place: str
    what: str
    factor: float = 1.0
    about: Literal["control", "siege"] = "control"
    whole: bool = False
    """Whether it is news of the entire place, which then holds for its parts too."""


def is_area(place: Place) -> bool:
    """Whether it is a district, a province, a country: too wide for one holder."""
    return place.precision in ("area", "unknown") or (place.feature or "").startswith(
        _AREA_FEATURES
    )


def is_site(feature: str | None) -> bool:
    """Whether it is a dam, an air base, a port ...: no populated place."""
    return feature is not None and not feature.startswith("PPL")


def town_of(place: Place) -> str | None:
    """The place_id of the town that a place is, or is a part of, or lies beside; None for areas."""
    return None if is_area(place) else place.parent or place.id


def befell_itself(event: Event, place: Place) -> bool:
    """Whether the event befell the entire place that its point stands for."""
    if place.precision != "exact" or (event.count or 1) > 1:
        return False
    if is_site(place.feature):
        return True
    if place.feature == "PPLX":
        return event.object in (None, "city", "neighbourhood", "village", "camp")
    if event.object not in (None, "city", "village"):
        return event.type not in _OF_A_PART and event.type not in _BESIDE
    return not _some_of(event, place)


def of_control(event: Event, context: str = "") -> Iterator[Bearing]:
    """What an event says of who holds its place, and the town that this is a part of.

    context: the rest of the sentence after the event's words. Who takes "the last quarter of the
    city" has taken the city.
    """
    place = event.place
    if place is None or place.id is None or is_area(place):
        return
    kind = _SAME.get(event.type, event.type)
    if event.status == "denied":
        if kind in ("capture", "hold", "enter") and befell_itself(event, place):
            yield Bearing(place.id, "not held")
        elif kind == "withdraw" and befell_itself(event, place):
            yield Bearing(place.id, "hold", 0.5)
        return
    if kind not in _HERE:
        return
    if event.status == "ongoing" and kind in ("capture", "withdraw"):
        # Under way and not done: "is losing ground", "are taking street after street".
        yield Bearing(place.parent or place.id, _OF_A_PART[kind])
        return
    if not befell_itself(event, place):
        town = place.parent or place.id
        inside = event.object in _INSIDE or (event.object is None and place.precision == "within")
        if kind == "capture" and inside and _was_last(event, place, context):
            yield Bearing(town, "capture", _LAST_FACTOR, whole=True)
        elif inside or (event.object in (None, "city") and place.precision == "exact"):
            yield Bearing(town, _OF_A_PART.get(kind, kind))
        elif kind not in _NOT_BESIDE:
            yield Bearing(town, _BESIDE.get(kind, kind), 1.0 if kind in _BESIDE else _BESIDE_FACTOR)
        return
    yield Bearing(place.id, kind, whole=True)
    if place.feature in _IN_TOWN and place.parent is not None:
        if kind == "capture" and _was_last(event, place, context):
            yield Bearing(place.parent, "capture", _LAST_FACTOR, whole=True)
            return
        factor = 1.0 if kind in ("capture", "enter") else QUARTER_TO_TOWN
        yield Bearing(place.parent, _OF_A_PART.get(kind, kind), factor)


def of_siege(fact: Fact, context: str = "") -> Iterator[Bearing]:
    """What a fact says of whether a town is besieged; `context` as for `of_control`."""
    place = fact.place
    town = town_of(place) if place else None
    if place is None or town is None:
        return
    if not isinstance(fact, Event):
        if fact.measure == "trapped" and fact.status in ("actual", "ongoing"):
            yield Bearing(town, "trap", 0.8, "siege")
        return
    way = fact.object in _WAYS or (place.feature or "") in _WAY_FEATURES
    what: str | None = None
    factor = 1.0
    if fact.status == "denied":
        what = {"encircle": "not encircled", "relieve": "not relieved", "aid": "not relieved"}.get(
            fact.type
        )
    elif fact.type == "encircle":
        ring = not way and fact.object in (None, "city", "neighbourhood")
        what = "encircle" if ring and not is_site(place.feature) else "roads cut"
        factor = 0.5 if place.feature == "PPLX" else 1.0
    elif fact.type in ("capture", "hold") and way:
        what = "roads cut"
    elif fact.type in ("capture", "withdraw"):
        borne = of_control(fact, context)
        entire = any(one.whole and (one.place, one.what) == (town, fact.type) for one in borne)
        what = fact.type if entire else None
    elif fact.type == "relieve":
        what = "way opened" if way else "relieve"
    elif fact.type == "aid":
        what, factor = "way opened", 0.5
    elif fact.type in ("trap", "deprive", "return"):
        what = fact.type
    if what:
        yield Bearing(town, what, factor, "siege")


def _was_last(event: Event, place: Place, context: str) -> bool:
    """Whether its words, or those that follow, call it the last part of the town.

    Or of anything wider: who takes the last pocket in a province has taken the pocket's town.
    """
    found = _LAST_OF_IT.finditer(f"{event.text} {context}")
    narrower = {"quarter", "district", "neighbourhood", "neighborhood", "area", "street"}
    if place.precision == "exact":
        narrower |= set(re.findall(r"\w+", place.name.casefold()))
    return any(match.group(1).casefold() not in narrower for match in found)


def _some_of(event: Event, place: Place) -> bool:
    """Whether the words say that only some of it was taken ("most of the city", "the north")."""
    if event.type not in _OF_A_PART:
        return False
    of = {"city", "town", "village", "quarter", *re.findall(r"\w+", place.name.casefold())}
    if any(m.group(1).casefold() in of for m in _SOME_OF_IT.finditer(event.text)):
        return True
    return any(
        m.group(1).casefold() in of if m.group(1) else not m.group().casefold().startswith("in")
        for m in _MIDDLE_OF_IT.finditer(event.text)
    )
