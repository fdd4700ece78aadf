"""Prose to facts: `Reader` is what the rest of Firstlight knows; `RulesReader` needs no model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from firstlight.reading.rules import RulesReader
from firstlight.records import Fact, Report

__all__ = ["Reader", "RulesReader"]


class Reader(Protocol):
    """Reads reports into facts (FACTS.md); places carry name, within and precision only."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def read(self, reports: Sequence[Report]) -> list[list[Fact]]:
        """The facts of each report, in the order of the reports and, within one, of the text."""
        ...
