"""Prose to facts by a language model behind any OpenAI-compatible endpoint: the extra `llm`.

What a model says is never taken on trust: a fact is kept only where its quote, its place and its
number stand in the report (`checking.py`). docs/llm.md tells how to set it up and what it sends.
"""

from __future__ import annotations

from firstlight.reading.llm.endpoint import Endpoint
from firstlight.reading.llm.errors import EndpointError, UnfinishedError
from firstlight.reading.llm.reader import LlmReader
from firstlight.reading.llm.usage import Usage

__all__ = ["Endpoint", "EndpointError", "LlmReader", "UnfinishedError", "Usage"]
