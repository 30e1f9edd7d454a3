"""Wording as JSON: series, what is new in one, two documents compared, a phrase, predictions."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from foedera.web.api.asking import OUTCOMES, Limit, Reading, Start, answer, page
from foedera.web.pages.phrase import uses_of
from foedera.web.pages.wording import chosen, every, name_of, news_of, proposed
from foedera.web.pages.wording_compare import comparison
from foedera.wording.answers import comparison_of, difference_of, novelty_of, proposal_of, series_of
from foedera.wording.answers import uses_of as answer_of_uses

router = APIRouter()

Words = Annotated[str, Query(min_length=1, max_length=200, description="The phrase.")]
Id = Annotated[str, Query(min_length=1, max_length=200, description="The id of a document.")]
Kind = Literal["new", "dropped", "strengthened", "weakened", "mixed", "changed", "moved", "same"]


@router.get("/wording/series", responses=OUTCOMES)
def series(request: Request, ask: Reading, start: Start = 0, limit: Limit = 100) -> Response:
    """The series of documents: those that persons named, and those of one form by the same parties."""
    shown = page(every(ask), start, limit, lambda each: {"id": name_of(each), **series_of(each)})
    return answer(request, ask, shown)


@router.get("/wording/series/{id}", responses=OUTCOMES)
def one(request: Request, ask: Reading, id: str) -> Response:
    """One series, with what appeared in its newest document and what vanished from it."""
    found = chosen(ask, id)
    news = novelty_of(news_of(ask, found), found)
    return answer(request, ask, {"id": id, **series_of(found), **news})


@router.get("/wording/compare", responses=OUTCOMES)
def compare(
    request: Request, ask: Reading, before: Id, after: Id, kind: Kind | None = None, start: Start = 0,
    limit: Limit = 100,
) -> Response:  # fmt: skip
    """Two documents: what is new, dropped, moved, strengthened, weakened, or put in other words in the later."""
    made = comparison(ask, before, after)
    told = comparison_of(made)
    rows = [each for each in made.differences if each.kind == kind or (kind is None and each.kind != "same")]
    del told["differences"]
    return answer(request, ask, told | page(rows, start, limit, difference_of))


@router.get("/wording/phrase", responses=OUTCOMES)
def phrase(
    request: Request, ask: Reading, q: Words, series: str = "", start: Start = 0, limit: Limit = 100
) -> Response:
    """The uses of a phrase with their sentences, the first one first, and how often each document has it; `series` is
    the id of one."""
    found = uses_of(ask, q.strip(), series[:200], start + limit)
    told = answer_of_uses(found)
    return answer(request, ask, told | {"uses": told["uses"][start:]})


@router.get("/wording/predictions", responses=OUTCOMES)
def predictions(request: Request, ask: Reading, start: Start = 0, limit: Limit = 100) -> Response:
    """The open predictions about wording, each with the outcome that documents since suggest; persons settle them."""
    return answer(request, ask, page(proposed(ask), start, limit, proposal_of))
