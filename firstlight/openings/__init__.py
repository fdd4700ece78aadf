"""When closed places open: a survival model learnt from past sieges, moved by what reports say.

The table of sieges is `firstlight/data/sieges.csv`; `sieges.md` beside it describes it.
"""

from firstlight.openings.forecast import forecast
from firstlight.openings.result import Openings

__all__ = ["Openings", "forecast"]
