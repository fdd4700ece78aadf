"""The order of the stages, what each is made from, and when one is out of date.

A stage is a pure function of the facts, the reports' dates, the settings and the results before it,
so a digest of those tells whether its kept result still holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firstlight import __version__
from firstlight.frames import Tables
from firstlight.records import Fact, Report
from firstlight.settings import Settings

if TYPE_CHECKING:
    from firstlight.places import Gazetteer
    from firstlight.reading import Reader

Progress = Callable[[float], None]
Step = Callable[[str, float], None]
"""Told of progress: the name of the step and how much of it is done, 0 to 1."""

ORDER = ("control", "openings", "movement", "needs", "staging")
"""The stages after reading, each with the results of those before it."""


@dataclass(frozen=True)
class Inputs:
    """What the stages are made from."""

    facts: Sequence[Fact]
    reports: Sequence[Report]
    settings: Settings
    gazetteer: Gazetteer
    folder: Path


def read_facts(
    reports: Sequence[Report], reader: Reader, gazetteer: Gazetteer, countries: Sequence[str] = ()
) -> list[list[Fact]]:
    """The facts of each report, in the reports' order, with their places on the map."""
    from firstlight import places

    return [
        places.resolve(facts, report, gazetteer, countries)
        for report, facts in zip(reports, reader.read(reports), strict=True)
    ]


def run(stage: str, inputs: Inputs, before: dict[str, Any], progress: Progress | None) -> Tables:
    """One stage's result; `before` holds the results of the stages before it, by name."""
    facts, reports, settings = inputs.facts, inputs.reports, inputs.settings
    match stage:
        case "control":
            from firstlight import control

            return control.infer(facts, reports, settings, progress=progress)
        case "openings":
            from firstlight import openings

            return openings.forecast(facts, reports, before["control"], settings, progress=progress)
        case "movement":
            from firstlight import movement

            return movement.simulate(
                facts,
                reports,
                before["control"],
                before["openings"],
                settings,
                inputs.gazetteer,
                folder=inputs.folder,
                progress=progress,
            )
        case "needs":
            from firstlight import needs

            return needs.compute(before["movement"], settings)
        case "staging":
            from firstlight import staging

            return staging.plan(
                before["movement"],
                before["needs"],
                settings,
                countries=staging.check_hubs(settings, inputs.gazetteer),
                progress=progress,
            )
        case _:
            raise ValueError(f"no stage {stage!r}; the stages are {', '.join(ORDER)}")


def result_class(stage: str) -> type[Tables]:
    """The type of a stage's result, to make it again from the kept tables."""
    from importlib import import_module

    found: type[Tables] = getattr(import_module(f"firstlight.{stage}.result"), stage.capitalize())
    return found


def fingerprint(inputs: Inputs) -> str:
    """Digest of all that the results rest on; another digest makes every stage out of date."""
    from firstlight.records import as_json

    roads = inputs.settings.roads.file
    roads_path = inputs.folder / roads if roads else None
    key = {
        "version": __version__,
        "columns": {stage: result_class(stage).COLUMNS for stage in ORDER},
        "settings": inputs.settings.model_dump(mode="json", exclude={"reading"}),
        "reports": [
            (one.id, str(one.published), one.similar_to, one.title) for one in inputs.reports
        ],
        "gazetteer": inputs.gazetteer.version,  # a new place may be a new destination
        "facts": [
            (as_json(one), one.place.id if one.place else None, one.place and one.place.parent)
            for one in inputs.facts
        ],
        "roads": hashlib.sha256(roads_path.read_bytes()).hexdigest()
        if roads_path and roads_path.is_file()
        else None,
    }
    return hashlib.sha256(json.dumps(key, sort_keys=True).encode()).hexdigest()
