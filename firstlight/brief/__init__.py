"""The answer for a person: one self-contained page, the five lines, and exports."""

from __future__ import annotations

from firstlight.brief.answer import lines
from firstlight.brief.exports import FORMATS, export
from firstlight.brief.line import Line
from firstlight.brief.page import render

__all__ = ["FORMATS", "Line", "export", "lines", "render"]
