"""A settled mention to the place of a fact: the listed feature, a computed point, or its town."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from firstlight.places import descriptions, extents
from firstlight.places.descriptions import Spot
from firstlight.places.gazetteer import Gazetteer
from firstlight.places.mentions import Mention
from firstlight.places.nouns import Phrase
from firstlight.places.relations import SITE_KM, km_between
from firstlight.places.sites import find_site
from firstlight.places.words import OUTLYING, is_area, is_common_word, is_town
from firstlight.records import Candidate, Place, Precision

OUTLYING_KM = 15.0
"""A dam or an air base "of" a town lies this near to its edge."""
TOWN_KM = 300.0
"""A town that only a description names is sought this near to what the report speaks of."""
FAR_KM = 50.0
"""A listed place this much farther than three radii from where the words put it is a namesake."""
_CROSSING = ("side", "offset")
"""Forms whose point may lie over the border from the town that they name."""


@dataclass(frozen=True)
class Told:
    """What the words around the place of one fact say of it."""

    antecedent: str | None = None
    """The town last spoken of before it."""
    before: Phrase | None = None
    """The description that its name is part of in its sentence."""
    after: Phrase | None = None
    """The description that follows its name, of where it lies."""


@dataclass(frozen=True)
class Finder:
    """Turns settled mentions into places: it never leaves the neighbourhood of what is named.

    In this order: the listed place of that name; the listed site of the kind that the words name,
    in the direction they give; the computed point of a description; the town that it hangs on.
    """

    gazetteer: Gazetteer
    mentions: dict[tuple[str, str | None], Mention]
    _towns: dict[tuple[str, str | None], Candidate | None] = field(default_factory=dict)

    def place(self, place: Place, mention: Mention, told: Told) -> Place:
        """The place of a fact with its point, radius and precision; unknown where nothing is."""
        phrase, chosen = mention.phrase, mention.chosen
        if phrase.kinds and not (phrase.head or phrase.form) and told.after is not None:
            phrase = replace(
                told.after, head="", kinds=phrase.kinds, of=told.after.head or phrase.of
            )
        outer = self._outer(place, phrase, told.antecedent)
        if (
            chosen is not None
            and phrase.part
            and is_town(chosen.feature)
            and (outer is None or km_between(outer, chosen) > SITE_KM / 2)
        ):
            chosen = None  # a quarter named like a town elsewhere is no town
        if chosen is None and phrase.kinds and outer is not None:
            chosen = find_site(self.gazetteer, outer, phrase, self._second(phrase, told))
        lies = phrase.beside or (told.after if phrase.head else None)
        beside = self._lies(place, lies, told) if lies is not None and not phrase.form else None
        by_name = lies is not None and bool(lies.head)  # "the city" may be taken for another
        if chosen is not None and beside is not None and by_name and _apart(chosen, beside):
            return beside  # a namesake: the words put the place where none is listed
        if chosen is not None and (not phrase.form or phrase.kinds):
            return self._listed(place, chosen, phrase, told)
        if not phrase.form and "PRT" in phrase.kinds:
            phrase = replace(phrase, form="coast")
        if phrase.form:
            found = self._described(place, phrase, chosen or outer, told)
            if found is not None:
                return found
            if phrase.form in ("border", "last") and not phrase.anchor:
                return _unknown(place)  # that border is not near what was spoken of
        if chosen is None and beside is not None:
            return beside
        return self._within(place, chosen or outer, phrase)

    def _lies(self, place: Place, lies: Phrase, told: Told) -> Place | None:
        """The computed point of what follows a name: "Tal Arn, 5 km south of Aleppo"."""
        anchor = self._named(lies.head, told.antecedent)
        found = self._described(place, lies, anchor, told) if anchor else None
        if found is None or found.lat is None:
            return None
        return found if lies.form == "part" else replace(found, precision="near")

    def _listed(self, place: Place, one: Candidate, phrase: Phrase, told: Told) -> Place:
        """A listed place; where the words before its name put the story beside it, that point."""
        precision = _precision(place, phrase, one)
        said = told.before
        found = self._beside(one, said, told) if said else None
        if said is not None and found is not None:
            return self._at(place, one, found, _told_precision(place, said, one), said.form)
        size = extents.radius(self.gazetteer, one)
        if precision == "near" and size is not None:
            size = None if is_area(one.feature) else descriptions.aside_km(size)
        return _fill(place, one, precision, size)

    def _beside(self, one: Candidate, said: Phrase, told: Told) -> Spot | None:
        """Where the words before a name put the story: at a listed site, or a computed point."""
        anchor, second = self._named(said.anchor, told.antecedent) or one, self._second(said, told)
        site = find_site(self.gazetteer, anchor, said, second) if said.kinds else None
        if site is not None:
            size = extents.radius(self.gazetteer, site) or 0.0
            return Spot(site.lat, site.lon, size, None, site)
        if said.form == "border" and is_area(anchor.feature):
            return descriptions.middle(self.gazetteer, said.codes)
        return descriptions.spot(said, anchor, second, self.gazetteer)

    def _described(
        self, place: Place, phrase: Phrase, anchor: Candidate | None, told: Told
    ) -> Place | None:
        """The computed point of a description, or None."""
        if phrase.form == "border":
            strange = len(phrase.codes) == 2 and anchor and anchor.country not in phrase.codes
            if anchor is None or strange or is_area(anchor.feature):
                return self._border(place, phrase, anchor)
        if anchor is None:
            return None
        if phrase.form == "side" and phrase.kinds and OUTLYING.isdisjoint(phrase.kinds):
            phrase = replace(phrase, form="edge")  # a hospital south of a city is still in it
        found = descriptions.spot(phrase, anchor, self._second(phrase, told), self.gazetteer)
        if found is None:
            return None
        if found.listed is not None:
            precision: Precision = "near" if place.precision == "near" else "exact"
            return _fill(place, found.listed, precision, found.radius_km)
        precision = _told_precision(place, phrase, anchor)
        return self._at(place, anchor, found, precision, phrase.form)

    def _border(self, place: Place, phrase: Phrase, anchor: Candidate | None) -> Place | None:
        """The whole border of two countries: those named, or one and the country spoken of."""
        codes = phrase.codes
        if len(codes) == 1 and anchor is not None:
            codes = (anchor.country, *codes)
        found = descriptions.middle(self.gazetteer, codes)
        if found is None:
            return None
        return replace(
            place, country=None, lat=round(found.lat, 5), lon=round(found.lon, 5),
            geonames_id=None, feature=None, precision="area", id=None, parent=None,
            radius_km=_rounded(found.radius_km),
        )  # fmt: skip

    def _within(self, place: Place, one: Candidate | None, phrase: Phrase) -> Place:
        """The point of what a place lies in, its size the radius; unknown where that is nothing."""
        if one is None or one.name == place.name:
            return _unknown(place)
        size = extents.radius(self.gazetteer, one)
        if is_area(one.feature):
            return _fill(place, one, "area", size)
        near = place.precision == "near" or phrase.near
        if size is not None and near:
            size = descriptions.aside_km(size)
        elif size is not None and not OUTLYING.isdisjoint(phrase.kinds):
            size += OUTLYING_KM
        return _fill(place, one, "near" if near else "within", size)

    def _at(
        self, place: Place, one: Candidate, spot: Spot, precision: Precision, form: str
    ) -> Place:
        """A computed point that belongs to a listed place."""
        filled = _fill(place, one, precision, spot.radius_km)
        country = filled.country
        if form in _CROSSING and not is_area(one.feature):
            country = self.gazetteer.country_of(spot.lat, spot.lon) or country
        return replace(filled, country=country, lat=round(spot.lat, 5), lon=round(spot.lon, 5))

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
        if phrase.form and phrase.anchor:
            return None  # it hangs on a name that is not known: not on what was spoken of before
        if phrase.kinds or phrase.described:
            spoken = self._capital(phrase) or self._chosen(antecedent)
            return self._unit(spoken) if spoken and phrase.area and not phrase.kinds else spoken
        return None

    def _unit(self, one: Candidate) -> Candidate:
        """The first-level unit that a town lies in, for "the west of the province"; else itself."""
        code = "" if is_area(one.feature) else self.gazetteer.admin1(one.id)
        units = [
            unit
            for unit in (self.gazetteer.own_in(one.country) if code else ())
            if unit.feature == "ADM1" and self.gazetteer.admin1(unit.id) == code
        ]
        return min(units, key=lambda unit: km_between(unit, one), default=one)

    def _capital(self, phrase: Phrase) -> Candidate | None:
        """The capital that a report speaks of, for "30 km west of the capital"."""
        if not phrase.whole.lower().endswith("the capital"):
            return None
        spoken = (mention.chosen for mention in self.mentions.values())
        return next((one for one in spoken if one is not None and one.feature == "PPLC"), None)

    def _second(self, phrase: Phrase, told: Told) -> Candidate | None:
        """The second place of a description, or the town that "the road to X" comes from."""
        if phrase.to:
            return self._named(phrase.to, phrase.anchor or told.antecedent)
        return self._chosen(told.antecedent) if phrase.form == "road" else None

    def _named(self, name: str, antecedent: str | None) -> Candidate | None:
        """What a name in a description is taken for; of no name, what was spoken of before."""
        if not name:
            return self._chosen(antecedent)
        mention = self.mentions.get((name, None))
        if mention is not None and mention.matches and self._chosen(antecedent) is None:
            return mention.chosen  # refused as a namesake from far away, where that is None
        return self._chosen(name) or self._town(name, antecedent)

    def _chosen(self, name: str | None) -> Candidate | None:
        mention = self.mentions.get((name, None)) if name else None
        return mention.chosen if mention else None

    @cached_property
    def _spoken(self) -> list[Candidate]:
        """The places, no tracts of land, that the report's names are taken for."""
        chosen = (mention.chosen for mention in self.mentions.values())
        return [one for one in chosen if one is not None and not is_area(one.feature)]

    def _town(self, name: str, antecedent: str | None) -> Candidate | None:
        """The largest town of this very name within reach of what the report speaks of."""
        if name.islower() and is_common_word(name):
            return None
        if (name, antecedent) not in self._towns:
            beside = self._chosen(antecedent)
            spoken = [beside] if beside is not None else self._spoken
            towns = [
                one
                for one in self.gazetteer.lookup(name)
                if is_town(one.feature)
                and (not spoken or any(km_between(one, other) <= TOWN_KM for other in spoken))
            ]
            self._towns[name, antecedent] = towns[0] if towns else None
        return self._towns[name, antecedent]


def _apart(one: Candidate, place: Place) -> bool:
    """Whether a listed place lies far from the computed point of a description of it."""
    if place.lat is None or place.lon is None or is_area(one.feature):
        return False
    away = km_between(one, Candidate("", "", "", place.lat, place.lon, ""))
    return away > FAR_KM + 3 * (place.radius_km or 0.0)


def _precision(place: Place, phrase: Phrase, chosen: Candidate) -> Precision:
    beside = phrase.near and not phrase.kinds
    if is_area(chosen.feature) or phrase.area:
        return "near" if place.precision == "near" or beside else "area"
    if place.precision == "near" or beside:
        return "near"
    if place.precision == "within" and is_town(chosen.feature) and not phrase.settlement:
        return "within"
    return "exact"


def _told_precision(place: Place, phrase: Phrase, anchor: Candidate) -> Precision:
    """The precision of a computed point: part of a town, beside it, or part of an area."""
    if is_area(anchor.feature):
        return "near" if place.precision == "near" else "area"
    inside = phrase.form == "part" or (phrase.form == "coast" and phrase.kinds)
    return "within" if inside else "near"


def _unknown(place: Place) -> Place:
    return replace(
        place, country=None, lat=None, lon=None, geonames_id=None, feature=None,
        precision="unknown", id=None, parent=None, radius_km=None,
    )  # fmt: skip


def _fill(place: Place, one: Candidate, precision: Precision, radius: float | None) -> Place:
    return replace(
        place, country=one.country or None, lat=round(one.lat, 5), lon=round(one.lon, 5),
        geonames_id=one.geonames_id, feature=one.feature, precision=precision, id=one.id,
        parent=one.parent, radius_km=_rounded(radius),
    )  # fmt: skip


def _rounded(radius: float | None) -> float | None:
    return None if radius is None else round(radius, 1)
