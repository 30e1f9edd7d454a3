"""The pages of the reading room, the files to be saved from it, and the forms that it takes."""

from foedera.web.pages import documents, home, search
from foedera.web.pages.page import Action, File, Page

PAGES: tuple[Page, ...] = (*home.PAGES, *documents.PAGES, *search.PAGES)
FILES: tuple[File, ...] = (*documents.FILES,)
ACTIONS: tuple[Action, ...] = ()

__all__ = ["ACTIONS", "FILES", "PAGES", "Action", "File", "Page"]
