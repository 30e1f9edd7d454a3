"""A workbook of the kind that spreadsheets save, with cells of text and numbers and nothing else."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

Cell = str | float | None

_HEAD = '<?xml version="1.0"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)


def book(path: Path, sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> Path:
    """The file, after writing the sheets to it."""
    numbered = list(enumerate(sheets, 1))
    named = "".join(f'<sheet name="{escape(name)}" sheetId="{at}" r:id="s{at}"/>' for at, name in numbered)
    links = "".join(_link(f"s{at}", "worksheet", f"worksheets/s{at}.xml") for at, _ in numbered)
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        packed.writestr("_rels/.rels", _linked(_link("r", "officeDocument", "xl/workbook.xml")))
        packed.writestr(
            "xl/workbook.xml",
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{named}</sheets></workbook>',
        )
        packed.writestr("xl/_rels/workbook.xml.rels", _linked(links))
        for at, name in numbered:
            rows = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in sheets[name])
            packed.writestr(
                f"xl/worksheets/s{at}.xml",
                f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>',
            )
    return path


def _cell(value: Cell) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def _link(id: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{id}" Type="{_LINKS}/{kind}" Target="{target}"/>'


def _linked(links: str) -> str:
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
