"""Which reader a case reads with, by the name that `reading.reader` or `--reader` gives it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from firstlight.errors import SettingsError
from firstlight.reading import Reader, RulesReader
from firstlight.records import PlaceNames
from firstlight.settings import Settings

ANSWERS = "answers.db"
"""Where a case keeps what a language model answered, beside case.toml."""


def reader_of(
    settings: Settings,
    places: PlaceNames,
    folder: Path,
    name: str | None = None,
    warn: Callable[[str], None] | None = None,
) -> Reader:
    """The reader of this name (the settings' own where None), set up for the case in `folder`.

    Errors
    ------
    SettingsError where a language model is asked for and `[reading.llm]` does not describe one.
    """
    actors = settings.actor_list()
    match name or settings.reading.reader:
        case "llm":
            from firstlight.reading.llm import Endpoint, LlmReader

            if settings.reading.llm is None:
                raise SettingsError(
                    "Reading with a language model needs [reading.llm] with base_url and model in "
                    "case.toml; add it (docs/llm.md), or choose another reader."
                )
            endpoint = Endpoint(**settings.reading.llm.model_dump())
            return LlmReader(endpoint, places, actors, cache=folder / ANSWERS, warn=warn)
        case "model":
            from firstlight.reading.learned import ModelReader

            return ModelReader(places, actors)
        case _:
            return RulesReader(places, actors)
