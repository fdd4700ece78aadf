"""A verb and what goes with it, as the grammar hands it to the readers of events."""

from __future__ import annotations

from dataclasses import dataclass, field

from firstlight.reading.syntax.verb_groups import Phrase
from firstlight.reading.syntax.verb_tags import Word


@dataclass(slots=True)
class Attachment:
    """A preposition and the noun phrases after it (none for a bare particle)."""

    word: str
    phrases: list[Phrase]


@dataclass(slots=True, eq=False)
class Clause:
    """A verb and what goes with it. Word indices are those of the sentence."""

    verb: Phrase
    subject: list[Phrase] = field(default_factory=list)
    objects: list[Phrase] = field(default_factory=list)
    after: list[Attachment] = field(default_factory=list)
    """Prepositional phrases that follow the verb, in order."""
    before: list[Attachment] = field(default_factory=list)
    """Those that open the clause ("In Aleppo, rebels ...")."""
    matrix: Clause | None = None
    """The clause whose infinitive or participle this one is, or that it is coordinated with."""
    link: str = "main"
    """main, relative, reduced, participle, infinitive or coordinate."""
    subordinator: str = ""
    passive: bool = False
    start: int = 0
    end: int = 0
    chain: list[Attachment] = field(default_factory=list)
    """What hangs on the subject ("residents of Monrovia", "defenders of the plant")."""
    antecedent: Phrase | None = None
    """Of a relative clause: the noun phrase that it describes."""
    antecedent_place: Phrase | None = None
    """Of "where" or "in which": the noun phrase that is the place."""

    @property
    def lemma(self) -> str:
        return self.verb.lemma

    def attached(self, *prepositions: str) -> list[Phrase]:
        """The noun phrases after any of these prepositions, following ones first."""
        return [
            phrase
            for one in (*self.after, *self.before)
            if one.word in prepositions
            for phrase in one.phrases
        ]


@dataclass(slots=True)
class Parsed:
    """One sentence: its words, phrases and clauses."""

    words: list[Word]
    phrases: list[Phrase]
    clauses: list[Clause]
