"""`firstlight places` as a person meets it, with a server on this machine in place of GeoNames'."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from firstlight.cli import app
from firstlight.errors import FirstlightError
from firstlight.places import Gazetteer, Pack
from tests.places.packs_files import OSM, dump_row, written
from tests.places.test_places_packs_download import Server, server, zipped

__all__ = ["server"]

DATA = Path(os.environ.get("FIRSTLIGHT_DATA") or Path(__file__).parents[3] / "shared" / "data")
TESTAN = dump_row(500_002, "Albu Testan", 33.40, 43.60)


@pytest.fixture(autouse=True)
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the user's packs, and no server but the one that a test starts."""
    monkeypatch.setenv("FIRSTLIGHT_PLACES", str(tmp_path / "user"))
    monkeypatch.setenv("FIRSTLIGHT_GEONAMES", "http://127.0.0.1:9")
    return tmp_path / "user"


def run(*arguments: object, answer: str | None = None) -> Result:
    return CliRunner().invoke(app, ["places", *map(str, arguments)], input=answer)


def complaint(*arguments: object) -> str:
    done = run(*arguments)
    assert isinstance(done.exception, FirstlightError), done.output
    said = str(done.exception)
    assert said.endswith(".") and "\n" not in said
    return said


def test_a_country_is_downloaded_its_size_told_first_and_then_known(
    server: Server, user: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIRSTLIGHT_GEONAMES", server.url + "/")
    server.files["/IQ.zip"] = zipped("IQ.txt", TESTAN)
    server.files["/alternatenames/IQ.zip"] = zipped("IQ.txt", "1\t500002\tuk\tТестан\t\t\t\t\t\t")
    done = run("add", "iq")
    assert done.exit_code == 0, done.output
    assert done.stderr.startswith("GeoNames has IQ as IQ.zip (0.2 kB) and its alternate names (0.")
    assert "Made the pack IQ with 1 place." in done.stdout and str(user / "IQ") in done.stdout
    assert Gazetteer.open().lookup("Тестан")[0].id == "gn:500002"
    assert sorted(one.name for one in user.iterdir()) == ["IQ"]
    assert "Replaced the pack IQ" in run("add", "IQ", "--yes").stdout


def test_a_download_that_broke_off_goes_on_with_the_next_command(
    server: Server, user: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("firstlight.places.packs.download.WAIT_S", 0)
    rows = (dump_row(n, f"Testan {n * 7919}", 33.4, 43.6) for n in range(500_000, 502_000))
    server.files["/IQ.zip"] = zipped("IQ.txt", *rows)
    server.files["/alternatenames/IQ.zip"] = zipped("IQ.txt", "1\t500002\tuk\tТестан")
    server.breaks, server.limit = 99, 0
    assert "broke off after 0 of" in complaint("add", "IQ", "--mirror", server.url)
    server.breaks = 0
    assert run("add", "IQ", "--mirror", server.url).exit_code == 0
    assert Pack.open(user / "IQ").entries == 2_000


def test_without_a_connection_it_says_what_to_do() -> None:
    said = complaint("add", "IQ")
    assert "http://127.0.0.1:9/IQ.zip cannot be reached" in said and "--from" in said


def test_a_file_of_ones_own_is_added_to_a_case_and_found_there(tmp_path: Path) -> None:
    case = tmp_path / "case"
    case.mkdir()
    path = written(tmp_path / "our villages.csv", "name,lat,lon", "Albu Testan,33.4,43.6", "B,,")
    done = run("add", "--from", path, "--case", case)
    assert done.exit_code == 0, done.output
    assert "Made the pack our-villages with 1 place." in done.stdout
    assert "1 line left out:" in done.stderr and "line 3: no latitude" in done.stderr
    assert "Its licence is not stated" in done.stderr
    assert "Albu Testan" in run("find", "albu testan", "--case", case, "--format", "csv").stdout
    assert run("find", "albu testan").exit_code == 1
    listed = run("list", "--case", case, "--format", "json")
    [pack] = json.loads(listed.stdout)
    assert (pack["pack"], pack["entries"], pack["left_out"]) == ("our-villages", 1, 1)
    assert "our-villages" in run("sources", "--case", case, "--format", "csv").stdout
    assert "our-villages" not in run("sources").stdout


def test_a_pack_goes_when_it_is_removed(tmp_path: Path, user: Path) -> None:
    run("add", "--from", written(tmp_path / "town.osm", OSM))
    assert "town" in run("list").stdout
    assert "Removed the pack town." in run("remove", "town").stderr
    assert list(user.iterdir()) == []
    assert "No packs in" in run("list").stdout
    assert "those there: none" in complaint("remove", "town")


def test_disagreements_are_told_when_they_come_and_in_the_list(tmp_path: Path) -> None:
    for name, lat in (("a", 33.4), ("b", 33.5)):
        path = written(tmp_path / f"{name}.txt", dump_row(500_002, "Albu Testan", lat, 43.6))
        done = run("add", "--from", path)
    for said in (done.stderr, run("list").stderr):
        assert "Sources disagree on 1 point:" in said
        assert "the pack a is nearer and its point is used." in said


def test_find_tells_namesakes_apart(tmp_path: Path) -> None:
    done = run("find", "Tripoli", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {"LY", "LB"} <= {row["country"] for row in rows} and rows[0]["feature"] == "PPLC"
    done = run("find", "Tripoli", "--country", "LB")
    assert "Places called 'Tripoli'" in done.stdout and " LY " not in done.stdout
    assert "No place goes by 'Xqvqx'" in run("find", "Xqvqx").stdout
    for name in ("", "x" * 10_000, "\x00"):
        assert run("find", name).exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["add"], "Name a country"),
        (["add", "Iraq"], "two letters"),
        (["add", "--from", "none.csv"], "none.csv is not a file"),
        (["add", "--from", "none.csv", "--kind", "csv"], "none.csv is not a file"),
        (["list", "--case", "none"], "is not a folder"),
        (["remove", "../x"], "cannot be the name"),
    ],
)
def test_a_mistake_is_one_sentence(arguments: list[str], says: str) -> None:
    assert says in complaint(*arguments)


@pytest.mark.skipif(
    not (DATA / "places").is_dir(), reason="needs the data folder (FIRSTLIGHT_DATA)"
)
def test_a_pack_of_libyas_places_knows_villages_that_the_embedded_list_does_not(
    tmp_path: Path,
) -> None:
    source = DATA / "places" / "osm-libya-places" / "all.json"
    path = tmp_path / "libya.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["name", "name_ar", "lat", "lon", "type"])
        for one in json.loads(source.read_text(encoding="utf-8"))["data"]:
            [names] = one["name"] if isinstance(one["name"], list) else [one["name"]]
            name = names.get("en") or names.get("ar") or ""
            table.writerow([name, names.get("ar"), one["latitude"], one["longitude"], one["type"]])
    done = run("add", "LY", "--from", path, "--licence", "ODbL 1.0")
    assert done.exit_code == 0, done.output
    pack = Pack.open(Path(os.environ["FIRSTLIGHT_PLACES"]) / "libya")
    assert pack.entries > 400 and pack.left_out < 0.1 * pack.entries
    gazetteer, before = Gazetteer.open(), Gazetteer.open(packs=())
    assert next(one.id for one in gazetteer.lookup("Sirte") if one.country == "LY") == "gn:2210554"
    new = [one for one in gazetteer.near(31.2, 16.6, 150) if before.get(one.id) is None]
    assert new and all(one.country in ("LY", "") for one in new)


@pytest.mark.skipif(
    not (DATA / "places").is_dir(), reason="needs the data folder (FIRSTLIGHT_DATA)"
)
def test_an_extract_of_libya_gives_quarters_hospitals_and_more(tmp_path: Path) -> None:
    base = tmp_path / "libya.sqlite"
    with gzip.open(DATA / "places" / "osm-libya-2019" / "libya.sqlite.gz") as packed:
        base.write_bytes(packed.read())
    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [lon, lat]},
         "properties": {"osm_id": str(id_), "name": name, "name:en": english, tag: value}}
        for id_, lat, lon, name, english, tag, value in sqlite3.connect(base).execute(
            "select ID, LAT, LON, NAME, NAME_EN, TAG, VALUE from NODE where NAME is not null"
        )
    ]  # fmt: skip
    path = tmp_path / "libya.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    done = run("add", "--from", path)
    assert done.exit_code == 0, done.output
    gazetteer = Gazetteer.open()
    around = gazetteer.near(32.88, 13.19, 15)  # Tripoli
    assert {"PPLX", "HSP", "UNIV"} <= {one.feature for one in around}
    quarters = [one for one in around if one.feature == "PPLX" and one.source == "OpenStreetMap"]
    assert len(quarters) > 20
    assert sum(one.parent == "gn:2210247" for one in quarters) > 0.8 * len(quarters)
