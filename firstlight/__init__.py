"""Firstlight reads field reports and plans what must stand ready before a closed place opens.

>>> from firstlight import Case
>>> case = Case.open("examples/june-2016")          # doctest: +SKIP
>>> case.read().update().brief()                    # doctest: +SKIP

Importing the package is cheap: pandas and the solvers are loaded by the stage that needs them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from firstlight.case import Case

__version__ = "0.1.0"
__all__ = ["Case", "__version__"]


def __getattr__(name: str) -> Any:
    if name == "Case":
        from firstlight.case import Case

        return Case
    raise AttributeError(f"module 'firstlight' has no attribute {name!r}")
