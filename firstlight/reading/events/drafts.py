"""An event as a verb or noun tells it, before its status and days are known; and who is in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from firstlight.reading.events.roles import Filler, Reading
from firstlight.reading.lexicon import lexicon
from firstlight.reading.syntax.clauses import Clause
from firstlight.reading.syntax.tag_words import words
from firstlight.records import Party, Place, SiteKind

DEFAULT_PLACES = (
    "in",
    "at",
    "near",
    "outside",
    "around",
    "inside",
    "on",
    "within",
    "of",
    "along",
    "across",
    "throughout",
    "over",
    "off",
)


NEAR = words("near outside around towards toward beyond off against")


@dataclass(slots=True)
class Draft:
    """An event before its status, date and number of dead are known."""

    type: str
    clause: Clause | None
    start: int
    end: int
    """Word indices of the supporting words."""
    anchor: int
    """Word index of the verb or noun that tells it."""
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    place: Place | None = None
    listed: bool = True
    inferred: bool = False
    object: SiteKind | None = None
    count: float | None = None
    confidence: float = 0.8
    status: str = ""
    """Set where the words themselves settle it ("no food": deprive, not denied)."""
    destination: bool = False
    """The place is where people went, for want of the one they left."""
    used: set[int] = field(default_factory=set)
    told: Told | None = None
    """What the model says of the word, where it was asked."""
    grammar: bool = True
    """Whether the grammar saw it (and not the model alone)."""
    agreed: bool = False
    """Whether the model sees the type that the grammar saw."""
    reach: float | None = None
    """How sure the model is of a place named in another sentence, where it gave it."""


@dataclass(frozen=True, slots=True)
class Told:
    """One word that tells an event, as the model has it. Word indices are the report's."""

    word: int
    type: str
    probability: float
    """That the word tells an event at all."""
    sure_of_type: float
    """The type's probability, given that it tells one."""
    status: str
    sure_of_status: float
    dated: str
    """"own", "carried", "undated" or "open" (`training.examples.DATED`)."""
    again: float
    """Probability that the same happening was told before."""
    object: SiteKind | None


VIOLENT = words("kill murder massacre slaughter shoot assassinate")


RESULTS = words("kill wound injure destroy damage leave burn maim flatten level cause hit strike")


VIOLENT_TYPES = frozenset({"airstrike", "shelling", "explosion", "attack", "clash"})


LEAVING = words(
    "leave leaving flee fleeing escape escaping exit exiting go going depart departing evacuate "
    "evacuating out move moving cross crossing return returning"
)


LIGHT = words(
    "launch mount stage carry conduct begin start open wage intensify resume continue step "
    "announce unleash commit perpetrate execute lead impose maintain enforce suffer face endure "
    "experience undergo witness see report cause end break repel plan order halt stop make "
    "undertake "
    "come bear inflict have join complete escalate renew"
)


def owner_of(reading: Reading, filler: Filler) -> tuple[Party, ...]:
    """The name before "'s" ("Assad's control")."""
    sentence = reading.parsed.words
    for at in range(filler.phrase.start + 1, filler.phrase.head):
        if sentence[at].tag == "O" and sentence[at - 1].tag == "E":
            return (reading.namer.party(sentence[at - 1].token.text),)
    return ()


def owning_forces(reading: Reading, filler: Filler) -> tuple[Party, ...]:
    """The owner in "ISIS control", "rebel hands"."""
    actors = reading.named.actors_in(filler.phrase.start, filler.phrase.end)
    if actors:
        return tuple(one.party for one in actors)
    for word in reading.parsed.words[filler.phrase.start : filler.phrase.head]:
        if word.lower in (
            "rebel",
            "government",
            "regime",
            "opposition",
            "army",
            "militant",
            "insurgent",
            "jihadist",
            "separatist",
            "coalition",
        ):
            return (reading.namer.party(word.token.text),)
        if word.lower in lexicon().adjectives and word.tag == "E":
            return (reading.namer.party(word.token.text),)
    return ()


def forces_of(fillers: list[Filler]) -> tuple[Party, ...]:
    """The forces among the fillers; a country's name or capital acting counts as its force."""
    return tuple(
        dict.fromkeys(
            party for one in fillers if one.classes & {"force", "state"} for party in one.parties
        )
    )


def parties_of(fillers: list[Filler]) -> tuple[Party, ...]:
    return tuple(dict.fromkeys(party for one in fillers for party in one.parties))


def people_of(fillers: list[Filler]) -> tuple[Party, ...]:
    return tuple(
        dict.fromkeys(
            party for one in fillers if one.classes & {"people", "force"} for party in one.parties
        )
    )


def forces_in(reading: Reading, phrases: list) -> tuple[Party, ...]:  # type: ignore[type-arg]
    return forces_of(reading.fillers(phrases))


def drafted(clause: Clause, type_: str) -> Draft:
    return Draft(type_, clause, min(clause.start, clause.verb.start), clause.end, clause.verb.head)
