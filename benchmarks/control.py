"""Control held against simulated wars, of which the truth is known.

    python -m benchmarks.control [--quick] [--json FILE]

No public table says who held a town on each day with the reports of the time beside it, so wars are
made: towns that stand for months (log-normal, not the geometric times that the model assumes), are
attacked, fought over for weeks, and fall or hold. Reporters tell of it late and vaguely; some have
it wrong; each side boasts of towns that it has not taken; wires are printed several times. The
reports' share of error is set here and the model is not told it.

Scored on every day from a town's first report on, by the Brier score over the sides and contested
(0 is perfect; unknown counts as an even guess), by how often the likeliest state is the true one,
and by calibration: of the days on which a state had 0.8, it was true on 80%. The anchors see the
same reports: the latest claim stands (copies and boasts as they come), and the same with each claim
believed at 0.8, the rest spread.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from benchmarks.report import Row, arguments, finish
from firstlight import control
from firstlight.records import Event, EventType, Fact, Party, Place, Report
from firstlight.settings import parse

Array = npt.NDArray[np.float64]

DAYS = 200
TOWNS = 6
STATES = ("red", "blue", "contested")
FIRST = date(2001, 1, 1)
WRONG = 0.08
"""Share of bystanders' reports that name the wrong side."""
FALSE_BOASTS = 0.3
"""Of the fights that a side does not win, the share in which it claims to have won midway."""
TELL_EVERY = 9.0
"""Mean days between reports that say how a town stands."""
BELIEVED = 0.8
BINS = np.linspace(0, 1, 11)

SETTINGS = parse(
    {"actors": [{"id": "red", "name": "Red Army"}, {"id": "blue", "name": "Blue Front"}]}
)
PARTIES = (Party("Red Army", "red"), Party("Blue Front", "blue"))


@dataclass(frozen=True)
class War:
    """What happened, towns x days as indices of `STATES`, and what was told of it."""

    truth: npt.NDArray[np.int64]
    facts: list[Fact]
    reports: list[Report]


def main() -> None:
    options = arguments(__doc__)
    wars = 6 if options.quick else 60
    scores = [_score(_war(np.random.default_rng(seed))) for seed in range(wars)]
    told = {name: np.concatenate([one[name] for one in scores]) for name in scores[0]}
    truth = told.pop("truth").astype(int)
    brier = {
        name: float(((said - np.eye(3)[truth]) ** 2).sum(1).mean()) for name, said in told.items()
    }
    right = {name: float((said.argmax(1) == truth).mean()) for name, said in told.items()}
    off = {name: _miscalibration(said, truth) for name, said in told.items()}
    best = min(brier["latest"], brier["softened"])
    towns = f"{len(truth):,} town-days, {wars} wars"
    finish(
        [
            Row(
                f"Brier score, as believed on the day ({towns})", f"{brier['filtered']:.3f}",
                f"latest claim {brier['latest']:.3f}; at {BELIEVED} {brier['softened']:.3f}",
                "below both", brier["filtered"] < best,
            ),
            Row(
                "Brier score, in hindsight", f"{brier['smoothed']:.3f}",
                f"as believed on the day {brier['filtered']:.3f}", "below it",
                brier["smoothed"] < brier["filtered"],
            ),
            Row(
                "Likeliest state is the true one, on the day", f"{right['filtered']:.1%}",
                f"latest claim {right['latest']:.1%}", "not below",
                right["filtered"] >= right["latest"],
            ),
            Row(
                "Mean distance of a stated chance from how often it came true, on the day",
                f"{off['filtered']:.3f}", f"latest claim {off['latest']:.3f}", "at most 0.05",
                off["filtered"] <= 0.05,
            ),
        ],
        options,
    )  # fmt: skip


def _war(random: np.random.Generator) -> War:
    truth = np.zeros((TOWNS, DAYS), dtype=np.int64)
    facts: list[Fact] = []
    reports: list[Report] = []

    def print_it(
        what: EventType, town: int, day: int, by: int, known: int, window: int, title: str = ""
    ) -> None:
        copies = int(random.integers(0, 4)) if not title and random.random() < 0.4 else 0
        first = f"r{len(reports)}"
        for copy in range(copies + 1):
            name = f"r{len(reports)}"
            published = FIRST + timedelta(days=known + min(copy, 1))
            reports.append(
                Report(name, "News.", published, title, similar_to=first if copy else None)
            )
            early = int(random.integers(0, window))
            start = FIRST + timedelta(days=max(day - early, 0))
            end = min(start + timedelta(days=window - 1), published)
            both = what == "clash"
            facts.append(
                Event(
                    what, name, (0, 5), "News.", _place(town), min(start, end), end, "actual",
                    float(random.uniform(0.6, 0.95)), PARTIES if both else (PARTIES[by],),
                )
            )  # fmt: skip

    for town in range(TOWNS):
        for kind, day, by in _history(random, truth[town]):
            window = int(random.choice([1, 1, 3, 7]))
            if kind == "boast":
                title = f"Statement of the {PARTIES[by].name}"
                print_it("capture", town, day, by, day + int(random.integers(0, 2)), 1, title)
                continue
            for _ in range(int(random.integers(1, 3))):
                teller = by if random.random() > WRONG else 1 - by
                known = day + int(random.integers(0, 5))
                print_it(
                    "clash" if kind == "clash" else "capture", town, day, teller, known, window
                )
        at = random.exponential(TELL_EVERY)
        while at < DAYS:
            day = int(at)
            state = int(truth[town, day])
            if state == 2:
                print_it("clash", town, day, 0, day + int(random.integers(0, 3)), 1)
            else:
                teller = state if random.random() > WRONG else 1 - state
                print_it("hold", town, day, teller, day + int(random.integers(0, 3)), 1)
            at += random.exponential(TELL_EVERY)
    return War(truth, facts, reports)


def _history(
    random: np.random.Generator, days: npt.NDArray[np.int64]
) -> Iterator[tuple[str, int, int]]:
    """Fills in one town's days; yields what there is to tell: (kind, day, side)."""
    holder, day = int(random.integers(0, 2)), 0
    while day < DAYS:
        quiet = int(random.lognormal(4.3, 0.8))
        days[day : day + quiet] = holder
        day += quiet
        fight = int(random.lognormal(2.7, 0.8)) + 1
        days[day : day + fight] = 2
        if day < DAYS:
            yield "clash", day, 0
        winner = 1 - holder if random.random() < 0.5 else holder
        middle = day + fight // 2
        if middle < DAYS and random.random() < FALSE_BOASTS:
            yield "boast", middle, 1 - winner
        day += fight
        if day < DAYS:
            yield "capture", day, winner
        holder = winner


def _place(town: int) -> Place:
    return Place(f"Town {town}", feature="PPL", precision="exact", id=f"t{town}", country="XX")


def _score(war: War) -> dict[str, Array]:
    last = FIRST + timedelta(days=DAYS - 1)
    result = control.infer(war.facts, war.reports, SETTINGS, end=last)
    published = {report.id: report.published or FIRST for report in war.reports}
    out: dict[str, list[Array]] = {
        name: [] for name in ("filtered", "smoothed", "latest", "softened", "truth")
    }
    for town in range(TOWNS):
        told = sorted(
            ((published[one.report] - FIRST).days, number, one)
            for number, one in enumerate(war.facts)
            if isinstance(one, Event) and one.place and one.place.id == f"t{town}"
        )
        if not told or told[0][0] >= DAYS:
            continue
        days = range(told[0][0], DAYS)
        rows = result.states[result.states["place_id"] == f"t{town}"]
        for name, column in (("filtered", "filtered"), ("smoothed", "probability")):
            table = rows.pivot(index="date", columns="state", values=column)
            dates = [np.datetime64(FIRST + timedelta(days=day), "ns") for day in days]
            table = table.reindex(dates)
            known = table[list(STATES)].to_numpy(dtype=float)
            out[name].append(known + table["unknown"].to_numpy(dtype=float)[:, None] / 3)
        latest = np.zeros((len(days), 3))
        for row, day in enumerate(days):
            event = [one for known, _, one in told if known <= day][-1]
            said = 2 if event.type == "clash" else PARTIES.index(event.actors[0])
            latest[row, said] = 1
        out["latest"].append(latest)
        out["softened"].append(latest * BELIEVED + (1 - latest) * (1 - BELIEVED) / 2)
        out["truth"].append(war.truth[town, days.start :].astype(float))
    return {name: np.concatenate(parts) for name, parts in out.items()}


def _miscalibration(said: Array, truth: npt.NDArray[np.int64]) -> float:
    """Expected calibration error over all states: mean |stated - happened|, in ten bins."""
    stated, happened = said.ravel(), np.eye(3)[truth].ravel()
    which = np.clip(np.digitize(stated, BINS) - 1, 0, 9)
    return float(
        sum(
            (which == one).mean() * abs(stated[which == one].mean() - happened[which == one].mean())
            for one in range(10)
            if (which == one).any()
        )
    )


if __name__ == "__main__":
    main()
