"""Where a case is kept: reports, facts and the stages' results, in SQLite through SQLAlchemy."""

from firstlight.store.database import FILE_NAME, Store

__all__ = ["FILE_NAME", "Store"]
