"""The table of past sieges and urban battles: what it holds, and how much of it a case may use.

`firstlight/data/sieges.csv` (described in `sieges.md` beside it) has one row for each time a place
closed and opened. A back-test must not know how its own siege ended, nor anything that happened
after its day: `usable` sees to both.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from firstlight.errors import FirstlightError

FILE_NAME = "sieges.csv"
DATES = ("closed", "offensive", "encircled", "entered", "opened")
OUTCOMES = ("taken", "relieved", "evacuated", "truce", "ongoing")
PRECISIONS = ("day", "week", "month")
COLUMNS = (
    "place", "country", *DATES, "outcome", "people_before", "people_inside", "censored",
    "date_precision", "source", "checked", "note",
)  # fmt: skip

_ARTICLES = {"al", "el", "ad", "an", "ar", "as", "at", "az", "the", "of"}


@dataclass(frozen=True, slots=True)
class Siege:
    """One closing and opening of a place. `opened` is the last day known where `censored`."""

    place: str
    country: str
    closed: date | None
    offensive: date | None
    encircled: date | None
    entered: date | None
    opened: date
    outcome: str
    censored: bool
    people_before: int | None = None
    people_inside: int | None = None
    source: str = ""

    @property
    def shut(self) -> date | None:
        """The day from which people could no longer leave: closed or encircled, the earlier."""
        days = [day for day in (self.closed, self.encircled) if day]
        return min(days) if days else None

    @property
    def began(self) -> date:
        return min(day for day in (self.shut, self.offensive, self.entered) if day)


@cache
def load() -> tuple[Siege, ...]:
    """Every row of the table that comes with the package.

    Raises FirstlightError where the table was edited into something that cannot be read.
    """
    text = files("firstlight").joinpath("data", FILE_NAME).read_text(encoding="utf-8")
    return parse(text)


def parse(text: str) -> tuple[Siege, ...]:
    """Sieges from CSV text with the columns `COLUMNS`."""
    rows = list(csv.DictReader(text.splitlines()))
    missing = [name for name in COLUMNS if rows and name not in rows[0]]
    if missing:
        raise FirstlightError(f"{FILE_NAME} lacks the column {missing[0]!r}; add it.")
    return tuple(_siege(row, number) for number, row in enumerate(rows, start=2))


def usable(
    sieges: Iterable[Siege],
    day: date,
    fronts: Sequence[tuple[str, str | None]] = (),
    period: tuple[date, date] | None = None,
) -> list[Siege]:
    """What a forecast made on `day` for these fronts may learn from.

    A siege of one of the fronts (name and ISO country) is left out when it overlaps the `period` of
    the case. One that had not begun by `day` is left out; one that was still going on is kept as it
    stood then, right-censored: dropping it would teach the fit that sieges end sooner than they do.
    """
    first, last = period or (day, day)
    kept = []
    for siege in sieges:
        if siege.began >= day:
            continue
        overlaps = siege.began <= last and siege.opened >= first
        if overlaps and any(same_place(siege, name, country) for name, country in fronts):
            continue
        kept.append(_as_of(siege, day))
    return kept


def same_place(siege: Siege, name: str, country: str | None) -> bool:
    """Whether the siege was of this place or of a part of it ("East Aleppo" and Aleppo)."""
    if country is not None and siege.country != country:
        return False
    return same_place_names(siege.place, name)


def same_place_names(one: str, other: str) -> bool:
    """Whether two names may mean one place or one a part of the other, the spelling aside."""
    first, second = _skeleton(one), _skeleton(other)
    return bool(first and second) and (first <= second or second <= first)


def fold(name: str) -> str:
    """A name without case, accents, articles and punctuation, its words parted by spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    words = re.split(r"[^\w]+", plain.replace("'", "").replace("’", ""))
    return " ".join(word for word in words if word and word not in _ARTICLES)


def _skeleton(name: str) -> set[str]:
    """The consonants of each word, doubles once: blind to how the vowels were transliterated.

    Two places that fall together here cost the fit a row at worst.
    """
    words = (re.sub(r"(.)\1+", r"\1", word.rstrip("h")) for word in fold(name).split())
    return {re.sub(r"[aeiouy]", "", word) or word for word in words}


def _as_of(siege: Siege, day: date) -> Siege:
    if siege.opened <= day:
        return siege

    def known(when: date | None) -> date | None:
        return when if when and when <= day else None

    return replace(
        siege,
        closed=known(siege.closed),
        offensive=known(siege.offensive),
        encircled=known(siege.encircled),
        entered=known(siege.entered),
        opened=day,
        outcome="ongoing",
        censored=True,
    )


def _siege(row: dict[str, str], line: int) -> Siege:
    try:
        days = {name: date.fromisoformat(row[name]) if row[name] else None for name in DATES}
        opened = days.pop("opened")
        people = [int(row[key]) if row[key] else None for key in ("people_before", "people_inside")]
        if opened is None or not any(days.values()):
            raise ValueError("a row needs the day it opened and one earlier day")
        return Siege(
            place=row["place"], country=row["country"], opened=opened, **days,
            outcome=row["outcome"], censored=row["censored"] == "1",
            people_before=people[0], people_inside=people[1], source=row["source"],
        )  # fmt: skip
    except (ValueError, TypeError) as error:
        raise FirstlightError(f"{FILE_NAME}, line {line}: {error}; correct that row.") from error
