"""Names in a sentence: which capitalised words are places, which are armed groups, which neither.

A gazetteer says whether a name is known; the words beside it say whether it is meant as a place
here. A name that no gazetteer lists is still found where the syntax says so ("the town of X",
"in X", "the X quarter"). Coordinates are not set here.
"""

from __future__ import annotations

from collections.abc import Sequence

from firstlight.reading.lexicon import lexicon
from firstlight.reading.names.containment import within_larger
from firstlight.reading.names.identities import Identities
from firstlight.reading.names.mentions import (
    ActorMention,
    Named,
    PlaceMention,
    written,
)
from firstlight.reading.names.place_names import PlaceFinder
from firstlight.reading.syntax.tag_words import words
from firstlight.reading.syntax.verb_tags import Word
from firstlight.records import Actor, Party, PlaceNames

__all__ = ["ActorMention", "Named", "Namer", "PlaceMention"]


_INNER = words("al el ez ash bin de du des la le es sur")


class Namer(PlaceFinder):
    """Finds names, with a gazetteer and the case's actors."""

    def __init__(self, places: PlaceNames, actors: Sequence[Actor] = ()) -> None:
        super().__init__(places)
        lex = lexicon()
        self.aliases: dict[str, str | None] = dict.fromkeys(lex.groups)
        self.ids: dict[str, str] = {}
        for actor in actors:
            for alias in (actor.name, *actor.aliases):
                key = _bare(alias.lower())
                self.aliases[key] = actor.id
                self.ids.setdefault(key, actor.id)
        for alias, canonical in lex.groups.items():
            for key in (canonical.lower(), alias):
                if key in self.ids and self.aliases.get(alias) is None:
                    self.aliases[alias] = self.ids[key]
                    self.ids.setdefault(alias, self.ids[key])
        by_name: dict[str, str] = {}
        for alias, canonical in lex.groups.items():
            if alias in self.ids:
                by_name.setdefault(canonical, self.ids[alias])
        for alias, canonical in lex.groups.items():
            if canonical in by_name and self.aliases.get(alias) is None:
                self.aliases[alias] = by_name[canonical]
                self.ids.setdefault(alias, by_name[canonical])
        self.identities = Identities(self.ids)
        self._firsts: dict[str, int] = {}
        for alias in self.aliases:
            parts = alias.replace("/", " / ").split()
            self._firsts[parts[0]] = max(self._firsts.get(parts[0], 0), len(parts))

    def party(self, name: str) -> Party:
        """A force by this name, with the id of the case's actor that goes by it."""
        return Party(name, self.ids.get(_bare(name.lower())))

    def find(self, sentence: Sequence[Word]) -> Named:
        """The places and forces named in one sentence."""
        if not any(word.tag == "E" for word in sentence) and not self.ids:
            return Named((), (), frozenset())
        actors = self._actors(sentence)
        taken = {index for one in actors for index in range(one.first, one.last + 1)}
        other: set[int] = set()
        places: list[PlaceMention] = []
        for first, last in _runs(sentence, taken):
            if self._not_place(sentence, first, last):
                other.update(range(first, last + 1))
                continue
            places.extend(self._places(sentence, first, last))
        return Named(tuple(within_larger(sentence, places)), tuple(actors), frozenset(other))

    def _actors(self, sentence: Sequence[Word]) -> list[ActorMention]:
        found: list[ActorMention] = []
        index, size = 0, len(sentence)
        while index < size:
            longest = self._firsts.get(sentence[index].lower, 0)
            for length in range(min(longest, size - index), 0, -1):
                run = sentence[index : index + length]
                key = " ".join(word.lower for word in run).replace(" / ", "/")
                if key in self.aliases and self._meant(sentence, index, index + length):
                    name = written(sentence, index, index + length - 1)
                    party = Party(name, self.aliases[key])
                    found.append(
                        ActorMention(
                            run[0].token.start, run[-1].token.end, party, index, index + length - 1
                        )
                    )
                    index += length - 1
                    break
            index += 1
        return found

    def _meant(self, sentence: Sequence[Word], start: int, end: int) -> bool:
        run = sentence[start:end]
        text = run[0].token.text
        key = " ".join(word.lower for word in run)
        if key in self.ids:
            if len(key) <= 4 and " " not in key:
                return text.isupper() or not text.isalpha()
            return any(c.isupper() for word in run for c in word.token.text) or len(run) > 1
        if (
            len(run) == 1
            and len(text) <= 5
            and text.lower() not in ("hamas", "fatah", "fano", "amal")
        ):
            return (
                text.isupper()
                or any(c.isdigit() for c in text)
                or (len(text) == 5 and text[0].isupper())
                or text in ("FAMa", "PDFs", "ARBiH", "ABiH")
            )
        if not any(word.token.text[0].isupper() or "-" in word.token.text for word in run):
            return False
        return any(any(c.isupper() for c in word.token.text) for word in run)

    def _not_place(self, sentence: Sequence[Word], first: int, last: int) -> bool:
        lowers = [word.lower for word in sentence[first : last + 1]]
        kinds = self._kinds
        before = sentence[first - 1].lower if first else ""
        after = sentence[last + 1].lower if last + 1 < len(sentence) else ""
        if lowers[0] in kinds["organisation_name"] and len(lowers) == 1:
            return True
        if any(lower in kinds["organisation"] for lower in lowers) and len(lowers) > 1:
            return True
        if lowers[-1] in kinds["organisation"] and len(lowers) == 1:
            return True
        if lowers[0] in kinds["title"] and len(lowers) > 1:
            return True
        if before.rstrip(".") in kinds["title"] and before not in (
            "leader",
            "chief",
            "governor",
            "mayor",
        ):
            return True
        if (
            lowers[0] in kinds["first_name"]
            and len(lowers) > 1
            and not self.known(" ".join(w.token.text for w in sentence[first : last + 1]))
        ):
            return True
        if len(lowers) > 1 and after in ("said", "told", "says", "added", "warned"):
            return not self.known(" ".join(w.token.text for w in sentence[first : last + 1]))
        classes = lexicon().classes(lowers[-1])
        return len(lowers) > 1 and bool(classes & {"force"}) and not classes & {"place", "site"}


def _runs(sentence: Sequence[Word], taken: set[int]) -> list[tuple[int, int]]:
    """The maximal runs of name words, inner particles and numbers included."""
    out: list[tuple[int, int]] = []
    index, size = 0, len(sentence)
    while index < size:
        if sentence[index].tag != "E" or index in taken:
            index += 1
            continue
        end = index
        while end + 1 < size and end + 1 not in taken:
            ahead = sentence[end + 1]
            if (
                ahead.tag == "E"
                or (
                    ahead.lower == "of"
                    and end + 2 < size
                    and sentence[end + 2].tag == "E"
                    and sentence[end].token.text[0].isupper()
                    and sentence[end].lower in lexicon().heads
                    and end + 2 not in taken
                )
                or (
                    ahead.lower in _INNER
                    and end + 2 < size
                    and sentence[end + 2].tag == "E"
                    and end + 2 not in taken
                )
            ):
                end += 1
                continue
            break
        while sentence[end].tag != "E":
            end -= 1
        out.append((index, end))
        index = end + 1
    return out


def _bare(name: str) -> str:
    return name.removeprefix("the ")
