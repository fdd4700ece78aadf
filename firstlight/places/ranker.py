"""The learned ranker: which candidate each name of a report means, and how surely.

A small network scores each candidate by its own signs, a second one by its own signs and its
company; the second is asked again until the names agree with one another (iterative classification:
Sen, Namata, Bilgic, Getoor, Gallagher and Eliassi-Rad, 2008, "Collective classification in network
data", AI Magazine 29(3)). The candidates of a name and "none of these" share one probability.
Weights: `training/places.py`, from LGL, GeoVirus and the gazetteer itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from math import log1p
from pathlib import Path

import numpy as np
import numpy.typing as npt

from firstlight.places.field import Evidence, Field
from firstlight.places.folding import fold
from firstlight.places.gazetteer import Gazetteer, Match
from firstlight.places.mentions import Mention
from firstlight.places.relations import km_between

Floats = npt.NDArray[np.float64]

WEIGHTS = Path(__file__).parent.parent / "data" / "places.npz"
ROUNDS = 3
MOST = 30
"""Candidates of one name that are weighed; the rest are smaller and elsewhere."""
SAME_KM = 10.0
"""Candidates this near to one another answer for one another: a town and its district."""
SETTLED = 0.01
"""Chances that change by less than this are settled before the last round."""
LEAST = 0.25
"""A choice that is likelier than this is not left unknown: of such, four in ten are right."""
FAINT = 0.005
"""A chance that is not worth adding."""


class Ranker:
    """Weights by name: of each network ("first", "again") the layers w0 [signs, H], b0 [H] and
    w1 [H], the score of "none of these" none [1]; and heat [1], which chances are calibrated by."""

    def __init__(self, arrays: Mapping[str, npt.NDArray[np.floating]]) -> None:
        self._arrays = {name: np.asarray(value, np.float64) for name, value in arrays.items()}

    @classmethod
    @cache
    def shipped(cls) -> Ranker:
        """The weights of the package."""
        with np.load(WEIGHTS) as arrays:
            return cls({name: arrays[name] for name in arrays.files})

    def chances(self, field: Field) -> Floats:
        """[N] probability of each candidate; those of a name leave room for "none of these"."""
        if not field.candidates:
            return np.zeros(0)
        chance = self.shared("first", field.own, field.fixed, field)
        if field.lone:
            return chance
        for _ in range(ROUNDS):
            company, fixed = field.company(chance)
            last = chance
            chance = self.shared("again", np.hstack([field.own, company]), fixed, field)
            if np.abs(chance - last).max() < SETTLED:
                break
        return chance

    def shared(self, net: str, signs: Floats, fixed: Floats, field: Field) -> Floats:
        """[N] a network's scores as probabilities, among the candidates of each name and none."""
        arrays = self._arrays
        inner = np.maximum(signs @ arrays[f"{net}.w0"] + arrays[f"{net}.b0"], 0)
        heat = float(arrays["heat"][0])
        score = (inner @ arrays[f"{net}.w1"] + fixed) / heat
        none = float(arrays[f"{net}.none"][0]) / heat
        top = np.maximum(np.maximum.reduceat(score, field.starts), none)
        raised = np.exp(score - top[field.group])
        total = np.add.reduceat(raised, field.starts) + np.exp(none - top)
        out: Floats = raised / total[field.group]
        return out


def settle(
    mentions: Sequence[Mention], evidence: Evidence, gazetteer: Gazetteer, ranker: Ranker
) -> None:
    """Choose a candidate for each mention, or none where that is likeliest, each in the light of
    the others."""
    for mention in mentions:
        mention.matches = promising(mention.matches, evidence, gazetteer)
    field = Field(mentions, evidence, gazetteer)
    chances = ranker.chances(field)
    for mention in mentions:
        mention.chosen, mention.chance = None, 0.0
    if not field.candidates:
        return
    ends = [*field.starts[1:].tolist(), len(chances)]
    for index, start, end in zip(field.present.tolist(), field.starts.tolist(), ends, strict=True):
        mention, own = mentions[index], chances[start:end]
        best = mention.matches[int(own.argmax())].candidate
        chance = sum(
            float(each)
            for each, match in zip(own, mention.matches, strict=True)
            if match.candidate is best
            or (each > FAINT and km_between(match.candidate, best) <= SAME_KM)
        )
        if chance > min(1 - own.sum(), LEAST):
            mention.chosen, mention.chance = best, chance
    _agree([mentions[index] for index in field.present.tolist()])


def _agree(mentions: Sequence[Mention]) -> None:
    """One name means one place through a report: the surest choice (Gale, Church and Yarowsky 1992,
    "One sense per discourse")."""
    surest: dict[str, Mention] = {}
    for mention in mentions:
        head = _head(mention)
        if head and mention.chance > (surest[head].chance if head in surest else 0.0):
            surest[head] = mention
    for mention in mentions:
        other = surest.get(_head(mention), mention)
        if any(match.candidate is other.chosen for match in mention.matches):
            mention.chosen, mention.chance = other.chosen, other.chance


def _head(mention: Mention) -> str:
    """What a name is without its description; "" of a site, a quarter or what is put in a place."""
    phrase = mention.phrase
    told = phrase.kinds or phrase.part or phrase.area or mention.within
    return "" if told else fold(phrase.head)


def promising(matches: Sequence[Match], evidence: Evidence, gazetteer: Gazetteer) -> list[Match]:
    """Those of a name's candidates that are worth weighing, by name, people and country."""
    if len(matches) <= MOST:
        return list(matches)

    def promise(match: Match) -> float:
        one = match.candidate
        spoken = evidence.shares.get(one.country, 0.0) + (one.country in evidence.countries)
        named = bool(evidence.units) and gazetteer.admin1(one.id) in evidence.units
        return (
            0.5 * log1p(one.population / 1000) + 4.0 * (match.how == "exact") + 3.0 * spoken
            + 2.0 * named + 1.0 * (one.parent is not None)
        )  # fmt: skip

    return sorted(matches, key=promise, reverse=True)[:MOST]
