from __future__ import annotations

import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import create_engine, inspect

from firstlight.errors import FirstlightError
from firstlight.records import Estimate, Event, Party, Place, Range, Report, Revision
from firstlight.store import FILE_NAME, Store, schema
from firstlight.store.packing import pack, unpack

REPORT = Report("one", "Goma fell.", date(2025, 1, 28), sha256="a" * 64)
EVENT = Event(
    "capture", "one", (0, 9), "Goma fell", Place("Goma", id="gn:216281", parent="gn:1"),
    date(2025, 1, 27), None, "actual", 0.8, (Party("M23", "m23"),), fatalities=Range(1, None),
)  # fmt: skip
ESTIMATE = Estimate(
    "displaced", "one", (0, 4), "Goma", None, None, date(2025, 1, 28), "actual", 0.5,
    best=400_000, revises=Revision(2.0),
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / FILE_NAME)


def test_the_same_text_is_kept_once_and_another_gets_its_own_name(store: Store) -> None:
    assert store.add(REPORT) == "one"
    assert store.add(Report("copy", "Goma fell.", None, sha256="a" * 64)) == "one"
    assert store.add(Report("one", "Other.", None, sha256="b" * 64, format="pdf")) == "one-pdf"
    assert store.add(Report("one", "Third.", None, sha256="c" * 64, format="pdf")) == "one-2"


def test_a_date_learnt_later_has_the_report_read_again(store: Store) -> None:
    store.add(Report("one", "Goma fell.", None, sha256="a" * 64))
    store.keep_facts("one", [], "rules")
    assert store.unread("rules") == []
    store.add(REPORT)
    assert store.unread("rules") == ["one"]
    assert store.reports()[0].published == date(2025, 1, 28)


def test_facts_come_back_as_they_went_in(store: Store) -> None:
    store.add(REPORT)
    store.keep_facts("one", [EVENT, ESTIMATE], "rules")
    assert store.facts() == [EVENT, ESTIMATE]
    assert store.unread("rules") == [] and store.unread("model") == ["one"]
    store.keep_facts("one", [EVENT], "model")
    assert store.facts() == [EVENT]


def test_retracted_reports_and_facts_stay_away(store: Store) -> None:
    store.add(REPORT)
    store.keep_facts("one", [EVENT, ESTIMATE], "rules")
    assert store.retract(EVENT.id, "misread") == "fact"
    store.keep_facts("one", [EVENT, ESTIMATE], "rules")
    assert store.facts() == [ESTIMATE]
    assert store.retract("one", "hoax") == "report"
    assert store.facts() == [] and store.reports() == []
    assert store.add(REPORT) == "one" and store.reports() == []
    assert [one.id for one in store.reports(retracted=True)] == ["one"]
    for name, says in (("one", "before"), (EVENT.id, "before"), ("nobody", "no report or fact")):
        with pytest.raises(FirstlightError, match=says):
            store.retract(name, "")


def test_results_keep_types_and_gaps(store: Store) -> None:
    frame = pd.DataFrame(
        {
            "day": pd.to_datetime(["2016-06-16", None]),
            "share": [0.25, None],
            "name": ["Sirte", None],
            "shut": [True, False],
            "count": [1, 2],
        }
    )
    store.keep_result("control", {"states": frame, "none": frame.iloc[:0]}, "f1")
    kept = store.result("control")
    pd.testing.assert_frame_equal(kept["states"], frame)
    assert list(kept["none"].columns) == list(frame.columns) and kept["none"].empty
    assert store.fingerprint("control") == "f1" and store.fingerprint("needs") is None
    assert unpack(pack(frame)).dtypes.equals(frame.dtypes)


def test_migrations_make_the_schema_that_the_code_uses(tmp_path: Path) -> None:
    Store(tmp_path / "a.db").close()
    made = inspect(create_engine(f"sqlite:///{tmp_path / 'a.db'}"))
    schema.metadata.create_all(create_engine(f"sqlite:///{tmp_path / 'b.db'}"))
    wanted = inspect(create_engine(f"sqlite:///{tmp_path / 'b.db'}"))
    assert set(made.get_table_names()) == set(wanted.get_table_names()) | {"alembic_version"}
    for table in wanted.get_table_names():
        assert [(c["name"], str(c["type"]), c["nullable"]) for c in made.get_columns(table)] == [
            (c["name"], str(c["type"]), c["nullable"]) for c in wanted.get_columns(table)
        ]


def test_a_file_that_is_no_database_and_one_of_a_later_version_are_named(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    path.write_text("these are no tables" * 100)
    with pytest.raises(FirstlightError, match="not a Firstlight database"):
        Store(path)
    path.unlink()
    Store(path).close()
    with create_engine(f"sqlite:///{path}").begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(FirstlightError, match="later version"):
        Store(path)


def test_what_was_said_to_be_stored_survives_a_kill(tmp_path: Path) -> None:
    """A process that adds reports until it is killed: each id it printed must be there."""
    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from firstlight.records import Report
        from firstlight.store import Store

        store = Store(Path(sys.argv[1]))
        for number in range(10_000):
            print(store.add(Report(f"r{number}", "x", None, sha256=str(number))), flush=True)
        """
    )
    path = tmp_path / FILE_NAME
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    said = [process.stdout.readline().strip() for _ in range(25)]
    process.kill()
    said += process.stdout.read().split()
    process.wait()
    kept = {one.id for one in Store(path).reports()}
    assert set(said[:-1]) <= kept and len(said) >= 25
