"""Roads: what a file may say, what is estimated, and mistakes by file and line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from firstlight.errors import FirstlightError
from firstlight.movement import links, roads, routes
from firstlight.movement.geography import great_circle_km, plain
from firstlight.movement.roads import Node, Road, RoadMap


def write(folder: Path, text: str) -> Path:
    path = folder / "roads.csv"
    path.write_text(text, encoding="utf-8")
    return path


HEAD = "from,to,km,source,country,from_lat,from_lon,to_lat,to_lon\n"


def test_published_and_estimated_lengths(tmp_path, gazetteer) -> None:
    path = write(tmp_path, HEAD + "Aldra,Berim,41,A map,XA,,,,\nBerim,Casta,,,XA,,,,\n")
    found = roads.load(path, gazetteer, detour=1.4)
    known, guessed = found.roads
    assert (known.start, known.end, known.km, known.source) == ("gn:1", "gn:2", 41, "A map")
    assert not known.estimated and guessed.estimated
    straight = float(great_circle_km(34.0, 40.3, 34.0, 40.9))
    assert guessed.km == pytest.approx(1.4 * straight) and "1.4" in guessed.source
    assert "1 of 2 roads" in found.notes[0]
    assert list(found.table()["estimated"]) == [False, True]


def test_points_stand_once_and_take_the_gazetteer_id(tmp_path, gazetteer) -> None:
    path = write(
        tmp_path,
        HEAD + "Aldra,Far bridge,,,XA,34.01,40.01,34.1,40.2\nFar bridge,Berim,,,XA,,,,\n",
    )
    found = roads.load(path, gazetteer)
    assert set(found.nodes) == {"gn:1", "road:far-bridge", "gn:2"}
    assert found.nodes["road:far-bridge"].feature == "BDG"
    assert found.nodes["gn:1"].population == 100_000


def test_a_namesake_far_away_is_another_place(tmp_path, gazetteer) -> None:
    path = write(tmp_path, HEAD + "Aldra,Berim,,,XA,,,12.0,12.0\n")
    assert "road:berim" in roads.load(path, gazetteer).nodes


@pytest.mark.parametrize(
    ("row", "line", "said"),
    [
        ("Aldra,Nowhere,,,,,,,", 2, "Nowhere"),
        ("Aldra,Berim,-3,,,,,,", 2, "'-3'"),
        ("Aldra,Berim,near,,,,,,", 2, "'near'"),
        ("Aldra,Berim,nan,,,,,,", 2, "'nan'"),
        ("Aldra,Berim,9,,,,,,", 2, "straight line"),
        ("Aldra,Berim,,,,,,,\nAldra,Aldra,5,,,,,,", 3, "itself"),
        ("Aldra,,5,,,,,,", 2, "'to'"),
        ("Aldra,Berim,,,,134,40,,", 2, "134"),
    ],
)
def test_mistakes_are_named_by_file_and_line(tmp_path, gazetteer, row, line, said) -> None:
    path = write(tmp_path, HEAD + row + "\n")
    with pytest.raises(FirstlightError) as error:
        roads.load(path, gazetteer)
    message = str(error.value)
    assert f"{path} line {line}" in message and said in message and message.endswith(".")
    assert "\n" not in message


def test_missing_column_missing_file_and_wrong_encoding(tmp_path, gazetteer) -> None:
    with pytest.raises(FirstlightError, match="lacks the column 'km'"):
        roads.load(write(tmp_path, "from,to,source\n"), gazetteer)
    with pytest.raises(FirstlightError, match="is not there"):
        roads.load(tmp_path / "none.csv", gazetteer)
    (tmp_path / "latin.csv").write_bytes("from,to,km,source\nAldr\xe4,B,,\n".encode("latin-1"))
    with pytest.raises(FirstlightError, match="UTF-8"):
        roads.load(tmp_path / "latin.csv", gazetteer)


def test_a_town_without_roads_gets_estimated_links(gazetteer) -> None:
    town = roads.from_candidate(gazetteer.get("gn:1"))
    camp = Node("x:camp", "Tal camp", "XA", 34.2, 40.5)
    found = links.around(RoadMap(), [town], gazetteer, detour=1.3, named=[camp])
    assert {"gn:1", "gn:2", "gn:3", "gn:4", "gn:5", "x:camp"} == set(found.nodes)
    assert all(road.estimated for road in found.roads) and "estimated" in found.notes[0]
    net = routes.network(found, {}, [town.id], np.random.default_rng(0), 10)
    assert np.isfinite(net.distances("gn:1")).all()  # in one piece


def test_suburbs_are_no_refuge_but_a_town_across_the_border_is(gazetteer) -> None:
    city = Node("x:city", "City", "XA", 34.05, 40.02, 400_000)  # 6 km from Aldra
    assert "gn:1" not in links.around(RoadMap(), [city], gazetteer, detour=1.3).nodes
    abroad = Node("x:city", "City", "XC", 34.05, 40.02, 400_000)
    assert "gn:1" in links.around(RoadMap(), [abroad], gazetteer, detour=1.3).nodes


def test_destinations_that_reports_name_join_the_roads(tmp_path, gazetteer) -> None:
    path = write(tmp_path, HEAD + "Aldra,Berim,41,A map,XA,,,,\n")
    camp = Node("x:camp", "Tal camp", "XA", 34.1, 40.4)
    far = Node("x:far", "Far camp", "XA", 10.0, 10.0)
    start = roads.load(path, gazetteer)
    found = links.around(start, [start.nodes["gn:1"]], gazetteer, detour=1.3, named=[camp, far])
    assert "x:camp" in found.nodes and "x:far" not in found.nodes
    assert len(found.roads) == 3


def node(place: str, **more) -> Node:
    return Node(place, place, "XA", 34.0, 40.0, **more)


def square() -> RoadMap:
    """a - b - d of 10 + 10 km, and a - c - d of 20 + 20 km."""
    made = [("a", "b", 10.0), ("b", "d", 10.0), ("a", "c", 20.0), ("c", "d", 20.0)]
    return RoadMap(
        {one: node(one, population=50_000) for one in "abcd"},
        tuple(Road(*one, "test", one[2] > 15) for one in made),
    )


def test_shortest_ways_where_some_roads_are_cut() -> None:
    net = routes.network(square(), {}, ["a"], np.random.default_rng(0), 4)
    passable = np.array([[1, 0, 1, 0], [1, 1, 0, 0], [1, 1, 1, 0], [1, 1, 1, 0]], bool)
    net = routes.Network(net.road_map, net.at, net.ends, net.km, passable)
    km = net.distances("a")
    assert km[net.at["d"]].tolist() == [20, 40, 40, 20]  # all cut: taken as passable
    assert km[net.at["b"], 1] == 50
    flagged = routes._plain_ways(net, "a")[1]
    assert flagged[net.at["c"]] and not flagged[net.at["d"]]


def drawn(danger, shelters=None, out=0.0):
    rng = np.random.default_rng(7)
    net = routes.network(square(), danger, ["a"], rng, 2000)
    found = routes.routes(node("a"), net, ["a"], shelters or {}, out, danger, rng)
    share = dict(zip((one.id for one in found.destinations), found.ways.share.mean(0), strict=True))
    assert found.ways.share.sum(axis=1) == pytest.approx(1)
    assert (found.ways.days >= 0).all() and "a" not in share
    return share, found


def test_near_places_draw_more_and_held_ones_less() -> None:
    share, found = drawn({})
    assert share["b"] > share["c"] > 0
    assert found.estimated[[one.id for one in found.destinations].index("c")]
    held, _ = drawn({"b": (0.95, 0.0)})
    fought, _ = drawn({"b": (0.0, 0.9)})
    assert held["b"] < 0.4 * share["b"] and held["b"] < fought["b"] < share["b"]


def test_earlier_flows_draw_later_ones() -> None:
    from firstlight.movement.destinations import Shelter

    share, _ = drawn({})
    there = {"c": Shelter(node("c"), {"a": 9_000.0})}
    most, _ = drawn({}, there, 10_000)
    some, _ = drawn({}, there, 90_000)
    assert most["c"] > some["c"] > share["c"]


def test_no_road_no_destination() -> None:
    alone = RoadMap({"a": node("a")}, ())
    net = routes.network(alone, {}, ["a"], np.random.default_rng(0), 5)
    found = routes.routes(node("a"), net, ["a"], {}, 0.0, {}, np.random.default_rng(0))
    assert found.destinations == () and found.ways.share.shape == (5, 0)


def test_names_are_compared_without_marks_or_article() -> None:
    assert plain("Al-Fallūjah") == plain("fallujah") == "fallujah"


def test_great_circle_of_a_degree() -> None:
    assert float(great_circle_km(0.0, 0.0, 1.0, 0.0)) == pytest.approx(111.195, abs=0.01)


def test_the_example_has_roads_that_load() -> None:
    places = pytest.importorskip("firstlight.places")
    path = Path(__file__).parents[2] / "examples/june-2016/roads.csv"
    found = roads.load(path, places.Gazetteer.open(), countries=("IQ", "SY", "LY"))
    assert len(found.roads) > 50
    published = [road for road in found.roads if not road.estimated]
    assert len(published) >= 10 and all(len(road.source) > 8 for road in published)
    net = routes.network(found, {}, [], np.random.default_rng(0), 200)
    by_name = {one.name: one for one in found.nodes.values()}
    for name, others in {
        "Fallujah": ("Amiriyat al-Fallujah", "Karbala"),
        "Manbij": ("Jarabulus", "Ain Issa"),
        "Sirte": ("Misrata", "Benghazi", "Sabha"),
    }.items():
        km = net.distances(by_name[name].id)
        for other in others:
            assert np.isfinite(km[net.at[by_name[other].id]]).any()
