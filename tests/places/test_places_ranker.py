"""Names of a report settled together: what decides, how surely, and what stays unknown."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from firstlight.places import Gazetteer, resolve
from firstlight.places.company import Company
from firstlight.places.field import Field
from firstlight.places.ranker import MOST, Ranker, promising
from firstlight.places.resolve import evidence_of, mentions_of
from firstlight.records import Candidate, Event, Place, Report


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open(packs=())


def facts(text: str, *names: str) -> list[Event]:
    return [
        Event("clash", "r", (text.index(name), text.index(name) + len(name)), name,
              Place(name, precision="exact"), None, None, "actual", 1.0)
        for name in names
    ]  # fmt: skip


def settled(
    gazetteer: Gazetteer, text: str, *names: str, case: tuple[str, ...] = ()
) -> list[Place]:
    found = resolve(facts(text, *names), Report("r", text, None), gazetteer, case)
    return [one.place for one in found if one.place is not None]


@pytest.mark.parametrize(
    ("text", "name", "others", "country"),
    [
        ("Fighting in Tripoli, Sidon and Beirut.", "Tripoli", ("Sidon", "Beirut"), "LB"),
        ("Fighting in Tripoli, Misrata and Sirte.", "Tripoli", ("Misrata", "Sirte"), "LY"),
        ("Police in Paris and Dallas, Texas.", "Paris", ("Dallas", "Texas"), "US"),
        ("Shells fell on Valencia, Maracay and Caracas.", "Valencia", ("Maracay", "Caracas"), "VE"),
        ("Columns left Mosul, Erbil and Kirkuk.", "Kirkuk", ("Mosul", "Erbil"), "IQ"),
        ("Rebels in Goma, Bukavu and Uvira.", "Goma", ("Bukavu", "Uvira"), "CD"),
    ],
)
def test_company_decides_between_namesakes(
    gazetteer: Gazetteer, text: str, name: str, others: tuple[str, ...], country: str
) -> None:
    place = settled(gazetteer, text, name, *others)[0]
    assert place.country == country and (place.chance or 0) > 0.5


def test_a_unit_that_the_text_names_decides(gazetteer: Gazetteer) -> None:
    text = "The Springfield, Ill., council met. Springfield officials said so."
    place = settled(gazetteer, text, "Springfield")[0]
    assert place.country == "US" and abs((place.lat or 0) - 39.8) < 0.3


def test_a_name_in_no_list_stays_unknown(gazetteer: Gazetteer) -> None:
    text = "Fighting in Fallujah, Ramadi and Zzyxqorth."
    assert settled(gazetteer, text, "Fallujah", "Ramadi", "Zzyxqorth")[2].precision == "unknown"


def test_the_larger_of_two_is_meant_where_nothing_else_tells(gazetteer: Gazetteer) -> None:
    text = "Madaya has been besieged since July. People starve in Madaya."
    assert settled(gazetteer, text, "Madaya", case=("SY",))[0].id == "gn:167558"


def test_a_case_keeps_small_places_of_other_countries_out(gazetteer: Gazetteer) -> None:
    text = "Warplanes bombed Arbin village."
    alone = settled(gazetteer, text, "Arbin", case=("SD",))[0]
    assert alone.country in (None, "SD")
    assert settled(gazetteer, "Talks in Geneva.", "Geneva", case=("SY",))[0].country == "CH"


def test_the_unit_that_a_village_lies_in_decides(gazetteer: Gazetteer) -> None:
    for name, unit, id_ in (
        ("Khatuniya", "Raqqa", "fl:sy-khatuniyah-raqqa"),
        ("Khatuniya", "Hasakah", "fl:sy-khatuniyah"),
        ("Zayzun", "Daraa", "fl:sy-zayzun"), ("Zayzun", "Hama", "fl:sy-zayzun-as-suqaylabiyah"),
    ):  # fmt: skip
        text = f"Shells hit {name} village, {unit} governorate, Syria."
        assert settled(gazetteer, text, name, case=("SY",))[0].id == id_


def test_one_name_means_one_place_through_a_report(gazetteer: Gazetteer) -> None:
    text = "Fallujah fell. They fled south of Fallujah, and the western outskirts of Fallujah burn."
    places = settled(
        gazetteer, text, "Fallujah", "south of Fallujah", "the western outskirts of Fallujah"
    )
    assert {one.id for one in places} == {"gn:99454"}
    assert len({one.chance for one in places}) == 1


def test_the_same_answer_whatever_the_order_and_company_of_reports(gazetteer: Gazetteer) -> None:
    text = "Fighting in Tripoli, Sidon, Beirut and Homs."
    names = ("Tripoli", "Sidon", "Beirut", "Homs")
    once = {one.name: one for one in settled(gazetteer, text, *names)}
    settled(gazetteer, "Fighting in Tripoli and Sirte.", "Tripoli", "Sirte")
    again = {one.name: one for one in settled(gazetteer, text, *names[::-1])}
    assert {name: one.id for name, one in once.items()} == {
        name: one.id for name, one in again.items()
    }


def test_chances_leave_room_for_none(gazetteer: Gazetteer) -> None:
    text = "Fighting in Tripoli, Sidon and Karma."
    report = Report("r", text, None)
    mentions = list(mentions_of(facts(text, "Tripoli", "Sidon", "Karma"), report, gazetteer, ())[0]
                    .values())  # fmt: skip
    field = Field(mentions, evidence_of(report, gazetteer, ()), gazetteer)
    chances = Ranker.shipped().chances(field)
    sums = np.bincount(field.group, chances)
    assert (chances >= 0).all() and (sums < 1).all() and (sums > 0).all()


def test_a_report_without_names_or_with_unknown_ones_alone(gazetteer: Gazetteer) -> None:
    assert resolve([], Report("r", "", None), gazetteer) == []
    place = settled(gazetteer, "Zzyxqorth fell.", "Zzyxqorth")[0]
    assert place.precision == "unknown" and place.chance is None


def test_of_many_namesakes_those_worth_weighing_are_kept(gazetteer: Gazetteer) -> None:
    report = Report("r", "In Guatemala's San Antonio.", None)
    evidence = evidence_of(report, gazetteer, ())
    matches = gazetteer.search("San Antonio")
    kept = promising(matches, evidence, gazetteer)
    assert len(kept) == MOST < len(matches)
    assert any(one.candidate.country == "GT" for one in kept)
    assert any(one.candidate.population > 1_000_000 for one in kept)


def test_company_in_numbers() -> None:
    here = Candidate("a", "A", "XX", 0.0, 0.0, "PPL")
    near = Candidate("b", "B", "XX", 0.0, 0.27, "PPL")  # 30 km east
    far = dataclasses.replace(near, id="c", country="YY", lon=90.0)
    company = Company([here, near, far], np.array([0, 1, 1]), np.array([0, 1, 1]), ["", "", ""])
    signs, home = company.signs(np.array([1.0, 0.6, 0.4]))
    assert signs[0, 0] == pytest.approx(0.6 * np.exp(-30.02 / 30), rel=1e-3)
    assert signs[0, 4] == pytest.approx(0.6)  # of the same country
    assert signs[1, 4] == 1.0 and signs[2, 4] == 0.0
    assert home[0] == pytest.approx(0.6) and home[2] == 0.0
    assert company.others == 1
