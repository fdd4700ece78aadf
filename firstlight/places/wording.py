"""How reports word where a place lies beside another, as regular expressions.

What each finds is made into a `Phrase` by `phrase.parse`.
"""

from __future__ import annotations

import re

from firstlight.places.directions import DISTANCE, WAY, WAY_LIKE
from firstlight.places.words import CENTRES, EDGES, PARTS, SIDES, SURROUNDINGS

ROAD_WORD = (
    r"(?:(?:main|coastal|coast|desert|only|old|new|international|supply|strategic|dirt|mountain)\s+)*"
    r"(?:road|highway|motorway|route|supply line|railway|railroad|track|corridor|axis)s?"
)
ON_ROAD = rf"(?:(?:on|along|down|up|by|off|astride|near)\s+)?(?:the\s+)?{ROAD_WORD}"
LEADING = (
    r"(?:\s+(?:that\s+)?(?:leading|running|linking|connecting|joining|going|leads|links|runs))?"
)
TO = r"(?:to|towards?|into|in the direction of|for)"
BANK = (
    rf"(?:(?P<way>{WAY_LIKE}|left|right|far|opposite|other|near)\s+)?"
    r"(?-i:river\s?bank|bank|shore|side of the river)s?"
)
BORDER = r"(?:border|frontier|boundary)(?:\s+(?:line|area|zone|strip|region))?"
PART = "|".join(sorted(PARTS | SIDES | CENTRES | EDGES | SURROUNDINGS - {"area"}))
CAPITAL = r"(?-i:[^\W\da-z])"
FLAGS = re.I

OFFSET = re.compile(
    rf"^{DISTANCE}\s*(?:away\s+)?(?:further\s+)?"
    rf"(?:(?:to\s+the\s+|due\s+|straight\s+)?(?P<way>{WAY})(?:wards?)?"
    r"(?:\s+(?:of|from)\s+(?P<rest>.+))?$"
    rf"|(?P<along>(?:up|down|along|out)\s+(?:on\s+)?(?:the\s+)?{ROAD_WORD}{LEADING}\s+(?P<road>.+))$"
    r"|(?P<how>from|of|outside|off|beyond|away from|short of|before|past|inside|into|out of)\s+"
    r"(?P<from>.+)$)",
    FLAGS,
)
TOWARDS = re.compile(
    rf"^(?P<rest>.+?),?\s+(?:{ON_ROAD}\s+)?(?:leading\s+)?{TO}\s+(?P<to>.+)$",
    FLAGS,
)
TO_THE_WAY = re.compile(rf"^(?P<rest>.+?),?\s+to the (?P<way>{WAY})$", FLAGS)
PART_OF = re.compile(rf"^(?:in\s+)?the\s+(?P<way>{WAY})\s+of\s+(?P<rest>.+)$", FLAGS)
SIDE = re.compile(
    rf"^(?:(?:just|immediately|due|further|far|well|directly|slightly)\s+)*(?:to\s+the\s+)?"
    rf"(?:due\s+)?(?P<way>{WAY})\s+(?:of|from)\s+(?P<rest>.+)$",
    FLAGS,
)
BARE_WAY = re.compile(rf"^(?:(?:further|farther|just|due)\s+)*to\s+the\s+(?P<way>{WAY})$", FLAGS)
BETWEEN = re.compile(
    r"^(?P<mid>(?:about |roughly )?(?:half-?\s?way|mid-?\s?way)\s+)?"
    r"(?:(?:in\s+)?between|linking|connecting|joining)\s+(?P<one>.+?)\s+(?:and|with)\s+(?P<two>.+)$",
    FLAGS,
)
HALFWAY = re.compile(
    rf"^(?:half-?\s?way|mid-?\s?way)\s+(?:from\s+(?P<one>.+?)\s+)?(?:{ON_ROAD}\s+)?{TO}\s+"
    r"(?P<two>.+)$",
    FLAGS,
)
ROADS = (
    re.compile(
        rf"^{ON_ROAD}{LEADING}\s+(?:from|out of)\s+(?P<one>.+?)\s+{TO}\s+(?P<two>.+)$", FLAGS
    ),
    re.compile(rf"^{ON_ROAD}{LEADING}\s+between\s+(?P<one>.+?)\s+and\s+(?P<two>.+)$", FLAGS),
    re.compile(rf"^{ON_ROAD}{LEADING}\s+{TO}\s+(?P<two>.+?)\s+from\s+(?P<one>.+)$", FLAGS),
    re.compile(
        rf"^{ON_ROAD}\s+(?:linking|connecting|joining)\s+(?P<one>.+?)\s+(?:and|with|to)\s+(?P<two>.+)$",
        FLAGS,
    ),
    re.compile(rf"^{ON_ROAD}{LEADING}\s+{TO}\s+(?P<two>.+)$", FLAGS),
    re.compile(rf"^{ON_ROAD}{LEADING}\s+(?:from|out of)\s+(?P<one>.+)$", FLAGS),
)  # fmt: skip
NAMED_ROAD = re.compile(
    r"^(?:on\s+|along\s+)?(?:the\s+)?(?P<one>[^\Wa-z][\w'’ -]*?)\s?(?:(?:-|–|—|/| to )\s?"
    r"(?P<two>[^\Wa-z][\w'’ -]*?))?\s+(?:[a-z]+\s+)?(?:road|highway|motorway|route|railway)$"
)
ROAD_SIDE = re.compile(
    rf"^{ON_ROAD}\s+(?P<way>{WAY})(?:wards?)?(?:\s+(?:from|of|out of)\s+(?P<rest>.+))?$", FLAGS
)
OPPOSITE = re.compile(
    rf"^(?:(?:on|from|along)\s+)?(?:the\s+)?{BANK}(?:\s+of\s+(?P<the>the\s+)?(?P<river>.+?))??,?"
    r"(?:\s+(?:opposite|facing|across from|near|at|in|by|beside)\s+(?P<rest>.+))?$",
    FLAGS,
)
ACROSS = re.compile(
    r"^(?:just\s+)?(?:across|over|on the (?:other|far) side of)\s+(?:the\s+)?"
    rf"(?:river|{CAPITAL}\w+)(?:\s+river)?\s+(?:from|opposite)\s+(?P<rest>.+)$|^(?:directly\s+)?(?:opposite|facing)\s+(?P<face>.+)$",
    FLAGS,
)
LAST = re.compile(
    r"^(?:the\s+)?(?P<which>last|first|nearest|final)\s+(?P<what>(?:\w+\s+)?(?:village|town|settlement|"
    r"hamlet|place|city|checkpoint|post|position))\s+(?:inside\s+\w+\s+)?"
    r"(?P<how>before|short of|on|at|near|to|after|beyond|across|over|this side of)\s+(?P<rest>.+)$",
    FLAGS,
)
FRONTIER = re.compile(
    rf"^(?:(?:on|at|near|along|close to|towards?|by)\s+)?(?:the\s+|its\s+)?(?P<whose>.*?)\s*\b"
    rf"{BORDER}"
    r"(?:\s+(?:with|to|into)\s+(?P<with>[^,]+?))?"
    r"(?:\s+between\s+(?P<pair>.+?\s+and\s+.+?))?"
    rf"(?:,?\s+(?:(?:just\s+)?(?:to\s+the\s+)?(?P<way>{WAY})\s+(?:of|from)|near|at|opposite|by|"
    r"closest to|nearest to|close to|outside|on the (?:main )?road from|beyond)\s+(?P<rest>.+))?$",
    FLAGS,
)
NEAR = re.compile(
    r"^(?:just\s+|right\s+|very\s+)?(?:near|near to|close to|around|outside|in the vicinity of|"
    r"next to|beside|not far from|on the approaches to|at the gates of|past|beyond|short of|"
    r"overlooking|above)\s+"
    r"(?P<rest>.+)$",
    FLAGS,
)
OF = re.compile(r"^(?P<what>[a-zà-ÿ' -]+?)\s+(?:of|in|at|near|outside|from|for)\s+(?P<rest>.+)$")
IN_LARGER = re.compile(r"^(?P<what>[^\Wa-z][^,()]*?)\s*[,(]\s*(?P<larger>[^\Wa-z][^,()]*?)\)?$")
SIDE_OF_BORDER = re.compile(r"\b(?:side|part|stretch) of the (?=border|frontier)", re.I)
NAMED_OF = re.compile(r"^(?P<what>[^\Wa-z].*?\s[a-z][a-z ]*?)\s+(?:of|in)\s+(?P<rest>[^\Wa-z].*)$")
LEADING_IN = re.compile(r"^(?:[Ii]n|[Aa]t|[Ii]nside|[Ff]rom|[Oo]n)\s+(?=the\s|an?\s)")
_SEASIDE = r"(?:coast|coastline|beach|beaches|sea ?front|waterfront|corniche|coastal waters)"
COASTAL = re.compile(
    rf"^(?:{DISTANCE}\s+)?(?:just\s+)?(?:(?:(?P<off>off)|on|along|from)\s+)?(?:the\s+)?{_SEASIDE}"
    r"(?:\s+(?:of|off|at|in|near)\s+(?P<rest>.+))?$",
    FLAGS,
)
COAST = re.compile(r"^(?:the\s+)?(?:coast|shore|coastline|waters)\s+(?:of|off)\s+", re.I)
RIM_OF = re.compile(
    rf"^(?:(?:[Oo]n|[Aa]t|[Ii]n|from|near|along|inside)\s+)?(?:[Tt]he\s+)?"
    rf"(?P<what>(?:[a-z]+[ -]){{0,3}}?(?:{PART}))\s+(?:of|to|in)\s+(?P<rest>.+)$"
)
OVER = re.compile(
    r"\s+(?:over|across|spanning)\s+the\s+(?:river\s+)?(?:[Rr]iver|[^\Wa-z]\w+(?:\s+[Rr]iver)?)"
    r"(?=$|\s+(?:at|in|near|north|south|east|west|outside|between)\b)"
)
TOWNS_OF = re.compile(r"^the (?:towns?|villages?|cities|city) of ", re.I)
GATE = re.compile(
    rf"^(?:the\s+|an?\s+)?(?P<whose>{CAPITAL}\S*\s+)?(?:border\s+|land\s+)?(?:crossing|post|gate)"
    rf"(?:\s+point)?s?(?:\s+(?:with|to|into)\s+(?P<with>{CAPITAL}\S*(?:\s{CAPITAL}\S*)*))?"
    rf"(?:,?\s+(?:(?:to\s+the\s+)?(?P<way>{WAY})\s+of|near|at|outside)\s+(?P<rest>.+))?$",
    FLAGS,
)
AT_BORDER = re.compile(
    r"\b(?:crossing|post|town|city|village|guards?|on|at|near|along|of|in|to|from|by)\b", re.I
)
THIS_PLACE = re.compile(
    r"^(?:the|this|that)\s+(?:\w+\s+)?(?:city|town|village|capital|camp|settlement)$|"
    r"^(?:here|there|it)$"
)
START = re.compile(
    rf"(?:^|(?<=[\s,(]))(?:{DISTANCE}\s+(?:\w+|away\s+from|to\s+the)\b|"
    rf"(?:just\s+|immediately\s+|due\s+)?(?:to\s+the\s+|in\s+the\s+|the\s+)?{WAY}\s+(?:of|from)\b|"
    rf"half-?way\b|midway\b|between\b|(?:linking|connecting|joining)\b|(?:on|along)\s+(?:the\s+)?{ROAD_WORD}\b|"
    rf"(?:the\s+)?{ROAD_WORD}\s+(?:from|to|between|out|{WAY})\b|opposite\b|"
    r"(?:on|along|near|at|to|towards|across|over|of)\s+the\s+(?:\S+\s+){0,2}(?:border|frontier|bank)\b|"
    rf"(?:near|around|outside|overlooking|above)\b|(?:{WAY_LIKE}\s+(?:and\s+)?)*(?:{PART})\s+of\b)",
    FLAGS,
)
"""Where in a sentence a description of a place may begin."""
