"""The answer's last two lines: what must stand ready where, and what changed and to do today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from firstlight.brief.changes import news
from firstlight.brief.fronts import Front
from firstlight.brief.goods import amounts, running, short
from firstlight.brief.line import Line, capital, unique
from firstlight.brief.plain import chance, listing, money, money_interval, plural
from firstlight.brief.rows import Row, ids, rows
from firstlight.brief.stock import shortfalls

if TYPE_CHECKING:
    from firstlight.movement.result import Movement
    from firstlight.settings import Settings
    from firstlight.staging.result import Staging


def ready(staging: Staging, settings: Settings, movement: Movement) -> Line:
    topic = "What must stand ready"
    if not settings.hubs:
        return Line(
            topic,
            "No hub is listed, so nothing can be planned; add [[hubs]] with place and stock to "
            "case.toml.",
            headline="No plan without hubs",
        )
    plan = [row for row in rows(staging.plan) if (row["to_stage"] or 0) > 0]
    if not plan:
        text = headline = "The plan stages nothing yet"
    else:
        by_hub: dict[str, list[Row]] = {}
        for row in sorted(plan, key=lambda row: -(row["cost_usd"] or 0)):
            by_hub.setdefault(row["hub_name"] or row["hub"], []).append(row)
        said = []
        for hub, items in list(by_hub.items())[:2]:
            few = [short(row["item"], row["to_stage"], row["unit"]) for row in items[:3]]
            more = len(items) - len(few)
            rest = plural(more, "more item") if more > 0 else ""
            said.append(f"at {hub} {listing([*few, rest])}")
        more_hubs = len(by_hub) - len(said)
        text = "; ".join(said)
        text += f"; and stock at {plural(more_hubs, 'more hub')}" if more_hubs > 0 else ""
        text = capital(text)
        largest = max(plan, key=lambda row: row["cost_usd"] or 0)
        headline = short(largest["item"], largest["to_stage"], largest["unit"])
        headline += f" at {largest['hub_name'] or largest['hub']}"
        others = len(plan) - 1
        headline += f", and {plural(others, 'more line')} of stock" if others else ""
    measures = {row["measure"]: row for row in rows(staging.summary)}
    now, total = measures.get("cost_now_usd"), measures.get("cost_total_usd")
    if now:
        cost = money(now["value"] if now["value"] is not None else now["q50"])
        text += f". Cost now {cost}"
        headline += f", for {cost} now" if plan else ""
    if total:
        wide = money_interval(total["q05"], total["q95"])
        text += f", with transport about {money(total['q50'])} ({wide})"
    text += f". {_unmet(staging)}"
    rests = [one for row in rows(movement.people) for one in ids(row["facts"])]
    return Line(topic, text, unique(rests), capital(headline))


def _unmet(staging: Staging) -> str:
    lacking = shortfalls(staging)
    if not lacking:
        return "In at least 19 of 20 scenarios no need stays unmet."
    worst = lacking[0]
    met, low = worst["share_met_q50"], worst["share_met_q05"]
    place = worst["destination_name"] or worst["destination"]
    span = f" within {worst['horizon_days']:.0f} days" if worst["horizon_days"] else ""
    text = f"What remains unmet{span} is worst for {running(worst['item'])} in {place}"
    if met is None or low is None:
        return f"{text}: {amounts(worst['q05'], worst['q50'], worst['q95'], worst['unit'])}."
    most = "at most " if 0.005 <= low < 0.995 else ""
    return (
        f"{text}: {_met(met)} of the need is met in the middle scenario, {most}{_met(low)} in the "
        "worst 1 in 20."
    )


def _met(share: float) -> str:
    return "none" if share < 0.005 else "all" if share >= 0.995 else chance(share)


def today_line(towns: Sequence[Front], staging: Staging, today: date | None) -> Line:
    fresh = news(towns, today, 1)
    found = fresh or news(towns, today, 7)
    if fresh:
        text = f"{'; '.join(one.text for one in fresh[:3])}."
    else:
        text = "Nothing of weight changed since yesterday"
        text += f"; in the past week: {'; '.join(one.text for one in found[:3])}." if found else "."
    actions = [str(row["action"]).rstrip(".") for row in rows(staging.today)]
    if actions:
        text += f" Today: {actions[0]}."
        if len(actions) > 1:
            text += f" {len(actions) - 1} more under “Do today”."
    else:
        text += " No action is certain enough to take today before more is known."
    return Line(
        "What changed, and what to do today",
        text,
        unique([fact for one in found[:3] for fact in one.facts]),
        fresh[0].short if fresh else actions[0] if actions else "Nothing of weight changed",
    )
