"""What "the city" is, which capitals are places, and what a clause without a place belongs to."""

from __future__ import annotations

from datetime import date

import pytest

from firstlight.reading import RulesReader
from firstlight.records import Candidate, Event, Report

TOWNS = {
    "benghazi": 630_000, "tripoli": 1_200_000, "bambari": 41_000, "palma": 8_000, "wau": 127_000,
    "mopti": 100_000, "timbuktu": 54_000, "kismayo": 180_000, "kyiv": 2_900_000, "wire": 60_000,
    "avdiivka": 31_000, "taiz": 615_000, "goma": 780_000, "both": 9_000, "ouagadougou": 2_400_000,
}  # fmt: skip


class Towns:
    def lookup(self, name: str) -> list[Candidate]:
        people = TOWNS.get(name.lower())
        if people is None:
            return []
        listed = {"wire": "Owerri", "both": "Beirut"}.get(name.lower(), name)
        return [Candidate(name, listed, "XX", 0.0, 0.0, "PPL", population=people)]


def events(text: str) -> list[Event]:
    report = Report("r", text, date(2016, 6, 8))
    return [fact for fact in RulesReader(Towns()).read([report])[0] if isinstance(fact, Event)]


def told(text: str) -> list[tuple[str, str, str | None]]:
    return [(e.type, e.status, e.place.name if e.place else None) for e in events(text)]


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Rebels besieged Taiz. Families fled to Goma. Shells hit the city.", "Taiz"),
        ("Avdiivka is quiet. Kyiv said so. Shells hit the town on Friday.", "Avdiivka"),
        (
            "Kismayo update\n\nMany left Kismayo for Goma by the road to Mopti.\n\n"
            "Shells hit the city on Friday.",
            "Kismayo",
        ),
        ("Wau, 3 June 2016\n\nRebels shelled Bambari. Later they entered the town.", "Bambari"),
        ("In Goma the rebels shelled the army. Rebels entered the town.", "Goma"),
    ],
)
def test_the_city_is_the_one_told_of(text: str, town: str) -> None:
    assert {place for _, _, place in told(text)} == {town}


def test_a_condition_moves_no_antecedent() -> None:
    text = (
        "Rebels seized Taiz in 2015 and need it should they lose Goma and Wau.\n\n"
        "A car bomb exploded west of the city on Friday."
    )
    (bomb,) = [event for event in events(text) if event.type == "explosion"]
    assert bomb.place is not None
    assert (bomb.place.name, bomb.place.precision) == ("Taiz", "near")
    losses = [event.status for event in events(text) if event.type == "withdraw"]
    assert set(losses) <= {"possible"}


@pytest.mark.parametrize(
    "text",
    [
        "Reporters who were taken into the city saw nothing.",
        "Both were taken at dawn.",
        "Highlights\n\nOutlook\n\nNeeds",
        "(Wire) was seized.",
    ],
)
def test_a_capital_at_a_sentences_start_is_no_place(text: str) -> None:
    assert all(place is None for _, _, place in told(text))


def test_outlying_villages_belong_to_the_topic() -> None:
    text = "The army shelled Bambari. Outlying villages and two checkpoints were retaken on Friday."
    found = [event for event in events(text) if event.type == "capture"]
    assert [(event.object, event.count) for event in found] == [
        ("village", None),
        ("checkpoint", 2),
    ]
    assert {event.place.name for event in found if event.place} == {"Bambari"}


def test_a_named_building_is_not_its_namesake() -> None:
    (event,) = events("In Palma, rebels hold the Ouagadougou conference centre.")
    assert event.place is not None
    assert event.place.name == "Ouagadougou conference centre"


def test_the_quarter_around_a_landmark_is_no_earlier_quarter() -> None:
    text = (
        "Troops retook the Salam quarter of Goma on Monday.\n\n"
        "Militiamen pushed into Taiz and took the quarter around the Hasab roundabout on Friday."
    )
    first, enter, second = events(text)
    assert enter.type == "enter" and enter.place is not None and enter.place.name == "Taiz"
    assert (second.type, second.object, second.start) == (
        "capture",
        "neighbourhood",
        date(2016, 6, 3),
    )
    assert first.place is not None and second.place is not None
    assert (second.place.name, second.place.within) == ("Hasab roundabout", "Taiz")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridges out of Taiz were opened today.", ("relieve", "actual", "bridge")),
        ("The road into Taiz reopened.", ("relieve", "actual", "road")),
        ("The bridges of Taiz remain closed.", ("relieve", "denied", "bridge")),
        ("None of the bridges into Taiz had been opened.", ("relieve", "denied", "bridge")),
        ("The road to Taiz remains cut.", ("encircle", "ongoing", "road")),
        ("All roads into Taiz have been secured by the army.", ("encircle", "ongoing", "road")),
        ("No aid convoy has reached Taiz.", ("aid", "denied", None)),
        ("Families in Taiz have been told not to return yet.", ("return", "denied", None)),
        ("In Taiz, forces loyal to the old king retook the port.", ("capture", "actual", "port")),
        ("Glide bombs hit Taiz.", ("airstrike", "actual", None)),
        ("Rebels shelled the army's lines near Taiz.", ("shelling", "actual", None)),
        ("Rebels entered the southern edge of Taiz.", ("enter", "actual", None)),
        ("The drive on Taiz? An offensive to take Taiz began on 3 June.", None),
    ],
)
def test_roads_bridges_and_what_was_hit(
    text: str, expected: tuple[str, str, str | None] | None
) -> None:
    found = events(text)
    if expected is None:
        assert [(e.type, e.status, e.start) for e in found if e.type == "offensive"] == [
            ("offensive", "actual", date(2016, 6, 3))
        ]
        return
    (event,) = found
    assert (event.type, event.status, event.object) == expected
    assert event.place is not None and event.place.name == "Taiz"


def test_a_rumour_said_to_be_untrue_is_denied() -> None:
    text = "There was a rumour in Wau that the bridges had been opened. It is not true."
    assert told(text) == [("relieve", "denied", "Wau")]


def test_none_stands_for_what_was_to_be_opened() -> None:
    text = "The army promised to open corridors out of Wau. None had been opened by Friday."
    assert told(text) == [("relieve", "planned", "Wau"), ("relieve", "denied", "Wau")]


def test_what_a_strike_hit() -> None:
    strike = events("Goma is quiet. A clinic in Goma was hit by an air strike last week.")[-1]
    assert (strike.type, strike.object) == ("airstrike", "hospital")


def test_an_apposition_tells_nothing_new() -> None:
    text = "Rebels captured Bambari in January 2014, the first town to fall to the group."
    assert told(text) == [("capture", "actual", "Bambari")]


def test_stormed_and_took_is_one_capture() -> None:
    text = "Rebels stormed the barracks in Bambari and took it on Friday."
    (event,) = events(text)
    assert (event.type, event.object, event.start) == ("capture", "base", date(2016, 6, 3))


@pytest.mark.parametrize(
    "text",
    [
        "Markets in Kyiv were under siege by bargain hunters.",
        "In Kyiv the minister was besieged with questions.",
        "Dynamo stormed to the top of their group in Kyiv.",
        "Oil prices retreated in Goma.",
        "Soldiers took our ambulance at a crossroads in Goma.",
    ],
)
def test_metaphors_and_vehicles_are_no_captures(text: str) -> None:
    assert events(text) == []
