"""Sets the sources of the example's Word and PDF reports: `python examples/june-2016/typeset.py`.

A source is plain text: `# ` and `## ` begin headings, `- ` a bullet, other lines are paragraphs.
"""

from __future__ import annotations

from pathlib import Path

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

HERE = Path(__file__).parent
AS_WORD = {"2016-06-08-flash-update-fallujah", "2016-06-16-flash-update-manbij"}


def word(lines: list[str], path: Path) -> None:
    document = Document()
    for line in lines:
        if line.startswith("## "):
            document.add_heading(line[3:], level=2)
        elif line.startswith("# "):
            document.add_heading(line[2:], level=1)
        elif line.startswith("- "):
            document.add_paragraph(line[2:], style="List Bullet")
        else:
            document.add_paragraph(line)
    document.save(str(path))


def pdf(lines: list[str], path: Path) -> None:
    styles = getSampleStyleSheet()
    flow: list[Flowable] = []
    for line in lines:
        if line.startswith("## "):
            flow.append(Paragraph(line[3:], styles["Heading2"]))
        elif line.startswith("# "):
            flow.append(Paragraph(line[2:], styles["Heading1"]))
        elif line.startswith("- "):
            flow.append(Paragraph(line[2:], styles["BodyText"], bulletText="•"))
        else:
            flow.append(Paragraph(line, styles["BodyText"]))
        flow.append(Spacer(1, 4))
    SimpleDocTemplate(str(path), pagesize=A4, invariant=1).build(flow)


if __name__ == "__main__":
    for source in sorted((HERE / "sources").glob("*.txt")):
        lines = [line for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]
        if source.stem in AS_WORD:
            word(lines, HERE / "reports" / f"{source.stem}.docx")
        else:
            pdf(lines, HERE / "reports" / f"{source.stem}.pdf")
