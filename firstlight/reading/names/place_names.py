"""Which of the capitalised words are places, how near the words put one, and what it lies in."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from firstlight.reading.lexicon import lexicon, rows
from firstlight.reading.names.mentions import (
    AREA_WORDS,
    DIRECTIONS,
    LONGEST_NAME,
    MONTH_LIKE,
    NEAR_WORDS,
    OUTSKIRTS,
    PART_WORDS,
    PEOPLED,
    PLACE_PREPOSITIONS,
    SETTLEMENT_WORDS,
    SITE_MODIFIERS,
    SITE_WORDS,
    PlaceMention,
    written,
)
from firstlight.reading.syntax.tag_words import words
from firstlight.reading.syntax.verb_tags import Word
from firstlight.records import Candidate, Place, PlaceNames

SHORT = 5
"""Letters up to which a bare word must look like the listed name to be taken for it."""
_VENUES = words("centre center hall halls hotel complex building tower palace compound theatre")
_ROADS = words("road roads highway route routes motorway supply line railway")
_OF_A_PLACE = words(
    "residents inhabitants population siege encirclement bombardment shelling outskirts"
)
_TERRAIN = words("mount mt")
_BELONGS = OUTSKIRTS | words(
    "slopes slope centre center suburbs suburb districts district airport hospital market port "
    "streets residents inhabitants"
)
_SIDES = words(
    "northern southern eastern western northeastern northwestern southeastern southwestern "
    "north-eastern north-western south-eastern south-western"
)
"""Adjectives that stand before a place, though a province somewhere bears the bare word."""
_TAIL_NOISE = words("army police militia brigade observatory")


class PlaceFinder:
    """Finds places among names, with a gazetteer."""

    def __init__(self, places: PlaceNames) -> None:
        self._lookup = places.lookup
        self._cache: dict[str, tuple[Candidate, ...]] = {}
        self._kinds: dict[str, frozenset[str]] = {}
        for row in rows("names.csv"):
            self._kinds[row["kind"]] = frozenset(row["words"].split())

    def known(self, name: str) -> tuple[Candidate, ...]:
        """Gazetteer entries by this name (kept, as reports repeat their places)."""
        key = name.lower()
        if key in _SIDES:
            return ()
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) > 50_000:
                self._cache.clear()
            found = tuple(self._lookup(name))
            self._cache[key] = found
        return found

    def _places(self, sentence: Sequence[Word], first: int, last: int) -> list[PlaceMention]:
        lex = lexicon()
        while first <= last and (
            sentence[first].lower in lex.adjectives
            and not (first == last and self._syntax(sentence, first, last))
        ):
            first += 1
        while last > first and sentence[last].lower in _TAIL_NOISE:
            last -= 1
        if first > last:
            return []
        out: list[PlaceMention] = []
        start = first
        while start <= last:
            end = self._longest(sentence, start, last)
            mention = self._mention(sentence, start, end)
            if mention is not None:
                out.append(mention)
            start = end + 1
        return out

    def _longest(self, sentence: Sequence[Word], start: int, last: int) -> int:
        """The end of the longest known name from `start`; the whole run where none is known."""
        after = sentence[last + 1].lower if last + 1 < len(sentence) else ""
        if start == last or after in SITE_WORDS | PART_WORDS:
            return last
        for end in range(min(last, start + LONGEST_NAME - 1), start - 1, -1):
            name = written(sentence, start, end)
            if self._country(name) or self.known(name):
                rest = written(sentence, end + 1, last) if end < last else ""
                # "Jebel Moya" is no "Jebel": a part is a name only where the rest is one too
                if not rest or self.known(rest) or self._country(rest) or self._speaks(rest):
                    return end
        return last

    def _speaks(self, rest: str) -> bool:
        """Whether what follows a name is plainly another thing ("Aleppo Army")."""
        lower = rest.split()[0].lower()
        lex = lexicon()
        return (
            lower in lex.adjectives
            or "force" in lex.classes(lower)
            or lower in self._kinds["title"]
        )

    def _country(self, name: str) -> bool:
        return name.lower() in lexicon().countries

    def _mention(self, sentence: Sequence[Word], first: int, last: int) -> PlaceMention | None:
        name = written(sentence, first, last)
        lower = name.lower()
        lex = lexicon()
        if lower in self._kinds["noun_not_place"] or (lower in MONTH_LIKE and first == last):
            return None
        if lower in lex.adjectives and lower not in lex.countries:
            return None
        if lower in self._kinds["organisation_name"]:
            return None
        candidates = self.known(name)
        country = self._country(name)
        syntax = self._syntax(sentence, first, last)
        if first == 0 and not syntax and not candidates and not country:
            return (
                self._build(sentence, first, last, name, candidates, False)
                if (first != last or sentence[first].tag == "E")
                else None
            )
        peopled = bool(candidates) and candidates[0].population >= PEOPLED
        if first == last and (lower in self._kinds["common"] or _unlike(name, candidates)):
            peopled = False
            if not syntax:
                candidates = ()
        article = first > 0 and sentence[first - 1].lower == "the"
        taken = first > 0 and sentence[first - 1].tag == "V" and bool(candidates)
        if first > 1 and sentence[first - 1].lower == "of" and candidates:
            taken |= "people" in lex.classes(sentence[first - 2].lower)  # "residents of X"
        taken = taken and not _unlike(name, candidates)
        short = len(name) < 3 or lower in self._kinds["first_name"]
        sure = bool(country or syntax or taken or (peopled and not short and not article))
        return self._build(sentence, first, last, name, candidates, sure)

    def _syntax(self, sentence: Sequence[Word], first: int, last: int) -> bool:
        """Whether the words beside the name say that it is a place."""
        lex = lexicon()
        before = sentence[first - 1] if first else None
        after = sentence[last + 1] if last + 1 < len(sentence) else None
        if before is not None and before.lower in PLACE_PREPOSITIONS and before.tag in "PBT":
            if before.lower in ("for", "on", "to", "from", "between", "over"):
                return bool(after is None or after.tag not in "NEO") and before.lower != "for"
            return True
        if before is not None and before.lower == "of" and first > 1:
            head = lex.classes(sentence[first - 2].lower)
            if (
                head & {"place", "site", "outskirts", "siteport"}
                or sentence[first - 2].lower in DIRECTIONS
                or sentence[first - 2].lower in _OF_A_PLACE
            ):
                return True
        if sentence[first].lower in _TERRAIN and last > first:
            return True
        if after is not None and after.tag == "O":
            owned = sentence[last + 2 : last + 5]
            for word in owned:
                if word.tag not in "JNBU":
                    break
                if word.lower in _BELONGS:
                    return True
        if after is not None and after.tag in "NE":
            ahead = after.lower
            if ahead in SETTLEMENT_WORDS | AREA_WORDS | PART_WORDS | SITE_WORDS:
                return True
            if ahead in SITE_MODIFIERS and last + 2 < len(sentence):
                return sentence[last + 2].lower in SITE_WORDS
        return bool(
            before is not None
            and before.tag == "N"
            and before.lower
            in SETTLEMENT_WORDS
            | {"province", "district", "mount", "lake", "river", "neighbourhood"}
        )

    def _build(
        self,
        sentence: Sequence[Word],
        first: int,
        last: int,
        name: str,
        candidates: Sequence[Candidate],
        sure: bool,
    ) -> PlaceMention:
        end, precision = last, "exact"
        after = [w.lower for w in sentence[last + 1 : last + 4]]
        features = candidates[0].feature if candidates else ""
        if self._country(name) or features.startswith(
            ("ADM", "PCL", "RGN", "CONT", "VAL", "PEN", "MTS")
        ):
            precision = "area"
            if after and after[0] in SETTLEMENT_WORDS:
                precision = "exact"
        if after and after[0] in SITE_MODIFIERS and len(after) > 1 and after[1] in SITE_WORDS:
            end = last + 2
            precision = "exact"
        elif after and after[0] in SITE_WORDS and after[0] not in ("road", "highway", "front"):
            end = last + 1
            precision = "exact"
        elif self._venue(sentence, first, last):
            end, precision = last + 2, "exact"
        elif after[:2] == ["district", "of"]:
            precision = "within"
        elif after and after[0] in AREA_WORDS:
            end = last + 1
            precision = "area"
        elif sentence[last].lower in AREA_WORDS and first < last:
            precision = "area"
        elif after and after[0] in PART_WORDS:
            precision = "within"
        elif first > 1 and sentence[first - 1].lower == "of":
            head = sentence[first - 2].lower
            if first > 2 and sentence[first - 3].tag == "E":
                head = ""  # "the Shuhada quarter of Fallujah": the quarter has its own name
            if head in AREA_WORDS and head not in ("zone", "valley"):
                precision = "area"
            elif head in PART_WORDS and head != "area":
                precision = "within"
        area = precision == "area"
        settled = features.startswith("PPL") and features != "PPLX" and end == last
        settled |= bool(after) and after[0] in SETTLEMENT_WORDS
        settled |= first > 1 and sentence[first - 2].lower in SETTLEMENT_WORDS
        if precision in ("exact", "area") and self._nearby(sentence, first):
            precision = "near"
        shown = written(sentence, first, end)
        place = Place(name=shown, precision=precision)  # type: ignore[arg-type]
        return PlaceMention(
            sentence[first].token.start,
            sentence[end].token.end,
            place,
            first,
            end,
            bool(candidates) or self._country(name),
            sure,
            area,
            settled and not area,
        )

    def _venue(self, sentence: Sequence[Word], first: int, last: int) -> bool:
        """ "The Ouagadougou conference centre" is a building, not its namesake."""
        if last + 2 >= len(sentence) or first == 0 or sentence[first - 1].lower != "the":
            return False
        between, head = sentence[last + 1], sentence[last + 2]
        return (
            between.tag == "N" and between.lower not in SETTLEMENT_WORDS and head.lower in _VENUES
        )

    def _nearby(self, sentence: Sequence[Word], first: int) -> bool:
        """Whether the words before the name put it near ("south of", "the road to")."""
        at = first - 1
        if at >= 0 and sentence[at].tag in "DJ":
            at -= 1
        while (
            at >= 1
            and sentence[at].lower == "of"
            and (sentence[at - 1].lower in SETTLEMENT_WORDS | {"capital"})
        ):
            at -= 2
            while at >= 0 and sentence[at].tag in "DJ":
                at -= 1
        if at < 0:
            return False
        word = sentence[at].lower
        back = sentence[at - 1].lower if at else ""
        if word in NEAR_WORDS:
            return True
        if word == "of":
            inside = at > 2 and sentence[at - 2].lower == "the" and sentence[at - 3].lower != "to"
            return (back in DIRECTIONS and not inside) or back in OUTSKIRTS
        if word == "from":
            return back in DIRECTIONS
        if word in ("to", "into", "between", "and"):
            ahead = {w.lower for w in sentence[max(0, at - 4) : at]}
            return bool(ahead & _ROADS) or back == "close"
        return False


def _unlike(name: str, candidates: Sequence[Candidate]) -> bool:
    """Whether a short word is only another spelling's key ("Both" is not Beirut)."""
    if len(name) > SHORT or not candidates:
        return False
    listed = candidates[0].name.lower()
    return SequenceMatcher(None, name.lower(), listed).ratio() < 0.7
