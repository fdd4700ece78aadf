"""Written places of one report on their points, and never on a far-away namesake."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from firstlight.places import Gazetteer, resolve
from firstlight.places.atlas import distance_km
from firstlight.records import Estimate, Event, Fact, Place, Precision, Report


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def facts_of(
    text: str, *names: str | tuple[str, str | None] | tuple[str, str | None, Precision]
) -> tuple[list[Fact], Report]:
    """A fact for each name (or name, within, precision), on the sentence that has it."""
    facts: list[Fact] = []
    for one in names:
        parts = (one,) if isinstance(one, str) else one
        name = parts[0]
        within = parts[1] if len(parts) > 1 else None
        precision = parts[2] if len(parts) > 2 else "exact"
        at = max(text.find(name), 0)
        start = text.rfind(". ", 0, at) + 1
        end = text.find(".", at) if text.find(".", at) >= 0 else len(text)
        place = Place(name, within, precision=precision)  # type: ignore[arg-type]
        facts.append(
            Event("clash", "r", (start, end), text[start:end], place, None, None, "actual", 0.9)
        )
    return facts, Report("r", text, None)


def places(
    gazetteer: Gazetteer, text: str, *names: object, countries: Sequence[str] = ()
) -> list[Place]:
    facts, report = facts_of(text, *names)  # type: ignore[arg-type]
    found = [fact.place for fact in resolve(facts, report, gazetteer, countries)]
    assert all(place is not None for place in found)
    return [place for place in found if place is not None]


def test_namesakes_go_by_their_company(gazetteer: Gazetteer) -> None:
    lebanon = places(gazetteer, "Clashes in Tripoli. Beirut was calm.", "Tripoli", "Beirut")
    libya = places(gazetteer, "Clashes in Tripoli. Misrata was calm.", "Tripoli", "Misrata")
    assert (lebanon[0].country, libya[0].country) == ("LB", "LY")
    spain = places(gazetteer, "From Córdoba to Seville.", "Córdoba", "Seville")
    argentina = places(gazetteer, "From Córdoba to Rosario in Argentina.", "Córdoba", "Rosario")
    assert (spain[0].country, argentina[0].country) == ("ES", "AR")
    rica = places(gazetteer, "San José and Alajuela in Costa Rica.", "San José", "Alajuela")
    assert rica[0].country == "CR"


def test_a_namesake_in_the_quarter_next_door(gazetteer: Gazetteer) -> None:
    text = "The army entered Fallujah. It took the Shuhada quarter."
    falluja = places(gazetteer, text, "Fallujah", "Shuhada quarter")[1]
    assert (falluja.id, falluja.parent) == ("fl:iq-fallujah-shuhada", "gn:99454")
    assert (falluja.feature, falluja.precision) == ("PPLX", "exact")
    text = "The army entered Haditha. It took the Shuhada quarter."
    assert places(gazetteer, text, "Haditha", "Shuhada quarter")[1].parent == "gn:96309"
    text = "The army entered Benghazi. It took the Shuhada quarter."
    other = places(gazetteer, text, "Benghazi", "Shuhada quarter")[1]
    assert other.precision == "within" and other.country == "LY"


def test_the_case_decides_where_the_report_is_silent(gazetteer: Gazetteer) -> None:
    assert places(gazetteer, "Karma fell.", "Karma", countries=("IQ", "SY"))[0].country == "IQ"
    assert places(gazetteer, "Karma fell.", "Karma")[0].country == "IN"
    text = "Iraqi forces took Garma."
    assert places(gazetteer, text, "Garma")[0].id == "fl:iq-karma"
    assert places(gazetteer, "Mabruka fell.", "Mabruka", countries=("SY",))[0].country == "SY"


@pytest.mark.parametrize(
    ("text", "name", "lat", "lon", "km"),
    [
        ("Hit and Ramadi were shelled.", "Hit", 33.64, 42.83, 5),
        ("Goma and Sake fell.", "Goma", -1.67, 29.23, 5),
        ("Rumangabo, near Goma, fell.", "Rumangabo", -1.34, 29.36, 6),
        ("Marawi and Cotabato.", "Marawi", 8.0, 124.29, 5),
        ("Banggolo in Marawi.", "Banggolo", 8.0, 124.29, 3),
        ("Siege of El Fasher in Darfur.", "El Fasher", 13.63, 25.35, 5),
        ("Siege of al-Fashir.", "al-Fashir", 13.63, 25.35, 5),
        ("Shells on Zamzam camp, south of El Fasher.", "Zamzam camp", 13.48, 25.31, 6),
        ("Fighters in Azovstal in Mariupol.", "Azovstal", 47.10, 37.61, 3),
        ("Strikes on Kharkov and Izium.", "Kharkov", 49.99, 36.25, 8),
        ("Mekelle in Tigray.", "Mekelle", 13.49, 39.47, 6),
        ("Hodeidah and Taiz in Yemen.", "Hodeidah", 14.80, 42.95, 6),
        ("Derna and Benghazi.", "Derna", 32.77, 22.64, 6),
        ("Kobani and Manbij.", "Kobani", 36.89, 38.35, 5),
        ("Kuweires and Aleppo.", "Kuweires", 36.19, 37.58, 3),
        ("Strikes on Aleppo's Hanano district.", "Hanano district", 36.23, 37.20, 4),
    ],
)
def test_places_of_several_wars(
    gazetteer: Gazetteer, text: str, name: str, lat: float, lon: float, km: float
) -> None:
    names = [word.strip(".,'s") for word in text.split() if word[0].isupper()]
    others = [one for one in names if one not in name and len(one) > 3 and one in text]
    place = places(gazetteer, text, name, *others)[0]
    assert place.lat is not None and place.lon is not None
    assert float(distance_km(lat, lon, [place.lat], [place.lon])[0]) <= km


def test_descriptions_find_the_listed_site(gazetteer: Gazetteer) -> None:
    text = "In Sirte they retook the port. On Saturday they took an air base south of the city."
    port, base = places(gazetteer, text, ("the port", "Sirte"), ("an air base", "Sirte"))
    assert (port.feature, port.precision, port.parent) == ("PRT", "exact", "gn:2210554")
    assert base.id == "af:HLGD" and base.name == "an air base"
    text = "Fallujah is besieged. The army took the dam south of the city."
    assert places(gazetteer, text, "Fallujah", "dam")[1].id == "fl:iq-fallujah-dam"
    text = "Goma is besieged. The rebels took the airport."
    assert places(gazetteer, text, "Goma", "the airport")[1].id == "af:FZNA"
    named = places(gazetteer, "They took Sirte port.", "Sirte port")[0]
    assert named.id == "fl:ly-sirte-port"


def test_what_is_not_listed_takes_its_parents_point(gazetteer: Gazetteer) -> None:
    text = "The army entered the Kilani quarter of Fallujah."
    place = places(gazetteer, text, ("Kilani quarter", "Fallujah"))[0]
    assert (place.precision, place.lat, place.lon) == ("within", 33.34913, 43.78599)
    assert place.name == "Kilani quarter" and place.id == "gn:99454"
    text = "The hospital in Manbij was hit."
    assert places(gazetteer, text, ("The hospital", "Manbij"))[0].precision == "within"
    town = places(gazetteer, "Nowhereville in Anbar fell.", ("Nowhereville", "Anbar"))[0]
    assert town.precision == "area" and town.country == "IQ"


def test_what_hangs_on_nothing_is_unknown(gazetteer: Gazetteer) -> None:
    place = places(gazetteer, "Fallujah and Zzyzxabad.", "Fallujah", "Zzyzxabad")[1]
    assert place == Place("Zzyzxabad", precision="unknown")


def test_a_small_namesake_far_from_all_else_is_refused(gazetteer: Gazetteer) -> None:
    text = "Fighting in Sirte, Misrata and Zliten. The people of Pawnee fled."
    assert gazetteer.lookup("Pawnee")[0].country == "US"
    place = places(gazetteer, text, "Sirte", "Misrata", "Zliten", "Pawnee")[3]
    assert place.precision == "unknown" and place.lat is None
    great = places(gazetteer, "Talks in Geneva on Sirte and Misrata.", "Sirte", "Misrata", "Geneva")
    assert great[2].country == "CH"


def test_a_town_that_alone_bears_its_name_is_found_beside_foreign_powers(
    gazetteer: Gazetteer,
) -> None:
    text = "Russia and Turkey carried out airstrikes on al-Bab."
    assert places(gazetteer, text, "al-Bab")[0].country == "SY"


def test_near_keeps_the_towns_point_and_offsets_are_computed(gazetteer: Gazetteer) -> None:
    text = "Shells fell near Saqlawiyah. A convoy was hit 12 km east of Baiji."
    near, east = places(
        gazetteer, text, ("Saqlawiyah", None, "near"), "12 km east of Baiji", countries=("IQ",)
    )
    assert (near.precision, near.id) == ("near", "fl:iq-saqlawiyah")
    baiji = gazetteer.get("gn:97783")
    assert baiji is not None and east.lat is not None and east.lon is not None
    assert east.precision == "near" and east.lon > baiji.lon
    away = float(distance_km(baiji.lat, baiji.lon, [east.lat], [east.lon])[0])
    assert away == pytest.approx(12, abs=0.2)


def test_areas_are_areas_and_cities_win_over_their_provinces(gazetteer: Gazetteer) -> None:
    text = "In Aleppo province in Syria, and in Aleppo, Idlib and Homs."
    province, country, city, idlib = places(
        gazetteer, text, "Aleppo province", "Syria", "Aleppo", "Idlib"
    )
    assert (province.precision, province.feature) == ("area", "ADM1")
    assert (country.precision, country.feature, country.country) == ("area", "PCLI", "SY")
    assert (city.precision, city.geonames_id) == ("exact", 170063)
    assert (idlib.precision, idlib.geonames_id) == ("exact", 169389)


def test_order_facts_without_place_and_estimates_are_kept(gazetteer: Gazetteer) -> None:
    facts, report = facts_of("Manbij and Arima.", "Manbij", "Arima")
    bare = Event("flee", "r", (0, 3), "Man", None, None, None, "actual", 0.5)
    estimate = Estimate("fled", "r", (0, 6), "Manbij", Place("Manbij"), None, None, "actual", 0.5)
    given = [facts[0], bare, estimate, facts[1]]
    done = resolve(given, report, gazetteer)
    assert [fact.text for fact in done] == [fact.text for fact in given]
    assert [type(fact) for fact in done] == [type(fact) for fact in given]
    assert done[1] == bare
    assert done[2].place is not None and done[2].place.geonames_id == 167357
    assert [fact.id for fact in done] == [fact.id for fact in given]
    assert resolve(done, report, gazetteer) == done


def test_strange_names_do_no_harm(gazetteer: Gazetteer) -> None:
    names = ["", " ", "the", "x" * 10_000, "of", "Фаллуджа الفلوجة", "💥", "km", "5 km north of"]
    for place in places(gazetteer, "Nothing.", *names):
        assert place.precision == "unknown" and place.lat is None
