"""What may be a date or something else: a bare number, "may", "the fall", "winter clothing".

All questions here are asked of lower-cased plain text on both sides of the words in doubt; `before`
is at most 40 characters, `after` at most 24.
"""

from __future__ import annotations

import re

from firstlight.reading.dates import words

_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|of|since|from|to|until|till|by|before|after|during|year|early|late|mid|throughout|"
    r"between|the|through|into|and|or|for|'s|s'|around|circa|with|(?:late|early)\s+as)|[(\[,;:–-]|"
    r"^[^\w]*)\s*$"
)
_COUNTED = re.compile(
    r"\s*(?:people|persons|men|women|children|civilians|troops|soldiers|fighters|rebels|militants|"
    r"families|households|houses|homes|villages|others|more|tanks|aircraft|casualties|prisoners|"
    r"dead|killed|wounded|injured|displaced|refugees|idps|returnees|km|kilomet|met(?:re|er)|miles|"
    r"tons|tonnes|hours|guns|ships|planes|cases|patients|volunteers|workers|members|residents|"
    r"inhabitants|local|\d)"
)
_PLURAL = re.compile(r"\s+(?:[a-z-]+\s+)?(?!(?:was|has|its|his|this|as|is|us)\b)[a-z-]*[a-rt-z]s\b")
_COUNTING = re.compile(
    r"(?:\b(?:resolutions?|highway|route|flight|articles?|section|act|law|decree|order|directive|"
    r"page|hill|height|point|unit|squadron|room|some|about|over|nearly|almost|than|least|most|roughly|approximately|only|to|no|no\.|"
    r"number|numbered|numbering|total|totalling|another|other|additional|of\s+the|[+×x*])|"
    r"[$€£#+(])\s*$"
)
_BARE_BEFORE = re.compile(
    r"\b(?:in|by|since|until|till|before|after|during|late|early|mid|year|between\s+\d+\s+and|"
    r"(?:campaigns?|invasions?|expeditions?|events|battles?|spring|summer|autumn|winter|end|"
    r"beginning)\s+of)\s+$"
)
_TO_BC = re.compile(r"\s*(?:to|and|until|or|[-–])\s*\d{1,4}\s+b\.?c")


def is_year(text: str, before: str, after: str, *, historical: bool) -> bool:
    """Whether a number of four digits is a year; in a history it is unless it counts something."""
    if words.BEFORE_CHRIST.match(text):
        return True
    if _COUNTED.match(after):
        return False
    if _YEAR_BEFORE.search(before):
        return True
    return historical and not _COUNTING.search(before) and not _PLURAL.match(after)


def is_year_before_christ(before: str, after: str, *, ancient: bool) -> bool:
    """Whether a number of two or three digits is one: "264 to 241 BC", "in 264" of a Punic war."""
    if _TO_BC.match(after):
        return True
    counted = _COUNTED.match(after) or _PLURAL.match(after)
    return ancient and not counted and _BARE_BEFORE.search(before) is not None


def is_counted(after: str) -> bool:
    """Whether the number before `after` counts people or things ("2000 men")."""
    return _COUNTED.match(after) is not None


# --- months and seasons ---------------------------------------------------------------------------

_CAPITAL = frozenset(("march", "mar", "may", "sun", "sat", "dec", "jan"))
_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|during|by|until|till|of|from|to|and|before|after|through|throughout|between|,)"
    r"\s*$"
)


def is_month(text: str, written: str, before: str, *, alone: bool) -> bool:
    """Whether `text` names a month and no verb ("may", "march"). alone: without day or year."""
    name = words.MONTH.search(text)
    if name is None or name.group() not in _CAPITAL:
        return True
    if name.group() not in {word.lower() for word in re.findall(r"[A-Z]\w+", written)}:
        return False
    verb = alone and text in ("may", "march", "mar", "sun")
    return not verb or _BEFORE_MONTH.search(before) is not None


_ATTRIBUTE = re.compile(
    r"\s+(?:quarters|clothing|clothes|uniforms?|weather|conditions|food|months|season|camps?|"
    r"equipment|coats?|boots|gear|snows?|rains?|heat|cold)\b"
)
_CAMPAIGN = re.compile(r"\s+(?:offensives?|campaigns?|operations?|uprising|war)\b")
_OF_YEAR = re.compile(r"\s+\w+\s+(?:of|in)\s+(?P<year>\d{4})\b")
_THROUGH = re.compile(r"\b(?:in|during|throughout|through|over|by|until|since)\s+$")


def is_attribute(text: str, after: str) -> bool:
    """Whether a season says of what kind something is ("winter quarters") and dates nothing."""
    return " " not in text and _ATTRIBUTE.match(after) is not None


def season_of(text: str, written: str, before: str, after: str) -> str | None:
    """What to read for a season that might be a verb or a defeat; None where it is.

    In a history "the Spring Offensive" is of a spring (and of its year, if that follows), and what
    lasts "throughout the fall" lasts through one.
    """
    offensive = written[:1].isupper() and _CAMPAIGN.match(after)
    if not offensive and (after.startswith(" of") or not _THROUGH.search(before)):
        return None
    told = _OF_YEAR.match(after)
    return f"the {text.split()[-1]} {told['year'] if told else ''}"
