"""What a written place says beyond its name."""

from __future__ import annotations

import pytest

from firstlight.places.phrase import parse


@pytest.mark.parametrize(
    ("name", "head", "kinds"),
    [
        ("Fallujah", "Fallujah", ()),
        ("the city of Fallujah", "Fallujah", ()),
        ("Shuhada quarter", "Shuhada", ("PPLX",)),
        ("Hayy al-Shuhada", "al-Shuhada", ("PPLX",)),
        ("Tishreen dam", "Tishreen", ("DAM",)),
        ("Ghardabiya air base", "Ghardabiya", ("AIRB", "AIRP")),
        ("Sirte's port", "Sirte", ("PRT",)),
        ("the dam", "", ("DAM",)),
        ("an air base", "", ("AIRB", "AIRP")),
        ("northern and western quarters", "", ("PPLX",)),
        ("New York", "New York", ()),
        ("Old City", "Old City", ()),
    ],
)
def test_name_and_kind(name: str, head: str, kinds: tuple[str, ...]) -> None:
    phrase = parse(name)
    assert (phrase.head, phrase.kinds) == (head, kinds)


def test_offset_in_kilometres_and_miles() -> None:
    phrase = parse("about 12 km east of Baiji")
    assert (phrase.head, phrase.km, phrase.bearing, phrase.near) == ("Baiji", 12.0, 90, True)
    phrase = parse("10 miles to the south-west of Goma")
    assert phrase.km == pytest.approx(16.09, abs=0.01) and phrase.bearing == 225


def test_directions_and_edges() -> None:
    assert parse("villages south-east of Aleppo").bearing == 135
    assert parse("southern outskirts").near and parse("southern outskirts").bearing == 180
    assert parse("outskirts of Sirte").head == "Sirte" and parse("outskirts of Sirte").near
    assert parse("the road to Sirte").near and parse("the road to Sirte").head == "Sirte"
    dam = parse("the dam south of Fallujah")
    assert (dam.kinds, dam.bearing, dam.of) == (("DAM",), 180, "Fallujah")


def test_a_site_of_a_town_names_the_town() -> None:
    phrase = parse("the port of Sirte")
    assert phrase.kinds == ("PRT",) and phrase.of == "Sirte" and phrase.head == ""


def test_areas_and_settlements() -> None:
    assert parse("Aleppo province").area and parse("Aleppo province").head == "Aleppo"
    assert (
        parse("the village of Arima").settlement and parse("the village of Arima").head == "Arima"
    )


@pytest.mark.parametrize("name", ["", " ", "the", "of", "12 km east of", "dam dam dam", "’s"])
def test_scraps_do_not_break_it(name: str) -> None:
    assert parse(name).km is None or parse(name).head == ""
