"""The texts that annotations belong to: beside their file, or in a folder, by name or by hash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from foedera.cli.output import complain
from foedera.model.errors import UsageError

if TYPE_CHECKING:
    from foedera.model import Document


def texts(gold: Path, folder: Path | None) -> list[Document]:
    """The annotated documents of a file, which names each by `text_file`, by hash (`document`), or by its own name.

    Raises `UsageError` where one is missing.
    """
    where = folder or gold.parent
    rows = _rows(gold)
    hashes = {row["document"] for row in rows if "document" in row}
    found = {document.id: document for document in _read([where]) if document.id in hashes} if hashes else {}
    for missing in sorted(hashes - set(found)):
        raise UsageError(f"{gold}: the text of {missing} is not in {where}: say where with --documents")
    return [found[row["document"]] if "document" in row else _named(row, gold, where) for row in rows]


def _rows(gold: Path) -> list[Mapping[str, Any]]:
    try:
        text = gold.read_text("utf-8-sig")
        try:
            rows = [msgspec.json.decode(text)]
        except msgspec.DecodeError:
            rows = [msgspec.json.decode(line) for line in text.splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as error:
        raise UsageError(f"{gold}: no annotations: {error}") from error
    for row in rows:
        if not isinstance(row, dict):
            raise UsageError(f"{gold}: no annotations: each must be a JSON object")
    return rows


def _named(row: Mapping[str, Any], gold: Path, where: Path) -> Document:
    name = row.get("text_file") or gold.name.removesuffix(".json").removesuffix(".gold") + ".txt"
    path = where / str(name)
    if not path.is_file():
        raise UsageError(f"{gold}: its text {path} is missing: say where with --documents")
    (document,) = _read([path])
    if document.published is None and row.get("document_date"):
        from foedera.model import Edtf

        return msgspec.structs.replace(document, published=Edtf.parse(row["document_date"]))
    return document


def _read(paths: Iterable[Path]) -> Iterator[Document]:
    from foedera.documents import Options, read, sources
    from foedera.model import SourceError

    for source in sources([str(path) for path in paths]):
        for result in read(source, Options()):
            if isinstance(result, SourceError):
                complain(str(result))
            else:
                yield result.document
