"""What a written place says beyond its name, taken apart; nothing is looked up.

"12 km east of Baiji", "between Manbij and Jarabulus", "the last village before the border", "the
dam south of the city", "the road from Misrata to Sirte", "Tal Arn, 5 km south of Aleppo".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from firstlight.places import wording
from firstlight.places.directions import WAY_LIKE, bearing, km_of
from firstlight.places.evidence import country_shares
from firstlight.places.nouns import Form, Phrase, described, named, site, without_article
from firstlight.places.words import (
    CENTRES,
    EDGES,
    PARTS,
    SETTLEMENTS,
    SIDES,
    SITES,
    SURROUNDINGS,
)

__all__ = ["Form", "Phrase", "bearing", "parse", "starts"]

_NOUNS = EDGES | SURROUNDINGS | PARTS | SIDES | CENTRES | SETTLEMENTS | SITES.keys()
OFF_KM = 5.0
"""Km from the shore that "off the coast" is taken for."""
LONGEST = 240
"""Characters beyond which what is written is no place."""


@lru_cache(maxsize=16_384)
def parse(name: str) -> Phrase:
    """Take a written place apart. Nothing is looked up."""
    text = " ".join(name.split()) if len(name) <= LONGEST else name.strip()
    if len(text) > LONGEST:
        return Phrase(text, text)
    for needless in (wording.LEADING_IN, wording.OVER, wording.SIDE_OF_BORDER):
        text = needless.sub("", text)
    text = _uncapitalised(text)
    for form in _FORMS:
        found = form(text)
        if found is not None:
            return replace(found, whole=text)
    return _hung(text) or _bare(text)


def starts(text: str) -> list[int]:
    """Where in a text a description of a place may begin ("... 12 km east of")."""
    return [match.start() for match in wording.START.finditer(text)]


def _uncapitalised(text: str) -> str:
    """ "Villages south of X" begins a sentence; "Port of Spain" and "Central Park" do not."""
    first, _, rest = text.partition(" ")
    if (
        not first.istitle()
        or not rest[:1].islower()
        or (first.lower() in SITES and rest[:3] == "of ")
    ):
        return text
    lower = f"{first.lower()} {rest}"
    words = rest.split(" ")
    plain = first.lower() in _NOUNS or re.fullmatch(WAY_LIKE, first.lower())
    return lower if plain or site([first.lower(), words[0]])[1] == 2 else text


def _bare(text: str) -> Phrase:
    """A name or a noun, with or without what it is of: "the port of Sirte", "southern edge"."""
    bare = without_article(text)
    of = wording.OF.match(bare)
    if of and of["what"] == of["what"].lower():
        what = described(of["what"])
        if what is not None:
            return _joined(what, _anchor(of["rest"]), text)
    found = described(bare)
    if found is not None:
        return found
    inside = wording.IN_LARGER.match(bare)
    if inside:
        return replace(named(inside["what"]), of=parse(inside["larger"]).anchor)
    part = wording.NAMED_OF.match(bare)
    if part:
        what = named(part["what"])
        if what.kinds:
            return replace(what, of=_anchor(part["rest"]).anchor)
    return named(bare)


def _joined(what: Phrase, inner: Phrase, text: str) -> Phrase:
    """A described noun and the place that it is of."""
    if what.form and not (what.kinds and not what.part):
        head = inner.head or inner.of
        return replace(what, head=head, kinds=() if head else what.kinds, whole=text)
    if what.settlement or what.area:
        return replace(inner, settlement=what.settlement, area=what.area or inner.area)
    if what.kinds and inner.form:
        return replace(inner, head="", kinds=what.kinds, of=inner.anchor, whole=text)
    return replace(what, of=inner.head or inner.of, whole=text)


def _hung(text: str) -> Phrase | None:
    """A noun or a name before a description: "the dam 5 km south of X", "Tal Arn, south of X"."""
    for start in starts(text):
        left, right = text[:start].strip(" ,(–-"), text[start:].strip(" )")
        left = re.sub(r"\s+(?:lying|located|situated|which lies|about|that lies)$", "", left)
        if not left:
            continue
        where = next((found for form in _FORMS if (found := form(right)) is not None), None)
        if where is None:
            continue
        what = described(without_article(left))
        if what is None:
            own = _bare(left)
            if left != left.lower() and not own.form:
                return replace(own, beside=where, whole=left)
            return replace(where, whole=text)  # "the front east of X": land without a name
        if what.kinds and not what.part:
            return replace(where, head="", kinds=what.kinds, of=where.anchor, whole=text)
        return replace(where, settlement=what.settlement, area=what.area, whole=text)
    return None


def _anchor(rest: str) -> Phrase:
    """What a description hangs on; an empty head for "the city", which is what was spoken of."""
    rest = wording.COAST.sub("", rest.strip(" ,.;"))
    if wording.THIS_PLACE.match(rest):
        return Phrase("", rest)
    return parse(rest)


def _placed(rest: str | None, form: Form, **more: object) -> Phrase:
    inner = _anchor(rest) if rest else Phrase("", "")
    head = inner.head or inner.of
    given: dict[str, object] = {"head": head, "near": True, "form": form, "area": inner.area} | more
    return Phrase(whole="", **given)  # type: ignore[arg-type]


def _name(rest: str | None) -> str:
    return _anchor(rest).anchor if rest else ""


def _offset(text: str) -> Phrase | None:
    found = wording.OFFSET.match(text)
    if found is None:
        return None
    km = km_of(found)
    if found["way"]:
        inner = _anchor(found["rest"]) if found["rest"] else Phrase("", "")
        if inner.form == "border":
            return replace(inner, km=km)
        towards = wording.TOWARDS.match(found["rest"] or "")
        if towards and " road" in (found["rest"] or ""):
            inner = _anchor(towards["rest"])
        return _placed(inner.anchor, "offset", km=km, bearing=bearing(found["way"]))
    if found["along"]:
        road = _road(f"road {found['road']}") or Phrase("", "")
        if road.to:
            return replace(road, form="offset", km=km)
        return _placed(None, "offset", km=km, to=road.head)
    rest = found["from"]
    towards = wording.TOWARDS.match(rest)
    if towards:
        return _placed(towards["rest"], "offset", km=km, to=_name(towards["to"]))
    aside = wording.TO_THE_WAY.match(rest)
    if aside:
        return _placed(aside["rest"], "offset", km=km, bearing=bearing(aside["way"]))
    inner = _anchor(rest)
    if inner.form == "border":
        return replace(inner, km=km)
    if inner.form == "edge" and inner.bearing is not None:
        return _placed(inner.anchor, "offset", km=km, bearing=inner.bearing)
    return _placed(rest, "offset", km=km)


def _between(text: str) -> Phrase | None:
    found = wording.BETWEEN.match(text)
    if found:
        form: Form = "halfway" if found["mid"] else "between"
        one, two = (wording.TOWNS_OF.sub("", found[which]) for which in ("one", "two"))
        return _placed(one, form, to=_name(two))
    found = wording.HALFWAY.match(text)
    return _placed(found["one"], "halfway", to=_name(found["two"])) if found else None


def _road(text: str) -> Phrase | None:
    bare = re.sub(r"^the\s+(?=\S)", "", text)
    for pattern in wording.ROADS:
        found = pattern.match(bare)
        if found:
            ends = found.groupdict()
            if ends.get("one") and ends.get("two"):
                return _placed(ends["one"], "road", to=_name(ends["two"]))
            end = ends.get("two") or ends.get("one")
            of_town = end is not None and parse(end).kinds and not parse(end).head
            return _placed(end, "near" if of_town else "road")  # "the road to the airport"
    found = wording.NAMED_ROAD.match(text)
    if found:
        return _placed(found["one"], "road", to=_name(found["two"]))
    found = wording.ROAD_SIDE.match(bare)
    return _placed(found["rest"], "side", bearing=bearing(found["way"])) if found else None


def _side(text: str) -> Phrase | None:
    part = wording.PART_OF.match(text)
    if part:
        return _placed(part["rest"], "part", near=False, bearing=bearing(part["way"]))
    found = wording.BARE_WAY.match(text)
    if found:
        return _placed(None, "side", bearing=bearing(found["way"]))
    found = wording.SIDE.match(text)
    return _placed(found["rest"], "side", bearing=bearing(found["way"])) if found else None


def _coast(text: str) -> Phrase | None:
    found = wording.COASTAL.match(text)
    if found is None:
        return None
    off = bool(found["off"]) or found["unit"] is not None
    km = km_of(found) if found["unit"] else (OFF_KM if off else None)
    return _placed(found["rest"], "coast", km=km)


def _bank(text: str) -> Phrase | None:
    found = wording.OPPOSITE.match(text)
    if found and (found["river"] or found["rest"] or found["way"]):
        way = (found["way"] or "").lower()
        degrees = bearing(way) if re.fullmatch(WAY_LIKE, way) else None
        if found["river"] and not found["the"] and not found["rest"]:
            return _placed(found["river"], "part", near=False, bearing=degrees)  # "of Mosul"
        return _placed(found["rest"], "bank", bearing=degrees)
    found = wording.ACROSS.match(text)
    return _placed(found["rest"] or found["face"], "bank") if found else None


def _border(text: str) -> Phrase | None:
    last = wording.LAST.match(text)
    if last:
        inner = _anchor(last["rest"])
        form: Form = "last" if inner.form == "border" else "near"
        across = form == "last" and last["how"].lower() in ("after", "beyond", "across", "over")
        return replace(
            inner, form=form, near=True, settlement=True, km=0.0 if across else None
        )  # fmt: skip
    gate = wording.GATE.match(text)
    if gate:
        return _gate(gate)
    found = wording.FRONTIER.match(text)
    if found is None or wording.AT_BORDER.search(found["whose"]):
        return None
    told = " ".join(part for part in (found["whose"], found["with"], found["pair"]) if part)
    codes = tuple(sorted(country_shares(told)))
    if told.strip() and not codes and found["whose"] not in ("the", "its", ""):
        return None
    degrees = bearing(found["way"]) if found["way"] else None
    return _placed(found["rest"], "border", bearing=degrees, codes=codes)


def _gate(gate: re.Match[str]) -> Phrase | None:
    """A crossing by its neighbour ("the crossing with Jordan"); None for one with a name."""
    whose, across = (gate["whose"] or "").strip(), gate["with"] or ""
    codes = tuple(sorted(country_shares(f"{whose} {across}")))
    if whose and not country_shares(whose):
        return Phrase(whose, "", kinds=("PSTB",)) if across else None
    if not codes:
        return None
    where = _placed(gate["rest"], "border", codes=codes)
    way = bearing(gate["way"]) if gate["way"] else None
    return replace(where, head="", of=where.head, kinds=("PSTB",), bearing=way)


def _rim(text: str) -> Phrase | None:
    found = wording.RIM_OF.match(text)
    what = described(found["what"]) if found else None
    return _joined(what, _anchor(found["rest"]), text) if found and what and what.form else None


def _near(text: str) -> Phrase | None:
    found = wording.NEAR.match(text)
    if found is None:
        return None
    inner = _anchor(found["rest"])
    if inner.form or inner.kinds:
        return inner
    return _placed(found["rest"], "near")


_FORMS: tuple[Callable[[str], Phrase | None], ...] = (
    _coast, _offset, _side, _between, _road, _border, _bank, _rim, _near,
)  # fmt: skip
