"""How a case's database of an earlier version becomes one of this version, by Alembic.

A new version is a file in `versions/` whose `down_revision` is the HEAD before it.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from firstlight.errors import FirstlightError

HEAD = "0001"


def upgrade(connection: Connection, path: Path) -> None:
    """Bring the database up to `HEAD`, within the connection's transaction.

    Errors
    ------
    FirstlightError where a later Firstlight made the database.
    """
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise FirstlightError(
            f"{path} was made by a later version of Firstlight; update Firstlight to open it."
        ) from error
