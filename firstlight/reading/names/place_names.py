"""Which of the capitalised words are places, how near the words put one, and what it lies in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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

_ROADS = words("road roads highway route routes motorway supply line railway")
_TAIL_NOISE = words("army police militia brigade observatory")
_GLUE = words(
    "in of northern southern eastern western central north south east west city's capital "
    "south-western north-western north-eastern south-eastern northeastern northwestern "
    "southeastern southwestern centre center part heart region's port military air main"
)


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
        article = first > 0 and sentence[first - 1].lower == "the"
        sure = bool(country or syntax or (peopled and len(name) > 3 and not article))
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
            ):
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
        if self._country(name) or features.startswith(("ADM", "PCL", "RGN", "CONT")):
            precision = "area"
            if after and after[0] in SETTLEMENT_WORDS:
                precision = "exact"
        if after and after[0] in SITE_MODIFIERS and len(after) > 1 and after[1] in SITE_WORDS:
            end = last + 2
            precision = "exact"
        elif after and after[0] in SITE_WORDS and after[0] not in ("road", "highway", "front"):
            end = last + 1
            precision = "exact"
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
            return back in DIRECTIONS or back in OUTSKIRTS
        if word == "from":
            return back in DIRECTIONS
        if word in ("to", "into", "between", "and"):
            ahead = {w.lower for w in sentence[max(0, at - 4) : at]}
            return bool(ahead & _ROADS) or back == "close"
        return False

    def _within(self, sentence: Sequence[Word], places: list[PlaceMention]) -> list[PlaceMention]:
        """Each place with the larger place that the words put it in."""
        out: list[PlaceMention] = []
        for number, one in enumerate(places):
            following = places[number + 1] if number + 1 < len(places) else None
            previous = places[number - 1] if number else None
            whole: PlaceMention | None = None
            if following is not None:
                between = [w.lower for w in sentence[one.last + 1 : following.first]]
                after = places[number + 2] if number + 2 < len(places) else None
                if _puts_in(between, following) and not (
                    between == [","] and _listed(sentence, previous, one, following, after)
                ):
                    whole = following
            if whole is None and previous is not None and one.place.precision != "area":
                between = [w.lower for w in sentence[previous.last + 1 : one.first]]
                if (
                    between
                    and between[0] == "'s"
                    and len(between) <= 4
                    and not (set(between) & {",", "and"})
                ):
                    whole = previous
            if whole is None and one.place.precision == "within":
                whole = next(
                    (
                        p
                        for p in places
                        if p is not one
                        and p.place.precision in ("exact",)
                        and abs(p.first - one.last) < 12
                        and p.listed
                    ),
                    None,
                )
            if whole is not None and whole.name != one.name:
                out.append(replace(one, place=replace(one.place, within=whole.name)))
            else:
                out.append(one)
        return out


def _listed(
    sentence: Sequence[Word],
    previous: PlaceMention | None,
    one: PlaceMention,
    following: PlaceMention,
    after: PlaceMention | None,
) -> bool:
    """Whether "X, Y" are two of a list ("W, X, Y and Z") rather than a place and its whole."""
    if following.area and not one.area:
        return False
    for left, right in ((previous, one), (following, after)):
        if left is None or right is None:
            continue
        between = [w.lower for w in sentence[left.last + 1 : right.first]]
        if between in ([","], ["and"], [",", "and"]):
            return True
    return False


def _puts_in(between: Sequence[str], following: PlaceMention) -> bool:
    """Whether the words between two names say that the first lies in the second."""
    if not following.sure:
        return False
    if between == [","]:
        return following.listed or following.place.precision == "area"
    text = [word for word in between if word not in ("the", "a", ",")]
    if not text or len(text) > 7:
        return False
    kinds = SETTLEMENT_WORDS | AREA_WORDS | PART_WORDS | SITE_WORDS | _GLUE
    joins = [word for word in text if word in ("in", "of")]
    if not joins or following.place.precision == "near":
        return False
    if text[-1] == "of" and text[0] not in (
        "in",
        "quarter",
        "district",
        "neighbourhood",
        "neighborhood",
        "suburb",
        "area",
        "part",
        "ward",
    ):
        return False
    return all(word in kinds for word in text)
