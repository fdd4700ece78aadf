"""The table of `benchmarks.places`: one command over every set that is at hand."""

from __future__ import annotations

import os
from pathlib import Path

import benchmarks.places
from benchmarks.places import descriptions, gold, ucdp
from benchmarks.report import Row, arguments, finish
from firstlight.places import Gazetteer


def main() -> None:
    options = arguments(benchmarks.places.__doc__)
    folder = Path(os.environ.get("FIRSTLIGHT_DATA", "../shared/data"))
    gazetteer = Gazetteer.open(packs=())
    rows: list[Row] = []
    texts = folder / "text" / "geoparsing"
    if texts.exists():
        rows += gold.rows("GeoVirus", gold.geovirus(texts / "GeoVirus.xml"), gazetteer)
        if not options.quick:
            rows += gold.rows("LGL", gold.lgl(texts / "lgl.xml"), gazetteer)
    if (folder / "events").exists():
        rows += ucdp.rows(folder, gazetteer, options.quick)
    rows += descriptions.rows(gazetteer)
    finish(rows, options)


if __name__ == "__main__":
    main()
