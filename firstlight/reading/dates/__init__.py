"""Dates as reports write them, resolved against publication and against each other."""
