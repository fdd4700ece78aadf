"""The example case, run once for all tests of the folder, in a copy of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from firstlight import Case

EXAMPLE = Path(__file__).parents[2] / "examples" / "june-2016"


@pytest.fixture(scope="session", params=["rules", "model"])
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp(f"example-{request.param}") / "june-2016"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("*.db", "brief.html"))
    made = Case.open(folder, reader=request.param).read().update()
    made.brief()
    return made
