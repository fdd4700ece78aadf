"""From movement and needs to the plan: scenarios, program, solution, tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from firstlight.needs import HORIZONS, check, items
from firstlight.settings import Settings
from firstlight.staging import consistency, network, tables
from firstlight.staging.data import Data
from firstlight.staging.margins import margins
from firstlight.staging.model import Model
from firstlight.staging.outcome import Outcome, read
from firstlight.staging.program import Solution
from firstlight.staging.result import Staging
from firstlight.staging.scenarios import HANDFUL, LEAST, Scenarios, beyond_the_line, draw
from firstlight.staging.summary import regret, summary
from firstlight.staging.today import today

if TYPE_CHECKING:
    from firstlight.movement import Movement
    from firstlight.needs import Needs

Progress = Callable[[float], None]

SECONDS = 60.0
"""Time limit of branch and bound; what it has by then is used, its gap in the summary [s]."""
CHOICE = 100
"""The plan is chosen over so many of the scenarios at most, and judged over all of them: twice as
many take four times as long, and the judgement is the fairer for scenarios that were not planned
for."""
RARE = 0.05
"""Nothing is bought that a smaller share of scenarios would use."""
TURNS = 4
"""How often the plan is made again to keep to that."""
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
    some = scenarios.at_most(CHOICE)
    program = model.program(some)
    tell(0.1)
    simple = model.program(some.mean()).solve()
    solution = program.relaxed().solve()
    tell(0.4)
    for turn in range(TURNS):
        outcome = read(model, some, solution)
        most = worth_buying(model, outcome, final=turn == TURNS - 1)
        if (outcome.buy <= most + 1e-6 * model.scale).all():
            break
        data = replace(data, most=most)
        model = Model(data)
        program = program.with_first(model.first)
        solution = program.relaxed().solve(start=solution)
    solution = program.solve(seconds=SECONDS, start=solution)
    planned = read(model, some, solution)
    tell(0.5)
    outcome = planned
    if some.count < scenarios.count:
        every = model.program(scenarios)
        outcome = read(model, scenarios, every.answered(solution.x))
        most = worth_buying(model, outcome, final=True)
        over = outcome.buy > most + 1e-6 * model.scale
        if over.any():
            # What looked worth buying over some of the scenarios, and is not over all.
            solution = trimmed(model, solution, most)
            outcome = read(model, scenarios, every.answered(solution.x))
    by_horizon = tables.unmet(scenarios, outcome.unmet)
    figures = summary(scenarios, solution, outcome)
    figures = pd.concat([figures, regret(program, solution, planned, simple)], ignore_index=True)
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
        notes=_notes(data, scenarios, settings, drawn, movement),
    )


def worth_buying(model: Model, outcome: Outcome, final: bool) -> NDArray[np.float64]:
    """[hub, item]: purchases that at least 1 scenario in 20 would use, in whole lots.

    Infinite where no more than that is bought yet, so that the money freed may go there, unless it
    is the `final` word.

    Penalties say in which order people are served; taken as prices they would fill a warehouse for
    the one worst scenario of all. What is rarer than 1 in 20 is told as unmet, and not bought for.
    """
    beyond = outcome.flows.sum(axis=2) - model.data.stock
    used = np.quantile(beyond, 1 - RARE, axis=0, method="higher").clip(min=0.0)
    lots = np.array([one.lot or 1.0 for one in model.data.items])
    limit = np.ceil(used / lots - 1e-6) * lots
    if final:
        return np.asarray(np.minimum(limit, model.data.most))
    over = outcome.buy > limit + 1e-6 * model.scale
    return np.asarray(np.where(over, limit, model.data.most))


def trimmed(model: Model, solution: Solution, most: NDArray[np.float64]) -> Solution:
    """The solution with no more bought than `most` [hub, item]."""
    x = solution.x.copy()
    x[model.x] = np.minimum(x[model.x], (most / model.scale)[:, model.ahead])
    return replace(solution, x=x)


def _notes(
    data: Data, scenarios: Scenarios, settings: Settings, drawn: int, movement: Movement
) -> pd.DataFrame:
    withheld = beyond_the_line(movement)
    month = movement.draws[movement.draws["horizon_days"] == HORIZONS[-1]]
    there = float(month.loc[month["destination"].isin(list(withheld)), "people"].sum())
    sentences = [
        *consistency.withheld(withheld.values(), there / max(1.0, float(month["people"].sum()))),
        *consistency.unreached(data, scenarios),
        *consistency.trucks(data),
        *consistency.lead(data),
        *consistency.handfuls(scenarios, HANDFUL),
        *consistency.prices(data, settings),
        *consistency.ways(data),
        "The plan covers people newly arriving; those displaced earlier stand under their own "
        "heading in the needs and draw on the same stock.",
    ]
    if scenarios.count >= 1 / RARE:
        sentences.append(
            "Nothing is bought that fewer than 1 scenario in 20 would use; what rarer ones would "
            "need besides is counted as unmet."
        )
    if scenarios.count > CHOICE:
        sentences.append(
            f"What to buy is chosen over {CHOICE} of the scenarios, at even steps; costs, what "
            f"moves and what stays unmet are told over all {scenarios.count}."
        )
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
