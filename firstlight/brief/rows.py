"""Tables of the stages as plain rows: no NaN, no timestamps, and missing columns read as None."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


class Row(dict[str, Any]):
    """A row whose unknown columns are None, so that a first version of a stage still shows."""

    def __missing__(self, key: str) -> None:
        return None


def rows(frame: pd.DataFrame) -> list[Row]:
    """The table as rows, days as `date`, every kind of missing value as None."""
    return [
        Row({str(key): plain(value) for key, value in record.items()})
        for record in frame.to_dict("records")
    ]


def plain(value: Any) -> Any:
    """One cell: None for NaN, NaT and infinity, `date` for timestamps, Python's own numbers."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, (list, tuple, set)):
        return value
    if value != value:  # NaN and NaT are the only values that differ from themselves
        return None
    if isinstance(value, datetime):
        return value.date()
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and math.isinf(value):
        return None
    return value.date() if isinstance(value, datetime) else value


def grouped(items: Iterable[Row], key: str) -> dict[Any, list[Row]]:
    """Rows by the value of one column, in the order met."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for item in items:
        groups[item[key]].append(item)
    return dict(groups)


def ids(cell: Any) -> list[str]:
    """Fact ids of a cell: comma-separated text or a list."""
    if not cell:
        return []
    parts = cell.split(",") if isinstance(cell, str) else cell
    return [str(part).strip() for part in parts if str(part).strip()]


def latest(items: Iterable[Row], key: str) -> date | None:
    """The last day in a column, None where there is none."""
    return max((item[key] for item in items if item[key] is not None), default=None)
