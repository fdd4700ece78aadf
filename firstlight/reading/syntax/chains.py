"""Noun phrases hung together ("the mayor of the town in Y"): their heads, what opens a clause."""

from __future__ import annotations

from firstlight.reading.lexicon import lexicon
from firstlight.reading.syntax.clause import Attachment, Clause
from firstlight.reading.syntax.objects import Objects
from firstlight.reading.syntax.verb_groups import Phrase


class Chains(Objects):
    """Chains of noun phrases before a verb."""

    def _clause_at(self, index: int) -> Clause | None:
        for at, clause in reversed(self.made):
            if at == index:
                return clause
            if at < index:
                return None
        return None

    def _last_clause(self, position: int, finite: bool = False) -> Clause | None:
        """The nearest clause whose verb stands before `position`."""
        for at, clause in reversed(self.made):
            if at < position and (not finite or (clause.verb.finite and clause.link != "relative")):
                return clause
        return None

    def _chain_head(self, position: int, people: bool) -> Phrase | None:
        """The antecedent that ends at `position`: for "who", the first person or force in it."""
        if self.kind(position) != "NP":
            return None
        best = self.phrases[position]
        if not people:
            outer = self.phrases[position - 2] if self.kind(position - 2) == "NP" else None
            if (
                best.lower in lexicon().countries
                and outer is not None
                and self.kind(position - 1) == "P"
            ) and lexicon().classes(outer.lower) & {"place", "site", "siteport", "crossing"}:
                return outer
            return best
        while True:
            lex = lexicon().classes(best.lower)
            if lex & {"people", "force"} or self.words[best.head].tag == "E":
                return best
            if self.kind(position - 1) == "P" and self.kind(position - 2) == "NP":
                position -= 2
                best = self.phrases[position]
            else:
                return self.phrases[position]

    def _hang(self, first: int, position: int, clause: Clause) -> None:
        """The prepositional phrases between a subject and its verb."""
        for at in range(first + 1, position):
            if self.kind(at) == "P" and self.kind(at + 1) == "NP":
                clause.chain.append(Attachment(self.phrases[at].lower, [self.phrases[at + 1]]))

    def _past_reduced(self, first: int) -> int:
        """ "The villages retaken by the army were": back over the reduced clause to its noun."""
        known_as = self.kind(first - 1) == "S" and self.phrases[first - 1].lower == "as"
        verb = first - 2 if known_as or self.kind(first - 1) == "P" else first - 1
        inner = self._clause_at(verb) if self.kind(verb) == "VG" else None
        purpose = inner is not None and inner.link == "infinitive" and inner.matrix is None
        if inner is not None and (purpose or inner.link in ("reduced", "relative")):
            reduced = inner.link in ("reduced", "infinitive")
            wanted = inner.subject[0] if reduced and inner.subject else inner.antecedent
            for at in range(verb - 1, -1, -1):
                if self.phrases[at] is wanted:
                    return self._chain_start(at)
        return first

    def _nearest(self, first: int, position: int, clause: Clause) -> Phrase:
        """Of a chain before a reduced passive, the noun phrase that it belongs to.

        The last, save where a road or a person heads the chain, or in a telegram ("Road to X cut").
        """
        classes = lexicon().classes(self.phrases[first].lower)
        later = any(one.kind == "VG" and one.finite for one in self.phrases[position + 2 :])
        if classes & {"road", "people", "force"} or (classes and not later):
            return self.phrases[first]
        return self.phrases[position]

    def _chain_start(self, position: int) -> int:
        """From the last noun phrase of "A of B in C" back to A."""
        while True:
            if self.kind(position - 1) == "P" and self.kind(position - 2) == "NP":
                position -= 2
            elif (
                self.kind(position - 1) == "P"
                and self.phrases[position - 1].lower == "of"
                and self.phrases[position - 2].lower == "out"
                and self.kind(position - 3) == "NP"
            ):
                position -= 3
            elif (
                self.kind(position) == "NP"
                and self.kind(position - 1) == "NP"
                and self.words[self.phrases[position].head].tag == "J"
            ):
                position -= 1
            else:
                return position

    def _opening(self, position: int, clause: Clause) -> None:
        """Prepositional phrases, time and subordinator before the subject."""
        steps = 0
        while position >= 0 and steps < 12:
            steps += 1
            kind = self.kind(position)
            if kind == "S":
                clause.subordinator = clause.subordinator or self.phrases[position].lower
                return
            if kind == "NP" and self.kind(position - 1) == "P":
                previous = self.kind(position - 2)
                if previous in ("VG",):
                    return
                clause.before.append(
                    Attachment(self.phrases[position - 1].lower, [self.phrases[position]])
                )
                clause.start = min(clause.start, self.phrases[position - 1].start)
                position -= 2
                if self.kind(position) == "NP" and self.kind(position - 1) != "P":
                    return
                continue
            if kind in ("H", ","):
                position -= 1
                continue
            if kind == "P" and self.kind(position + 1) == "H":
                position -= 1
                continue
            return
