"""Which side an actor fights on: from the case's lists, or from the names as they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from firstlight.records import Event, Fact, Party
from firstlight.settings import Settings

UNNAMED = "others"
"""The side of whoever else may hold a place, where no list says which sides there are."""

# Events whose actors or targets are forces that may hold ground; in the others (`flee`, `aid`,
# `abuse`) civilians and relief agencies stand in these lists.
_BY_FORCES = {
    "capture", "hold", "enter", "advance", "offensive", "encircle", "withdraw", "clash",
}  # fmt: skip
_ON_FORCES = {"capture", "offensive", "clash"}
# Words that tell a force's name from another's no better than its absence.
_GENERIC = {
    "forces", "force", "fighters", "militants", "troops", "soldiers", "army", "military", "group",
    "gunmen", "units", "enemy", "enemies", "terrorists", "the", "a", "an", "of", "and",
}  # fmt: skip
_NO_FORCE = re.compile(
    r"\b(civilians?|residents?|inhabitants|people|famil(?:y|ies)|villagers|children|women|men|"
    r"population|locals|refugees|displaced|hospitals?|doctors|aid|red cross|red crescent|"
    r"united nations|un|unhcr|ocha|unicef|wfp|iom|who|journalists?|activists?)\b"
)


def normal(name: str) -> str:
    """A name without case, accents, punctuation, genitive, a bracketed short form, or articles."""
    bare = unicodedata.normalize("NFKD", re.sub(r"\(.*?\)|['’]s\b", " ", name))
    bare = "".join(c for c in bare if not unicodedata.combining(c)).casefold()
    words = re.findall(r"\w+", bare)
    return " ".join(word for word in words if word not in ("the", "a", "an"))


def slug(name: str) -> str:
    """An id made of a name: lower-case words joined by hyphens."""
    return "-".join(normal(name).replace("_", " ").split()) or "side"


class Sides:
    """The sides of a case, in a fixed order, and who stands on which.

    With `sides` or `actors` in the settings, only those that hold ground count, and a party that
    they do not list is on no side. Without, each force named in the facts is a side of its own,
    full names and their initials ("Syrian Democratic Forces", "SDF") being one, and `UNNAMED`
    stands for whoever else there is.
    """

    def __init__(self, settings: Settings, facts: Iterable[Fact]) -> None:
        self._by_id: dict[str, str] = {}
        self._by_name: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.written: dict[str, str] = {}
        """Every name and alias that may stand in a text, to its side."""
        self.listed = bool(settings.sides or settings.actors)
        if self.listed:
            self._from_case(settings)
        else:
            self._from_names(facts)
        self.ids = tuple(self.names)

    def of(self, party: Party) -> str | None:
        """The id of the side that a party fights on, or None."""
        if party.id is not None and party.id in self._by_id:
            return self._by_id[party.id]
        return self._by_name.get(self._key(party.name))

    def of_all(self, parties: Sequence[Party]) -> frozenset[str]:
        """The sides among some parties."""
        return frozenset(side for party in parties if (side := self.of(party)) is not None)

    def _from_case(self, settings: Settings) -> None:
        aloft = {side.id for side in settings.sides if not side.ground}
        for side in settings.sides:
            if side.id in aloft:
                continue
            self.names[side.id] = side.name
            self._write(side.name, side.id)
            self._by_id[side.id] = side.id
        for actor in settings.actor_list():
            side_id = actor.side or actor.id
            if side_id in aloft:
                continue
            self.names.setdefault(side_id, actor.name)
            self._by_id[actor.id] = side_id
            for name in (actor.name, *actor.aliases):
                self._write(name, side_id)

    def _write(self, name: str, side: str) -> None:
        self.written[name] = side
        self._by_name[self._key(name)] = side

    def _from_names(self, facts: Iterable[Fact]) -> None:
        written: dict[str, str] = {}
        for party in _forces(facts):
            key = self._key(party.name)
            if key and len(party.name) < len(written.get(key, party.name + " ")):
                written[key] = party.name
        full = {_initials(name): key for key, name in written.items() if " " in name.strip()}
        for key, name in written.items():
            home = full.get(key, key) if len(key) > 1 else key
            side = slug(written[home])
            self.names.setdefault(side, written[home])
            self.written[name] = side
            self._by_name[key] = side
        # Whom a besieger fights may never be named; the besieger does not hold the town for that.
        self.names[UNNAMED] = "forces that no report names"

    def _key(self, name: str) -> str:
        """What two spellings of one force share. In a case's list, the whole name; else the words
        that tell it apart, so that "Iraqi troops" are "Iraqi forces"."""
        words = normal(name)
        if self.listed:
            return words
        return " ".join(word for word in words.split() if word not in _GENERIC)


def _forces(facts: Iterable[Fact]) -> Iterable[Party]:
    for fact in facts:
        if not isinstance(fact, Event) or fact.status == "planned":
            continue
        parties = fact.actors if fact.type in _BY_FORCES else ()
        parties += fact.targets if fact.type in _ON_FORCES else ()
        yield from (party for party in parties if not _NO_FORCE.search(normal(party.name)))


def _initials(name: str) -> str:
    bracket = re.search(r"\(([A-Z][A-Za-z-]{1,9})\)", name)
    if bracket:
        return bracket.group(1).casefold()
    return "".join(word[0] for word in normal(name).split())
