"""The classes of a noun phrase, from its head and the words before it."""

from __future__ import annotations

from dataclasses import dataclass

from firstlight.reading.lexicon import lexicon
from firstlight.reading.names.coreference import Memory
from firstlight.reading.names.mentions import (
    Named,
    PlaceMention,
)
from firstlight.reading.names.namer import Namer
from firstlight.reading.syntax.clauses import Parsed
from firstlight.reading.syntax.tag_words import words
from firstlight.reading.syntax.verb_groups import Phrase
from firstlight.reading.text.document import Sentence
from firstlight.records import SiteKind

_MILITARY = words("military army training naval special-forces militia rebel garrison")


_CARRIERS = words("ship ships boat boats vessel plane planes flight flights train barge barges")


_UP_TO_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_SMALL = {
    word: float(value)
    for value, word in enumerate(
        _UP_TO_TWENTY.split()
    )
} | {
    "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0,
    "eighty": 80.0, "ninety": 90.0, "dozen": 12.0, "hundred": 100.0, "thousand": 1000.0,
}  # fmt: skip


@dataclass(slots=True)
class Heads:
    """One sentence, with the classes of its noun phrases."""

    sentence: Sentence
    parsed: Parsed
    named: Named
    namer: Namer
    memory: Memory

    def words(self, phrase: Phrase) -> list[str]:
        return [word.lower for word in self.parsed.words[phrase.start : phrase.end]]

    def apposed(self, phrase: Phrase) -> Phrase | None:
        """The noun phrase that this one explains: "Baghouz, the last pocket"."""
        found = self.parsed.phrases
        for index, one in enumerate(found):
            if one is phrase:
                if index > 1 and found[index - 1].kind == "," and found[index - 2].kind == "NP":
                    return found[index - 2]
                return None
        return None

    def _mention(self, phrase: Phrase) -> PlaceMention | None:
        """The place the phrase names: the one at its head, else one that owns nothing in it."""
        found = [
            one for one in self.named.places if phrase.start <= one.first and one.last < phrase.end
        ]
        if len(found) < 2:
            return found[0] if found else None
        sentence = self.parsed.words
        for one in found:
            if one.first <= phrase.head <= one.last:
                return one
        free = [
            one
            for one in found
            if one.last + 1 >= len(sentence) or sentence[one.last + 1].tag != "O"
        ]
        return next((one for one in free if one.sure), (free or found)[0])

    def _classes(self, phrase: Phrase, lowers: list[str]) -> frozenset[str]:
        head = self.parsed.words[phrase.head]
        lex = lexicon()
        classes = set(lex.classes(head.lower))
        modifiers = set(lowers[: phrase.head - phrase.start])
        if head.tag == "U" or (
            head.tag == "J" and head.lower in ("wounded", "injured", "displaced")
        ):
            classes |= {"number", "people"}
        if (
            "aid" in classes
            and head.lower.startswith(("convoy", "truck", "lorr"))
            and modifiers & (_MILITARY | {"military", "army", "police", "supply", "isis"})
        ):
            classes = {"force", "site"}
        if head.lower in ("line", "lines"):
            if modifiers & {"supply", "communication", "railway", "rail"}:
                classes = {"road"}
            elif modifiers & {"front", "defence", "defense", "defensive"}:
                classes = {"front"}
            else:
                classes -= {"supply", "place"}
        if (
            head.lower
            in (
                "party",
                "side",
                "sides",
                "group",
                "groups",
                "movement",
                "organisation",
                "organization",
                "unit",
                "company",
                "command",
                "wing",
                "patrol",
                "column",
                "columns",
                "fleet",
                "crew",
                "authorities",
                "government",
                "regime",
            )
            and head.lower in ("group", "groups")
            and not (
                modifiers
                & {"armed", "militant", "rebel", "the", "jihadist", "extremist", "islamist"}
                or self.named.actors_in(phrase.start, phrase.end)
            )
        ):
            classes -= {"force"}
        if head.lower in ("officers", "guard", "guards") and "people" in classes:
            classes -= {"people"}
        if head.lower in (
            "members",
            "member",
            "elements",
            "element",
            "leaders",
            "commanders",
            "men",
        ):
            owner = any("force" in lex.classes(word) for word in modifiers - {"party", "staff"})
            if head.lower == "commanders":
                owner |= any(word in lex.adjectives for word in modifiers)
            if owner or self.named.actors_in(phrase.start, phrase.end):
                classes = {"force"}
        if head.lower == "hunters" and phrase.head > phrase.start:
            beside = self.parsed.words[phrase.head - 1]
            if beside.tag == "N" and "force" not in lex.classes(beside.lower):
                classes -= {"force"}  # bargain hunters
        if head.lower in _CARRIERS and modifiers & {"aid", "relief", "food", "humanitarian"}:
            classes = {"aid"}
        if head.lower in ("men", "man", "youths", "boys"):
            owned = any(word.tag == "O" for word in self.parsed.words[phrase.start : phrase.head])
            after = {w.lower for w in self.parsed.words[phrase.head + 1 : phrase.head + 5]}
            uniformed = bool(after & {"uniform", "uniforms", "fatigues"})
            if owned or uniformed or modifiers & {"his", "armed", "masked", "uniformed"}:
                classes = {"force"}
        if "suicide" in modifiers:
            classes -= {"air"}
        if head.lower == "force" and "air" in modifiers:
            classes |= {"air"}
        if "mine" in classes and head.lower.startswith("device") and "explosive" not in modifiers:
            classes -= {"mine"}
        if head.lower in ("food", "water") and "food" in modifiers:
            classes |= {"aid"}
        if head.lower == "access" and modifiers & {"humanitarian", "aid", "relief"}:
            classes |= {"aid"}
        if head.lower in ("point", "points") and modifiers & {"crossing", "border"}:
            classes = {"crossing"}
        if head.lower in ("fire",) and modifiers & {"artillery", "mortar", "rocket", "tank"}:
            classes = {"fire"}
        if head.lower in ("operations", "operation") and modifiers & {"rescue", "relief", "aid"}:
            classes = set()
        if head.lower in ("cell", "cells"):
            classes |= {"force"} if modifiers & {"isis", "terrorist", "sleeper"} else set()
        return frozenset(classes)

    def _site(self, phrase: Phrase, lowers: list[str]) -> SiteKind | None:
        head = self.parsed.words[phrase.head].lower
        lex = lexicon()
        before = set(lowers)
        site: SiteKind | None = None
        if head in lex.heads:
            site = lex.heads[head].site
        elif self.parsed.words[phrase.head].tag == "E":
            for lower in reversed(lowers[: phrase.head - phrase.start + 1]):
                if lower in lex.heads and lex.heads[lower].site:
                    site = lex.heads[lower].site
                    break
        if head in ("point", "points") and before & {"crossing", "border"}:
            site = "crossing"
        if head in ("field", "fields"):
            if before & {"oil", "gas"}:
                site = "oilfield"
            elif before & {"air"}:
                site = "airbase"
        if head in ("base", "bases") and before & {"air", "airforce"} and "defence" not in before:
            site = "airbase"
        if head in ("camp", "camps") and before & _MILITARY:
            site = "base"
        if head in ("station", "stations", "plant") and "police" in before:
            site = "base"
        if (
            head in ("district", "districts")
            and "of" not in before
            and not before & {"city", "residential"}
        ):
            site = "neighbourhood"
        if head in ("hill", "hills"):
            site = None
        return site

    def _count(self, phrase: Phrase, lowers: list[str]) -> float | None:
        """How many: the number before the head, None for "dozens"."""
        total: float | None = None
        for index in range(phrase.start, phrase.head):
            word = self.parsed.words[index]
            if word.tag != "U":
                if total is not None and word.tag == "E":
                    return None
                continue
            value = _number(word.lower)
            if value is None:
                return None
            total = value if total is None else (total * value if value >= 100 else total + value)
        return total


def _number(lower: str) -> float | None:
    if lower in _SMALL:
        return _SMALL[lower]
    if "-" in lower:
        parts = [_SMALL.get(part) for part in lower.split("-")]
        if len(parts) == 2 and parts[0] is not None and parts[1] is not None:
            return parts[0] + parts[1]
    try:
        return float(lower.replace(",", ""))
    except ValueError:
        return None
