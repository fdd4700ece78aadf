"""A date as a report mentions it: its days, and which part of the text it governs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from firstlight.reading.dates.calendar import Span
from firstlight.reading.dates.span import DateKind


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression and the days it may mean. Offsets count characters, end exclusive.

    first, last: the first and last day it may mean, None where open or unknown. relative: it was
    worked out from publication or narrative. ahead: first and last day if it tells of the future
    ("on Sunday" of a coming vote), None where there is no second reading. reporting: it tells when
    somebody said something. scope: the stretch of text it can govern (a relative clause), None for
    its whole sentence. base: of "two days after they took it", the days that they took it.
    onset: it is when what the sentence goes on about began. governs: the line it stands in is a
    heading that dates what is told below it (or the bullets below it), or says as of when its
    figures hold.
    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    kind: DateKind
    relative: bool
    ahead: tuple[date | None, date | None] | None = None
    reporting: bool = False
    scope: tuple[int, int] | None = None
    base: Span | None = None
    onset: bool = False
    governs: Literal["", "below", "bullets", "as of"] = ""

    @property
    def known(self) -> bool:
        return self.first is not None or self.last is not None

    def reaches(self, start: int, end: int) -> bool:
        """Whether text[start:end] lies where the date may govern."""
        return self.scope is None or (self.scope[0] < end and start < self.scope[1])

    def coming(self) -> DateMention:
        """The same mention read as a date to come, for what is planned; itself if it has none."""
        if self.ahead is None:
            return self
        return replace(self, first=self.ahead[0], last=self.ahead[1])
