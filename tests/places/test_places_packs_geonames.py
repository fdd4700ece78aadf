"""Packs from GeoNames' country dumps, and what becomes of lines that are wrong."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from firstlight.errors import FirstlightError
from firstlight.places import Gazetteer
from firstlight.places.packs.building import kind_of
from firstlight.places.packs.geonames import COLUMNS
from tests.places.packs_files import built, dump_row, written

FALLUJAH = dump_row(99454, "Al Fallūjah", 33.36, 43.79, "P.PPLA2", population=190_159,
                    names="Fallujah,alflwjt,FLJ,الفلوجة")  # fmt: skip
VILLAGE = dump_row(500_002, "Albu Testan", 33.40, 43.60, names="Al Bu Testan,ألبو تستان")
QUARTER = dump_row(500_003, "Ḩayy at Testīn", 33.34, 43.78, "P.PPLX")
DAM = dump_row(500_004, "Sadd at Testīn", 33.45, 43.50, "S.DAM")


def test_the_rows_have_geonames_columns() -> None:
    assert FALLUJAH.count("\t") + 1 == len(COLUMNS) == 19
    assert COLUMNS[4:6] == ("latitude", "longitude") and COLUMNS[14] == "population"


def test_villages_quarters_and_sites_are_found_in_any_spelling(tmp_path: Path) -> None:
    made = built(tmp_path, written(tmp_path / "IQ.txt", FALLUJAH, VILLAGE, QUARTER, DAM))
    gazetteer = Gazetteer.open(packs=[made.pack])
    for name in ("Albu Testan", "al-Bu Testan", "ALBU TESTAN", "ألبو تستان"):
        assert gazetteer.lookup(name)[0].id == "gn:500002", name
    village = gazetteer.get("gn:500002")
    assert village is not None and (village.lat, village.lon) == (33.40, 43.60)
    assert village.geonames_id == 500_002 and village.country == "IQ"
    assert gazetteer.lookup("Sadd al-Testin")[0].feature == "DAM"
    assert gazetteer.admin1("gn:500002") == "IQ.01"
    assert "gn:500004" in [one.id for one in gazetteer.near(33.45, 43.50, 5)]
    assert gazetteer.search("Albu Testann", ("IQ",))[0].candidate.id == "gn:500002"


def test_a_place_that_is_known_keeps_its_id_and_gets_the_newer_facts(tmp_path: Path) -> None:
    made = built(tmp_path, written(tmp_path / "IQ.txt", FALLUJAH, VILLAGE))
    assert made.joined == 1 and made.pack.entries == 2
    gazetteer = Gazetteer.open(packs=[made.pack])
    found = gazetteer.lookup("Falloudja")
    assert [one.id for one in found] == ["gn:99454"]
    assert (found[0].lat, found[0].population) == (33.36, 190_159)
    around = [one.id for one in gazetteer.near(33.36, 43.79, 3)]
    assert around.count("gn:99454") == 1


def test_a_quarter_belongs_to_the_town_around_it(tmp_path: Path) -> None:
    far = dump_row(500_005, "Ḩayy al Ba‘īd", 33.10, 42.00, "P.PPLX")
    made = built(tmp_path, written(tmp_path / "IQ.txt", FALLUJAH, QUARTER, far))
    gazetteer = Gazetteer.open(packs=[made.pack])
    quarter, lone = gazetteer.get("gn:500003"), gazetteer.get("gn:500005")
    assert quarter is not None and quarter.parent == "gn:99454"
    assert lone is not None and lone.parent is None
    assert "gn:500003" in [one.id for one in gazetteer.parts("gn:99454")]


def test_units_and_airfields_are_those_that_are_known_already(tmp_path: Path) -> None:
    before = Gazetteer.open(packs=())
    [province] = [one for one in before.lookup("Anbar") if one.feature == "ADM1"]
    base = before.get("af:ORAT")
    assert base is not None
    made = built(tmp_path, written(
        tmp_path / "IQ.txt",
        dump_row(99_032, "Al Anbār", 32.5, 41.5, "A.ADM1", names="Anbar Governorate"),
        dump_row(500_006, "Somewhere Field", base.lat + 0.005, base.lon, "S.AIRF"),
        VILLAGE,
    ))  # fmt: skip
    gazetteer = Gazetteer.open(packs=[made.pack])
    for name in ("Anbar", "Anbar Governorate"):
        units = [one for one in gazetteer.lookup(name) if one.feature == "ADM1"]
        assert [one.id for one in units] == [province.id]
    assert units[0].geonames_id == 99_032
    assert [one.id for one in gazetteer.lookup("Somewhere Field")] == ["af:ORAT"]


def test_the_country_itself_keeps_its_own_name(tmp_path: Path) -> None:
    country = dump_row(99_237, "Republic of Iraq", 33, 44, "A.PCLI", population=38_433_600)
    made = built(tmp_path, written(tmp_path / "IQ.txt", country, VILLAGE))
    gazetteer = Gazetteer.open(packs=[made.pack])
    assert gazetteer.lookup("Iraq")[0].name == "Iraq" and made.pack.entries == 1


BROKEN = {
    "line 2: it has 18 columns": VILLAGE.rsplit("\t", 1)[0],
    "line 2: the geonameid '5o' is not a number": "5o" + VILLAGE.removeprefix("500002"),
    "line 2: the latitude 'north' is not": VILLAGE.replace("33.4", "north"),
    "line 2: the latitude 133.4 is not between": VILLAGE.replace("33.4", "133.4"),
    "line 2: the latitude 93.6 is not between -90 and 90; latitude and longitude look swapped":
        dump_row(5, "Testeville", 93.6, 33.4),
    "line 2: 43.6, 33.4 is not in IQ, the other way round it is": dump_row(5, "T", 43.6, 33.4),
    "line 2: the longitude 243.6 is not between": VILLAGE.replace("43.6", "243.6"),
    "line 2: 33.4, -43.6 is [0-9,]+ km from": VILLAGE.replace("43.6", "-43.6"),
    "line 2: the point 0, 0": dump_row(5, "Nullville", 0, 0, country="GH"),
    "line 2: the latitude 'nan' is not a number": VILLAGE.replace("33.4", "nan"),
    "line 2: the name is empty": dump_row(5, " ", 33.4, 43.6),
    "line 2: the name has 10,000 characters": dump_row(5, "x" * 10_000, 33.4, 43.6),
    "line 2: the country code 'Iraq' is not": dump_row(5, "T", 33.4, 43.6, country="Iraq"),
    "line 2: the population -5 cannot be": dump_row(5, "T", 33.4, 43.6, population=-5),
    "line 2: the place gn:99454 stands in the file already": FALLUJAH,
}  # fmt: skip


@pytest.mark.parametrize("says", BROKEN)
def test_a_bad_line_is_named_and_the_good_ones_are_kept(tmp_path: Path, says: str) -> None:
    path = written(tmp_path / "IQ.txt", FALLUJAH, BROKEN[says], DAM)
    pack = built(tmp_path, path).pack
    assert (pack.entries, pack.left_out) == (2, 1)
    assert len(pack.problems) == 1
    assert re.search(f"^IQ.txt, {says}", pack.problems[0]), pack.problems
    assert pack.problems[0].endswith(".")


def test_names_in_mixed_scripts_and_long_aliases_are_no_trouble(tmp_path: Path) -> None:
    mixed = dump_row(5, "Hayy حي Тест", 33.4, 43.6, names="y" * 9000 + ",Good Alias,\ufffd")
    made = built(tmp_path, written(tmp_path / "IQ.txt", mixed))
    gazetteer = Gazetteer.open(packs=[made.pack])
    assert gazetteer.lookup("hayy حي тест")[0].id == "gn:5"
    assert gazetteer.lookup("Good Alias")[0].id == "gn:5"
    assert gazetteer.lookup("y" * 9000) == []


def test_a_dump_that_lacks_a_column_throughout_is_refused(tmp_path: Path) -> None:
    rows = [row.rsplit("\t", 1)[0] for row in (FALLUJAH, VILLAGE, DAM)]
    path = written(tmp_path / "IQ.txt", *rows)
    with pytest.raises(FirstlightError, match=r"none of its lines can .*line 1: it has 18 columns"):
        built(tmp_path, path)
    assert not (tmp_path / "test").exists()


def test_a_file_without_places_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FirstlightError, match="holds no place"):
        built(tmp_path, written(tmp_path / "IQ.txt"), kind="geonames")


def test_alternate_names_beside_a_dump_are_taken(tmp_path: Path) -> None:
    written(
        tmp_path / "alternateNamesV2.txt",
        "1\t500002\tuk\tТестан\t1\t\t\t\t\t",
        "2\t500002\tlink\tTestan link\t\t\t\t\t\t",
        "3\t500002\tiata\tTST\t\t\t\t\t\t",
        "4\t99454\ten\tCity of Testers\t\t\t\t\t\t",
        "no line of that table",
    )
    pack = built(tmp_path, written(tmp_path / "IQ.txt", FALLUJAH, VILLAGE)).pack
    gazetteer = Gazetteer.open(packs=[pack])
    assert gazetteer.lookup("Тестан")[0].id == "gn:500002"
    assert gazetteer.lookup("City of Testers")[0].id == "gn:99454"
    assert gazetteer.lookup("Testan link") == [] and gazetteer.lookup("TST") == []
    assert pack.left_out == 1 and "alternateNamesV2.txt, line 5" in pack.problems[0]


def test_the_older_table_of_alternate_names_serves_as_well(tmp_path: Path) -> None:
    written(tmp_path / "alternatenames" / "IQ.txt", "1\t500002\tuk\tТестан\t1\t\t\t")
    pack = built(tmp_path, written(tmp_path / "IQ.txt", VILLAGE)).pack
    assert Gazetteer.open(packs=[pack]).lookup("Тестан")[0].id == "gn:500002"


def test_a_zipped_dump_is_read_and_only_the_country_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "allCountries.zip"
    other = dump_row(7, "Testograd", 50.0, 30.0, country="UA")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "The readme.\n" * 500)
        archive.writestr("allCountries.txt", f"{VILLAGE}\n{other}\n")
    assert kind_of(path) == "geonames"
    pack = built(tmp_path, path, country="IQ").pack
    assert pack.entries == 1 and Gazetteer.open(packs=[pack]).get("gn:7") is None
    with pytest.raises(FirstlightError, match="no place of SY"):
        built(tmp_path, path, country="SY")


def test_a_zip_cut_short_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "IQ.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("IQ.txt", f"{VILLAGE}\n" * 100)
    path.write_bytes(path.read_bytes()[:2000])
    with pytest.raises(FirstlightError, match="cut short"):
        built(tmp_path, path, kind="geonames")
