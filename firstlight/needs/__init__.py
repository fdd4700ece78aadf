"""People to water, food, shelter and health, by published standards.

    needs = compute(movement, settings)

The standards (firstlight/data/standards.csv) and the items (firstlight/data/items.csv) are data.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from firstlight.needs.result import Needs
from firstlight.needs.standards import HORIZONS, Item, Standard, applied, check, items, standards

if TYPE_CHECKING:
    from firstlight.needs.demand import compute, destinations, joint_people
    from firstlight.needs.quantities import requirements

__all__ = [
    "HORIZONS", "Item", "Needs", "Standard", "applied", "check", "compute", "destinations", "items",
    "joint_people", "requirements", "standards",
]  # fmt: skip

# pandas is loaded with the computation, not with the names.
_LATER = {
    "compute": "demand",
    "destinations": "demand",
    "joint_people": "demand",
    "requirements": "quantities",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"firstlight.needs.{_LATER[name]}"), name)
    raise AttributeError(name)
