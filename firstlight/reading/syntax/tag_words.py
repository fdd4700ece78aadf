"""The word lists of the tagger: closed classes, words that are noun or verb, marks."""

from __future__ import annotations

import re


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LISTS = {
    "D": "the a an this these those its their his her our my your some any no every each either "
    "neither another all both what whose many much most more several few various enough such",
    "A": "it they he she we you i them him us me who whoever there himself herself itself "
    "themselves others someone somebody something nothing everything",
    "C": "and or but nor & yet",
    "S": "after before while because since until till if unless although though when whenever "
    "once whereas whether as that than lest amid",
    "R": "which who whom where whose that",
    "M": "will would may might can could shall should must won't wouldn't can't cannot couldn't "
    "shouldn't mustn't may'nt 'll 'd ought",
    "X": "be is are was were been being am has have had having do does did isn't aren't wasn't "
    "weren't hasn't haven't hadn't don't doesn't didn't 's 've 're 'm get gets got getting "
    "it's they're they've we're we've he's she's there's that's ain't",
    "G": "not never n't nor no-longer",
    "T": "to",
    "P": "in on at of from by with for into onto near outside inside around along across through "
    "towards toward against over under between among about during within without upon off above "
    "below behind beside besides beyond despite throughout per via amidst following like unlike "
    "except up down out amongst including north-of atop past versus vs",
    "B": "now then here again still already also only just even too very soon later earlier "
    "however meanwhile instead therefore thus once twice away back together almost nearly about "
    "ago forward forwards southwards northwards eastwards westwards afterwards afterward "
    "altogether abroad home indeed perhaps maybe nevertheless nonetheless moreover further "
    "southward northward eastward westward alongside apart ahead so deep far always often yet "
    "reportedly allegedly apparently otherwise hence likewise overnight",
    "J": "able unable likely unlikely ready free new old young large small big great last next "
    "first second third other own same heavy intense fierce deadly main key strategic "
    "early late recent several local foreign international national southern northern eastern "
    "western central north-eastern north-western south-eastern south-western northeastern "
    "northwestern southeastern southwestern upper lower armed military civil full safe open dead "
    "hungry alive set due willing afraid joint fresh special former "
    "nearby neighbouring neighboring surrounding remaining ongoing key vital only suspected "
    "unidentified unknown allied so-called loyal backed aligned affiliated opposed linked "
    "self-declared government pro-government elite",
    "H": "monday tuesday wednesday thursday friday saturday sunday january february march april "
    "may june july august september october november december mon tue tues wed thu thur thurs fri "
    "sat sun jan feb mar apr jun jul aug sep sept oct nov dec yesterday today tomorrow tonight "
    "week weeks month months year years day days hour hours weekend fortnight minutes morning "
    "afternoon evening night midnight noon dawn dusk midday nightfall decade ramadan eid",
    "U": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty "
    "ninety hundred thousand million billion dozen dozens hundreds thousands scores half",
}


CLOSED: dict[str, str] = {}
for _tag, _text in _LISTS.items():
    for _one in _text.split():
        CLOSED.setdefault(_one, _tag)
CLOSED.update({"that": "S", "who": "R", "whose": "R", "where": "R", "march": "", "may": "M"})
CLOSED.update({"following": "", "including": "P", "open": "", "free": "", "set": "", "second": "J"})
CLOSED.update(
    {
        "once": "S",
        "so": "B",
        "like": "P",
        "past": "",
        "home": "",
        "back": "P",
        "then": "B",
        "away": "P",
    }
)
CLOSED.update({"sun": "", "sat": "", "mar": "", "dec": "H", "about": "P", "yet": "B", "along": "P"})
CLOSED.update({"tens": "U", "get": "", "got": "", "gets": "", "getting": "", "no": "D", "ago": "B"})


CLOSED = {_one: _tag for _one, _tag in CLOSED.items() if _tag}


MARKS = {
    **dict.fromkeys(("–", "—", "--", "-", "..", "...", "…"), "-"),
    **dict.fromkeys(("(", "[", "{"), "("),
    **dict.fromkeys((")", "]", "}"), ")"),
    **dict.fromkeys(('"', "“", "”", "«", "»", "'", "‘", "’", "„"), '"'),
    **dict.fromkeys((".", "!", "?"), "."),
    ",": ",", ";": ";", ":": ":", "/": ",", "|": ";", "&": "C", "%": "N", "$": "U", "€": "U",
}  # fmt: skip


NOT_ADVERBS = words(
    "family assembly italy ally supply reply early daily weekly monthly only elderly deadly likely "
    "unlikely friendly rally fly july apply holy sicily silly curly lonely orderly anomaly bully"
)


CAPITALISED_TIME = words("march may sun sat mar")


NUMBER = re.compile(r"[~≈<>+±]?\d")


YEAR = re.compile(r"(?:1[89]|20)\d\d$")


# Noun readings of verbs that the lexicon has as verbs; the context decides, the noun by default.
NOUNISH = words(
    "attack raid assault ambush siege strike fight push control fall escape return shell bomb fire "
    "hit kill claim report force close ring storm head mass edge land plant rocket mortar torture "
    "rape abuse lead place state order plan fear need base support aid hold move advance march "
    "battle clash target stop block cross press approach rule level drop surrender withdraw "
    "loss murder massacre slaughter shelter supply truck release launch lift break gain "
    "request demand call deal wound harm damage burn wait ban bar limit share issue protest rally "
    "focus form change increase decrease rise test check guard guide fuel trigger walk ride drive "
    "run work sleep rest trade loot mine ram starve hunger shot patrol command leave deploy "
    "flood stage search transfer transport deposit visit use help charge warning witness "
    "retreat regain flow house quarter post number record air play score win trap count pull "
    "draw turn view hope doubt promise threat quote comment estimate request exchange purge lay "
    "convert conduct escort crowd process offer set blockade round study export import open "
    "display exhibit near free clear secure empty answer smuggle contrast survey shift print halt "
    "air surge hail trial cut blow defeat rescue repair ransack hamper link cover cost cause "
    "delay trace track border question name label experience resort influence balance "
    "bombard desert ease split stem wage mount spark advise feed farm fish hunt dress line"
)


ADJECTIVAL = words("near free clear secure empty open split set shut cut close")


PLURAL_SUBJECTS = words(
    "people troops police forces fighters they we i you who men women children cattle militia "
    "military guerrillas peshmerga taliban houthis shabaab"
)


NO_NOUN_BEFORE = frozenset("DOPJU")


COPULAS = words("remain stay get become lie")


HEDGES = {
    "at": ("least", "most"),
    "more": ("than",),
    "less": ("than",),
    "fewer": ("than",),
    "up": ("to",),
    "as": ("many as", "few as"),
    "an": ("estimated",),
    "close": ("to",),
    "over": ("",),
    "about": ("",),
    "around": ("",),
    "some": ("",),
    "nearly": ("",),
    "almost": ("",),
    "between": ("",),
}


COUNTING = words("at more up as about some nearly almost around over between scores")


AFTER_NOUNS = words("loyal backed allied aligned affiliated opposed linked able unable ready set")


COMPASS = words(
    "north south east west northeast northwest southeast southwest north-east north-west "
    "south-east south-west"
)


DOES = words("do does did don't doesn't didn't")


TAKEN_WITH = {
    "advance": words("on towards toward into to in"),
    "clash": words("with in near over"),
    "fight": words("in for against to over"),
    "battle": words("in for against to over"),
    "withdraw": words("from"),
    "retreat": words("from to"),
    "escape": words("from to"),
    "return": words("to"),
    "move": words("into in on towards"),
    "push": words("into in on towards"),
    "close": words("in"),
    "surrender": words("in to"),
    "shell": words(""),
    "fall": words("to"),
}


PREMODIFIERS = words(
    "displaced besieged wounded injured armed trapped surrounded suspected destroyed encircled "
    "abducted kidnapped detained stranded captured killed liberated occupied disputed contested"
)
HOLDERS = words("rebel government regime opposition army militant separatist insurgent junta")
