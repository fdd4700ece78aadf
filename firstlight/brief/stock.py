"""The plan's tables: what to stage where, what may remain unmet, what to do today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from firstlight.brief.goods import amount, amounts, is_measured, item_name, unit_word
from firstlight.brief.plain import (
    chance,
    count,
    money,
    money_interval,
    number,
    plural,
)
from firstlight.brief.rows import Row, grouped, rows
from firstlight.brief.tables import SHOWN, Cell, Table, cell

if TYPE_CHECKING:
    from firstlight.staging.result import Staging


@dataclass(frozen=True, slots=True)
class Stock:
    """One item at one hub."""

    item: str
    in_stock: str
    buy: str
    to_stage: str
    cost: str


def stock(staging: Staging) -> dict[str, list[Stock]]:
    """Hub name to what is there, bought and staged."""
    found: dict[str, list[Stock]] = {}
    for row in rows(staging.plan):
        if not any(row[key] for key in ("in_stock", "buy", "to_stage")):
            continue
        unit = row["unit"]
        found.setdefault(row["hub_name"] or row["hub"], []).append(
            Stock(
                item=item_name(row["item"]),
                in_stock=_some(row["in_stock"], unit),
                buy=_some(row["buy"], unit),
                to_stage=_some(row["to_stage"], unit),
                cost=money(row["cost_usd"]) if row["cost_usd"] else "–",
            )
        )
    return found


def _some(value: float | None, unit: str | None) -> str:
    return amount(value, unit) if value else "–"


def trucks(staging: Staging) -> dict[str, str]:
    """Hub name to its trucks: there, to have, and busy over the scenarios."""
    found = {}
    for row in rows(staging.trucks):
        said = f"{plural(int(row['trucks'] or 0), 'truck')} there now"
        if row["to_have"] is not None and row["to_have"] != row["trucks"]:
            said += f", {count(row['to_have'])} by the plan"
        if (row["busy_q95"] or 0) >= 0.5:
            few, many = count(row["busy_q50"]), count(row["busy_q95"])
            said += f"; {'none' if few == '0' else few} busy in the middle scenario, "
            have = row["to_have"] if row["to_have"] is not None else row["trucks"]
            every = have is not None and row["busy_q95"] >= have - 0.5
            said += f"{'all' if every else many + ' or more'} in the busiest 1 in 20"
        elif row["busy_q95"] is not None:
            said += "; hardly any busy in 19 of 20 scenarios"
        found[row["hub_name"] or row["hub"]] = said
    return found


@dataclass(frozen=True, slots=True)
class Unmet:
    place: str
    item: str
    need: str
    unmet: Cell
    met_says: str
    probability: str


def shortfalls(staging: Staging) -> list[Row]:
    """What may lack, the largest first: the middle shortfall against the largest need of the item.

    Where the middle scenario lacks next to nothing, the worst 1 in 20 decides.
    """
    lacking = [row for row in rows(staging.unmet) if row["q95"]]
    most = {
        item: max(row["need_q50"] or 0.0 for row in group) or 1.0
        for item, group in grouped(lacking, "item").items()
    }

    def size(row: Row) -> tuple[float, float]:
        middle, worst = (float(row[q] or 0.0) / most[row["item"]] for q in ("q50", "q95"))
        return round(middle, 2), worst

    return sorted(lacking, key=size, reverse=True)


def unmet(staging: Staging) -> Table:
    """What may lack, in the order of `shortfalls`."""
    found = [
        Unmet(
            row["destination_name"] or row["destination"],
            item_name(row["item"]),
            amount(row["need_q50"], row["unit"]),
            _cell(row),
            _met(row["share_met_q50"], row["share_met_q05"]),
            chance(row["probability_any"]),
        )
        for row in shortfalls(staging)
    ]
    return Table(found[:SHOWN], found[SHOWN:])


def _met(middle: float | None, low: float | None) -> str:
    if middle is None or low is None:
        return ""
    if _share(low) == _share(middle):
        return _share(middle)
    most = "at most " if 0.005 <= low < 0.995 else ""
    return f"{_share(middle)}; in the worst 1 in 20, {most}{_share(low)}"


def _cell(row: Row) -> Cell:
    unit = row["unit"]
    return cell(row["q05"], row["q50"], row["q95"], unit_word(unit), whole=not is_measured(unit))


def _share(value: float) -> str:
    return "all" if value >= 0.995 else "none" if value < 0.005 else chance(value)


@dataclass(frozen=True, slots=True)
class Move:
    hub: str
    place: str
    item: str
    amount: Cell
    km: str


def moves(staging: Staging) -> Table:
    """What the trucks carry from where to where, over the scenarios."""
    ordered = sorted(
        rows(staging.moves), key=lambda row: (row["hub"], row["destination_name"] or "")
    )
    hubs = {row["hub"]: row["hub_name"] for row in rows(staging.plan)}
    found = [
        Move(
            hubs.get(row["hub"]) or row["hub"],
            row["destination_name"] or row["destination"],
            item_name(row["item"]),
            _cell(row),
            number(row["km"]),
        )
        for row in ordered
        if row["q95"]
    ]
    return Table(found)


@dataclass(frozen=True, slots=True)
class Measure:
    label: str
    says: str
    cost: bool
    """Whether it is money that will be spent, rather than a figure of the plan's reckoning."""


def summary(staging: Staging) -> list[Measure]:
    """The plan's figures, money as money, everything else with its interval."""
    found = []
    for row in rows(staging.summary):
        unit = row["unit"] or ""
        middle = row["value"] if row["value"] is not None else row["q50"]
        if middle is None:
            continue
        wide = row["q05"] is not None and row["q95"] is not None and row["q05"] != row["q95"]
        if unit.upper() == "USD":
            says = money(middle)
            if wide:
                says = f"about {money(row['q50'])} ({money_interval(row['q05'], row['q95'])})"
        elif unit in ("share", "0-1", "[0-1]", "probability"):
            says = chance(middle)
            if wide:
                says += f" ({chance(row['q05'])} to {chance(row['q95'])})"
        elif row["q95"] == 0 and middle > 0:
            says = "none in 19 of 20 scenarios"
        elif wide:
            says = amounts(row["q05"], row["q50"], row["q95"], unit)
        else:
            says = amount(middle, unit)
        name = str(row["measure"])
        found.append(Measure(str(row["label"] or name), says, name.startswith("cost_")))
    return found


@dataclass(frozen=True, slots=True)
class Action:
    action: str
    why: str
    share: str
    cost: str


def actions(staging: Staging) -> list[Action]:
    """What is certain enough to do today."""
    return [
        Action(
            str(row["action"]).rstrip("."),
            str(row["why"] or ""),
            chance(row["share_of_scenarios"])
            if row["share_of_scenarios"] is not None and "scenario" not in str(row["why"])
            else "",
            money(row["cost_usd"]) if row["cost_usd"] else "",
        )
        for row in rows(staging.today)
    ]
