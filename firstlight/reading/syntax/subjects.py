"""To the left of a verb: its subject, from where English puts it."""

from __future__ import annotations

from firstlight.reading.syntax.chains import Chains
from firstlight.reading.syntax.clause import Clause
from firstlight.reading.syntax.tag_words import words

_HINDERS = words("prevent stop bar block keep forbid ban prohibit discourage deter")
_OBJECT_CONTROL = words(
    "order force allow permit enable urge ask tell instruct compel help want expect call cause "
    "lead invite encourage warn require persuade beg press oblige command"
)


class Subjects(Chains):
    """Subjects by coordination, relative clauses, participles and infinitives."""

    def _left(self, index: int, clause: Clause) -> None:
        position = index - 1
        while self.kind(position) == "H":
            position -= 1
            if self.kind(position) == "P" and self.phrases[position].lower in (
                "by",
                "on",
                "in",
                "at",
            ):
                position -= 1
        kind = self.kind(position)
        verb = clause.verb
        if verb.infinitive:
            self._infinitive(position, clause)
        elif kind == "R":
            self._relative(position, clause)
        elif kind == "NP":
            self._subject(position, clause)
        elif (kind == "C" and self._coordinated(position, clause)) or (
            kind == "," and self._after_comma(position, clause)
        ):
            pass
        elif kind == "VG":
            self._after_verb(position, clause)
        elif kind in ("P", "S") and not verb.finite:
            self._controlled(position, clause)
            clause.subordinator = self.phrases[position].lower
        elif kind in ("P", "S") and verb.finite and kind == "S":
            clause.subordinator = self.phrases[position].lower
        elif kind == "-":
            self._after_comma(position, clause)
        if clause.subject:
            clause.start = min(clause.start, clause.subject[0].start)
        elif clause.matrix is not None and clause.link == "coordinate":
            clause.subordinator = clause.subordinator or clause.matrix.subordinator

    def _after_verb(self, position: int, clause: Clause) -> None:
        """ "have begun returning"; "Fighters who surrendered were taken"."""
        previous = self._clause_at(position)
        if previous is None:
            return
        if (clause.verb.finite and not clause.passive) or clause.verb.passive:
            if previous.antecedent is not None:
                clause.subject = [previous.antecedent]
            elif previous.link == "reduced":
                clause.subject = previous.subject
            return
        clause.link, clause.matrix = "participle", previous
        clause.subject = previous.subject

    def _infinitive(self, position: int, clause: Clause) -> None:
        clause.link = "infinitive"
        matrix = self._last_clause(position + 1)
        clause.matrix = matrix
        if matrix is None:
            if self.kind(position) == "NP":
                self._subject(position, clause)
            return
        if self.kind(position) == "NP" and matrix.objects and matrix.lemma in _OBJECT_CONTROL:
            clause.subject = matrix.objects if not matrix.passive else matrix.subject
        else:
            clause.subject = matrix.subject

    def _relative(self, position: int, clause: Clause) -> None:
        clause.link = "relative"
        clause.matrix = self._last_clause(position)
        word = self.phrases[position].lower
        ahead = position - 1
        if self.kind(ahead) == "P":
            ahead -= 1
        if self.kind(ahead) == ",":
            ahead -= 1
        antecedent = self._chain_head(ahead, people=word in ("who", "whom"))
        if antecedent is None:
            return
        clause.subject = [antecedent]
        clause.antecedent = antecedent
        if word == "where" or self.kind(position - 1) == "P":
            clause.subject = []
            clause.antecedent_place = antecedent

    def _subject(self, position: int, clause: Clause) -> None:
        """The noun phrase that ends before the verb, its coordinates, and what opens the clause."""
        verb = clause.verb
        first = (
            self._past_reduced(self._chain_start(position))
            if verb.finite
            else (self._chain_start(position))
        )
        relative = first - 1
        if self.kind(relative) == "R" and verb.finite:
            clause.subject = [self.phrases[first]]
            clause.link = "relative"
            antecedent = relative - 1
            preposition = self.kind(antecedent) == "P"
            antecedent -= preposition
            antecedent -= self.kind(antecedent) == ","
            found = self._chain_head(antecedent, people=False)
            word = self.phrases[relative].lower
            clause.antecedent = found
            if found is not None:
                if word == "where" or preposition:
                    clause.antecedent_place = found
                elif not clause.objects and word != "whose":
                    clause.objects = [found]
                elif word == "whose":
                    clause.subject = [self.phrases[first]]
            clause.matrix = self._last_clause(relative)
            return
        if not verb.finite and (verb.inflection == "ing" or clause.passive):
            clause.subject = [
                self.phrases[position]
                if verb.inflection == "ing"
                else self._nearest(first, position, clause)
            ]
            clause.link = "reduced"
            clause.matrix = self._last_clause(first)
            if clause.subject[0] is self.phrases[first]:
                self._hang(first, position, clause)
            return
        group = [self.phrases[first]]
        ahead = first - 1
        while self.kind(ahead) in ("C", ","):
            before = ahead - 1
            if self.kind(ahead) == "C" and self.kind(before) == ",":
                before -= 1
            if self.kind(before) != "NP":
                break
            if self.kind(ahead) == "," and len(group) < 2:
                break
            start = self._chain_start(before)
            if self.kind(start - 1) in ("VG", "P"):
                break  # an object, or what opens the clause ("In Iraq, special forces ...")
            group.insert(0, self.phrases[start])
            ahead = start - 1
        clause.subject = group
        self._hang(first, position, clause)
        self._opening(ahead, clause)

    def _coordinated(self, position: int, clause: Clause) -> bool:
        """ "moved in and took": the subject is the earlier verb's, of the same make."""
        before = position - 1
        if self.kind(before) == ",":
            before -= 1
        previous = self._match(before, clause)
        if previous is None:
            return False
        clause.link = "coordinate"
        clause.matrix = previous
        clause.subject = previous.subject
        clause.before = previous.before
        clause.antecedent_place = previous.antecedent_place
        if (
            previous.passive
            and clause.verb.bare
            and self.words[clause.verb.head].both
            and not clause.objects
        ):
            clause.passive = True
        clause.verb.modal = clause.verb.modal or (
            previous.verb.modal if clause.verb.inflection == "base" else ""
        )
        clause.verb.infinitive |= previous.verb.infinitive and clause.verb.inflection == "base"
        if (
            clause.verb.bare
            and clause.verb.inflection in ("past", "part")
            and previous.verb.negated
        ):
            clause.verb.negated |= previous.verb.perfect or previous.verb.passive
        return True

    def _match(self, position: int, clause: Clause) -> Clause | None:
        """The earlier clause that this verb is coordinated with."""
        wanted = clause.verb
        fallback: Clause | None = None
        for at, one in reversed(self.made):
            if at > position:
                continue
            fallback = fallback or one
            same = one.verb.finite == wanted.finite and one.verb.infinitive == wanted.infinitive
            if wanted.inflection == "base" and (one.verb.infinitive or one.verb.modal):
                return one
            if wanted.inflection == "ing" and one.verb.inflection == "ing":
                return one
            if same and wanted.finite and one.link not in ("relative", "reduced"):
                return one
            if clause.passive and one.passive and wanted.bare:
                return one
        return fallback

    def _after_comma(self, position: int, clause: Clause) -> bool:
        """After a comma: a list of verbs, a participle, or the end of a parenthesis."""
        verb = clause.verb
        if verb.inflection == "ing" and not verb.finite:
            self._controlled(position, clause)
            return True
        if clause.passive and not verb.finite:
            opened = self._chain_start(position - 1) if self.kind(position - 1) == "NP" else -1
            if opened >= 0:
                clause.link = "reduced"
                clause.subject = [self.phrases[opened]]
                clause.matrix = self._last_clause(position)
                return True
            self._controlled(position, clause)
            return True
        opener = self._opener(position)
        if opener is not None:
            self._subject(opener, clause)
            return True
        previous = self._match(position, clause)
        if previous is not None and verb.finite:
            clause.link = "coordinate"
            clause.matrix = previous
            clause.subject = previous.subject
            return True
        return False

    def _opener(self, position: int) -> int | None:
        """The noun phrase before the comma that opens the parenthesis closed at `position`."""
        for ahead in range(position - 1, max(-1, position - 24), -1):
            if self.kind(ahead) in (",", "-") and self.kind(ahead - 1) == "NP":
                inside = [phrase.kind for phrase in self.phrases[ahead + 1 : position]]
                if not inside:
                    return None
                verbs = [p for p in self.phrases[ahead + 1 : position] if p.kind == "VG"]
                relative = inside[0] == "R" or (inside[0] == "P" and "R" in inside[:2])
                if relative or not any(verb.finite for verb in verbs):
                    start = self._chain_start(ahead - 1)
                    if self.kind(start - 1) in ("P",) and self.kind(start - 2) != "NP":
                        return None
                    if self.kind(start - 1) == "VG":
                        return None
                    return ahead - 1
                continue
        return None

    def _controlled(self, position: int, clause: Clause) -> None:
        """A participle takes the subject of the clause that it hangs on."""
        clause.link = "participle"
        matrix = self._last_clause(position, finite=True) or self._last_clause(position)
        clause.matrix = matrix
        if matrix is not None:
            kept = self.phrases[position].lower == "from" and matrix.lemma in _HINDERS
            clause.subject = matrix.objects if kept and matrix.objects else matrix.subject
