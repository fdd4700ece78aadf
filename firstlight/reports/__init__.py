"""Getting reports in: files of several formats to `records.Report`, with their date and text.

>>> from pathlib import Path
>>> from firstlight import reports
>>> report = reports.load(Path("field-report.txt"))  # doctest: +SKIP
"""

from firstlight.reports.copies import link_copies
from firstlight.reports.load import FORMATS, expand, find, load

__all__ = ["FORMATS", "expand", "find", "link_copies", "load"]
