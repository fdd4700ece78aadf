"""The table of past sieges: that it is sound, and how much of it a case may see."""

from __future__ import annotations

import csv
from datetime import date
from importlib.resources import files

import pytest

from firstlight.errors import FirstlightError
from firstlight.openings import sieges
from firstlight.openings.phases import all_spells, spells
from firstlight.openings.sieges import COLUMNS, DATES, OUTCOMES, PRECISIONS, Siege

TEXT = files("firstlight").joinpath("data", "sieges.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(TEXT.splitlines()))


def siege(**more: object) -> Siege:
    values: dict[str, object] = {
        "place": "Testville", "country": "XX", "closed": date(2000, 1, 1), "offensive": None,
        "encircled": None, "entered": None, "opened": date(2000, 3, 1), "outcome": "taken",
        "censored": False,
    }  # fmt: skip
    return Siege(**{**values, **more})  # type: ignore[arg-type]


def test_there_are_enough_rows_each_told_once_and_sourced() -> None:
    assert len(ROWS) >= 60
    assert tuple(ROWS[0]) == COLUMNS
    assert len({(row["place"], row["country"], row["opened"]) for row in ROWS}) == len(ROWS)
    assert all(row["source"].strip() for row in ROWS)
    assert len({row["country"] for row in ROWS}) >= 20


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['place']} {row['opened']}")
def test_a_row_is_in_order(row: dict[str, str]) -> None:
    days = {name: date.fromisoformat(row[name]) for name in DATES if row[name]}
    opened = days.pop("opened")
    assert days and all(day <= opened for day in days.values())
    assert min(days.values()) >= date(1990, 1, 1)
    if "entered" in days and "offensive" in days:
        assert days["offensive"] <= days["entered"]
    assert row["outcome"] in OUTCOMES and row["date_precision"] in PRECISIONS
    assert (row["censored"], row["outcome"] == "ongoing") in (("0", False), ("1", True))
    for name in ("people_before", "people_inside"):
        assert not row[name] or int(row[name]) > 0
    assert row["checked"] in ("0", "1")
    assert len(row["country"]) == 2 and row["country"].isupper()


def test_the_spells_of_a_siege_follow_one_another() -> None:
    one = siege(offensive=date(2000, 1, 11), encircled=date(2000, 1, 6), entered=date(2000, 1, 21))
    walk = [(s.phase, s.after, s.until, s.to, s.shut) for s in spells(one)]
    assert walk == [
        ("held", 0, 10, "attacked", True),
        ("attacked", 0, 10, "entered", True),
        ("entered", 0, 40, "open", True),
    ]


def test_a_town_shut_in_part_way_is_left_truncated_from_there() -> None:
    one = siege(closed=date(2000, 1, 20), offensive=date(2000, 1, 10), opened=date(2000, 1, 30))
    walk = [(s.phase, s.after, s.until, s.to, s.shut) for s in spells(one)]
    assert walk == [("attacked", 0, 10, None, False), ("attacked", 10, 20, "open", True)]


def test_entered_and_taken_on_one_day_never_was_entered() -> None:
    day = date(2000, 3, 1)
    assert [s.phase for s in spells(siege(offensive=day, entered=day))] == ["held"]


def test_every_row_of_the_table_is_seen_by_the_fit_until_it_opened() -> None:
    table = sieges.load()
    walk = all_spells(table)
    assert {spell.siege for spell in walk} == set(table)
    assert all(spell.after < spell.until for spell in walk)
    opened = [spell.siege for spell in walk if spell.to == "open"]
    assert len(opened) == len(set(opened)) == sum(not one.censored for one in table)


def test_nothing_after_the_day_is_seen() -> None:
    day = date(2016, 6, 1)
    seen = sieges.usable(sieges.load(), day)
    assert seen and all(one.began < day and one.opened <= day for one in seen)
    for one in seen:
        for when in (one.closed, one.offensive, one.encircled, one.entered):
            assert when is None or when <= day
    going_on = [one for one in seen if one.opened == day]
    assert going_on and all(one.censored for one in going_on)


@pytest.mark.parametrize(
    ("name", "country", "first", "last", "place"),
    [
        ("Falluja", "IQ", date(2016, 5, 23), date(2016, 6, 20), "Fallujah"),
        ("Minbij", "SY", date(2016, 6, 1), date(2016, 8, 1), "Manbij"),
        ("Sirte", "LY", date(2016, 5, 12), date(2016, 9, 1), "Sirte"),
        ("Aleppo", "SY", date(2016, 10, 1), date(2016, 12, 1), "East Aleppo"),
    ],
)
def test_a_case_does_not_learn_from_its_own_siege(
    name: str, country: str, first: date, last: date, place: str
) -> None:
    table = sieges.load()
    period = (first, last)
    with_all = sieges.usable(table, last, [], period)
    without = sieges.usable(table, last, [(name, country)], period)
    gone = {(one.place, one.began) for one in with_all} - {(o.place, o.began) for o in without}
    assert {where for where, _ in gone} == {place}
    # Its earlier sieges still serve: they were over when the case began.
    before = {o.opened for o in table if o.place == place and o.opened < first}
    assert before <= {o.opened for o in without if o.place == place}
    elsewhere = sieges.usable(table, last, [(name, "ZZ")], period)
    assert len(elsewhere) == len(with_all)


def test_a_spoilt_table_is_named_with_its_line() -> None:
    lines = TEXT.splitlines()
    lines[2] = lines[2].replace("19", "nineteen", 1)
    with pytest.raises(FirstlightError, match=r"line 3"):
        sieges.parse("\n".join(lines))
    with pytest.raises(FirstlightError, match="opened"):
        sieges.parse(TEXT.replace("opened", "ended", 1))
