"""The web server of the tests of documents, here too."""

from tests.documents.conftest import Site, site

__all__ = ["Site", "site"]
