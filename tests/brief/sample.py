"""A made-up week of three sieges, far apart, to build and to test the page with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from firstlight.control.result import Control
from firstlight.frames import Tables
from firstlight.movement.result import Movement
from firstlight.needs.result import Needs
from firstlight.openings.result import Openings
from firstlight.records import Event, Fact, Report
from firstlight.settings import Settings, parse
from firstlight.staging.result import Staging
from tests.brief import sample_answers as answers
from tests.brief import sample_tables as tables
from tests.brief.sample_words import FIRST, PLACES, TODAY, facts, reports


@dataclass(frozen=True)
class Case:
    """Everything that `brief.render` takes."""

    name: str
    settings: Settings
    reports: list[Report]
    facts: list[Fact]
    control: Control
    openings: Openings
    movement: Movement
    needs: Needs
    staging: Staging

    def arguments(self) -> tuple[Any, ...]:
        return (
            self.name,
            self.settings,
            self.reports,
            self.facts,
            self.control,
            self.openings,
            self.movement,
            self.needs,
            self.staging,
        )

    def lines_arguments(self) -> tuple[Any, ...]:
        return (
            self.settings,
            self.reports,
            self.facts,
            self.control,
            self.openings,
            self.movement,
            self.needs,
            self.staging,
        )


def nothing(result: type[Tables]) -> Any:
    """A result all of whose tables are empty."""
    return result.of({name: tables.frame(result, name, []) for name in result.COLUMNS})


def empty_case() -> Case:
    return Case(
        "Nothing yet",
        Settings(),
        [],
        [],
        nothing(Control),
        nothing(Openings),
        nothing(Movement),
        nothing(Needs),
        nothing(Staging),
    )


def settings() -> Settings:
    return parse(
        {
            "case": {
                "name": "Three sieges, October 2025",
                "countries": ["SD", "TD", "CD", "BI"],
                "as_of": TODAY,
            },
            "sides": [
                {"id": "army", "name": "Sudanese army and allies"},
                {"id": "rsf", "name": "Rapid Support Forces"},
                {"id": "fardc", "name": "Congolese army"},
                {"id": "m23", "name": "M23"},
            ],
            "actors": [
                {"id": "saf", "name": "Sudanese Armed Forces", "side": "army"},
                {"id": "joint", "name": "Joint Forces", "side": "army"},
                {"id": "rsf", "name": "Rapid Support Forces", "side": "rsf"},
                {"id": "fardc", "name": "Congolese army", "side": "fardc"},
                {"id": "m23", "name": "M23", "side": "m23"},
            ],
            "hubs": [
                {
                    "id": "tina",
                    "name": "Tina store",
                    "lat": 15.02,
                    "lon": 22.82,
                    "trucks": 14,
                    "stock": {"water_m3": 90, "tent_5p": 600},
                },
                {
                    "id": "bujumbura",
                    "name": "Bujumbura store",
                    "lat": -3.37,
                    "lon": 29.35,
                    "trucks": 8,
                    "stock": {"food_ration": 40000},
                },
            ],
            "budget": {"usd": 1_500_000},
        }
    )


def case() -> Case:
    told = facts()
    moved = answers.movement(told)
    return Case(
        "Three sieges, October 2025",
        settings(),
        reports(),
        told,
        tables.control(told),
        tables.openings(told),
        moved,
        answers.needs(moved),
        answers.staging(),
    )


def with_many_facts(made: Case, many: int) -> Case:
    """The same case with `many` facts, each on its own line of one long report."""
    line = "Shelling hit the town again on that day, residents said."
    text = "\n".join(f"{n}. {line}" for n in range(many))
    report = Report("long-list", text, TODAY, "A long list")
    told, at = list(made.facts), 0
    for n in range(many - len(told)):
        start = text.index(line, at)
        at = start + len(line)
        day = FIRST + timedelta(days=n % 49)
        told.append(
            Event(
                "shelling",
                "long-list",
                (start, at),
                line,
                PLACES["el-fasher"],
                day,
                day,
                "actual",
                0.8,
            )
        )
    return replace(made, reports=[*made.reports, report], facts=told)


def outline(
    west: float, south: float, east: float, north: float
) -> list[list[tuple[float, float]]]:
    """A few coarse border lines, cut to the box only by their first point."""
    border = [(22.9, 15.7), (22.9, 15.0), (22.6, 14.6), (22.4, 14.1), (22.1, 13.8), (21.9, 12.7)]
    lake = [
        (29.36, -3.38),
        (29.22, -3.34),
        (29.14, -3.38),
        (29.12, -3.6),
        (29.22, -3.9),
        (29.1, -4.1),
    ]
    return [
        line
        for line in (border, lake)
        if any(west <= lon <= east and south <= lat <= north for lon, lat in line)
    ]
