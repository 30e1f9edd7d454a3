"""What each paragraph of a text is: body, heading, caption, list, navigation, teaser or footer.

First every paragraph is looked at by itself, then those that are left open are settled by what stands around them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest

import msgspec

from foedera.documents import byline, cues
from foedera.documents.metadata import Metadata
from foedera.model import Edtf, Role

_SHORT = 120
"""No heading, menu line or headline of a related story is longer, in characters."""

_FULL_STOPS = ("。", "！", "？")
"""They end sentences of languages that put no spaces between words."""

_STOP = re.compile(r"[a-z]{2}[.!?] ")


class Reading(msgspec.Struct, frozen=True):
    """The role of each paragraph, and the metadata that the text itself gives."""

    roles: tuple[Role, ...]
    metadata: Metadata


def read_roles(texts: Sequence[str], given: Sequence[Role | None] = (), *, main: bool = False) -> Reading:
    """The roles of paragraphs in their order, and the title, authors and date found among them.

    `given` has the roles that a format already knows (None where it does not); those stay. `main` says that what stands
    around a page's main text is gone already, so that nothing is navigation for standing before the title, nor a teaser
    for standing after the prose.
    """
    roles = _alone(texts, given)
    first = _index(roles, ("body",), len(texts))
    last = len(texts) - 1 - _index(roles[::-1], ("body", "list"), len(texts) - 1 - first)
    _related(texts, roles)
    _sections(texts, roles, range(first + 1, last))
    title = _title(texts, roles, first)
    authors, published = _authors(texts, first), _published(texts, roles, first)
    _numbered(texts, roles)
    if not main:
        _head(texts, roles, first, title)
        _tail(texts, roles, last)
    name = None
    if title is not None:
        roles[title] = "heading"
        name = " ".join(texts[title].lstrip("# ").split())
    _middle(texts, roles, len(texts) if main else last)
    return Reading(tuple(role or "body" for role in roles), Metadata(title=name, authors=authors, published=published))


def _alone(texts: Sequence[str], given: Sequence[Role | None]) -> list[Role | None]:
    roles = [role or role_alone(text) for text, role in zip_longest(texts, given)]
    if texts and not given and roles[0] in ("body", "teaser") and len(texts[0]) <= _SHORT and _opens(texts[0]):
        roles[0] = None
    return roles


def _index(roles: Sequence[Role | None], wanted: Sequence[Role], otherwise: int) -> int:
    return next((i for i, role in enumerate(roles) if role in wanted), otherwise)


def _sections(texts: Sequence[str], roles: list[Role | None], inner: Iterable[int]) -> None:
    """A menu's words that stand alone between two paragraphs of prose may head a section of it."""
    for i in inner:
        around = {roles[i - 1], roles[i + 1]}
        if roles[i] == "navigation" and around <= {"body", "list"} and _is_section(texts[i]):
            roles[i] = None


def role_alone(text: str) -> Role | None:
    """The role that a paragraph shows by itself; None for a short line that could be several things."""
    if len(text) > 700 or (cues.SPEAKER.match(text) and not text.isupper()):
        return "body"
    for role, shows in _SHOWS:
        if shows(text):
            return role
    return _prose(text)


def _prose(text: str) -> Role | None:
    words = text.count(" ") + 1
    ends = cues.ENDS.search(text[-12:]) is not None
    if ends and cues.NUMBER.match(text):
        return "list" if words <= 30 else "body"
    if not any(map(str.isalnum, text)):
        return "navigation"
    if text.startswith("#"):
        return "heading" if words <= 20 and text.lstrip("#")[:1] == " " else None
    if text.endswith("?") and words <= 20:
        return None
    return "body" if (ends and (words >= 5 or text.endswith(_FULL_STOPS))) or len(text) > 2 * _SHORT else None


def _is_credited(text: str) -> bool:
    tail = text[-cues.CREDIT_WIDTH :]
    return len(text) <= 600 and any(word in tail for word in cues.CREDIT_WORDS) and bool(cues.CREDIT.search(tail))


def is_navigation(text: str) -> bool:
    """Whether a line is of a page's menus and buttons: by its form, or because all its words are such."""
    if len(text) > _SHORT:
        return False
    if cues.NAVIGATION.match(text):
        return True
    words = _words(text)
    return 0 < len(words) <= 4 and all(word in cues.MENU for word in words) and not text.endswith((".", "?", "!"))


def _words(text: str) -> list[str]:
    return text.lower().replace("&", " ").replace(",", " ").replace("|", " ").split()


def _is_section(text: str) -> bool:
    """Whether a line of a menu's words could as well head a section of the text ("Maritime security")."""
    return (
        is_navigation(text)
        and not cues.NAVIGATION.match(text)
        and not any(word in cues.BUTTONS for word in _words(text))
    )


def _is_advertising(text: str) -> bool:
    if len(text) > 300:
        return False
    lowered = text.lower()
    return any(word in lowered for word in cues.NEWSLETTER) and any(
        word in lowered for word in ("sign up", "subscri", "your", "our ", "free", "daily", "weekly", "get ")
    )


def _related(texts: Sequence[str], roles: list[Role | None]) -> None:
    """A line such as "Related stories" and the short lines after it are teasers, until the prose goes on."""
    inside = False
    for i, text in enumerate(texts):
        if len(text) <= 60 and roles[i] in (None, "heading", "navigation", "teaser") and cues.RELATED.match(text):
            roles[i] = "teaser"
            inside = True
        elif inside and (roles[i] is None or (roles[i] == "list" and len(text) <= _SHORT)):
            roles[i] = "teaser"
        elif roles[i] not in ("teaser", "navigation"):
            inside = False


def _title(texts: Sequence[str], roles: Sequence[Role | None], first: int) -> int | None:
    """The index of the title: the first line of four words before the prose, or else the last short one."""
    candidates = [i for i in range(first) if roles[i] in (None, "heading") and _may_be_title(texts[i])]
    if not candidates:
        stops = first + 1 < len(texts) and _is_headline_with_stop(texts[first], texts[first + 1])
        return first if stops else None
    if candidates[0] == 0 and " " in texts[0] and not any(map(is_navigation, texts[1:first])):
        return 0
    for i in candidates:
        if roles[i] == "heading" or texts[i].count(" ") >= 3:
            return i
    credited = next((i for i in range(first) if byline.authors_in(texts[i]) or byline.is_date_line(texts[i])), first)
    return next((i for i in reversed(candidates) if i < credited), None)


def _may_be_title(text: str) -> bool:
    return len(text) <= 250 and not _is_label(text) and not _is_lead_in(text)


def _opens(text: str) -> bool:
    """Whether a first line is no sentence: what looks like a speaker or a teaser further down is a title up here."""
    return cues.ENDS.search(text) is None and not cues.NAVIGATION.match(text)


def _is_headline_with_stop(text: str, following: str) -> bool:
    one = len(text.split()) <= 12 and text.endswith(".") and _STOP.search(text) is None
    return one and (len(following) > 2 * len(text) or len(following.split()) <= 14)


def _is_label(text: str) -> bool:
    return bool(
        byline.authors_in(text)
        or byline.is_date_line(text)
        or text.lower().startswith(("by ", "for immediate release"))
    )


def _authors(texts: Sequence[str], first: int) -> tuple[str, ...]:
    head = min(len(texts), first + 3)
    for i in range(head):
        names = byline.authors_in(texts[i])
        if names:
            return names
    for i in range(1, min(first, len(texts) - 1)):
        if byline.is_person(texts[i]) and byline.published_in_line(texts[i + 1]):
            return (texts[i],)
    for text in texts[-8:]:
        names = byline.reporters_in(text)
        if names:
            return names
    return ()


def _published(texts: Sequence[str], roles: Sequence[Role | None], first: int) -> Edtf | None:
    for i in range(min(len(texts), first + 3)):
        found = byline.published_in_line(texts[i], issuer=i < first)
        if found is None and byline.authors_in(texts[i]):
            found = byline.date_in(texts[i])
        if found:
            return found
    for text in texts[first : first + 2]:
        found = byline.dateline_date(text)
        if found:
            return found
    for i in range(max(first, len(texts) - 8), len(texts)):
        text = texts[i]
        found = byline.signing_date(text)
        if found is None and roles[i] != "body" and text.lower().startswith(("published", "first published", "posted")):
            found = byline.published_in_line(text)
        if found:
            return found
    return None


def _head(texts: Sequence[str], roles: list[Role | None], first: int, title: int | None) -> None:
    """Short lines before the prose: menus before the title, and after it what belongs to the head of the article."""
    for i in range(first):
        if roles[i] is not None or i == title:
            continue
        before = title is not None and i < title
        if _is_lead_in(texts[i]):
            roles[i] = "body"
        else:
            roles[i] = "navigation" if before and not _is_label(texts[i]) else "heading"


def _numbered(texts: Sequence[str], roles: list[Role | None]) -> None:
    """Where some numbered paragraphs are long, all are paragraphs of the text, and none is an item of a list."""
    numbered = [i for i, text in enumerate(texts) if roles[i] in ("body", "list") and cues.NUMBER.match(text)]
    if any(roles[i] == "body" for i in numbered):
        for i in numbered:
            roles[i] = "body"


def _middle(texts: Sequence[str], roles: list[Role | None], last: int) -> None:
    """Short lines among the prose: headings where prose or a list follows, lists where many stand together."""
    i = 0
    while i < last:
        if roles[i] is not None:
            i += 1
            continue
        end = i
        while end < last and roles[end] is None:
            end += 1
        if end - i >= 4 and all(len(texts[k]) <= 60 for k in range(i, end - 1)):
            roles[i] = "heading" if texts[i].endswith(":") else "list"
            for k in range(i + 1, end):
                roles[k] = "list"
        else:
            for k in range(i, end):
                roles[k] = _short_role(texts[k])
        i = end


def _short_role(text: str) -> Role:
    if cues.ENDS.search(text) or text.endswith((",", ";", "-", "–", "—")) or text[:1].islower() or len(text) > _SHORT:
        return "body"
    return "body" if _is_lead_in(text) else "heading"


def _is_lead_in(text: str) -> bool:
    """Whether a line leads in what follows: "The Parties have agreed as follows:"."""
    return text.endswith(":") and text.count(" ") >= 3


def _tail(texts: Sequence[str], roles: list[Role | None], last: int) -> None:
    """Short lines after the prose: a signature or a list, until a line shows that the article is over.

    After that line come headlines of other stories and the foot of the page.
    """
    over = False
    for i in range(last, len(texts)):
        if roles[i] in ("teaser", "footer", "navigation"):
            over = True
        elif roles[i] is None:
            roles[i] = "body" if not over else "teaser" if texts[i].count(" ") >= 4 else "footer"


_SHOWS: tuple[tuple[Role, Callable[[str], object]], ...] = (
    ("navigation", is_navigation),
    ("footer", cues.FOOTER.match),
    ("teaser", cues.TEASER.match),
    ("teaser", _is_advertising),
    ("caption", cues.CAPTION.match),
    ("caption", _is_credited),
    ("list", cues.BULLET.match),
)
