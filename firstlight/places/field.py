"""All candidates of a report's names as arrays: what each has for itself and among the others.

The names of a report are settled together. A candidate's own signs (how it matches, how many
people live there, whether the text names its country or unit) stay as they are; its company is
weighed anew each round, by what the other names are taken for. What news articles cannot teach,
as they name few quarters and bases, is not learned but laid down: `fixed`, in log odds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log1p
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from firstlight.places.company import Company, codes
from firstlight.places.folding import fold
from firstlight.places.gazetteer import Gazetteer, Match
from firstlight.places.mentions import Mention
from firstlight.places.relations import contains, kind_agreement
from firstlight.places.words import ROMANISED, is_area, is_common_word, is_town
from firstlight.records import Candidate

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

STATIC = (
    "people", "country", "capital", "seat", "town", "unit", "district", "airfield", "tract",
    "romanised", "quarter", "site",
)  # fmt: skip
OWN = (
    *STATIC,  # log(1 + people) / 12, and the kind of the place
    "ahead",  # log of its people over those of the largest other candidate, / 12
    "exact", "fuzzy",  # how it matches; neither: another transliteration
    "exact_elsewhere",  # it is another spelling, and others bear the very name
    "main_name",  # the name is the entry's own, no alias
    "case", "no_case",  # its country is one of the case's; the case names none
    "spoken", "any_spoken",  # share of its country among the country words of the text
    "unit_named",  # the text names its first-level unit
    "next_in", "next_out",  # whether it lies in what a name right after a comma may mean
    "seat_exists",  # it is a unit, and a town of its name lies in it
    "alone", "crowd",  # it is the only candidate; log of their number
    "common",  # the name is a word or a person's name too
    "times",  # log of how often the name stands in the text
)  # fmt: skip
INSIDE, OUTSIDE, CHILD, CASE = 4.0, -7.0, 1.5, 2.0
"""Log odds: in the place that the text puts it in, or not; a part of the town last spoken of; in
one of the case's countries."""
AWAY, FOREIGN = -3.0, -30.0
"""Log odds of a part of a town that the report does not speak of; of a quarter, where it speaks of
other places."""
ELSEWHERE, GREAT = -5.0, 150_000
"""Log odds of a small place in a country that is neither the case's nor spoken of, where the case
has countries; how many people make a place that is named from anywhere."""
KIND = 2.0
"""How much the kind that the words name counts."""


@dataclass(frozen=True)
class Evidence:
    """What the case and the text say of countries and first-level units."""

    countries: Sequence[str]
    shares: Mapping[str, float]
    units: frozenset[str]
    """Codes of units ("US.TX") that the text names."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is kept of a candidate once it has been met."""

    static: tuple[float, ...]
    folded: str
    unit: str


_seen: WeakKeyDictionary[Gazetteer, dict[str, _Seen]] = WeakKeyDictionary()


class Field:
    """The N candidates of the M names of one report."""

    def __init__(
        self, mentions: Sequence[Mention], evidence: Evidence, gazetteer: Gazetteer
    ) -> None:
        self.mentions = mentions
        self.candidates = [match.candidate for one in mentions for match in one.matches]
        sizes = np.array([len(one.matches) for one in mentions], dtype=np.int64)
        self.present: Ints = np.flatnonzero(sizes)
        """The mentions that have candidates."""
        sizes = sizes[self.present]
        self.group: Ints = np.repeat(np.arange(len(sizes)), sizes)
        """[N] which of the mentions with candidates each belongs to."""
        self.starts: Ints = np.cumsum(sizes) - sizes
        """Where the candidates of each of them begin."""
        self._gazetteer = gazetteer
        seen = [self._met(one) for one in self.candidates]
        self.own = self._own(seen, sizes, evidence)
        heads = codes([fold(one.phrase.head or one.name) for one in mentions])
        self._company = Company(
            self.candidates, self.group, heads[self.present][self.group], [one.unit for one in seen]
        )
        self.lone = self._company.others == 0
        """Whether there is but one name, so that none is company for another."""
        self.fixed = self._fixed()
        quarter = AWAY if self.lone else FOREIGN
        self._away = np.array(
            [
                0.0 if one.parent is None else quarter if one.feature == "PPLX" else AWAY
                for one in self.candidates
            ]
        )
        self.fixed += CASE * self.own[:, OWN.index("case")]
        if evidence.countries:
            near = {*evidence.countries, *evidence.shares, ""}
            self.fixed += ELSEWHERE * np.array(
                [
                    one.country not in near and one.population < GREAT
                    and not one.feature.startswith("PCL") and one.feature != "PPLC"
                    for one in self.candidates
                ],
                dtype=bool,
            )  # fmt: skip

    def _met(self, one: Candidate) -> _Seen:
        known = _seen.setdefault(self._gazetteer, {})
        found = known.get(one.id)
        if found is None:
            feature = one.feature
            kinds: tuple[bool, ...] = (
                feature.startswith("PCL"),
                feature == "PPLC",
                feature == "PPLA",
                is_town(feature),
                feature == "ADM1",
                feature.startswith("ADM") and feature != "ADM1",
                feature in ("AIRP", "AIRB"),
                is_area(feature) and feature[:3] not in ("ADM", "PCL"),
                one.country in ROMANISED, feature == "PPLX",
            )  # fmt: skip
            plain = feature.startswith(("PPL", "PCL", "AIR")) or is_area(feature)
            kinds = (*kinds, not plain)
            static = (log1p(one.population) / 12, *map(float, kinds))
            found = _Seen(static, fold(one.name), self._gazetteer.admin1(one.id))
            known[one.id] = found
        return found

    def _own(self, seen: list[_Seen], sizes: Ints, evidence: Evidence) -> Floats:
        """[N, len(OWN)]"""
        count = len(seen)
        if not count:
            return np.zeros((0, len(OWN)))
        group, starts = self.group, self.starts
        static = np.array([one.static for one in seen])
        some = [self.mentions[index] for index in self.present.tolist()]
        names = [{fold(one.name), fold(one.phrase.head)} for one in some]
        exact = np.array([match.how == "exact" for one in some for match in one.matches])
        fuzzy = np.array([match.how == "fuzzy" for one in some for match in one.matches])
        people = static[:, 0]
        largest = np.maximum.reduceat(people, starts)[group]
        rest = np.where(people < largest, people, -1.0)
        twin = np.add.reduceat(people == largest, starts)[group] > 1
        second = np.where(twin, largest, np.maximum(np.maximum.reduceat(rest, starts)[group], 0))
        ahead = people - np.where(people == largest, second, largest)
        unit = codes([one.unit for one in seen])
        coded = np.array([bool(one.unit) for one in seen])
        pair = group * (count + 1) + unit
        towns = pair[(static[:, STATIC.index("town")] > 0) & coded]
        first_level = static[:, STATIC.index("unit")] > 0
        country = [one.country for one in self.candidates]
        own_unit = static[:, STATIC.index("unit")] + static[:, STATIC.index("country")] > 0
        inside, outside = self._next(some)
        per_name = np.array(
            [(is_common_word(one.name), log1p(one.weight) / 2) for one in some], dtype=float
        )[group]
        return np.column_stack([
            static, ahead, exact, fuzzy,
            ~exact & (np.maximum.reduceat(exact, starts)[group]),
            exact & [one.folded in names[of] for one, of in zip(seen, group.tolist(), strict=True)],
            [one in evidence.countries for one in country],
            np.full(count, not evidence.countries),
            [evidence.shares.get(one, 0.0) for one in country],
            np.full(count, bool(evidence.shares)),
            ~own_unit & np.array([one.unit in evidence.units for one in seen]),
            inside, outside,
            first_level & np.isin(pair, towns) if first_level.any() else first_level,
            (sizes == 1)[group], np.log1p(sizes)[group] / 4,
            per_name,
        ]).astype(np.float64)  # fmt: skip

    def _next(self, some: Sequence[Mention]) -> tuple[Floats, Floats]:
        """Whether each lies in what the name after it may mean, and whether it does not."""
        inside, outside = np.zeros(len(self.candidates)), np.zeros(len(self.candidates))
        by_name = {one.name: one for one in self.mentions if one.within is None}
        for start, mention in zip(self.starts.tolist(), some, strict=True):
            outer = by_name.get(mention.inside or "")
            if outer is not None and outer.matches:
                for index, match in enumerate(mention.matches, start):
                    held = _held(self._gazetteer, outer, match.candidate)
                    inside[index], outside[index] = held, not held
        return inside, outside

    def _fixed(self) -> Floats:
        """[N] log odds that are laid down."""
        fixed = np.zeros(len(self.candidates))
        by_name = {one.name: one for one in self.mentions if one.within is None}
        some = [self.mentions[index] for index in self.present.tolist()]
        for start, mention in zip(self.starts.tolist(), some, strict=True):
            phrase = mention.phrase
            told = phrase.part or phrase.kinds or phrase.area or phrase.settlement
            outer = by_name.get(mention.within or "")
            last = {m.candidate.id for m in _of(by_name.get(mention.antecedent or ""))}
            for index, match in enumerate(mention.matches, start):
                one = match.candidate
                if told or phrase.form:
                    fixed[index] += KIND * kind_agreement(one, phrase)
                if outer is not None and outer.matches and outer is not mention:
                    fixed[index] += INSIDE if _held(self._gazetteer, outer, one) else OUTSIDE
                if one.parent in last:
                    fixed[index] += CHILD
        return fixed

    def company(self, chance: Floats) -> tuple[Floats, Floats]:
        """[N, len(COMPANY)] signs of each candidate's company, and [N] laid down log odds.

        chance [N]: of being what its name means.
        """
        signs, home = self._company.signs(chance)
        return signs, self.fixed + self._away * (1 - home)


def _of(mention: Mention | None) -> Sequence[Match]:
    return mention.matches if mention is not None else ()


def _held(gazetteer: Gazetteer, outer: Mention, one: Candidate) -> bool:
    """Whether a candidate lies in any of the ten likeliest places that a name may mean."""
    return any(contains(gazetteer, match.candidate, one) for match in outer.matches[:10])
