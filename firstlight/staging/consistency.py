"""One small check for each rule; each says what is wrong and how to repair it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

import numpy as np

from firstlight.errors import SettingsError
from firstlight.needs import check
from firstlight.settings import Settings

if TYPE_CHECKING:
    from firstlight.staging.data import Data
    from firstlight.staging.scenarios import Scenarios


class Countries(Protocol):
    """What a check of the hubs needs to know; `places.Gazetteer` is one."""

    def country_of(self, lat: float, lon: float) -> str | None:
        """ISO 3166-1 alpha-2, None in the sea."""
        ...


def check_hubs(settings: Settings, gazetteer: Countries) -> dict[str, str | None]:
    """Every hub stands on land and stocks known items; answers with the hubs' countries.

    Raises `SettingsError` naming the hub, its coordinates and the repair.
    """
    check(settings)
    found: dict[str, str | None] = {}
    for hub in settings.hubs:
        country = gazetteer.country_of(hub.lat, hub.lon)
        if country is None:
            swapped = abs(hub.lon) <= 90 and gazetteer.country_of(hub.lon, hub.lat) is not None
            repair = (
                f"latitude and longitude look swapped; set lat = {hub.lon:g} and lon = {hub.lat:g}"
                if swapped
                else "correct lat and lon"
            )
            raise SettingsError(
                f"Hub {hub.id!r} ({hub.name}) stands in the sea at lat {hub.lat:g}, "
                f"lon {hub.lon:g}; {repair} in case.toml."
            )
        found[hub.id] = country
    return found


def nothing_to_plan(settings: Settings, scenarios: int) -> list[str]:
    """Sentences that say why there is no plan; none where there can be one."""
    found = []
    if not settings.hubs:
        found.append(
            "No plan: case.toml has no hub; add [[hubs]] with id, name, lat, lon, stock and trucks."
        )
    if not scenarios:
        found.append(
            "No plan: no run has anybody arriving anywhere within 30 days, so nothing must stand "
            "ready for arrivals."
        )
    return found


def unreached(data: Data, scenarios: Scenarios) -> list[str]:
    """Hubs without a way to any destination, and destinations without a hub."""
    found = []
    served = np.isfinite(data.network.km)
    for number, hub in enumerate(data.network.hubs):
        if not served[number].any():
            found.append(
                f"Hub {hub.id!r} ({hub.name}) serves no destination; name the countries or fronts "
                "it can reach in its serves key."
            )
    lonely = [
        str(name)
        for number, name in enumerate(scenarios.destinations["name"])
        if not served[:, number].any()
    ]
    if lonely:
        found.append(
            f"No hub serves {', '.join(lonely[:5])}{' and others' if len(lonely) > 5 else ''}; add "
            "a hub in that country, or the country to a hub's serves key."
        )
    return found


def withheld(names: Iterable[str], share: float) -> list[str]:
    """Destinations that are left out of the plan for who holds them."""
    found = sorted(set(names))
    if not found:
        return []
    said = ", ".join(found[:5]) + (" and others" if len(found) > 5 else "")
    return [
        f"Nothing is sent to {said}, held by the side that held the town people leave; the "
        f"{share:.0%} of all expected arrivals who go there are in the arrivals, not in this plan."
    ]


def trucks(data: Data) -> list[str]:
    """Without trucks nothing can be brought."""
    if data.trucks.sum() > 0:
        return []
    return ["No hub has trucks, so nothing can be brought; set trucks in [[hubs]]."]


def lead(data: Data) -> list[str]:
    """Whether anything can be there in the first 24 hours."""
    if not np.isfinite(data.network.km).any() or (data.trips[:, :, 0] > 0).any():
        return []
    return [
        "No truck can arrive within the first 24 hours; what is needed then must stand at the "
        "destinations already, or shorten [trucks].lead_days."
    ]


def handfuls(scenarios: Scenarios, few: float) -> list[str]:
    """Who is too few to plan for."""
    if scenarios.left_out <= 0:
        return []
    share = scenarios.left_out
    said = "under 0.1%" if share < 0.001 else f"{share:.1%}"
    return [
        f"Places that fewer than {few:.0f} people reach in a scenario are not planned for "
        f"there ({said} of all arrivals); what stands elsewhere must do for them."
    ]


def prices(data: Data, settings: Settings) -> list[str]:
    """Items whose price is ours and not the case's."""
    assumed = [one.id for one in data.items if one.id not in settings.costs]
    if not assumed:
        return []
    return [
        f"Typical prices are assumed for {', '.join(assumed)}; set [costs.<item>].usd in "
        "case.toml for your own."
    ]


def ways(data: Data) -> list[str]:
    """Whether distances follow roads."""
    served = np.isfinite(data.network.km)
    guessed = int((served & ~data.network.by_road).sum())
    if not guessed:
        return []
    return [
        f"{guessed} of {int(served.sum())} ways from hubs to destinations are great-circle "
        "distance times the detour factor; add roads to the case's road table for better ones."
    ]
