"""The shipped weights: an ONNX graph for the encoder and its thin heads, arrays for the pairs.

`reader.onnx` (int8) takes word pieces and gives, for every word, the logits of all tag tasks and
the projections of all pair tasks. `heads.npz` holds what scores pairs, `tasks.json` the classes
and widths in their order, `tokenizer.json` the vocabulary. Where each comes from: NOTICE.

One run reads one piece of text, never several side by side: int8 scales its inputs by the largest
number it meets, so in a shared run the answer for one report would hang on its neighbours.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from firstlight.errors import FirstlightError
from firstlight.reading.model.calibration import Calibration
from firstlight.reading.model.encoding import Pieces

FOLDER = Path(__file__).parents[2] / "data" / "model"

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Scores:
    """What the graph says of one text of W words."""

    tags: dict[str, Floats]
    """Logits [W, classes] of each tag task."""
    projected: dict[str, Floats]
    """[W, width] of each side of each pair task."""


class Weights:
    """The model in memory. workers: texts read at the same time, one core each; None: all."""

    def __init__(self, folder: Path = FOLDER, workers: int | None = None) -> None:
        try:
            self.tasks: dict[str, Any] = json.loads((folder / "tasks.json").read_text("utf-8"))
            with np.load(folder / "heads.npz") as arrays:
                self.arrays = {name: arrays[name].astype(np.float32) for name in arrays.files}
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = 1
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            self._session = onnxruntime.InferenceSession(
                (folder / "reader.onnx").read_bytes(), options, ["CPUExecutionProvider"]
            )
            self.pieces = Pieces(folder / "tokenizer.json")
            self.calibration = Calibration.open(folder)
        except (OSError, ValueError, KeyError) as error:
            raise FirstlightError(
                f"The reading model in {folder} cannot be opened ({error}); install Firstlight "
                'anew, or set reader = "rules" under [reading] in case.toml.'
            ) from None
        self.workers = workers or os.cpu_count() or 1
        tags = [(name, len(classes)) for name, classes in self.tasks["tags"].items()]
        self._tags = _slices(tags)
        self._projections = _slices([(str(n), int(w)) for n, w in self.tasks["widths"].items()])

    def score(self, words: Sequence[str]) -> Scores:
        """One text of at least one word; its pieces must be fewer than 511."""
        batch = self.pieces.batch([words])
        tags, projected = self._session.run(
            None,
            {"ids": batch.ids, "case": batch.case, "mask": batch.mask, "first": batch.first},
        )
        return Scores(
            {name: tags[0][:, part] for name, part in self._tags.items()},
            {name: projected[0][:, part] for name, part in self._projections.items()},
        )

    def scores(self, texts: Iterable[Sequence[str]]) -> Iterator[Scores]:
        """Many texts in their order, `workers` at a time; only a few lie in memory at once."""
        if self.workers == 1:
            yield from map(self.score, texts)
            return
        waiting = iter(texts)
        with ThreadPoolExecutor(self.workers) as pool:
            held: list[Future[Scores]] = [
                pool.submit(self.score, text) for text in islice(waiting, 4 * self.workers)
            ]
            while held:
                first = held.pop(0)
                for text in islice(waiting, 1):
                    held.append(pool.submit(self.score, text))
                yield first.result()


def _slices(sizes: Sequence[tuple[str, int]]) -> dict[str, slice]:
    out, at = {}, 0
    for name, size in sizes:
        out[name] = slice(at, at + size)
        at += size
    return out
