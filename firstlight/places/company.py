"""How the candidates of a report's names lie to one another: the company that each is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from firstlight.places.relations import HOME_KM
from firstlight.places.words import is_area
from firstlight.records import Candidate

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

COMPANY = (
    "near_30", "near_100", "near_300",  # exp(-km / scale) to the nearest other name
    "region", "same_country", "same_unit",  # mean over the other names
    "others",  # log of the number of other names
)  # fmt: skip
SCALES = (30.0, 100.0, 300.0, 700.0)
"""Km; the last is the region's."""
LIKELY = 0.05
"""What is less likely than this is no company for others."""
FEW = 300
"""Of so many candidates, all pairs are kept from one round to the next."""


@dataclass(frozen=True)
class _Pairs:
    """Each of N candidates against C of them: what they are to one another."""

    columns: Ints
    near: Floats
    """[3, N, C] exp(-km / scale) of other names that are points, 0 of the rest."""
    mean: Floats
    """[3, N, C] the same of the region; whether the country is the same, and the unit."""
    home: Floats
    """[N, C] whether a point of another name lies within `HOME_KM`."""


class Company:
    """Of N candidates: their points, names, countries and units.

    group: which name each belongs to, in order. heads: the name without its description; what has
    the same says nothing of the other. units: first-level codes, "" where not known.
    """

    def __init__(
        self, candidates: Sequence[Candidate], group: Ints, heads: Ints, units: Sequence[str]
    ) -> None:
        self._candidates = candidates
        self._group, self._head = group, heads
        self._lat = np.radians([one.lat for one in candidates])
        self._lon = np.radians([one.lon for one in candidates])
        self._cos = np.cos(self._lat)
        self._id = codes([one.id for one in candidates])
        self._country = _known([one.country for one in candidates])
        self._unit = _known(units)
        self._point = np.array([not is_area(one.feature) for one in candidates], dtype=bool)
        self.others = max(0, len(set(heads.tolist())) - 1)
        self._all = self._pairs(np.arange(len(candidates))) if len(candidates) <= FEW else None

    def _pairs(self, columns: Ints) -> _Pairs:
        half = np.sin((self._lat[:, None] - self._lat[columns]) / 2) ** 2
        east = np.sin((self._lon[:, None] - self._lon[columns]) / 2) ** 2
        half += self._cos[:, None] * self._cos[columns] * east
        km = 12742.0 * np.arcsin(np.sqrt(np.minimum(half, 1)))
        other = self._group[:, None] != self._group[columns]
        other &= self._id[:, None] != self._id[columns]
        other &= self._head[:, None] != self._head[columns]
        close = other & self._point[columns]
        near = np.stack([np.exp(km / -scale) for scale in SCALES]) * close
        same = [
            other & (known[:, None] == known[columns]) & (known[:, None] >= 0)
            for known in (self._country, self._unit)
        ]
        return _Pairs(columns, near[:3], np.stack([near[3], *same]), close * (km <= HOME_KM))

    def signs(self, chance: Floats) -> tuple[Floats, Floats]:
        """[N, len(COMPANY)] signs, and [N] the chance that a part's own town is spoken of.

        chance [N]: of being what its name means. Of every other name what is likely counts, each
        by its chance.
        """
        weight = np.where(chance >= LIKELY, chance, 0.0)
        pairs = self._all or self._pairs(np.flatnonzero(weight))
        weight = weight[pairs.columns]
        out = np.zeros((len(chance), len(COMPANY)))
        if len(weight):
            of = self._group[pairs.columns]
            first = np.flatnonzero(np.concatenate([[True], of[1:] != of[:-1]]))
            out[:, :3] = np.add.reduceat(pairs.near * weight, first, axis=2).max(axis=2).T
            out[:, 3:6] = (pairs.mean @ weight).T / max(1, self.others)
        out[:, 6] = np.log1p(self.others) / 3
        return out, self._at_home(pairs, weight)

    def _at_home(self, pairs: _Pairs, weight: Floats) -> Floats:
        home: Floats = (pairs.home * weight).max(axis=1, initial=0.0)
        for index, one in enumerate(self._candidates):
            if one.parent is not None:
                for at, chance in zip(pairs.columns.tolist(), weight.tolist(), strict=True):
                    if chance > home[index] and self._candidates[at].id == one.parent:
                        home[index] = chance
        return home


def codes(names: Sequence[str]) -> Ints:
    """A number for each name, the same for the same."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)


def _known(names: Sequence[str]) -> Ints:
    """Likewise, -1 for an empty one."""
    numbers = {"": -1}
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)
