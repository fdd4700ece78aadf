"""The reader that works with the trained model, and with rules where rules are better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from firstlight.reading.dates.mentions import dates
from firstlight.reading.estimates.assemble import estimates
from firstlight.reading.events.assemble import events
from firstlight.reading.model.calibration import Calibration
from firstlight.reading.model.sight import Sight, plan, sights
from firstlight.reading.model.weights import FOLDER, Weights
from firstlight.reading.names.namer import Namer
from firstlight.reading.text.document import Document, document
from firstlight.records import Actor, Estimate, Fact, PlaceNames, Report

LEAST_SURE = 0.15
"""Confidence under which a fact is left out: wrong six times in seven, it would help nobody."""


class ModelReader:
    """Facts from prose by the trained model; offline, without a GPU, the same answer every time.

    places: tells which names a gazetteer knows. actors: the case's; their names and aliases give
    the parties of facts their ids. folder: of other weights than those shipped. workers: texts read
    at the same time. calibration: in place of the weights' own, to fit one.
    """

    name = "model"
    version = "1"

    def __init__(
        self,
        places: PlaceNames,
        actors: Sequence[Actor] = (),
        folder: Path = FOLDER,
        workers: int | None = None,
        calibration: Calibration | None = None,
    ) -> None:
        self._namer = Namer(places, actors)
        self._weights = Weights(folder, workers)
        self._least = LEAST_SURE
        if calibration is not None:
            self._weights.calibration, self._least = calibration, 0.0

    def read(self, reports: Sequence[Report]) -> list[list[Fact]]:
        """The facts of each report, ordered by span; [] for a text that says nothing we know."""
        plans = (plan(document(report), self._weights.pieces) for report in reports)
        return [self._read(one.document, sight) for one, sight in sights(plans, self._weights)]

    def _read(self, cut: Document, sight: Sight) -> list[Fact]:
        if not sight.windows:
            return []
        known = dates(cut)
        found = events(cut, known, self._namer, sight)
        told = {event.place.name for event in found.events if event.place is not None}
        places = [one for one in found.places if one.sure or one.place.name in told]
        facts: list[Fact] = [*found.events, *estimates(cut, known, places, found.actors, sight)]
        facts.sort(key=lambda fact: (fact.span, fact.kind))
        seen: set[str] = set()
        out: list[Fact] = []
        for fact in facts:
            if fact.id not in seen:
                seen.add(fact.id)
                if isinstance(fact, Estimate):
                    sure = self._weights.calibration.estimate(fact.confidence)
                    fact = replace(fact, confidence=sure)
                if fact.confidence >= self._least:
                    out.append(fact)
        return out
