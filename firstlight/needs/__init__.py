"""People to water, food, shelter and health, by published standards.

    needs = compute(movement, settings)

The standards (firstlight/data/standards.csv) and the items (firstlight/data/items.csv) are data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from firstlight.needs.result import Needs
from firstlight.needs.standards import HORIZONS, Item, Standard, check, items, standards

if TYPE_CHECKING:
    from firstlight.needs.demand import compute

__all__ = ["HORIZONS", "Item", "Needs", "Standard", "check", "compute", "items", "standards"]


def __getattr__(name: str) -> Any:
    # pandas is loaded with the computation, not with the names.
    if name == "compute":
        from firstlight.needs.demand import compute

        return compute
    raise AttributeError(name)
