"""What rests on a fact: the numbers downstream that would change if it were taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from firstlight.frames import Tables


@dataclass(frozen=True)
class Use:
    """One use of a fact: by which stage, at which place, for what."""

    stage: str
    place_id: str | None
    says: str


def uses(fact_id: str, results: dict[str, Tables]) -> list[Use]:
    """Every use of a fact in the stages' results, by stage name; [] if nothing rests on it.

    A table uses facts through its column `fact` (one id) or `facts` (ids parted by commas).
    """
    found: list[Use] = []
    for stage, result in results.items():
        for name, frame in result.tables().items():
            for row in _rows(frame, fact_id).to_dict("records"):
                place = row.get("place_id")
                found.append(
                    Use(stage, place, str(row.get("says") or row.get("covariate") or name))
                )
    return list(dict.fromkeys(found))


def _rows(frame: pd.DataFrame, fact_id: str) -> pd.DataFrame:
    if "fact" in frame.columns:
        return frame[frame["fact"] == fact_id]
    if "facts" in frame.columns:
        ids = frame["facts"].fillna("").astype(str).str.split(r",\s*")
        return frame[[fact_id in each for each in ids]]
    return frame.iloc[:0]
