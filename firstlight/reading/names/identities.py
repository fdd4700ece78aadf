"""Which actor of the case a party is, where the report shortens or describes its name.

"The special forces" are those named before; where none was, they are the only actor of the case
whose name ends in those words and whose country fits. "Our forces" are the issuer's, whose name
stands at the head of a statement, and "the enemy" is whom else the statement names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from firstlight.reading.lexicon import lexicon
from firstlight.reading.names.mentions import ActorMention
from firstlight.reading.syntax.tag_words import words
from firstlight.records import Party

_GENERIC = words("forces force troops soldiers units unit army military men fighters columns")
_STATE_HEADS = words("forces troops soldiers army military units")
_SWORN = words("loyal allied aligned affiliated")
_LOOSE = words("allied pro-government loyalist friendly heroic")
_ISSUES = words(
    "command operations operation army force forces ministry staff brigade front council "
    "resistance military movement division corps defence defense"
)


_TAIL = re.compile(r":| [–—-] ")
"""What parts a letterhead from the title on the same line."""


@dataclass(slots=True)
class Identities:
    """The names that the case's actors go by, as lower-case words."""

    ids: dict[str, str]
    names: list[tuple[tuple[str, ...], str, str | None]] = field(default_factory=list)
    """Words, id, and the country whose adjective is among the words of any name of that actor."""

    def __post_init__(self) -> None:
        adjectives = lexicon().adjectives
        home: dict[str, str] = {}
        for name, id_ in self.ids.items():
            for word in _words(name):
                if word in adjectives:
                    home.setdefault(id_, adjectives[word])
        for name, id_ in self.ids.items():
            self.names.append((_words(name), id_, home.get(id_)))

    def of(self, party: Party, heard: Sequence[ActorMention], countries: Collection[str]) -> Party:
        """The party with the id of the case's actor that it must be; unchanged where unclear."""
        if party.id is not None or not self.ids:
            return party
        said = _words(party.name)
        if not said:
            return party
        countries_named = lexicon().countries
        plain = tuple(word for word in said if word not in countries_named)
        sworn = next((at for at, word in enumerate(said) if word in _SWORN), -1)
        short = plain[1:] if plain and plain[0] in _GENERIC else plain
        for name in (said, plain, short, said[sworn + 1 :]):
            exact = self.ids.get(" ".join(name))
            if exact is not None:
                return Party(party.name, exact)
        for one in reversed(heard):
            if one.id is not None and _ends(_words(one.name), said):
                return Party(party.name, one.id)
        bare = said[1:] if len(said) > 1 and said[0] in _LOOSE else said
        id_ = self._only(bare, countries)
        return Party(party.name, id_) if id_ is not None else party

    def owned(
        self, name: str, owner: Party, heard: Sequence[ActorMention], countries: Collection[str]
    ) -> Party | None:
        """ "Their navy": the actor so named of the owner's own country, if there is one."""
        id_ = self.of(owner, heard, countries).id
        home = next((country for _, one, country in self.names if one == id_ and country), None)
        found = self._only(_words(name), (home,)) if id_ and home else None
        return Party(name, found) if found is not None else None

    def _only(self, said: tuple[str, ...], countries: Collection[str]) -> str | None:
        adjectives = lexicon().adjectives
        own = next((adjectives[word] for word in said if word in adjectives), None)
        fits = [
            (name, id_)
            for name, id_, country in self.names
            if country is None or (country == own if own else country in countries)
        ]
        for test in (_ends, _holds):
            found = {id_ for name, id_ in fits if test(name, said)}
            if len(found) == 1:
                return found.pop()
            if found:
                return None
        if said[-1] in _STATE_HEADS and (own or len(said) == 1):
            plain = {
                id_
                for name, id_, country in self.names
                if country is not None
                and (country == own if own else country in countries)
                and len(name) == 2
                and name[1] in _STATE_HEADS
            }
            return plain.pop() if len(plain) == 1 else None
        if len(said) > 1 and said[-1] in _GENERIC:
            found = {id_ for name, id_ in fits if name == said[:-1]}
            return found.pop() if len(found) == 1 else None
        return None


def issuer(headings: Iterable[str], mentions: Iterable[ActorMention], text: str) -> Party | None:
    """Whose statement this is: the letterhead that names a force, where the text says "our"."""
    lower = text.lower()
    if not any(our in lower for our in ("our ", "we ")):
        return None
    for line in headings:
        heading = _TAIL.split(line.strip().splitlines()[0])[0].strip()
        said = set(_words(heading))
        if not said & _ISSUES or not (heading.isupper() or heading.istitle() or len(said) < 9):
            continue
        named = [one for one in mentions if one.name.lower() in heading.lower()]
        name = " ".join(heading.split())
        return Party(name, named[0].id) if named else Party(name)
    return None


def adversary(mentions: Sequence[ActorMention], us: Party | None) -> Party | None:
    """The one other force that a report names, which "the enemy" then is."""
    others: dict[str, Party] = {}
    ours = us.name.lower() if us else ""
    for one in mentions:
        same = us is not None and (
            (one.id is not None and one.id == us.id) or one.name.lower() in ours
        )
        if not same:
            others.setdefault(one.id or one.name.lower(), one.party)
    return next(iter(others.values())) if len(others) == 1 else None


def _words(name: str) -> tuple[str, ...]:
    found = name.lower().replace("’", "'").replace("'s", "").split()
    return tuple(word for word in found if word not in ("the", "and", "of", "to"))


def _ends(name: tuple[str, ...], said: tuple[str, ...]) -> bool:
    return len(said) < len(name) and name[-len(said) :] == said


def _holds(name: tuple[str, ...], said: tuple[str, ...]) -> bool:
    size = len(said)
    return any(name[at : at + size] == said for at in range(len(name) - size + 1))
