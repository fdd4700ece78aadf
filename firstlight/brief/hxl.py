"""Tables with the tags of the Humanitarian Exchange Language (HXL 1.1) in their second row."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from firstlight.brief.pcodes import ORIGIN, known_levels, names_of
from firstlight.brief.rows import Row

ATTRIBUTION = (
    "Made with Firstlight from the case's reports. Place names and points: GeoNames, CC BY 4.0. "
    "Outlines: Natural Earth, public domain."
)

Tag = tuple[str, str]
"""A column and its HXL tag."""

TAGS: dict[str, tuple[Tag, ...]] = {
    "arrivals": (
        ("origin", "#loc+origin+name"),
        ("destination", "#loc+destination+name"),
        ("destination_id", "#loc+destination+id"),
        ("country", "#country+code+v_iso2"),
        ("lat", "#geo+lat"),
        ("lon", "#geo+lon"),
        ("as_of", "#date+start"),
        ("horizon_days", "#meta+horizon+days"),
        ("people_q05", "#affected+arrivals+q05"),
        ("people_q50", "#affected+arrivals+q50"),
        ("people_q95", "#affected+arrivals+q95"),
        ("attribution", "#meta+source"),
    ),
    "needs": (
        ("destination", "#loc+destination+name"),
        ("destination_id", "#loc+destination+id"),
        ("country", "#country+code+v_iso2"),
        ("horizon_days", "#meta+horizon+days"),
        ("item_id", "#item+code"),
        ("item", "#item+name"),
        ("unit", "#item+unit"),
        ("q05", "#inneed+quantity+q05"),
        ("q50", "#inneed+quantity+q50"),
        ("q95", "#inneed+quantity+q95"),
        ("standard", "#meta+standard"),
        ("attribution", "#meta+source"),
    ),
    "staging": (
        ("hub", "#loc+hub+name"),
        ("hub_id", "#loc+hub+id"),
        ("item_id", "#item+code"),
        ("item", "#item+name"),
        ("unit", "#item+unit"),
        ("in_stock", "#capacity+stock"),
        ("buy", "#capacity+buy"),
        ("to_stage", "#capacity+staged"),
        ("cost_usd", "#value+cost+v_usd"),
        ("attribution", "#meta+source"),
    ),
    "unmet": (
        ("destination", "#loc+destination+name"),
        ("destination_id", "#loc+destination+id"),
        ("item_id", "#item+code"),
        ("item", "#item+name"),
        ("unit", "#item+unit"),
        ("need_q50", "#inneed+quantity+q50"),
        ("unmet_q05", "#inneed+unmet+q05"),
        ("unmet_q50", "#inneed+unmet+q50"),
        ("unmet_q95", "#inneed+unmet+q95"),
        ("probability_any", "#indicator+unmet+probability"),
        ("attribution", "#meta+source"),
    ),
}

ADMINS: dict[str, tuple[str, tuple[str, ...]]] = {
    "arrivals": ("country", ("", ORIGIN)),
    "needs": ("country", ("",)),
    "staging": ("hub_id", ("",)),
    "unmet": ("destination_id", ("",)),
}
"""The column after which the admin units stand, and how their columns begin.

Those of the place that the row is about stand first: tools take the first `#adm1+code` they meet.
"""


def tags(name: str, items: Sequence[Row]) -> tuple[Tag, ...]:
    """The columns of a table: `TAGS`, and those of the admin levels that any of its rows knows."""
    after, prefixes = ADMINS[name]
    units = []
    for prefix in prefixes:
        role = f"+{prefix[:-1]}" if prefix else ""
        for n in known_levels(items, prefix):
            ends = ("name", "code")
            columns = names_of(n, prefix)
            units += [
                (column, f"#adm{n}{role}+{end}") for column, end in zip(columns, ends, strict=True)
            ]
    place = [column for column, _ in TAGS[name]].index(after) + 1
    return (*TAGS[name][:place], *units, *TAGS[name][place:])


def write_csv(folder: Path, sheets: dict[str, list[Row]]) -> list[Path]:
    """Each table with its header, its HXL tags, and its rows."""
    made = []
    for name, items in sheets.items():
        path = folder / f"{name}.csv"
        write_lines(path, _table(name, items))
        made.append(path)
    return made


def write_xlsx(
    folder: Path, sheets: dict[str, list[Row]], attribution: str = ATTRIBUTION
) -> list[Path]:
    """One workbook, a sheet for each table with its tags, and the attribution on its own."""
    import pandas as pd

    path = folder / "firstlight.xlsx"
    with pd.ExcelWriter(path, engine="openpyxl") as book:
        for name, items in sheets.items():
            table = pd.DataFrame(_table(name, items), dtype=object)
            table.to_excel(book, sheet_name=name, header=False, index=False)
        notice = pd.DataFrame([[attribution]])
        notice.to_excel(book, sheet_name="attribution", header=False, index=False)
    return [path]


def _table(name: str, items: Sequence[Row]) -> list[list[Any]]:
    """The header, the tags and the rows."""
    tagged = tags(name, items)
    return [
        [column for column, _ in tagged],
        [tag for _, tag in tagged],
        *([safe(row[column]) for column, _ in tagged] for row in items),
    ]


def write_lines(path: Path, lines: Sequence[Sequence[Any]]) -> None:
    """Rows as UTF-8 CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)


def safe(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula; control characters are left out."""
    if not isinstance(value, str):
        return value
    text = "".join(char for char in value if char >= " " or char in "\t\n")
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
