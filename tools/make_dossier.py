"""Build the PDF and DOCX documents of the fictional sample dossier from their plain sources.

The sources lie in ``tools/dossier/NAME.txt``: lines ``key: value`` up to the first empty line, then the text in a
small markup (``#`` headings, ``-`` bullets nested by two spaces, ``|`` table rows, everything else a paragraph).
Each gives ``NAME.pdf`` or ``NAME.docx`` and the metadata beside it, ``NAME.json``. Dates inside the files are those
of the document, never today's, so that the same source gives the same file.

Usage: ``python tools/make_dossier.py [FOLDER]`` (default: the bundled dossier). Needs fpdf2 and python-docx.
"""

from __future__ import annotations

import datetime
import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tools" / "dossier"
DOSSIER = ROOT / "src" / "foedera" / "dossiers" / "fictional"

SIDECAR_KEYS = ("title", "publisher", "authors", "url", "date")


@dataclass(frozen=True)
class Block:
    """One block of a source: ``heading``, ``bullet`` (both with a level from 1), ``table`` (rows) or ``paragraph``."""

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Source:
    """A parsed source: its name without suffix, its header keys, and its blocks in order."""

    name: str
    meta: dict[str, str]
    blocks: tuple[Block, ...]

    @property
    def day(self) -> datetime.datetime:
        """Noon (UTC) of the document's date, used for every timestamp inside the built file."""
        return datetime.datetime.fromisoformat(self.meta["date"] + "T12:00:00+00:00")

    @property
    def file(self) -> str:
        """The name of the built file."""
        return f"{self.name}.{self.meta['format']}"


def blocks_of(text: str) -> Iterator[Block]:
    """The blocks of a source text; consecutive table rows become one block."""
    rows: list[tuple[str, ...]] = []
    for line in text.splitlines():
        if line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip().strip("|").split("|")))
            continue
        if rows:
            yield Block("table", rows=tuple(rows))
            rows = []
        if heading := re.match(r"(#+) (.+)", line):
            yield Block("heading", heading[2], len(heading[1]))
        elif bullet := re.match(r"( *)- (.+)", line):
            yield Block("bullet", bullet[2], 1 + len(bullet[1]) // 2)
        elif line.strip():
            yield Block("paragraph", line.strip())
    if rows:
        yield Block("table", rows=tuple(rows))


def source(path: Path) -> Source:
    """Parse one source file."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    meta = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in head.splitlines())}
    return Source(path.stem, meta, tuple(blocks_of(body)))


def sources() -> list[Source]:
    """All sources, sorted by name."""
    return [source(path) for path in sorted(SOURCES.glob("*.txt"))]


def sidecar(item: Source) -> str:
    """The metadata file of a document, as JSON."""
    values: dict[str, Any] = {key: item.meta.get(key, "") for key in SIDECAR_KEYS}
    values["authors"] = [name.strip() for name in item.meta.get("authors", "").split(";") if name.strip()]
    return json.dumps(values, indent=2, ensure_ascii=False) + "\n"


# DOCX


def repacked(data: bytes) -> bytes:
    """The same zip archive with every entry dated 1980-01-01, since python-docx stamps the time of day."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()


def docx_bytes(item: Source) -> bytes:
    """The DOCX file of a source, with Word's own styles for title, headings, lists and tables."""
    import docx

    document = docx.Document()
    core = document.core_properties
    core.title, core.author = item.meta["title"], item.meta["authors"]
    core.created = core.modified = item.day.replace(tzinfo=None)
    core.last_modified_by, core.comments = "", "Fictional: Foedera sample dossier"
    for block in item.blocks:
        if block.kind == "heading":
            document.add_heading(block.text, level=block.level - 1)
        elif block.kind == "bullet":
            style = "List Bullet" if block.level == 1 else f"List Bullet {block.level}"
            document.add_paragraph(block.text, style=style)
        elif block.kind == "table":
            table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
            for row in block.rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        else:
            document.add_paragraph(block.text)
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue())


# PDF


def blank_pdf(item: Source) -> Any:
    """An empty PDF with running headers (from the second page on), page numbers and fixed dates."""
    import fpdf

    class Page(fpdf.FPDF):
        def header(self) -> None:
            if self.page_no() > 1:
                self.set_font("Helvetica", "", 8)
                self.cell(0, 5, item.meta["header"], align="C", new_x="LMARGIN", new_y="NEXT")
                self.ln(6)

        def footer(self) -> None:
            self.set_y(-16)
            self.set_font("Helvetica", "", 8)
            self.cell(0, 5, f"Page {self.page_no()} of {{nb}}", align="C")

    pdf = Page(format="A4")
    pdf.core_fonts_encoding = "windows-1252"
    pdf.set_margin(24)
    pdf.set_auto_page_break(True, margin=24)
    pdf.set_title(item.meta["title"])
    if item.meta["authors"]:
        pdf.set_author(item.meta["authors"])
    pdf.set_creation_date(item.day)
    pdf.set_lang("en")
    return pdf


def add_table(pdf: Any, rows: tuple[tuple[str, ...], ...]) -> None:
    """A ruled table whose first row is its heading."""
    pdf.set_font("Helvetica", "", 9)
    with pdf.table(line_height=5, padding=1, text_align="LEFT") as table:
        for row in rows:
            cells = table.row()
            for text in row:
                cells.cell(text)
    pdf.ln(4)


def add_block(pdf: Any, block: Block) -> None:
    """One block at the present place of the page."""
    place = {"new_x": "LMARGIN", "new_y": "NEXT"}
    if block.kind == "heading":
        pdf.ln(3)
        pdf.set_font("Helvetica", "B", {1: 17, 2: 13}.get(block.level, 11))
        pdf.multi_cell(0, 7, block.text, align="L", **place)
        pdf.ln(2)
    elif block.kind == "table":
        add_table(pdf, block.rows)
    else:
        pdf.set_font("Times", "", 11)
        indent = 6 * block.level
        pdf.set_x(pdf.l_margin + indent)
        text = f"\u2022 {block.text}" if block.kind == "bullet" else block.text
        pdf.multi_cell(pdf.epw - indent, 5.4, text, align="L", **place)
        pdf.ln(2.4)


def pdf_bytes(item: Source) -> bytes:
    """The PDF file of a source; with ``cover: yes`` all before the first second-level heading is a page of its own."""
    pdf = blank_pdf(item)
    pdf.add_page()
    cover = item.meta.get("cover") == "yes"
    if cover:
        pdf.ln(70)
    for block in item.blocks:
        if cover and block.kind == "heading" and block.level == 2:
            pdf.add_page()
            cover = False
        add_block(pdf, block)
    return bytes(pdf.output())


def built(item: Source) -> bytes:
    """The file of a source in the format that its header asks for."""
    return {"pdf": pdf_bytes, "docx": docx_bytes}[item.meta["format"]](item)


def main(folder: Path = DOSSIER) -> None:
    """Write every built document and its metadata into ``folder``."""
    for item in sources():
        (folder / item.file).write_bytes(built(item))
        (folder / f"{item.name}.json").write_text(sidecar(item), encoding="utf-8")
        print(folder / item.file)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
