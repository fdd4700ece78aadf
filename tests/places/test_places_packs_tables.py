"""Packs from any table with name, latitude and longitude."""

from __future__ import annotations

from pathlib import Path

import pytest

from firstlight.errors import FirstlightError
from firstlight.places import Gazetteer
from firstlight.places.packs.building import kind_of
from tests.places.packs_files import built, written


def gazetteer_of(tmp_path: Path, *lines: str, country: str = "") -> Gazetteer:
    made = built(tmp_path, written(tmp_path / "table.csv", *lines), country=country)
    return Gazetteer.open(packs=[made.pack])


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("name,latitude,longitude", "Albu Testan,33.4,43.6"),
        ("Place Name;Lat;Lng", "Albu Testan;33,4;43,6"),
        ("site_name\tY\tX", "Albu Testan\t33.4\t43.6"),
        ("id|NAME_EN|LAT_DD|LON_DD", "7|Albu Testan|33.4|43.6"),
        ("Village,GPS Latitude,GPS Longitude,Comment", 'Albu Testan,33.4,43.6,"so, so"'),
        ("\ufeffname,lat,long", "Albu Testan,33.4,43.6"),
        ('"lon","lat","name"', '"43.6","33.4","Albu Testan"'),
    ],
)
def test_columns_go_by_their_usual_names_and_any_delimiter(
    tmp_path: Path, header: str, row: str
) -> None:
    gazetteer = gazetteer_of(tmp_path, header, row)
    [found] = gazetteer.lookup("ALBU  TÉSTAN")
    assert (found.lat, found.lon, found.country) == (33.4, 43.6, "IQ")
    assert found.feature == "PPL" and found.id.startswith("test:")


def test_hxl_tags_below_the_header_name_the_columns(tmp_path: Path) -> None:
    gazetteer = gazetteer_of(
        tmp_path, "Nom du site,Coord 1,Coord 2", "#loc+site+name,#geo+lat,#geo+lon",
        "Albu Testan,33.4,43.6",
    )  # fmt: skip
    assert gazetteer.lookup("Albu Testan")[0].lat == 33.4


def test_the_other_columns_are_used_where_they_are_there(tmp_path: Path) -> None:
    gazetteer = gazetteer_of(
        tmp_path,
        "name,name_ar,aliases,lat,lon,type,population,iso2,geonameid",
        'Testan Dam,سد تستان,"Sadd Testan; Old Dam",33.4,43.6,Dam,,IQ,',
        "Hayy Testan,,,33.41,43.6,neighbourhood,1 200,IQ,",
        'Falluja,,,33.36,43.79,PPLA2,"190,159",IQ,99454',
    )
    for name in ("Testan Dam", "سد تستان", "Sadd Testan", "Old Dam"):
        assert "DAM" in [one.feature for one in gazetteer.lookup(name)], name
    assert gazetteer.lookup("Hayy Testan")[0].feature == "PPLX"
    assert gazetteer.lookup("Hayy Testan")[0].population == 1200
    town = gazetteer.get("gn:99454")
    assert town is not None and (town.lat, town.population) == (33.36, 190_159)


def test_a_row_that_is_a_known_town_becomes_that_town(tmp_path: Path) -> None:
    made = built(tmp_path, written(tmp_path / "t.csv", "name,lat,lon", "Al-Falluja,33.37,43.80"))
    assert made.joined == 1
    found = Gazetteer.open(packs=[made.pack]).lookup("Fallujah")
    assert [(one.id, one.lat) for one in found] == [("gn:99454", 33.37)]
    assert found[0].population > 100_000 and found[0].source == "test"


def test_of_two_rows_for_one_town_the_nearer_is_the_town(tmp_path: Path) -> None:
    path = written(
        tmp_path / "t.csv", "name,lat,lon", "Fallujah,33.49,43.80", "Fallujah,33.36,43.79"
    )
    found = Gazetteer.open(packs=[built(tmp_path, path).pack]).lookup("Fallujah")
    assert [one.lat for one in found if one.id == "gn:99454"] == [33.36] and len(found) == 2


def test_a_village_is_no_namesake_far_off(tmp_path: Path) -> None:
    made = built(tmp_path, written(tmp_path / "t.csv", "name,lat,lon", "Fallujah,36.0,44.0"))
    assert made.joined == 0
    found = Gazetteer.open(packs=[made.pack]).lookup("Fallujah")
    assert found[0].id == "gn:99454" and len(found) == 2


GOOD = ("Albu Testan,33.4,43.6", "Albu Second,33.5,43.7")
BAD = {
    "line 3: it has 2 columns where the header has 3": "Third,33.4",
    "line 3: the latitude 'north' is not a number": "Third,north,43.6",
    "line 3: no longitude": "Third,33.4,",
    "line 3: the latitude 91.5 is not between -90 and 90": "Third,91.5,143.6",
    "line 3: the longitude 181 is not between": "Third,33.4,181",
    "line 3: the name is empty": " ,33.4,43.6",
    "line 3: the name has 10,000 characters": f"{'x' * 10_000},33.4,43.6",
    "line 3: the longitude '1e999' is not a number": "Third,33.4,1e999",
    "line 3: 43.6, 33.4 is not in IQ": "Third,43.6,33.4",
}


@pytest.mark.parametrize("says", BAD)
def test_a_bad_row_is_named_and_the_good_ones_are_kept(tmp_path: Path, says: str) -> None:
    path = written(tmp_path / "my.csv", "name,lat,lon", GOOD[0], BAD[says], GOOD[1])
    pack = built(tmp_path, path, country="IQ").pack
    assert (pack.entries, pack.left_out) == (2, 1)
    assert pack.problems[0].startswith(f"my.csv, {says}")


def test_a_cell_without_end_and_control_characters_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "my.csv"
    path.write_bytes(
        b"name,lat,lon\nA\0lbu Te\x0bstan,33.4,43.6\n\n"
        b"Second,33.5,43.7\nThird,33.5,43.8\n" + b'"' + b"y" * 2_000_000
    )
    pack = built(tmp_path, path).pack
    assert pack.entries == 3 and pack.left_out == 1


def test_lines_are_numbered_as_an_editor_does(tmp_path: Path) -> None:
    path = written(tmp_path / "my.csv", "name,lat,lon,note", 'One,33.4,43.6,"a\nb"',
                   "Two,33.4,43.7,", "Three,x,43.6,")  # fmt: skip
    assert "line 5" in built(tmp_path, path).pack.problems[0]


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("place,lat,depth", "no column for the longitude"),
        ("a,lat,lon", "no column for the name"),
        ("name,a,b", "no column for the latitude"),
    ],
)
def test_a_missing_column_is_named(tmp_path: Path, header: str, says: str) -> None:
    with pytest.raises(FirstlightError, match=says):
        built(tmp_path, written(tmp_path / "t.csv", header, "Albu Testan,33.4,43.6"))


def test_swapped_columns_are_recognised_with_and_without_a_country(tmp_path: Path) -> None:
    rows = [f"Town {n},{43.5 + n / 50},{33.3 + n / 50}" for n in range(8)]
    path = written(tmp_path / "t.csv", "name,lat,lon", *rows)
    with pytest.raises(FirstlightError, match="swapped in 8 of 8 places; exchange"):
        built(tmp_path, path, country="IQ")
    rows = [f"Town {n},{-15.5 - n / 50},{13.3 + n / 50}" for n in range(8)]  # off Senegal
    path = written(tmp_path / "t.csv", "name,lat,lon", *rows)
    at_sea = Gazetteer.open(packs=()).country_of(-15.5, 13.3)
    assert at_sea is None or at_sea == "AO"
    rows = [f"Town {n},{10 + n / 50},{-68 - n / 50}" for n in range(8)]
    path = written(tmp_path / "t.csv", "name,lon,lat", *rows)
    with pytest.raises(FirstlightError, match="exchange the two columns"):
        built(tmp_path, path)


def test_an_empty_file_and_a_picture_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    for content, says in ((b"", "is empty"), (b"name,lat,lon\n", "holds no place"),
                          (b"\x89PNG\0\xff\xfe\0\0", "no text file")):  # fmt: skip
        path.write_bytes(content)
        with pytest.raises(FirstlightError, match=says):
            built(tmp_path, path)


def test_a_table_in_another_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    towns = ("Москва новая", "Днепровское", "Запорожье верхнее", "Краснополье", "Берёзовка")
    rows = "name;lat;lon\n" + "".join(f"{town};5{n}.5;35\n" for n, town in enumerate(towns))
    for encoding in ("utf-16", "cp1251"):
        path.write_bytes(rows.encode(encoding))
        pack = built(tmp_path, path).pack
        found = Gazetteer.open(packs=[pack]).lookup("Запорожье верхнее")
        assert found and found[0].name == "Запорожье верхнее"
        assert pack.left_out == 0
    assert "not written in UTF-8" in pack.problems[0]


def test_kinds_of_files_are_told_apart(tmp_path: Path) -> None:
    table = "name\tlat\tlon"
    assert kind_of(written(tmp_path / "a.tsv", table, "A\t1\t2")) == "csv"
    assert kind_of(written(tmp_path / "a.csv", "name,lat,lon")) == "csv"
    with pytest.raises(FirstlightError, match="not a file"):
        kind_of(tmp_path / "none.csv")
    with pytest.raises(FirstlightError, match="no kind of file"):
        kind_of(written(tmp_path / "a.docx", "x"))
    with pytest.raises(FirstlightError, match="cut short"):
        kind_of(written(tmp_path / "IQ.zip", "no zip"))
