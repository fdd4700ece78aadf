"""All numbers of one plan, as the settings and the network give them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firstlight.needs import Item
from firstlight.settings import Settings
from firstlight.staging.network import Network

Floats = NDArray[np.float64]

INFINITY = float("inf")


@dataclass(frozen=True)
class Data:
    """All numbers of one plan, in the caller's units."""

    network: Network
    items: tuple[Item, ...]
    price: Floats
    """[item] USD a unit."""
    stock: Floats
    """[hub, item] units."""
    trucks: Floats
    """[hub]."""
    room: Floats
    """[hub] m³ left for what is bought, infinite where not limited."""
    trips: Floats
    """[hub, destination, horizon] by one truck, cumulative."""
    budget: float
    """USD, infinite where not limited."""
    load_t: float
    load_m3: float
    usd_per_km: float
    km_per_day: float
    most: Floats
    """[hub, item] units that may be bought, infinite where not limited."""

    @classmethod
    def of(cls, network: Network, items: tuple[Item, ...], settings: Settings) -> Data:
        hubs, trucks = settings.hubs, settings.trucks
        stock = np.array([[hub.stock.get(one.id, 0.0) for one in items] for hub in hubs])
        size = np.array([one.m3_per_unit for one in items]) * ~drawn(items)
        room = [INFINITY if hub.capacity_m3 is None else hub.capacity_m3 for hub in hubs]
        costs = settings.costs
        usd = [costs[one.id].usd if one.id in costs else one.typical_usd for one in items]
        return cls(
            network=network,
            items=items,
            price=np.array(usd, dtype=float),
            stock=stock,
            trucks=np.array([float(hub.trucks) for hub in hubs]),
            room=np.maximum(np.array(room) - stock @ size, 0.0),
            trips=network.trips(trucks),
            budget=INFINITY if settings.budget.usd is None else settings.budget.usd,
            load_t=trucks.capacity_t,
            load_m3=trucks.capacity_m3,
            usd_per_km=trucks.usd_per_km,
            km_per_day=trucks.km_per_day,
            most=np.full(stock.shape, INFINITY),
        )


def drawn(items: tuple[Item, ...]) -> NDArray[np.bool_]:
    return np.array([one.obtained == "as drawn" for one in items])
