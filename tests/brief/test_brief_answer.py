"""The five lines: what they say, and the facts that they name."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from firstlight.brief import lines
from firstlight.brief.plain import interval
from tests.brief import sample


def test_five_lines_each_resting_on_facts_of_the_case() -> None:
    case = sample.case()
    made = lines(*case.lines_arguments())
    known = {fact.id for fact in case.facts}
    assert len(made) == 5
    assert all(line.facts and set(line.facts) <= known for line in made)


def test_the_likeliest_town_stands_first_with_its_chances() -> None:
    case = sample.case()
    first = lines(*case.lines_arguments())[0].text
    last = case.openings.forecast.groupby("place_id")["p_7d"].last()
    assert first.startswith(
        "El Fasher (held by Sudanese army and allies, encircled since 12 September)"
    )
    assert f"within 7 days {last['gn:379260']:.0%}" in first
    assert first.index("El Fasher") < first.index("Babanusa") < first.index("Uvira")


def test_totals_are_added_run_by_run() -> None:
    case = sample.case()
    sums = case.movement.openings.groupby("run")["left_7"].sum()
    low, high = sums.quantile(0.05), sums.quantile(0.95)
    text = lines(*case.lines_arguments())[1].text
    assert f"people ({interval(low, high)})" in text


def test_a_doubling_of_yesterday_is_told() -> None:
    case = sample.case()
    text = lines(*case.lines_arguments())[4].text
    assert "The number believed inside El Fasher doubled overnight" in text
    assert "Today: Order 1,150 family tents to Tina store." in text


def test_a_doubling_of_last_month_is_no_news() -> None:
    case = sample.case()
    people = case.movement.people.copy()
    people["date"] = people["date"] - pd.Timedelta(days=30)
    case = replace(case, movement=replace(case.movement, people=people))
    assert "doubled" not in lines(*case.lines_arguments())[4].text


def test_an_open_town_is_not_about_to_open() -> None:
    case = sample.case()
    forecast = case.openings.forecast.copy()
    forecast.loc[forecast["place_id"] == "gn:379260", "status"] = "open"
    case = replace(case, openings=replace(case.openings, forecast=forecast))
    assert lines(*case.lines_arguments())[0].text.startswith("Babanusa")


def test_a_headline_says_the_line_at_a_glance() -> None:
    made = [line.headline for line in lines(*sample.case().lines_arguments())]
    assert made[0] == "El Fasher: 40% within a week"
    assert made[2] == "Mostly to Tawila and Tina"
    assert made[4] == "The number believed inside El Fasher doubled overnight"


def test_plain_text_ends_with_the_ids() -> None:
    case = sample.case()
    line = lines(*case.lines_arguments())[0]
    assert line.facts
    assert str(line) == f"What is about to open: {line.text} [{', '.join(line.facts)}]"


def test_each_line_says_what_is_missing() -> None:
    told = [line.text for line in lines(*sample.empty_case().lines_arguments())]
    assert "no facts were found" in told[0]
    assert "add a report that gives an estimate" in told[1]
    assert "No arrivals could be forecast" in told[2]
    assert "add [[hubs]]" in told[3]
    assert "Nothing of weight changed" in told[4]


def test_without_news_since_yesterday_the_week_is_told() -> None:
    case = sample.case()
    people = case.movement.people.copy()
    people["date"] = people["date"] - pd.Timedelta(days=4)
    case = replace(case, movement=replace(case.movement, people=people))
    last = lines(*case.lines_arguments())[4]
    assert last.text.startswith("Nothing of weight changed since yesterday; in the past week: ")
    assert "doubled overnight" in last.text
    assert "El Fasher's chance of opening within 7 days rose from 16% to 40%" in last.text
    assert last.headline == "Order 1,150 family tents to Tina store"


def test_people_spread_thin_are_not_said_to_go_mostly_to_two_places() -> None:
    case = sample.case()
    draws = case.movement.draws.copy()
    many = pd.concat([draws.assign(destination=f"x{n}") for n in range(6)], ignore_index=True)
    case = replace(case, movement=replace(case.movement, draws=many))
    assert lines(*case.lines_arguments())[2].headline == "First to x0 and x1, spread over 6 places"


def test_a_number_that_is_a_guess_is_called_one_with_its_share() -> None:
    case = sample.case()
    first = case.movement.people["place_id"].iloc[0]
    said = [str(line) for line in lines(*case.lines_arguments())][1]
    assert "guess" not in said
    people = case.movement.people.assign(basis="reports")
    people.loc[people["place_id"] == first, "basis"] = "population"
    runs = case.movement.openings.assign(left_30=30.0)
    runs.loc[runs["origin"] == first, "left_30"] = 10.0
    movement = replace(case.movement, people=people, openings=runs)
    said = [str(line) for line in lines(*replace(case, movement=movement).lines_arguments())][1]
    share = 10 / (10 + 30 * (runs["origin"].nunique() - 1))
    assert "a guess from its population" in said
    assert f"makes up {share:.0%} of those expected" in said
