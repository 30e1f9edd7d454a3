"""What a page of a published site does not show, though the record has it: texts that may not be published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from foedera.web.pages.documents import ENDINGS
from foedera.web.publishing.accepted import Accepted
from foedera.web.publishing.links import anchor, file_of
from foedera.wording import Proposal


def withheld(template: str, values: Mapping[str, Any], copy: Accepted) -> dict[str, Any]:
    """The values of a page without what of documents may not be shown: of these only evidence is."""
    if template == "document.html":
        return _document(values, copy)
    if template == "map.html":
        return {**values, "rows": sorted(values["rows"], key=lambda row: row["words"]), "anchor": anchor}
    if template == "series.html" and any(each.id not in copy.free for each in values["series"].documents):
        return {**values, "appeared": (), "vanished": (), "more": False, "closed": True}
    if template == "series.html":
        return {**values, "closed": False}
    if template == "wording.html":
        return {**values, "proposals": [shown(each, copy) for each in values["proposals"]]}
    return dict(values)


def shown(proposal: Proposal, copy: Accepted) -> Proposal:
    """A prediction about wording, without the sentence of a document that may not be shown whole."""
    if proposal.use is None or proposal.use.document in copy.free:
        return proposal
    return msgspec.structs.replace(proposal, use=None)


def original_of(id: str, media_type: str) -> str:
    """The file that holds what a document was made from. What a browser would run it is only to show."""
    ending = ENDINGS.get(media_type, ".bin")
    return f"{file_of(f'/documents/{id}', '')}.original{'.html.txt' if ending == '.html' else ending}"


def _document(values: Mapping[str, Any], copy: Accepted) -> dict[str, Any]:
    id = values["id"]
    made_from = copy.free.get(id)
    return {
        **values, "paragraphs": values["paragraphs"] if id in copy.free else None,
        "original": original_of(id, made_from) if made_from is not None else None,
    }  # fmt: skip
