"""What reading with a model has cost, and what of its answers was not believed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

REASONS = {
    "form": "not in the form asked for",
    "quote": "with a quote that is not in the report",
    "place": "at a place that the report does not name there or before",
    "dates": "with impossible dates",
    "numbers": "with a number that its sentence does not give",
}
"""Why a fact is dropped; the key is what `Usage.dropped` counts under."""


@dataclass(slots=True)
class Usage:
    """Counts since the reader was made. Tokens as the endpoint tells them.

    requests: answers paid for, unusable ones included. uncounted: those whose tokens the endpoint
    did not tell. cached: answers that were kept from an earlier reading. names: names of parties
    and larger places taken out of kept facts, as the report does not hold them.
    """

    usd_per_million_in: float | None = None
    usd_per_million_out: float | None = None
    requests: int = 0
    uncounted: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    kept: int = 0
    names: int = 0
    dropped: Counter[str] = field(default_factory=Counter)

    @property
    def usd(self) -> float | None:
        """What the tokens cost in US dollars; None where a price is not set."""
        if self.usd_per_million_in is None or self.usd_per_million_out is None:
            return None
        return (
            self.tokens_in * self.usd_per_million_in + self.tokens_out * self.usd_per_million_out
        ) / 1e6

    def line(self) -> str:
        """All of it in one line for a person."""
        least = "at least " if self.uncounted else ""
        parts = [
            f"{_counted(self.requests, 'question')} to the model and "
            f"{_counted(self.cached, 'answer')} kept from before",
            f"{least}{self.tokens_in:,} tokens in and {self.tokens_out:,} out",
        ]
        if self.usd is not None:
            parts.append(f"{least}{self.usd:.4f} USD")
        facts = f"{_counted(self.kept, 'fact')} kept"
        if self.dropped:
            why = ", ".join(f"{count} {REASONS[key]}" for key, count in self.dropped.most_common())
            facts += f" and {self.dropped.total()} dropped ({why})"
        return "; ".join([*parts, facts]) + "."


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
