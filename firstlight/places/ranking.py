"""Which of its namesakes a name means, all names of a report settled together.

Each name's candidates are scored, in units of log odds, by how they match, how many people live
there, what the words say of their kind, whether they lie in the place the text puts them in, in
the case's countries and in those the text names, and how near they are to what the report's other
names are taken for. The choices are made again until they agree with one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import asin, cos, exp, hypot, log, radians, sin, sqrt

from firstlight.places.gazetteer import Gazetteer, Match
from firstlight.places.phrase import Phrase
from firstlight.places.words import is_area, is_town
from firstlight.records import Candidate

ROUNDS = 3
MOST = 40
"""Candidates of one name that are weighed; the rest are smaller and elsewhere."""
NEAR_KM, REGION_KM = 100.0, 700.0
SITE_KM = 40.0
"""A site or quarter belongs to a town this near."""
LONE_KM = 1000.0
"""A small namesake farther than this from everything else in the report is not believed."""
ONLY_POPULATION = 30_000
"""A town of this size that alone bears its very name is no namesake, whatever else is told of."""
KNOWN_POPULATION = 150_000
"""A city this large is named in reports from anywhere."""


@dataclass
class Mention:
    """One written place of a report, its candidates and the one that is chosen."""

    name: str
    phrase: Phrase
    within: str | None
    matches: list[Match] = field(default_factory=list)
    inside: str | None = None
    """A name that follows it after a comma, and may be what it lies in."""
    antecedent: str | None = None
    """The name of the town last spoken of before it."""
    chosen: Candidate | None = None
    weight: int = 1


@dataclass(frozen=True)
class Context:
    """What speaks for a country: the case's list, and the words of the text."""

    gazetteer: Gazetteer
    countries: Sequence[str]
    shares: Mapping[str, float]

    def speaks_for(self, country: str) -> float:
        score = 2.0 * self.shares.get(country, 0.0)
        if self.countries:
            score += 2.5 if country in self.countries else -0.5
        return score


def km_between(one: Candidate, other: Candidate) -> float:
    """Great-circle distance in km (haversine)."""
    half = (
        sin(radians(other.lat - one.lat) / 2) ** 2
        + cos(radians(one.lat)) * cos(radians(other.lat))
        * sin(radians(other.lon - one.lon) / 2) ** 2
    )  # fmt: skip
    return 12742.0 * asin(min(1.0, sqrt(half)))


def prior(match: Match, mention: Mention) -> float:
    """What a candidate has for itself: its size, its kind and how well the name matches."""
    one = match.candidate
    score = 0.5 * log(1 + one.population / 1000)
    if one.feature.startswith(("PCL", "CONT")):
        # Names of countries are written one way: another spelling is another place.
        score += 3.0 if match.how == "exact" else -4.0
    elif one.feature == "PPLC":
        score += 1.0
    elif one.feature == "RGN":
        score += 2.0
    if match.how != "exact":
        # Another spelling is likelier where nobody bears the very name.
        score -= 4.0 if any(other.how == "exact" for other in mention.matches) else 1.5
    return score + kind_agreement(one, mention.phrase)


def kind_agreement(one: Candidate, phrase: Phrase) -> float:
    """Whether the words around a name fit the kind of a candidate."""
    if phrase.part:
        return 2.5 if one.feature == "PPLX" else -1.0
    if phrase.kinds:
        return 2.5 if one.feature in phrase.kinds else -1.5
    if phrase.area:
        return 2.5 if is_area(one.feature) else -0.5
    if phrase.settlement:
        return 1.0 if is_town(one.feature) else -2.0
    return -1.0 if one.feature in ("AIRP", "AIRB") else 0.0


def contains(gazetteer: Gazetteer, outer: Candidate, inner: Candidate) -> bool:
    """Whether one place lies in another, as far as points can tell."""
    if inner.id == outer.id:
        return False
    if inner.parent == outer.id:
        return True
    if outer.feature.startswith("PCL"):
        return inner.country == outer.country
    if outer.feature.startswith("ADM"):
        code = gazetteer.admin1(outer.id)
        if code and gazetteer.admin1(inner.id):
            return code == gazetteer.admin1(inner.id)
        return inner.country == outer.country and km_between(outer, inner) <= 200
    if is_area(outer.feature):
        return km_between(outer, inner) <= 400
    return km_between(outer, inner) <= SITE_KM


def settle(mentions: Sequence[Mention], context: Context) -> None:
    """Choose a candidate for each mention (or none), each in the light of the others."""
    for mention in mentions:
        mention.matches = sorted(
            mention.matches,
            key=lambda match: -prior(match, mention) - context.speaks_for(match.candidate.country),
        )[:MOST]
        mention.chosen = mention.matches[0].candidate if mention.matches else None
    by_name = {mention.name: mention for mention in mentions if mention.within is None}
    for _ in range(ROUNDS):
        before = [mention.chosen for mention in mentions]
        for mention in mentions:
            others = [other.chosen for other in mentions if other is not mention and other.chosen]
            if mention.matches:
                mention.chosen = _best(mention, others, by_name, context)
        if before == [mention.chosen for mention in mentions]:
            break
    chosen = [(mention, mention.chosen) for mention in mentions]
    for mention, one in chosen:
        others = [other for twin, other in chosen if twin is not mention and other is not None]
        if one is not None and _unlikely(mention, one, others, context):
            mention.chosen = None


def _best(
    mention: Mention,
    others: Sequence[Candidate],
    by_name: Mapping[str, Mention],
    context: Context,
) -> Candidate | None:
    outer = _choice(by_name, mention.within)
    last = _choice(by_name, mention.antecedent)
    best, found = -1.0, None
    for match in mention.matches:
        one = match.candidate
        score = prior(match, mention) + context.speaks_for(one.country)
        score += support(one, others, context.gazetteer)
        if one.feature == "ADM1" and not mention.phrase.area and _has_seat(mention, one, context):
            score -= 3.0  # "Aleppo" is the city, unless the words say province
        if outer is not None and outer.id != one.id:
            score += 4.0 if contains(context.gazetteer, outer, one) else -4.0
        follows = _choice(by_name, mention.inside)
        if follows is not None and is_area(follows.feature):
            score += 3.0 if contains(context.gazetteer, follows, one) else 0.0
        if last is not None and one.parent == last.id:
            score += 1.5
        if one.parent is not None and not _at_home(one, others):
            score -= 3.0
        if score > best:
            best, found = score, one
    return found


def _has_seat(mention: Mention, unit: Candidate, context: Context) -> bool:
    """Whether a town of the same name lies in the unit."""
    code = context.gazetteer.admin1(unit.id)
    return any(
        (code and context.gazetteer.admin1(match.candidate.id) == code)
        or km_between(unit, match.candidate) <= 100
        for match in mention.matches
        if match.candidate.country == unit.country and is_town(match.candidate.feature)
    )


def _choice(by_name: Mapping[str, Mention], name: str | None) -> Candidate | None:
    mention = by_name.get(name) if name else None
    return mention.chosen if mention else None


def support(one: Candidate, others: Iterable[Candidate], gazetteer: Gazetteer) -> float:
    """How well a candidate lies among what the other names are taken for."""
    nearest, region, country, count = 0.0, 0.0, 0, 0
    unit, held = gazetteer.admin1(one.id), False
    for other in others:
        if other.id == one.id:
            continue
        count += 1
        country += other.country == one.country
        if is_area(other.feature):
            held |= bool(unit) and other.feature == "ADM1" and gazetteer.admin1(other.id) == unit
            continue
        km = km_between(one, other)
        nearest = max(nearest, exp(-km / NEAR_KM))
        region += exp(-km / REGION_KM)
    if not count:
        return 0.0
    return 2.5 * nearest + 2.5 * held + (1.5 * country + 1.0 * region) / count


def _at_home(one: Candidate, others: Iterable[Candidate]) -> bool:
    """Whether the report speaks of the town of a site or quarter, or of anything beside it."""
    return any(
        other.id == one.parent or (other.id != one.id and not is_area(other.feature)
                                   and km_between(one, other) <= 60)
        for other in others
    )  # fmt: skip


def _unlikely(
    mention: Mention, one: Candidate, others: Sequence[Candidate], context: Context
) -> bool:
    """Whether a choice is a lone namesake, in another country than all else in the report."""
    rest = [other for other in others if other.id != one.id]
    if one.feature == "PPLX" and one.parent and any(is_town(other.feature) for other in rest):
        return not _at_home(one, rest)
    exact = any(match.candidate.id == one.id and match.how == "exact" for match in mention.matches)
    best = exact or not any(match.how == "exact" for match in mention.matches)
    great = one.population >= KNOWN_POPULATION or one.feature == "PPLC"
    bearers = {match.candidate.id for match in mention.matches if match.how == "exact"}
    alone = bearers == {one.id} and one.population >= ONLY_POPULATION
    if (great and best) or alone or is_area(one.feature):
        return False
    if one.country in context.countries or context.shares.get(one.country, 0.0) >= 0.1:
        return False
    if any(other.country == one.country for other in rest):
        return False
    foreign = bool(context.countries) or sum(context.shares.values()) > 0 or len(rest) >= 2
    if not foreign and exact:
        return False
    return not any(km_between(one, other) <= (LONE_KM if exact else NEAR_KM) for other in rest)


def lies_towards(origin: Candidate, one: Candidate, degrees: float, spread: float = 60.0) -> bool:
    """Whether a place lies in a direction from another, give or take `spread` degrees."""
    north = one.lat - origin.lat
    east = (one.lon - origin.lon) * cos(radians(origin.lat))
    length = hypot(north, east)
    if length < 1e-6:
        return False
    along = (north * cos(radians(degrees)) + east * sin(radians(degrees))) / length
    return along >= cos(radians(spread))
