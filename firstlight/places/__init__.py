"""Places: names to points, with no server. `Gazetteer` knows them, `resolve` settles names."""

from __future__ import annotations

from firstlight.places.gazetteer import Gazetteer, Match
from firstlight.places.layer import Layer
from firstlight.places.packs.pack import Pack, installed
from firstlight.places.resolve import resolve
from firstlight.places.words import is_common_word

__all__ = ["Gazetteer", "Layer", "Match", "Pack", "installed", "is_common_word", "resolve"]
