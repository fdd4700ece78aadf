"""Words around place names: kinds of sites, directions, and names that are ordinary words too."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from firstlight.places.folding import fold

_COMMON = Path(__file__).parent.parent / "data" / "gazetteer.common.txt"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Given names and surnames that stand in the news, and are towns or villages too.
_PERSONS = _set(
    "abbas abdul abdullah adam ahmad ahmed alexander ali amin anderson assad austin bashar bashir "
    "blair brown bush carter charles clinton cruz daniel david diana elizabeth erdogan farah "
    "fatima francis gadhafi george gordon haftar hamid hariri harris hasan hassan hussein ibrahim "
    "idris irving ismail jackson jordan joseph kamal karim kennedy kerry khalid khalil laura "
    "lincoln macron madison mahdi mahmoud marcos maria martin mary mattis mohamed mohammed moore "
    "morgan murray musa mustafa nasser nelson obama omar osman othman paul petraeus putin qasim "
    "rahman rashid rice roosevelt rousseff sadiq salah saleh salem salim santos sharon simon "
    "solomon suleiman taylor thomas trump truman victoria washington wilson yousef yusuf zayed"
)

_ROMANISED = """
    AE AF AM BD BG BH BT BY CN CY DJ DZ EG ER ET GE GR HK IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB
    LK LY MA ME MK MM MN MO MR MV NP OM PK PS QA RS RU SA SD SS SY TD TH TJ TN TW UA YE
"""
ROMANISED = frozenset(_ROMANISED.split())
"""Countries whose places are written in another script than the Latin: names come in many ways."""

SITES: dict[str, tuple[str, ...]] = {
    "dam": ("DAM",), "barrage": ("DAM",), "weir": ("DAM",),
    "port": ("PRT",), "harbour": ("PRT",), "harbor": ("PRT",), "seaport": ("PRT",),
    "airport": ("AIRP", "AIRB"), "airfield": ("AIRB", "AIRP"), "airstrip": ("AIRP", "AIRB"),
    "airbase": ("AIRB", "AIRP"), "air base": ("AIRB", "AIRP"), "military airport": ("AIRB", "AIRP"),
    "military airfield": ("AIRB", "AIRP"), "international airport": ("AIRP", "AIRB"),
    "base": ("MILB", "AIRB"), "military base": ("MILB", "AIRB"), "army base": ("MILB",),
    "barracks": ("MILB",), "garrison": ("MILB",), "military camp": ("MILB",),
    "old military camp": ("MILB",), "army camp": ("MILB",), "old camp": ("MILB",),
    "camp": ("CMPRF", "MILB"), "refugee camp": ("CMPRF",), "displacement camp": ("CMPRF",),
    "idp camp": ("CMPRF",), "tent camp": ("CMPRF",), "camps": ("CMPRF",),
    "bridge": ("BDG",), "bridges": ("BDG",),
    "crossing": ("PSTB", "BDG"), "border crossing": ("PSTB",), "border post": ("PSTB",),
    "roundabout": ("RDJCT",), "junction": ("RDJCT",), "intersection": ("RDJCT",),
    "crossroads": ("RDJCT",), "square": ("RDJCT",),
    "hospital": ("HSP",), "university hospital": ("HSP",), "general hospital": ("HSP",),
    "university": ("UNIV",), "mosque": ("MSQE",), "citadel": ("CSTL",), "stadium": ("STDM",),
    "refinery": ("OILR",), "oil refinery": ("OILR",), "power plant": ("PS",),
    "power station": ("PS",), "nuclear plant": ("PS",), "nuclear power plant": ("PS",),
    "plant": ("MFG", "PS"), "steelworks": ("MFG",), "steel plant": ("MFG",), "factory": ("MFG",),
    "silos": ("BLDG",), "grain silos": ("BLDG",), "conference centre": ("BLDG",),
    "conference center": ("BLDG",), "conference halls": ("BLDG",), "halls": ("BLDG",),
    "market": ("MKT",), "bazaar": ("MKT",), "prison": ("PRN",), "jail": ("PRN",),
    "oil field": ("OILF",), "oilfield": ("OILF",), "gas field": ("GASF", "OILF"),
    "oil terminal": ("PRT", "OILR"), "naval base": ("NVB", "MILB"), "helicopter base": ("AIRB",),
    "checkpoint": ("PSTB",), "island": ("ISL",), "mountain": ("MT",), "mountains": ("MT",),
}  # fmt: skip
"""Words for a site to the GeoNames feature codes that they may mean, likeliest first."""

OUTLYING = _set("DAM AIRP AIRB AIRF MILB NVB CMPRF PSTB PS OILR OILF GASF MT ISL")
"""Kinds of sites that stand outside the built-up land of their town as often as in it."""

PARTS = _set(
    "quarter quarters neighbourhood neighborhood neighbourhoods neighborhoods suburb suburbs "
    "ward sector centre center downtown district districts"
)
"""Words for a part of a town."""

AREAS = _set(
    "province provinces governorate governorates region state county prefecture oblast department "
    "territory division wilaya countryside subdistrict sub-district woreda raion canton"
)
"""Words for a unit or a tract of land larger than a town."""

SETTLEMENTS = _set("city town village villages township hamlet municipality settlement capital")

EDGES = _set(
    "outskirts outskirt edge edges periphery fringe fringes entrance entrances gates limits"
)
"""Words for the rim of a town."""

SURROUNDINGS = _set("approaches vicinity surroundings countryside area areas hinterland farmland")
"""Words for the land about a town."""

CENTRES = _set("centre center downtown heart core")

SIDES = _set("part parts side half end flank section corner areas")
"""Words for a part of a town that say nothing without a direction."""

AREA_FEATURES = (
    "ADM", "PCL", "RGN", "CONT", "OCN", "SEA", "GULF", "STRT", "BAY", "LK", "STM", "CNL", "DLTA",
    "MTS", "VAL", "PLN", "PLAT", "DSRT", "FRST", "PEN", "ISLS", "PRK", "SWMP",
)  # fmt: skip


def is_area(feature: str) -> bool:
    """Whether a GeoNames feature code is a tract of land or water, and no one point."""
    return feature.startswith(AREA_FEATURES)


def is_town(feature: str) -> bool:
    """Whether a GeoNames feature code is a populated place of its own, not a quarter of one."""
    return feature.startswith("PPL") and feature != "PPLX"


@cache
def _common() -> frozenset[str]:
    return frozenset(_COMMON.read_text(encoding="utf-8").split())


def is_common_word(name: str) -> bool:
    """Whether a place name is also an English word or a person's name ("Reading", "Ali")."""
    folded = fold(name)
    return folded in _common() or folded in _PERSONS
