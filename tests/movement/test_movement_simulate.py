"""The stage as a whole: its tables, sums, seed, and what the roads and the control change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from firstlight.errors import FirstlightError
from firstlight.movement import Movement, simulate
from firstlight.records import Event, Report
from firstlight.settings import parse

AS_OF = date(2020, 5, 15)
START = date(2020, 5, 1)
REPORTS = [
    Report("r1", "", date(2020, 5, 2)),
    Report("r2", "", date(2020, 5, 10)),
]


def settings(**more):
    return parse({"run": {"runs": 400, "seed": 3}, "case": {"as_of": AS_OF}, **more})


@pytest.fixture
def facts(estimate):
    return [
        estimate("trapped", 50_000, low=45_000, high=55_000),
        estimate("displaced", 9_000, start=START, end=date(2020, 5, 10), report="r2"),
        estimate("displaced", 6_000, at="Dolma", start=START, end=date(2020, 5, 10), report="r2"),
    ]


@pytest.fixture
def run(world, gazetteer, facts):
    def make(opens=1, *, given=None, folder=None, roads=None, reports=REPORTS, **front):
        held = front.pop("held", None)
        made = world(opens, held=held, **front)
        chosen = settings(roads={"file": roads}) if roads else settings()
        return simulate(
            facts if given is None else given, reports, made.control, made.openings, chosen,
            gazetteer, folder=folder,
        )  # fmt: skip

    return make


def test_tables_add_up(run) -> None:
    found = run()
    runs = found.openings.set_index(["run", "origin"])
    assert len(runs) == 400 and (runs["opened_day"] == 1).all()
    assert (runs["left_1"] <= runs["left_7"]).all() and (runs["left_7"] <= runs["left_30"]).all()
    assert (runs["left_30"] <= runs["inside"]).all() and (runs["inside"] > 0).all()
    total = found.draws.groupby(["run", "origin", "horizon_days"])["people"].sum()
    for horizon in (1, 7, 30):
        there = total.xs(horizon, level="horizon_days").reindex(runs.index, fill_value=0)
        assert (there <= runs[f"left_{horizon}"]).all()
    assert (found.draws["people"] > 0).all()
    mean = found.draws[found.draws["horizon_days"] == 30].groupby("destination")["people"].sum()
    table = found.arrivals[found.arrivals["horizon_days"] == 30].set_index("destination")
    for place, people in mean.items():
        assert table.loc[place, "mean"] == pytest.approx(people / 400, abs=0.06)
    days = found.departures.set_index("day")
    assert len(days) == 31 and (days.loc[0, ["q05", "q95"]] == 0).all()
    for low, high in [("q05", "q25"), ("q25", "q50"), ("q50", "q75"), ("q75", "q95")]:
        assert (days[low] <= days[high]).all()
    assert days["q50"].is_monotonic_increasing
    assert days.loc[7, "q50"] == pytest.approx(runs["left_7"].median(), abs=1)


def test_the_same_seed_gives_the_same_tables(run) -> None:
    first, again = run(), run()
    for name, frame in first.tables().items():
        pd.testing.assert_frame_equal(frame, again.tables()[name])


def test_columns_have_their_types(run) -> None:
    found = run()
    assert found.people["date"].dtype == "datetime64[ns]"
    assert found.displaced["date"].dtype == "datetime64[ns]"
    assert found.destinations["already"].dtype == float
    assert set(found.arrivals["horizon_days"]) == {1, 7, 30}
    assert found.roads["estimated"].dtype == bool and (found.roads["km"] > 0).all()


def test_people_out_and_where_they_are(run) -> None:
    found = run()
    assert found.displaced["best"].tolist() == [9_000]
    where = found.destinations.set_index("place_id")
    assert where.loc["gn:4", "already"] == 6_000 and where.loc["gn:4", "facts"]
    assert where["already"].iloc[0] == 6_000 and where["already"].iloc[1:].isna().all()
    # where most went before, most go next
    arrivals = found.arrivals[found.arrivals["horizon_days"] == 30]
    assert arrivals["destination"].iloc[0] == "gn:4"


@pytest.mark.parametrize(
    ("text", "already"),
    [
        ("Of them 8,000 people have gone to Berim. Aldra is shut.", 8_000),
        ("12,000 people have left Aldra. Over 8,000 of them have gone to Berim.", 8_000),
        ("12,000 people have left Aldra. Most of them went to Berim, on foot.", None),
        ("12,000 people have left Aldra by 10 May 2020 to Berim.", None),
        ("12,000 people have left Aldra. Trucks drive from Casta to Berim.", "nowhere"),
    ],
)
def test_a_sentence_names_where_they_went(run, estimate, text, already) -> None:
    words = text.split(" people")[0] + " people"
    told = estimate("displaced", 12_000, start=START, end=date(2020, 5, 10), report="r2")
    told = replace(told, span=(0, len(words)))
    if text.startswith("Of"):
        told = replace(told, best=8_000)
    found = run(given=[told], reports=[REPORTS[0], Report("r2", text, date(2020, 5, 10))])
    where = found.destinations.set_index("place_id").loc["gn:2"]
    if already == "nowhere":
        assert not where["facts"]
        return
    assert where["facts"] == told.id
    assert np.isnan(where["already"]) if already is None else where["already"] == already


@pytest.mark.parametrize(
    ("measure", "text", "shelter"),
    [
        ("displaced", "In Dolma there are 5,000 displaced people.", True),
        ("displaced", "There are 5,000 people displaced from Dolma by the fighting.", False),
        ("fled", "So far 5,000 people have reached Dolma.", True),
        ("fled", "So far 5,000 people have fled Dolma.", False),
        ("fled", "Some 5,000 people fled. Dolma is quiet.", False),
    ],
)
def test_a_place_that_people_left_is_no_shelter(run, estimate, measure, text, shelter) -> None:
    told = estimate(measure, 5_000, at="Dolma", end=date(2020, 5, 10), report="r2")
    at = text.index("5,000")
    told = replace(told, span=(at, at + 12))
    found = run(given=[told], reports=[REPORTS[0], Report("r2", text, date(2020, 5, 10))])
    already = found.destinations.set_index("place_id").loc["gn:4", "already"]
    assert already == 5_000 if shelter else np.isnan(already)


def test_a_burst_follows_the_opening(run) -> None:
    soon, late, never = run(1), run(10), run(None)
    assert never.openings["opened_day"].isna().all()
    assert late.departures.loc[9, "q50"] < soon.departures.loc[9, "q50"] / 2
    assert late.departures.loc[12, "q50"] > 3 * late.departures.loc[9, "q50"]
    assert 0 < never.departures["q50"].iloc[-1] < soon.departures["q50"].iloc[-1]


def test_an_open_place_goes_on_emptying(run) -> None:
    found = run(status="open", opened_on=pd.Timestamp("2020-05-08"))
    assert (found.openings["opened_day"] == 0).all()
    fresh = run(status="open", opened_on=pd.Timestamp("2020-05-15"))
    assert 0 < found.openings["left_7"].median() < fresh.openings["left_7"].median() / 2


def test_a_town_that_never_was_closed_is_left_alone(run) -> None:
    found = run(given=[], status="open", closed_since=None)
    assert all(len(frame) == 0 for frame in found.tables().values())
    for name, frame in found.tables().items():
        assert list(frame.columns) == list(Movement.COLUMNS[name])


def test_nothing_dated_nothing_followed(world, gazetteer) -> None:
    made = world()
    found = simulate([], [], made.control, made.openings, parse({}), gazetteer)
    assert found.people.empty and found.draws.empty


def test_without_facts_the_answer_is_wide_and_says_why(run) -> None:
    found = run(given=[])
    assert "no estimate in the reports" in found.people["says"].iloc[-1]
    assert found.people["q95"].iloc[-1] > 10 * found.people["q05"].iloc[-1]
    assert found.displaced.empty and not found.arrivals.empty


def test_fewer_go_where_the_holders_are(run) -> None:
    def share(found) -> float:
        last = found.arrivals[found.arrivals["horizon_days"] == 30].set_index("destination")
        return float(last.loc["gn:2", "mean"] / last["mean"].sum())

    assert share(run(given=[], held="gn:2")) < share(run(given=[])) / 2


def test_people_in_a_quarter_belong_to_the_town(run, estimate) -> None:
    inside = estimate("trapped", 70_000, at="Aldra Old Quarter")
    assert inside.id in run(given=[inside]).people["facts"].str.cat(sep=",")


def test_flight_told_without_numbers_raises_the_trickle(run, place) -> None:
    fled = Event("flee", "r1", (0, 1), "", place("Aldra"), START, START, "actual", 0.9)
    quiet, told = run(None, given=[]), run(None, given=[fled])
    assert told.departures["q50"].iloc[-1] > 1.3 * quiet.departures["q50"].iloc[-1]


def test_the_roads_file_of_the_case_is_read(run, tmp_path: Path) -> None:
    (tmp_path / "roads.csv").write_text(
        "from,to,km,source\nAldra,Berim,41,A map\nBerim,Casta,70,A map\n", encoding="utf-8"
    )
    found = run(roads="roads.csv", folder=tmp_path)
    assert not found.roads["estimated"].all()
    known = found.arrivals.set_index("destination")["estimated_road"]
    assert not known["gn:3"].any() and known["gn:4"].all()
    with pytest.raises(FirstlightError, match=r"none\.csv"):
        run(roads="none.csv", folder=tmp_path)


def test_a_town_that_is_not_on_the_map(world, gazetteer) -> None:
    made = world(place_id="fl:lost")
    made.openings.curve["place_id"] = "fl:lost"
    found = simulate([], REPORTS, made.control, made.openings, settings(), gazetteer)
    assert found.arrivals.empty and found.draws.empty
    assert found.departures["q50"].iloc[-1] > 0
    assert found.people["says"].iloc[-1].endswith("a wide one")


def test_progress_is_told(world, gazetteer, facts) -> None:
    made, seen = world(), []
    simulate(
        facts, REPORTS, made.control, made.openings, settings(), gazetteer, progress=seen.append
    )
    assert seen and seen[-1] == 1.0


def test_intervals_widen_with_doubt(run, estimate) -> None:
    sure = run(given=[estimate("trapped", 50_123)])
    vague = run(given=[estimate("trapped", 50_000, high=50_000, confidence=0.4)])

    def width(found) -> float:
        last = found.people.iloc[-1]
        return float(np.log(last["q95"] / last["q05"]))

    assert width(vague) > 1.3 * width(sure)


def test_a_destination_of_the_same_holder_is_marked(run) -> None:
    found = run(given=[], held="gn:2")
    marked = set(found.arrivals.loc[found.arrivals["same_holder"], "destination"])
    assert marked == {"gn:2"}
    places = found.destinations.set_index("place_id")["held_by"]
    assert places["gn:2"] == "holders" and places.drop("gn:2").isna().all()


def test_once_taken_people_do_not_flee_from_those_who_took_it(world, gazetteer, facts) -> None:
    made = world(held="gn:2", status="open", opened_on=pd.Timestamp("2020-05-10"))
    states = made.control.states.assign(state="takers")
    control = replace(made.control, states=states)
    closed = made.openings.forecast.assign(
        status="closed", held_by="holders", opened_on=pd.NaT, as_of=pd.Timestamp("2020-05-09")
    )
    taken = made.openings.forecast.assign(held_by="takers")
    openings = replace(made.openings, forecast=pd.concat([closed, taken], ignore_index=True))
    found = simulate(facts, REPORTS, control, openings, settings(), gazetteer)
    assert not found.arrivals["same_holder"].any()
    assert found.destinations.set_index("place_id")["held_by"]["gn:2"] == "takers"


def test_what_one_side_s_town_flees_from_shelters_another_s(world, gazetteer) -> None:
    # Two towns besieged by each other's holders: each side's people go to their own side's place.
    made = world(held="gn:2")
    rows = made.openings.forecast
    other = rows.assign(place_id="gn:3", held_by="others")
    curve = made.openings.curve
    openings = replace(
        made.openings,
        forecast=pd.concat([rows, other], ignore_index=True),
        curve=pd.concat([curve, curve.assign(place_id="gn:3")], ignore_index=True),
    )
    found = simulate([], REPORTS, made.control, openings, settings(), gazetteer)
    month = found.arrivals[found.arrivals["horizon_days"] == 30]
    berim = month[month["destination"] == "gn:2"].set_index("origin")
    assert berim["same_holder"].to_dict() == {"gn:1": True, "gn:3": False}
    share = berim["mean"] / month.groupby("origin")["mean"].sum()
    assert share["gn:1"] < 0.3 * share["gn:3"]
