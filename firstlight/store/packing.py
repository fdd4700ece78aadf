"""DataFrames to bytes and back, types kept, with nothing that runs code when it is read."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def pack(frame: pd.DataFrame) -> bytes:
    """Compressed JSON: {"types": {column: dtype}, "columns": {column: values}}.

    Columns hold numbers, texts, booleans, dates or nothing. Dates are kept as days since 1970.
    """
    import pandas as pd

    columns: dict[str, list[object]] = {}
    for name in frame.columns:
        series = frame[name]
        if pd.api.types.is_datetime64_any_dtype(series.dtype):
            days = series.astype("datetime64[s]").astype("int64") // 86_400
            values = days.astype(object).where(series.notna(), None)
        else:
            values = series.astype(object).where(series.notna(), None)
        columns[str(name)] = [getattr(value, "item", lambda v=value: v)() for value in values]
    types = {str(name): str(frame[name].dtype) for name in frame.columns}
    return zlib.compress(json.dumps({"types": types, "columns": columns}).encode(), 6)


def unpack(body: bytes) -> pd.DataFrame:
    """The frame that `pack` wrote, with a fresh index."""
    import numpy as np
    import pandas as pd

    data = json.loads(zlib.decompress(body))
    made: dict[str, pd.Series[Any]] = {}
    for name, values in data["columns"].items():
        kind = data["types"][name]
        if kind.startswith("datetime64"):
            # Not pd.to_datetime(unit="D"): with gaps it goes by way of floats, and may overflow.
            days = np.array(["NaT" if one is None else one for one in values], dtype=object)
            made[name] = pd.Series(days.astype("datetime64[D]")).astype("datetime64[ns]")
        elif kind in ("category", "string", "str"):
            made[name] = pd.Series(values, dtype=object)
        elif kind.startswith("float"):
            made[name] = pd.Series(values, dtype="float64")
        else:
            made[name] = pd.Series(values, dtype=kind)
    return pd.DataFrame(made, columns=list(data["columns"]))
