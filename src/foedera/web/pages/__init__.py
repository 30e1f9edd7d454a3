"""The pages of the reading room, the files to be saved from it, and the forms that it takes."""

from foedera.web.pages import (
    actors,
    command_compare,
    command_simulate,
    commands,
    compare,
    deciding,
    deliverables,
    describe,
    documents,
    entries,
    forecast,
    home,
    instruments,
    network,
    outlook,
    phrase,
    places,
    review,
    routes,
    search,
    spillover,
    ties,
    timeline,
    wording,
    wording_compare,
)
from foedera.web.pages.page import Action, File, Page

PAGES: tuple[Page, ...] = (
    *home.PAGES, *documents.PAGES, *deliverables.PAGES, *instruments.PAGES, *timeline.PAGES, *places.PAGES,
    *network.PAGES, *ties.PAGES, *commands.PAGES, *deciding.PAGES, *command_compare.PAGES, *command_simulate.PAGES,
    *forecast.PAGES, *spillover.PAGES, *routes.PAGES, *outlook.PAGES, *wording_compare.PAGES, *phrase.PAGES,
    *wording.PAGES,
    *compare.PAGES, *review.PAGES, *entries.PAGES, *actors.PAGES, *search.PAGES, *describe.PAGES,
)  # fmt: skip
FILES: tuple[File, ...] = (*documents.FILES, *deliverables.FILES, *deciding.FILES, *ties.FILES, *wording_compare.FILES)
ACTIONS: tuple[Action, ...] = (*outlook.ACTIONS, *forecast.ACTIONS, *review.ACTIONS, *wording.ACTIONS)

__all__ = ["ACTIONS", "FILES", "PAGES", "Action", "File", "Page"]
