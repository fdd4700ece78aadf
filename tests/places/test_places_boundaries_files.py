"""Boundary files: every form in which they come, joined into one set, and what is wrong in them."""

from __future__ import annotations

import warnings
import zipfile
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely.geometry import LineString, box

from firstlight.errors import FirstlightError
from firstlight.places.boundaries import FILE_NAME, Admin, Boundaries
from firstlight.places.boundaries_build import build
from firstlight.places.boundaries_columns import level_of, recognise, text
from firstlight.places.boundaries_read import read
from tests.places import boundary_squares as squares
from tests.places.boundary_squares import DISTRICTS, feature, write


def frame(crs: str | None = "EPSG:4326") -> Any:
    """The districts as a shapefile of the older form has them; its column names are cut there."""
    made = gpd.GeoDataFrame(
        {
            "admin2Name_en": [name for name, _ in DISTRICTS.values()],
            "admin2Name_ar": ["غرب", "غرب", "شرق", "شرق"],
            "admin2Pcode": list(DISTRICTS),
            "admin1Name_en": ["Westmark", "Westmark", "Eastmark", "Eastmark"],
            "admin1Pcode": [code[:4] for code in DISTRICTS],
        },
        geometry=[box(*bounds) for _, bounds in DISTRICTS.values()],
        crs="EPSG:4326",
    )
    return made.to_crs(crs) if crs else made.set_crs(None, allow_override=True)


def asked(folder: Path, lat: float = 40.4, lon: float = 10.2) -> Admin:
    found = Boundaries.open(folder).admin(lat, lon)
    assert found is not None
    return found


def shapefile(folder: Path, crs: str | None = "EPSG:4326") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "xa_admbnda_adm2.shp"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that names are cut to ten letters
        frame(crs).to_file(path, engine="pyogrio")
    return path


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:32632", "EPSG:3857"])
def test_a_shapefile_in_any_reference_system(tmp_path: Path, crs: str) -> None:
    built = build([shapefile(tmp_path / "in", crs)], tmp_path)
    assert built.problems == ()
    found = asked(tmp_path)
    assert found.names == ("Westmark", "Lower West", None)
    assert found.pcodes == ("XA01", "XA0101", None)


def test_a_zipped_shapefile_with_lines_and_points_beside_it(tmp_path: Path) -> None:
    inner = shapefile(tmp_path / "in")
    lines = gpd.GeoDataFrame(
        {"ADM1_PCODE": ["XA01"]}, geometry=[LineString([(10, 40), (11, 41)])], crs="EPSG:4326"
    )
    lines.to_file(inner.with_name("xa_admbndl_all.shp"), engine="pyogrio")
    archive = tmp_path / "xa_adm_shp.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for path in inner.parent.iterdir():
            made.write(path, f"shp/{path.name}")
    assert build([archive], tmp_path).problems == ()
    assert asked(tmp_path).pcodes == ("XA01", "XA0101", None)


def test_a_geopackage_with_a_layer_for_each_level(tmp_path: Path) -> None:
    path = tmp_path / "xa.gpkg"
    for level, features in ((1, squares.provinces()), (2, squares.districts())):
        layer = gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")
        layer.to_file(path, layer=f"adm{level}", driver="GPKG", engine="pyogrio")
    built = build([path], tmp_path / "pack")
    assert (built.levels, built.countries, built.problems) == ({1: 2, 2: 4}, ("XA",), ())
    assert asked(tmp_path / "pack").names == ("Westmark", "Lower West", None)


def test_levels_are_joined_by_code_and_by_place(tmp_path: Path) -> None:
    """The parts do not say in which district they lie, nor the districts the province's name."""
    assert build(squares.all_levels(tmp_path), tmp_path).problems == ()
    found = asked(tmp_path)
    assert found.names == ("Westmark", "Lower West", "Harbour")
    assert found.pcodes == ("XA01", "XA0101", "XA010101")


def test_a_level_between_that_no_file_holds_is_made_of_its_parts(tmp_path: Path) -> None:
    features = [
        feature(
            {"adm2_name": name, "adm2_pcode": code, "adm1_name": "Mark", "adm1_pcode": code[:4]},
            bounds,
        )
        for code, (name, bounds) in DISTRICTS.items()
    ]
    built = build([write(tmp_path / "districts.geojson", features)], tmp_path)
    assert built.levels == {1: 2, 2: 4}
    assert asked(tmp_path).points == ((41.0, 10.5), (40.5, 10.5), None)


def test_an_area_in_several_rows_is_one(tmp_path: Path) -> None:
    island = feature({"ADM1_EN": "Westmark", "ADM1_PCODE": "XA01"}, (9, 40, 9.2, 40.2))
    path = write(tmp_path / "adm1.geojson", [*squares.provinces(), island])
    built = build([path], tmp_path)
    assert built.levels == {1: 2}
    assert asked(tmp_path, 40.1, 9.1).pcodes[0] == "XA01"


def test_namesakes_without_codes_stay_apart(tmp_path: Path) -> None:
    features = [
        feature({"adm2_name": "Centre", "adm2_pcode": code, "adm1_name": above}, bounds)
        for code, above, bounds in (
            (None, "Westmark", (10, 40, 11, 41)),
            (None, "Eastmark", (11, 40, 12, 41)),
            ("XA0202", "Eastmark", (11, 41, 12, 42)),
        )
    ]
    built = build([write(tmp_path / "adm2.geojson", features)], tmp_path)
    assert built.levels == {1: 2, 2: 3}
    west, east = asked(tmp_path, 40.5, 10.5), asked(tmp_path, 40.5, 11.5)
    assert (west.names, east.names) == (("Westmark", "Centre", None), ("Eastmark", "Centre", None))
    assert (west.points[1], east.points[1]) == ((40.5, 10.5), (40.5, 11.5))


# Columns


@pytest.mark.parametrize(
    ("columns", "code", "name"),
    [
        (("ADM1_AR", "ADM1_EN", "ADM1_PCODE", "ADM1_REF", "ADM1ALT1EN"), "ADM1_PCODE", "ADM1_EN"),
        (("admin1Name_ar", "admin1Name_en", "admin1Pcode"), "admin1Pcode", "admin1Name_en"),
        (("admin1Name", "admin1Na_1", "admin1Pcod", "admin1RefN"), "admin1Pcod", "admin1Name"),
        (("adm1_name1", "adm1_name", "adm1_pcode"), "adm1_pcode", "adm1_name"),
        (("ADM1_FR", "ADM1_PCODE", "ADM1_TYPE"), "ADM1_PCODE", "ADM1_FR"),
        (("ADM1_UK", "ADM1_EN", "ADM1_PCODE"), "ADM1_PCODE", "ADM1_EN"),
        (("NAME", "P_CODE"), "P_CODE", "NAME"),
    ],
)  # fmt: skip
def test_columns_are_recognised(columns: tuple[str, ...], code: str, name: str) -> None:
    found = recognise({column: ["XA01"] for column in columns}, "xa_adm1.shp")
    assert found is not None
    assert (found.level, found.pcodes[1], found.names[1][0]) == (1, code, name)


def test_numbers_of_other_makers_are_no_p_codes() -> None:
    assert recognise({"ADM1_CODE": [1205, 1206], "ADM1_NAME": ["A", "B"]}, "gaul_adm1") is None
    found = recognise({"ADM1_CODE": ["XA01", "XA02"], "ADM1_NAME": ["A", "B"]}, "x")
    assert found is not None and found.level == 1


@pytest.mark.parametrize(
    ("name", "level"),
    [("syr_admbnda_adm2.json", 2), ("ukr_admin3_2024.shp", 3), ("places-2016.csv", None)],
)
def test_the_level_in_a_file_name(name: str, level: int | None) -> None:
    assert level_of(name) == level


@pytest.mark.parametrize(
    ("value", "said"),
    [(101.0, "101"), (" Upper\n West ", "Upper West"), ("<Null>", None), (float("nan"), None)],
)
def test_cells_as_text(value: Any, said: str | None) -> None:
    assert text(value) == said


# Bad input


def refused(tmp_path: Path, *files: Path) -> str:
    with pytest.raises(FirstlightError) as error:
        build(files, tmp_path / "pack")
    assert not (tmp_path / "pack" / FILE_NAME).exists()
    return str(error.value)


def test_no_column_of_p_codes(tmp_path: Path) -> None:
    path = write(tmp_path / "x_adm1.geojson", [feature({"name": "Ghat"}, (10, 24, 11, 25))])
    assert refused(tmp_path, path) == (
        f"{path} has no column of P-codes; name it as in COD-AB (ADM1_PCODE, with ADM1_EN for the "
        "names), or take the file from a Common Operational Dataset."
    )


def test_a_level_too_deep(tmp_path: Path) -> None:
    path = write(tmp_path / "x.geojson", [feature({"ADM4_PCODE": "XA1"}, (10, 24, 11, 25))])
    assert refused(tmp_path, path) == (
        f"{path} holds areas of admin level 4; give the files of levels 0 to 3."
    )


def test_the_country_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "x.geojson", squares.country())
    assert "holds no area below the country; give a file of level 1" in refused(tmp_path, path)
    assert refused(tmp_path) == "No boundary file is given; name at least one."


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.geojson", b"", "is empty; give"),
        ("none.geojson", b'{"type": "FeatureCollection", "features": []}', "is empty; give"),
        ("torn.geojson", b'{"type": "FeatureCollection", "features": [{"ty', "cannot be read ("),
        ("torn.zip", b"PK\x03\x04 and no more", "cannot be read ("),
        ("notes.txt", b"nothing of the kind", "cannot be read ("),
    ],
)
def test_files_that_hold_nothing(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    said = refused(tmp_path, path)
    assert said.startswith(f"{path} {says}")
    assert said.endswith(".") and "\n" not in said


def test_odd_letters_in_paths(tmp_path: Path) -> None:
    odd = tmp_path / "50% of #2? (الفلوجة) & more"
    odd.mkdir()
    build(squares.all_levels(odd), odd)
    assert asked(odd).pcodes == ("XA01", "XA0101", "XA010101")


def test_a_missing_file_and_an_archive_of_other_things(tmp_path: Path) -> None:
    assert "there is no such file" in refused(tmp_path, tmp_path / "gone.shp")
    archive = tmp_path / "other.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("readme.txt", "nothing")
    assert "is empty; give a GeoJSON" in refused(tmp_path, archive)


def test_a_file_of_lines(tmp_path: Path) -> None:
    line = feature({"ADM1_PCODE": "XA01"}, None, type="LineString", coordinates=[[1, 1], [2, 2]])
    path = write(tmp_path / "adm1.geojson", [line])
    assert refused(tmp_path, path) == (
        f"{path} holds no areas; give the file of polygons of that level."
    )


def test_an_unknown_reference_system_with_degrees_is_taken_and_said(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "in", None)
    built = build([path], tmp_path)
    assert built.levels == {1: 2, 2: 4}
    assert [problem[: len(str(path))] for problem in built.problems] == [str(path)]
    assert "taken as WGS 84 degrees; add its .prj file" in built.problems[0]


def test_an_unknown_reference_system_with_metres_is_refused(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "in", "EPSG:32632")
    path.with_suffix(".prj").unlink()
    assert "its coordinates are no degrees; add its .prj file" in refused(tmp_path, path)


def test_a_reference_system_of_its_own_is_refused(tmp_path: Path) -> None:
    path = shapefile(tmp_path / "in", "EPSG:32632")
    path.with_suffix(".prj").write_text('LOCAL_CS["Site grid",UNIT["metre",1]]', encoding="ascii")
    assert "is in a reference system that cannot be changed to degrees" in refused(tmp_path, path)


def test_good_areas_are_kept_beside_bad_ones(tmp_path: Path) -> None:
    bow = {"type": "Polygon", "coordinates": [[[20, 40], [22, 42], [22, 40], [20, 42], [20, 40]]]}
    features = [
        *squares.provinces(),
        feature({"ADM1_PCODE": "XA03"}, None, type="Point", coordinates=[10, 40]),
        feature({"ADM1_PCODE": "XA04"}, None),
        feature({"ADM1_PCODE": "XA05"}, (400_000, 4_400_000, 500_000, 4_500_000)),
        feature({"ADM1_PCODE": "XA06", "ADM1_EN": "Bow"}, None, **bow),
        feature({"ADM1_PCODE": None, "ADM1_EN": None}, (30, 40, 31, 41)),
    ]
    path = write(tmp_path / "adm1.geojson", features)
    built = build([path], tmp_path)
    assert built.levels == {1: 3}
    assert asked(tmp_path, 41.0, 20.2).names[0] == "Bow"
    starts = [
        "has 2 of 7 features (the first is number 3) without a polygon; left out",
        "has 1 of 7 features (the first is number 6) whose outline crosses itself; repaired",
        "has 1 of 7 features (the first is number 5) off the globe; left out",
        "has 1 area with neither name nor P-code; they are left out, fill in ADM1_PCODE",
    ]
    assert len(built.problems) == len(starts)
    for problem, start in zip(built.problems, starts, strict=True):
        assert problem.startswith(f"{path} {start}"), problem


def test_latitude_before_longitude_is_put_right_and_said(tmp_path: Path) -> None:
    anbar = feature({"ADM1_EN": "Anbar", "ADM1_PCODE": "IQG01"}, (31, 40, 34, 43))
    basra = feature({"ADM1_EN": "Basra", "ADM1_PCODE": "IQG02"}, (30, 46.8, 31, 47.8))
    path = write(tmp_path / "adm1.geojson", [anbar, basra])
    built = build([path], tmp_path)
    assert built.problems[0].startswith(f"{path} has latitude before longitude")
    assert asked(tmp_path, 30.5, 47.5).names[0] == "Basra"
    assert asked(tmp_path, 33.0, 42.0).pcodes[0] == "IQG01"


def test_a_file_named_for_another_level_is_said(tmp_path: Path) -> None:
    areas, problems = read([write(tmp_path / "xa_adm2.geojson", squares.provinces())])
    assert {area.level for area in areas} == {1}
    assert "is named as admin level 2, but its P-codes are of level 1 (ADM1_PCODE)" in problems[0]


def test_the_same_areas_twice_are_kept_once_and_said(tmp_path: Path) -> None:
    one = write(tmp_path / "a.geojson", squares.provinces())
    two = write(tmp_path / "b.geojson", squares.provinces())
    built = build([one, two], tmp_path)
    assert built.levels == {1: 2}
    assert built.problems == (
        f"{two} holds 2 areas that an earlier file holds as well (the first is XA01); the earlier "
        "ones are kept, leave one of the files out.",
    )


def test_a_bad_file_does_not_lose_the_good_one(tmp_path: Path) -> None:
    bad = write(tmp_path / "adm2.geojson", [feature({"name": "Ghat"}, (10, 24, 11, 25))])
    good = write(tmp_path / "adm1.geojson", squares.provinces())
    built = build([bad, good], tmp_path)
    assert built.levels == {1: 2}
    assert built.problems[0].startswith(f"{bad} has no column of P-codes")


def test_a_failed_build_leaves_the_old_set(tmp_path: Path) -> None:
    build([write(tmp_path / "adm1.geojson", squares.provinces())], tmp_path)
    with pytest.raises(FirstlightError):
        build([write(tmp_path / "none.geojson", [])], tmp_path)
    assert asked(tmp_path).names[0] == "Westmark"
