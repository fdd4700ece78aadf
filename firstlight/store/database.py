"""One case's database: every public method is one transaction, on disk when it returns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, create_engine, delete, event, insert, inspect, select, update
from sqlalchemy.exc import DatabaseError, OperationalError

from firstlight.errors import FirstlightError
from firstlight.records import OURS, Fact, Report, as_json, from_json
from firstlight.store import schema
from firstlight.store.packing import pack, unpack

if TYPE_CHECKING:
    import pandas as pd

FILE_NAME = "firstlight.db"


class Store:
    """Reports, facts and results of one case, in the SQLite file at `path`.

    Errors
    ------
    FirstlightError where the file cannot be made, is no database, or is of a later version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = create_engine(f"sqlite:///{path}")
        event.listen(self._engine, "connect", _durable)
        event.listen(self._engine, "begin", _begin)
        try:
            self._migrate()
        except OperationalError as error:
            raise FirstlightError(
                f"{path} cannot be opened for writing ({error.orig}); check its folder's rights."
            ) from error
        except DatabaseError as error:
            raise FirstlightError(
                f"{path} is not a Firstlight database; move it away and read the reports again."
            ) from error

    def close(self) -> None:
        self._engine.dispose()

    # Reports

    def add(self, report: Report) -> str:
        """Keep a report; returns the id it is kept under.

        A text that is kept already is not kept twice (its id is returned), and another text under
        the same name gets the file's format, then a number, behind its id.
        """
        with self._transaction() as connection:
            known = connection.execute(
                select(schema.report.c.id, schema.report.c.published).where(
                    schema.report.c.sha256 == report.sha256
                )
            ).first()
            if known:
                if report.published and not known.published:
                    # The date was missing and is now known: relative dates must be read anew.
                    connection.execute(
                        update(schema.report)
                        .where(schema.report.c.id == known.id)
                        .values(
                            published=report.published,
                            published_from=report.published_from,
                            read_with=None,
                        )
                    )
                return str(known.id)
            taken = set(connection.scalars(select(schema.report.c.id)))
            name = next(one for one in _names(report) if one not in taken)
            values = asdict(report)
            del values["similar_to"]
            values |= {"id": name, "stored_at": datetime.now(UTC).replace(tzinfo=None)}
            connection.execute(insert(schema.report).values(values))
            return name

    def reports(self, retracted: bool = False) -> list[Report]:
        """The reports in force, by publication date; with `retracted`, those taken back instead."""
        table = schema.report
        wanted = table.c.retracted_at.is_not(None) if retracted else table.c.retracted_at.is_(None)
        with self._engine.connect() as connection:
            rows = connection.execute(
                select(table).where(wanted).order_by(table.c.published, table.c.id)
            ).mappings()
            return [
                Report(
                    id=row["id"],
                    text=row["text"],
                    published=row["published"],
                    title=row["title"],
                    path=row["path"],
                    format=row["format"],
                    sha256=row["sha256"],
                    published_from=row["published_from"],
                )
                for row in rows
            ]

    # Facts

    def unread(self, read_with: str) -> list[str]:
        """Ids of the reports in force whose facts were not read with `read_with`."""
        table = schema.report
        with self._engine.connect() as connection:
            return list(
                connection.scalars(
                    select(table.c.id)
                    .where(table.c.retracted_at.is_(None))
                    .where(table.c.read_with.is_distinct_from(read_with))
                    .order_by(table.c.published, table.c.id)
                )
            )

    def keep_facts(self, report_id: str, facts: Sequence[Fact], read_with: str) -> None:
        """Replace a report's facts, and remember what they were read with."""
        rows = [
            {
                "report_id": report_id,
                "position": position,
                "id": fact.id,
                "body": json.dumps(_body(fact), ensure_ascii=False),
            }
            for position, fact in enumerate(facts)
        ]
        with self._transaction() as connection:
            connection.execute(delete(schema.fact).where(schema.fact.c.report_id == report_id))
            if rows:
                connection.execute(insert(schema.fact), rows)
            connection.execute(
                update(schema.report)
                .where(schema.report.c.id == report_id)
                .values(read_with=read_with)
            )

    def facts(self) -> list[Fact]:
        """All facts in force: of no retracted report, and not retracted themselves."""
        query = (
            select(schema.fact.c.body)
            .join(schema.report, schema.report.c.id == schema.fact.c.report_id)
            .where(schema.report.c.retracted_at.is_(None))
            .where(schema.fact.c.id.not_in(select(schema.retraction.c.fact_id)))
            .order_by(schema.report.c.published, schema.report.c.id, schema.fact.c.position)
        )
        with self._engine.connect() as connection:
            return [from_json(json.loads(body)) for body in connection.scalars(query)]

    # Retraction

    def retract(self, name: str, why: str) -> str:
        """Take back a report or a fact by its id; returns 'report' or 'fact'.

        Errors
        ------
        FirstlightError where neither is known, or it was taken back before.
        """
        now = datetime.now(UTC).replace(tzinfo=None)
        with self._transaction() as connection:
            row = connection.execute(
                select(schema.report.c.retracted_at).where(schema.report.c.id == name)
            ).first()
            if row:
                if row.retracted_at:
                    raise FirstlightError(f"Report {name!r} was retracted before; nothing to do.")
                connection.execute(
                    update(schema.report)
                    .where(schema.report.c.id == name)
                    .values(retracted_at=now, retracted_why=why)
                )
                return "report"
            if not connection.scalar(select(schema.fact.c.id).where(schema.fact.c.id == name)):
                raise FirstlightError(
                    f"The case has no report or fact {name!r}; `firstlight show` lists both."
                )
            if connection.scalar(
                select(schema.retraction.c.fact_id).where(schema.retraction.c.fact_id == name)
            ):
                raise FirstlightError(f"Fact {name!r} was retracted before; nothing to do.")
            connection.execute(insert(schema.retraction).values(fact_id=name, why=why, made_at=now))
            return "fact"

    # Results

    def fingerprint(self, stage: str) -> str | None:
        """What the kept result of a stage was made from, or None where there is none."""
        with self._engine.connect() as connection:
            found: str | None = connection.scalar(
                select(schema.result.c.fingerprint).where(schema.result.c.stage == stage).limit(1)
            )
            return found

    def keep_result(self, stage: str, tables: dict[str, pd.DataFrame], fingerprint: str) -> None:
        """Replace a stage's tables, all or none."""
        rows = [
            {"stage": stage, "name": name, "fingerprint": fingerprint, "body": pack(frame)}
            for name, frame in tables.items()
        ]
        with self._transaction() as connection:
            connection.execute(delete(schema.result).where(schema.result.c.stage == stage))
            connection.execute(insert(schema.result), rows)

    def result(self, stage: str) -> dict[str, pd.DataFrame]:
        """A stage's tables by name; {} where it has not run."""
        query = select(schema.result.c.name, schema.result.c.body)
        with self._engine.connect() as connection:
            rows: Iterable[Any] = connection.execute(query.where(schema.result.c.stage == stage))
            return {row.name: unpack(row.body) for row in rows}

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except OperationalError as error:
            raise FirstlightError(
                f"{self.path} could not be written ({error.orig}); free room or permissions there, "
                "then run the command again: what it had stored before is kept."
            ) from error

    def _migrate(self) -> None:
        from firstlight.store.migrations import HEAD, upgrade

        with self._engine.begin() as connection:
            version = None
            if inspect(connection).has_table("alembic_version"):
                version = connection.exec_driver_sql(
                    "SELECT version_num FROM alembic_version"
                ).scalar()
            if version != HEAD:
                upgrade(connection, self.path)


def _durable(connection: Any, _record: Any) -> None:
    """A commit has reached the disk when it returns, and foreign keys hold."""
    connection.isolation_level = None  # the driver would commit a half-made schema by itself
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _names(report: Report) -> Iterator[str]:
    yield report.id
    yield f"{report.id}-{report.format}"
    number = 2
    while True:
        yield f"{report.id}-{number}"
        number += 1


def _body(fact: Fact) -> dict[str, Any]:
    """The contract's fields, and those of the place that are ours."""
    body = as_json(fact)
    if fact.place is not None:
        body["place"] |= {name: getattr(fact.place, name) for name in OURS}
    return body
