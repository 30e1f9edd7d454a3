import datetime
import io
import zipfile
from typing import Any

import docx as word
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as pages

from foedera.exchange.briefing import docx, html, markdown
from foedera.register import Brief, Footnote, Part, Remark, Section

DAY = datetime.date(2031, 4, 10)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def footnote(number: int, **changes: Any) -> Footnote:
    given: dict[str, Any] = {
        "quote": f"Sentence {number} with *stars*.", "title": "The [report]", "publisher": "Herald <&>",
        "published": "2031-04-10", "url": "https://x.example/a?b=c&d", "document": "sha256:" + "0" * 64,
    }  # fmt: skip
    return Footnote(number=number, **{**given, **changes})


def brief(*remarks: Remark, footnotes: tuple[Footnote, ...] = (), more: int = 0) -> Brief:
    section = Section(topic="new", heading="What is new", remarks=remarks, more=more)
    return Brief(
        since=DAY, until=DAY, about="<b>", known=None, documents=2, publishers=2, sections=(section,),
        footnotes=footnotes,
    )  # fmt: skip


MADE = brief(
    Remark(parts=(Part("It is <b>bold</b> & *new*.", (1, 2)), Part("And more.")), day=DAY, entry="e-1"),
    Remark(parts=(Part("Told again.", (1,)),)),
    footnotes=(footnote(1), footnote(2, url="javascript:alert(1)", published=None, title=None, publisher=None)),
    more=3,
)


def test_markdown_has_footnotes_and_no_markup_of_the_text() -> None:
    made = markdown(MADE)
    assert made.startswith("# Briefing on \\<b\\>, 10 April 2031 to 10 April 2031\n")
    assert "- **10 April 2031** It is \\<b\\>bold\\</b\\> & \\*new\\*.[^1][^2] And more.\n" in made
    assert "- Told again.[^1]\n" in made and "3 more are in the record." in made
    line = (
        "[^1]: “Sentence 1 with \\*stars\\*.” The \\[report\\], Herald \\<&\\>, 10 April 2031. "
        "<https://x.example/a?b=c&d>\n"
    )
    assert line in made
    assert made.endswith("[^2]: “Sentence 2 with \\*stars\\*.” Document 000000000000.\n")


def test_a_page_stands_alone_and_says_everything() -> None:
    made = html(MADE)
    page = pages.fromstring(made)
    assert page.findtext(".//title") == "Briefing on <b>, 10 April 2031 to 10 April 2031"
    assert not page.xpath("//script | //img | //link | //b | //*[@style] | //*[starts-with(name(@*), 'on')]")
    assert "http" not in "".join(page.xpath("//style/text()")) and "@media print" in made and "@page" in made
    first, _ = page.xpath("//main//li")
    assert first.text_content().split("It is", 1)[1] == " <b>bold</b> & *new*.1, 2 And more."
    assert first.find("time").get("datetime") == "2031-04-10"
    targets = [link.get("href") for link in page.xpath("//main//sup/a")]
    assert targets == ["#note-1", "#note-2", "#note-1"]
    assert {f"#{note.get('id')}" for note in page.xpath("//footer//li")} == set(targets)
    assert [link.get("href") for link in page.xpath("//footer//a")] == ["https://x.example/a?b=c&d"]
    assert "Herald <&>" in page.xpath("//footer//li")[0].text_content()


def parts(data: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }


def test_a_word_document_has_footnotes_that_its_text_refers_to() -> None:
    data = docx(MADE)
    document = word.Document(io.BytesIO(data))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == MADE.title and MADE.lead in texts and "3 more are in the record." in texts
    assert any(text.startswith("10 April 2031 It is <b>bold</b> & *new*.") for text in texts)
    files = parts(data)
    notes = {note.get(f"{W}id"): "".join(note.itertext()) for note in files["word/footnotes.xml"]}
    assert set(notes) == {"-1", "0", "1", "2"}
    assert "“Sentence 1 with *stars*.” The [report], Herald <&>, 10 April 2031. https://x.example/a?b=c&d" in notes["1"]
    body = files["word/document.xml"]
    assert [each.get(f"{W}id") for each in body.iter(f"{W}footnoteReference")] == ["1", "2"]
    again = [each.get(f"{W}instr") for each in body.iter(f"{W}fldSimple")]
    assert again == [" NOTEREF _Note1 \\h "]
    names = {each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")}
    assert names == {"_Note1", "_Note2"}
    relations = [each.get("Target") for each in files["word/_rels/document.xml.rels"]]
    assert "footnotes.xml" in [target.rpartition("/")[2] for target in relations]
    types = {each.get("PartName"): each.get("ContentType") for each in files["[Content_Types].xml"]}
    assert types["/word/footnotes.xml"].endswith("footnotes+xml")


def test_the_same_briefing_gives_the_same_bytes() -> None:
    assert docx(MADE) == docx(MADE) and html(MADE) == html(MADE)


def test_a_section_with_nothing_says_so() -> None:
    empty = brief()
    for made in (markdown(empty), html(empty)):
        assert "Nothing new was reported." in made
    assert "Sources" not in html(empty)
    assert "Nothing new was reported." in [each.text for each in word.Document(io.BytesIO(docx(empty))).paragraphs]


def test_a_note_of_a_person_is_no_quotation() -> None:
    noted = brief(
        Remark(parts=(Part("Delivered.", (1,)),)),
        footnotes=(Footnote(number=1, quote="A letter of 2 May (noted by A. Reader)"),),
    )
    assert "[^1]: A letter of 2 May (noted by A. Reader)" in markdown(noted)


@pytest.mark.parametrize(
    "url", ["ftp://x.example", "https://x.example/a b", "https://x.example/\n", "", None, 'http://"']
)
def test_what_is_no_address_of_the_web_is_no_link(url: str | None) -> None:
    made = brief(Remark(parts=(Part("It.", (1,)),)), footnotes=(footnote(1, url=url),))
    assert not pages.fromstring(html(made)).xpath("//footer//a")
    assert markdown(made).endswith("10 April 2031.\n")


@settings(max_examples=20)
@given(st.text(), st.text())
def test_any_text_can_be_rendered(text: str, quote: str) -> None:
    made = brief(Remark(parts=(Part(text, (1,)),)), footnotes=(footnote(1, quote=quote),))
    assert markdown(made) and pages.fromstring(html(made)) is not None
    assert "word/footnotes.xml" in parts(docx(made))
