from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from firstlight.frames import Columns, Tables
from firstlight.provenance import Use, uses


@dataclass(frozen=True)
class Sample(Tables):
    COLUMNS: ClassVar[dict[str, Columns]] = {
        "evidence": {"place_id": "", "fact": "", "says": ""},
        "people": {"place_id": "", "facts": ""},
    }
    evidence: pd.DataFrame
    people: pd.DataFrame


def test_a_fact_is_found_wherever_it_is_used_and_only_there() -> None:
    result = Sample(
        pd.DataFrame({"place_id": ["p"], "fact": ["aa"], "says": ["held by the army"]}),
        pd.DataFrame({"place_id": ["p", "q"], "facts": ["ab, aa", None]}),
    )
    assert uses("aa", {"x": result}) == [Use("x", "p", "held by the army"), Use("x", "p", "people")]
    assert uses("a", {"x": result}) == []
