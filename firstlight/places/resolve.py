"""Written places of one report to points, never to a far-away namesake.

What is listed gets its own point. What is described ("12 km east of Baiji", "the dam south of the
city") gets the listed feature that is meant, else a computed point (`descriptions`). What is
neither, the point of the place that it is part of, marked `within`; what hangs on nothing known
stays `unknown`, without a point. `radius_km` says how far from its point a place may lie or reach.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from firstlight.places import around
from firstlight.places.evidence import country_shares
from firstlight.places.field import Evidence
from firstlight.places.finder import Finder, Told
from firstlight.places.gazetteer import Gazetteer, Match
from firstlight.places.mentions import Mention
from firstlight.places.nouns import Phrase
from firstlight.places.phrase import parse
from firstlight.places.ranker import Ranker, settle
from firstlight.places.short import stood_for, units_named, without_possessive
from firstlight.places.words import is_area, is_common_word, is_town
from firstlight.records import Candidate, Fact, Place, Report, at

Mentions = dict[tuple[str, str | None], Mention]
SUREST = 0.99
"""No chance is told higher: a name can always stand for something that no list has."""
LEAST_PEOPLE = 1000
"""A town that only the running text names, where no fact has one before a description."""


def resolve(
    facts: Sequence[Fact],
    report: Report,
    gazetteer: Gazetteer,
    countries: Sequence[str] = (),
    ranker: Ranker | None = None,
) -> list[Fact]:
    """The facts of one report with their places resolved, in the same order.

    `countries` (ISO 3166-1 alpha-2) are the case's: names are looked for there first. The words as
    written (`name`, `within`) are kept. A listed place has `precision` exact (or near, where the
    words say so), an area area; an unlisted one within (its parent's point) or unknown; a described
    one near, or within where it is a part of a town. ranker: the package's where it is None.
    """
    mentions, told = mentions_of(facts, report, gazetteer, countries)
    evidence = evidence_of(report, gazetteer, countries)
    settle(list(mentions.values()), evidence, gazetteer, ranker or Ranker.shipped())
    finder = Finder(gazetteer, mentions)
    sure = {one.chosen.id: one.chance for one in mentions.values() if one.chosen is not None}
    done = []
    for fact, said in zip(facts, told, strict=True):
        place = fact.place
        if place is None:
            done.append(fact)
        else:
            mention = mentions[(place.name, place.within)]
            done.append(at(fact, _sure(finder.place(place, mention, said), mention, sure)))
    return done


def _sure(place: Place, mention: Mention, sure: Mapping[str, float]) -> Place:
    """A resolved place with the chance that the name it hangs on is rightly taken."""
    if place.lat is None:
        return place
    chance = mention.chance if mention.chosen is not None else None
    if chance is None:
        chance = next((sure[one] for one in (place.id, place.parent) if one and one in sure), None)
    return replace(place, chance=None if chance is None else round(min(chance, SUREST), 2))


def evidence_of(report: Report, gazetteer: Gazetteer, countries: Sequence[str]) -> Evidence:
    """What the case and the words of a report say of countries and their units."""
    text = f"{report.title}\n{report.text}"
    return Evidence(countries, country_shares(text), units_named(text, gazetteer))


class _Collector:
    """Gathers every written place once, with its candidates."""

    def __init__(self, gazetteer: Gazetteer, countries: Sequence[str]) -> None:
        self.gazetteer, self.countries = gazetteer, countries
        self.mentions: Mentions = {}
        self.towns: list[tuple[int, str]] = []
        """(offset, name) of the towns that the report speaks of."""

    def add(self, name: str, within: str | None, start: int) -> Mention:
        known = self.mentions.get((name, within))
        if known is None:
            phrase = self._parsed(without_possessive(name))
            inside = within or (phrase.of if phrase.head and phrase.of else None)
            matches = _matches(phrase, self.gazetteer, self.countries)
            meant = stood_for(phrase.whole, self.gazetteer)
            if meant is not None and all(match.candidate.id != meant.id for match in matches):
                matches.append(Match(meant, "exact"))
            known = Mention(name, phrase, inside, matches)
            self.mentions[(name, within)] = known
            for other in (phrase.of, phrase.to, phrase.beside and phrase.beside.head):
                if other and other != name:
                    self.add(other, None, start)
        else:
            known.weight += 1
        if any(is_town(match.candidate.feature) for match in known.matches) and not (
            known.phrase.kinds or known.phrase.area
        ):
            self.towns.append((start, name))
        return known

    def _parsed(self, name: str) -> Phrase:
        """A place taken apart; "Western Sahara" is no western part where it is listed so."""
        phrase = parse(name)
        if phrase.form == "part" and phrase.head and not phrase.kinds:
            matches = [one for one in self.gazetteer.matches(phrase.whole) if one.how == "exact"]
            if any(one.candidate.feature == "PPLX" for one in matches):
                return Phrase(phrase.whole, phrase.whole, of=phrase.head, beside=phrase)
            if matches:
                return Phrase(phrase.whole, phrase.whole)
        return phrase


def mentions_of(
    facts: Sequence[Fact], report: Report, gazetteer: Gazetteer, countries: Sequence[str]
) -> tuple[Mentions, list[Told]]:
    """Every written place once, and what the words around the place of each fact say of it."""
    all_ = _Collector(gazetteer, countries)
    told = []
    for fact in facts:
        place = fact.place
        if place is None:
            told.append(Told())
            continue
        start = report.text.find(place.name, max(fact.span[0], 0), max(fact.span[1], 0))
        if place.within:
            all_.add(place.within, None, fact.span[0])
        mention = all_.add(place.name, place.within, fact.span[0] if start < 0 else start)
        told.append(_told(fact, mention, report))
        for phrase in (told[-1].before, told[-1].after):
            for other in (phrase.anchor, phrase.to) if phrase else ():
                if other and other != place.name:
                    all_.add(other, None, fact.span[0])
    _containers(all_.mentions, report)
    all_.towns.sort()
    for number, fact in enumerate(facts):
        if fact.place is None:
            continue
        mention = all_.mentions[(fact.place.name, fact.place.within)]
        name = _antecedent(fact, all_.towns, report)
        if name is None and mention.phrase.described and not mention.phrase.anchor:
            name = _spoken_of(fact, report, gazetteer)
        told[number] = replace(told[number], antecedent=name)
        mention.antecedent = mention.antecedent or name
        if name is not None and (name, None) not in all_.mentions:
            all_.add(name, None, fact.span[0])
    return all_.mentions, told


def _told(fact: Fact, mention: Mention, report: Report) -> Told:
    """What stands around the name of a fact's place in its sentence."""
    phrase = mention.phrase
    text = around.sentence(report.text, *fact.span) if 0 <= fact.span[0] < fact.span[1] else ""
    if mention.name not in text:
        text = fact.text
    beside = fact.place is not None and fact.place.precision != "exact"
    bare = not phrase.form and not phrase.kinds
    return Told(
        before=around.before(mention.name, text) if beside and bare else None,
        after=around.after(mention.name, text) if not phrase.form else None,
    )


def _spoken_of(fact: Fact, report: Report, gazetteer: Gazetteer) -> str | None:
    """The town that the text last names before a fact, though no fact is placed there."""
    for text, end in ((report.text, fact.span[1]), (report.title, len(report.title))):
        for name in around.names_before(text, end):
            if not is_common_word(name) and any(
                match.how == "exact"
                and is_town(match.candidate.feature)
                and match.candidate.population >= LEAST_PEOPLE
                for match in gazetteer.matches(name)
            ):
                return name
    return None


def _containers(mentions: Mentions, report: Report) -> None:
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
        if not name or (name == phrase.whole and (not phrase.head or phrase.form)):
            continue
        if name.islower() and is_common_word(name):
            continue  # "east of the front" is not east of the town of Front
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
