"""The embedded gazetteer: its names on five continents, its points, borders and sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from firstlight.errors import FirstlightError
from firstlight.places import Gazetteer, Layer, is_common_word
from firstlight.places.atlas import Atlas, distance_km
from firstlight.places.atlas_writing import Entry, write
from firstlight.places.layer import COLUMNS


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Fallujah", "gn:99454"), ("al-Fallūjah", "gn:99454"), ("الفلوجة", "gn:99454"),
        ("Falloudja", "gn:99454"), ("Kyiv", "gn:703448"), ("Kiev", "gn:703448"),
        ("Київ", "gn:703448"), ("Kobani", "gn:172256"), ("Ain al-Arab", "gn:172256"),
        ("Kharkov", "gn:706483"), ("Mariupol", "gn:701822"), ("Мариуполь", "gn:701822"),
        ("Sirte", "gn:2210554"), ("سرت", "gn:2210554"), ("Derna", "gn:87205"),
        ("al-Fashir", "gn:379555"), ("El Fasher", "gn:379555"), ("Mekelle", "gn:331180"),
        ("Al Hudaydah", "gn:79415"), ("Goma", "gn:216281"), ("Marawi", "gn:1701053"),
        ("Hit", "gn:95788"), ("Iraq", "gn:99237"), ("العراق", "gn:99237"), ("DRC", "gn:203312"),
    ],
)  # fmt: skip
def test_a_name_in_any_spelling_finds_its_place_first(
    gazetteer: Gazetteer, name: str, id_: str
) -> None:
    assert gazetteer.lookup(name)[0].id == id_


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("Tripoli", {"LY", "LB"}), ("San José", {"CR", "US", "PH"}), ("Córdoba", {"AR", "ES"}),
        ("Rafah", {"PS", "EG"}), ("Karma", {"IQ", "IN"}),
    ],
)  # fmt: skip
def test_all_namesakes_are_returned_most_populous_first(
    gazetteer: Gazetteer, name: str, countries: set[str]
) -> None:
    found = gazetteer.lookup(name)
    assert countries <= {one.country for one in found}
    people = [one.population for one in found if one.feature.startswith("PPL")]
    assert people == sorted(people, reverse=True)


def test_a_province_comes_after_the_city_that_it_is_named_for(gazetteer: Gazetteer) -> None:
    features = [one.feature for one in gazetteer.lookup("Idlib")]
    assert features.index("ADM1") > 0
    assert gazetteer.lookup("California")[0].feature == "ADM1"


@pytest.mark.parametrize("name", ["", " ", "-", "Xyzzyborough", "\x00", "Fallujah" * 2000, "💥"])
def test_what_is_no_place_finds_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == []


def test_a_misspelt_name_is_found_in_the_countries_asked_for_alone(gazetteer: Gazetteer) -> None:
    assert gazetteer.search("Slaqlawiyah") == []
    found = gazetteer.search("Slaqlawiyah", ("IQ",))
    assert found[0].candidate.id == "fl:iq-saqlawiyah" and found[0].how == "fuzzy"


def test_entries_are_found_by_id(gazetteer: Gazetteer) -> None:
    town = gazetteer.get("gn:99454")
    assert town is not None and town.country == "IQ" and town.geonames_id == 99454
    quarter = gazetteer.get("fl:iq-fallujah-jolan")
    assert quarter is not None and quarter.parent == town.id and quarter.feature == "PPLX"
    base = gazetteer.get("af:HLGD")
    assert base is not None and base.name == "Ghardabiya Air Base"
    for unknown in ("gn:1", "gn:x", "fl:nowhere", "", "99454"):
        assert gazetteer.get(unknown) is None


def test_near_is_sorted_and_complete(gazetteer: Gazetteer) -> None:
    found = gazetteer.near(33.349, 43.786, 50)
    away = distance_km(33.349, 43.786, [x.lat for x in found], [x.lon for x in found]).tolist()
    assert away == sorted(away) and away[-1] <= 50
    ids = [one.id for one in found]
    assert len(set(ids)) == len(ids)
    assert {"gn:99454", "gn:98717", "fl:iq-saqlawiyah", "af:ORAT"} <= set(ids)
    large = gazetteer.near(33.349, 43.786, 50, min_population=100_000)
    assert {one.id for one in large} == {one.id for one in found if one.population >= 100_000}


def test_parts_are_the_listed_quarters_and_sites_of_a_town(gazetteer: Gazetteer) -> None:
    parts = {one.id for one in gazetteer.parts("gn:99454")}
    assert {"fl:iq-fallujah-shuhada", "fl:iq-fallujah-dam"} <= parts
    assert gazetteer.parts("gn:98182") == [] or all(
        one.parent == "gn:98182" for one in gazetteer.parts("gn:98182")
    )


@pytest.mark.parametrize(
    ("lat", "lon", "country"),
    [
        (33.349, 43.786, "IQ"), (36.528, 37.955, "SY"), (31.209, 16.589, "LY"),
        (32.371, 15.215, "LY"),  # the quay of Misrata
        (32.60, 15.50, None),  # some 25 km out at sea
        (0.0, 0.0, None), (45.2, 34.2, "UA"), (-17.8, 178.0, "FJ"), (-17.0, 0.0, None),
        (68.0, -150.0, "US"), (66.0, -172.0, "RU"), (31.5, 34.46, "PS"), (9.56, 44.06, "SO"),
        (-1.674, 29.22, "CD"), (8.0, 124.29, "PH"), (-31.4, -64.2, "AR"),
    ],
)  # fmt: skip
def test_country_of_a_point(
    gazetteer: Gazetteer, lat: float, lon: float, country: str | None
) -> None:
    assert gazetteer.country_of(lat, lon) == country


def test_towns_lie_in_their_own_countries(gazetteer: Gazetteer) -> None:
    towns = [x for x in gazetteer.near(34.0, 40.0, 500, 50_000) if x.feature.startswith("PPL")]
    right = [one for one in towns if gazetteer.country_of(one.lat, one.lon) == one.country]
    assert len(towns) > 50 and len(right) >= 0.98 * len(towns)


def test_outline_stays_in_its_box_and_has_the_border(gazetteer: Gazetteer) -> None:
    west, south, east, north = 37.0, 32.0, 43.0, 37.5
    lines = gazetteer.outline(west, south, east, north)
    points = [point for line in lines for point in line]
    assert len(points) > 50
    assert all(len(line) >= 2 for line in lines)
    assert all(
        west - 1e-9 <= x <= east + 1e-9 and south - 1e-9 <= y <= north + 1e-9 for x, y in points
    )
    # The Syrian and Iraqi border crosses the Euphrates between Abu Kamal and al-Qaim.
    assert min((x - 41.0) ** 2 + (y - 34.4) ** 2 for x, y in points) < 0.1**2
    assert gazetteer.outline(-30, -30, -25, -25) == []


def test_a_line_through_the_box_is_cut_on_both_sides(gazetteer: Gazetteer) -> None:
    lines = gazetteer.outline(15.0, 31.0, 18.0, 33.0)
    ends = {coordinate for line in lines for point in (line[0], line[-1]) for coordinate in point}
    assert {15.0, 31.0} <= ends


def test_countries_have_names_and_sources_have_licences(gazetteer: Gazetteer) -> None:
    assert gazetteer.country_name("IQ") == "Iraq" and gazetteer.country_name("ZZ") == "ZZ"
    names = {name.split(" ")[0]: licence for name, licence, _ in gazetteer.sources()}
    assert names["GeoNames"] == "CC BY 4.0" and names["Natural"] == "public domain"
    assert all("://" not in line for row in gazetteer.sources() for line in row)


@pytest.mark.parametrize(
    "name", ["Of", "Nice", "Reading", "Mobile", "March", "Hit", "Victoria", "Obama", "Ali", "Same"]
)
def test_words_and_persons_that_are_towns_are_known_as_such(
    gazetteer: Gazetteer, name: str
) -> None:
    assert gazetteer.lookup(name) and is_common_word(name)


def test_towns_are_no_common_words() -> None:
    assert not any(map(is_common_word, ["Fallujah", "Mosul", "Goma", "Mariupol", "Sirte"]))


def test_every_row_of_the_supplement_is_sound(gazetteer: Gazetteer) -> None:
    layer = gazetteer.layers[-1]
    assert len(layer) > 250
    for one in layer.candidates:
        assert one.source, one.id
        if one.parent is not None:
            parent = gazetteer.get(one.parent)
            assert parent is not None, one.id
            away = float(distance_km(one.lat, one.lon, [parent.lat], [parent.lon])[0])
            assert away <= 40, one.id
        if not one.feature.startswith(("CONT", "RGN", "GULF", "STRT", "ISL")):
            near = {gazetteer.country_of(one.lat + a, one.lon + b)
                    for a in (-0.1, 0, 0.1) for b in (-0.1, 0, 0.1)}  # fmt: skip
            assert one.country in near, one.id


def _layer(tmp_path: Path, *rows: str, header: str = ",".join(COLUMNS)) -> Path:
    path = tmp_path / "layer.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def test_a_layer_goes_before_the_embedded_places(tmp_path: Path) -> None:
    row = "fl:test,Testopolis,Testo,PPL,,IQ,33.5,43.5,1,1200,a test,"
    other = "gn:99454,Falluja,,PPL,,IQ,33.3,43.7,1,7,a test,"
    gazetteer = Gazetteer.open([Layer.read(_layer(tmp_path, row, other))])
    assert gazetteer.lookup("testopolis")[0].population == 1200
    assert gazetteer.lookup("Fallujah")[0].population == 7
    assert [x.lat for x in gazetteer.near(33.349, 43.786, 60) if x.id == "gn:99454"] == [33.3]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("fl:a,A,,PPL,,IQ,north,43,1,0,x,", "line 2"),
        ("fl:a,A,,PPL,,IQ,43,133.5e2,1,0,x,", "swapped"),
        (",A,,PPL,,IQ,43,43,1,0,x,", "id and name"),
        ("fl:a,A,,PPL,,IQ,43", "line 2"),
    ],
)
def test_a_broken_row_is_named_with_its_line(tmp_path: Path, row: str, says: str) -> None:
    with pytest.raises(FirstlightError, match=says):
        Layer.read(_layer(tmp_path, row))


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(FirstlightError, match="aliases"):
        Layer.read(_layer(tmp_path, header="id,name"))


def test_a_file_that_is_no_gazetteer_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gazetteer.bin"
    for content in (b"", b"not a gazetteer at all", b"FLGAZ01\n\xff\xff\xff\x7f{}"):
        path.write_bytes(content)
        with pytest.raises(FirstlightError, match="rebuild"):
            Atlas(path)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    entries = [
        Entry("Alpha", "AA", 1.5, 2.5, "PPL", 10, 5, admin1="01", names=("Alfa", "Ἄλφα")),
        Entry("Beta", "BB", -1.5, 179.99, "PPL", 20, 3),
        Entry("Beta Air Base", "BB", -1.4, -179.99, "AIRB", id="af:BETA", parent="gn:3"),
        *(Entry(f"Town {n:04d}", "CC", n / 100, 10.0, "PPL", n, 100 + n) for n in range(200)),
        Entry("B" * 40 + "a", "AA", 0, 0, "PPL", 1, 900),
        Entry("B" * 40 + "o", "AA", 0, 0, "PPL", 1, 901),
    ]
    write(tmp_path / "g.bin", entries, [("test", "none", "a test")])
    atlas = Atlas(tmp_path / "g.bin")
    assert len(atlas) == len(entries)
    for entry in entries:
        index = atlas.index_of(entry.id or f"gn:{entry.number}")
        assert index is not None
        one = atlas.candidate(index)
        assert (one.name, one.country, one.population) == (
            entry.name, entry.country, entry.population
        )  # fmt: skip
        for name in (entry.name, *entry.names):
            from firstlight.places.folding import key

            assert index in [found for found, _ in atlas.postings(key(name))]
    assert atlas.admin1(atlas.index_of("gn:5") or 0) == "AA.01"
    around = [atlas.candidate(n).id for _, n in atlas.around(-1.5, 179.99, 20)]
    assert around == ["gn:3", "af:BETA"]
