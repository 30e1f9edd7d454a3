"""Bytes, files, folders, addresses, feeds and corpora become documents: canonical text, paragraphs, and metadata.

Three lines read a folder::

    from foedera.documents import documents
    for document in documents("dossier"):
        print(document.published, document.title)

`documents` raises at the first thing that cannot be read; `sources` and `read` go on, and give each error its place.
"""

from foedera.documents.content import MAX_CHARACTERS
from foedera.documents.folders import Source, sources
from foedera.documents.metadata import Metadata
from foedera.documents.reader import Loaded, Options, document, documents, read

__all__ = ["MAX_CHARACTERS", "Loaded", "Metadata", "Options", "Source", "document", "documents", "read", "sources"]
