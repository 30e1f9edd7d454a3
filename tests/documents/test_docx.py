from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from foedera.documents import docx as module
from foedera.documents.docx import content_of_docx
from foedera.model import SourceError

PROSE = "The two governments decided to keep their forces under separate command for the time being."


def saved(file: docx.document.Document) -> bytes:
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def archive(parts: dict[str, bytes], source: bytes | None = None) -> bytes:
    """An archive of some parts, which replace those of `source`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        if source is not None:
            with zipfile.ZipFile(io.BytesIO(source)) as old:
                for name in old.namelist():
                    if name not in parts:
                        file.writestr(name, old.read(name))
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def simple() -> bytes:
    file = docx.Document()
    file.add_heading("Fact sheet", 0)
    file.add_paragraph(PROSE)
    return saved(file)


def pieces(data: bytes) -> list[tuple[str, str]]:
    content = content_of_docx(data, "a.docx")
    return [(p.role, content.text[p.start : p.end]) for p in content.paragraphs]


def test_styles_give_roles() -> None:
    file = docx.Document()
    file.core_properties.author = "Ann Lee"
    file.core_properties.title = "Some template"
    file.add_heading("Fact Sheet: An Official Visit", 0)
    file.add_paragraph("Ministry of Defence, Keth, 10 April 2031")
    file.add_paragraph(PROSE)
    file.add_heading("Defence", 1)
    file.add_paragraph("first measure", style="List Bullet")
    file.add_paragraph("part of it", style="List Bullet 2")
    file.add_paragraph("second measure", style="List Number")
    table = file.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Year", "Ships", "2031", "12"], strict=True):
        cell.text = text
    file.add_paragraph("The fleet at anchor", style="Caption")
    file.add_paragraph("")
    file.sections[0].header.paragraphs[0].text = "Running head"
    data = saved(file)
    assert pieces(data) == [
        ("heading", "Fact Sheet: An Official Visit"),
        ("heading", "Ministry of Defence, Keth, 10 April 2031"),
        ("body", PROSE),
        ("heading", "Defence"),
        ("list", "first measure"),
        ("list", "part of it"),
        ("list", "second measure"),
        ("list", "Year | Ships"),
        ("list", "2031 | 12"),
        ("caption", "The fleet at anchor"),
    ]
    content = content_of_docx(data, "a.docx")
    assert content.text == "\n\n".join(text for _, text in pieces(data))
    assert content.metadata.title == "Fact Sheet: An Official Visit"
    assert str(content.metadata.published) == "2031-04-10"
    assert content.metadata.authors == ()


def test_tracked_changes_breaks_and_links() -> None:
    file = docx.Document()
    body = file.element.body
    body.insert(0, parse_xml(
        f'<w:p {nsdecls("w")}><w:r><w:t xml:space="preserve">The ships </w:t></w:r>'
        '<w:ins w:id="1" w:author="x"><w:r><w:t xml:space="preserve">will sail </w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="x"><w:r><w:delText>stay</w:delText></w:r></w:del>'
        '<w:hyperlink w:anchor="a"><w:r><w:t>in May</w:t></w:r></w:hyperlink>'
        "<w:r><w:t>, and non</w:t><w:noBreakHyphen/><w:t>stop.</w:t><w:br/><w:tab/><w:t>Second line.</w:t></w:r></w:p>"
    ))  # fmt: skip
    assert pieces(saved(file)) == [("body", "The ships will sail in May, and non-stop.\nSecond line.")]


def test_a_table_of_one_column_is_layout_and_nested_tables_stay_in_their_cell() -> None:
    file = docx.Document()
    box = file.add_table(rows=1, cols=1)
    box.cell(0, 0).text = PROSE
    outer = file.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "left"
    inner = outer.cell(0, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text = "a"
    inner.cell(0, 1).text = "b"
    assert pieces(saved(file)) == [("body", PROSE), ("list", "left | a b")]


def test_footnotes_stand_at_the_end() -> None:
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        "<w:footnote w:id=\"2\"><w:p><w:r><w:t>See the order of 2017.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    ).encode()  # fmt: skip
    source = simple()
    with zipfile.ZipFile(io.BytesIO(source)) as old:
        rels = old.read("word/_rels/document.xml.rels").replace(
            b"</Relationships>",
            b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"'
            b' Target="footnotes.xml"/></Relationships>',
        )
        types = old.read("[Content_Types].xml").replace(
            b"</Types>",
            b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument'
            b'.wordprocessingml.footnotes+xml"/></Types>',
        )
    data = archive(
        {"word/footnotes.xml": notes, "word/_rels/document.xml.rels": rels, "[Content_Types].xml": types}, source
    )
    assert pieces(data)[-1] == ("footer", "[2] See the order of 2017.")


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"xl/workbook.xml": b"x"}, "is an Excel file"),
        ({"a.txt": b"x"}, "is a zip archive"),
        ({"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, "declares XML entities"),
        ({"word/document.xml": "<!DOCTYPE a><a/>".encode("utf-16")}, "declares XML entities"),
        ({"word/document.xml": b"<w:document/>"}, "is a damaged DOCX file"),
        ({"word/document.xml": b"0" * 20_000_000}, "unpacks to 20,000,000 bytes"),
    ],
)
def test_bad_archives(parts: dict[str, bytes], message: str) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        content_of_docx(archive(parts), "a.docx")
    assert str(caught.value).startswith("a.docx: ")


def test_too_many_bytes_or_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PARTS", 3)
    with pytest.raises(SourceError, match="as a bomb does"):
        content_of_docx(simple(), "a.docx")


@pytest.mark.parametrize("keep", [10, 100, 2000, -30])
def test_cut_off_files(keep: int) -> None:
    with pytest.raises(SourceError, match="damaged"):
        content_of_docx(simple()[:keep], "a.docx")


def test_damaged_members() -> None:
    data = bytearray(simple())
    at = data.index(b"word/document.xml") + 60
    data[at : at + 200] = bytes(200)
    with pytest.raises(SourceError, match=r"a\.docx: "):
        content_of_docx(bytes(data), "a.docx")


def test_an_empty_document_is_an_error() -> None:
    with pytest.raises(SourceError, match="has no text"):
        content_of_docx(saved(docx.Document()), "a.docx")
