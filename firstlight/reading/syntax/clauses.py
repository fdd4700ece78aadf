"""Clauses found in a sentence's phrases: for each verb its subject, objects and prepositions.

This is the one place that knows English syntax; a parser or a trained model could stand here
instead. The grammar is shallow and looks at neighbours only: coordination, relative clauses,
reduced relatives, participles and infinitives take their subject from where English puts it.
"""

from __future__ import annotations

from collections.abc import Sequence

from firstlight.reading.syntax.clause import Attachment, Clause, Parsed
from firstlight.reading.syntax.phrases import phrases
from firstlight.reading.syntax.subjects import Subjects
from firstlight.reading.syntax.tags import tag

__all__ = ["Attachment", "Clause", "Parsed", "parse"]


def parse(tokens: Sequence[object]) -> Parsed:
    """The clauses of one sentence, in the order of their verbs."""
    tagged = tag(tokens)  # type: ignore[arg-type]
    found = phrases(tagged)
    return Parsed(tagged, found, _Parser(tagged, found).clauses())


class _Parser(Subjects):
    """One sentence under parsing."""

    def clauses(self) -> list[Clause]:
        for index, phrase in enumerate(self.phrases):
            if phrase.kind == "VG":
                clause = Clause(phrase, start=phrase.start, end=phrase.end)
                self._right(index, clause)
                self._voice(index, clause)
                self._left(index, clause)
                self.made.append((index, clause))
        self._opening_participles()
        return [clause for _, clause in self.made]

    def _opening_participles(self) -> None:
        """ "Encircling the town, the army ...": the subject stands after."""
        for place, (_, clause) in enumerate(self.made):
            if (
                clause.subject
                or clause.verb.finite
                or (clause.link != "participle" and clause.matrix)
            ):
                continue
            if clause.verb.infinitive:
                continue
            for _, later in self.made[place + 1 :]:
                if later.verb.finite:
                    clause.subject, clause.matrix = later.subject, later
                    clause.link = "participle"
                    break
