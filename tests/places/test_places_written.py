"""The tables of villages, seas and regions, and how units are made from towns."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from shapely.geometry import box

import firstlight
from firstlight.places import Gazetteer
from firstlight.places.atlas_writing import Entry
from firstlight.places.build_units import districts, middles_of
from firstlight.places.layer import Layer

DATA = Path(firstlight.__file__).parent / "data"
TABLES = sorted((DATA / "places").glob("*.csv"))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open(packs=())


def test_no_two_rows_share_an_id() -> None:
    rows = [
        one for path in (*TABLES, DATA / "supplement.csv") for one in Layer.read(path).candidates
    ]
    assert len(TABLES) >= 6 and len(rows) > 4000
    assert [id_ for id_, count in Counter(one.id for one in rows).items() if count > 1] == []


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_every_row_is_in_the_embedded_file(path: Path, gazetteer: Gazetteer) -> None:
    layer = Layer.read(path)
    for one in layer.candidates:
        known = gazetteer.get(one.id)
        assert known is not None, one.id
        if not one.id.startswith("gn:"):
            assert (known.lat, known.lon) == pytest.approx((one.lat, one.lon), abs=1e-4)
            assert gazetteer.reach(one.id) == pytest.approx(layer.reach(one.id) or 0, abs=0.99)
        assert any(match.candidate.id == one.id for match in gazetteer.matches(one.name)), one.name


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_villages_lie_in_their_country(path: Path, gazetteer: Gazetteer) -> None:
    rows = [one for one in Layer.read(path).candidates if one.country]
    out = [one.id for one in rows
           if gazetteer.country_of(one.lat, one.lon) not in (one.country, None)]  # fmt: skip
    assert len(out) <= 0.005 * len(rows) + 1, out


def test_seas_and_districts_are_found(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Baltic Sea")[0].feature == "SEA"
    assert gazetteer.lookup("Zamalka")[0].country == "SY"
    county = gazetteer.lookup("Laurel County")[0]
    assert (county.feature, gazetteer.admin1(county.id)) == ("ADM2", "US.KY")
    assert abs(county.lat - 37.1) < 0.3 and abs(county.lon + 84.1) < 0.3


def test_the_middle_of_a_unit_is_that_of_the_land_nearest_to_its_towns() -> None:
    land = box(0, 0, 4, 2).union(box(100, 0, 100.5, 0.5))
    towns = [
        Entry("a", "XX", 1, 0.9, "PPL", number=1, admin1="W"),
        Entry("b", "XX", 1, 1.1, "PPL", number=2, admin1="W"),
        Entry("c", "XX", 1, 2.9, "PPL", number=3, admin1="E"),
        Entry("d", "XX", 0.2, 100.2, "PPL", number=4, admin1="W"),  # an island far off
    ]
    found = middles_of(land, towns)
    assert found["E"] == pytest.approx((1, 3), abs=0.15)
    assert found["W"] == pytest.approx((1, 1), abs=0.3)


def test_districts_come_from_their_towns(tmp_path: Path) -> None:
    table = tmp_path / "towns.csv"
    table.write_text(
        "lat,lon,name,admin1,admin2,cc\n"
        "10,20,Alpha,North,Province de Beta,XX\n10.2,20.2,Gamma,North,Province de Beta,XX\n"
        "30,40,Delta,South,Delta,XX\n50,60,Unknown,South,Far District,XX\n",
        encoding="utf-8",
    )
    towns = [
        Entry("Alpha", "XX", 10.0, 20.0, "PPL", 500, 1, admin1="01"),
        Entry("Gamma", "XX", 10.2, 20.2, "PPL", 700, 2, admin1="01"),
        Entry("Delta", "XX", 30.0, 40.0, "PPL", 900, 3, admin1="02"),
        Entry("Unknown", "XX", -50.0, 60.0, "PPL", 900, 4, admin1="02"),  # of that name elsewhere
    ]
    found, names = districts(table, towns)
    [beta] = found  # a district named like its town is left to the town
    assert (beta.name, beta.names, beta.admin1, beta.population) == (
        "Province de Beta", ("Beta",), "01", 1200,
    )  # fmt: skip
    assert (beta.lat, beta.lon) == pytest.approx((10.1, 20.1))
    assert names["XX.01"] == {"North"}
