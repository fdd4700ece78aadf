"""How fast things change, how fast evidence fades, and what each kind of event says: the constants.

They are judgements, stated so that they can be argued with and fitted; none is learnt from data
yet. Likelihoods are relative: only the ratios within a row matter.
"""

from __future__ import annotations

from dataclasses import dataclass

# A hold goes stale with a half-life of a year: fronts in the wars since 1990 stood for months to
# years, so last month's news of a quiet town is still good and that of three years ago is not.
HOLD_HALF_LIFE_DAYS = 365.0
# Fighting over a town is settled or moves on within weeks; "contested" two months old says little.
CONTESTED_HALF_LIFE_DAYS = 30.0
# Sieges last long, but they end without a report more often than a holder changes.
SIEGE_HALF_LIFE_DAYS = 180.0
OPEN_HALF_LIFE_DAYS = 90.0

# Chance per day, with no news at all, that a quiet place comes to be fought over: one in 1,000
# (about three in ten over a year); that it passes straight to others without a word: a fifth of it.
SIDE_TO_CONTESTED = 0.001
SIDE_TO_OTHERS = 0.0002
# Fights for a town end after about three months on average, one side as likely as another.
CONTESTED_TO_SIDES = 0.011
# Of several sides that took a place together, the one named first holds it; the rest helped.
HELPER = 0.3
# A side that no report yet places in a country hardly holds anything there.
NOT_SEEN_THERE = 0.1
# Of the towns that reports of a war name, about this share is besieged where nothing is told.
BESIEGED_AT_FIRST = 0.2
# Chance per day of a siege beginning or ending unreported.
SIEGE_BEGINS = 0.0005
SIEGE_ENDS = 0.004

# No claim is believed beyond this, however sure its reader was: the source may be wrong.
MOST_BELIEVED = 0.97
# How much of a fact's confidence counts, by its status; planned is no happening.
STATUS = {"actual": 1.0, "ongoing": 1.0, "possible": 0.2, "denied": 0.9, "planned": 0.0}

# The second independent report of a happening adds less than the first: they share sources on the
# ground. Each further one counts this fraction of the one before it.
NEXT_SOURCE = 0.55
# A near-copy of a report, or the same report saying it again, adds next to nothing.
SAME_SOURCE = 0.02
# Dates of one happening differ by a day or two between reports.
SAME_HAPPENING_DAYS = 3
# What a side says of its own gains is believed half as readily as the word of a bystander ...
OWN_GAINS = 0.5
# ... and what it admits of its own losses leaves half the doubt.
OWN_LOSSES_DOUBT = 0.5

# A report that tells how a place fell long ago, and tells of nothing later there, implies that
# this still stands; it is a weak inference from silence.
STILL_SO = 0.3
STILL_SO_AFTER_DAYS = 30
# A state that lasts through a window is also evidence, half as strong, for the window's first day.
LASTING_FIRST_DAY = 0.5
# News of a town says less of each quarter, and little of a dam or base beside it.
TOWN_TO_QUARTER = 0.6
TOWN_TO_SITE = 0.25
# News of a quarter (other than who took it) says less of the whole town.
QUARTER_TO_TOWN = 0.6


@dataclass(frozen=True, slots=True)
class Says:
    """What an event says of who holds its place: relative likelihoods of it, for each state.

    actor, target: the sides that did it and to whom; other: any further side where a target is
    named; alone: any further side where none is; contested. `weight` multiplies the fact's
    confidence. `jump` is the chance that it changed the state that day; `to_actor` how much of that
    goes to the actor's side, the rest to contested (for `leaves`: from the actor to the others).
    A row whose `to_actor` is 0 moves every side to contested.
    """

    actor: float
    target: float
    contested: float
    other: float
    alone: float
    weight: float
    jump: float = 0.0
    to_actor: float = 0.0
    leaves: bool = False


# Why, in words, row by row:
SAYS: dict[str, Says] = {
    # The clearest news there is; sometimes early, then the place is still fought over.
    "capture": Says(1, 0.02, 0.25, 0.02, 0.02, 1.0, jump=0.5, to_actor=0.7),
    # The day before it was taken, it was not the taker's: its target's, or fought over.
    "before": Says(0.03, 1, 0.5, 0.3, 0.8, 0.9),
    "hold": Says(1, 0.03, 0.1, 0.03, 0.03, 0.95),
    # In the place without having taken it: two forces are there.
    "enter": Says(0.35, 0.1, 1, 0.05, 0.1, 0.8, jump=0.5, to_actor=0.2),
    # A part of the town is taken or entered: the town is divided, or wholly the taker's.
    "part": Says(0.7, 0.1, 1, 0.1, 0.1, 1.0, jump=0.6, to_actor=0.2),
    "part held": Says(0.8, 0.1, 1, 0.1, 0.1, 0.6),
    "part left": Says(0.4, 1, 1, 0.6, 0.8, 0.5, jump=0.2),
    # One attacks what one does not hold; the target's side holds it.
    "offensive": Says(0.05, 1, 0.35, 0.15, 1, 0.7, jump=0.1),
    "advance": Says(0.05, 1, 0.25, 0.2, 1, 0.5, jump=0.05),
    "encircle": Says(0.03, 1, 0.2, 0.15, 1, 0.8),
    # Gains near a town, or a dam or base beside it: whoever makes them may hold the town too.
    "near": Says(0.3, 1, 0.5, 0.3, 0.8, 0.3),
    # Nobody bombs his own town, but all bomb the front; pilots and gunners hit the wrong thing.
    "airstrike": Says(0.1, 1, 0.6, 0.3, 0.9, 0.4),
    "shelling": Says(0.15, 1, 0.7, 0.3, 0.9, 0.4),
    # Bombs and raids reach far behind the lines; they say little of who holds.
    "attack": Says(0.5, 1, 0.9, 0.6, 0.9, 0.2),
    "clash": Says(0.2, 0.2, 1, 0.05, 0.2, 0.8, jump=0.4),
    "clash near": Says(0.7, 0.7, 1, 0.3, 0.7, 0.25),
    # Who breaks a siege reaches the town, mostly to its own people.
    "relieve": Says(1, 0.3, 0.5, 0.3, 0.3, 0.4),
    # The leaver is gone; who drove it out, or another, has come, or nobody yet.
    "withdraw": Says(0.05, 1, 0.4, 0.6, 0.8, 0.9, jump=0.5, to_actor=0.6, leaves=True),
    "defect": Says(0.5, 1, 0.9, 0.9, 1, 0.2),
    # To round people up one must be in control of the streets.
    "abuse": Says(1, 0.3, 0.7, 0.2, 0.2, 0.25),
    # People leave where it is fought and go home where it is not; both happen everywhere.
    "flee": Says(0.6, 0.6, 1, 0.6, 0.6, 0.15),
    "return": Says(1, 1, 0.4, 1, 1, 0.15),
    # Each of two sides is said to have taken it, or to hold it, on one and the same day: a fight.
    "disputed": Says(0.3, 0.3, 1, 0.05, 0.05, 1.0, jump=0.3),
    # Said not to have been taken, or not to be held.
    "not held": Says(0.08, 1, 0.8, 0.9, 0.9, 0.9),
}

# Sieges: (likelihood if besieged, if open, weight, chance that it began or ended that day).
SIEGE: dict[str, tuple[float, float, float, float]] = {
    "encircle": (1.0, 0.05, 1.0, 0.5),  # what the word means
    "roads cut": (1.0, 0.25, 0.7, 0.3),  # its roads taken by others: most of a siege
    "trap": (1.0, 0.25, 0.8, 0.1),  # people cannot leave; a holder may forbid it without a siege
    "deprive": (1.0, 0.3, 0.5, 0.1),  # hunger also comes without one
    "relieve": (0.06, 1.0, 1.0, 0.5),  # what the word means
    "way opened": (0.25, 1.0, 0.6, 0.2),  # one bridge or road open: the ring has a hole
    "capture": (0.04, 1.0, 1.0, 0.5),  # who besieged it is inside
    "withdraw": (0.3, 1.0, 0.5, 0.2),  # besieged or besiegers left
    "return": (0.3, 1.0, 0.4, 0.1),  # nobody goes home into a siege
    "not yet shut": (0.1, 1.0, 0.8, 0.0),  # the day before it was surrounded
    "shut until then": (1.0, 0.1, 0.8, 0.0),  # the day before its siege was broken
    "not encircled": (0.2, 1.0, 0.7, 0.0),  # said not to be surrounded
    "not relieved": (1.0, 0.3, 0.6, 0.0),  # "no convoy has reached it"
}
