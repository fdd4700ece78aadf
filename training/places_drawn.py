"""Lists of places drawn from the gazetteer, as reports name them: neighbours, with a word or two on
their country. Every country is as likely as every other."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from benchmarks.places.gold import Gold
from firstlight.places import Gazetteer
from firstlight.places.folding import fold
from firstlight.places.words import is_town
from firstlight.records import Candidate, Report

LEAST = 30
"""A country with fewer places than this is left out."""
LONE = 0.3
"""Share of lists with one name only."""
REACH_KM = (20.0, 60.0, 150.0, 400.0)


@dataclass(frozen=True)
class _Country:
    code: str
    name: str
    towns: list[Candidate]
    weights: list[float]
    units: list[Candidate]
    sites: list[Candidate]


def drawn(
    gazetteer: Gazetteer, count: int, chance: random.Random
) -> Iterator[tuple[Gold, tuple[str, ...]]]:
    """So many lists, each with the countries of its case (none in half of them)."""
    units = gazetteer.of_feature("ADM1")
    countries = []
    for one in gazetteer.of_feature("PCLI"):
        towns = [town for town in gazetteer.in_country(one.country) if is_town(town.feature)]
        if len(towns) >= LEAST:
            weights = [_spoken_of(town) for town in towns]
            taken = {fold(town.name) for town in towns}
            own = [
                unit
                for unit in units
                if unit.country == one.country and fold(unit.name) not in taken
            ]
            sites = [site for site in gazetteer.own_in(one.country) if site.parent]
            countries.append(_Country(one.country, one.name, towns, weights, own, sites))
    for number in range(count):
        country = chance.choice(countries)
        if chance.random() < LONE:
            names = chance.choices(country.towns, country.weights)
        else:
            names = [*_beside(gazetteer, country, chance), *_far(countries, country, chance)]
            names += _sites(gazetteer, country, names, chance)
            chance.shuffle(names)
        told = [f"{country.name} was spoken of."] if chance.random() < 0.7 else []
        if chance.random() < 0.3:
            told.append(f"So was {chance.choice(countries).name}.")
        text = " ".join(told)
        spans = []
        for one in names:
            text += " "
            spans.append((len(text), len(text) + len(one.name), one.lat, one.lon))
            text += f"{one.name};"
        case = (country.code,) if chance.random() < 0.5 else ()
        yield (Report(f"drawn-{number}", text, None), spans), case


def _spoken_of(town: Candidate) -> float:
    """How likely a town is named: by the root of its people, small ones now and then."""
    return float(np.sqrt(town.population)) + 10.0


def _beside(gazetteer: Gazetteer, country: _Country, chance: random.Random) -> list[Candidate]:
    """A town and some of its neighbours."""
    [middle] = chance.choices(country.towns, country.weights)
    km = chance.choice(REACH_KM)
    near = [
        one
        for one in gazetteer.near(middle.lat, middle.lon, km)
        if is_town(one.feature) and one.country == country.code
    ]
    weights = [_spoken_of(one) for one in near]
    others = chance.choices(near, weights, k=chance.randint(0, 6)) if near else []
    return list({one.id: one for one in [middle, *others]}.values())


def _sites(
    gazetteer: Gazetteer, country: _Country, names: list[Candidate], chance: random.Random
) -> list[Candidate]:
    """Quarters and sites of towns that are named, or one with its town, now and then."""
    own = [part for one in names for part in gazetteer.parts(one.id)]
    found = chance.sample(own, min(len(own), 2)) if chance.random() < 0.5 else []
    if not found and country.sites and chance.random() < 0.4:
        site = chance.choice(country.sites)
        town = gazetteer.get(site.parent or "")
        found = [site, town] if town is not None else []
    return found


def _far(
    countries: list[_Country], country: _Country, chance: random.Random
) -> Iterator[Candidate]:
    """The capital, a unit, and a great town of another country, now and then."""
    capital = next((one for one in country.towns if one.feature == "PPLC"), None)
    if capital is not None and chance.random() < 0.4:
        yield capital
    if country.units and chance.random() < 0.4:
        yield chance.choice(country.units)
    if chance.random() < 0.25:
        towns = chance.choice(countries).towns
        yield max(towns, key=lambda one: one.population)
