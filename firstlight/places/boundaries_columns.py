"""Which columns of a boundary file hold the names and P-codes of which admin level.

Common Operational Datasets (COD-AB) come under several spellings, all of which are read:
`ADM1_EN` and `ADM1_PCODE`, `admin1Name_en` and `admin1Pcode` (cut to ten letters in a shapefile),
`adm1_name` and `adm1_pcode`; and plain `name` and `pcode` where the file's name tells the level.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LEVELS = 4
"""Countries (0) and the three levels below them."""

_COLUMN = re.compile(r"(?:adm|admin)_?(\d)_?(.*)", re.I)
_NAME = re.compile(r"(?P<word>name?|na)?(?P<language>[a-z]{2,3})?(?P<number>\d{0,2})")
_CODES = {"pcode": 0, "pcod": 0, "pcd": 0, "code": 1, "cod": 1}
_NO_LANGUAGE = {"id", "ref", "alt", "typ", "src", "uid", "gid", "fid", "lvl", "cap", "iso"}
_OTHER_SCRIPTS = {
    "ar", "ara", "am", "bn", "fa", "he", "hy", "ka", "km", "ku", "lo", "my", "ne", "ps", "ru",
    "si", "ta", "th", "ti", "uk", "ur", "zh",
}  # fmt: skip
_PLAIN_CODES = ("pcode", "admpcode", "adminpcode", "ochapcode", "hrpcode", "code")
_PLAIN_NAMES = (
    "nameen", "admname", "adminname", "admen", "name", "ochaname", "hrname", "shapename",
)  # fmt: skip
_IN_FILE_NAME = re.compile(r"(?:adm|admin|level)(?:bnda?)?[_-]?(?:adm)?(\d)(?!\d)", re.I)
_LOOKS_LIKE_P_CODE = re.compile(r"[A-Za-z]{2}")
_NOTHING = {"", "none", "null", "nan", "n/a", "<null>"}


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns by admin level, and the level of the file's own areas: the deepest with P-codes."""

    level: int
    pcodes: dict[int, str]
    names: dict[int, tuple[str, ...]]
    """Column names, the one to be shown first: English, then the plain name, then others."""


def level_of(file_name: str) -> int | None:
    """The admin level that a file's name tells ("syr_admbnda_adm2.json" is 2), or None."""
    found = _IN_FILE_NAME.findall(file_name)
    return int(found[-1]) if found else None


def recognise(fields: Mapping[str, Sequence[Any]], file_name: str) -> Columns | None:
    """The columns of a boundary file, or None where none holds P-codes.

    fields: column name to its values. A column that only says "code" counts where its values begin
    with letters, as P-codes do: FAO's and statistics offices' own numbers are none.
    """
    pcodes: dict[int, list[tuple[int, str]]] = {}
    names: dict[int, list[tuple[int, str]]] = {}
    for column in fields:
        match = _COLUMN.fullmatch(column)
        if match is None:
            continue
        level, rest = int(match[1]), _letters(match[2])
        if rest in _CODES:
            if _holds_codes(fields[column], certain=_CODES[rest] == 0):
                pcodes.setdefault(level, []).append((_CODES[rest], column))
        elif (rank := _name_rank(rest)) is not None:
            names.setdefault(level, []).append((rank, column))
    if pcodes:
        return Columns(
            max(pcodes),
            {level: min(found)[1] for level, found in pcodes.items()},
            {level: _ordered(found) for level, found in names.items()},
        )
    return _plain(fields, file_name, names)


def _plain(
    fields: Mapping[str, Sequence[Any]], file_name: str, names: dict[int, list[tuple[int, str]]]
) -> Columns | None:
    """Columns that do not say of which level they are: the file's name must."""
    level = level_of(file_name)
    known = {_letters(column): column for column in fields}
    codes = [
        known[one]
        for one in _PLAIN_CODES
        if one in known and _holds_codes(fields[known[one]], certain=one != "code")
    ]
    if level is None or not codes:
        return None
    own = [(rank, known[one]) for rank, one in enumerate(_PLAIN_NAMES) if one in known]
    ordered = {one: _ordered(found) for one, found in names.items()}
    return Columns(level, {level: codes[0]}, {level: _ordered(own), **ordered})


def text(value: Any) -> str | None:
    """A cell as text; None for every way of saying that there is nothing. 101.0 is "101"."""
    if value is None or value != value:
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    written = " ".join(str(value).split())
    return None if written.lower() in _NOTHING else written


def _letters(column: str) -> str:
    return re.sub(r"[^a-z0-9]", "", column.lower())


def _holds_codes(values: Sequence[Any], certain: bool) -> bool:
    written = [one for one in map(text, values) if one]
    if certain:
        return bool(written)
    return bool(written) and all(_LOOKS_LIKE_P_CODE.match(one) for one in written)


def _name_rank(rest: str) -> int | None:
    """How gladly a column is shown as the name, 0 first; None where it holds no name."""
    match = _NAME.fullmatch(rest)
    if match is None or (not match["word"] and rest in _NO_LANGUAGE):
        return None
    if match["language"] in ("en", "eng"):
        return 0
    if match["language"] in _OTHER_SCRIPTS:
        return 4
    if match["number"]:
        return 3
    return 2 if match["language"] else 1


def _ordered(found: list[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(column for _, column in sorted(found, key=lambda pair: pair[0]))
