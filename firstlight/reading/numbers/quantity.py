"""A number that a sentence states, with its hedge: what `numbers` finds and `claims` reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

QuantityKind = Literal["count", "percent", "money", "measure", "time", "name"]
Hedge = Literal["exact", "about", "nearly", "at least", "up to", "between", "vague"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its hedge. Offsets are the report's, those of `begin`/`stop` the plain text's.

    low, high, best: as in an estimate (docs/facts.md), None where open. begin, stop: offsets in the
    sentence's plain text. noun: the words that follow, lower case, up to a mark or eight words.
    """

    start: int
    end: int
    text: str
    begin: int
    stop: int
    low: float | None
    high: float | None
    best: float | None
    hedge: Hedge
    kind: QuantityKind
    noun: str

    @property
    def value(self) -> float | None:
        """One number to compute with: the best, else the middle of the bounds."""
        if self.best is not None:
            return self.best
        if self.low is not None and self.high is not None:
            return (self.low + self.high) / 2
        return self.low if self.low is not None else self.high
