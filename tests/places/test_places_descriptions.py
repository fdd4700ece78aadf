"""Described places: the listed feature that is meant, else a computed point with its radius."""

from __future__ import annotations

from pathlib import Path

import pytest

from firstlight.places import Gazetteer, borders, descriptions, extents, resolve
from firstlight.places.around import after, before, sentence
from firstlight.places.atlas import distance_km
from firstlight.places.layer import Layer
from firstlight.places.nouns import Form, Phrase
from firstlight.places.phrase import parse
from firstlight.records import (
    OURS,
    Candidate,
    Event,
    Place,
    Precision,
    Report,
    as_json,
    from_json,
)
from firstlight.store import FILE_NAME, Store


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open(packs=())


def town(name: str, lat: float, lon: float, people: int = 10_000, country: str = "IQ") -> Candidate:
    return Candidate(f"test:{name}", name, country, lat, lon, "PPL", people)


A = town("A", 33.0, 43.0)
B = town("B", 33.0, 43.5)


def km(lat: float | None, lon: float | None, to_lat: float, to_lon: float) -> float:
    assert lat is not None and lon is not None
    return float(distance_km(lat, lon, [to_lat], [to_lon])[0])


def spot(
    gazetteer: Gazetteer, words: str, anchor: Candidate = A, other: Candidate | None = None
) -> descriptions.Spot:
    found = descriptions.spot(parse(words), anchor, other, gazetteer)
    assert found is not None
    return found


def placed(
    gazetteer: Gazetteer,
    text: str,
    *names: str | tuple[str, Precision],
    countries: tuple[str, ...] = (),
) -> list[Place]:
    """The places of facts, one for each name, on the sentence that has it."""
    facts = []
    for one in names:
        name, precision = one if isinstance(one, tuple) else (one, "exact")
        first, last = sentence_of(text, name)
        place = Place(name, precision=precision)
        facts.append(
            Event("clash", "r", (first, last), text[first:last], place, None, None, "actual", 0.9)
        )
    found = [fact.place for fact in resolve(facts, Report("r", text, None), gazetteer, countries)]
    return [place for place in found if place is not None]


def sentence_of(text: str, name: str) -> tuple[int, int]:
    at = max(text.find(name), 0)
    first = text.rfind(". ", 0, at) + 2 if ". " in text[:at] else 0
    last = text.find(". ", at)
    return first, last if last >= 0 else len(text)


# How large


def test_a_towns_radius_grows_with_its_people() -> None:
    assert extents.town_radius(0) == extents.LEAST_KM
    sizes = [extents.town_radius(people) for people in (10_000, 100_000, 1_000_000)]
    assert sizes == pytest.approx([1.0, 2.38, 5.64], abs=0.02)
    # A hundred people a hectare in a town of a million: 100 km² of built-up land.
    assert 3.14159 * sizes[2] ** 2 == pytest.approx(100, abs=0.1)


def test_areas_reach_as_far_as_their_towns(gazetteer: Gazetteer) -> None:
    lebanon = next(one for one in gazetteer.lookup("Lebanon") if one.feature == "PCLI")
    sudan = next(one for one in gazetteer.lookup("Sudan") if one.feature == "PCLI")
    small, large = extents.radius(gazetteer, lebanon), extents.radius(gazetteer, sudan)
    assert small is not None and large is not None
    assert 40 < small < 110 and 500 < large < 1000
    darfur = next(one for one in gazetteer.lookup("North Darfur") if one.feature == "ADM1")
    assert 100 < (extents.radius(gazetteer, darfur) or 0) < large
    region = Candidate("x", "Sahel", "", 15, 0, "RGN")
    assert extents.radius(gazetteer, region) is None


# Computed points


def test_distances_and_directions(gazetteer: Gazetteer) -> None:
    east = spot(gazetteer, "12 km east of A")
    assert km(east.lat, east.lon, A.lat, A.lon) == pytest.approx(12, abs=0.01)
    assert east.lon > A.lon and abs(east.lat - A.lat) < 0.01
    assert east.radius_km == pytest.approx(1.0 + 12 * 0.383, abs=0.05)
    fine = spot(gazetteer, "12 km ENE of A")
    assert fine.radius_km < east.radius_km and fine.lat > A.lat
    ring = spot(gazetteer, "12 km from A")
    assert (ring.lat, ring.lon) == (A.lat, A.lon) and ring.radius_km == pytest.approx(13, abs=0.05)


def test_a_bare_direction_reaches_from_the_middle_to_twice_its_distance(
    gazetteer: Gazetteer,
) -> None:
    found = spot(gazetteer, "south of A")
    away = km(found.lat, found.lon, A.lat, A.lon)
    assert found.lat < A.lat and found.radius_km == pytest.approx(away, abs=0.01)
    city = town("City", 33.0, 43.0, 2_000_000)
    assert spot(gazetteer, "south of City", city).radius_km > 2 * found.radius_km


def test_edges_and_parts_of_a_town(gazetteer: Gazetteer) -> None:
    city = town("City", 33.0, 43.0, 1_000_000)
    edge = spot(gazetteer, "the western outskirts of City", city)
    part = spot(gazetteer, "western City", city)
    assert edge.lon < part.lon < city.lon
    assert km(edge.lat, edge.lon, city.lat, city.lon) == pytest.approx(5.64, abs=0.05)
    around = spot(gazetteer, "the outskirts of City", city)
    assert (around.lat, around.lon) == (city.lat, city.lon)
    assert around.radius_km > part.radius_km
    assert spot(gazetteer, "central City", city).radius_km < part.radius_km


def test_stretches_have_their_ends(gazetteer: Gazetteer) -> None:
    length = km(A.lat, A.lon, B.lat, B.lon)
    for words in ("between A and B", "the road from A to B", "the A-B highway"):
        found = spot(gazetteer, words, A, B)
        assert found.line == ((33.0, 43.0), (33.0, 43.5))
        assert found.lon == pytest.approx(43.25, abs=1e-3)
        assert found.radius_km == pytest.approx(length / 2)
    assert spot(gazetteer, "halfway between A and B", A, B).radius_km == pytest.approx(length / 4)
    on = spot(gazetteer, "12 km from A on the road to B", A, B)
    assert km(on.lat, on.lon, A.lat, A.lon) == pytest.approx(10, abs=0.01)
    assert A.lon < on.lon < B.lon


def test_the_road_to_a_town_is_sought_on_the_side_of_the_story(gazetteer: Gazetteer) -> None:
    near = spot(gazetteer, "the road to A", A, B)
    assert near.lon == pytest.approx(43.25, abs=1e-3)
    far = spot(gazetteer, "the road to A", A, town("Far", 33.0, 45.0))
    assert 3 < km(far.lat, far.lon, A.lat, A.lon) < 10 and far.lon > A.lon
    alone = spot(gazetteer, "the road to A", A)
    assert (alone.lat, alone.lon) == (A.lat, A.lon) and alone.radius_km > far.radius_km


def test_towns_too_far_apart_have_nothing_between(gazetteer: Gazetteer) -> None:
    far = town("Far", 33.0, 60.0)
    assert descriptions.spot(parse("between A and Far"), A, far, gazetteer) is None


@pytest.mark.parametrize("form", ["near", "side", "offset", "edge", "part", "road", "bank"])
def test_points_stay_on_the_globe_at_the_edge_of_the_map(gazetteer: Gazetteer, form: Form) -> None:
    for lat, lon in ((65.0, 179.99), (89.9, 10.0), (-17.0, -179.99)):
        one = town("Edge", lat, lon)
        phrase = Phrase("Edge", "", form=form, bearing=90.0, km=30.0)
        found = descriptions.spot(phrase, one, None, gazetteer)
        assert found is not None
        assert -90 <= found.lat <= 90 and -180 <= found.lon <= 180
        assert km(found.lat, found.lon, lat, lon) <= 31


# Borders


def test_the_nearest_border_with_a_named_neighbour(gazetteer: Gazetteer) -> None:
    azaz = gazetteer.lookup("Azaz")[0]
    found = borders.nearest(gazetteer, azaz.lat, azaz.lon, ("TR",), 0.0)
    assert found is not None and found.sides == {"SY", "TR"} and found.km < 10
    assert found.lat > azaz.lat
    assert borders.nearest(gazetteer, azaz.lat, azaz.lon, ("IQ",)) is None
    reykjavik = gazetteer.lookup("Reykjavik")[0]
    assert borders.nearest(gazetteer, reykjavik.lat, reykjavik.lon) is None


def test_the_last_village_before_the_border(gazetteer: Gazetteer) -> None:
    name = "the last village before the Algerian border"
    point = placed(gazetteer, f"They fled from Arlit to {name}.", "Arlit", name)[1]
    assert point.precision == "near" and point.radius_km == 10  # no village is listed there
    text = "Families fled from Azaz to the last village before the Turkish border."
    name = "the last village before the Turkish border"
    listed = placed(gazetteer, text, "Azaz", name)[1]
    assert listed.id == "fl:sy-sijju" and km(listed.lat, listed.lon, 36.62, 37.07) < 5
    villages = Layer(
        [
            Candidate("my:salama", "Bab al-Salama", "SY", 36.62, 37.06, "PPL", 900),
            Candidate("my:other", "Over There", "TR", 36.65, 37.06, "PPL", 900),
        ]
    )
    known = Gazetteer.open([villages], packs=())
    assert placed(known, text, "Azaz", name)[1].id == "my:salama"
    across = "the first village across the Turkish border"
    assert placed(known, f"From Azaz they reached {across}.", "Azaz", across)[1].country == "TR"


def test_a_border_of_two_countries_and_one_that_is_nowhere_near(gazetteer: Gazetteer) -> None:
    border = placed(gazetteer, "Refugees cross.", "the border between Chad and Sudan")[0]
    assert border.precision == "area" and border.country is None and border.id is None
    assert km(border.lat, border.lon, 13.5, 22.3) < 250 and (border.radius_km or 0) > 200
    text = "Fighting in Fallujah. Smugglers use the Tanzanian border."
    assert placed(gazetteer, text, "Fallujah", "the Tanzanian border")[1].precision == "unknown"


def test_a_port_that_is_not_listed_lies_on_the_shore(gazetteer: Gazetteer) -> None:
    text = "In Mocimboa da Praia, Mozambique, militants took the port. Kramatorsk is elsewhere."
    port = placed(gazetteer, text, "Mocimboa da Praia", "the port")[1]
    assert port.precision == "within" and port.country == "MZ"
    assert km(port.lat, port.lon, -11.35, 40.37) < 5
    inland = placed(gazetteer, "In Kramatorsk the port was hit.", "Kramatorsk", "the port")[1]
    assert (inland.precision, inland.id) == ("within", "gn:704508")


def test_off_the_coast_is_at_sea(gazetteer: Gazetteer) -> None:
    name = "30 km off the coast of Latakia"
    place = placed(gazetteer, f"A ship was hit {name}.", name)[0]
    assert place.lat is not None and place.lon is not None
    assert gazetteer.country_of(place.lat, place.lon) is None
    assert 25 < km(place.lat, place.lon, 35.53, 35.77) < 40


# In reports of several wars


@pytest.mark.parametrize(
    ("text", "spoken", "name", "lat", "lon", "precision"),
    [
        ("They left Sirte for an air base south of the city.", "Sirte",
         "an air base south of the city", 31.063, 16.595, "exact"),
        ("In El Fasher shells fell. A camp 12 km south of the city is full.", "El Fasher",
         "A camp 12 km south of the city", 13.49, 25.31, "exact"),
        ("In Baiji the army holds the refinery north of the town.", "Baiji",
         "the refinery north of the town", 35.0, 43.49, "exact"),
        ("Goma: M23 is 20 km from Goma on the road to Rutshuru.", "Goma",
         "20 km from Goma on the road to Rutshuru", -1.54, 29.29, "near"),
        ("Kherson was hit, and Oleshky, across the river from Kherson.", "Oleshky",
         "across the river from Kherson", 46.64, 32.61, "near"),
        ("Maiduguri: gunmen burned a village 30 kilometres north of Maiduguri.", "Maiduguri",
         "a village 30 kilometres north of Maiduguri", 12.12, 13.16, "near"),
        ("In Bakhmut they hold the north-eastern suburbs.", "Bakhmut",
         "the north-eastern suburbs", 48.6, 38.01, "within"),
        ("Gorazde: the northern entrance to Gorazde is mined.", "Gorazde",
         "the northern entrance to Gorazde", 43.68, 18.98, "near"),
        ("Fuzuli: The Iranian border south of Fuzuli is shut.", "Fuzuli",
         "The Iranian border south of Fuzuli", 39.43, 47.35, "near"),
    ],
)  # fmt: skip
def test_descriptions_in_reports(
    gazetteer: Gazetteer,
    text: str,
    spoken: str,
    name: str,
    lat: float,
    lon: float,
    precision: Precision,
) -> None:
    place = placed(gazetteer, text, spoken, name)[1]
    assert place.precision == precision
    assert place.radius_km is not None
    assert km(place.lat, place.lon, lat, lon) <= max(place.radius_km, 2.0)


def test_the_capital_and_the_province_of_what_was_spoken_of(gazetteer: Gazetteer) -> None:
    text = (
        "In Addis Ababa it was calm. At Debre Sina, 190 km north-east of the capital, they fought."
    )
    name = "190 km north-east of the capital"
    place = placed(gazetteer, text, "Addis Ababa", "Debre Sina", name)[2]
    assert km(place.lat, place.lon, 9.03, 38.74) == pytest.approx(190, abs=1)
    text = "The army holds Ramadi. Fighting went on in the west of the province."
    west = placed(gazetteer, text, "Ramadi", "the west of the province")[1]
    assert west.precision == "area" and west.lon is not None and west.lon < 42.5


def test_what_hangs_on_an_unknown_name_is_unknown(gazetteer: Gazetteer) -> None:
    text = "Fallujah fell. Fighting went on 12 km east of Zzyzxabad."
    place = placed(gazetteer, text, "Fallujah", "12 km east of Zzyzxabad")[1]
    assert place.precision == "unknown" and place.radius_km is None


def test_a_description_without_a_town_among_the_facts_takes_it_from_the_text(
    gazetteer: Gazetteer,
) -> None:
    place = placed(gazetteer, "Rebels reached Marawi. The bridge was cut.", "The bridge")[0]
    assert km(place.lat, place.lon, 8.0, 124.29) < 5


def test_a_name_that_no_list_has_lies_where_the_words_put_it(gazetteer: Gazetteer) -> None:
    text = "In Fallujah it is calm. Zzyzxabad, a village 12 km north of Fallujah, was hit."
    place = placed(gazetteer, text, "Fallujah", "Zzyzxabad")[1]
    assert place.precision == "near" and place.name == "Zzyzxabad"
    assert km(place.lat, place.lon, 33.349, 43.786) == pytest.approx(12, abs=0.1)


def test_a_listed_namesake_far_from_where_the_words_put_it_is_not_believed(
    gazetteer: Gazetteer,
) -> None:
    assert gazetteer.lookup("Pawnee")[0].country == "US"
    text = "Fallujah and Ramadi were calm. Pawnee, 12 km north of Fallujah, was hit in Iraq."
    place = placed(gazetteer, text, "Fallujah", "Ramadi", "Pawnee")[2]
    assert place.country == "IQ" and place.precision == "near"


def test_a_listed_site_stands_though_the_city_be_taken_for_another(gazetteer: Gazetteer) -> None:
    text = "Fighters from Misrata retook the Ghardabiya air base, south of the city."
    assert placed(gazetteer, text, "Misrata", "Ghardabiya air base")[1].id == "af:HLGD"


def test_an_unlisted_site_is_not_sought_in_a_far_town_of_its_name(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Taraf")[0].country == "SA"
    text = "Fighting went on in Idlib. Rebels raided the Taraf checkpoint, 5 km south of Idlib."
    plain, told = placed(gazetteer, text, "Idlib", "Taraf checkpoint")
    assert told.country == plain.country == "SY"
    assert km(told.lat, told.lon, plain.lat or 0, plain.lon or 0) == pytest.approx(5, abs=0.1)


def test_the_words_before_a_name_move_the_point_of_what_was_near_it(gazetteer: Gazetteer) -> None:
    text = "A convoy was hit about 12 km east of Baiji. Baiji itself was calm."
    near, itself = placed(gazetteer, text, ("Baiji", "near"), "Baiji", countries=("IQ",))
    assert near.id == itself.id and near.precision == "near"
    assert km(near.lat, near.lon, itself.lat or 0, itself.lon or 0) == pytest.approx(12, abs=0.1)


def test_words_around_a_name() -> None:
    text = "Fighters between Manbij and Jarabulus dug in."
    for name in ("Manbij", "Jarabulus"):
        phrase = before(name, text)
        assert phrase is not None
        assert (phrase.form, phrase.head, phrase.to) == ("between", "Manbij", "Jarabulus")
    assert before("Sake", "Fighting in Goma and Sake.") is None
    assert before("Baiji", "They left a base south of the city and clashed in Baiji.") is None
    base = before("Hasakah", "Shells hit an air base 20 km south of Hasakah.")
    assert base is not None and base.of == "Hasakah" and "AIRB" in base.kinds
    lies = after("Arn", "They took Arn, which lies between Manbij and al-Bab, at dawn.")
    assert lies is not None and (lies.head, lies.to) == ("Manbij", "al-Bab")
    assert after("Arn", "They took Arn after shells from north of Fallujah.") is None
    assert sentence("One. Two here. Three.", 5, 8) == " Two here"


def test_quarters_never_go_to_a_far_namesake(gazetteer: Gazetteer) -> None:
    place = placed(gazetteer, "Troops entered it.", "the Kilani quarter of Fallujah")[0]
    assert (place.id, place.precision, place.radius_km) == ("gn:99454", "within", 3.0)
    east, part = placed(gazetteer, "Strikes went on.", "eastern Aleppo", "western Raqqa")
    assert (east.id, east.precision) == ("fl:sy-aleppo-east", "exact")
    assert (part.country, part.precision) == ("SY", "within")


def test_listed_regions_are_no_parts_of_others(gazetteer: Gazetteer) -> None:
    sahara, bank, north = placed(
        gazetteer, "News.", "Western Sahara", "West Bank", "northern Syria"
    )
    assert (sahara.country, bank.country) == ("EH", "PS")
    syria = next(one for one in gazetteer.lookup("Syria") if one.feature == "PCLI")
    assert north.precision == "area" and (north.lat or 0) > syria.lat + 0.5


def test_what_is_resolved_once_stays(gazetteer: Gazetteer) -> None:
    text = (
        "In Raqqa they hold the western outskirts, the north of the city and a dam 40 km west of "
        "Raqqa. They cut the road between Raqqa and Tabqa, near the Turkish border."
    )
    names = (
        "Raqqa", "the western outskirts", "the north of the city", "a dam 40 km west of Raqqa",
        "the road between Raqqa and Tabqa", "the Turkish border",
    )  # fmt: skip
    facts = [
        Event("clash", "r", (0, len(text)), text, Place(name), None, None, "actual", 0.9)
        for name in names
    ]
    report = Report("r", text, None)
    once = resolve(facts, report, gazetteer)
    assert resolve(once, report, gazetteer) == once
    assert all(fact.place is not None and fact.place.radius_km for fact in once)


def test_the_radius_stays_out_of_the_contract(gazetteer: Gazetteer) -> None:
    text = "Fallujah fell."
    facts = [Event("capture", "r", (0, 8), "Fallujah", Place("Fallujah"), None, None, "actual", 1)]
    fact = resolve(facts, Report("r", text, None), gazetteer)[0]
    assert fact.place is not None and fact.place.radius_km == 3.0
    assert set(as_json(fact)["place"]) == {
        "name", "within", "country", "lat", "lon", "geonames_id", "feature", "precision",
    }  # fmt: skip


def test_facts_stored_without_a_radius_still_load() -> None:
    place = Place("Goma", id="gn:216281", radius_km=4.1)
    fact = Event("capture", "r", (0, 4), "Goma", place, None, None, "actual", 0.9)
    body = as_json(fact)
    body["place"] |= {"id": "gn:216281", "parent": None}
    older = from_json(body)
    assert older.place is not None and older.place.id == "gn:216281"
    assert older.place.radius_km is None
    body["place"] |= {name: getattr(place, name) for name in OURS}
    assert from_json(body) == fact


def test_the_radius_is_kept_in_the_case(tmp_path: Path) -> None:
    place = Place("Goma", id="gn:216281", radius_km=4.1)
    fact = Event("capture", "r", (0, 4), "Goma", place, None, None, "actual", 0.9)
    store = Store(tmp_path / FILE_NAME)
    store.add(Report("r", "Goma fell.", None, sha256="a" * 64))
    store.keep_facts("r", [fact], "rules")
    assert store.facts() == [fact]
