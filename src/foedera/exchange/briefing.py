"""A briefing as Markdown, as a page of HTML that stands alone, or as a Word document with footnotes."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path

from foedera.register.brief import Brief
from foedera.register.english import date, dated
from foedera.register.footnotes import Footnote

_TEMPLATES = Path(__file__).parent / "templates"
_MARKUP = re.compile(r"([\\`*_\[\]<>|~#])")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def markdown(brief: Brief) -> str:
    """The briefing in Markdown, with footnotes as Pandoc and GitHub read them (`[^1]`)."""
    lines = [f"# {_escaped(brief.title)}", "", _escaped(brief.lead), ""]
    for section in brief.sections:
        lines += [f"## {_escaped(section.heading)}", ""]
        for remark in section.remarks:
            day = "" if remark.day is None else f"**{date(remark.day)}** "
            parts = (_escaped(part.text) + "".join(f"[^{number}]" for number in part.notes) for part in remark.parts)
            lines.append(f"- {day}{' '.join(parts)}")
        lines += [""] if section.remarks else []
        lines += [_escaped(section.text), ""] if section.text else []
    for note in brief.footnotes:
        address = address_of(note)
        link = "" if address is None else f" <{address}>"
        lines.append(f"[^{note.number}]: {_escaped(f'{quoted(note)} {source(note)}')}{link}")
    return "\n".join(lines).rstrip() + "\n"


def html(brief: Brief) -> str:
    """The briefing as one page of HTML without scripts, fonts or pictures from elsewhere; it prints on A4."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
    template = environment.get_template("briefing.html")
    page: str = template.render(brief=brief, date=date, quoted=quoted, source=source, address=address_of)
    return _CONTROLS.sub("", page) + "\n"


def docx(brief: Brief) -> bytes:
    """The briefing as a Word document with footnotes; one that is referred to again is referred to by its number."""
    from docx import Document

    from foedera.exchange.wordnotes import Notes

    document = Document()
    document.core_properties.title = _clean(brief.title)
    document.core_properties.author = "Foedera"
    document.core_properties.created = document.core_properties.modified = _midnight(brief)
    notes = Notes(document, {note.number: _clean(_whole(note)) for note in brief.footnotes})
    document.add_heading(_clean(brief.title), level=1)
    document.add_paragraph(_clean(brief.lead))
    for section in brief.sections:
        document.add_heading(_clean(section.heading), level=2)
        for remark in section.remarks:
            paragraph = document.add_paragraph(style="List Bullet")
            if remark.day is not None:
                paragraph.add_run(f"{date(remark.day)} ").bold = True
            for number, part in enumerate(remark.parts):
                paragraph.add_run(f"{' ' if number else ''}{_clean(part.text)}")
                notes.refer(paragraph, part.notes)
        if section.text:
            document.add_paragraph(_clean(section.text))
    out = io.BytesIO()
    document.save(out)
    return _timeless(out)


def quoted(note: Footnote) -> str:
    """The words of a footnote in quotation marks."""
    return f"\u201c{note.quote}\u201d" if note.document is not None else note.quote


def source(note: Footnote) -> str:
    """The document of a footnote: title, publisher and date, as far as they are known, and a full stop."""
    parts = [part for part in (note.title, note.publisher, dated(note.published)) if part]
    if note.document is None:
        return ""
    return f"{', '.join(parts) or f'Document {note.document[7:19]}'}."


def address_of(note: Footnote) -> str | None:
    """Where the document of a footnote lies, if that is an address of the web that can be followed."""
    url = note.url or ""
    safe = url.startswith(("http://", "https://")) and not re.search(r"[\s<>\"'`\\]", url) and url.isprintable()
    return url if safe else None


def _whole(note: Footnote) -> str:
    return " ".join(part for part in (quoted(note), source(note), address_of(note)) if part)


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(_clean(text).split()))


def _clean(text: str) -> str:
    """The text without the characters that neither XML nor a page can hold."""
    return _CONTROLS.sub("", text)


def _timeless(archive: io.BytesIO) -> bytes:
    """The same archive without the time at which it was made, so that the same briefing gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(archive) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
        for name in made.namelist():
            again.writestr(zipfile.ZipInfo(name), made.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _midnight(brief: Brief) -> datetime.datetime:
    return datetime.datetime.combine(brief.until, datetime.time())
