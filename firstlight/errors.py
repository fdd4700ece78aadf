"""What can go wrong by the user's own doing: one sentence that names the thing and the repair."""

from __future__ import annotations


class FirstlightError(Exception):
    """A mistake in the input; its message is one sentence naming the thing and what to do."""


class ReportError(FirstlightError):
    """A report that cannot be read; the other reports go on without it."""


class SettingsError(FirstlightError):
    """A key or a value in `case.toml` that cannot be used."""
