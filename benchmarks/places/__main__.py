"""The table of `benchmarks.places`: one command over every set that is at hand."""

from __future__ import annotations

import os
from pathlib import Path

import benchmarks.places
from benchmarks.places import descriptions, gold, speed, ucdp, whole
from benchmarks.report import Row, arguments, finish
from firstlight.places import Gazetteer
from firstlight.reading.model.weights import Weights


def main() -> None:
    options = arguments(benchmarks.places.__doc__)
    folder = Path(os.environ.get("FIRSTLIGHT_DATA", "../shared/data"))
    gazetteer = Gazetteer.open(packs=())
    rows: list[Row] = []
    texts = folder / "text" / "geoparsing"
    if texts.exists():
        sets = {"GeoVirus": [*gold.geovirus(texts / "GeoVirus.xml")]}
        local = [*gold.lgl(texts / "lgl.xml")]
        if not options.quick:
            sets = {"LGL": local, **sets}
        for name, articles in sets.items():
            rows += gold.rows(name, articles, gazetteer)
        if not options.quick:
            weights = Weights()
            for name, articles in sets.items():
                rows += whole.rows(name, articles, gazetteer, weights)
    if (folder / "events").exists():
        rows += ucdp.rows(folder, gazetteer, options.quick)
    rows += descriptions.rows(gazetteer)
    if texts.exists():
        rows += speed.rows(local, gazetteer)
    finish(rows, options)


if __name__ == "__main__":
    main()
