"""What can go wrong between us and a model; each error carries the facts read all the same."""

from __future__ import annotations

from collections.abc import Sequence

from firstlight.errors import FirstlightError, ReportError
from firstlight.records import Fact

Facts = tuple[list[Fact], ...]


class EndpointError(FirstlightError):
    """The endpoint cannot be used as it is set: out of reach, overloaded, or refusing us.

    facts: what could be read of each report, in the reports' order, from answers kept earlier or
    given before the endpoint failed.
    """

    def __init__(self, sentence: str, facts: Sequence[list[Fact]] = ()) -> None:
        super().__init__(sentence)
        self.facts: Facts = tuple(facts)


class UnfinishedError(ReportError):
    """The endpoint answers, but some parts of some reports got no answer that can be used.

    facts: what could be read of each report, in the reports' order. unfinished: the reports' ids.
    """

    def __init__(
        self, sentence: str, facts: Sequence[list[Fact]], unfinished: Sequence[str]
    ) -> None:
        super().__init__(sentence)
        self.facts: Facts = tuple(facts)
        self.unfinished = tuple(unfinished)
