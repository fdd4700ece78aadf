"""Files to reports: which files of a folder are reports, and what one of them says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from firstlight.errors import FirstlightError, ReportError
from firstlight.records import Report
from firstlight.reports import published as dates
from firstlight.reports.extract import EMPTY, READERS

FORMATS = tuple(READERS)

MAX_BYTES = 40_000_000
"""A larger file is an archive or a mistake, not a report."""

MAX_CHARACTERS = 3_000_000
"""About 1,500 pages; a larger text is a collection, to be split into its reports."""

NOT_REPORTS = {"brief.html", "readme.md", "readme.txt", "licence.txt", "license.txt"}


def find(folder: Path) -> list[Path]:
    """The report files below a folder, by name: those in its `reports/` folder where it has one.

    Errors
    ------
    FirstlightError where the folder is missing or holds no report.
    """
    if not folder.is_dir():
        raise FirstlightError(f"{folder} is not a folder; name the folder that holds the reports.")
    inner = folder / "reports"
    root = inner if inner.is_dir() else folder
    found = sorted(
        path
        for path in root.rglob("*")
        if path.is_file()
        and path.suffix.lower() in READERS
        and path.name.lower() not in NOT_REPORTS
        and not any(part.startswith(".") for part in path.relative_to(root).parts)
        and "exports" not in path.relative_to(root).parts
    )
    if not found:
        raise FirstlightError(
            f"{root} holds no reports; put {', '.join(sorted(READERS))} files into it."
        )
    return found


def expand(paths: Iterable[Path]) -> list[Path]:
    """The files among the paths, and the report files of the folders among them."""
    return [file for path in paths for file in (find(path) if path.is_dir() else [path])]


def load(path: Path, published: date | None = None, encoding: str | None = None) -> Report:
    """One report with its text, title and publication date.

    `published` is taken where the document does not say in so many words when it was published;
    after it come datelines and a date in the file name. `encoding` names the encoding of a text
    file that is not UTF-8.

    Errors
    ------
    ReportError, one sentence that begins with the path, where the file cannot be read as a report.
    """
    reader = READERS.get(path.suffix.lower())
    try:
        if reader is None:
            raise ReportError(
                f"is of no known kind; save it as one of {', '.join(sorted(READERS))}."
            )
        extract = reader(_bytes(path), encoding)
        if not extract.text.strip():
            raise ReportError(EMPTY)
        if len(extract.text) > MAX_CHARACTERS:
            raise ReportError(
                f"holds {len(extract.text):,} characters, more than a report's "
                f"{MAX_CHARACTERS:,}; split it into its reports."
            )
        day, source = _published(extract.text, extract.published, published, path.stem)
        if day and day > date.today() + timedelta(days=1):
            raise ReportError(
                f"is dated {day.isoformat()}, which is in the future; correct its date"
                + (" given by --published." if source == "option" else " in the document.")
            )
    except ReportError as error:
        raise ReportError(f"{path} {error}") from error
    return Report(
        id=path.stem,
        text=extract.text,
        published=day,
        title=extract.title or path.stem,
        path=str(path),
        format=path.suffix.lower().lstrip("."),
        sha256=digest(extract.text),
        published_from=source,
    )


def digest(text: str) -> str:
    """SHA-256 of the words, so that the same text in another format or wrapping is one report."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size == 0:
            raise ReportError("is empty; fetch it again or remove it.")
        if size > MAX_BYTES:
            raise ReportError(
                f"is {size / 1e6:.0f} MB, more than a report's {MAX_BYTES / 1e6:.0f} MB; "
                "split it into its reports."
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReportError("does not exist; check the path.") from error
    except IsADirectoryError as error:
        raise ReportError("is a folder; name the files in it.") from error
    except OSError as error:
        raise ReportError(f"cannot be opened ({error.strerror}); check its permissions.") from error


Source = Literal["document", "option", "file name", "none"]


def _published(
    text: str, metadata: date | None, option: date | None, stem: str
) -> tuple[date | None, Source]:
    for day, source in (
        (dates.labelled(text) or metadata, "document"),
        (option, "option"),
        (dates.dateline(text), "document"),
        (dates.from_name(stem), "file name"),
    ):
        if day:
            return day, source  # type: ignore[return-value]
    return None, "none"
