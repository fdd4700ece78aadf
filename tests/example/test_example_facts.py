"""What the example's reports say must be among the facts: by type, place, day, actor and number."""

from __future__ import annotations

from datetime import date

import pytest

from firstlight import Case
from firstlight.records import Estimate, Event, Fact

IS, IRAQ, SDF, GNA = "islamic_state", "iraq", "sdf", "gna"


def side_of(case: Case, party_ids: set[str | None]) -> set[str | None]:
    sides = {actor.id: actor.side for actor in case.settings.actor_list()}
    return {sides.get(one) for one in party_ids if one}


def at(case: Case, fact: Fact, where: str) -> bool:
    """Whether the fact's place is a town, or is part of it."""
    if fact.place is None:
        return False
    town = case.gazetteer.lookup(where)[0].id
    return town in (fact.place.id, fact.place.parent)


def events(
    case: Case,
    type_: str,
    where: str,
    *,
    on: tuple[date, date] | None = None,
    by: str | None = None,
    object_: str | None = None,
    status: tuple[str, ...] = ("actual", "ongoing"),
) -> list[Event]:
    """Events of a type at a town, begun within `on`, by a side, on an object, with a status."""
    return [
        fact
        for fact in case.facts()
        if isinstance(fact, Event)
        and fact.type == type_
        and fact.status in status
        and at(case, fact, where)
        and (object_ is None or fact.object == object_)
        and (by is None or by in side_of(case, {party.id for party in fact.actors}))
        and (on is None or (fact.start is not None and on[0] <= fact.start <= on[1]))
    ]


def estimates(case: Case, measure: str, where: str) -> list[Estimate]:
    return [
        fact
        for fact in case.facts()
        if isinstance(fact, Estimate) and fact.measure == measure and at(case, fact, where)
    ]


def june(first: int, last: int | None = None) -> tuple[date, date]:
    return date(2016, 6, first), date(2016, 6, last or first)


# Fallujah


def test_fallujah_was_taken_in_january_2014(case: Case) -> None:
    found = events(case, "capture", "Fallujah", by=IS, on=(date(2014, 1, 1), date(2014, 1, 31)))
    assert found and all(one.end == date(2014, 1, 31) for one in found)


def test_the_offensive_began_on_22_to_23_may(case: Case) -> None:
    found = events(
        case, "offensive", "Fallujah", by=IRAQ, on=(date(2016, 5, 22), date(2016, 5, 23))
    )
    assert found


def test_dam_villages_and_crossings_were_retaken_in_the_first_days(case: Case) -> None:
    days = (date(2016, 5, 22), date(2016, 6, 1))
    for object_ in ("dam", "village", "crossing"):
        taken = [
            fact
            for fact in case.facts()
            if isinstance(fact, Event)
            and (fact.type, fact.object, fact.status) == ("capture", object_, "actual")
            and fact.start
            and days[0] <= fact.start <= days[1]
        ]
        assert taken, object_


def test_special_forces_entered_in_early_june(case: Case) -> None:
    found = events(case, "enter", "Fallujah", by=IRAQ, on=june(3))
    assert any(p.id == "iraqi_special_forces" for one in found for p in one.actors)


def test_the_shuhada_quarter_was_retaken_by_special_forces_and_militias(case: Case) -> None:
    (found, *_) = [
        one
        for one in events(case, "capture", "Fallujah", by=IRAQ, on=june(8))
        if one.place and "Shuhada" in one.place.name
    ]
    assert found.object == "neighbourhood"
    assert {"iraqi_special_forces", "popular_mobilisation"} <= {p.id for p in found.actors}
    assert not any(
        one.place and one.place.precision == "exact" and one.place.feature == "PPL"
        for one in events(case, "capture", "Fallujah", by=IRAQ, on=june(8))
    )


def test_air_strikes_support_them(case: Case) -> None:
    assert any(p.id == "coalition" for e in events(case, "airstrike", "Fallujah") for p in e.actors)


def test_people_inside_doubled_from_50_000_to_up_to_90_000(case: Case) -> None:
    found = estimates(case, "trapped", "Fallujah") + estimates(case, "population", "Fallujah")
    assert any(one.best == 50_000 for one in found)
    (up_to, *_) = [one for one in found if one.high == 90_000]
    assert (up_to.best, up_to.low) == (90_000, None)
    revised = [one.revises for one in found if one.revises]
    assert any(one.ratio == pytest.approx(2, abs=0.2) for one in revised if one.ratio)
    assert any(one.previous == 50_000 for one in revised)


def test_hunger_and_recruitment_against_food(case: Case) -> None:
    assert events(case, "deprive", "Fallujah")
    assert events(case, "abuse", "Fallujah", by=IS)


def test_bridges_opened_on_16_june_and_not_before(case: Case) -> None:
    found = events(case, "relieve", "Fallujah")
    assert found and all(one.start == date(2016, 6, 16) for one in found)
    assert any(one.object == "bridge" for one in found)
    assert events(case, "relieve", "Fallujah", status=("denied",))


@pytest.mark.parametrize("number", [53_124, 83_000, 85_000])
def test_published_displacement_from_fallujah(case: Case, number: int) -> None:
    found = estimates(case, "displaced", "Fallujah") + estimates(case, "fled", "Fallujah")
    (one, *_) = [one for one in found if one.best == number]
    if number != 53_124:
        assert one.low == number and one.high is None
    assert one.start == date(2016, 5, 22)


def test_where_they_went_and_the_burst(case: Case) -> None:
    every = [fact for fact in case.facts() if isinstance(fact, Estimate)]
    assert any(one.best == 44_000 and one.measure in ("displaced", "fled") for one in every)
    assert any(one.best == 30_000 and one.measure in ("fled", "displaced") for one in every)


# Manbij


def test_manbij_is_held_and_encircled(case: Case) -> None:
    assert events(case, "hold", "Manbij", by=IS)
    found = events(case, "encircle", "Manbij", by=SDF)
    assert {"sdf", "manbij_council"} <= {p.id for one in found for p in one.actors}
    assert any(one.start == date(2016, 6, 10) for one in found)
    assert events(case, "encircle", "Manbij", status=("denied",))


def test_seventy_villages_in_two_weeks_and_600_escaped(case: Case) -> None:
    (found, *_) = [
        fact
        for fact in case.facts()
        if isinstance(fact, Event) and fact.type == "capture" and fact.count == 70
    ]
    assert found.object == "village"
    assert found.start and date(2016, 5, 30) <= found.start <= date(2016, 5, 31)
    assert found.end == date(2016, 6, 13)
    assert any(one.best == 600 for one in estimates(case, "fled", "Manbij"))


def test_awaited_air_strikes_did_not_happen(case: Case) -> None:
    happened = [
        one
        for one in events(case, "airstrike", "Manbij")
        if one.report == "2016-06-13-field-blog-three-fronts"
    ]
    assert not happened


def test_manbij_figures(case: Case) -> None:
    displaced = estimates(case, "displaced", "Manbij")
    assert {20_000, 46_855} <= {
        one.best for one in displaced if one.status in ("actual", "ongoing")
    }
    assert any(one.high == 216_000 and one.status == "possible" for one in displaced)
    assert any(
        (one.high, one.best, one.low) == (65_000, 65_000, None)
        for one in estimates(case, "trapped", "Manbij")
    )


# Sirte


def test_sirte_was_seized_in_2015(case: Case) -> None:
    found = events(case, "capture", "Sirte", by=IS, on=(date(2015, 1, 1), date(2015, 12, 31)))
    assert found and found[0].end == date(2015, 12, 31)


@pytest.mark.parametrize(
    ("type_", "object_", "day"),
    [
        ("capture", "airbase", june(4)),
        ("capture", "base", june(5)),
        ("enter", None, june(9)),
        ("capture", "neighbourhood", june(9)),
        ("capture", "port", june(11)),
        ("encircle", "coast", june(12)),
    ],
)
def test_the_advance_on_sirte(
    case: Case, type_: str, object_: str | None, day: tuple[date, date]
) -> None:
    assert events(case, type_, "Sirte", by=GNA, object_=object_, on=day)


def test_roads_into_sirte_are_secured_and_the_outskirts_entered(case: Case) -> None:
    assert events(case, "encircle", "Sirte", by=GNA)
    assert events(case, "enter", "Sirte", by=GNA)


# What must not be there


def test_metaphors_football_and_markets_are_no_events(case: Case) -> None:
    texts = [fact.text for fact in case.facts()]
    for word in ("football", "European championship", "Oil prices", "sellers", "clock"):
        assert not any(word in text for text in texts), word


def test_every_fact_quotes_its_report(case: Case) -> None:
    texts = {report.id: report.text for report in case.reports()}
    for fact in case.facts():
        assert texts[fact.report][fact.span[0] : fact.span[1]] == fact.text
