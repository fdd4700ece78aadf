"""A sparse constraint matrix as it is written, rule after rule."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass
class Rows:
    """Entries of the constraint matrix as they are written, row after row."""

    count: int = 0
    entries: list[tuple[Ints, Ints, Floats]] = field(default_factory=list)

    def new(self, shape: tuple[int, ...]) -> Ints:
        """Numbers of new rows."""
        start, self.count = self.count, self.count + int(np.prod(shape))
        return np.arange(start, self.count).reshape(shape)

    def put(self, rows: Ints, columns: Ints, values: Floats | float) -> None:
        rows, columns = np.broadcast_arrays(rows, columns)
        self.entries.append(
            (rows.ravel(), columns.ravel(), np.broadcast_to(values, rows.shape).ravel())
        )

    def matrix(self, columns: int) -> sparse.csr_matrix:
        if not self.entries:
            return sparse.csr_matrix((self.count, columns))
        row, column, value = (np.concatenate(part) for part in zip(*self.entries, strict=True))
        return sparse.csr_matrix((value, (row, column)), shape=(self.count, columns))
