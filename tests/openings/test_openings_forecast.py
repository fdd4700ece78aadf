"""Forecasts from hand-made facts of several wars: phases, openings, closings, and no look ahead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import pytest

from firstlight.control.result import Control
from firstlight.errors import FirstlightError
from firstlight.frames import empty
from firstlight.openings import Openings, forecast
from firstlight.records import Event, Fact, Party, Place, Report
from firstlight.settings import Settings, parse

QUARTERS = ("East Quarter", "Old Town", "Station", "Hill Quarter")


def report(number: int, published: date | None) -> Report:
    return Report(id=f"r{number}", text="", published=published)


def event(
    kind: str,
    number: int,
    start: date | None,
    end: date | None = None,
    *,
    place: str = "t1",
    status: str = "actual",
    actor: str | None = None,
    **more: object,
) -> Event:
    return Event(
        type=kind, report=f"r{number}", span=(0, 5), text=f"{kind} at {place}",
        place=Place(name=place, id=place, precision="exact"), start=start, end=end or start,
        status=status, confidence=0.9, actors=(Party(actor),) if actor else (), **more,
    )  # type: ignore[arg-type]  # fmt: skip


def control(
    first: date,
    last: date,
    holder: str = "garrison",
    *,
    name: str = "Testville",
    country: str = "XX",
    lost: Sequence[tuple[str, date]] = (),
    quarters: Sequence[str] = (),
) -> Control:
    """A town t1 with quarters q0, q1, ...; `lost` says which place passed to "army" and when."""
    places = [("t1", name, None, "t1", "town")]
    places += [(f"q{i}", one, "t1", "t1", "quarter") for i, one in enumerate(quarters)]
    fallen = dict(lost)
    states, sieges = [], []
    for day in pd.date_range(first, last):
        for key, *_ in places:
            gone = key in fallen and day.date() >= fallen[key]
            states.append((key, day, holder, 0.05 if gone else 0.9))
            states.append((key, day, "army", 0.85 if gone else 0.05))
            states.append((key, day, "contested", 0.05))
            states.append((key, day, "unknown", 0.05))
        sieges.append(("t1", day, 0.2, 0.2))
    frame = pd.DataFrame(places, columns=["place_id", "name", "parent", "front", "kind"])
    frame = frame.assign(country=country, lat=10.0, lon=10.0, feature="PPL")
    held = pd.DataFrame(states, columns=["place_id", "date", "state", "filtered"])
    return Control(
        places=frame,
        states=held.assign(probability=held["filtered"]),
        sieges=pd.DataFrame(sieges, columns=["place_id", "date", "besieged", "besieged_filtered"]),
        evidence=empty(Control.COLUMNS["evidence"]),
    )


def run(
    facts: Sequence[Fact], days: Sequence[date | None], held: Control | None = None, **case: object
) -> Openings:
    reports = [report(number, day) for number, day in enumerate(days)]
    known = [day for day in days if day] or [date(2050, 1, 1)]
    held = held or control(min(known) - timedelta(days=40), max(known))
    settings = parse({"case": case}) if case else Settings()
    return forecast(facts, reports, held, settings)


def last(result: Openings) -> pd.Series:
    return result.forecast.iloc[-1]


def test_no_facts_give_empty_tables_with_their_columns() -> None:
    result = run([], [date(2044, 5, 1)])
    for name, frame in result.tables().items():
        assert len(frame) == 0
        assert list(frame.columns) == list(Openings.COLUMNS[name])


def test_an_undated_case_is_refused_in_one_sentence() -> None:
    with pytest.raises(FirstlightError, match="--published"):
        run([event("encircle", 0, date(2044, 4, 1))], [None])


def test_a_row_for_every_day_from_the_first_report_on() -> None:
    facts = [event("encircle", 0, date(2044, 4, 20)), event("offensive", 1, date(2044, 5, 6))]
    table = run(facts, [date(2044, 5, 1), date(2044, 5, 8)]).forecast
    assert list(table["as_of"].dt.day) == list(range(1, 9))
    assert set(table["status"]) == {"closed"}
    before, after = table.iloc[6], table.iloc[7]
    assert pd.isna(before["offensive_since"])
    assert after["offensive_since"] == pd.Timestamp(2044, 5, 6)
    assert after["p_30d"] > 2 * before["p_30d"]


def test_each_phase_brings_the_opening_nearer() -> None:
    day = date(2045, 3, 30)
    closed = event("trap", 0, date(2045, 1, 1), day, status="ongoing")
    attacked = event("offensive", 0, date(2045, 3, 20))
    entered = event("enter", 0, date(2045, 3, 28), actor="army")
    held, under, inside = (
        last(run(facts, [day]))
        for facts in ([closed], [closed, attacked], [closed, attacked, entered])
    )
    assert held["p_7d"] < under["p_7d"] < inside["p_7d"]
    assert held["p_30d"] < under["p_30d"] < inside["p_30d"]
    assert [row["phase"] for row in (held, under, inside)] == ["held", "attacked", "entered"]
    assert held["beyond"] and not inside["beyond"]


def test_years_of_being_closed_do_not_outweigh_a_new_operation() -> None:
    day = date(2045, 3, 30)
    attacked = event("offensive", 0, date(2045, 3, 20))
    recent, old = (
        last(run([event("trap", 0, since, day, status="ongoing"), attacked], [day]))
        for since in (date(2045, 3, 1), date(2042, 10, 1))
    )
    assert old["closed_since"] == pd.Timestamp(2042, 10, 1)
    assert old["p_30d"] == pytest.approx(recent["p_30d"])


def test_probabilities_grow_with_the_horizon_and_are_never_certain() -> None:
    day = date(2041, 9, 30)
    for facts in (
        [event("trap", 0, date(2035, 9, 1), day, status="ongoing")],
        [event("enter", 0, day, actor="army"), event("encircle", 0, day)],
    ):
        result = run(facts, [day])
        row, curve = last(result), result.curve
        assert 0.005 <= row["p_24h"] <= row["p_7d"] <= row["p_30d"] <= 0.98
        assert row["p_24h_low"] <= row["p_24h"] <= row["p_24h_high"]
        assert row["p_7d_low"] <= row["p_7d"] <= row["p_7d_high"]
        assert row["p_30d_low"] < row["p_30d"] < row["p_30d_high"]
        assert list(curve["day"]) == list(range(181))
        assert curve["p_open"].is_monotonic_increasing
        assert curve["p_open"].iloc[0] == 0 and curve["p_open"].iloc[-1] <= 0.98
        assert curve["p_open"].iloc[7] == pytest.approx(row["p_7d"])


def test_more_quarters_taken_bring_the_opening_nearer() -> None:
    day = date(2045, 10, 20)
    facts = [event("encircle", 0, date(2045, 9, 1)), event("enter", 0, date(2045, 10, 1))]
    first, rows = date(2045, 8, 1), []
    for number in (0, 4):
        lost = [(f"q{i}", date(2045, 10, 10)) for i in range(number)]
        held = control(first, day, lost=lost, quarters=QUARTERS)
        rows.append(last(run(facts, [day], held)))
    none, all_of_them = rows
    assert (none["quarters_taken"], all_of_them["quarters_taken"]) == (0, 1)
    assert none["p_7d"] < all_of_them["p_7d"]
    assert "4 of 4 named quarters taken" in all_of_them["why"]


def test_what_is_published_later_does_not_bear_on_earlier_days() -> None:
    days = [date(2043, 6, 1), date(2043, 6, 10), date(2043, 6, 20)]
    early = [event("encircle", 0, date(2043, 5, 25)), event("offensive", 1, date(2043, 6, 8))]
    late = [
        event("enter", 2, date(2043, 6, 2), actor="army"),
        event("relieve", 2, date(2043, 6, 18)),
    ]
    held = control(date(2043, 5, 1), days[-1])
    known, more = run(early, days, held), run([*early, *late], days, held)
    past = known.forecast["as_of"] < "2043-06-20"
    pd.testing.assert_frame_equal(known.forecast[past], more.forecast[past])
    assert last(known)["status"] == "closed" and last(more)["status"] == "open"


def test_a_place_that_opened_is_open() -> None:
    days = [date(2042, 3, 10), date(2042, 4, 2)]
    facts = [
        event("encircle", 0, date(2042, 3, 9), place="t1"),
        event("relieve", 1, date(2042, 4, 1)),
    ]
    result = run(facts, days)
    row = last(result)
    assert (row["status"], row["opened_on"]) == ("open", pd.Timestamp(2042, 4, 1))
    assert row["p_24h"] == row["p_30d"] == 1 and row["q90_days"] == 0
    assert set(result.curve["p_open"]) == {1.0}
    assert result.forecast.iloc[0]["status"] == "closed"
    assert "1 April" in row["why"]
    assert list(result.evidence["fact"]) == [facts[1].id]


def test_a_place_that_opened_can_close_again() -> None:
    days = [date(2036, 7, 20), date(2036, 8, 7), date(2036, 9, 5)]
    facts = [
        event("encircle", 0, date(2036, 7, 17)),
        event("offensive", 0, date(2036, 7, 18)),
        event("relieve", 1, date(2036, 8, 6)),
        event("encircle", 2, date(2036, 9, 4)),
    ]
    result = run(facts, days)
    status = result.forecast.set_index("as_of")["status"]
    assert status["2036-08-06"] == "closed"
    assert status["2036-08-20"] == "open"
    assert status["2036-09-05"] == "closed"
    assert last(result)["encircled_since"] == pd.Timestamp(2036, 9, 4)
    assert pd.isna(last(result)["offensive_since"])


def test_people_said_to_be_trapped_still_close_a_way_out_that_did_not_hold() -> None:
    days = [date(2042, 3, 5), date(2042, 3, 8)]
    facts = [
        event("encircle", 0, date(2042, 3, 2)),
        event("relieve", 0, date(2042, 3, 5)),
        event("trap", 1, date(2042, 3, 2), date(2042, 3, 8), status="ongoing"),
    ]
    assert list(run(facts, days).forecast["status"]) == ["open"] * 3 + ["closed"]


def test_a_town_taken_by_those_who_attack_it_is_open() -> None:
    days = [date(2037, 5, 1), date(2037, 5, 12)]
    facts = [
        event("offensive", 0, date(2037, 3, 22)),
        event("encircle", 0, date(2037, 4, 6)),
        event("capture", 1, date(2037, 5, 10), actor="army", object="city"),
    ]
    held = control(date(2037, 3, 1), days[-1], lost=[("t1", date(2037, 5, 12))])
    row = last(run(facts, days, held))
    assert (row["status"], row["held_by"]) == ("open", "army")
    assert row["opened_on"] == pd.Timestamp(2037, 5, 10)
    assert row["why"] == "Open since 10 May, when it passed to army."


def test_planned_feared_and_denied_facts_move_nothing() -> None:
    day = date(2044, 2, 1)
    sure = [event("encircle", 0, date(2044, 1, 5))]
    unsure = [
        event("offensive", 0, date(2044, 2, 10), status="planned"),
        event("enter", 0, day, status="possible", actor="army"),
        event("relieve", 0, day, status="denied"),
    ]
    pd.testing.assert_frame_equal(
        run(sure, [day]).forecast, run([*sure, *unsure], [day]).forecast
    )  # fmt: skip


def test_moves_of_the_holder_and_battles_of_long_ago_are_not_this_attack() -> None:
    day = date(2044, 2, 1)
    facts = [
        event("encircle", 0, date(2044, 1, 5)),
        event("enter", 0, date(2044, 1, 20), actor="garrison"),
        event("offensive", 0, date(2039, 4, 4)),
        event("enter", 0, date(2039, 4, 6), actor="army"),
    ]
    row = last(run(facts, [day]))
    assert row["phase"] == "held"
    assert pd.isna(row["offensive_since"]) and pd.isna(row["entered_since"])


def test_fronts_are_towns_that_are_shut_or_attacked_unless_the_case_names_them() -> None:
    day = date(2044, 2, 1)
    held = control(date(2044, 1, 1), day)
    more = pd.DataFrame(
        [("t2", "Quiet", "t2", "town"), ("v1", "Hamlet", "v1", "village")],
        columns=["place_id", "name", "front", "kind"],
    ).assign(parent=None, country="XX", lat=1.0, lon=1.0, feature="PPL")
    places = pd.concat([held.places, more], ignore_index=True)
    held = Control(places, held.states, held.sieges, held.evidence)
    facts = [
        event("encircle", 0, date(2044, 1, 5)),
        event("offensive", 0, date(2044, 1, 5), place="v1"),
        event("shelling", 0, date(2044, 1, 5), place="t2"),
    ]
    assert set(run(facts, [day], held).forecast["place_id"]) == {"t1"}
    named = run(facts, [day], held, fronts=["QUIÉT", "Nowhere"])
    assert set(named.forecast["place_id"]) == {"t2"}
    assert last(named)["status"] == "unclear" and pd.isna(last(named)["p_7d"])
    assert len(named.curve) == 0


def test_every_covariate_names_the_facts_that_it_rests_on() -> None:
    day = date(2044, 6, 30)
    facts = [
        event("encircle", 0, date(2044, 6, 10)),
        event("offensive", 0, date(2044, 6, 1)),
        event("enter", 0, date(2044, 6, 23), actor="army"),
    ]
    result = run(facts, [day])
    cited = dict(zip(result.evidence["covariate"], result.evidence["fact"], strict=True))
    assert cited == {
        "encircled": facts[0].id, "attacked": facts[1].id, "entered": facts[2].id,
    }  # fmt: skip
    why = last(result)["why"]
    assert why.startswith(
        "Encircled since 10 June, under attack since 1 June, entered on 23 June; of "
    )
    assert why.endswith("opened within a month.")


def test_a_siege_of_the_table_does_not_tell_its_own_end() -> None:
    """A back-test of Raqqa in 2017, and of the same facts under a name that no siege bears."""
    days = [date(2017, 7, 5)]
    facts = [event("encircle", 0, date(2017, 6, 29)), event("enter", 0, date(2017, 6, 6))]
    first = date(2017, 5, 1)
    own = run(facts, days, control(first, days[0], name="Ar-Raqqah", country="SY"))
    other = run(facts, days, control(first, days[0], name="Testville", country="SY"))
    count = [result.model.set_index("parameter")["value"]["sieges"] for result in (own, other)]
    assert count[1] - count[0] == 1


def test_a_claim_alone_takes_no_town_and_a_likely_one_that_is_told_does() -> None:
    days = [date(2041, 5, 1), date(2041, 5, 12)]
    facts = [
        event("offensive", 0, date(2041, 4, 22)),
        event("capture", 1, date(2041, 5, 10), actor="army", object="city"),
    ]
    doubted = run(facts, days, control(date(2041, 4, 1), days[-1]))
    assert last(doubted)["status"] == "contested"
    held = control(date(2041, 4, 1), days[-1], lost=[("t1", days[-1])])
    likely = held.states.assign(filtered=held.states["filtered"].replace(0.85, 0.6))
    held = Control(held.places, likely, held.sieges, held.evidence)
    assert last(run(facts, days, held))["opened_on"] == pd.Timestamp(2041, 5, 10)
    assert last(run(facts[:1], days, held))["status"] == "contested"


def test_the_day_most_reports_give_counts_and_a_bare_still_is_no_beginning() -> None:
    days = [date(2041, 6, 10), date(2041, 6, 13), date(2041, 6, 16)]
    facts = [
        event("encircle", 0, None, days[0], status="ongoing"),
        event("encircle", 1, date(2041, 5, 30), days[1], status="ongoing"),
        event("encircle", 2, date(2041, 6, 10), days[2], status="ongoing"),
    ]
    table = run(facts, days).forecast.set_index("as_of")
    assert table["why"]["2041-06-10"].startswith("Encircled since 10 June or before;")
    assert table["encircled_since"]["2041-06-16"] == pd.Timestamp(2041, 6, 10)
    assert table["why"]["2041-06-16"].startswith("Encircled since 10 June;")


def test_a_side_known_by_an_alias_is_the_side_that_holds() -> None:
    day = date(2041, 6, 30)
    held = control(date(2041, 5, 1), day, holder="north")
    settings = parse(
        {
            "sides": [{"id": "north", "name": "The North"}],
            "actors": [{"id": "n1", "name": "Northern Army", "aliases": ["NA"], "side": "north"}],
        }
    )
    facts = [
        event("encircle", 0, date(2041, 6, 1)),
        event("enter", 0, date(2041, 6, 20), actor="NA"),
    ]
    own = forecast(facts, [report(0, day)], held, settings)
    assert last(own)["phase"] == "held"
    other = forecast([facts[0], event("enter", 0, date(2041, 6, 20), actor="NX")],
                     [report(0, day)], held, settings)  # fmt: skip
    assert last(other)["phase"] == "entered"


def test_a_town_that_control_believes_besieged_is_closed_while_it_does() -> None:
    days = [date(2041, 6, 1), date(2041, 6, 30)]
    held = control(date(2041, 5, 1), days[-1])
    shut = held.sieges["date"].between(pd.Timestamp(2041, 6, 5), pd.Timestamp(2041, 6, 20))
    sieges = held.sieges.assign(besieged_filtered=shut.map({True: 0.8, False: 0.2}))
    held = Control(held.places, held.states, sieges, held.evidence)
    table = run([event("offensive", 0, date(2041, 5, 20))], days, held).forecast.set_index("as_of")
    assert table["status"]["2041-06-04"] == "contested"
    assert table["closed_since"]["2041-06-20"] == pd.Timestamp(2041, 6, 5)
    assert table["status"]["2041-06-21"] == "contested"


def test_a_town_left_by_its_defenders_and_held_by_the_besieger_is_open() -> None:
    """No report says outright that it fell: one that the garrison left, and control the rest."""
    fell = date(2025, 10, 27)
    facts = [
        event("encircle", 0, date(2024, 5, 1), status="ongoing", actor="army"),
        event("withdraw", 1, fell, actor="garrison"),
    ]
    held = control(date(2025, 9, 20), fell + timedelta(days=3), lost=[("t1", fell)])
    last = run(facts, [date(2025, 9, 20), fell + timedelta(days=1)], held).forecast.iloc[-1]
    assert (last["status"], last["opened_on"]) == ("open", pd.Timestamp(fell))


def test_a_way_out_and_the_fall_of_the_town_are_one_opening() -> None:
    way, fell = date(2020, 3, 10), date(2020, 3, 12)
    facts = [
        event("encircle", 0, date(2020, 2, 1), actor="army"),
        event("relieve", 1, way, object="bridge"),
        event("capture", 2, fell, actor="army"),
    ]
    held = control(date(2020, 2, 1), date(2020, 3, 20), lost=[("t1", fell)])
    days = [date(2020, 2, 1), way, date(2020, 3, 15)]
    last = run(facts, days, held).forecast.iloc[-1]
    assert last["opened_on"] == pd.Timestamp(way)
    shut_again = [*facts, event("encircle", 3, date(2020, 3, 11), actor="army")]
    last = run(shut_again, [*days[:2], days[2], date(2020, 3, 11)], held).forecast.iloc[-1]
    assert last["opened_on"] == pd.Timestamp(fell)
