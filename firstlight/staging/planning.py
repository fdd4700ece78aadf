"""From movement and needs to the plan: scenarios, program, solution, tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from firstlight.needs.standards import check, items
from firstlight.settings import Settings
from firstlight.staging import consistency, network, tables
from firstlight.staging.data import Data
from firstlight.staging.margins import margins
from firstlight.staging.model import Model
from firstlight.staging.outcome import read
from firstlight.staging.result import Staging
from firstlight.staging.scenarios import LEAST, Scenarios, draw
from firstlight.staging.summary import summary
from firstlight.staging.today import today

if TYPE_CHECKING:
    from firstlight.movement import Movement
    from firstlight.needs import Needs

Progress = Callable[[float], None]

SECONDS = 60.0
"""Time limit of branch and bound; what it has by then is used, its gap in the summary [s]."""
COLUMNS = 400_000
"""Size of program from which fewer scenarios are taken: about ten seconds and 500 MB."""


def plan(
    movement: Movement,
    needs: Needs,
    settings: Settings,
    *,
    countries: Mapping[str, str | None] | None = None,
    progress: Progress | None = None,
) -> Staging:
    """What to put where beforehand, over joint scenarios drawn from the movement's runs.

    The scenarios are built from `movement.draws` by the standards that `needs` lists; `countries`
    are the hubs' (`check_hubs` answers with them). Without hubs or arrivals the tables are empty
    and `notes` says what to add. Raises `SettingsError` where stock or costs name an unknown item.
    """
    check(settings)
    tell = progress or (lambda _: None)
    wanted = set(needs.standards["item"])
    chosen = tuple(item for item in items().values() if item.id in wanted)
    scenarios = draw(movement, settings, chosen)
    reasons = consistency.nothing_to_plan(settings, scenarios.count)
    if reasons:
        return _empty(reasons)
    ways = network.build(movement, settings, scenarios.destinations, countries)
    data = Data.of(ways, chosen, settings)
    model = Model(data)
    drawn = scenarios.count
    scenarios = scenarios.at_most(max(LEAST, COLUMNS // max(1, model.columns)))
    program = model.program(scenarios)
    tell(0.1)
    solution = program.solve(seconds=SECONDS)
    tell(0.5)
    outcome = read(model, scenarios, solution)
    by_horizon = tables.unmet(scenarios, outcome.unmet)
    figures = summary(model, program, scenarios, solution, outcome)
    tell(0.8)
    more = margins(data, scenarios, settings)
    tell(1.0)
    first_day = settings.trucks.lead_days + ways.km / settings.trucks.km_per_day
    last = by_horizon["horizon_days"] == by_horizon["horizon_days"].max()
    return Staging(
        plan=tables.plan(model, outcome),
        trucks=tables.trucks(data, outcome),
        moves=tables.moves(data, scenarios, outcome, first_day),
        unmet=by_horizon[last].reset_index(drop=True),
        unmet_by_horizon=by_horizon,
        summary=figures,
        margins=more,
        today=today(model, scenarios, outcome),
        notes=_notes(data, scenarios, settings, drawn),
    )


def _notes(data: Data, scenarios: Scenarios, settings: Settings, drawn: int) -> pd.DataFrame:
    sentences = [
        *consistency.unreached(data, scenarios),
        *consistency.trucks(data),
        *consistency.lead(data),
        *consistency.prices(data, settings),
        *consistency.ways(data),
        "The plan covers people newly arriving; those displaced earlier stand under their own "
        "heading in the needs and draw on the same stock.",
    ]
    if scenarios.count < drawn:
        sentences.append(
            f"{scenarios.count} of {drawn} scenarios are planned for, to keep the program small; "
            "name fewer hubs, or lower [run].scenarios."
        )
    if not np.isfinite(data.budget):
        sentences.append(
            "No budget is set, so all that lessens need enough is bought; set [budget].usd."
        )
    return tables.frame("notes", [{"note": one} for one in sentences])


def _empty(reasons: list[str]) -> Staging:
    found = {name: tables.frame(name, []) for name in Staging.COLUMNS}
    found["notes"] = tables.frame("notes", [{"note": one} for one in reasons])
    return Staging.of(found)
