"""The answer in five lines, in plain words, each with the facts that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from firstlight.brief.fronts import CONTESTED, UNKNOWN, Front, as_of, fronts, holder
from firstlight.brief.line import Line, capital, unique
from firstlight.brief.plain import (
    chance,
    day,
    listing,
    plural,
    spread,
    when,
)
from firstlight.brief.ready import ready, today_line
from firstlight.brief.rows import Row, ids, rows
from firstlight.brief.totals import arriving, leaving
from firstlight.records import Fact, Report

if TYPE_CHECKING:
    from firstlight.control.result import Control
    from firstlight.movement.result import Movement
    from firstlight.needs.result import Needs
    from firstlight.openings.result import Openings
    from firstlight.settings import Settings
    from firstlight.staging.result import Staging


def lines(
    settings: Settings,
    reports: Sequence[Report],
    facts: Sequence[Fact],
    control: Control,
    openings: Openings,
    movement: Movement,
    needs: Needs,
    staging: Staging,
) -> list[Line]:
    """The five lines: what opens, how many come out, where to, what must stand ready, today."""
    towns = fronts(control, openings, movement)
    today = as_of(settings, reports, openings)
    return [
        _opening(towns, settings, openings, today, bool(facts)),
        _people(towns, movement),
        _where(towns, movement, settings),
        ready(staging, settings, movement),
        today_line(towns, staging, today),
    ]


def _opening(
    towns: Sequence[Front], settings: Settings, openings: Openings, today: date | None, any_: bool
) -> Line:
    topic = "What is about to open"
    closed = [town for town in towns if not town.is_open and town.history]
    if not closed:
        if towns and towns[0].history:
            names = listing([town.name for town in towns])
            stand = "stand" if len(towns) > 1 else "stands"
            text = f"No closed place is left among those followed; {names} {stand} open."
            return Line(topic, text, headline="Nothing is closed any more")
        missing = "no report tells of a closed place" if any_ else "no facts were found"
        text = f"Nothing can be said, since {missing}; add reports to the case."
        return Line(topic, text, headline="Not known")
    first = closed[0]
    now = first.now
    name = holder(first.state, settings)
    who = {UNKNOWN: [], CONTESTED: [name]}.get(first.state, [f"held by {name}"])
    if now["encircled_since"]:
        who.append(f"encircled since {day(now['encircled_since'], today)}")
    lead = f"{first.name} ({', '.join(who)})" if who else first.name
    text = (
        f"{lead} opens within 24 hours with a chance of {chance(now['p_24h'])}, within 7 days "
        f"{chance(now['p_7d'])}, within 30 days {chance(now['p_30d'])}"
        f"{_when(now)}."
    )
    others = [f"{town.name} {chance(town.now['p_7d'])}" for town in closed[1:4]]
    if others:
        text += f" Within 7 days also: {listing(others)}."
    evidence = rows(openings.evidence)
    rests = [row["fact"] for row in evidence if row["place_id"] == first.id]
    headline = f"{first.name}: {chance(now['p_7d'])} within a week"
    return Line(topic, text, unique(rests), headline)


def _when(now: Row) -> str:
    if now["p_7d"] is None:
        return ""
    odds, span = when(now["q10_days"], now["q90_days"])
    return f" ({odds}: {span})"


def _people(towns: Sequence[Front], movement: Movement) -> Line:
    topic = "How many come out"
    week = leaving(movement, 7)
    if week is None:
        return Line(
            topic,
            "No report says how many people are inside, so none can be forecast; add a report "
            "that gives an estimate.",
            headline="Not known",
        )
    soon, month = leaving(movement, 1), leaving(movement, 30)
    text = f"Within 7 days {spread(week.q05, week.q50, week.q95, 'people')}"
    closed = [town for town in towns if not town.is_open]
    if closed and len(towns) > 1:
        first = leaving(movement, 7, closed[0].id)
        if first:
            text += f", of whom from {closed[0].name} {spread(first.q05, first.q50, first.q95)}"
    text += ", counting the chance that the places stay closed." if closed else "."
    if soon and month:
        text += (
            f" Within 24 hours {spread(soon.q05, soon.q50, soon.q95)}; "
            f"within 30 days {spread(month.q05, month.q50, month.q95)}."
        )
    text += _guessed(towns, movement)
    rests = _inside(towns)
    headline = f"{spread(week.q05, week.q50, week.q95, 'people')} within a week"
    return Line(topic, text, unique(rests), capital(headline))


def _inside(towns: Sequence[Front]) -> list[str]:
    """Ids of the facts on which the numbers of people inside rest."""
    return [one for town in towns if town.inside for one in ids(town.inside["facts"])]


def _guessed(towns: Sequence[Front], movement: Movement) -> str:
    """Which towns' numbers are guesses, and how much of the total they are."""
    guesses = [town for town in towns if town.inside and _is_guess(town.inside)]
    if not guesses:
        return ""
    runs = movement.openings
    every = float(runs["left_30"].sum())
    of_these = float(runs.loc[runs["origin"].isin([one.id for one in guesses]), "left_30"].sum())
    share = chance(of_these / every) if every else "none"
    names = listing([town.name for town in guesses])
    verb = "is a guess" if len(guesses) == 1 else "are guesses"
    basis = {town.inside["basis"] for town in guesses if town.inside}
    source = "from its population" if len(guesses) == 1 else "from their populations"
    source = source if basis == {"population"} else "with little to go by"
    return (
        f" No report says how many are inside {names}: that number {verb} {source}, and makes up "
        f"{share} of those expected within 30 days."
    )


def _is_guess(row: Row) -> bool:
    return row["basis"] in ("population", "nothing")


def _where(towns: Sequence[Front], movement: Movement, settings: Settings) -> Line:
    topic = "Where they go"
    coming = arriving(movement, settings, 7)
    horizon = "7 days"
    if not coming:
        coming, horizon = arriving(movement, settings, 30), "30 days"
    if not coming:
        return Line(
            topic,
            "No arrivals could be forecast; name the towns and camps that people reach in a "
            "report, or list the roads in the case's road file.",
            headline="Not known",
        )
    names = {row["destination"]: row["name"] for row in rows(movement.arrivals)}
    likeliest = sorted(coming.items(), key=lambda item: (-item[1].q50, -item[1].q95))
    said = [
        f"{names.get(place, place)} {spread(one.q05, one.q50, one.q95)}"
        for place, one in likeliest[:3]
    ]
    text = f"New arrivals within {horizon}: {'; '.join(said)}"
    rest = len(likeliest) - len(said)
    text += f"; fewer in {rest} other place{'s' if rest > 1 else ''}." if rest > 0 else "."
    shown = {place for place, _ in likeliest[:3]}
    rests = [
        one
        for row in rows(movement.destinations)
        if row["place_id"] in shown
        for one in ids(row["facts"])
    ]
    # Where no report tells of a destination, the number still rests on how many are inside.
    rests = rests or _inside(towns)
    first = [names.get(place, place) for place, one in likeliest[:3] if one.q50 >= 1]
    headline = _whither(first, [one.q50 for _, one in likeliest])
    return Line(topic, text, unique(rests), headline)


def _whither(names: Sequence[str], people: Sequence[float]) -> str:
    """The first destinations, and whether they take most of the people."""
    if not names:
        return "Most likely nowhere yet"
    if sum(people[:2]) >= 0.5 * sum(people):
        return f"Mostly to {listing(names[:2])}"
    return f"First to {listing(names[:2])}, spread over {plural(len(people), 'place')}"
