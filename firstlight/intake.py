"""Reading the reports of a store whose facts are missing or were read by another reader."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from firstlight import stages
from firstlight.settings import Settings
from firstlight.store import Store

if TYPE_CHECKING:
    from firstlight.places import Gazetteer
    from firstlight.reading import Reader


def read_waiting(
    store: Store, reader: Reader, gazetteer: Gazetteer, settings: Settings, step: stages.Step
) -> list[str]:
    """Keep the facts of every report that waits to be read; returns the problems, a sentence each.

    A report that could be read in part is kept in part, named among the problems, and read again
    the next time; one that could not be read at all keeps the facts it had.

    Errors
    ------
    EndpointError where a language model cannot be reached and the store holds no facts yet.
    """
    from firstlight import places
    from firstlight.reading.llm.errors import EndpointError, UnfinishedError

    key, problems = _key(reader, gazetteer, settings), []
    countries = settings.case.countries
    waiting = set(store.unread(key))
    todo = [report for report in store.reports() if report.id in waiting]
    for number, report in enumerate(todo):
        step("Reading", number / len(todo))
        try:
            [found] = stages.read_facts([report], reader, gazetteer, countries)
            store.keep_facts(report.id, found, key)
        except (EndpointError, UnfinishedError) as error:
            if found := places.resolve(error.facts[0], report, gazetteer, countries):
                store.keep_facts(report.id, found, "unfinished")
            if isinstance(error, EndpointError) and not store.facts():
                raise
            problems.append(str(error))
            if isinstance(error, EndpointError):
                break  # the next report would find it no better
    if todo:
        step("Reading", 1.0)
    return problems


def _key(reader: Reader, gazetteer: Gazetteer, settings: Settings) -> str:
    """What facts depend on besides their report: read with another key, they are read anew."""
    key = {
        "reader": [reader.name, reader.version],
        "actors": [asdict(actor) for actor in settings.actor_list()],
        "countries": settings.case.countries,
        "gazetteer": gazetteer.version,
    }
    return hashlib.sha256(json.dumps(key, sort_keys=True).encode()).hexdigest()[:16]
