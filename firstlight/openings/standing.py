"""How a town stands on a day, from what could be known that day: open or closed, and since when.

Nothing published later bears on it. What opened can close again, and what happened in an earlier
battle for the same town does not start the clock of this one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from firstlight.openings.phases import Phase, phase_of
from firstlight.openings.signs import Sign, Town

if TYPE_CHECKING:
    from firstlight.control.result import Control

Status = Literal["open", "closed", "contested", "unclear"]

QUIET_DAYS = 180
"""Without a sign of attack for so long, the battle is over: an earlier one is another's story."""
BACKGROUND_DAYS = 1000
"""A closing told as past, and as far back as this, is history and not today's siege."""
_ENDS = ("opened", "taken", "left")
HOLDS, TAKES, SHUT = 0.5, 0.75, 0.6
"""Probabilities at which a side is said to hold a town, to have taken it, a town to be besieged."""
_DATING_DAYS = 21
_NO_SIDE = ("contested", "unknown")


@dataclass(frozen=True, slots=True)
class Change:
    """A town believed from `day` on to be in other hands; `told` are facts that say it outright."""

    day: date
    before: str | None
    told: tuple[Sign, ...]
    side: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What was known of a town on a day. `signs` are those that its dates rest on."""

    status: Status
    day: date
    held_by: str | None = None
    closed_since: date | None = None
    encircled_since: date | None = None
    offensive_since: date | None = None
    entered_since: date | None = None
    opened_on: date | None = None
    taken: bool = False
    quarters: tuple[str, ...] = ()
    quarters_lost: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()

    @property
    def phase(self) -> tuple[Phase, int]:
        """The phase of the siege and the days since it began."""
        phase, since = phase_of(self.day, self.offensive_since, self.entered_since)
        return phase, (self.day - (since or self.closed_since or self.day)).days

    @property
    def share(self) -> float | None:
        """Share of the named quarters that the holder has lost; None where none is named."""
        return len(self.quarters_lost) / len(self.quarters) if self.quarters else None


class Holding:
    """Who held a town and its quarters, and whether it was besieged, as believed on each day."""

    def __init__(self, control: Control, town: Town) -> None:
        import pandas as pd

        self.town = town
        sides = control.states[~control.states["state"].isin(_NO_SIDE)]
        sides = sides[sides["place_id"].isin([town.id, *town.quarters])]
        self._best: dict[str, list[tuple[date, str, float]]] = {}
        for place, rows in sides.sort_values(["date", "filtered"]).groupby("place_id"):
            best = rows.drop_duplicates("date", keep="last")
            days = pd.to_datetime(best["date"]).dt.date
            self._best[str(place)] = list(zip(days, best["state"], best["filtered"], strict=True))
        sieges = control.sieges[control.sieges["place_id"] == town.id]
        sieges = sieges[sieges["besieged_filtered"] >= SHUT]
        self._besieged = set(pd.to_datetime(sieges["date"]).dt.date)

    def besieged_since(self, day: date) -> date | None:
        """The first day of the stretch, lasting on `day`, on which it was believed besieged."""
        since = None
        while day in self._besieged:
            since, day = day, day - timedelta(days=1)
        return since

    def on(self, day: date, known: Sequence[Sign]) -> tuple[str | None, list[Change]]:
        """The holder on `day`, and each change till then, the first holder's being one too.

        A side takes over at `TAKES`, or at `HOLDS` where a fact says outright that it took it.
        """
        holder: str | None = None
        changes: list[Change] = []
        for when, side, probability in self._best.get(self.town.id, []):
            if when > day:
                break
            if side == holder or probability < HOLDS:
                continue
            told = [sign for sign in known if _says_taken(sign, side, when)]
            if holder is None or told or probability >= TAKES:
                changes.append(Change(when, holder, tuple(told), side))
                holder = side
        return holder, changes

    def lost(self, day: date, holder: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The quarters that someone is known to have held, and those in other hands by `day`."""
        named, lost = [], []
        for quarter in self.town.quarters:
            past = [one for one in self._best.get(quarter, []) if one[0] <= day]
            if not past:
                continue
            named.append(quarter)
            _, side, probability = past[-1]
            if side != holder and probability >= HOLDS:
                lost.append(quarter)
        return tuple(named), tuple(lost)


def stand(signs: Sequence[Sign], holding: Holding, day: date) -> Standing:
    """How the town of `holding` stands on `day`; `signs` are all that were found for it."""
    known = [sign for sign in signs if sign.known <= day]
    holder, changes = holding.on(day, known)
    opening, taken, by = _last_opening(known, changes)
    closings = [sign for sign in known if _closes(sign, opening, known)]
    if opening is not None and not closings:
        return Standing("open", day, holder, opened_on=opening, taken=taken, signs=tuple(by))
    anew = opening is not None and any(sign.day > opening for sign in closings)
    assault = [
        sign
        for sign in known
        if not (anew and opening is not None and sign.day <= opening and not sign.lasts)
    ]
    # While the old holder still has the town, those who fight their way in are the others.
    offensive, entered, attack = _assault(assault, holder, day)
    named, lost = holding.lost(day, holder) if holder else ((), ())
    # A probability is slow to fall: after an opening, only facts close the town again.
    besieged = holding.besieged_since(day) if opening is None else None
    closed = _since(closings) or besieged
    status: Status = "closed" if closed else "contested" if offensive or entered else "unclear"
    return Standing(
        status=status, day=day, held_by=holder,
        closed_since=closed,
        encircled_since=_since([sign for sign in closings if sign.covariate == "encircled"]),
        offensive_since=offensive, entered_since=entered, quarters=named, quarters_lost=lost,
        signs=(*closings, *attack),
    )  # fmt: skip


def _last_opening(
    known: Sequence[Sign], changes: Sequence[Change]
) -> tuple[date | None, bool, list[Sign]]:
    """The day since which the town is open, whether by being taken, and the signs of it.

    A way out and, days later, the fall of the town are one opening, which began with the first of
    them, unless something between says that it was shut again.
    """
    ways = [(sign.day, False, [sign]) for sign in known if sign.covariate == "opened"]
    for change in changes:
        fought = any(s.covariate not in _ENDS and s.day <= change.day for s in known)
        # Who held it before may never have been said; then its fall must be, after a siege.
        if change.before is not None or (change.told and fought) or _by_besieger(change, known):
            day = min((sign.day for sign in change.told), default=change.day)
            ways.append((day, True, list(change.told)))
    ways.sort(key=lambda way: way[0], reverse=True)
    if not ways:
        return None, False, []
    chosen = ways[0]
    for way in ways[1:]:
        if any(_closes(sign, way[0], known) and sign.known <= chosen[0] for sign in known):
            break
        chosen = way
    return chosen


def _by_besieger(change: Change, known: Sequence[Sign]) -> bool:
    """Whether those who now hold the town are those who had shut it in."""
    return any(
        change.side in sign.sides and sign.day <= change.day
        for sign in known
        if sign.covariate == "encircled"
    )


def _says_taken(sign: Sign, side: str, when: date) -> bool:
    """Whether a fact says that the side took the town, or others left it, shortly before `when`."""
    if not when - timedelta(days=_DATING_DAYS) <= sign.day <= when:
        return False
    if sign.covariate == "left":
        return bool(sign.sides) and side not in sign.sides
    return sign.covariate == "taken" and (not sign.sides or side in sign.sides)


def _closes(sign: Sign, opening: date | None, known: Sequence[Sign]) -> bool:
    if sign.covariate not in ("closed", "encircled"):
        return False
    if not sign.lasts and (sign.known - sign.day).days > BACKGROUND_DAYS:
        return False
    if opening is None or sign.day > opening:
        return True
    # Said to be shut still, in a report of a later day that does not itself tell of the way out.
    told = {other.known for other in known if other.covariate in _ENDS}
    return sign.lasts and sign.known > opening and sign.known not in told


def _assault(
    signs: Sequence[Sign], holder: str | None, day: date
) -> tuple[date | None, date | None, list[Sign]]:
    """When the operation began, when the attackers came inside, and the signs that say so."""
    # A town said to be taken that the control stage does not take to be so is attacked at least.
    kinds = ("attacked", "pushed", "taken", "entered")
    attack = [sign for sign in signs if sign.covariate in kinds and holder not in sign.sides]
    attack = _this_battle(attack, day)
    begun = _since([sign for sign in attack if sign.covariate == "attacked"])
    inside = [sign for sign in attack if sign.covariate == "entered"]
    if begun:
        # Entered before the operation began: by those who hold it now.
        inside = [sign for sign in inside if sign.day >= begun - timedelta(days=3)]
    entered = min((sign.day for sign in inside), default=None)
    begun = begun or min((sign.day for sign in attack), default=None)
    offensive = min([day for day in (begun, entered) if day], default=None)
    return offensive, entered, [s for s in attack if s.covariate != "entered" or s in inside]


def _since(signs: Sequence[Sign]) -> date | None:
    """The day that most of them give, the first of those given as often.

    Some only say that it was so already on the day of the report: no day of its beginning, but it
    cannot have begun later.
    """
    votes = Counter(sign.day for sign in signs)
    dated = {sign.day for sign in signs if not sign.undated}
    by = min((sign.day for sign in signs if sign.undated), default=None)
    told = min(dated, key=lambda day: (-votes[day], day), default=None)
    return min([day for day in (told, by) if day], default=None)


def _this_battle(attack: Sequence[Sign], day: date) -> list[Sign]:
    """The signs back from `day` until a stretch of `QUIET_DAYS` without any."""
    kept: list[Sign] = []
    reach = day
    for sign in sorted(attack, key=lambda one: one.known if one.lasts else one.day, reverse=True):
        last = sign.known if sign.lasts else sign.day
        if (reach - last).days > QUIET_DAYS:
            break
        kept.append(sign)
        reach = min(reach, sign.day)
    return kept
