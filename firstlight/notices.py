"""What a case tells its user in sentences: settings that cannot be, and what the results lack."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from firstlight import settings as settings_file
from firstlight.errors import SettingsError
from firstlight.records import Report
from firstlight.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

    from firstlight.places import Gazetteer


def check(settings: Settings, folder: Path, gazetteer: Callable[[], Gazetteer]) -> None:
    """Refuse settings that are well-formed but impossible, such as a hub in the sea.

    Errors
    ------
    SettingsError that names the setting and the repair.
    """
    from firstlight import needs
    from firstlight.staging import check_hubs

    needs.check(settings)
    if settings.hubs:
        check_hubs(settings, gazetteer())
    roads = settings.roads.file
    if roads and not (folder / roads).is_file():
        raise SettingsError(
            f"{folder / settings_file.FILE_NAME} names the roads file {roads!r}, which is "
            "not there; put it beside case.toml or remove roads.file."
        )


def notices(
    settings: Settings,
    reports: Sequence[Report],
    gazetteer: Gazetteer,
    places: pd.DataFrame,
    followed: Iterable[str],
) -> list[str]:
    """Fronts of which the reports tell nothing, and reports without a date, a sentence each.

    places: those of control. followed: the ids of the places whose opening is forecast.
    """
    open_ = set(followed)
    named = set(places.loc[places["place_id"].isin(open_), "name"])
    silent = [
        name
        for name in settings.case.fronts
        if not open_ & {candidate.id for candidate in gazetteer.lookup(name)} and name not in named
    ]
    undated = [report.id for report in reports if report.published is None]
    return [
        f"case.toml follows the front {name!r}, of which the reports tell nothing"
        + ("." if gazetteer.lookup(name) else "; check its spelling.")
        for name in silent
    ] + [
        f"The report {one} has no date, so that its weekdays and the like could not be placed; "
        "read it again with --published."
        for one in undated
    ]


def citation(facts: Sequence[str], most: int = 4) -> str:
    """Ids for `firstlight show`, in brackets: the first few, and how many more there are."""
    more = f" and {len(facts) - most} more" if len(facts) > most else ""
    return f" [{', '.join(facts[:most])}{more}]" if facts else ""
