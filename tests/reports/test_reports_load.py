from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfWriter

from firstlight import reports
from firstlight.errors import FirstlightError, ReportError

WORDS = "Government troops entered the northern district on Tuesday, residents said."


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refusal(path: Path, **options: object) -> str:
    with pytest.raises(ReportError) as caught:
        reports.load(path, **options)  # type: ignore[arg-type]
    sentence = str(caught.value)
    assert sentence.startswith(str(path))
    assert "\n" not in sentence and sentence.endswith(".")
    return sentence


def test_text_keeps_every_character_so_that_offsets_hold(tmp_path: Path) -> None:
    text = "Héading\n\n  El\u00adFasher\u00a0– ﬁghting, “again”.\n"
    assert reports.load(write(tmp_path, "a.txt", text)).text == text


def test_windows_line_ends_and_the_byte_order_mark_go(tmp_path: Path) -> None:
    report = reports.load(write(tmp_path, "a.txt", b"\xef\xbb\xbfOne.\r\nTwo.\r\n"))
    assert report.text == "One.\nTwo.\n"


def test_utf16_with_its_mark_is_read(tmp_path: Path) -> None:
    assert reports.load(write(tmp_path, "a.txt", WORDS.encode("utf-16"))).text == WORDS


def test_a_known_encoding_can_be_named(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "Café à Bambari".encode("cp1252"))
    assert "--encoding" in refusal(path)
    assert reports.load(path, encoding="cp1252").text == "Café à Bambari"
    assert "no known encoding" in refusal(path, encoding="klingon")


def test_html_gives_the_article_and_its_date_without_scripts(tmp_path: Path) -> None:
    page = f"""<html><head><title>Troops enter</title>
        <meta property="article:published_time" content="2023-11-05T10:00:00Z">
        <script>document.write("evil")</script></head>
        <body><nav>Home Sport</nav><article><h1>Troops enter</h1>
        <p>{WORDS}</p><p>{WORDS.replace("northern", "southern")}</p></article></body></html>"""
    report = reports.load(write(tmp_path, "a.html", page))
    assert WORDS in report.text and "evil" not in report.text and "Sport" not in report.text
    assert (report.title, report.published) == ("Troops enter", date(2023, 11, 5))


def test_short_html_below_an_article_is_still_read(tmp_path: Path) -> None:
    page = "<html><body><script>x()</script><p>Bridge open.</p></body></html>"
    assert reports.load(write(tmp_path, "a.html", page)).text.strip() == "Bridge open."


def test_docx_keeps_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Before.")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Bama", "1,200"
    document.add_paragraph("After.")
    document.save(str(tmp_path / "a.docx"))
    assert reports.load(tmp_path / "a.docx").text == "Before.\n\nBama | 1,200\n\nAfter."


def test_pdf_lines_become_paragraphs(tmp_path: Path) -> None:
    reportlab = pytest.importorskip("reportlab.pdfgen.canvas")
    canvas = reportlab.Canvas(str(tmp_path / "a.pdf"))
    lines = [
        "Highlights",
        "The road to the town was cut by the rebels on Monday and has been shut since,",
        "drivers said.",
        "Markets are empty.",
    ]
    for number, line in enumerate(lines):
        canvas.drawString(72, 760 - 14 * number, line)
    canvas.save()
    blocks = reports.load(tmp_path / "a.pdf").text.split("\n\n")
    assert blocks == [lines[0], f"{lines[1]}\n{lines[2]}", lines[3]]


def test_mail_gives_its_body_subject_and_date(tmp_path: Path) -> None:
    mail = (
        "Subject: Update 4\nDate: Tue, 07 Nov 2023 09:00:00 +0000\n"
        "Content-Type: text/plain; charset=utf-8\n\nThe town is calm.\n"
    )
    report = reports.load(write(tmp_path, "a.eml", mail))
    assert (report.title, report.published) == ("Update 4", date(2023, 11, 7))
    assert report.text.strip() == "The town is calm."


def blank_pdf() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


def whole_docx() -> bytes:
    out = io.BytesIO()
    document = Document()
    document.add_paragraph(WORDS)
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "no text"),
        ("scan.pdf", blank_pdf(), "OCR"),
        ("cut.pdf", b"%PDF-1.4\n1 0 obj\n<<", "whole PDF"),
        ("cut.docx", whole_docx()[:900], "whole Word document"),
        ("latin.txt", b"Caf\xe9 \xe0 Bambari", "UTF-8"),
        ("binary.txt", b"abc\x00def", "binary"),
        ("photo.jpg", b"\xff\xd8", "no known kind"),
        ("page.html", b"<html><body><script>x()</script></body></html>", "no text"),
        ("future.txt", f"Date: {date.today() + timedelta(days=400)}\n{WORDS}".encode(), "future"),
    ],
)
def test_each_bad_file_gets_one_sentence(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    assert says in refusal(write(tmp_path, name, content))


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    assert "50 MB" in refusal(path)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert "does not exist" in refusal(tmp_path / "nowhere.txt")
    (tmp_path / "folder.txt").mkdir()
    assert "is a folder" in refusal(tmp_path / "folder.txt")


def test_find_prefers_the_reports_folder_and_names_an_empty_one(tmp_path: Path) -> None:
    write(tmp_path, "stray.txt", WORDS)
    inner = tmp_path / "reports"
    inner.mkdir()
    wanted = write(inner, "b.txt", WORDS)
    write(inner, ".hidden.txt", WORDS)
    write(inner, "photo.jpg", b"x")
    assert reports.find(tmp_path) == [wanted]
    wanted.unlink()
    with pytest.raises(FirstlightError, match="holds no reports"):
        reports.find(tmp_path)
