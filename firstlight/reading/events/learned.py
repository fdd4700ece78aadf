"""Events as the trained model sees them, in the same form as those of the grammar.

The model says which word tells what, and which words stand in which role, also across sentences.
What a role's words stand for - the listed place, the antecedent of "the city", the actor behind
"they" - is worked out here from the names and the memory of the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from firstlight.reading.events.drafts import Draft, Told
from firstlight.reading.events.roles import Filler, Reading
from firstlight.reading.names.mentions import PlaceMention
from firstlight.reading.names.seen import PLACES
from firstlight.reading.syntax.clauses import Clause
from firstlight.reading.syntax.tag_words import words
from firstlight.reading.syntax.verb_groups import Phrase
from firstlight.reading.text.document import Token
from firstlight.records import Party, Place, SiteKind

if TYPE_CHECKING:
    from firstlight.reading.model.sight import Seen, Sight

_ARTICLES = words("the a an these those this that its their his her some several many both all")
_PRONOUNS = words(
    "they them it he she who which that we us their its itself themselves there here this others"
)
_LIVED_IN = words("country area town quarter camp base airbase port site")
_TOWARDS = words("to towards toward for")
LEAST_HERE = 0.3
"""Probability under which nothing happens where somebody else is going: "hold the airport; the
army has withdrawn towards Bukavu"."""
LEAST_ROLE = 0.5
"""Probability under which nobody is given a part."""
_NO = words("no without neither nor")
_SPOKEN = words(
    "group militants fighters troops forces soldiers rebels army insurgents jihadists movement "
    "side sides militia gunmen attackers defenders besiegers enemy force command units unit "
    "coalition organisation organization allies"
)


def told_in(sight: Sight, number: int, least: float) -> list[Told]:
    """The words of a sentence that tell an event with at least this probability."""
    start, end = sight.base[number], sight.base[number + 1]
    if start == end:
        return []
    sure = sight.probabilities("trigger")[start:end]
    return [told_by(sight, start + at) for at in (1 - sure[:, 0] >= least).nonzero()[0].tolist()]


def told_by(sight: Sight, word: int) -> Told:
    """What the model says of a word as the teller of an event."""
    sure = sight.probabilities("trigger")[word]
    kind = sight.classes("trigger")[int(sure[1:].argmax()) + 1]
    state = sight.probabilities("status")[word]
    dated = sight.probabilities("dated")[word]
    object_ = sight.classes("object")[int(sight.probabilities("object")[word].argmax())]
    return Told(
        word=word,
        type=kind,
        probability=float(1 - sure[0]),
        sure_of_type=float(sure[1:].max() / max(1e-6, 1 - sure[0])),
        status=sight.classes("status")[int(state.argmax())],
        sure_of_status=float(state.max()),
        dated=sight.classes("dated")[int(dated.argmax())],
        again=float(sight.probabilities("again")[word][1]),
        object=None if object_ == "none" else object_,  # type: ignore[arg-type]
    )


@dataclass
class Learner:
    """Makes drafts of what the model sees in one sentence."""

    reading: Reading
    sight: Sight
    number: int
    places: Sequence[PlaceMention]
    """Every place named in the report, in the order of the text."""

    def draft(self, told: Told) -> list[Draft]:
        """One draft for each place of an event."""
        base, stop = self.sight.base[self.number], self.sight.base[self.number + 1]
        anchor = told.word - base
        clause = self._clause(anchor)
        roles = self.sight.roles("role", told.word)
        here = [one for one in roles if base <= one.first and one.end <= stop]
        reach = [one for one in here if one.kind in ("actor", "target", "place")]
        first = min([anchor, *(one.first - base for one in reach)])
        last = max([anchor + 1, *(one.end - base for one in reach)])
        if clause is not None:
            first, last = min(clause.start, clause.verb.start), clause.end
        draft = Draft(told.type, clause, first, max(last, anchor + 1), anchor, told=told)
        draft.grammar = False
        before = [word.lower for word in self.reading.parsed.words[max(0, anchor - 2) : anchor]]
        if clause is None and set(before) & _NO:
            draft.status = "denied"  # "the city saw no fighting"
        draft.confidence = told.probability
        self._parties(draft, roles)
        places = self._places(draft, roles)
        draft.object = self._site(draft, here, clause)
        if not places:
            return [draft]
        out = []
        for place, inferred in places:
            one = replace(draft, place=place, inferred=inferred, used=set(draft.used))
            out.append(one)
        return out

    def _clause(self, anchor: int) -> Clause | None:
        for clause in self.reading.parsed.clauses:
            if clause.verb.start <= anchor < clause.verb.end:
                return clause
        return None

    def _parties(self, draft: Draft, roles: Sequence[Seen]) -> None:
        for kind in ("actor", "target"):
            found: list[Party] = []
            for one in roles:
                if one.kind == kind and one.probability >= LEAST_ROLE:
                    found.extend(self._party(one))
            if kind == "actor":
                draft.actors = tuple(dict.fromkeys(found))
            else:
                draft.targets = tuple(dict.fromkeys(found))

    def _text(self, one: Seen) -> str:
        tokens = self.sight.tokens[one.first : one.end]
        while len(tokens) > 1 and tokens[0].lower in _ARTICLES:
            tokens = tokens[1:]
        source = self.reading.sentence.source
        return " ".join(source[tokens[0].start : tokens[-1].end].split())

    def _phrase(self, one: Seen) -> Phrase | None:
        """The noun phrase of this sentence that the words lie in."""
        base = self.sight.base[self.number]
        first, last = one.first - base, one.end - base
        for phrase in self.reading.parsed.phrases:
            if phrase.kind == "NP" and phrase.start < last and first < phrase.end:
                return phrase
        return None

    def _party(self, one: Seen) -> tuple[Party, ...]:
        base, end = self.sight.base[self.number], self.sight.base[self.number + 1]
        written = self._text(one)
        lower = written.lower()
        inside = base <= one.first < end
        phrase = self._phrase(one) if inside else None
        filler: Filler | None = self.reading.filler(phrase) if phrase is not None else None
        if lower in _PRONOUNS:
            if filler is not None and filler.parties:
                return filler.parties
            return self._same(one)
        definite = self.sight.tokens[one.first].lower in ("the", "these", "those", "its", "their")
        definite = definite or (
            one.first > 0 and self.sight.tokens[one.first - 1].lower in ("the", "these", "those")
        )
        if definite and lower in _SPOKEN:
            if filler is not None and filler.parties:
                return filler.parties
            return self._same(one) or (self.reading.namer.party(written),)
        return (self.reading.namer.party(written),)

    def _same(self, one: Seen) -> tuple[Party, ...]:
        """What the model takes a pronoun or description for: the nearest name it may mean."""
        found = list(self.sight.roles_of_same(one.end - 1))
        return tuple(self.reading.namer.party(self._text(seen)) for seen in found[:1])

    def _places(self, draft: Draft, roles: Sequence[Seen]) -> list[tuple[Place, bool]]:
        out: list[tuple[Place, bool]] = []
        for one in roles:
            if one.kind != "place":
                continue
            found = self._place(one)
            if found is not None and all(found[0] != place for place, _ in out):
                out.append(found)
        return _innermost(out)

    def _place(self, one: Seen) -> tuple[Place, bool] | None:
        """The place that the words name or stand for, and whether it is only inferred."""
        tokens = self.sight.tokens
        start, end = tokens[one.first].start, tokens[one.end - 1].end
        base, stop = self.sight.base[self.number], self.sight.base[self.number + 1]
        inside = base <= one.first < stop
        named = [p for p in self.places if p.start < end and start < p.end]
        if named:
            named.sort(key=lambda p: (not p.sure, p.area, p.start))
            return named[0].place, not inside
        if inside:
            phrase = self._phrase(one)
            filler = self.reading.filler(phrase) if phrase is not None else None
            if filler is not None and filler.place is not None:
                return filler.place, filler.inferred
        written = self._text(one)
        named_place = any(
            entity.kind in PLACES and entity.first < one.end and one.first < entity.end
            for entity in self.sight.entities()
        )
        if named_place and any(letter.isupper() for letter in written):
            return Place(name=written, precision="exact"), not inside
        return None

    def lived_in(self, place: Place) -> bool:
        """Whether the sentence names this place as one where people live or stay, and no river."""
        base, stop = self.sight.base[self.number], self.sight.base[self.number + 1]
        return any(
            one.kind in _LIVED_IN and base <= one.first < stop and place.name in self._text(one)
            for one in self.sight.entities()
        )

    def elsewhere(self, word: int) -> tuple[Place, float] | None:
        """The named place, in this sentence or one before, that the model likeliest puts a word at.

        With its probability, which may be small: it is shared among all that is named.
        """
        sure = self.sight.role_chances("role", word, "place")
        base, stop = self.sight.base[self.number], self.sight.base[self.number + 1]
        best, chosen = 0.0, None
        for one in self.sight.entities():
            if one.kind not in PLACES or one.first not in sure:
                continue
            chance = max(sure.get(at, 0.0) for at in range(one.first, one.end))
            before = self.sight.tokens[max(0, one.first - 1)].lower
            if base <= one.first < stop and chance < LEAST_HERE and before in _TOWARDS:
                continue
            if chance > best and any(
                _capital(self.sight.tokens[at]) for at in range(one.first, one.end)
            ):
                found = self._place(one)
                if found is not None:
                    best, chosen = chance, found[0]
        return (chosen, best) if chosen is not None else None

    def _site(self, draft: Draft, here: Sequence[Seen], clause: Clause | None) -> SiteKind | None:
        """What was taken or hit: a site among the object, the target and the place's words."""
        phrases = []
        if clause is not None:
            phrases += clause.subject if clause.passive else clause.objects
        for one in here:
            if one.kind in ("target", "place"):
                phrase = self._phrase(one)
                if phrase is not None:
                    phrases.append(phrase)
        for phrase in phrases:
            site = self.reading.filler(phrase).site
            if site is not None:
                return site
        return None


def _capital(token: Token) -> bool:
    return token.text[:1].isupper()


def _innermost(found: list[tuple[Place, bool]]) -> list[tuple[Place, bool]]:
    """The places without those that another of them lies in ("Shuhada in Fallujah")."""
    larger = {(place.within or "").lower() for place, _ in found}
    kept = [one for one in found if one[0].name.lower() not in larger]
    exact = [one for one in kept if one[0].precision != "area"]
    return exact or kept


__all__ = ["Learner", "told_by", "told_in"]
