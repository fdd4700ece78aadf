"""Who holds what: for each place and day a probability for each side, contested and unknown apart.

>>> from firstlight import control
>>> result = control.infer(facts, reports, settings)          # doctest: +SKIP
>>> control.holder_on(result, "gn:99454", date(2016, 6, 17))  # doctest: +SKIP
'iraq'
"""

from firstlight.control.inference import infer
from firstlight.control.result import CONTESTED, UNKNOWN, Control, holder_on, towns
from firstlight.control.sides import slug

__all__ = ["CONTESTED", "UNKNOWN", "Control", "holder_on", "infer", "slug", "towns"]
