"""The first schema: reports, facts, retractions and the stages' results."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("sha256", sa.String(64), nullable=False, unique=True),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("format", sa.String, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("published", sa.Date),
        sa.Column("published_from", sa.String, nullable=False),
        sa.Column("stored_at", sa.DateTime, nullable=False),
        sa.Column("retracted_at", sa.DateTime),
        sa.Column("retracted_why", sa.Text),
        sa.Column("read_with", sa.String),
    )
    op.create_table(
        "fact",
        sa.Column(
            "report_id",
            sa.String,
            sa.ForeignKey("report.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False, index=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "retraction",
        sa.Column("fact_id", sa.String, primary_key=True),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "result",
        sa.Column("stage", sa.String, primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    for table in ("result", "retraction", "fact", "report"):
        op.drop_table(table)
