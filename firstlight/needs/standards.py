"""The standards and the items, read from firstlight/data: data, not code."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from firstlight.errors import SettingsError
from firstlight.settings import Settings

HORIZONS = (1, 7, 30)
"""First 24 hours, 7 days, 30 days [days]."""


PARTS = {"kit": ("module", 10)}
"""Units that come whole and are sent in parts: what a part is called, and how many there are."""


def in_parts(quantity: float, unit: str, counted: str) -> str:
    """The whole ones and the parts: "1 health kit and 5 modules", "3 modules of health kits"."""
    name, many = PARTS[unit]
    whole, parts = divmod(round(quantity * many), many)
    few = f"{parts} {name}{'s' if parts != 1 else ''}"
    if not whole and parts:
        return f"{few} of {counted}"
    said = f"{whole:,} {counted.removesuffix('s') if whole == 1 else counted}"
    return f"{said} and {few}" if parts else said


@dataclass(frozen=True, slots=True)
class Standard:
    """One row of standards.csv: `quantity` of an item for `people` people.

    It applies from day `from_day` to day `to_day` of a person's stay, both counted from 1.
    """

    item: str
    component: str
    quantity: float
    unit: str
    people: float
    per: str
    basis: str
    from_day: int
    to_day: int | None
    standard: str
    source: str
    page: str
    note: str

    @property
    def each(self) -> float:
        """Quantity for one person [unit a person, or unit a person and day]."""
        return self.quantity / self.people


@dataclass(frozen=True, slots=True)
class Item:
    """One row of items.csv: what can be stocked, bought and carried.

    `use` is 'consumed' or 'kept'; `obtained` is 'ahead' (bought before it is known who comes) or
    'as drawn' (filled and paid when a truck leaves). `piece` is the smallest part that can be
    sent, `lot` the smallest that can be bought, 0 for any amount [unit].
    """

    id: str
    name: str
    counted: str
    """The words after a number of it, in the plural."""
    unit: str
    kg_per_unit: float
    m3_per_unit: float
    use: str
    obtained: str
    piece: float
    lot: float
    typical_usd: float
    price_source: str
    size_source: str
    usd_per_person_day: float
    """What the plan reckons one person without it for one day as: an order, not a price."""
    reason: str

    @property
    def consumed(self) -> bool:
        return self.use == "consumed"

    @property
    def plural(self) -> str:
        """The words for it without a number: "family tents", "safe water"."""
        return self.counted.split(" of ")[-1]

    def amount(self, quantity: float) -> str:
        """The quantity in words: "1,200 family tents", "300 m³ of safe water", "1 health kit and 5
        modules" (kits are bought whole and sent by the module)."""
        if self.unit in PARTS:
            return in_parts(quantity, self.unit, self.counted)
        number = (
            f"{quantity:,.0f}" if abs(quantity - round(quantity)) < 0.05 else f"{quantity:,.1f}"
        )
        return f"{number} {self.counted.removesuffix('s') if number == '1' else self.counted}"


def _rows(name: str) -> list[dict[str, str]]:
    text = files("firstlight").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def standards() -> tuple[Standard, ...]:
    """All rows of standards.csv, in its order."""
    return tuple(
        Standard(
            item=row["item"],
            component=row["component"],
            quantity=float(row["quantity"]),
            unit=row["unit"],
            people=float(row["people"]),
            per=row["per"],
            basis=row["basis"],
            from_day=int(row["from_day"] or 1),
            to_day=int(row["to_day"]) if row["to_day"] else None,
            standard=row["standard"],
            source=row["source"],
            page=row["page"],
            note=row["note"],
        )
        for row in _rows("standards.csv")
    )


@cache
def items() -> dict[str, Item]:
    """All items by id, most urgent first."""
    numbers = (
        "kg_per_unit", "m3_per_unit", "piece", "lot", "typical_usd", "usd_per_person_day",
    )  # fmt: skip
    rows = _rows("items.csv")
    found = [
        Item(**{key: float(text) if key in numbers else text for key, text in row.items()})  # type: ignore[arg-type]
        for row in rows
    ]
    return {one.id: one for one in sorted(found, key=lambda one: -one.usd_per_person_day)}


def applied(item: str) -> list[Standard]:
    """The rows that set how much of an item people need (not what it is made of)."""
    return [row for row in standards() if row.item == item and row.basis != "part"]


def check(settings: Settings) -> None:
    """Every item that hubs stock and costs price is known, or a `SettingsError` names it."""
    known = items()
    named = [(f"the stock of hub {hub.id!r}", key) for hub in settings.hubs for key in hub.stock]
    named += [("[costs]", key) for key in settings.costs]
    for where, key in named:
        if key not in known:
            raise SettingsError(
                f"case.toml names the unknown item {key!r} in {where}; use one of "
                f"{', '.join(known)}."
            )
