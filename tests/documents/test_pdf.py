from __future__ import annotations

import pytest
from fpdf import FPDF

from foedera.documents.pdf import content_of_pdf
from foedera.documents.pdflines import _spelled
from foedera.model import SourceError

PROSE = (
    "The two governments agreed on Tuesday that the alliance should be strengthened, and that the ministers would "
    "report on progress before the end of the year. A combined headquarters is to open in the capital. "
)


class Paper(FPDF):
    """Pages with a running head and a page number."""

    def header(self) -> None:
        self.set_font("Helvetica", size=8)
        self.cell(0, 8, "White Paper on Defence", align="R")
        self.ln(12)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", size=8)
        self.cell(0, 8, f"Page {self.page_no()} of 9", align="C")

    def para(self, text: str, size: float = 11, style: str = "", align: str = "J") -> None:
        self.set_font("Times", style, size)
        self.multi_cell(0, size * 0.5, text, align=align, new_x="LMARGIN", new_y="NEXT")
        self.ln(3)


def paper(paragraphs: int = 12) -> Paper:
    file = Paper()
    file.add_page()
    file.para("Defence of the Islands", 20, "B", "L")
    file.para("Ministry of Defence, Keth, 14 May 2031", 11, "", "L")
    for number in range(paragraphs):
        if number % 4 == 0:
            file.para(f"{number // 4 + 1}. Section on cooperation", 14, "B", "L")
        file.para(f"Paragraph {number}: " + PROSE * 3)
    return file


def pieces(data: bytes) -> list[tuple[str, str]]:
    content = content_of_pdf(data, "a.pdf")
    assert content.text == "\n\n".join(content.text[p.start : p.end] for p in content.paragraphs)
    return [(p.role, content.text[p.start : p.end]) for p in content.paragraphs]


def test_lines_become_paragraphs_across_pages() -> None:
    file = paper()
    assert file.pages_count > 1
    found = pieces(bytes(file.output()))
    assert found[0] == ("heading", "Defence of the Islands")
    assert [text for role, text in found if role == "body"] == [
        f"Paragraph {n}: {PROSE * 3}".strip() for n in range(12)
    ]  # fmt: skip
    headings = [text for role, text in found if role == "heading"]
    assert headings[-3:] == [f"{n}. Section on cooperation" for n in (1, 2, 3)]
    assert not any("White Paper" in text or "Page" in text for _, text in found)
    metadata = content_of_pdf(bytes(file.output()), "a.pdf").metadata
    assert metadata.title == "Defence of the Islands"
    assert str(metadata.published) == "2031-05-14"


def test_columns_are_read_one_after_the_other() -> None:
    file = FPDF()
    file.add_page()
    file.set_font("Times", "B", 16)
    file.multi_cell(0, 10, "Two columns in one paper", new_x="LMARGIN", new_y="NEXT")
    file.set_font("Times", size=10)
    with file.text_columns(ncols=2, gutter=8) as columns:
        for number in range(14):
            columns.write(f"Paragraph {number}. {PROSE * 2}\n\n")
    found = pieces(bytes(file.output()))
    assert found == [
        ("heading", "Two columns in one paper"),
        *(("body", f"Paragraph {n}. {PROSE * 2}".strip()) for n in range(14)),
    ]


def lines_of(*lines: str) -> bytes:
    """A page with some lines of type, full but for the last."""
    file = FPDF()
    file.add_page()
    file.set_font("Courier", size=11)
    for line in lines:
        file.cell(0, 5, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(file.output())


def test_words_broken_at_the_end_of_a_line_are_joined() -> None:
    found = pieces(
        lines_of(
            "The governments decided to keep their forces under separate com-",
            "mand, and to hold consultations on every well-known and well-",
            "known question of their alliance, as the U.S.-Japan and U.S.-",
            "Korea alliances do, and the three command posts were told so.",
        )
    )
    assert found == [
        (
            "body",
            "The governments decided to keep their forces under separate command, and to hold consultations on every "
            "well-known and well-known question of their alliance, as the U.S.-Japan and U.S.-Korea alliances do, and "
            "the three command posts were told so.",
        )
    ]


def test_letters_of_a_line() -> None:
    assert _spelled("the of\ufb01ce  of com\u00ad") == "the office of com-"
    assert _spelled("a soft\u00adhyphen, a com\x02") == "a softhyphen, a com-"


def test_lists_and_table_rows_keep_their_lines() -> None:
    found = pieces(
        lines_of(
            "The parties will take these measures together in the coming year:",
            "- a first measure for the defence of the islands;",
            "- a second one.",
        )
    )
    assert [role for role, _ in found] == ["body", "list", "list"]


def test_footnotes_stand_at_the_end() -> None:
    file = FPDF()
    file.add_page()
    file.set_font("Times", size=12)
    file.multi_cell(0, 6, PROSE * 6, new_x="LMARGIN", new_y="NEXT")
    file.ln(20)
    file.set_font("Times", size=8)
    file.multi_cell(0, 4, "1 The order of 2017 has lapsed.", new_x="LMARGIN", new_y="NEXT")
    file.add_page()
    file.set_font("Times", size=12)
    file.multi_cell(0, 6, PROSE * 6, new_x="LMARGIN", new_y="NEXT")
    found = pieces(bytes(file.output()))
    assert found[-1] == ("footer", "1 The order of 2017 has lapsed.")
    assert all(role == "body" for role, _ in found[:-1])


def test_what_the_file_says_is_taken_where_the_text_bears_it_out() -> None:
    file = paper(2)
    file.set_title("Untitled document")
    file.set_author("scanner7")
    assert content_of_pdf(bytes(file.output()), "a.pdf").metadata.title == "Defence of the Islands"
    assert content_of_pdf(bytes(file.output()), "a.pdf").metadata.authors == ()
    file = paper(2)
    file.set_title("Defence of the islands")
    file.set_author("Ministry of Defence")
    metadata = content_of_pdf(bytes(file.output()), "a.pdf").metadata
    assert (metadata.title, metadata.authors) == ("Defence of the islands", ("Ministry of Defence",))


def test_a_password_is_named() -> None:
    file = paper(1)
    file.set_encryption(owner_password="owner", user_password="user")
    with pytest.raises(SourceError, match=r"a\.pdf: is protected by a password; save it without one"):
        content_of_pdf(bytes(file.output()), "a.pdf")


@pytest.mark.parametrize("keep", [9, 200, 600])
def test_a_cut_off_file_is_named(keep: int) -> None:
    with pytest.raises(SourceError, match=r"a\.pdf: (is a damaged or cut-off PDF file|has no text)"):
        content_of_pdf(bytes(paper(1).output())[:keep], "a.pdf")


def test_a_scan_is_named() -> None:
    file = FPDF()
    file.add_page()
    file.rect(20, 20, 100, 100, style="F")
    with pytest.raises(SourceError, match="has no text in its 1 pages, only pictures; run OCR on it first"):
        content_of_pdf(bytes(file.output()), "a.pdf")
