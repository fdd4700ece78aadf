"""The documentation says what the code does: columns, commands, settings, the contract's words."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import typer.main

from firstlight import records
from firstlight.cli import app

ROOT = Path(__file__).parents[2]


def test_the_page_of_tables_is_what_the_stages_declare() -> None:
    spec = importlib.util.spec_from_file_location("make", ROOT / "docs" / "make.py")
    assert spec and spec.loader
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    written = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert written == make.tables(), "run python docs/make.py"


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in typer.main.get_command(app).commands:  # type: ignore[attr-defined]
        assert re.search(rf"`(firstlight )?{name}\b", readme), name


def test_the_contract_page_names_every_type_and_status() -> None:
    page = (ROOT / "docs" / "facts.md").read_text(encoding="utf-8")
    words = (*records.EVENT_TYPES, *records.MEASURES, *records.SITE_KINDS, *records.STATUSES)
    for word in (*words, *records.UNITS):
        assert f"`{word}`" in page, word


def test_links_between_pages_lead_somewhere() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
