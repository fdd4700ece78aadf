"""Fits the confidence of facts on held-back labels: `python -m training.calibrate`.

The signs of an event (how sure the model is, whether the grammar saw the same, whether the place is
named or carried over) are weighed by logistic regression (Platt 1999), the score of an estimate
goes through isotonic regression (Zadrozny and Elkan 2002), both on the dev part of the labels. An
event is right where type, place and status are, an estimate where measure, number and unit are. The
calibration error of docs/reading.md is that on the test part, which no choice was made on.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression, minimize

from firstlight.places import Gazetteer
from firstlight.reading.learned import ModelReader
from firstlight.reading.model.calibration import SIGNS, Calibration
from firstlight.reading.model.weights import FOLDER
from training.labels import passages
from training.score import score

DOCS = Path(__file__).parents[1] / "docs"

Floats = NDArray[np.float64]


class Recorder(Calibration):
    """Leaves scores as they are, and notes the signs of every event under a number of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.__dict__["seen"] = []

    def event(self, signs: Sequence[float]) -> float:
        seen: list[tuple[float, ...]] = self.__dict__["seen"]
        seen.append(tuple(signs))
        return len(seen) * 1e-7

    def signs(self, confidence: float) -> tuple[float, ...]:
        """The signs of the event that was given this number for its confidence."""
        seen: list[tuple[float, ...]] = self.__dict__["seen"]
        return seen[round(confidence * 1e7) - 1]


def judged(split: str, reader: ModelReader) -> dict[str, list[tuple[float, bool]]]:
    """Of every fact of a split its confidence and whether it is right, by kind."""
    total = score(passages(split), reader.read)
    return {
        "event": [(ours.confidence, gold.status == ours.status) for _, gold, ours in total.pairs]
        + [(ours.confidence, False) for _, ours in total.added],
        "estimate": [(ours.confidence, True) for _, ours in total.numbers_found]
        + [(ours.confidence, False) for _, ours in total.numbers_added],
    }


def weighed(pairs: Sequence[tuple[Sequence[float], bool]], decay: float = 0.002) -> list[float]:
    """Logistic regression of being right on the signs; the constant comes last."""
    signs = np.array([[*one, 1.0] for one, _ in pairs])
    right = np.array([float(one) for _, one in pairs])

    def loss(weights: Floats) -> tuple[float, Floats]:
        total = signs @ weights
        value = np.logaddexp(0, total).mean() - (right * total).mean()
        slope = signs.T @ (1 / (1 + np.exp(-total)) - right) / len(right)
        kept = weights * np.append(np.ones(len(weights) - 1), 0)
        return float(value + decay * (kept**2).sum()), slope + 2 * decay * kept

    found = minimize(loss, np.zeros(signs.shape[1]), jac=True, method="L-BFGS-B").x
    return [round(float(one), 4) for one in found]


def fitted(pairs: Sequence[tuple[float, bool]], groups: int = 5) -> tuple[list[float], list[float]]:
    """Knots of a rising line from raw score to probability, over groups of like size."""
    ordered = sorted(pairs)
    raw = np.array([one for one, _ in ordered])
    right = np.array([float(one) for _, one in ordered])
    parts = [part for part in np.array_split(np.arange(len(raw)), groups) if len(part)]
    x = np.array([raw[part].mean() for part in parts])
    y = np.array([(right[part].sum() + 0.5) / (len(part) + 1) for part in parts])
    risen: Floats = isotonic_regression(y, weights=[len(part) for part in parts]).x
    keep = np.concatenate([[True], np.diff(x) > 1e-9])
    return [round(v, 4) for v in x[keep].tolist()], [round(v, 4) for v in risen[keep].tolist()]


def error(pairs: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error (Naeini et al. 2015) over bins of equal width."""
    total = 0.0
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        inside = [p for p in pairs if low <= p[0] < high or (number == bins - 1 and p[0] == 1)]
        if inside:
            said = sum(p[0] for p in inside) / len(inside)
            were = sum(p[1] for p in inside) / len(inside)
            total += abs(said - were) * len(inside) / len(pairs)
    return total


def plot(pairs: Sequence[tuple[float, bool]], path: Path, title: str, bins: int = 5) -> None:
    """A reliability diagram: said against right, each point with its number of facts."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "firstlight"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(4.2, 4.2), layout="constrained")
    axes.plot([0, 1], [0, 1], color="0.6", linestyle="--", linewidth=1)
    edges = np.quantile([said for said, _ in pairs], np.linspace(0, 1, bins + 1))
    points = []
    for low, high in itertools.pairwise(edges):
        inside = [p for p in pairs if low <= p[0] <= high]
        if inside and high > low:
            said = sum(p[0] for p in inside) / len(inside)
            points.append((said, sum(p[1] for p in inside) / len(inside), len(inside)))
    axes.plot([p[0] for p in points], [p[1] for p in points], marker="o", color="#1f5f8b")
    for said, were, number in points:
        axes.annotate(str(number), (said, were), textcoords="offset points", xytext=(6, -12))
    axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence", ylabel="share right", title=title)
    axes.grid(color="0.9")
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=FOLDER)
    options = parser.parse_args()
    places = Gazetteer.open(packs=())
    recorder = Recorder()
    raw = judged("dev", ModelReader(places, folder=options.model, calibration=recorder))
    signs = [(recorder.signs(confidence), right) for confidence, right in raw["event"]]
    knots = {"event": weighed(signs), "estimate": fitted(raw["estimate"])}
    for name, weight in zip((*SIGNS, "constant"), knots["event"], strict=True):
        print(f"{name:10} {weight:+.2f}")
    text = json.dumps(knots, indent=1) + "\n"
    (options.model / "calibration.json").write_text(text, encoding="utf-8")
    for kind, pairs in judged("test", ModelReader(places, folder=options.model)).items():
        print(f"{kind}: {len(pairs)} facts, calibration error on test {error(pairs):.3f}")
        title = f"{kind.capitalize()}s of the test part"
        plot(pairs, DOCS / f"reliability-{kind}.svg", title)


if __name__ == "__main__":
    main()
