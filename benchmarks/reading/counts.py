"""Counts, as the scorer of labels has them."""

from training.score import Counts

__all__ = ["Counts"]
