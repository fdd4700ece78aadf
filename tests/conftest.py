"""A developer's own place packs change no test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def _no_packs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    patch.setenv("FIRSTLIGHT_PLACES", str(tmp_path_factory.mktemp("packs")))
    yield
    patch.undo()
