"""Facts to a probability of who holds each place on each day: the stage itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from firstlight.control import evidence, rates, sieges
from firstlight.control.chain import Array, Chain, Drift
from firstlight.control.claims import Item, jump, likelihood
from firstlight.control.result import CONTESTED, UNKNOWN, Control
from firstlight.control.sides import Sides
from firstlight.control.tracked import Tracked, track
from firstlight.errors import FirstlightError
from firstlight.frames import empty
from firstlight.records import Fact, Report
from firstlight.settings import Settings

DAYS_BEFORE = 60
"""The table of days begins this long before the earliest report; what is older is folded into
its first day."""

Progress = Callable[[float], None]
Read = Callable[[Item], tuple[Array, float, Array]]
"""A claim to its likelihood over the states, the chance that it changed them, and whither."""


def infer(
    facts: Sequence[Fact],
    reports: Sequence[Report],
    settings: Settings,
    *,
    end: date | None = None,
    progress: Progress | None = None,
) -> Control:
    """Who holds what, from the first relevant day to `end` (the case's `as_of` by default).

    Sides are the case's; without a list of sides or actors, each force that the facts name is a
    side of its own. Only reports published by `as_of` count. `filtered` on a day uses the reports
    published by that day alone, and does not change when later reports are added (with the sides
    listed; a new force met later is otherwise one more possible holder).

    Raises FirstlightError where neither a report nor the settings carry a date.
    """
    as_of = _as_of(reports, settings)
    until = end or as_of
    sides = Sides(settings, facts)
    tracked = track(facts)
    row = {place: i for i, place in enumerate(tracked.ids)}
    items = [
        item
        for item in evidence.collect(facts, reports, sides, as_of, tracked.parts())
        if item.place in row
    ]
    if not items:
        return Control(
            tracked.table,
            *(_dated(empty(Control.COLUMNS[name])) for name in ("states", "sieges", "evidence")),
        )
    about_control = [item for item in items if item.bearing.about == "control"]
    about_siege = [item for item in items if item.bearing.about == "siege"]
    grid = _Grid.of(items, _earliest(reports, as_of), until)
    chain = Chain(_drift(len(sides.ids)), grid.ticks, len(row))

    def read(item: Item) -> tuple[Array, float, Array]:
        says = likelihood(item, sides.ids)
        return says, rates.SAYS[item.what].jump, jump(item, sides.ids)

    filtered = _filter(chain, about_control, row, grid, read, _part(progress, 0, 0.6))
    smoothed = chain.smoothed()
    _tell(progress, 0.75)

    def holds(place: str, day: int, who: frozenset[str]) -> float:
        at = int(np.searchsorted(grid.ticks, min(day, int(grid.ticks[-1])), "right")) - 1
        return float(sum(filtered[row[place], at, sides.ids.index(side)] for side in who))

    def read_siege(item: Item) -> tuple[Array, float, Array]:
        what = sieges.meaning(item, holds)
        return sieges.likelihood(what), *sieges.jump(what)

    towns = {place: i for i, place in enumerate(tracked.towns)}
    about_siege = [item for item in about_siege if item.place in towns]
    ring = Chain(sieges.drift(), grid.ticks, len(towns))
    ring_filtered = _filter(ring, about_siege, towns, grid, read_siege, _part(progress, 0.75, 0.9))
    result = Control(
        tracked.table,
        _states(tracked, [*sides.ids, CONTESTED, UNKNOWN], grid, smoothed, filtered),
        _sieges(towns, grid, ring.smoothed(), ring_filtered),
        _evidence(
            [
                *_rows(chain, about_control, read, [*sides.ids, CONTESTED]),
                *_rows(ring, about_siege, read_siege, sieges.STATES),
            ]
        ),
    )
    _tell(progress, 1)
    return result


@dataclass(frozen=True)
class _Grid:
    """Day numbers: scattered days of history, then every day; which of them are shown."""

    ticks: npt.NDArray[np.int64]
    begin: int
    """The first of the unbroken days."""
    shown: slice

    @classmethod
    def of(cls, items: Sequence[Item], earliest: date, until: date) -> _Grid:
        begin = earliest.toordinal() - DAYS_BEFORE
        last = max(until.toordinal(), *(item.last for item in items))
        history = sorted({item.last for item in items if item.last < begin})
        ticks = np.array([*history, *range(begin, last + 1)], dtype=np.int64)
        first = max(begin, min(item.last for item in items))
        at = np.searchsorted(ticks, [min(first, until.toordinal()), until.toordinal() + 1])
        return cls(ticks, begin, slice(int(at[0]), int(at[1])))

    def at(self, day: int) -> int:
        return int(np.searchsorted(self.ticks, day))

    def window(self, item: Item) -> range:
        """The indices of the days on which it may have happened, as far as they are kept."""
        return range(self.at(max(item.first, min(self.begin, item.last))), self.at(item.last) + 1)

    def dates(self) -> pd.DatetimeIndex:
        days = [date.fromordinal(int(day)) for day in self.ticks[self.shown]]
        return pd.DatetimeIndex(days).as_unit("ns")


def _filter(
    chain: Chain,
    items: Sequence[Item],
    row: dict[str, int],
    grid: _Grid,
    read: Read,
    progress: Progress | None,
) -> Array:
    """Belief on each day from what was published by then; leaves the chain with all evidence.

    A report changes what is believed of days before its publication, so the pass is taken again at
    each day of publication, from the earliest day that the new reports bear on.
    """
    out = np.zeros((chain.places, len(grid.ticks), chain.states + 1))
    published = sorted({item.known for item in items})
    done = 0  # days up to this index stand
    shown = 0
    for turn, known in enumerate([*published, int(grid.ticks[-1]) + 1]):
        until = int(np.searchsorted(grid.ticks, known))
        if until > shown:
            chain.run(done, until)
            out[:, shown:until] = chain.filtered(shown, until)
            done = shown = until
        for item in items:
            if item.known != known:
                continue
            says, chance, whither = read(item)
            place, window = row[item.place], grid.window(item)
            chain.add(place, window[-1], item.weight, says)
            daily = 1 - (1 - chance * item.weight) ** (1 / len(window))
            if daily > 0:
                for day in window:
                    chain.allow(place, day, daily, whither)
            done = min(done, window[0])
        _tell(progress, (turn + 1) / (len(published) + 1))
    return out


def _drift(sides: int) -> Drift:
    """A day without news: K = sides + 1 states, the last of them contested."""
    k = sides + 1
    change = np.zeros((k, k))
    if sides > 1:
        change[:sides, :sides] = rates.SIDE_TO_OTHERS / (sides - 1)
    change[:sides, sides] = rates.SIDE_TO_CONTESTED
    if sides:
        change[sides, :sides] = rates.CONTESTED_TO_SIDES / sides
    np.fill_diagonal(change, 0)
    np.fill_diagonal(change, 1 - change.sum(axis=1))
    half_lives = np.array([rates.HOLD_HALF_LIFE_DAYS] * sides + [rates.CONTESTED_HALF_LIFE_DAYS])
    return Drift(change, 1 - 0.5 ** (1 / half_lives), np.full(k, 1 / k))


def _states(
    tracked: Tracked, states: Sequence[str], grid: _Grid, smoothed: Array, filtered: Array
) -> pd.DataFrame:
    ids, dates, k = tracked.ids, grid.dates(), len(states)
    return pd.DataFrame(
        {
            "place_id": np.repeat(np.array(ids, dtype=object), len(dates) * k),
            "date": np.tile(np.repeat(dates.to_numpy(), k), len(ids)),
            "state": np.tile(np.array(states, dtype=object), len(ids) * len(dates)),
            "probability": smoothed[:, grid.shown].ravel(),
            "filtered": filtered[:, grid.shown].ravel(),
        }
    )


def _sieges(towns: dict[str, int], grid: _Grid, smoothed: Array, filtered: Array) -> pd.DataFrame:
    dates = grid.dates()
    return pd.DataFrame(
        {
            "place_id": np.repeat(np.array(list(towns), dtype=object), len(dates)),
            "date": np.tile(dates.to_numpy(), len(towns)),
            "besieged": smoothed[:, grid.shown, sieges.BESIEGED].ravel(),
            "besieged_filtered": filtered[:, grid.shown, sieges.BESIEGED].ravel(),
        }
    )


def _rows(
    chain: Chain, items: Sequence[Item], read: Read, states: Sequence[str]
) -> Iterator[tuple[object, ...]]:
    for item in items:
        says = read(item)[0]
        mixed = chain.mixed(item.weight, says)
        yield (
            item.place, date.fromordinal(item.last), item.fact, item.report, item.says,
            float(np.log(mixed.max() / mixed.min())), item.bearing.about,
            states[int(says.argmax())], date.fromordinal(item.known),
        )  # fmt: skip


def _evidence(rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    frame = _dated(pd.DataFrame(rows, columns=list(Control.COLUMNS["evidence"])))
    return frame.sort_values(["place_id", "date", "known"], kind="stable", ignore_index=True)


def _dated(frame: pd.DataFrame) -> pd.DataFrame:
    for column in ("date", "known"):
        if column in frame:
            frame[column] = pd.to_datetime(frame[column]).astype("datetime64[ns]")
    return frame


def _as_of(reports: Sequence[Report], settings: Settings) -> date:
    if settings.case.as_of:
        return settings.case.as_of
    published = [report.published for report in reports if report.published]
    if not published:
        raise FirstlightError(
            "No report carries a date of publication; give one with --published, or set as_of "
            "under [case] in case.toml."
        )
    return max(published)


def _earliest(reports: Sequence[Report], as_of: date) -> date:
    published = [report.published for report in reports if report.published]
    return min([as_of, *published], default=as_of - timedelta(days=DAYS_BEFORE))


def _part(progress: Progress | None, start: float, stop: float) -> Progress | None:
    if progress is None:
        return None
    return lambda done: progress(start + (stop - start) * done)


def _tell(progress: Progress | None, done: float) -> None:
    if progress is not None:
        progress(done)
