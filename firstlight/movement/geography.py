"""Points and distances, and what movement asks of a gazetteer."""

from __future__ import annotations

import unicodedata
from typing import Protocol

import numpy as np
import numpy.typing as npt

from firstlight.records import Candidate

Floats = npt.NDArray[np.float64]

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""

CAMP_FEATURES = frozenset({"RFC", "CMP", "CMPRF", "CMPMN"})
"""GeoNames feature codes of camps."""

SITE_FEATURES = frozenset({"DAM", "BDG", "RDJCT", "AIRB", "AIRP", "MNMT", "CRSG", "RDCUT"})
"""GeoNames feature codes of places on a road where nobody is sheltered."""


class Gazetteer(Protocol):
    """What movement asks of `places.Gazetteer`."""

    def lookup(self, name: str) -> list[Candidate]: ...

    def near(
        self, lat: float, lon: float, km: float, min_population: int = 0
    ) -> list[Candidate]: ...

    def get(self, id: str) -> Candidate | None: ...


def great_circle_km(
    lat: float | Floats, lon: float | Floats, other_lat: float | Floats, other_lon: float | Floats
) -> Floats:
    """Great-circle distance [km] between points in degrees, by the haversine formula."""
    a, b, c, d = (np.radians(one) for one in (lat, lon, other_lat, other_lon))
    chord = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(chord, 0, 1))))


def plain(name: str) -> str:
    """A name without marks, case or an Arabic article, to compare spellings of one hand."""
    letters = "".join(
        one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one)
    )
    words = "".join(one if one.isalnum() else " " for one in letters.casefold()).split()
    return " ".join(word for word in words if word not in ("al", "el", "ar", "as", "ash", "an"))


def is_camp(name: str, feature: str) -> bool:
    """Whether a place shelters displaced people by its kind or by its name."""
    return feature in CAMP_FEATURES or "camp" in plain(name).split()
