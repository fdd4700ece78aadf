"""Exports: every format reads back, people's points are coarse, and no cell is a formula."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from firstlight.brief import FORMATS, export
from firstlight.brief.acled import CATEGORIES, category
from firstlight.brief.coarse import coarse_fact
from firstlight.brief.hxl import TAGS, safe
from firstlight.errors import FirstlightError
from firstlight.records import EVENT_TYPES, Event, Party, from_json
from tests.brief import sample


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("geopandas", reason="needs the package's export extra")
    pytest.importorskip("openpyxl", reason="needs the package's export extra")
    made = tmp_path_factory.mktemp("exports")
    paths = export(made, *sample.case().lines_arguments())
    assert all(path.exists() for path in paths)
    assert {path.name for path in made.iterdir()} == {path.name for path in paths}
    return made


def lines_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_geojson_has_every_place_with_its_likeliest_holder(folder: Path) -> None:
    data = json.loads((folder / "control.geojson").read_text(encoding="utf-8"))
    assert "GeoNames" in data["attribution"]
    by_name = {one["properties"]["name"]: one for one in data["features"]}
    shouk = by_name["Abu Shouk"]
    assert shouk["properties"]["state"] == "rsf"
    assert shouk["properties"]["holder"] == "Rapid Support Forces"
    assert shouk["geometry"]["coordinates"] == [25.338, 13.665]


def test_arrivals_are_coarse_and_exact_only_when_asked(folder: Path, tmp_path: Path) -> None:
    data = json.loads((folder / "arrivals.geojson").read_text(encoding="utf-8"))
    for feature in data["features"]:
        assert all(round(one, 1) == one for one in feature["geometry"]["coordinates"])
    export(tmp_path, *sample.case().lines_arguments(), formats=["geojson"], coarse=False)
    exact = json.loads((tmp_path / "arrivals.geojson").read_text(encoding="utf-8"))
    assert [24.879, 13.497] in [one["geometry"]["coordinates"] for one in exact["features"]]


def test_the_geopackage_has_three_layers_with_their_source(folder: Path) -> None:
    pyogrio = pytest.importorskip("pyogrio")
    path = folder / "firstlight.gpkg"
    assert {name for name, _ in pyogrio.list_layers(path)} == {"control", "openings", "arrivals"}
    openings = pyogrio.read_dataframe(path, layer="openings")
    assert set(openings["name"]) == {"El Fasher", "Babanusa", "Uvira"}
    assert openings.crs.to_epsg() == 4326
    assert "GeoNames" in pyogrio.read_info(path, layer="control")["layer_metadata"]["ATTRIBUTION"]


@pytest.mark.parametrize("name", sorted(TAGS))
def test_tables_carry_hxl_tags_in_their_second_row(folder: Path, name: str) -> None:
    head, tags, *rest = lines_of(folder / f"{name}.csv")
    assert head == [column for column, _ in TAGS[name]]
    assert all(tag.startswith("#") for tag in tags)
    assert rest
    assert all("GeoNames" in row[-1] for row in rest)


def test_the_workbook_says_what_the_tables_say(folder: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(folder / "firstlight.xlsx", read_only=True)
    assert book.sheetnames == [*TAGS, "attribution"]
    sheet = list(book["staging"].iter_rows(values_only=True))
    tents = next(row for row in sheet if row[2] == "tent_5p")
    assert tents[5:9] == (600, 1150, 1750, 391000)
    assert len(sheet) == len(lines_of(folder / "staging.csv"))


def test_the_notice_names_standards_and_roads(folder: Path) -> None:
    notice = (folder / "ATTRIBUTION.txt").read_text(encoding="utf-8")
    assert "Standards: Sphere 2018; WFP." in notice
    assert "Roads: great circle × 1.3; road table of the case." in notice


def test_facts_read_back_as_the_facts_they_were(folder: Path) -> None:
    told = [
        from_json(json.loads(line))
        for line in (folder / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    facts = sample.facts()
    assert [one.id for one in told] == [one.id for one in facts]
    assert [one.text for one in told] == [one.text for one in facts]
    flight = next(one for one in told if one.kind == "estimate" and one.measure == "trapped")
    assert flight.place is not None
    assert (flight.place.lat, flight.place.lon, flight.place.precision) == (13.6, 25.4, "area")


def test_events_of_fighters_keep_their_points() -> None:
    for fact in sample.facts():
        if isinstance(fact, Event) and fact.type in ("capture", "shelling", "hold"):
            assert coarse_fact(fact) == fact


def test_acled_rows_are_the_dated_happenings(folder: Path) -> None:
    head, *rest = lines_of(folder / "events-acled.csv")
    rows = [dict(zip(head, row, strict=True)) for row in rest]
    happened = [
        one for one in sample.facts()
        if isinstance(one, Event) and one.type in CATEGORIES and one.end
        and one.status in ("actual", "ongoing")
    ]  # fmt: skip
    assert [row["event_id_cnty"] for row in rows] == [one.id for one in happened]
    taken = next(row for row in rows if row["location"] == "Abu Shouk")
    assert taken["sub_event_type"] == "Non-state actor overtakes territory"
    assert (taken["actor1"], taken["actor2"]) == ("Rapid Support Forces", "Joint Forces")
    assert taken["event_date"] == "2025-10-02"
    assert taken["fatalities"] == ""


def test_every_event_type_has_a_category_or_is_about_people() -> None:
    assert set(EVENT_TYPES) - set(CATEGORIES) == {"flee", "return", "trap", "deprive", "aid"}


@pytest.mark.parametrize(
    ("kind", "text", "actors", "targets", "sub"),
    [
        ("capture", "took it", (Party("the army"),), (), "Government regains territory"),
        ("capture", "took it", (Party("Battalion 9", "saf"),), (), "Government regains territory"),
        ("abuse", "raped by fighters", (), (), "Sexual violence"),
        ("explosion", "a suicide car bomb", (), (), "Suicide bomb"),
        ("attack", "attacked a base", (), (Party("the army", "saf"),), "Armed clash"),
        ("attack", "attacked farmers", (), (Party("farmers"),), "Attack"),
    ],
)  # fmt: skip
def test_acled_categories(
    kind: str, text: str, actors: tuple[Party, ...], targets: tuple[Party, ...], sub: str
) -> None:
    event = Event(
        kind, "r", (0, 1), text, None, None, None, "actual", 0.9, actors, targets  # type: ignore[arg-type]
    )  # fmt: skip
    assert category(event, {"saf": "Sudanese Armed Forces"})[1] == sub


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2", "@x", "\t=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe(text)[0] == "'"
    assert safe(-2.5) == -2.5
    assert safe("a=b") == "a=b"


def test_an_unknown_format_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(FirstlightError, match=r"no export format 'shp'; choose from geojson"):
        export(tmp_path / "x", *sample.case().lines_arguments(), formats=["csv", "shp"])
    assert not (tmp_path / "x").exists()


def test_a_missing_library_is_named_with_its_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("firstlight.brief.exports.find_spec", lambda name: None)
    with pytest.raises(
        FirstlightError, match=r"'gpkg' needs geopandas; install firstlight\[export"
    ):
        export(tmp_path, *sample.case().lines_arguments(), formats=["gpkg"])
    assert list(tmp_path.iterdir()) == []


def test_a_case_without_answers_exports_empty_tables(tmp_path: Path) -> None:
    light = [one for one in FORMATS if one not in ("gpkg", "xlsx")]
    export(tmp_path, *sample.empty_case().lines_arguments(), formats=light)
    assert len(lines_of(tmp_path / "needs.csv")) == 2
    assert json.loads((tmp_path / "openings.geojson").read_text())["features"] == []


def test_a_town_without_a_point_is_kept_without_geometry(tmp_path: Path) -> None:
    case = sample.case()
    places = case.control.places.copy()
    places.loc[places["name"] == "Uvira", ["lat", "lon"]] = float("nan")
    case = replace(case, control=replace(case.control, places=places))
    export(tmp_path, *case.lines_arguments(), formats=["geojson"])
    data = json.loads((tmp_path / "openings.geojson").read_text(encoding="utf-8"))
    uvira = next(one for one in data["features"] if one["properties"]["name"] == "Uvira")
    assert uvira["geometry"] is None
