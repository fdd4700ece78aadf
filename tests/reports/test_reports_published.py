from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from firstlight import reports
from firstlight.reports import published

DAY = date(2024, 3, 9)


@pytest.mark.parametrize(
    "line",
    [
        "Published: 9 March 2024",
        "Date: 2024-03-09",
        "Issued on Saturday, March 9, 2024",
        "DATE: 09/03/2024",
        "Situation as of 9th March 2024",
        "Flash Update No. 4 | Posted 9 Mar. 2024, 18:00",
    ],
)
def test_labelled_lines(line: str) -> None:
    assert published.labelled(f"Heading\n{line}\n\nThe town fell on 2 January 2024.") == DAY


@pytest.mark.parametrize(
    "line",
    [
        "9 March 2024",
        "El Fasher, 9 March 2024",
        "GENEVA, 9 March 2024 (Wire) - Shelling went on.",
        "Port-au-Prince, Haiti, March 9, 2024 – Gangs took the port.",
        "Radio transcript, 9 March 2024",
        "Saturday 9 March 2024",
    ],
)
def test_datelines(line: str) -> None:
    assert published.dateline(f"Heading\n{line}\n\nBody.") == DAY


@pytest.mark.parametrize(
    "line",
    [
        "On 9 March 2024 the rebels took the bridge.",
        "The town, held since 9 March 2024, was quiet.",
        "It fell between 2 and 9 March 2024 after heavy fighting in the north.",
    ],
)
def test_dates_of_the_story_are_not_the_reports_date(line: str) -> None:
    assert published.labelled(line) is None
    assert published.dateline(line) is None


def test_what_the_document_says_beats_the_option_which_beats_the_rest(tmp_path: Path) -> None:
    option = date(2024, 4, 1)
    path = tmp_path / "2024-03-01-note.txt"
    path.write_text("Date: 9 March 2024\nCalm.")
    assert reports.load(path, option).published == DAY
    path.write_text("9 March 2024\nCalm.")
    assert reports.load(path, option).published == option
    assert reports.load(path).published == DAY
    path.write_text("Calm.")
    report = reports.load(path)
    assert (report.published, report.published_from) == (date(2024, 3, 1), "file name")


def test_impossible_dates_are_no_dates() -> None:
    assert published.from_name("update-20241399") is None
    assert published.labelled("Date: 31 February 2024") is None
