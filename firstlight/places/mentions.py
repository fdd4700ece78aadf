"""The written places of a report: what they may mean, and what they are taken for."""

from __future__ import annotations

from dataclasses import dataclass, field

from firstlight.places.gazetteer import Match
from firstlight.places.phrase import Phrase
from firstlight.records import Candidate


@dataclass
class Mention:
    """One written place of a report, its candidates and the one that is chosen."""

    name: str
    phrase: Phrase
    within: str | None
    matches: list[Match] = field(default_factory=list)
    inside: str | None = None
    """A name that follows it after a comma, and may be what it lies in."""
    antecedent: str | None = None
    """The name of the town last spoken of before it."""
    chosen: Candidate | None = None
    chance: float = 0.0
    """Of the choice being right, 0 to 1."""
    weight: int = 1
    """How often it is written."""
