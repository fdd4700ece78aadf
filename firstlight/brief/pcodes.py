"""Admin names and P-codes of the places in the exports, where a pack's boundaries know them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from firstlight.brief.rows import Row

if TYPE_CHECKING:
    from firstlight.places.boundaries import Admin

    AdminOf = Callable[[float, float], Admin | None]
    """Latitude and longitude to the admin units there; None where no boundaries are known."""

_TRACTS = ("PCL", "RGN", "CONT", "GULF", "STRT", "VAL", "LK", "STM", "MTS")
"""Feature codes of land and water that has a point on the map, but does not lie in one district."""
LEVELS = (1, 2, 3)
OPEN_LEVEL = 2
"""The deepest admin level that may be told of where people are."""

ORIGIN = "origin_"
"""How the columns of the place from which people come begin."""


def level(feature: str | None, precision: str = "exact") -> int:
    """The deepest admin level (0-3) that a place lies in: a province lies in no district.

    feature: GeoNames feature code. precision: how well its point is known, as in `Place`.
    """
    feature = feature or ""
    if feature.startswith("ADM"):
        return min(int(feature[3:4]), 3) if feature[3:4].isdigit() else 0
    if precision == "unknown" or feature.startswith(_TRACTS):
        return 0
    return 2 if precision == "area" else 3


class Units:
    """Looks up the admin units of points, and remembers whose boundaries told them.

    admin: None where there are no boundaries; then everything is empty.
    """

    def __init__(self, admin: AdminOf | None) -> None:
        self._admin = admin
        self._known: dict[tuple[float, float], Admin | None] = {}

    def __call__(self, lat: float | None, lon: float | None) -> Admin | None:
        if self._admin is None or lat is None or lon is None:
            return None
        if (lat, lon) not in self._known:
            self._known[lat, lon] = self._admin(lat, lon)
        return self._known[lat, lon]

    def columns(
        self, lat: float | None, lon: float | None, deepest: int = 3, prefix: str = ""
    ) -> Row:
        """`adm1_name`, `adm1_pcode` ... of a point down to a level; no columns where unknown."""
        found = self(lat, lon)
        if found is None:
            return Row()
        return Row(
            {
                f"{prefix}adm{n}_{what}": told[n - 1]
                for n in LEVELS[:deepest]
                for what, told in (("name", found.names), ("pcode", found.pcodes))
                if told[n - 1]
            }
        )

    def credit(self, attribution: str) -> str:
        """The attribution with that of the boundaries that were used."""
        lines = {one.attribution: None for one in self._known.values() if one and one.attribution}
        return " ".join([attribution, *lines])


def known_levels(items: Iterable[Row], prefix: str = "") -> list[int]:
    """The admin levels of which any of the rows knows something."""
    keys = {key for row in items for key in row}
    return [n for n in LEVELS if f"{prefix}adm{n}_name" in keys or f"{prefix}adm{n}_pcode" in keys]


def names_of(n: int, prefix: str = "") -> tuple[str, str]:
    """The two columns of an admin level."""
    return f"{prefix}adm{n}_name", f"{prefix}adm{n}_pcode"


def level_out(items: list[Row]) -> list[Row]:
    """The rows with the same admin columns in each, None where a row does not know them."""
    wanted = [
        column
        for prefix in ("", ORIGIN)
        for n in known_levels(items, prefix)
        for column in names_of(n, prefix)
    ]
    return [Row(row | {column: row[column] for column in wanted}) for row in items]
