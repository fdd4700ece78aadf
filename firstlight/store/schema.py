"""The tables of a case. `migrations/` brings a database of any earlier version to this schema."""

from __future__ import annotations

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

report = Table(
    "report",
    metadata,
    Column("id", String, primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("path", Text, nullable=False),
    Column("format", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("published", Date),
    Column("published_from", String, nullable=False),
    Column("stored_at", DateTime, nullable=False),
    # Set when a person took the report back; it is kept, so that reading it again undoes nothing.
    Column("retracted_at", DateTime),
    Column("retracted_why", Text),
    # What the facts below were read with; another reader or actor list reads them anew.
    Column("read_with", String),
)

fact = Table(
    "fact",
    metadata,
    Column("report_id", ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", String, nullable=False, index=True),
    Column("body", Text, nullable=False),
)

# Facts taken back one by one, by their id, which is the same when the report is read again.
retraction = Table(
    "retraction",
    metadata,
    Column("fact_id", String, primary_key=True),
    Column("why", Text, nullable=False),
    Column("made_at", DateTime, nullable=False),
)

result = Table(
    "result",
    metadata,
    Column("stage", String, primary_key=True),
    Column("name", String, primary_key=True),
    # Digest of all that the stage read; a stage whose inputs have another digest is out of date.
    Column("fingerprint", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
)
