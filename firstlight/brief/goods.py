"""Items by the names people call them, with amounts and units in words."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from firstlight.brief.plain import count, number, rounded, spread
from firstlight.needs.standards import PARTS, in_parts

SYMBOLS = {"m³", "m²", "m3", "L", "l", "kg", "t", "kcal", "km", "USD", "%"}
"""Units that take no plural."""

RUNNING = {
    "water_m3": "safe water",
    "food_ration": "daily food rations",
    "tent_5p": "family tents",
    "latrine_slab": "latrine slabs",
    "health_kit_iehk": "health kits",
    "tap": "taps",
    "water_container": "water containers",
    "soap_kg": "soap",
}
"""Items of firstlight/data/items.csv as they stand after a number in a sentence."""


@cache
def item_names() -> dict[str, str]:
    """Item id to its name, from firstlight/data/items.csv."""
    source = files("firstlight") / "data" / "items.csv"
    if not source.is_file():
        return {}
    lines = source.read_text(encoding="utf-8").splitlines()
    return {row["id"]: row["name"] for row in csv.DictReader(lines)}


def item_name(item: str) -> str:
    """The item's name; its id with spaces for an item of the case's own."""
    return item_names().get(item) or item.replace("_", " ").capitalize()


def unit_word(unit: str | None, value: float | None = None) -> str:
    """The unit after a number of them, or after `value`."""
    unit = (unit or "").strip()
    if value == 1 or not unit or unit in SYMBOLS or unit == "people" or unit.endswith("s"):
        return unit
    return f"{unit}es" if unit.endswith(("x", "ch", "sh")) else f"{unit}s"


def amount(value: float | None, unit: str | None) -> str:
    """The number with its unit: "300 m³", "1,200 tents", "1 kit and 5 modules"."""
    if unit in PARTS and value:
        return in_parts(rounded(value), unit, unit_word(unit))
    say = number if is_measured(unit) else count
    return f"{say(value)} {unit_word(unit, value)}".strip()


def amounts(low: float | None, middle: float | None, high: float | None, unit: str | None) -> str:
    """The middle amount with its 5–95% interval and unit."""
    return spread(low, middle, high, unit_word(unit), whole=not is_measured(unit))


def is_measured(unit: str | None) -> bool:
    """Whether the unit is measured (m³, kg) rather than counted (tents)."""
    return (unit or "").strip() in SYMBOLS


def lower(name: str) -> str:
    """A name within a sentence: acronyms keep their capitals."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def short(item: str, value: float | None, unit: str | None) -> str:
    """The amount in a running sentence: "300 m³ of safe water", "1,800 family tents"."""
    if item in RUNNING:
        name = RUNNING[item]
        if unit in PARTS and value:
            return in_parts(rounded(value), unit, name)
        return f"{amount(value, unit) + ' of' if is_measured(unit) else number(value)} {name}"
    return f"{lower(item_name(item))} ({amount(value, unit)})"


def running(item: str) -> str:
    """The item's name within a sentence."""
    return RUNNING.get(item) or lower(item_name(item))
