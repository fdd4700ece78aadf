"""Written places of one report to points, never to a far-away namesake.

What is listed gets its own point. What is not, the point of the place that it is part of, marked
`within`; what hangs on nothing known stays `unknown`, without a point.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from firstlight.places.evidence import country_shares
from firstlight.places.gazetteer import Gazetteer, Match
from firstlight.places.phrase import Phrase, bearing, parse
from firstlight.places.ranking import (
    SITE_KM,
    Context,
    Mention,
    km_between,
    lies_towards,
    offset,
    settle,
)
from firstlight.places.words import is_area, is_common_word, is_town
from firstlight.records import Candidate, Fact, Place, Precision, Report, at

_AFTER = re.compile(
    r"^[\s,]*(?:which lies |lying |just )?(?:to the )?"
    r"((?:north|south)(?:[ -]?(?:east|west))?|east|west) of\b",
    re.I,
)


def resolve(
    facts: Sequence[Fact], report: Report, gazetteer: Gazetteer, countries: Sequence[str] = ()
) -> list[Fact]:
    """The facts of one report with their places resolved, in the same order.

    `countries` (ISO 3166-1 alpha-2) are the case's: names are looked for there first. The words as
    written (`name`, `within`) are kept. A listed place has `precision` exact (or near, where the
    words say so), an area area; an unlisted one within (its parent's point) or unknown.
    """
    mentions, antecedents = _mentions(facts, report, gazetteer, countries)
    context = Context(gazetteer, countries, country_shares(f"{report.title}\n{report.text}"))
    settle(list(mentions.values()), context)
    finder = _Finder(gazetteer, mentions)
    done = []
    for number, fact in enumerate(facts):
        if fact.place is None:
            done.append(fact)
            continue
        place = fact.place
        mention = mentions[(place.name, place.within)]
        way = _direction_after(place.name, fact, report)
        done.append(at(fact, finder.place(place, mention, antecedents[number], way)))
    return done


def _mentions(
    facts: Sequence[Fact], report: Report, gazetteer: Gazetteer, countries: Sequence[str]
) -> tuple[dict[tuple[str, str | None], Mention], list[str | None]]:
    """Every written place once, and for each fact the town last named before it."""
    mentions: dict[tuple[str, str | None], Mention] = {}
    towns: list[tuple[int, str]] = []

    def add(name: str, within: str | None, start: int) -> Mention:
        known = mentions.get((name, within))
        if known is None:
            phrase = parse(name)
            known = Mention(name, phrase, within, _matches(phrase, gazetteer, countries))
            mentions[(name, within)] = known
        else:
            known.weight += 1
        if any(is_town(match.candidate.feature) for match in known.matches) and not (
            known.phrase.kinds or known.phrase.area
        ):
            towns.append((start, name))
        return known

    for fact in facts:
        place = fact.place
        if place is None:
            continue
        start = report.text.find(place.name, max(fact.span[0], 0), max(fact.span[1], 0))
        if place.within:
            add(place.within, None, fact.span[0])
        mention = add(place.name, place.within, fact.span[0] if start < 0 else start)
        if mention.phrase.of:
            add(mention.phrase.of, None, fact.span[0])
    _containers(mentions, report)
    towns.sort()
    antecedents = []
    for fact in facts:
        name = _antecedent(fact, towns, report)
        antecedents.append(name)
        if fact.place is not None:
            mention = mentions[(fact.place.name, fact.place.within)]
            mention.antecedent = mention.antecedent or name
            if name is not None and (name, None) not in mentions:
                add(name, None, fact.span[0])
    return mentions, antecedents


def _containers(mentions: dict[tuple[str, str | None], Mention], report: Report) -> None:
    """A name that stands right before another, parted by a comma, may lie in it: Paris, Texas."""
    names = {mention.name for mention in mentions.values() if mention.within is None}
    for mention in mentions.values():
        if mention.within is not None:
            continue
        start = report.text.find(f"{mention.name}, ")
        if start < 0:
            continue
        rest = report.text[start + len(mention.name) + 2 :][:60]
        after = max((name for name in names if rest.startswith(name)), key=len, default=None)
        if after is not None and after != mention.name:
            outer = mentions[(after, None)]
            if any(is_area(match.candidate.feature) for match in outer.matches):
                mention.inside = after


def _antecedent(fact: Fact, towns: Sequence[tuple[int, str]], report: Report) -> str | None:
    """The town last named before the place of a fact; else the first of the report."""
    own = fact.place.name if fact.place else None
    here = report.text.find(own, *fact.span) if own else -1
    last = None
    for start, name in towns:
        if start < (here if here >= 0 else fact.span[1]) and name != own:
            last = name
    return last or next((name for _, name in towns if name != own), None)


def _matches(phrase: Phrase, gazetteer: Gazetteer, countries: Sequence[str]) -> list[Match]:
    """Candidates for the whole phrase and for the name without its kind words."""
    found: dict[str, Match] = {}
    if phrase.whole.islower() and is_common_word(phrase.whole):
        return []  # "of", "same": no name, whatever town is called so
    spoken = phrase.kinds and phrase.head
    for name in dict.fromkeys((phrase.whole, phrase.head)):
        if not name or (name == phrase.whole and not phrase.head):
            continue
        for match in gazetteer.search(name, countries):
            # "Sirte port" is no other spelling of the town Sirte: that is its parent.
            fits = not spoken or name == phrase.whole or _fits(match.candidate, phrase)
            if fits and found.get(match.candidate.id, match).how != "exact":
                found[match.candidate.id] = match
            elif fits:
                found.setdefault(match.candidate.id, match)
    return list(found.values())


def _fits(one: Candidate, phrase: Phrase) -> bool:
    if phrase.part:
        return one.feature == "PPLX" or (is_town(one.feature) and one.population < 300_000)
    return one.feature in phrase.kinds


def _direction_after(name: str, fact: Fact, report: Report) -> float | None:
    """The direction that the words after a place give: "the air base, south of the city"."""
    start = report.text.find(name, max(fact.span[0] - 40, 0), fact.span[1] + 80)
    text = report.text[start + len(name) : start + len(name) + 60] if start >= 0 else ""
    if start < 0 and name in fact.text:
        text = fact.text.split(name, 1)[1]
    match = _AFTER.match(text)
    return bearing(match.group(1)) if match else None


@dataclass(frozen=True)
class _Finder:
    """Turns a settled mention into the place of a fact."""

    gazetteer: Gazetteer
    mentions: dict[tuple[str, str | None], Mention]

    def place(
        self, place: Place, mention: Mention, antecedent: str | None, way: float | None
    ) -> Place:
        phrase, chosen = mention.phrase, mention.chosen
        if way is not None:
            phrase = replace(phrase, bearing=way)
        outer = self._outer(place, phrase, antecedent)
        if (
            chosen is not None
            and phrase.part
            and is_town(chosen.feature)
            and (outer is None or km_between(outer, chosen) > SITE_KM / 2)
        ):
            chosen = None  # a quarter named like a town elsewhere is no town
        if chosen is None and phrase.kinds and outer is not None:
            chosen = self.site(outer, phrase)
        if chosen is not None:
            return _fill(place, chosen, _precision(place, phrase, chosen), phrase)
        if outer is None or outer.name == place.name:
            return replace(
                place, country=None, lat=None, lon=None, geonames_id=None, feature=None,
                precision="unknown", id=None, parent=None,
            )  # fmt: skip
        if is_area(outer.feature):
            return _fill(place, outer, "area", phrase)
        near = place.precision == "near" or phrase.near
        return _fill(place, outer, "near" if near else "within", phrase)

    def _outer(self, place: Place, phrase: Phrase, antecedent: str | None) -> Candidate | None:
        """The place that a site, a quarter or an unlisted name lies in, so far as is said."""
        for name in (phrase.of, place.within):
            found = self._chosen(name)
            if found is not None:
                return found
        if phrase.kinds and phrase.head:
            # "Sirte port": the town that bears the name of the site.
            town = self._chosen(phrase.head) or self._town(phrase.head, antecedent)
            if town is not None:
                return town
        if phrase.kinds or phrase.described:
            return self._chosen(antecedent)
        return None

    def _chosen(self, name: str | None) -> Candidate | None:
        mention = self.mentions.get((name, None)) if name else None
        return mention.chosen if mention else None

    def _town(self, name: str, antecedent: str | None) -> Candidate | None:
        """The largest town of this very name within reach of what the report speaks of."""
        beside = self._chosen(antecedent)
        towns = [one for one in self.gazetteer.lookup(name) if is_town(one.feature)]
        if beside is None:
            return towns[0] if towns else None
        near = [one for one in towns if km_between(one, beside) <= 300]
        return near[0] if near else None

    def site(self, town: Candidate, phrase: Phrase) -> Candidate | None:
        """The one listed site of a kind in or beside a town, in the direction given; else None.

        Sites listed as the town's own count before those that merely lie near it.
        """
        if phrase.head:
            return None
        listed = [one for one in self.gazetteer.parts(town.id) if one.feature in phrase.kinds]
        around = [
            one
            for one in self.gazetteer.near(town.lat, town.lon, SITE_KM)
            if one.feature in phrase.kinds
        ]
        for group in (listed, around):
            for kind in phrase.kinds if not phrase.part else ():
                some = [one for one in group if one.feature == kind]
                if phrase.bearing is not None and len(some) > 1:
                    some = [one for one in some if lies_towards(town, one, phrase.bearing)]
                if len(some) == 1:
                    return some[0]
        return None


def _precision(place: Place, phrase: Phrase, chosen: Candidate) -> Precision:
    if is_area(chosen.feature) or phrase.area:
        return "near" if place.precision == "near" or phrase.near else "area"
    if place.precision == "near" or phrase.near:
        return "near"
    if place.precision == "within" and is_town(chosen.feature) and not phrase.settlement:
        return "within"
    return "exact"


def _fill(place: Place, one: Candidate, precision: Precision, phrase: Phrase) -> Place:
    lat, lon = one.lat, one.lon
    if phrase.km is not None and phrase.bearing is not None:
        lat, lon = offset(lat, lon, phrase.bearing, phrase.km)
    return replace(
        place, country=one.country or None, lat=round(lat, 5), lon=round(lon, 5),
        geonames_id=one.geonames_id, feature=one.feature, precision=precision, id=one.id,
        parent=one.parent,
    )  # fmt: skip
