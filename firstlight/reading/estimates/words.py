"""The words that say what a number counts: nouns for those counted, words of each measure.

Every trigger has shapes, the places where the number it governs may stand:

    S  before it, as the subject of an intransitive verb     "20,000 people fled"
    P  before it, as the subject of a passive or participle  "20,000 people (were) displaced"
    O  after it, as its object or its complement             "displacing 20,000", "the death of 12"
    L  after it, as the value of a label                     "Displaced: 53,124", "the toll rose "
        "to 85"
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from firstlight.records import Measure, Unit


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Noun:
    """Whom or what a noun counts, and the measure it states by itself (None: it needs a verb)."""

    unit: Unit
    group: str | None = None
    measure: Measure | None = None


def _nouns() -> dict[str, Noun]:
    table: tuple[tuple[Noun, str], ...] = (
        (Noun("people"), "people persons person individuals souls others men boys members "
         "victims lives patients survivors citizens nationals locals"),
        (Noun("people", "civilians"), "civilians civilian noncombatants non-combatants villagers "
            "townspeople "
         "farmers workers labourers laborers pilgrims students teachers journalists doctors nurses "
         "worshippers worshipers passengers miners traders shoppers mourners protesters labourer "
         "pensioners elderly herders fishermen monks priests drivers medics nuns activists "
         "paramedics volunteers clerics detainees prisoners inmates migrants worker teacher doctor "
         "nurse journalist student farmer villager mourner worshipper passenger miner traders "
         "shopkeepers bystanders churchgoers aid-workers humanitarians staff employees engineers "
         "lawyers politicians officials elders tribespeople townsfolk holidaymakers"),
        (Noun("people", "women"), "women woman girls girl mothers"),
        (Noun("people", "children"), "children child kids minors babies infants schoolchildren "
            "pupils "
         "orphans youngsters toddlers under-fives schoolgirls schoolboys teenagers"),
        (Noun("people", None, "displaced"), "idps idp displaced refugees refugee evacuees"),
        (Noun("people", None, "fled"), "arrivals"),
        (Noun("people", None, "returned"), "returnees returnee returns"),
        (Noun("people", None, "population"), "residents inhabitants dwellers"),
        (Noun("people", None, "killed"), "dead deaths fatalities bodies corpses"),
        (Noun("people", None, "injured"), "wounded injured injuries"),
        (Noun("people", None, "abducted"), "hostages captives abductees kidnappings abductions"),
        (Noun("people", "fighters", "fighters"), "fighters fighter militants militant soldiers "
         "soldier troops insurgents jihadists rebels rebel gunmen combatants guerrillas guerillas "
         "militiamen paramilitaries recruits servicemen peshmerga commandos marines mercenaries "
         "conscripts terrorists cadres tribesmen policemen militia policeman gunman jihadis "
         "mujahideen infantry personnel officers guards conscript infantrymen paratroopers"),
        (Noun("families"), "families family"),
        (Noun("households"), "households household hh hhs"),
        (Noun("villages", None, None), "villages village hamlets settlements towns town "
         "localities communities"),
        (Noun("houses"), "houses house homes dwellings buildings"),
    )  # fmt: skip
    return {word: noun for noun, text in table for word in text.split()}


NOUNS = _nouns()
SINGULAR = re.compile(
    r"\b(?:a|an|one|another)\s+(?:[\w-]+\s+){0,2}?(?P<noun>man|woman|child|girl|boy|civilian|"
    r"soldier|policeman|fighter|person|journalist|nurse|doctor|farmer|baby|teenager|driver|teacher|"
    r"student|militant|policewoman|guard|commander|medic|volunteer|resident)\b"
)
"""One person, as they die in reports: "a nurse was killed"."""


@dataclass(frozen=True, slots=True)
class Trigger:
    measure: Measure
    shapes: str
    pattern: str
    nouns: str = ""
    """Of whom it is said. 'civil': never of fighters; 'fighters': of them alone; 'place': of
    villages and houses; 'forced': of those driven from or made to leave; 'leave': of civilians,
    and not in the passive; 'dead': where "dead" follows; 'held': where captivity follows; 'lost':
    of fighters that a force lost; '': of people of any kind."""


_HOMES = r"(?:their|his|her)\s+(?:homes?|houses?|villages?|land|towns?)"
_PREP_HOME = rf"(?:from|out\s+of)\s+(?:{_HOMES}|home)"
TRIGGERS: tuple[Trigger, ...] = (
    # trapped
    Trigger("trapped", "PO", r"trapped|stranded|besieged|encircled|marooned|hemmed\s+in|"
            r"pinned\s+down"),
    Trigger("trapped", "P", r"cut\s+off|stuck|confined|under\s+siege|caught\s+(?:up\s+)?(?:in|"
            r"between)"),
    Trigger("trapped", "O", r"trapping|stranding|traps|besieging|encircling"),
    Trigger("trapped", "S",
            r"unable\s+to\s+(?:leave|flee|get\s+out|escape)|(?:cannot|can't|could\s+not|can\s+not|"
            r"couldn't)\s+(?:leave|flee|get\s+out|escape)|prevented\s+from\s+(?:leaving|fleeing)|"
            r"barred\s+from\s+leaving|not\s+(?:been\s+)?(?:allowed|permitted|able)\s+to\s+(?:leave|"
            r"flee)|(?:(?:remain(?:s|ed|ing)?|left|still|are|were|be|stay(?:ed|ing)?|"
            r"holding\s+out)\s+)(?:inside|behind)|remain(?:s|ed|ing)?\s+(?:trapped|in\b)|hold(?:ing)?\s+out\s+(?:in|at)|"
            r"still\s+in\b|inside\b"),
    Trigger("trapped", "L", r"trapped|besieged|stranded|people\s+inside"),
    # fled
    Trigger("fled", "S",
            r"fled|flees?|fleeing|escaped?|escaping|poured\s+(?:out|into|across)|streamed\s+(?:out|"
            r"into|across)|(?:got|made\s+it|walked|moved|came|managed\s+to\s+get)\s+(?:out|through|away)|"
            r"(?:s(?:ought|eek|eeking)|tak(?:en|ing|e)|took|found)\s+(?:refuge|shelter|safety)|"
            r"abandon(?:ed|ing)\s+their|on\s+the\s+move|(?:crossed|crossing|crosses)\s+(?:into|from|"
            r"the\s+border|the\s+river|over|to)|ran\s+for\s+their\s+lives"),
    Trigger("fled", "S",
            r"(?:left|leaving|leave)(?!\s+(?:dead|wounded|injured|homeless|without|behind|stranded|"
            r"to\b|with|in\s+(?:need|the\s+(?:city|town|area|enclave))|over\b|trapped|alive|only|"
            r"hungry|at\b|unable|destitute|an?\b|some|no\b|\d|inside|nothing|starving|exposed|"
            r"vulnerable))|(?:arrived|arriving|arrive|arrives)(?=\s+(?:in|at|from|on|by|the|this|"
            r"since|here|so|yesterday)|\s*[.,;]|\s*$)|reached(?=\s+(?:safety|"
            r"the\s+(?:\w+\s+)?(?:camps?|border|town|city|reception|screening))|"
            r"\s+(?!(?:with|by|an?|the|this|that|more|over|about|nearly|in|on|for|agreement|out|\d)\b)[a-z])|"
            r"departed|(?:gone|went)\s+to(?!\s+(?:school|work|war|vote|bed|the\s+polls|\w+\s+school)\b)",
            "leave"),
    Trigger("fled", "PO", r"evacuated|rescued|relocated|bus?sed\s+out|brought\s+out", "civil"),
    Trigger("fled", "O", r"(?:flight|exodus|evacuation|arrivals?|influx|departure)\s+of|evacuating|"
            r"(?:received|receiving|hosted)(?=\s+\S*\s*\d)|forced", "civil"),
    Trigger("fled", "L", r"new\s+arrivals|arrivals|fled|departures", "civil"),
    # displaced
    Trigger("displaced", "PO", r"displaced|uprooted|made\s+homeless|rendered\s+homeless|"
            rf"(?:driven|forced|chased|expelled)\s+{_PREP_HOME}", "civil"),
    Trigger("displaced", "O", r"displac(?:es|ing)|displacements?\s+of|uprooting|"
            r"(?:driven|forced|drove|forcing|driving|expelled|expelling)", "forced"),
    Trigger("displaced", "S", r"homeless|(?:shelter(?:ing|ed)?|liv(?:e|es|ing)|staying|stayed|"
            r"housed|camped|sleep(?:s)?|accommodated|sleeping|hosted)\s+(?:in|at|with|out)\s+(?:(?:\w+|"
            r"\w+-\w+)\s+){0,3}?(?:camps?|schools?|tents|mosques?|churches|sites?|shelters?|open|"
            r"compounds?|cathedral|monaster(?:y|ies)|stadium|airport|bases?|mission|hangars?|"
            r"host|relatives|collective)", "civil"),
    Trigger("displaced", "S", r"(?:en)?camp(?:ed|ing)(?:\s+out)?\s+(?:outside|near|along|by|beside|"
            r"on|under|around|in|at)\b", "civil"),
    Trigger("displaced", "L", r"displaced(?:\s+(?:people|persons|families|population))?|idps?|"
            r"displacement|evacuees|caseload|refugees", "civil"),
    # returned
    Trigger("returned", "S", r"returned|returning|returns?(?=\s+to)|(?:gone|went|go|going|come|"
            r"came|coming|moved)\s+(?:back|home)|resettled", "civil"),
    Trigger("returned", "O", r"returns?\s+of", "civil"),
    Trigger("returned", "L", r"return(?:ed|ees?|s)", "civil"),
    # in need
    Trigger("in_need", "S", r"in\s+(?:\w+\s+){0,3}?need|need(?:s|ed|ing)?|requir(?:e|es|ed|ing)|"
            r"(?:depend(?:s|ed|ent|ing)?|rel(?:y|ies|ied|ying))\s+(?:\w+\s+)?(?:up)?on|"
            r"food[\s-]insecure|(?:fac(?:e|es|ed|ing)|suffer(?:s|ed|ing)?(?:\s+from)?|"
            r"at\s+risk\s+of|threatened\s+(?:by|with))\s+(?:\w+\s+){0,3}?(?:hunger|starvation|"
            r"famine|malnutrition|shortages?|thirst|food\s+insecurity)|at\s+risk\b|(?:lack(?:s|ed|"
            r"ing)?|without|short\s+of|no)\s+(?:\w+\s+){0,3}?(?:food|water|shelter|medicines?|fuel|"
            r"power|heat|bread|supplies|care|electricity|aid|access|healthcare|health\s+care)|"
            r"going\s+hungry|starving|malnourished|affected",
            "civil"),
    Trigger("in_need", "O", r"affecting|in\s+need\s+are|needs\s+of", "civil"),
    Trigger("in_need", "L", r"(?:people\s+)?in\s+need|pin|affected(?:\s+(?:people|population))?",
            "civil"),
    # killed
    Trigger("killed", "PO", r"killed|slain|massacred|executed|shot\s+dead|martyred|murdered|"
            r"beheaded|slaughtered|gunned\s+down|hanged|assassinated|eliminated|neutrali[sz]ed|"
            r"liquidated"),
    Trigger("killed", "S", r"died|perished|lost\s+their\s+lives|drowned|(?:starved|burned|burnt|"
            r"frozen?|froze)\s+to\s+death|dead|have\s+died"),
    Trigger("killed", "O", r"killing|kills?|(?:the\s+)?(?:killings?|deaths?|murders?|massacre|"
            r"execution)\s+of|claim(?:ed|ing|s)(?:\s+the\s+lives\s+of)?|executing|massacring|"
            r"slaughtering|costing|eliminating|neutrali[sz]ing|liquidating|loss\s+of"),
    Trigger("killed", "S", r"(?:did\s+not|didn't)\s+(?:survive|make\s+it"
            r"(?!\s+(?:to|out|through|across|back|home|in)\b))"),
    Trigger("killed", "O", r"left|leaving|leaves", "dead"),
    Trigger("killed", "O", r"lost|los(?:es|ing)", "lost"),
    Trigger("killed", "L", r"(?:death\s+)?toll|killed|dead|deaths|fatalities|losses|martyrs"),
    # injured
    Trigger("injured", "PO", r"injured|wounded|hurt|maimed"),
    Trigger("injured", "P", r"(?:treated|admitted|operated\s+on)\s+(?:for|with)\s+"
            r"(?:[\w-]+\s+){0,3}?(?:wounds?|injur(?:y|ies)|burns)"),
    Trigger("injured", "O", r"(?:treat(?:ed|ing)|admitted)(?=\s+[\w,]+\s+(?:\w+\s+){0,2}?(?:for|"
            r"with)\s+(?:[\w-]+\s+){0,3}?(?:wounds?|injur(?:y|ies)|burns)\b)"),
    Trigger("injured", "O", r"injur(?:es|ing)|wound(?:s|ing)|maiming"),
    Trigger("injured", "L", r"injured|wounded|injuries"),
    # abducted
    Trigger("abducted", "PO", r"abducted|kidnapped|(?:taken|held|took|taking|holding|"
            r"holds?)\s+(?:as\s+)?(?:hostage|captive|prisoner)|forcibly\s+disappeared|enslaved|"
            r"held(?=\s+(?:by|in\s+captivity)|\s*[.,;]|\s*$)|(?:rounded\s+up|taken\s+away)"),
    Trigger("abducted", "O", r"abducting|kidnapping|abductions?\s+of|kidnapping\s+of|enslaving|"
            r"abducts|kidnaps|took(?=\s+\S+\s+(?:\w+\s+)?(?:hostage|captive))"),
    Trigger("abducted", "P", r"(?:hostage|captive)"),
    Trigger("abducted", "O", r"holding|holds|hold|held|taking|took", "held"),
    Trigger("abducted", "L", r"abducted|kidnapped|abductions|kidnappings"),
    # population
    Trigger("population", "O", r"population\s+of|home\s+to|inhabited\s+by|"
            r"(?:city|town|village|enclave|district|neighbou?rhood|suburb|settlement|island)\s+of"),
    Trigger("population", "L", r"population|pop\b\.?"),
    Trigger("population", "S", r"(?:liv(?:e|es|ed|ing)|resid(?:e|es|ed|ing)|dwell)(?=\s+(?:in|"
            r"there|here|inside))"),
    # fighters
    Trigger("fighters", "O", r"(?:force|garrison|contingent|army|column|strength|detachment|unit|"
            r"group)\s+of|deployed|deploying|massed|massing", "fighters"),
    # places taken
    Trigger("places_taken", "PO", r"captured|seized|taken|retaken|recaptured|liberated|freed|"
            r"overrun|cleared|secured|regained|conquered|occupied|stormed", "place"),
    Trigger("places_taken", "O", r"took|takes|taking|retook|retaking|capturing|captures|seizing|"
            r"recapturing|liberating|overran|overrunning|(?:re)?gained\s+control\s+of|(?:took|"
            r"taken|taking|take)\s+control\s+of|(?:capture|seizure|liberation|control|"
            r"recapture)\s+of|clearing|securing|freeing|now\s+hold|won\s+back", "place"),
    Trigger("places_taken", "S", r"fell|fallen|(?:under|in)\s+(?:\w+\s+){0,2}(?:control|hands)",
            "place"),
)  # fmt: skip

TRIGGER = re.compile(
    "|".join(
        rf"(?P<t{index}>\b(?:{trigger.pattern})(?!\w))" for index, trigger in enumerate(TRIGGERS)
    )
)
"""Finds one trigger at a place; the words of several measures are found by `all_at`."""

_EACH = tuple(re.compile(rf"\b(?:{trigger.pattern})(?![\w-])") for trigger in TRIGGERS)


def triggers(text: str) -> list[tuple[int, int, Trigger]]:
    """Every trigger in lower-cased text as (start, end, trigger), in the order of the text."""
    if not TRIGGER.search(text):
        return []
    found = [
        (match.start(), match.end(), trigger)
        for trigger, pattern in zip(TRIGGERS, _EACH, strict=True)
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda item: (item[0], -item[1]))


LOST = re.compile(r"\b(?:did\s+not|didn't)\s+(?:survive|make\s+it)$")
"""Words that deny nothing: they tell of the dead."""
AUXILIARIES = words(
    "is are was were be been being am get gets got getting have has had having may might could "
    "would will can should must to do does did not yet still now already also even believed "
    "thought feared reported reportedly estimated said known confirmed presumed expected "
    "understood considered who that which whom forcibly newly internally currently mostly mainly "
    "largely recently since then remain remains remained become became left trying tried "
    "attempting managed forced begun began started continue continued continuing alone least so "
    "far again all both apparently allegedly seriously severely badly critically lightly slightly "
    "violently extrajudicially sometimes there here each more thus living live indirectly directly "
    "just later subsequently eventually finally initially first obliged compelled able urgently "
    "acutely desperately dangerously completely effectively temporarily permanently voluntarily "
    "successfully safely out too only once when never or and ."
)
PREPOSITIONS = words(
    "in inside from at of near around across on within by outside during under with over between "
    "among amid through along into throughout for since after before below above behind"
)
BEFORE = words(
    "of the some to at as a an another further additional more total number rose risen reached "
    "reaching stands stood stand is was are were has had have been up people persons lives "
    "including mostly estimated and or by now than about around least nearly over almost : , = | - "
    "– — official overall confirmed reported new his her its their them these those from in "
    "exceeded exceeds exceed passed climbed grew grown totalled totaled totals numbering swelled "
    "swollen soared surged doubled tripled jumped passing currently far so least other hit topped "
    "increased increasing figure figures"
)
STOPPERS = words(
    "and or but who that which whom whose while when where as if because than then to in on at by "
    "from for with without into onto over under near around across inside outside within during "
    "since after before until between among amid through along against about is are was were be "
    "been being have has had may might could would will can should must do does did not still now "
    "so also there here per including excluding mostly the a an this these those its his her their "
    "it he she they we said say yes each out off up down back away alone"
)
AFTER_PASSIVE = words(
    "in by at on during since when and near as after from so there inside while across over within "
    "under between this last yesterday to outside along with or but for because today overnight "
    "before among around throughout here per that who if until through every each due tonight amid "
    "behind below nationwide alone daily monthly later ago earlier again already so far homes of"
)

PARTICIPLES = words(
    "trapped displaced besieged stranded wounded injured abducted kidnapped fleeing starving "
    "malnourished returning returned uprooted encircled armed unarmed hungry missing remaining "
    "severely acutely newly internally forcibly critically"
)
"""Words between a number and its noun that may be a measure's too."""

TOLL = re.compile(
    r"\btoll\b|\bas\s+(?:of|at)\b|\btotal(?:s|led|ling|ing)?\b|\bso far\b|\bto date\b|\bsince\b|"
    r"\b(?:over|in|during|for|within)\s+(?:the\s+)?(?:past|last|previous|first|recent|three|two|"
    r"four|five|six|\d+)\s+(?:\w+\s+)?(?:days|weeks|months|years|fortnight|week|month|year|"
    r"hours)\b|\b(?:this|last)\s+(?:month|year|week)\b|\bduring the (?:\w+\s+)?(?:siege|war|"
    r"offensive|conflict|battle|campaign|operation|fighting|uprising|occupation)\b|\b(?:has|"
    r"have)\s+(?:been\s+|already\s+|now\s+|also\s+|so\s+far\s+)*(?:killed|died|lost|perished|"
    r"claimed|left|risen|reached|passed|cost)\b|\bbringing\b|\bbrings\b|\brose\s+to\b|"
    r"\brisen\s+to\b|\bcumulative\b|\boverall\b|\bcasualties (?:since|between|from)\b|"
    r"\bper\s+(?:day|week|month)\b|\b(?:each|every)\s+(?:day|week|month)\b|\bin the course of\b|"
    r"\bover the course of\b|\b(?:the\s+)?(?:war|siege|offensive|conflict|battle|campaign|"
    r"fighting)\s+(?:has|had|have|killed|claimed|cost|left)\b|\bdaily\b|\bin the (?:\w+\s+)?(?:war|"
    r"siege|conflict|offensive|campaign)\b"
)
"""Words by which a number of dead is a toll over a time or a total, not that of one happening."""
