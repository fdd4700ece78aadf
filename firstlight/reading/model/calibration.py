"""How sure a fact is: signs and scores made probabilities of being right, on held-back labels.

For an event several signs are weighed by logistic regression (Platt 1999): how sure the model is,
whether the grammar saw the same, whether the place is named here or carried over. For an estimate
the model's score alone goes through a rising line (isotonic regression).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

LOWEST, HIGHEST = 0.02, 0.97
SIGNS = (
    "model",  # log odds that the word tells an event
    "type",  # log odds of the type, given that it does
    "grammar",  # the grammar saw an event at the word
    "agreed",  # and of the same type
    "inferred",  # the place is an antecedent's
    "carried",  # the clause names no place at all
    "unlisted",  # no gazetteer knows the place
    "actor",  # somebody is named who did it
    "plain",  # status "actual" or "ongoing"
    "status",  # log odds of the status
    "clear",  # model and grammar agree, and the place is named here
    "reach",  # log odds of a place that the model carries over from another sentence
    "unseen",  # the grammar alone sees it
    "length",  # of the sentence: doublings of 16 words
)


def log_odds(probability: float) -> float:
    """Clipped to ±5, so that no single sign decides alone."""
    inner = min(max(probability, 0.0067), 0.9933)
    return math.log(inner / (1 - inner))


@dataclass(frozen=True)
class Calibration:
    """weights: of the signs of an event and, last, the constant. knots: of an estimate's score."""

    weights: Sequence[float] = ()
    knots: tuple[Sequence[float], Sequence[float]] | None = None

    @classmethod
    def open(cls, folder: Path) -> Calibration:
        """From the model's folder; scores stay as they are where it holds no calibration."""
        path = folder / "calibration.json"
        if not path.exists():
            return cls()
        data: Mapping[str, list[float] | list[list[float]]] = json.loads(path.read_text("utf-8"))
        x, y = data["estimate"]
        return cls(data["event"], (x, y))  # type: ignore[arg-type]

    def event(self, signs: Sequence[float]) -> float:
        """The probability that an event with these signs is right; the model's own without fit."""
        if not self.weights:
            return 1 / (1 + math.exp(-signs[0]))
        total = self.weights[-1] + sum(w * s for w, s in zip(self.weights, signs, strict=False))
        return round(min(max(1 / (1 + math.exp(-total)), LOWEST), HIGHEST), 2)

    def estimate(self, score: float) -> float:
        """The probability that an estimate of this raw score is right."""
        if self.knots is None:
            return score
        x, y = self.knots
        return round(float(np.clip(np.interp(score, x, y), LOWEST, HIGHEST)), 2)
