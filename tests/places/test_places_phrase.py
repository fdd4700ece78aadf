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


@pytest.mark.parametrize(
    ("name", "form", "anchor", "to"),
    [
        ("between Manbij and Jarabulus", "between", "Manbij", "Jarabulus"),
        ("between the towns of Nawa and Tasil", "between", "Nawa", "Tasil"),
        ("halfway between Homs and Palmyra", "halfway", "Homs", "Palmyra"),
        ("the road from Misrata to Sirte", "road", "Misrata", "Sirte"),
        ("the main highway linking Kabul and Kandahar", "road", "Kabul", "Kandahar"),
        ("the Damascus-Homs highway", "road", "Damascus", "Homs"),
        ("the road to Sirte", "road", "Sirte", ""),
        ("the Baghdad road", "road", "Baghdad", ""),
        ("the road north of Goma", "side", "Goma", ""),
        ("20 km from Goma on the road to Rutshuru", "offset", "Goma", "Rutshuru"),
        ("30 km up the road to Sirte", "offset", "", "Sirte"),
        ("15 km to the south", "offset", "", ""),
        ("villages north-west of the city", "side", "", ""),
        ("the east bank of the river opposite Raqqa", "bank", "Raqqa", ""),
        ("across the Dnipro from Kherson", "bank", "Kherson", ""),
        ("the northern entrance to Gorazde", "edge", "Gorazde", ""),
        ("Aleppo's northern countryside", "side", "Aleppo", ""),
        ("Wau's southern neighbourhoods", "part", "Wau", ""),
        ("central Homs", "part", "Homs", ""),
        ("the south of the city", "part", "", ""),
        ("the Turkish border north of Azaz", "border", "Azaz", ""),
        ("the last village before the border", "last", "", ""),
        ("just outside Goma", "near", "Goma", ""),
        ("the front east of Pokrovsk", "side", "Pokrovsk", ""),
        ("10 km off the coast of Latakia", "coast", "Latakia", ""),
        ("the west bank of Mosul", "part", "Mosul", ""),
        ("the heights above Sarajevo", "near", "Sarajevo", ""),
        ("Villages south-east of Aleppo", "side", "Aleppo", ""),
        ("Outskirts of Sirte", "edge", "Sirte", ""),
        ("Port of Spain", "", "Port of Spain", ""),
        ("West Bank", "", "West Bank", ""),
        ("Bab al-Hawa border crossing", "", "Bab al-Hawa", ""),
        ("South Sudan", "", "South Sudan", ""),
    ],
)
def test_how_a_place_lies_beside_another(name: str, form: str, anchor: str, to: str) -> None:
    phrase = parse(name)
    assert (phrase.form, phrase.anchor, phrase.to) == (form, anchor, to)


def test_borders_name_their_countries() -> None:
    assert parse("the Syrian-Turkish border").codes == ("SY", "TR")
    assert parse("the border with Lebanon").codes == ("LB",)
    crossing = parse("the Turkish border crossing north of Azaz")
    assert (crossing.kinds, crossing.codes, crossing.of) == (("PSTB",), ("TR",), "Azaz")
    assert parse("5 km from the Turkish border").km == 5


def test_sites_keep_what_they_hang_on() -> None:
    base = parse("an air base 20 km south of Hasakah")
    assert (base.km, base.bearing, base.of, base.head) == (20, 180, "Hasakah", "")
    bridge = parse("the bridge linking Lysychansk and Severodonetsk")
    assert (bridge.kinds, bridge.of, bridge.to) == (("BDG",), "Lysychansk", "Severodonetsk")
    assert parse("a bridge over the Euphrates").kinds == ("BDG",)
    quarter = parse("the Shuhada quarter of Fallujah")
    assert (quarter.head, quarter.kinds, quarter.of) == ("Shuhada", ("PPLX",), "Fallujah")


def test_a_larger_place_may_follow() -> None:
    for name in ("Khan Shaykhun (Idlib)", "Khan Shaykhun, Idlib"):
        assert (parse(name).head, parse(name).of) == ("Khan Shaykhun", "Idlib")


def test_a_name_may_be_followed_by_where_it_lies() -> None:
    phrase = parse("Tal Arn, 5 km south of Aleppo")
    assert phrase.head == "Tal Arn" and phrase.beside is not None
    assert (phrase.beside.head, phrase.beside.km, phrase.beside.bearing) == ("Aleppo", 5, 180)


@pytest.mark.parametrize(
    ("words", "km", "degrees"),
    [
        ("several kilometres south of X", 5, 180),
        ("half a mile east of X", 0.805, 90),
        ("1,500 metres north of X", 1.5, 0),
        ("10-15 km NNW of X", 12.5, 337.5),
        ("a few km south-south-east of X", 3, 157.5),
        ("two nautical miles west of X", 3.704, 270),
    ],
)
def test_distances_in_words(words: str, km: float, degrees: float) -> None:
    phrase = parse(words)
    assert phrase.km == pytest.approx(km, abs=0.001) and phrase.bearing == degrees


@pytest.mark.parametrize(
    "name",
    [
        "near " * 40,
        "1 km from " * 20 + "X",
        "north of " * 25 + "X",
        "between A and " * 15 + "B",
        "a near b " * 25,
        "(" * 200,
        "the road to " * 18,
    ],
)
def test_long_chains_take_no_time_and_do_no_harm(name: str) -> None:
    assert parse(name).whole


@pytest.mark.parametrize("name", ["", " ", "the", "of", "12 km east of", "dam dam dam", "’s"])
def test_scraps_do_not_break_it(name: str) -> None:
    assert parse(name).km is None or parse(name).head == ""
