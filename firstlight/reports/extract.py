"""The text of a file, one function a format. Offsets of all facts count in what these return.

A well-kept library does each format: trafilatura for HTML, pypdf for PDF, python-docx for Word, the
standard library for e-mail. Each function takes bytes and returns `Extract`, or raises
`ReportError` with a sentence whose subject is the file (the caller puts its name in front).
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from firstlight.errors import ReportError

EMPTY = "has no text in it; check that it is the right file."


@dataclass(frozen=True)
class Extract:
    """What a file says: its text, its title, and the publication date in its metadata, if any."""

    text: str
    title: str = ""
    published: date | None = None


def plain(data: bytes, encoding: str | None = None) -> Extract:
    """A text file as it stands, but for the byte-order mark and Windows line ends."""
    text = decode(data, encoding)
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return Extract(text, first if len(first) <= 120 else "")


def html(data: bytes, encoding: str | None = None) -> Extract:
    """The article of a page, without its menus, scripts and comments."""
    import trafilatura
    from lxml import html as lxml_html
    from lxml.etree import LxmlError

    try:
        tree = lxml_html.fromstring(decode(data, encoding or declared_encoding(data)))
    except (LxmlError, ValueError) as error:
        raise ReportError(f"is not readable HTML ({error}); save the page again.") from error
    title = " ".join((tree.findtext(".//title") or "").split())
    published = _meta_date(tree)
    text = trafilatura.extract(tree, include_comments=False, include_tables=True, favor_recall=True)
    if not text:
        # Short notices fall below trafilatura's idea of an article.
        for node in tree.xpath("//script|//style|//noscript|//template|//head"):
            node.drop_tree()
        lines = (" ".join(line.split()) for line in tree.text_content().splitlines())
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    # Each line is a block of the page; only the points of one list belong together.
    text = re.sub(r"(?<!\n)\n(?!\n|- )", "\n\n", text)
    return Extract(text, title, published)


def pdf(data: bytes, encoding: str | None = None) -> Extract:
    """The text layer of a PDF, pages parted by a blank line."""
    import logging

    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # we say it in one sentence ourselves
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReportError("is protected by a password; save it without one.")
        pages = [page.extract_text() for page in reader.pages]
        title = (reader.metadata.title if reader.metadata else None) or ""
    except ReportError:
        raise
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, OSError) as error:
        raise ReportError(
            f"is not a whole PDF ({_short(error)}); fetch or export it again."
        ) from error
    text = "\n\n".join(_blocks(page.strip()) for page in pages if page.strip())
    if not text:
        raise ReportError("holds no text, only pictures; run it through OCR (ocrmypdf) first.")
    first = text.split("\n", 1)[0].strip()
    return Extract(text, first if len(first) <= 120 else str(title))


def docx(data: bytes, encoding: str | None = None) -> Extract:
    """Paragraphs and tables of a Word document in their order; cells are parted by ' | '."""
    import zipfile

    from docx import Document
    from docx.opc.exceptions import OpcError
    from docx.table import Table
    from lxml.etree import LxmlError

    try:
        document = Document(io.BytesIO(data))
        blocks: list[str] = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                blocks += [" | ".join(cell.text for cell in row.cells) for row in block.rows]
            else:
                blocks.append(block.text)
        title = document.core_properties.title or ""
    except (OpcError, zipfile.BadZipFile, LxmlError, KeyError, ValueError, EOFError) as error:
        raise ReportError("is not a whole Word document; fetch or export it again.") from error
    return Extract("\n\n".join(block for block in blocks if block.strip()), title)


def mail(data: bytes, encoding: str | None = None) -> Extract:
    """The body of an e-mail, with its subject as title and its date."""
    from email import message_from_bytes, policy

    message = message_from_bytes(data, policy=policy.default)
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise ReportError("is an e-mail without a text; save its attachment on its own.")
    content = str(body.get_content()).replace("\r\n", "\n")
    if body.get_content_type() == "text/html":
        content = html(content.encode()).text
    header = message["date"]
    when: datetime | None = header.datetime if header is not None else None
    return Extract(content, str(message["subject"] or ""), when.date() if when else None)


READERS: dict[str, Callable[[bytes, str | None], Extract]] = {
    ".txt": plain,
    ".md": plain,
    ".text": plain,
    ".html": html,
    ".htm": html,
    ".pdf": pdf,
    ".docx": docx,
    ".eml": mail,
}


def decode(data: bytes, encoding: str | None = None) -> str:
    """Bytes to text: the named encoding, else UTF-8, or UTF-16 by its mark. Never a guess."""
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    marked = next((name for mark, name in marks if data.startswith(mark)), None)
    try:
        text = data.decode(marked or encoding or "utf-8")
    except LookupError as error:
        raise ReportError(
            f"cannot be read as {encoding!r}, which is no known encoding; try utf-8 or cp1252."
        ) from error
    except UnicodeDecodeError as error:
        raise ReportError(_encoding_sentence(data, encoding)) from error
    if "\x00" in text:
        raise ReportError("is not text but binary data; save it as text, HTML, PDF or DOCX.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def declared_encoding(data: bytes) -> str | None:
    """The charset that an HTML page names in its first kilobyte."""
    found = re.search(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", data[:2048], re.IGNORECASE)
    return found.group(1).decode("ascii") if found else None


def _encoding_sentence(data: bytes, encoding: str | None) -> str:
    from charset_normalizer import from_bytes

    if encoding:
        return f"is not {encoding} text; name its true encoding with --encoding."
    best = from_bytes(data[:200_000]).best()
    guess = best.encoding.replace("_", "-") if best else None
    if guess and guess != "ascii":
        return (
            f"is not UTF-8 text (it looks like {guess}); save it as UTF-8, "
            f"or read it with --encoding {guess}."
        )
    return "is not UTF-8 text; save it as UTF-8, or name its encoding with --encoding."


def _meta_date(tree: object) -> date | None:
    """The publication date in a page's own markup (meta tags, JSON-LD, time elements)."""
    from htmldate import find_date

    try:
        found = find_date(tree, original_date=True, extensive_search=False)
    except (ValueError, TypeError):
        return None
    return date.fromisoformat(found) if found else None


_BULLET = re.compile(r"^\s*[•●▪■◦‣\uf0b7\uf0a7\x7f-]\s*")


def _blocks(page: str) -> str:
    """A page's lines as blocks parted by blank lines: PDF keeps line ends, not paragraphs.

    A line that stops well short of the page's widest ended a paragraph, a heading or a point; a
    word broken at the line's end is one word.
    """
    page = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", page)
    lines = [_BULLET.sub("• ", line.rstrip()) for line in page.split("\n")]
    width = max(len(line) for line in lines)
    made: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        made.append(line)
        # The next line's first word would have fitted, so the line was ended on purpose.
        fits = len(line) + 1 + len(following.split(" ", 1)[0]) <= 0.9 * width
        if line and (fits or following.startswith("• ")):
            made.append("")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(made)).strip()


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:80].rstrip(".") if str(error) else type(error).__name__
