"""Whatever stands in a file, a pack is made of it or a sentence says why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firstlight.errors import FirstlightError
from firstlight.places import Gazetteer
from firstlight.places.packs import geonames, osm, tables
from firstlight.places.packs.rows import Rows
from tests.places.packs_files import dump_row

CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "33.4", "43.6", "-91", "181", "1e999", "nan", "inf", "IQ", "P", "PPL", "5",
                     "0", "-0.0", "٣٣", "99454", "x" * 300, "4294967296", '"', "\ufffd"]),
)  # fmt: skip
FUZZ = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return Gazetteer.open(packs=())


def total(rows: Rows) -> int:
    try:
        rows.done()
    except FirstlightError as error:
        assert str(error).endswith(".")
    for problem in rows.problems:
        assert problem.startswith("file") and problem.endswith("."), problem
    for entry in rows.entries.values():
        assert entry.name and abs(entry.lat) <= 90 and abs(entry.lon) <= 180
    return len(rows.entries) + rows.left_out


@FUZZ
@given(st.lists(st.lists(CELLS, min_size=17, max_size=20), max_size=5))
def test_every_line_of_a_dump_is_kept_or_named(
    known: Gazetteer, tmp_path: Path, cells: list[list[str]]
) -> None:
    lines = ["\t".join(row).replace("\n", " ").replace("\r", " ") for row in cells]
    path = tmp_path / "file.txt"
    good = dump_row(500_002, "Albu Testan", 33.4, 43.6)
    path.write_text("\n".join([good, *lines]), "utf-8", errors="replace")
    rows = Rows(path.name, known)
    geonames.read(path, rows)
    assert "gn:500002" in rows.entries
    assert total(rows) <= 1 + len(lines)


@FUZZ
@given(st.lists(st.lists(CELLS, min_size=2, max_size=6), max_size=6), st.sampled_from(",;\t|"))
def test_any_table_is_read_or_refused_in_a_sentence(
    known: Gazetteer, tmp_path: Path, cells: list[list[str]], delimiter: str
) -> None:
    header = delimiter.join(["name", "lat", "lon", "population", "country"])
    lines = [header, *(delimiter.join(row) for row in cells)]
    path = tmp_path / "file.csv"
    path.write_text("\n".join(lines), "utf-8", errors="replace")
    rows = Rows(path.name, known)
    try:
        tables.read(path, rows, "x")
    except FirstlightError as error:
        assert str(error).endswith(".")
    total(rows)


@FUZZ
@given(st.binary(max_size=400))
def test_bytes_of_any_kind_are_read_or_refused_in_a_sentence(
    known: Gazetteer, tmp_path: Path, data: bytes
) -> None:
    for name, read in (
        ("file.txt", lambda path, rows: geonames.read(path, rows)),
        ("file.zip", lambda path, rows: geonames.read(path, rows)),
        ("file.csv", lambda path, rows: tables.read(path, rows, "x")),
        ("file.osm.pbf", osm.read),
    ):
        path, rows = tmp_path / name, Rows(name, known)
        path.write_bytes(data)
        try:
            read(path, rows)
        except FirstlightError as error:
            assert str(error).endswith(".") and "\n" not in str(error)
        total(rows)
