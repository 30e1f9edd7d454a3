"""The pages of the reading room, the files to be saved from it, and the forms that it takes."""

from foedera.web.pages import deliverables, documents, entries, home, instruments, search
from foedera.web.pages.page import Action, File, Page

PAGES: tuple[Page, ...] = (
    *home.PAGES, *documents.PAGES, *deliverables.PAGES, *instruments.PAGES, *entries.PAGES, *search.PAGES,
)  # fmt: skip
FILES: tuple[File, ...] = (*documents.FILES, *deliverables.FILES)
ACTIONS: tuple[Action, ...] = ()

__all__ = ["ACTIONS", "FILES", "PAGES", "Action", "File", "Page"]
