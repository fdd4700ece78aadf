"""Short forms of places ("Ind.", "N.S.W.", "Kenyans"), and the units that a text names."""

from __future__ import annotations

import re
from weakref import WeakKeyDictionary

from firstlight.places.evidence import country_of_people
from firstlight.places.folding import fold, key
from firstlight.places.gazetteer import Gazetteer
from firstlight.places.words import ROMANISED
from firstlight.records import Candidate

# The press's short forms (Associated Press Stylebook; the Canadian Press and Australian Government
# style manuals) to GeoNames' codes of the units.
_STATES = {
    "Ala": "AL", "Ariz": "AZ", "Ark": "AR", "Calif": "CA", "Colo": "CO", "Conn": "CT", "Del": "DE",
    "Fla": "FL", "Ga": "GA", "Ill": "IL", "Ind": "IN", "Kan": "KS", "Kans": "KS", "Ky": "KY",
    "La": "LA", "Md": "MD", "Mass": "MA", "Mich": "MI", "Minn": "MN", "Miss": "MS", "Mo": "MO",
    "Mont": "MT", "Neb": "NE", "Nebr": "NE", "Nev": "NV", "Okla": "OK", "Ore": "OR", "Pa": "PA",
    "Penn": "PA", "Tenn": "TN", "Tex": "TX", "Vt": "VT", "Va": "VA", "Wash": "WA", "Wis": "WI",
    "Wyo": "WY", "N.H": "NH", "N.J": "NJ", "N.M": "NM", "N.Y": "NY", "N.C": "NC", "N.D": "ND",
    "R.I": "RI", "S.C": "SC", "S.D": "SD", "W.Va": "WV", "D.C": "DC",
}  # fmt: skip
_BARE = {
    "NSW": "AU.02", "N.S.W": "AU.02", "Qld": "AU.04", "Vic": "AU.07", "Tas": "AU.06",
    "Ont": "CA.08", "Que": "CA.10", "Alta": "CA.01", "Sask": "CA.11", "B.C": "CA.02",
    "N.B": "CA.04", "N.S": "CA.07", "P.E.I": "CA.09", "Man": "CA.03"
}  # fmt: skip
_CAPITALS = frozenset(["NY", "NJ", "NC", "SC", "NH", "NM", "ND", "SD", "RI", "WV", "DC", "TX"])
"""Postal codes that are written alone; the rest only after a comma ("Gary, IN")."""

LONG = 3
"""Letters of a unit's key that are enough to know it by."""
_PRESS_WORD = re.compile(rf", ({'|'.join(map(re.escape, _STATES))})\.(?!\w)")
_POSTAL = re.compile(r", ([A-Z]{2})\b(?=[\s,.;:)]|$)")
_NAME = re.compile(
    r"\b[^\W\d_a-z][\w'’.-]*(?: (?:of |and |de |da |do |du |la |al-)?[^\W\d_a-z][\w'’.-]*){0,3}"
)
_POSSESSIVE = re.compile(r"(?<=\w)(?:['’]s|(?<=s)['’])$")


def unit_code(name: str) -> str | None:
    """GeoNames' code of the first-level unit that a short form stands for ("Ind." is "US.IN")."""
    plain = name.strip().removesuffix(".").replace(". ", ".")
    if name.rstrip().endswith(".") or "." in plain or plain in ("NSW", "Qld"):
        code = _BARE.get(plain)
        if code:
            return code
    if plain in _STATES and (name.rstrip().endswith(".") or "." in plain):
        return f"US.{_STATES[plain]}"
    return f"US.{plain}" if plain in _CAPITALS else None


def without_possessive(name: str) -> str:
    """ "Mosul's" is Mosul; the name itself where it has no possessive ending."""
    return _POSSESSIVE.sub("", name) or name


class Units:
    """The countries and first-level units of a gazetteer by their codes ("IQ", "IQ.01")."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.countries = {one.country: one for one in gazetteer.of_feature("PCLI")}
        self.units: dict[str, Candidate] = {}
        names: dict[str, set[str]] = {}
        for one in gazetteer.of_feature("ADM1"):
            code = gazetteer.admin1(one.id)
            if code:
                known = self.units.get(code)
                if known is None or known.population < one.population:
                    self.units[code] = one
                for name in re.split(r" ?[()]", one.name):  # "Aleppo (Halab)"
                    names.setdefault(fold(name), set()).add(code)
                    if one.country in ROMANISED and len(key(name)) >= LONG:
                        names.setdefault(key(name), set()).add(code)
        self.named = {name: frozenset(codes) for name, codes in names.items()}
        """Folded name of each unit to its codes ("texas" -> {"US.TX"}), and transliteration keys
        where names are romanised ("Ar Raqqah" is Raqqa)."""

    @classmethod
    def of(cls, gazetteer: Gazetteer) -> Units:
        if gazetteer not in _known:
            _known[gazetteer] = cls(gazetteer)
        return _known[gazetteer]


_known: WeakKeyDictionary[Gazetteer, Units] = WeakKeyDictionary()


def stood_for(name: str, gazetteer: Gazetteer) -> Candidate | None:
    """The unit or country that a short form or the name of its people stands for, or None."""
    code = unit_code(name)
    if code is not None:
        return Units.of(gazetteer).units.get(code)
    country = country_of_people(name)
    return Units.of(gazetteer).countries.get(country) if country else None


def units_named(text: str, gazetteer: Gazetteer, limit: int = 50_000) -> frozenset[str]:
    """Codes of the first-level units that the text's first characters name."""
    known = Units.of(gazetteer).named
    text = text[:limit]
    found: set[str] = set()
    for match in _NAME.finditer(text):
        words = match.group().split(" ")
        for first in range(len(words)):
            for end in range(len(words), first, -1):
                name = without_possessive(" ".join(words[first:end]).rstrip("."))
                codes = known.get(fold(name)) or known.get(key(name))
                if codes:
                    found |= codes
                    break
    found |= {f"US.{_STATES[match.group(1)]}" for match in _PRESS_WORD.finditer(text)}
    found |= {f"US.{match.group(1)}" for match in _POSTAL.finditer(text)}
    return frozenset(found)
