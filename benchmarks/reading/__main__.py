"""The table of `benchmarks.reading`: one command over every set that is at hand."""

from __future__ import annotations

import benchmarks.reading
from benchmarks.reading import coders, locations, passages, re3d, treebank, wikiwars
from benchmarks.report import Row, arguments, finish
from firstlight.places import Gazetteer
from firstlight.reading import RulesReader
from firstlight.reading.learned import ModelReader
from firstlight.reading.model.weights import Weights
from training import labels
from training.calibrate import error, judged
from training.corpora import data_folder
from training.score import Score, score

QUICK = 25
"""Passages, windows or documents of each set in a quick run."""

GOALS = {
    "events": ("event F1 (type and place)", 0.80),
    "actors": ("actor F1, events found", 0.85),
    "targets": ("target F1, events found", 0.85),
    "dates": ("both dates right, events found", 0.85),
    "status": ("status right, events found", 0.85),
    "estimates": ("estimate F1 (measure, number, unit)", 0.85),
}


def own(quick: bool) -> list[Row]:
    places = Gazetteer.open(packs=())
    test = list(labels.passages("test"))[: QUICK if quick else None]
    model, rules = ModelReader(places), RulesReader(places)
    ours, theirs = score(test, model.read), score(test, rules.read)
    rows = []
    for name, (label, goal) in GOALS.items():
        mine, base = getattr(ours, name).f1(), getattr(theirs, name).f1()
        rows.append(
            Row(f"own labels, unseen wars: {label}", f"{mine:.2f}", f"rules alone {base:.2f}",
                f"{goal:.2f}", round(mine, 2) >= goal)
        )  # fmt: skip
    rows.append(_precision(ours))
    rows += _parts(test, model, rules)
    if not quick:
        facts = judged("test", model)
        for kind, pairs in facts.items():
            rows.append(
                Row(f"own labels: calibration error of {kind} confidence ({len(pairs)} facts)",
                    f"{error(pairs):.3f}", "none", "reported")
            )  # fmt: skip
    rows += passages.rows(model, rules, quick)
    return rows


def _parts(test: list[labels.Passage], model: ModelReader, rules: RulesReader) -> list[Row]:
    """Events and estimates of the two parts of the test labels: as reports are, and hard prose."""
    rows = []
    for label, plain in (("in the registers of reports", True), ("in prose made hard", False)):
        some = [one for one in test if one.file.startswith("plain") == plain]
        if not some:
            continue
        ours, theirs = score(some, model.read), score(some, rules.read)
        for name in ("events", "estimates"):
            mine, base = getattr(ours, name), getattr(theirs, name)
            rows.append(
                Row(f"of these, {label}: {name}, F1 ({mine.wanted} labels)", f"{mine.f1():.2f}",
                    f"rules alone {base.f1():.2f}", "reported")
            )  # fmt: skip
    return rows


def _precision(found: Score) -> Row:
    events = found.events
    return Row(
        "own labels, unseen wars: events, precision and recall",
        f"{events.precision:.2f}, {events.recall:.2f}",
        "none",
        "reported",
    )


def public(quick: bool) -> list[Row]:
    """The sets of the data folder; none where it is absent."""
    if not data_folder().exists():
        return []
    weights = Weights()
    least = QUICK if quick else None
    values = wikiwars.score(wikiwars.test(data_folder())[: 2 if quick else None]).values
    rows = [_row("WikiWars, test half: span and value F1", 100 * values.f1, "HeidelTime 80.8", 85)]
    words, where = locations.score(weights, least=least and 4 * least)
    rows.append(
        Row("event_location test: precision, recall over words",
            f"{words.precision:.2f}, {words.recall:.2f}", "0.83, 0.83", "0.88, 0.88",
            min(round(words.precision, 2), round(words.recall, 2)) >= 0.88)
    )  # fmt: skip
    rows.append(
        Row("event_location test: whole places, precision, recall",
            f"{where.precision:.2f}, {where.recall:.2f}", "none", "reported")
    )  # fmt: skip
    trees = treebank.score(weights, least=least)
    rows += [
        _row("UNER EWT test: entity F1", 100 * trees.entities.f1(), "XLM-R 86.0", 84),
        _row("EWT test: UPOS", trees.share(trees.upos), "spaCy trf 96.9", 96),
        _row("EWT test: UAS", trees.share(trees.heads), "spaCy trf 91.9", 90),
        _row("EWT test: LAS", trees.share(trees.labelled), "spaCy trf 89.4", 87),
        _row("EWT test: PropBank argument F1", 100 * trees.roles.f1(), "none", 80),
    ]
    if not quick:
        folds = re3d.score(weights)
        rows.append(
            Row("re3d, five folds by document: entity F1", f"{100 * folds.f1():.1f}", "none found",
                "reported")
        )  # fmt: skip
    rows += coders.rows(ModelReader(Gazetteer.open(packs=())).read, least)
    return rows


def _row(label: str, value: float, anchor: str, goal: float) -> Row:
    return Row(label, f"{value:.1f}", anchor, str(goal), round(value, 1) >= goal)


def main() -> None:
    options = arguments(benchmarks.reading.__doc__)
    finish([*own(options.quick), *public(options.quick)], options)


if __name__ == "__main__":
    main()
