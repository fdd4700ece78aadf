"""GeoNames' feature codes in plain words, for a person who reads a table."""

from __future__ import annotations

_WORDS = {
    "PPL": "town or village", "PPLC": "capital", "PPLA": "seat of a province",
    "PPLA2": "seat of a district", "PPLX": "quarter", "PPLL": "village", "PPLQ": "abandoned place",
    "PPLW": "destroyed place", "PCLI": "country", "ADM1": "province", "ADM2": "district",
    "ADM3": "subdistrict", "AIRB": "air base", "AIRP": "airport", "AIRF": "airfield",
    "AIRH": "heliport", "DAM": "dam", "PRT": "port", "HBR": "harbour", "NVB": "naval base",
    "MILB": "military base", "BDG": "bridge", "PSTB": "crossing or checkpoint", "FY": "ferry",
    "CMPRF": "camp", "CMP": "camp", "HSP": "hospital", "HSPC": "clinic", "UNIV": "university",
    "SCH": "school", "MKT": "market", "MSQE": "mosque", "CH": "church", "WRSHP": "place of worship",
    "RDJCT": "junction", "SQR": "square", "OILR": "refinery", "OILF": "oil field",
    "PS": "power plant", "MFG": "factory", "BLDG": "building", "STM": "river", "STMI": "wadi",
    "WAD": "wadi", "LK": "lake", "RSV": "reservoir", "MT": "mountain", "MTS": "mountains",
    "HLL": "hill", "ISL": "island", "WLL": "well", "LCTY": "locality", "FRM": "farm",
    "RGN": "region", "CNL": "canal", "RSTN": "station", "PRN": "prison", "STDM": "stadium",
    "OCN": "ocean", "SEA": "sea", "GULF": "gulf", "STRT": "strait", "BAY": "bay", "DLTA": "delta",
    "DSRT": "desert", "FRST": "forest", "PEN": "peninsula", "ISLS": "islands", "PLN": "plain",
    "PLAT": "plateau", "VAL": "valley", "PRK": "park", "SWMP": "swamp", "CONT": "continent",
    "CSTL": "castle", "FT": "fort", "PASS": "pass", "MKTSQ": "market",
}  # fmt: skip


def describe(feature: str) -> str:
    """What a feature code means, where it is a common one; else the code."""
    return _WORDS.get(feature) or ("town or village" if feature.startswith("PPL") else feature)
