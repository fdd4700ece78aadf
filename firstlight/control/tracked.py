"""Which places are followed, and how they hang together: towns, their quarters, sites, villages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from firstlight.control import bearings
from firstlight.control.result import Control
from firstlight.records import Event, Fact, Place

if TYPE_CHECKING:
    import pandas as pd

_VILLAGES = {"PPLF", "PPLL", "PPLW"}
# Where people come and go and aid arrives need not be a place that anyone fights for.
_PASSING = {"flee", "return", "aid"}


@dataclass
class _Mentions:
    """What the facts say of one gazetteer entry."""

    exact: list[Place] = field(default_factory=list)
    loose: list[Place] = field(default_factory=list)
    objects: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Tracked:
    """The followed places, in the order in which facts first tell of them, towns before parts."""

    table: pd.DataFrame

    @property
    def ids(self) -> list[str]:
        return [str(one) for one in self.table["place_id"]]

    @property
    def towns(self) -> list[str]:
        return [str(one) for one in self.table.loc[self.table["kind"] == "town", "place_id"]]

    def parts(self) -> dict[str, list[tuple[str, bool]]]:
        """Each town's quarters and sites: (place_id, whether it is a site)."""
        out: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        for place_id, parent, kind in zip(
            self.table["place_id"], self.table["parent"], self.table["kind"], strict=True
        ):
            if parent is not None and kind in ("quarter", "site"):
                out[str(parent)].append((str(place_id), str(kind) == "site"))
        return dict(out)


def track(facts: Sequence[Fact]) -> Tracked:
    """Every place of which some fact says who holds it or that it is shut in, and its town."""
    import pandas as pd

    mentions = _mentions(facts)
    wanted = dict.fromkeys(
        place
        for fact in facts
        if fact.status != "planned" and not (isinstance(fact, Event) and fact.type in _PASSING)
        for place in _borne_on(fact)
    )
    for place_id in list(wanted):
        parent = _parent(place_id, mentions)
        if parent is not None:
            wanted.setdefault(parent)
    rows = [_row(place_id, mentions) for place_id in wanted]
    rows.sort(key=lambda row: row["parent"] is not None)
    return Tracked(pd.DataFrame(rows, columns=list(Control.COLUMNS["places"]), dtype=object))


def _borne_on(fact: Fact) -> Iterable[str]:
    found = list(bearings.of_siege(fact))
    if isinstance(fact, Event):
        found += bearings.of_control(fact)
    return (bearing.place for bearing in found)


def _mentions(facts: Sequence[Fact]) -> dict[str, _Mentions]:
    out: dict[str, _Mentions] = defaultdict(_Mentions)
    for fact in facts:
        place = fact.place
        if place is None or place.id is None or bearings.is_area(place):
            continue
        one = out[place.id]
        (one.exact if place.precision == "exact" else one.loose).append(place)
        if isinstance(fact, Event) and fact.object and bearings.befell_itself(fact, place):
            one.objects[fact.object] += 1
    return out


def _parent(place_id: str, mentions: dict[str, _Mentions]) -> str | None:
    known = mentions.get(place_id, _Mentions())
    parents = Counter(
        place.parent
        for place in known.exact
        if place.parent is not None and place.parent != place_id
    )
    return parents.most_common(1)[0][0] if parents else None


def _row(place_id: str, mentions: dict[str, _Mentions]) -> dict[str, object]:
    known = mentions.get(place_id, _Mentions())
    parent = _parent(place_id, mentions)
    parts = [
        place
        for other in mentions.values()
        for place in (*other.exact, *other.loose)
        if place.parent == place_id and place.id != place_id
    ]
    feature = _first(place.feature for place in (*known.exact, *known.loose))
    point = next((p for p in (*known.exact, *known.loose, *parts) if p.lat is not None), None)
    return {
        "place_id": place_id,
        "name": _name(place_id, known, parts),
        "parent": parent,
        "front": parent or place_id,
        "country": _first(p.country for p in (*known.exact, *known.loose, *parts)),
        "lat": point.lat if point else None,
        "lon": point.lon if point else None,
        "feature": feature,
        "kind": _kind(feature, known, parent),
    }


def _kind(feature: str | None, known: _Mentions, parent: str | None) -> str:
    if feature == "PPLX":
        return "quarter"
    if bearings.is_site(feature):
        return "site"
    # Called a village by most who tell of it; one loose "villages" does not make a town one.
    told = len(known.exact) + len(known.loose)
    if feature in _VILLAGES or 2 * known.objects["village"] > told:
        return "village"
    return "village" if parent is not None else "town"


def _name(place_id: str, known: _Mentions, parts: Sequence[Place]) -> str:
    """As written most often; what lies near or inside it goes by another name."""
    near = [p.name for p in known.loose if p.precision == "near"]
    around = [p.within for p in (*known.loose, *parts) if p.within and p.precision != "near"]
    for names in ([p.name for p in known.exact], around, near):
        if names:
            return Counter(names).most_common(1)[0][0]
    return place_id


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value is not None), None)
