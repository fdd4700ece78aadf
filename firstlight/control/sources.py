"""Who speaks in a report, and how much a claim adds to those already made.

Two rules of the trade: a party's word for its own gains is worth less than its admission of a
loss, and a story printed five times is one story.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from firstlight.control.rates import (
    NEXT_SOURCE,
    SAME_HAPPENING_DAYS,
    SAME_SOURCE,
)
from firstlight.records import Report

_STATEMENT = re.compile(
    r"\b(statement|communiqu[ée]s?|press (?:release|office)|media (?:office|centre|center)|"
    r"spokes(?:man|woman|person)|general command|operations? (?:command|room|bulletin)|"
    r"military bulletin|war media)\b",
    re.IGNORECASE,
)
_BYSTANDER = re.compile(
    r"\b(UN|United Nations|OCHA|UNHCR|UNICEF|WFP|WHO|IOM|UNSMIL|UNAMI|Red Cross|Red Crescent|ICRC|"
    r"Human Rights Watch|Amnesty|M[ée]decins|MSF|clinic|flash update|situation report)\b"
)
_HEAD = 200  # characters of the text in which an issuer names itself
_NEAR = 60  # characters between an issuer's name and the word that makes it a statement


def source_side(report: Report, written: Mapping[str, str]) -> str | None:
    """The side whose statement a report is, or None.

    `written`: actors' names as they may stand in a text, each to its side. A report is a side's
    statement where its title, or the first 200 characters, name an actor close to "statement",
    "communiqué", "press office" and the like, and no relief or rights body beside it. A wire story
    that opens with what a spokesman said is such a party's word too.
    """
    for region in (report.title, report.text[:_HEAD]):
        if not region or _BYSTANDER.search(region):
            continue
        found: list[tuple[int, int, str]] = []
        for marker in _STATEMENT.finditer(region):
            for name, side in written.items():
                for actor in re.finditer(rf"\b{re.escape(name)}\b", region, re.IGNORECASE):
                    gap = max(actor.start() - marker.end(), marker.start() - actor.end(), 0)
                    if gap <= _NEAR:
                        found.append((gap, -len(name), side))
        if found:
            return min(found)[2]
    return None


def originals(reports: Mapping[str, Report]) -> dict[str, str]:
    """Each report's id to the id of the first of its near-copies; its own where it is no copy."""
    out: dict[str, str] = {}
    for one in reports:
        root, passed = one, {one}
        while root in reports and (earlier := reports[root].similar_to):
            if earlier in passed:
                break
            passed.add(earlier)
            root = earlier
        out[one] = root
    return out


class Tally:
    """How much each further claim of one happening counts: claims in order of publication.

    A claim joins the first happening of its kind whose first claim lies within three days of it.
    Happenings never merge afterwards, so that a later report does not change what an earlier one
    counted for.
    """

    def __init__(self) -> None:
        self._happenings: dict[object, list[tuple[int, int, set[str]]]] = {}

    def discount(self, kind: object, first: int, last: int, source: str) -> float:
        """A factor for the claim's weight: 1 for the first, less for each further source.

        kind: what makes two claims the same but for their dates; first, last: day numbers;
        source: the report that it comes from, or that this one copies.
        """
        happenings = self._happenings.setdefault(kind, [])
        for start, end, sources in happenings:
            apart = max(first - end, start - last, 0)
            if apart <= SAME_HAPPENING_DAYS and abs(last - end) <= 4 * SAME_HAPPENING_DAYS:
                if source in sources:
                    return SAME_SOURCE
                sources.add(source)
                return float(NEXT_SOURCE ** (len(sources) - 1))
        happenings.append((first, last, {source}))
        return 1.0
