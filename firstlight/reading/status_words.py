"""The words that plan, doubt, deny, frame or carry on what a clause tells."""

from __future__ import annotations

import re

from firstlight.reading.syntax.tag_words import words

STATES = words("hold encircle trap deprive clash")
"""Event types that last: told in the present tense they are ongoing."""


PLANNED = words(
    "plan intend aim prepare order instruct command ask urge call demand request require agree "
    "decide schedule propose vow pledge promise await want seek try attempt fight battle struggle "
    "set push need advise invite encourage work move bid look beg tell compete return deploy come "
    "launch begin-operation race amass gather send mobilise mobilize train use offer choose"
)


POSSIBLE = words(
    "hope wish expect threaten fear consider appear seem believe think suspect allege claim say "
    "report rumour rumor risk assume estimate purport"
)


DENIED = words("fail refuse decline neglect forget")


CARRIED_ON = words("begin start continue resume keep proceed go manage help succeed get tend")


CAUSED = words(
    "force compel allow permit enable cause lead oblige let make see hear find oblige drive leave "
    "join unite agree-on be have stop"
)


STOPPED = words("stop cease halt avoid")


RANKED = words("first second third last latest next only 2nd 3rd 1st")


PLAN_ADJECTIVES = words("set due ready poised about going willing prepared scheduled determined")


POSSIBLE_ADJECTIVES = words("likely possible expected free bound eager")


DISTANT = words("claim allege assert boast purport rumour rumor speculate suggest suspect")


FEARED = words("fear worry expect predict hope threaten warn doubt believe think consider assume")


DENIES = words("deny refute dismiss reject disprove")


CONDITION = words("if unless lest whether")


UNVERIFIED = re.compile(
    r"\b(?:unverified|unconfirmed|rumou?rs?|rumou?red|"
    r"(?:not|n't|cannot|could not) be (?:\w+ )?(?:verified|confirmed|corroborated)|"
    r"not (?:been |yet been )?(?:\w+ )?(?:verified|confirmed)|no (?:independent )?confirmation|"
    r"we (?:hear|are hearing)|claims? (?:to have|that|of))\b",
    re.IGNORECASE,
)


ADVERBS = words("reportedly allegedly purportedly supposedly apparently")


FALSE = re.compile(
    r"\b(?:(?:is|are|was|were) (?:false|untrue|not true that|fake|wrong|baseless|a lie)|no truth|"
    r"(?:rumou?rs?|claims?|reports?|news) (?:that|of|about) [^.;]{0,160}?\b(?:is|are|was|were) "
    r"(?:\w+ )?(?:false|untrue|fake|denied|wrong|baseless))\b",
    re.IGNORECASE,
)


NOBODY = words("no none neither nobody nothing")


NOW = words("is are am 's 're has have isn't aren't remain remains it's they're we're")


AIMS = words(
    "goal aim aims aimed hope hopes intention plan plans purpose objective bid view verge brink"
)


CHANCES = words("threat risk fear fears possibility chance prospect danger idea charge")


GOES_ON = STATES | {"airstrike", "shelling", "attack", "offensive"}


PHASES = words("begin start continue keep resume")


PREVENTS = words("prevent stop bar block keep forbid ban prohibit discourage deter")
