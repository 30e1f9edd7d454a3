"""What each paragraph of a text is: body, heading, caption, list, navigation, teaser or footer.

First every paragraph is looked at by itself, then those that are left open are settled by what stands around them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, groupby, pairwise, zip_longest

import msgspec

from foedera.documents import byline, cues
from foedera.documents.metadata import Metadata
from foedera.documents.references import references
from foedera.model import Edtf, Role

_SHORT = 120
"""No heading, menu line or headline of a related story is longer, in characters."""

_FULL_STOPS = ("。", "！", "？")
"""They end sentences of languages that put no spaces between words."""

_STOP = re.compile(r"[a-z]{2}[.!?] ")
_QUOTED = re.compile(r"""[,.!?]["”’»]""")
_SIGN = re.compile(r"[\W_]+")
_ARTICLE = 200
"""In a text of fewer characters than these a first line with a full stop is a sentence and no headline."""


class Reading(msgspec.Struct, frozen=True):
    """The role of each paragraph, and the metadata that the text itself gives."""

    roles: tuple[Role, ...]
    metadata: Metadata


def read_roles(
    texts: Sequence[str], given: Sequence[Role | None] = (), *, main: bool = False, known: str | None = None
) -> Reading:
    """The roles of paragraphs in their order, and the title, authors and date found among them.

    `given` has the roles that a format already knows (None where it does not); those stay. `main` says that what stands
    around a page's main text is gone already, so that nothing is navigation for standing before the title, nor a teaser
    for standing after the prose. `known` is the title, where somebody has given it.
    """
    roles = _alone(texts, given, known)
    first = _index(roles, ("body",), len(texts))
    last = len(texts) - 1 - _index(roles[::-1], ("body", "list"), len(texts) - 1 - first)
    _related(texts, roles)
    _sections(texts, roles, range(first + 1, last))
    title = _title(texts, roles, first, known)
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


def _alone(texts: Sequence[str], given: Sequence[Role | None], known: str | None) -> list[Role | None]:
    roles = [role or role_alone(text) for text, role in zip_longest(texts, given)]
    if texts and not given:
        roles[0] = _first_role(texts[0], roles[0], known)
    for i in references(texts, roles):
        roles[i] = "footer"
    return roles


def _first_role(text: str, role: Role | None, known: str | None) -> Role | None:
    """The role of the first line of a text, which shows `role` by itself; with a title that is known, a sentence that
    is not it is prose."""
    if role in ("body", "teaser") and _opens(text):
        return None
    return "body" if role is None and known and cues.ENDS.search(text) and not _is_same(text, known) else role


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
    return "body" if _is_prose(text, words, ends) else None


def _is_prose(text: str, words: int, ends: bool) -> bool:
    """Whether a paragraph is a sentence, or too long for anything else; a short question may be a heading."""
    if text.endswith("?") and words <= 20:
        return False
    return len(text) > 2 * _SHORT or (ends and (words >= 5 or text.endswith(_FULL_STOPS)))


def _is_credited(text: str) -> bool:
    tail = text[-cues.CREDIT_WIDTH :]
    return len(text) <= 600 and any(word in tail for word in cues.CREDIT_WORDS) and bool(cues.CREDIT.search(tail))


def is_navigation(text: str) -> bool:
    """Whether a line is of a page's menus and buttons: by its form, or because all its words are such."""
    if len(text) > _SHORT:
        return False
    return cues.NAVIGATION.match(text) is not None or _is_menu(text)


def _is_menu(text: str) -> bool:
    words = _words(text)
    return 0 < len(words) <= 4 and cues.MENU.issuperset(words) and not text.endswith((".", "?", "!"))


def _words(text: str) -> list[str]:
    return text.lower().replace("&", " ").replace(",", " ").replace("|", " ").split()


def _is_section(text: str) -> bool:
    """Whether a line of a menu's words could as well head a section of the text ("Maritime security")."""
    return is_navigation(text) and not cues.NAVIGATION.match(text) and cues.BUTTONS.isdisjoint(_words(text))


def _is_advertising(text: str) -> bool:
    if len(text) > 300:
        return False
    lowered = text.lower()
    return all(any(word in lowered for word in words) for words in (cues.NEWSLETTER, cues.OFFERS))


def _related(texts: Sequence[str], roles: list[Role | None]) -> None:
    """A line such as "Related stories" and the short lines after it are teasers, until the prose goes on."""
    inside = False
    for i, text in enumerate(texts):
        if _heads_related(text, roles[i]) or (inside and _may_be_related(text, roles[i])):
            roles[i] = "teaser"
            inside = inside or _heads_related(text, roles[i])
        elif roles[i] not in ("teaser", "navigation"):
            inside = False


def _heads_related(text: str, role: Role | None) -> bool:
    """Whether a line heads links to other stories."""
    return len(text) <= 60 and role in (None, "heading", "navigation", "teaser") and bool(cues.RELATED.match(text))


def _may_be_related(text: str, role: Role | None) -> bool:
    return role is None or (role == "list" and len(text) <= _SHORT)


def _title(texts: Sequence[str], roles: Sequence[Role | None], first: int, known: str | None) -> int | None:
    """The index of the title: the first line of four words before the prose, or else the last short one."""
    candidates = [i for i in range(first) if roles[i] in (None, "heading") and _may_be_title(texts[i])]
    if not candidates:
        return first if _starts_with_headline(texts, first, known) else None
    if candidates[0] == 0 and " " in texts[0] and not any(map(is_navigation, texts[1:first])):
        return 0
    full = (i for i in candidates if roles[i] == "heading" or texts[i].count(" ") >= 3)
    return next(full, _last_before_credit(texts, candidates, first))


def _last_before_credit(texts: Sequence[str], candidates: Sequence[int], first: int) -> int | None:
    """The last of some lines before the byline or date line."""
    credited = next((i for i in range(first) if byline.authors_in(texts[i]) or byline.is_date_line(texts[i])), first)
    return next((i for i in reversed(candidates) if i < credited), None)


def _starts_with_headline(texts: Sequence[str], first: int, known: str | None) -> bool:
    """Whether what seems to be the first sentence of the prose is a headline with a full stop."""
    if first >= len(texts) - 1 or len(texts[first].split()) > 12:
        return False
    return _is_headline_with_stop(texts[first : first + 4]) if known is None else _is_same(texts[first], known)


def _may_be_title(text: str) -> bool:
    return len(text) <= 250 and not _is_label(text) and not _is_lead_in(text)


def _opens(text: str) -> bool:
    """Whether a first line is no sentence: what looks like a speaker or a teaser further down is a title up here."""
    return len(text) <= _SHORT and cues.ENDS.search(text) is None and not cues.NAVIGATION.match(text)


def _is_headline_with_stop(texts: Sequence[str]) -> bool:
    """Whether the first of some paragraphs is a headline, though it ends as a sentence: short, no quotation, and before
    a text long enough to have one."""
    line = texts[0]
    if not line.endswith(".") or _STOP.search(line) or _QUOTED.search(line):
        return False
    return sum(map(len, texts[1:])) >= _ARTICLE and (len(texts[1]) > 2 * len(line) or len(texts[1].split()) <= 14)


def _is_same(line: str, title: str) -> bool:
    """Whether a line is a title that is known already, but for signs and for words that one of them leaves off."""
    shown, known = (_SIGN.sub("", text).casefold() for text in (line, title))
    return shown.startswith(known) or known.startswith(shown)


def _is_label(text: str) -> bool:
    return bool(
        byline.authors_in(text)
        or byline.is_date_line(text)
        or text.lower().startswith(("by ", "for immediate release"))
    )


def _authors(texts: Sequence[str], first: int) -> tuple[str, ...]:
    head = map(byline.authors_in, texts[: first + 3])
    foot = map(byline.reporters_in, texts[-8:])
    return next(filter(None, head), ()) or _named_above_date(texts, first) or next(filter(None, foot), ())


def _named_above_date(texts: Sequence[str], first: int) -> tuple[str, ...]:
    """The person on a line of their own before a date line."""
    for name, line in pairwise(texts[1 : first + 1]):
        if byline.is_person(name) and byline.published_in_line(line):
            return (name,)
    return ()


def _published(texts: Sequence[str], roles: Sequence[Role | None], first: int) -> Edtf | None:
    head = (_date_in_head(text, issuer=i < first) for i, text in enumerate(texts[: first + 3]))
    datelines = map(byline.dateline_date, texts[first : first + 2])
    start = max(first, len(texts) - 8)
    foot = map(_date_in_foot, texts[start:], roles[start:])
    return next(filter(None, chain(head, datelines, foot)), None)


def _date_in_head(text: str, *, issuer: bool) -> Edtf | None:
    found = byline.published_in_line(text, issuer=issuer)
    return byline.date_in(text) if found is None and byline.authors_in(text) else found


def _date_in_foot(text: str, role: Role | None) -> Edtf | None:
    found = byline.signing_date(text)
    labelled = role != "body" and text.lower().startswith(("published", "first published", "posted"))
    return byline.published_in_line(text) if found is None and labelled else found


def _head(texts: Sequence[str], roles: list[Role | None], first: int, title: int | None) -> None:
    """Short lines before the prose: menus before the title, and after it what belongs to the head of the article."""
    for i in range(first):
        if roles[i] is None and i != title:
            roles[i] = _head_role(texts[i], before=i < (title or 0))


def _head_role(text: str, *, before: bool) -> Role:
    """The role of a short line before the prose; `before`: it stands before the title too."""
    if _is_lead_in(text):
        return "body"
    return "navigation" if before and not _is_label(text) else "heading"


def _numbered(texts: Sequence[str], roles: list[Role | None]) -> None:
    """Where some numbered paragraphs are long, all are paragraphs of the text, and none is an item of a list."""
    numbered = [i for i, text in enumerate(texts) if roles[i] in ("body", "list") and cues.NUMBER.match(text)]
    if any(roles[i] == "body" for i in numbered):
        for i in numbered:
            roles[i] = "body"


def _middle(texts: Sequence[str], roles: list[Role | None], last: int) -> None:
    """Short lines among the prose: headings where prose or a list follows, lists where many stand together."""
    for is_open, run in groupby(range(last), lambda i: roles[i] is None):
        group = list(run)
        if is_open:
            roles[group[0] : group[-1] + 1] = _run_roles([texts[i] for i in group])


def _run_roles(texts: Sequence[str]) -> list[Role]:
    """The roles of short lines that stand together."""
    if len(texts) < 4 or any(len(text) > 60 for text in texts[:-1]):
        return list(map(_short_role, texts))
    roles: list[Role] = ["list"] * len(texts)
    roles[0] = "heading" if texts[0].endswith(":") else "list"
    return roles


def _short_role(text: str) -> Role:
    breaks_off = text.endswith((",", ";", "-", "–", "—")) or text[:1].islower()
    return "body" if breaks_off or len(text) > _SHORT or cues.ENDS.search(text) or _is_lead_in(text) else "heading"


def _is_lead_in(text: str) -> bool:
    """Whether a line leads in what follows: "The Parties have agreed as follows:"."""
    return text.endswith(":") and text.count(" ") >= 3


def _tail(texts: Sequence[str], roles: list[Role | None], last: int) -> None:
    """Short lines after the prose: a signature or a list, until a line shows that the article is over.

    After that line come headlines of other stories and the foot of the page.
    """
    over = False
    for i in range(last, len(texts)):
        over = over or roles[i] in ("teaser", "footer", "navigation")
        roles[i] = roles[i] or _tail_role(texts[i], over=over)


def _tail_role(text: str, *, over: bool) -> Role:
    if not over:
        return "body"
    return "teaser" if text.count(" ") >= 4 else "footer"


_SHOWS: tuple[tuple[Role, Callable[[str], object]], ...] = (
    ("navigation", is_navigation),
    ("footer", cues.FOOTER.match),
    ("teaser", cues.TEASER.match),
    ("teaser", _is_advertising),
    ("caption", cues.CAPTION.match),
    ("caption", _is_credited),
    ("list", cues.BULLET.match),
)
