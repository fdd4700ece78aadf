"""Exports with boundaries: admin names and P-codes beside each place, and people in districts."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from firstlight.brief import export
from firstlight.brief.acled import COLUMNS
from firstlight.brief.coarse import coarse_fact, coarse_point, tells_of_people
from firstlight.brief.hxl import TAGS
from firstlight.brief.pcodes import Units, level
from firstlight.case import Case
from firstlight.places import Gazetteer
from firstlight.places.boundaries import Admin
from tests.brief import sample

LINE = "Boundaries: drawn by hand."


def admin(lat: float, lon: float) -> Admin | None:
    """Sudan as one state with a district for each degree, and a part of it for each half degree."""
    if not (8 <= lat <= 24 and 22 <= lon <= 38):
        return None
    south, west = int(lat), int(lon)
    part = int(2 * (lat - south))
    return Admin(
        ("Sudan State", f"District {south} {west}", f"Part {part}"),
        ("SD01", f"SD01{south:02}{west:02}", f"SD01{south:02}{west:02}{part}"),
        ((15.0, 30.0), (south + 0.55, west + 0.45), (south + part / 2 + 0.25, west + 0.5)),
        LINE,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("exports")
    export(made, *sample.case().lines_arguments(), admin=admin)
    return made


def table(path: Path) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The tags by column, and the rows."""
    with path.open(encoding="utf-8", newline="") as file:
        tags, *rest = csv.DictReader(file)
    return tags, rest


def features(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return found


def test_without_boundaries_every_file_is_as_it_was(tmp_path: Path) -> None:
    arguments = sample.case().lines_arguments()
    light = ["geojson", "csv", "jsonl", "acled"]
    export(tmp_path / "without", *arguments, formats=light)
    export(tmp_path / "unknown", *arguments, formats=light, admin=lambda lat, lon: None)
    for path in (tmp_path / "without").iterdir():
        assert path.read_bytes() == (tmp_path / "unknown" / path.name).read_bytes(), path.name
        assert b"adm1" not in path.read_bytes()


def test_places_on_the_map_carry_all_levels(folder: Path) -> None:
    by_name = {
        one["properties"]["name"]: one["properties"] for one in features(folder / "control.geojson")
    }
    town = by_name["El Fasher"]
    assert town["adm1_name"] == "Sudan State"
    assert town["adm3_pcode"] == "SD0113251"
    assert by_name["Uvira"]["adm1_pcode"] is None
    openings = {
        one["properties"]["name"]: one["properties"]
        for one in features(folder / "openings.geojson")
    }
    assert openings["El Fasher"]["adm2_name"] == "District 13 25"


@pytest.mark.parametrize(
    ("name", "place", "levels"),
    [("arrivals", "destination", 2), ("needs", "destination", 2), ("unmet", "destination", 2),
     ("staging", "hub", 3)],
)  # fmt: skip
def test_tables_tag_names_and_codes_as_hxl_does(
    folder: Path, name: str, place: str, levels: int
) -> None:
    tags, rest = table(folder / f"{name}.csv")
    for n in range(1, levels + 1):
        assert tags[f"adm{n}_name"] == f"#adm{n}+name"
        assert tags[f"adm{n}_pcode"] == f"#adm{n}+code"
    assert f"adm{levels + 1}_name" not in tags
    assert [one for one in tags if "adm" not in one] == [column for column, _ in TAGS[name]]
    assert list(tags)[-1] == "attribution"
    assert all(row["attribution"].endswith(LINE) for row in rest)
    known = {row[place]: row["adm2_pcode"] for row in rest if row["adm1_pcode"] == "SD01"}
    assert known
    assert all(code.startswith("SD01") and len(code) == 8 for code in known.values())
    assert any(not row["adm1_pcode"] for row in rest)  # Chad, Congo and Burundi are not mapped


def test_arrivals_also_tell_the_district_they_come_from(folder: Path) -> None:
    tags, rest = table(folder / "arrivals.csv")
    assert tags["origin_adm2_pcode"] == "#adm2+origin+code"
    columns = list(tags)
    assert columns.index("adm1_pcode") < columns.index("origin_adm1_pcode")
    fasher = next(row for row in rest if row["origin"] == "El Fasher")
    assert fasher["origin_adm2_name"] == "District 13 25"


def test_the_workbook_and_the_map_file_carry_them_too(folder: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pyogrio = pytest.importorskip("pyogrio")
    book = openpyxl.load_workbook(folder / "firstlight.xlsx", read_only=True)
    head, tags, *_ = book["arrivals"].iter_rows(values_only=True)
    assert dict(zip(head, tags, strict=True))["adm2_pcode"] == "#adm2+code"
    assert next(book["attribution"].iter_rows(values_only=True))[0].endswith(LINE)
    path = folder / "firstlight.gpkg"
    control = pyogrio.read_dataframe(path, layer="control").set_index("name")
    assert control.loc["El Fasher", "adm2_pcode"] == "SD011325"
    assert LINE in pyogrio.read_info(path, layer="control")["layer_metadata"]["ATTRIBUTION"]


def test_the_notice_names_whose_boundaries_they_are(folder: Path) -> None:
    assert LINE in (folder / "ATTRIBUTION.txt").read_text(encoding="utf-8")


def test_people_stand_at_a_point_of_their_district(folder: Path) -> None:
    people = {
        (one["properties"]["destination"], *one["geometry"]["coordinates"]): one["properties"]
        for one in features(folder / "arrivals.geojson")
    }
    for (_, lon, lat), row in people.items():
        if row["adm2_name"]:
            assert row["adm2_name"] == f"District {int(lat)} {int(lon)}"
            assert (lat - int(lat), lon - int(lon)) == pytest.approx((0.55, 0.45))
        else:
            assert (round(lat, 1), round(lon, 1)) == (lat, lon)
        assert not [key for key in row if "adm3" in key]


def test_exact_exports_keep_points_and_tell_the_third_level(tmp_path: Path) -> None:
    export(tmp_path, *sample.case().lines_arguments(), formats=["csv"], coarse=False, admin=admin)
    _, rest = table(tmp_path / "arrivals.csv")
    tawila = next(row for row in rest if row["lat"] == "13.497")
    assert (tawila["lon"], tawila["adm3_pcode"]) == ("24.879", "SD0113240")


def test_facts_of_people_move_and_keep_the_contract(folder: Path) -> None:
    told = [json.loads(line) for line in (folder / "facts.jsonl").read_text("utf-8").splitlines()]
    pairs = list(zip(told, sample.facts(), strict=True))
    moved = [
        (one, fact) for one, fact in pairs
        if tells_of_people(fact) and fact.place and fact.place.country == "SD"
    ]  # fmt: skip
    assert moved
    for one, fact in moved:
        assert fact.place is not None and fact.place.lat is not None and fact.place.lon is not None
        assert one["place"]["lat"] == int(fact.place.lat) + 0.55
        assert one["place"]["precision"] == "area"
        assert one["place"]["name"] == fact.place.name
    for one, fact in pairs:
        assert not any(key.startswith("adm") for key in one["place"] or {})
        if not tells_of_people(fact) and fact.place:
            assert one["place"]["lat"] == fact.place.lat


def test_acled_rows_have_its_admin_columns(folder: Path) -> None:
    tags, rest = table(folder / "events-acled.csv")
    columns = list(tags)
    assert columns[columns.index("country") + 1 :][:4] == ["admin1", "admin2", "admin3", "location"]
    assert set(COLUMNS) < set(columns)
    rows = [tags, *rest]
    shouk = next(row for row in rows if row["location"] == "Abu Shouk")
    assert (shouk["admin1"], shouk["admin2_pcode"]) == ("Sudan State", "SD011325")
    people = {one.id for one in sample.facts() if tells_of_people(one)}
    assert all(not row["admin3"] for row in rows if row["event_id_cnty"] in people)
    assert any(row["admin3"] for row in rows)


@pytest.mark.parametrize(
    ("feature", "precision", "deepest"),
    [
        ("PPL", "exact", 3), ("PPLX", "within", 3), ("DAM", "near", 3), (None, "exact", 3),
        ("PPL", "area", 2), ("ADM1", "area", 1), ("ADM2", "near", 2), ("ADM4", "exact", 3),
        ("ADMD", "area", 0), ("PCLI", "area", 0), ("RGN", "exact", 0), ("PPL", "unknown", 0),
    ],
)  # fmt: skip
def test_a_place_lies_in_no_unit_smaller_than_itself(
    feature: str | None, precision: str, deepest: int
) -> None:
    assert level(feature, precision) == deepest


def test_a_province_is_not_told_as_the_district_of_its_middle() -> None:
    fact = next(
        one for one in sample.facts()
        if tells_of_people(one) and one.place and one.place.country == "SD"
    )  # fmt: skip
    assert fact.place is not None
    province = replace(fact, place=replace(fact.place, feature="ADM1", precision="area"))
    assert coarse_fact(province, admin) == coarse_fact(province)
    assert coarse_fact(fact, admin) != coarse_fact(fact)


def test_where_only_the_province_is_mapped_points_are_rounded() -> None:
    def provinces(lat: float, lon: float) -> Admin:
        return Admin(("State", None, None), ("SD01", None, None), ((15.0, 30.0), None, None))

    assert coarse_point(13.627, 25.351, provinces) == (13.6, 25.4)
    assert coarse_point(None, 25.351, provinces) == (None, 25.4)


def test_each_point_is_looked_up_once() -> None:
    asked: list[tuple[float, float]] = []

    def counting(lat: float, lon: float) -> Admin | None:
        asked.append((lat, lon))
        return admin(lat, lon)

    ask: Callable[[float, float], Admin | None] = counting
    units = Units(ask)
    first = units.columns(13.6, 25.3)
    assert units.columns(13.6, 25.3) == first
    assert units.columns(None, 25.3) == {}
    assert asked == [(13.6, 25.3)]
    assert units.credit("Ours.") == f"Ours. {LINE}"


def test_a_case_exports_what_its_packs_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "2025-10-19-note.txt").write_text(
        "The RSF besieged El Fasher in Sudan on Friday. On Saturday the RSF captured El Fasher "
        "airport. About 3,000 people fled El Fasher on Saturday.",
        encoding="utf-8",
    )
    monkeypatch.setattr(Gazetteer, "admin", lambda self, lat, lon: admin(lat, lon))
    case = Case.open(tmp_path)
    case.read(published=date(2025, 10, 19))
    case.export(formats=["geojson", "jsonl"])
    control = features(tmp_path / "exports" / "control.geojson")
    assert {one["properties"]["adm2_pcode"] for one in control} == {"SD011325"}
    told = [
        json.loads(line)
        for line in (tmp_path / "exports" / "facts.jsonl").read_text("utf-8").splitlines()
    ]
    fled = [one["place"] for one in told if one.get("measure") or one.get("type") == "flee"]
    assert fled
    assert all((place["lat"], place["lon"]) == (13.55, 25.45) for place in fled)
