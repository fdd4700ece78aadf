"""Short forms of units, names of peoples, and the units that a text names."""

from __future__ import annotations

import pytest

from firstlight.places import Gazetteer
from firstlight.places.short import stood_for, unit_code, units_named, without_possessive


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open(packs=())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Ind.", "US.IN"), ("W.Va.", "US.WV"), ("W. Va.", "US.WV"), ("N.C.", "US.NC"),
        ("NSW", "AU.02"), ("Ont.", "CA.08"), ("NY", "US.NY"),
        ("Miss", None), ("Ill", None), ("in", None), ("IN", None), ("La", None), ("", None),
    ],
)  # fmt: skip
def test_short_forms_of_units(name: str, code: str | None) -> None:
    assert unit_code(name) == code


def test_what_a_short_form_stands_for(gazetteer: Gazetteer) -> None:
    found = stood_for("NSW", gazetteer)
    assert found is not None and found.name == "New South Wales"
    for word in ("Kenyans", "Kenyan"):
        people = stood_for(word, gazetteer)
        assert people is not None and (people.country, people.feature) == ("KE", "PCLI")
    assert stood_for("Sri Lankan", gazetteer) == gazetteer.lookup("Sri Lanka")[0]
    assert stood_for("the army", gazetteer) is None and stood_for("", gazetteer) is None


def test_the_units_that_a_text_names(gazetteer: Gazetteer) -> None:
    text = "He drove from Paris, Tex., to Gary, IN, and on to Nova Scotia's coast."
    assert {"US.TX", "US.IN", "CA.07"} <= units_named(text, gazetteer)
    raqqa = gazetteer.admin1(gazetteer.lookup("Raqqa")[0].id)
    assert raqqa in units_named("a village in Raqqa governorate", gazetteer)
    assert not units_named("they moved on, and on.", gazetteer)


def test_possessives() -> None:
    assert without_possessive("Mosul’s") == without_possessive("Mosul's") == "Mosul"
    assert without_possessive("Cyprus'") == "Cyprus" and without_possessive("Ras") == "Ras"
