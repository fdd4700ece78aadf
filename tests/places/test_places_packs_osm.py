"""Packs from OpenStreetMap extracts, and which tags become which feature code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from firstlight.errors import FirstlightError
from firstlight.places import Gazetteer
from firstlight.places.packs.building import kind_of
from firstlight.places.packs.osm_features import feature_of, names_of, people_of
from tests.places.packs_files import OSM, built, pbf, written


@pytest.mark.parametrize(
    ("tags", "feature"),
    [
        ({"place": "town"}, "PPL"), ({"place": "suburb"}, "PPLX"), ({"place": "state"}, "ADM1"),
        ({"place": "country"}, ""), ({"waterway": "dam"}, "DAM"), ({"waterway": "river"}, ""),
        ({"aeroway": "aerodrome"}, "AIRP"),
        ({"aeroway": "aerodrome", "military": "airfield"}, "AIRB"),
        ({"aeroway": "aerodrome", "aerodrome:type": "military"}, "AIRB"),
        ({"military": "base"}, "MILB"), ({"military": "no"}, ""), ({"landuse": "military"}, "MILB"),
        ({"military": "checkpoint"}, "PSTB"), ({"barrier": "border_control"}, "PSTB"),
        ({"bridge": "yes", "highway": "primary"}, "BDG"), ({"bridge": "no"}, ""),
        ({"harbour": "yes"}, "HBR"), ({"industrial": "port", "landuse": "industrial"}, "PRT"),
        ({"amenity": "hospital"}, "HSP"), ({"amenity": "refugee_site"}, "CMPRF"),
        ({"amenity": "cafe"}, ""), ({"amenity": "place_of_worship", "religion": "muslim"}, "MSQE"),
        ({"junction": "roundabout", "highway": "primary"}, "RDJCT"), ({}, ""),
    ],
)  # fmt: skip
def test_tags_become_feature_codes(tags: dict[str, str], feature: str) -> None:
    assert feature_of(tags) == feature


def test_names_come_in_the_order_in_which_reports_use_them() -> None:
    tags = {
        "name": "الفلوجة",
        "name:en": "Fallujah",
        "alt_name": "Falluja; Falloujah",
        "name:1": "x",
    }
    assert names_of(tags, "PPL") == ["Fallujah", "الفلوجة", "Falluja", "Falloujah"]
    road = {"bridge": "yes", "name": "Old Road"}
    assert names_of(road, "BDG") == []
    assert names_of(road | {"bridge:name": "Iron Bridge"}, "BDG") == ["Iron Bridge"]
    assert names_of({"bridge": "yes", "name": "جسر الحديد"}, "BDG") == ["جسر الحديد"]
    assert people_of({"population": "12,500"}) == 12_500
    assert people_of({"population": "about 5"}) == people_of({}) == 0


def test_an_extract_gives_places_and_named_features(tmp_path: Path) -> None:
    path = written(tmp_path / "town.osm", OSM)
    assert kind_of(path) == "osm"
    pack = built(tmp_path, path).pack
    gazetteer = Gazetteer.open(packs=[pack])
    found = {
        name: gazetteer.lookup(name)[0]
        for name in ("Hayy Test", "Testers' Hospital", "Testers' Dam", "Camp Test",
                     "Testers' Bridge", "Amriyat Test Camp")
    }  # fmt: skip
    assert [one.feature for one in found.values()] == ["PPLX", "HSP", "DAM", "MILB", "BDG", "CMPRF"]
    assert {one.country for one in found.values()} == {"IQ"}
    assert {one.source for one in found.values()} == {"OpenStreetMap"}
    dam = found["Testers' Dam"]
    assert (dam.id, dam.lat, dam.lon) == ("osm:w10", 33.305, 43.705)
    camp = found["Camp Test"]
    assert 33.30 < camp.lat < 33.31 and 43.70 < camp.lon < 43.72
    assert found["Hayy Test"].parent == "gn:99454"
    assert gazetteer.lookup("حي تست") == [found["Hayy Test"]]
    assert not any(one.id == "osm:w13" for one in gazetteer.lookup("Long Road"))
    assert gazetteer.lookup("Bread") == Gazetteer.open(packs=()).lookup("Bread")
    assert pack.entries == 7 and pack.licence == "ODbL 1.0"


def test_a_town_of_openstreetmap_is_the_known_town(tmp_path: Path) -> None:
    gazetteer = Gazetteer.open(packs=[built(tmp_path, written(tmp_path / "town.osm", OSM)).pack])
    [town] = gazetteer.lookup("Fallujah")
    assert (town.id, town.lat) == ("gn:99454", 33.356) and town.population > 100_000


def test_a_village_beside_a_town_of_its_name_is_not_that_town(tmp_path: Path) -> None:
    path = tmp_path / "iraq.osm.pbf"
    village = (1, 33.45, 43.79, {"place": "village", "name:en": "Fallujah"})
    town = (2, 33.355, 43.788, {"place": "town", "name:en": "Fallujah"})
    for nodes in ([village, town], [town, village]):
        path.write_bytes(pbf(nodes))
        found = Gazetteer.open(packs=[built(tmp_path, path).pack]).lookup("Fallujah")
        assert [(one.id, one.lat) for one in found] == [("gn:99454", 33.355), ("osm:n1", 33.45)]


def test_the_binary_format_is_read_as_well(tmp_path: Path) -> None:
    path = tmp_path / "iraq.osm.pbf"
    path.write_bytes(pbf([
        (1, 33.4, 43.6, {"place": "village", "name": "ألبو تستان", "name:en": "Albu Testan"}),
        (2, 33.5, 43.6, {"highway": "crossing"}),
        (3, 33.6, 43.6, {"place": "hamlet"}),
    ]))  # fmt: skip
    pack = built(tmp_path, path).pack
    assert pack.entries == 1
    [village] = Gazetteer.open(packs=[pack]).lookup("Albu Testan")
    assert (village.id, village.lat, village.lon) == ("osm:n1", 33.4, 43.6)


def test_geojson_is_read_in_each_way_it_carries_tags(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [43.6, 33.4]}
    square = [[43.6, 33.4], [43.7, 33.4], [43.7, 33.5], [43.6, 33.5], [43.6, 33.4]]
    features = [
        {"id": "node/5", "geometry": point,
         "properties": {"@id": "node/5", "place": "village", "name": "Albu Flat", "population": 7}},
        {"geometry": {"type": "Polygon", "coordinates": [square]},
         "properties": {"id": 6, "type": "way",
                        "tags": {"military": "base", "name": "Camp Nested"}}},
        {"geometry": point, "properties": {"osm_id": "7", "name": "Albu Packed",
         "other_tags": '"place"=>"hamlet","name:ar"=>"ألبو \\"معلب\\""'}},
        {"geometry": None, "properties": {"place": "village", "name": "Nowhere"}},
        {"geometry": point, "properties": {"place": "village"}},
    ]  # fmt: skip
    data = {"type": "FeatureCollection",
            "features": [{"type": "Feature", **one} for one in features]}  # fmt: skip
    pack = built(tmp_path, written(tmp_path / "a.geojson", json.dumps(data))).pack
    gazetteer = Gazetteer.open(packs=[pack])
    [flat] = gazetteer.lookup("Albu Flat")
    assert (flat.id, flat.population) == ("osm:n5", 7)
    [camp] = gazetteer.lookup("Camp Nested")
    assert (camp.feature, camp.id, round(camp.lat, 3)) == ("MILB", "osm:w6", 33.45)
    assert gazetteer.lookup('ألبو "معلب"')[0].id == "osm:n7"
    assert pack.entries == 3


def test_files_without_tags_and_broken_ones_are_refused(tmp_path: Path) -> None:
    plain = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"a": 1},
             "geometry": {"type": "Point", "coordinates": [43.6, 33.4]}}]}  # fmt: skip
    with pytest.raises(FirstlightError, match="no feature with OpenStreetMap's tags"):
        built(tmp_path, written(tmp_path / "a.geojson", json.dumps(plain)))
    for name, content in (("a.osm", OSM[:900].encode()), ("a.osm.pbf", b"no such thing at all"),
                          ("b.osm.pbf", b""), ("b.geojson", b'{"type": "Feature')):  # fmt: skip
        (tmp_path / name).write_bytes(content)
        with pytest.raises(FirstlightError, match=r"cannot be read|no feature"):
            built(tmp_path, tmp_path / name)
    plain_json = written(tmp_path / "c.json", json.dumps({"data": [{"name": "Ghat", "lat": 24.9}]}))
    with pytest.raises(FirstlightError, match="is JSON, but no GeoJSON"):
        built(tmp_path, plain_json)
    assert not (tmp_path / "test").exists()


def test_a_file_that_an_editor_wrote_in_no_order_is_read(tmp_path: Path) -> None:
    ids = {"1": "-9", "2": "77", "3": "-3", "4": "12", "5": "-70", "6": "5", "9": "-1"}
    text = OSM
    for before, after in ids.items():
        text = text.replace(f'id="{before}"', f'id="{after}"')
        text = text.replace(f'ref="{before}"', f'ref="{after}"')
    pack = built(tmp_path, written(tmp_path / "edited.osm", text)).pack
    assert pack.entries == 7
    [dam] = Gazetteer.open(packs=[pack]).lookup("Testers' Dam")
    assert (dam.lat, dam.lon) == (33.305, 43.705)
