"""re3d: entities in documents on the war in Syria and Iraq, five folds by document.

The model has never seen this set. For each fold a softmax layer is fitted on what the frozen model
says of each word of the other four (no part of the model is trained further), and scored on the
fold: exact span and type, of the types with at least 50 entities. Nested entities: the longest.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from firstlight.reading.model.heads import spans
from firstlight.reading.model.sight import plan
from firstlight.reading.model.weights import Weights
from firstlight.reading.text.document import document
from firstlight.records import Report
from training.corpora import data_folder
from training.examples import bio, spans_to_bio
from training.score import Counts

FOLDS = 5
SIDES = ("srl_a", "srl_b", "role_a", "role_b")
"""Projections that together span what the encoder says of a word."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Words:
    features: Floats
    classes: NDArray[np.int64]
    bounds: list[tuple[int, int]]
    """First and end word of each sentence."""


Marked = tuple[str, list[tuple[int, int, str]]]
"""A text and its entities: characters and type."""


def documents(least: int | None = None) -> tuple[list[Marked], list[str]]:
    """Texts with their entities (character spans), and the types that are scored."""
    found: list[Marked] = []
    tally: Counter[str] = Counter()
    for folder in sorted((data_folder() / "text" / "re3d").iterdir()):
        if not (folder / "documents.json").exists():
            continue
        entities: dict[str, list[tuple[int, int, str]]] = {}
        for row in _rows(folder / "entities.json"):
            if row["confidence"] >= 0.5:
                entities.setdefault(row["documentId"], []).append(
                    (row["begin"], row["end"], row["type"])
                )
        for row in _rows(folder / "documents.json"):
            marked = entities.get(row["_id"], [])
            tally.update(kind for _, _, kind in marked)
            found.append((row["text"], marked))
    types = sorted(kind for kind, number in tally.items() if number >= 50)
    return found[:least], types


def _rows(path: Path) -> list[dict[str, Any]]:
    text = path.read_text(encoding="utf-8-sig")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def score(weights: Weights, least: int | None = None) -> Counts:
    texts, types = documents(least)
    seen = [_words(weights, text, marked, types) for text, marked in texts]
    names = bio(types)
    total = Counts()
    for fold in range(FOLDS):
        held = [one for number, one in enumerate(seen) if number % FOLDS == fold]
        rest = [one for number, one in enumerate(seen) if number % FOLDS != fold]
        mean, spread, layer = _fit(rest, len(names))
        for one in held:
            logits = ((one.features - mean) / spread) @ layer[:-1] + layer[-1]
            best = logits.argmax(axis=1)
            for start, end in one.bounds:
                ours = set(spans(best[start:end].tolist(), names))
                gold = set(spans(one.classes[start:end].tolist(), names))
                total.add(len(ours & gold), len(ours), len(gold))
    return total


def _words(
    weights: Weights, text: str, marked: Sequence[tuple[int, int, str]], types: Sequence[str]
) -> Words:
    cut = plan(document(Report("re3d", text, date(2016, 1, 1))), weights.pieces)
    starts = np.array([token.start for token in cut.tokens])
    ends = np.array([token.end for token in cut.tokens])
    found = []
    for begin, end, kind in marked:
        first, stop = int(np.searchsorted(ends, begin, "right")), int(np.searchsorted(starts, end))
        if kind in types and stop > first:
            found.append((first, stop, kind))
    rows = []
    for scores in weights.scores(cut.words[a:b] for a, b in cut.runs):
        everything = [scores.projected[side] for side in SIDES] + [scores.tags["entity"]]
        rows.append(np.concatenate(everything, axis=1))
    classes = np.array(spans_to_bio(found, types, len(cut.words)))
    bounds = list(zip(cut.base, cut.base[1:], strict=False))
    return Words(np.concatenate(rows).astype(np.float64), classes, bounds)


def _fit(parts: Sequence[Words], classes: int) -> tuple[Floats, Floats, Floats]:
    """A softmax layer with a little weight decay; mean and spread of the features, [d + 1, c]."""
    x = np.concatenate([one.features for one in parts])
    y = np.concatenate([one.classes for one in parts])
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    x = np.concatenate([(x - mean) / spread, np.ones((len(x), 1))], axis=1)
    size = (x.shape[1], classes)

    def loss(flat: Floats) -> tuple[float, Floats]:
        layer = flat.reshape(size)
        logits = x @ layer
        logits -= logits.max(axis=1, keepdims=True)
        sure = np.exp(logits)
        sure /= sure.sum(axis=1, keepdims=True)
        value = -np.log(sure[np.arange(len(y)), y] + 1e-12).mean() + 1e-4 * (layer[:-1] ** 2).sum()
        sure[np.arange(len(y)), y] -= 1
        slope = x.T @ sure / len(y)
        slope[:-1] += 2e-4 * layer[:-1]
        return float(value), slope.ravel()

    options = {"maxiter": 60}
    best = minimize(loss, np.zeros(size).ravel(), jac=True, method="L-BFGS-B", options=options)
    return mean, spread, best.x.reshape(size)
