"""What to put where beforehand: a two-stage stochastic program solved with HiGHS.

    staging = plan(movement, needs, settings)

First stage, now: what to buy at which hub, and where the trucks stand. Second stage, in each of the
joint scenarios of the movement: what goes where, and what stays unmet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from firstlight.staging.result import Staging

if TYPE_CHECKING:
    from firstlight.staging.consistency import check_hubs
    from firstlight.staging.planning import plan

__all__ = ["Staging", "check_hubs", "plan"]


def __getattr__(name: str) -> Any:
    # The solver and pandas are loaded with the plan, not with the names.
    if name == "plan":
        from firstlight.staging.planning import plan

        return plan
    if name == "check_hubs":
        from firstlight.staging.consistency import check_hubs

        return check_hubs
    raise AttributeError(name)
