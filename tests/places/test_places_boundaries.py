"""Admin boundaries: which unit a point lies in, by polygons drawn by hand and by real ones."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstlight.errors import FirstlightError
from firstlight.places.boundaries import FILE_NAME, Admin, Boundaries, deepest
from firstlight.places.boundaries_build import build
from tests.places import boundary_squares as squares

DATA = Path(os.environ.get("FIRSTLIGHT_DATA", "../shared/data"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("squareland")
    build(squares.all_levels(made), made, name="Squares", licence="CC0", attribution="By hand.")
    return made


@pytest.fixture(scope="module")
def squareland(folder: Path) -> Boundaries:
    return Boundaries.open(folder)


def test_a_point_has_the_names_and_codes_of_the_deepest_area(squareland: Boundaries) -> None:
    assert squareland.admin(40.4, 10.2) == Admin(
        ("Westmark", "Lower West", "Harbour"),
        ("XA01", "XA0101", "XA010101"),
        ((41.0, 10.5), (40.5, 10.5), (40.5, 10.25)),
        "By hand.",
    )


def test_a_level_that_is_not_mapped_there_is_none(squareland: Boundaries) -> None:
    found = squareland.admin(41.5, 11.5)
    assert found is not None
    assert found.names == ("Eastmark", "Upper East", None)
    assert found.pcodes == ("XA02", "XA0202", None)
    assert found.points[2] is None
    assert found.depth == 2


@pytest.mark.parametrize(
    ("lat", "lon", "code"),
    [
        (40.5, 9.96, "XA010101"),  # 3.4 km out at sea: the harbour's quay
        (40.5, 9.93, None),  # 5.9 km out
        (42.04, 11.5, "XA0202"),  # 4.4 km beyond the northern border
        (42.05, 11.5, None),  # 5.6 km
        (39.98, 9.98, "XA010101"),  # 2.8 km from the corner
        (39.96, 9.96, None),  # 5.6 km from it, though within 5 km both ways
        (0.0, 0.0, None),
        (float("nan"), 10.0, None),
        (140.0, 10.0, None),
    ],
)
def test_a_point_outside_takes_the_nearest_within_five_km(
    squareland: Boundaries, lat: float, lon: float, code: str | None
) -> None:
    found = squareland.admin(lat, lon)
    codes = found.pcodes if found else (None,)
    assert (codes[2] or codes[1] if found else None) == code


@pytest.mark.parametrize(("gap", "names"), [(0.001, "Lower West"), (0.02, None)])
def test_outside_the_deeper_level_counts_where_its_border_is_the_same(
    tmp_path: Path, gap: float, names: str | None
) -> None:
    """Levels of one set are drawn at different scales; a district 2 km inland is another matter."""
    district = squares.feature(
        {"ADM2_EN": "Lower West", "ADM2_PCODE": "XA0101", "ADM1_PCODE": "XA01"},
        (10 + gap, 40, 11, 41),
    )
    paths = [
        squares.write(tmp_path / "adm1.geojson", squares.provinces()),
        squares.write(tmp_path / "adm2.geojson", [district]),
    ]
    build(paths, tmp_path)
    found = Boundaries.open(tmp_path).admin(40.5, 9.98)
    assert found is not None
    assert found.names[:2] == ("Westmark", names)


def test_a_point_on_a_border_always_has_the_same_answer(squareland: Boundaries) -> None:
    found = squareland.admin(41.0, 11.0)
    assert found is not None
    assert found.pcodes[2] == "XA010102"
    assert squareland.admin_many([41.0], [11.0]) == [found]


@given(
    st.lists(
        st.tuples(
            st.one_of(st.floats(39.8, 42.2), st.just(float("nan"))),
            st.one_of(st.floats(9.8, 12.2), st.just(500.0)),
        ),
        max_size=40,
    )
)
@settings(max_examples=25, deadline=None)
def test_many_points_are_answered_as_each_of_them_is(
    squareland: Boundaries, points: list[tuple[float, float]]
) -> None:
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    assert squareland.admin_many(lats, lons) == [squareland.admin(*point) for point in points]


def test_the_set_says_what_it_holds_and_whose_it_is(squareland: Boundaries) -> None:
    assert squareland.counts() == {0: 1, 1: 2, 2: 4, 3: 2}
    assert squareland.sources() == [("Squares", "CC0", "By hand.")]


def test_the_file_opens_in_any_map_program(folder: Path) -> None:
    pyogrio = pytest.importorskip("pyogrio")
    frame = pyogrio.read_dataframe(folder / FILE_NAME, layer="areas")
    assert frame.crs.to_epsg() == 4326
    assert list(frame["level"]) == [3, 3, 2, 2, 2, 2, 1, 1, 0]
    inside = [
        shape.contains(point)
        for shape, point in zip(frame.geometry, _points(frame["lon"], frame["lat"]), strict=True)
    ]
    assert all(inside)


def _points(lons: list[float], lats: list[float]) -> list[object]:
    import shapely

    return [shapely.Point(lon, lat) for lon, lat in zip(lons, lats, strict=True)]


def test_a_folder_without_boundaries_is_named(tmp_path: Path) -> None:
    with pytest.raises(FirstlightError, match=r"has no boundaries\.gpkg; add boundaries"):
        Boundaries.open(tmp_path)


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"\0" * 200])
def test_a_broken_file_is_named_at_the_first_question(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    opened = Boundaries.open(tmp_path)
    with pytest.raises(FirstlightError, match=r"cannot be read .*; add the boundaries anew"):
        opened.admin(1.0, 1.0)


def test_of_two_sets_the_one_that_knows_more_levels_answers(
    folder: Path, squareland: Boundaries, tmp_path: Path
) -> None:
    coarse = squares.write(tmp_path / "provinces.geojson", squares.provinces())
    build([coarse], tmp_path / "coarse")
    other = Boundaries.open(tmp_path / "coarse")
    found = deepest([other, squareland], 40.4, 10.2)
    assert found is not None
    assert found.names == ("Westmark", "Lower West", "Harbour")
    assert deepest([], 40.4, 10.2) is None


def test_a_new_set_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    build(squares.all_levels(tmp_path), tmp_path)
    before = Boundaries.open(tmp_path)
    assert before.admin(40.4, 10.2) is not None
    build([squares.write(tmp_path / "p.geojson", squares.provinces())], tmp_path)
    after = Boundaries.open(tmp_path).admin(40.4, 10.2)
    assert after is not None
    assert after.names == ("Westmark", None, None)
    still = before.admin(41.4, 11.2)
    assert still is not None and still.pcodes[1] == "XA0202"


@pytest.mark.parametrize(
    ("country", "places"),
    [
        (
            "irq",
            {
                (33.35, 43.78): ("Al-Anbar", "Al-Falluja", "IQG01Q01"),
                (30.03, 47.93): ("Al-Basrah", "Al-Zubair", "IQG02Q06"),  # the quays of Umm Qasr
                (36.32, 41.87): ("Ninewa", "Sinjar", "IQG15Q07"),
            },
        ),
        (
            "syr",
            {
                (36.53, 37.95): ("Aleppo", "Menbij", "SY0205"),
                (34.89, 35.87): ("Tartous", "Tartous", "SY1000"),  # the harbour
                (35.95, 39.01): ("Ar-Raqqa", "Ar-Raqqa", "SY1101"),
            },
        ),
    ],
)
def test_towns_lie_in_their_districts_by_the_real_files(
    tmp_path: Path, country: str, places: dict[tuple[float, float], tuple[str, str, str]]
) -> None:
    data = DATA / "places" / f"cod-ab-{country}"
    if not data.is_dir():
        pytest.skip("the boundaries lie in $FIRSTLIGHT_DATA, which is not here")
    built = build(sorted(data.glob("*json")), tmp_path)
    assert built.problems == ()
    opened = Boundaries.open(tmp_path)
    for (lat, lon), (first, second, code) in places.items():
        found = opened.admin(lat, lon)
        assert found is not None, (lat, lon)
        assert (*found.names[:2], found.pcodes[1]) == (first, second, code)
    assert opened.admin(24.0, 15.0) is None
