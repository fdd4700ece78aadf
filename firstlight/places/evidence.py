"""Which countries a report is about, from the country names and adjectives in its words."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent.parent / "data" / "lexicon" / "demonyms.csv"


@cache
def _words() -> tuple[dict[str, str], re.Pattern[str]]:
    """Country name or adjective to country code, and the pattern that finds them all."""
    found: dict[str, str] = {}
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            people = [word for word in row["people"].split("|") if word]
            for word in [*row["names"].split("|"), *row["adjectives"].split(), *people]:
                if len(word) > 2:
                    found.setdefault(word, row["country"])
    longest = sorted(found, key=len, reverse=True)
    return found, re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})(?:s\b|\b)")


def country_of_people(word: str) -> str | None:
    """The country of an adjective or a name of people: "Syrian", "Kenyans"; None of other words."""
    words, _ = _words()
    return words.get(word) or (words.get(word[:-1]) if word.endswith("s") else None)


def country_shares(text: str, limit: int = 50_000) -> dict[str, float]:
    """Country code to its share (0-1) of the country words in a text's first characters."""
    words, pattern = _words()
    counts: Counter[str] = Counter()
    for match in pattern.finditer(text[:limit]):
        word = match.group()
        counts[words.get(word) or words[word[:-1]]] += 1
    total = sum(counts.values())
    return {code: count / total for code, count in counts.items()} if total else {}
