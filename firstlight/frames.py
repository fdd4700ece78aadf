"""What every stage returns: a few named tables, each a pandas DataFrame whose columns are declared.

A stage declares its columns with their meaning and unit, so that the documentation, the checks and
the store all read the same list.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, ClassVar, Self

if TYPE_CHECKING:
    import pandas as pd

Columns = dict[str, str]
"""Column name to its meaning, with the unit in square brackets where it has one."""


@dataclass(frozen=True)
class Tables:
    """Base of the stages' results. Each field is a DataFrame named in `COLUMNS`."""

    COLUMNS: ClassVar[dict[str, Columns]] = {}

    def __post_init__(self) -> None:
        for name, frame in self.tables().items():
            missing = [column for column in self.COLUMNS[name] if column not in frame.columns]
            if missing:
                raise AssertionError(f"{type(self).__name__}.{name} lacks {', '.join(missing)}")

    def tables(self) -> dict[str, pd.DataFrame]:
        return {one.name: getattr(self, one.name) for one in fields(self)}

    @classmethod
    def of(cls, tables: dict[str, pd.DataFrame]) -> Self:
        return cls(**tables)


def empty(columns: Columns) -> pd.DataFrame:
    """A table with these columns and no rows."""
    import pandas as pd

    return pd.DataFrame({name: pd.Series(dtype=object) for name in columns})
