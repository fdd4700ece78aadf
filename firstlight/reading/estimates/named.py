"""The places and parties that a report names, as a claim looks for its own among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from firstlight.records import Party, Place


class NamedPlace(Protocol):
    """What is needed of a place mention: the report's offsets and the place."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def place(self) -> Place: ...
    @property
    def settled(self) -> bool: ...


class NamedActor(Protocol):
    """What is needed of an actor mention."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def party(self) -> Party: ...


class Places:
    """The place mentions of a report in the order of its text, and how often each is named."""

    def __init__(self, mentions: Sequence[NamedPlace]) -> None:
        self.mentions = mentions
        self.starts = [mention.start for mention in mentions]
        self._times = Counter(mention.place.name.casefold() for mention in mentions)
        self._exact = {
            mention.place.name.casefold(): mention.place
            for mention in mentions
            if mention.place.precision == "exact"
        }

    def times(self, place: Place) -> int:
        return self._times[place.name.casefold()]

    def town(self, before: int) -> Place | None:
        """The town most named among the mentions before this one, the last of equals."""
        towns = [m for m in self.mentions[:before] if m.settled and m.place.precision == "exact"]
        return max(reversed(towns), key=lambda m: self.times(m.place)).place if towns else None

    def subject(self, mentions: Sequence[NamedPlace]) -> Place | None:
        """The place most spoken of among some mentions: no area where there is another, else last.

        "Near" belongs to the words it stood with, so the place itself is carried where it is named.
        """
        if not mentions:
            return None
        narrow = [m for m in mentions if m.place.precision != "area"] or mentions
        best = max(reversed(narrow), key=lambda m: self.times(m.place)).place
        return self._exact.get(best.name.casefold(), best) if best.precision == "near" else best
