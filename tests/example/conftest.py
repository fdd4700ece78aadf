"""The example case, run once for all tests of the folder, in a copy of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from firstlight import Case

EXAMPLE = Path(__file__).parents[2] / "examples" / "june-2016"


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("example") / "june-2016"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("*.db", "brief.html"))
    made = Case.open(folder).read().update()
    made.brief()
    return made
