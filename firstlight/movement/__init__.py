"""How many people come out of a closed place, by which roads, and to where.

    movement = simulate(facts, reports, control, openings, settings, gazetteer, folder=folder)

Estimates of people inside become a distribution (`people`), the roads a graph (`roads`), earlier
openings the law of leaving (`outflows`), and people move as cohorts (`cohorts`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from firstlight.movement.result import Movement

if TYPE_CHECKING:
    from firstlight.movement.simulation import simulate

__all__ = ["Movement", "simulate"]


def __getattr__(name: str) -> Any:
    # numpy, pandas and scipy are loaded with the computation, not with the names.
    if name == "simulate":
        from firstlight.movement.simulation import simulate

        return simulate
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
