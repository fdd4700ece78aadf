"""Alembic's entry: migrates the connection that `upgrade` was given."""

from alembic import context

from firstlight.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
