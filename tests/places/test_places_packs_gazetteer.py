"""Packs in look-ups: several of them, nearest first, their disagreements, shards, sources."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from firstlight.brief import export
from firstlight.case import Case
from firstlight.errors import FirstlightError
from firstlight.places import Gazetteer, Pack, installed
from firstlight.places.atlas import Atlas
from firstlight.places.atlas_writing import Entry, write, write_shards
from firstlight.places.packs.pack import making, remove
from firstlight.places.shelf import Shelf
from tests.brief import sample
from tests.places.packs_files import OSM, built, dump_row, written


@pytest.fixture(autouse=True)
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of the user's packs."""
    monkeypatch.setenv("FIRSTLIGHT_PLACES", str(tmp_path / "user"))
    return tmp_path / "user"


def dump_pack(parent: Path, name: str, *rows: str) -> Pack:
    return built(parent, written(parent / f"{name}.txt", *rows), name=name, kind="geonames").pack


def test_the_nearer_pack_wins_and_both_names_lead_to_its_entry(tmp_path: Path) -> None:
    case = dump_pack(tmp_path / "a", "mine", dump_row(5, "Testan", 33.4, 43.6, population=7))
    user = dump_pack(tmp_path / "b", "IQ", dump_row(5, "Testabad", 33.5, 43.6, population=9),
                     dump_row(6, "Testgrad", 33.6, 43.6))  # fmt: skip
    gazetteer = Gazetteer.open(packs=[case, user])
    for name in ("Testan", "Testabad"):
        [one] = gazetteer.lookup(name)
        assert (one.id, one.lat, one.population) == ("gn:5", 33.4, 7)
    assert [one.id for one in gazetteer.near(33.5, 43.6, 12) if one.id == "gn:5"] == ["gn:5"]
    assert gazetteer.near(33.5, 43.6, 1) == []
    assert gazetteer.lookup("Testgrad")[0].id == "gn:6"
    assert Gazetteer.open(packs=[user, case]).lookup("Testan")[0].lat == 33.5


def test_disagreements_are_said_in_sentences_and_small_ones_are_not(tmp_path: Path) -> None:
    rows = (dump_row(6, "Nearly", 33.60, 43.6), dump_row(7, "Wide", 33.6, 43.0, "A.ADM2"))
    case = dump_pack(tmp_path / "a", "mine", dump_row(5, "Testan", 33.4, 43.6), *rows)
    user = dump_pack(tmp_path / "b", "IQ", dump_row(5, "Testan", 33.5, 43.6),
                     dump_row(6, "Nearly", 33.63, 43.6),
                     dump_row(7, "Wide", 33.9, 43.0, "A.ADM2"))  # fmt: skip
    assert Gazetteer.open(packs=[case, user]).conflicts() == [
        "Testan (gn:5) lies at 33.4000, 43.6000 in the pack mine and at 33.5000, 43.6000 in the "
        "pack IQ, 11.1 km apart; the pack mine is nearer and its point is used."
    ]
    assert Gazetteer.open(packs=[case]).conflicts() == []


def test_a_pack_that_moves_an_embedded_town_is_said_to(tmp_path: Path) -> None:
    pack = dump_pack(tmp_path, "IQ", dump_row(99454, "Fallujah", 33.6, 43.8, population=9))
    [told] = Gazetteer.open(packs=[pack]).conflicts()
    assert told.startswith("Fallujah (gn:99454)") and "the embedded places" in told


def test_facts_are_placed_anew_when_a_pack_comes_or_changes(tmp_path: Path) -> None:
    without = Gazetteer.open(packs=()).version
    pack = dump_pack(tmp_path, "IQ", dump_row(5, "Testan", 33.4, 43.6))
    first = Gazetteer.open(packs=[pack]).version
    assert first == Gazetteer.open(packs=[Pack.open(pack.folder)]).version != without
    other = dump_pack(tmp_path, "IQ", dump_row(5, "Testan", 33.41, 43.6))
    assert Gazetteer.open(packs=[other]).version not in (first, without)


def test_sources_name_each_pack_with_its_licence(tmp_path: Path) -> None:
    pack = dump_pack(tmp_path, "IQ", dump_row(5, "Testan", 33.4, 43.6))
    gazetteer = Gazetteer.open(packs=[pack])
    assert gazetteer.sources()[0] == (
        "GeoNames (pack IQ)", "CC BY 4.0", "Contains data from GeoNames."
    )  # fmt: skip
    assert gazetteer.sources()[1:] == Gazetteer.open(packs=()).sources()


def test_exports_carry_the_attribution_of_each_pack(tmp_path: Path) -> None:
    pack = built(tmp_path, written(tmp_path / "town.osm", OSM), name="town").pack
    [line] = Gazetteer.open(packs=[pack]).credits()
    assert line == (
        "Places of the pack town: OpenStreetMap, ODbL 1.0. Contains data of OpenStreetMap "
        "contributors."
    )
    export(tmp_path / "out", *sample.case().lines_arguments(), formats=["csv", "geojson"],
           credits=[line])  # fmt: skip
    for name in ("ATTRIBUTION.txt", "arrivals.csv", "control.geojson"):
        assert line in (tmp_path / "out" / name).read_text(encoding="utf-8"), name


def test_the_users_packs_and_a_cases_own_are_found(tmp_path: Path, user: Path) -> None:
    assert installed() == []
    dump_pack(user, "IQ", dump_row(5, "Testan", 33.5, 43.6))
    folder = tmp_path / "case"
    dump_pack(folder / "places", "mine", dump_row(5, "Testan", 33.4, 43.6))
    assert [one.name for one in installed(folder)] == ["mine", "IQ"]
    assert Gazetteer.open().lookup("Testan")[0].lat == 33.5
    assert Case.open(folder).gazetteer.lookup("Testan")[0].lat == 33.4
    assert Case.open(user).gazetteer.lookup("Testan")[0].lat == 33.5
    remove(user, "IQ")
    assert [one.name for one in installed(folder)] == ["mine"]


def test_a_case_places_its_facts_by_its_packs_when_they_come(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    report = "Fighters captured the village of Albu Testan near Fallujah on 14 June 2016."
    written(folder / "reports" / "2016-06-15.txt", report)
    written(folder / "case.toml", '[case]\ncountries = ["IQ"]')

    def ids() -> set[str | None]:
        case = Case.open(folder).read(published=date(2016, 6, 15))
        return {fact.place.id for fact in case.facts() if fact.place}

    assert "gn:500002" not in ids()
    dump_pack(folder / "places", "IQ", dump_row(500_002, "Albu Testan", 33.40, 43.60))
    assert "gn:500002" in ids()
    remove(folder / "places", "IQ")
    assert "gn:500002" not in ids()


def test_a_broken_pack_is_named_with_the_repair(tmp_path: Path, user: Path) -> None:
    pack = dump_pack(user, "IQ", dump_row(5, "Testan", 33.4, 43.6))
    good = (pack.folder / "pack.json").read_text(encoding="utf-8")
    data = (pack.folder / "places.flgaz").read_bytes()
    for broken in ("", "{}", good.replace('"format": 1', '"format": 9'), "[1]",
                   good.replace('"files": [\n  "places', '"files": [\n  "../places')):  # fmt: skip
        (pack.folder / "pack.json").write_text(broken, encoding="utf-8")
        with pytest.raises(FirstlightError, match="firstlight places remove IQ"):
            installed()
    (pack.folder / "pack.json").write_text(good, encoding="utf-8")
    for cut in (0, 40, len(data) // 2, len(data) - 8):
        (pack.folder / "places.flgaz").write_bytes(data[:cut])
        with pytest.raises(FirstlightError, match="firstlight places remove IQ"):
            Pack.open(pack.folder).check()
        with pytest.raises(FirstlightError, match="firstlight places remove IQ"):
            Gazetteer.open()
    remove(user, "IQ")
    assert installed() == []


def test_a_pack_that_fails_leaves_the_old_one_as_it_was(tmp_path: Path) -> None:
    pack = dump_pack(tmp_path, "IQ", dump_row(5, "Testan", 33.4, 43.6))
    with pytest.raises(FirstlightError):
        dump_pack(tmp_path, "IQ", "nothing of use")
    assert Pack.open(pack.folder).digest == pack.digest
    assert sorted(one.name for one in tmp_path.iterdir()) == ["IQ", "IQ.txt"]
    with pytest.raises(FirstlightError, match="another kind"):
        built(tmp_path, written(tmp_path / "t.csv", "name,lat,lon", "A,33,44"), name="IQ")


@pytest.mark.parametrize("name", ["", "..", "../up", "a/b", ".hidden", "x" * 65, "a b", "ü"])
def test_a_pack_is_never_put_or_deleted_outside_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(FirstlightError, match="cannot be the name"), making(tmp_path, name):
        pass
    with pytest.raises(FirstlightError, match="cannot be the name"):
        remove(tmp_path, name)


def test_a_folder_that_is_no_pack_is_left_alone(tmp_path: Path) -> None:
    written(tmp_path / "photos" / "one.txt", "mine")
    with pytest.raises(FirstlightError, match="is no pack"), making(tmp_path, "photos"):
        pass
    with pytest.raises(FirstlightError, match="no pack 'photos'"):
        remove(tmp_path, "photos")
    assert (tmp_path / "photos" / "one.txt").exists()


def test_more_places_than_one_file_can_index_go_into_several(tmp_path: Path) -> None:
    entries = [Entry(f"Town {n}", "AA", n / 10, 10, "PPL", n, 1000 + n) for n in range(25)]
    entries += [Entry(f"Site {n}", "AA", n / 10, 20, f"K{n}", id=f"osm:n{n}") for n in range(9)]
    paths = write_shards(tmp_path, "places", entries, [("a", "b", "c")], most=10)
    assert [path.name for path in paths] == [
        "places.flgaz", "places-2.flgaz", "places-3.flgaz", "places-4.flgaz",
    ]  # fmt: skip
    pack = Pack(tmp_path, "big", "csv", "AA", "s", "l", "a", "2026-01-01", 34,
                files=tuple(path.name for path in paths)).save()  # fmt: skip
    gazetteer = Gazetteer.open(packs=[Pack.open(pack.folder)])
    for entry in entries:
        [one] = [one for one in gazetteer.lookup(entry.name) if one.country == "AA"]
        assert (one.name, round(one.lat, 5)) == (entry.name, entry.lat)
        assert gazetteer.get(one.id) == one


def test_many_features_and_parents_are_written_and_read(tmp_path: Path) -> None:
    entries = [Entry(f"Site {n}", "AA", 1, 1, f"K{n:03}", id=f"x:{n}") for n in range(300)]
    entries += [
        Entry("Quarter", "AA", 2, 2, "PPLX", number=7, parent="gn:6"),
        Entry("Town", "AA", 2, 2, "PPL", number=6),
        Entry("Unit", "AA", 2, 2, "ADM1", number=8, id="ne:AA-1", parent="gn:6"),
        Entry("ä" * 300, "AA", 3, 3, "PPL", number=9),
    ]
    write(tmp_path / "a.flgaz", entries, [])
    shelf = Shelf(Atlas(tmp_path / "a.flgaz"))
    for entry in entries[:300]:
        one = shelf.get(entry.id)
        assert one is not None and one.feature == entry.feature
    unit = shelf.get("ne:AA-1")
    assert unit is not None and (unit.geonames_id, unit.parent) == (8, "gn:6")
    assert {one.id for one in shelf.parts("gn:6")} == {"gn:7", "ne:AA-1"}
    long = shelf.get("gn:9")
    assert long is not None and set(long.name) == {"ä"}
    assert shelf.get("x:300") is None and shelf.get("a") is None and shelf.get("zz") is None


def test_pack_json_says_what_the_pack_is(tmp_path: Path) -> None:
    pack = dump_pack(tmp_path, "IQ", dump_row(5, "Testan", 33.4, 43.6), dump_row(6, "", 1, 1))
    data = json.loads((pack.folder / "pack.json").read_text(encoding="utf-8"))
    assert (data["name"], data["kind"], data["licence"]) == ("IQ", "geonames", "CC BY 4.0")
    assert (data["entries"], data["left_out"], data["made_from"]) == (1, 1, ["IQ.txt"])
    assert len(data["digests"]["places.flgaz"]) == 64 and len(data["problems"]) == 1
