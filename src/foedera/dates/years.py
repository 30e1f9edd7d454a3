"""Years that stand alone: four figures are a year only where the words around them leave no doubt."""

from __future__ import annotations

import re

from foedera.dates.absolute import BEGIN, YEAR, DateMention, Form, form, only
from foedera.dates.almanac import Anchor

_LEADS = (
    r"(?:in|since|by|until|till|before|after|during|from|between|through|throughout|circa|early|mid|late|until|"
    r"year|years|as\s+early\s+as|as\s+soon\s+as|as\s+late\s+as|back\s+in|end\s+of|start\s+of|beginning\s+of|middle\s+of|close\s+of|year[-\s]end|year['’]s\s+end|as\s+of|(?:later|earlier|sooner|rather|other)\s+than|starting|beginning|ended|began|dated|target\s+of)"
)
_COUNTED = frozenset(
    "soldiers troops people personnel men women children marines sailors airmen officers workers students refugees "
    "civilians fighters prisoners tons tonnes km kilometers kilometres miles meters metres feet acres hectares dollars "
    "euros yen pesos pounds won yuan votes deaths jobs aircraft ships vessels missiles tanks drones vehicles rounds "
    "shells percent hours days weeks months years units houses"
    " homes companies islands points pages times others more members "
    "delegates participants citizens residents families victims casualties members-strong strong islets square hrs "
    "local gmt utc est edt jst zulu nm dead killed".split()
)
_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
_MOVED = re.compile(
    r"\b(?:postpon|mov|delay|push|shift|defer|chang|extend|revis|upgrad|rose|grew|fell|increas|decreas)\w*\b[^.]{0,40}$"
)
_VERBS = frozenset(["is", "was", "has", "as", "its", "this", "his", "elections", "olympics", "games"])
_FOLLOWING = re.compile(r"\s+([A-Za-z][\w-]*)")


def _lone(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    following = _FOLLOWING.match(match.string, match.end())
    if following is not None and _is_counted(match["y"], following[1]):
        return None
    return only(match, match["y"], "y")


def _is_counted(year: str, following: str) -> bool:
    """Whether the word after a number says that it counts something; of round hundreds many things may."""
    if following.lower() in _COUNTED:
        return True
    return year.endswith("00") and following.islower() and following.endswith("s") and following not in _VERBS


def _of(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """After "of" or "the", round hundreds may as well be counts."""
    return None if match["y"].endswith("00") and match["y"] != "2000" else _lone(match, anchor)


def _bracketed(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    if match["z"] is None:
        return only(match, match["y"], "y")
    interval = only(match, f"{match['y']}/{match['z']}")
    return [DateMention(match.start("y"), match.end("z"), m.when) for m in interval] or None


def _list(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """Years in a row: `in 1951, 1960 and 1978`."""
    mentions = []
    for year in re.finditer(r"\d{4}", match["years"]):
        at = match.start("years") + year.start()
        mentions += [DateMention(at, at + 4, m.when) for m in only(year, year.group())]
    return mentions if _lone(match, anchor) is not None else None


def _span(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    if _lone(match, anchor) is None or (match["dash"] is None and moved(match.string, match.start())):
        return None
    interval = only(match, f"{match['y']}/{match['z']}")
    return [DateMention(match.start("y"), match.end("z"), m.when) for m in interval] or None


def _parts_of_year(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    return only(match, match["y"])


def _about(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:
    """`around 2030`; round hundreds may as well be counts."""
    if match["y"].endswith("00") or _lone(match, anchor) is None:
        return None
    return only(match, f"{match['y']}~", "y")


def _present(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    return only(match, f"{match['y']}/..")


def _short_decade(match: re.Match[str], anchor: Anchor) -> list[DateMention] | None:  # noqa: ARG001
    """`the '60s`, `the nineteen-sixties`: of the century that none can doubt."""
    decade = match["d"] or str(_DECADES.index(match["word"].lower()) + 2)
    return only(match, f"19{decade}X")


def moved(text: str, at: int) -> bool:
    """Whether something moved, or changed, from the date at `at` to another, which makes the two no interval."""
    return _MOVED.search(text, max(0, at - 60), at) is not None


YEARS: tuple[Form, ...] = (
    Form("year", re.compile(rf"\b{_LEADS}[\s-]+(?:the\s+)?(?:year\s+)?(?P<y>{YEAR})", re.IGNORECASE | re.ASCII), _lone),
    Form(
        "year",
        re.compile(
            rf"(?<!total )(?<!strength )(?<!maximum )(?<!number )"
            rf"\b(?:of|the|its|their|his|her|our|a|this|that)\s+(?P<y>{YEAR})",
            re.ASCII,
        ),
        _of,
    ),
    Form(
        "year",
        re.compile(
            rf"\b(?:[Ee]arly|[Mm]id|[Ll]ate|(?:[Tt]he\s+)?(?:end|beginning|start|middle)\s+of)[\s-]+(?P<y>{YEAR})",
            re.ASCII,
        ),
        _parts_of_year,
    ),
    form(
        "year",
        rf"\b(?:in|by|since|from|until)\s+(?:around|about|roughly|approximately|circa|c\.)\s+(?P<y>{YEAR})",
        _about,
    ),
    form("year", r"(?<![\w$€£¥.,/+-])(?P<y>(?:1[5-9]|20)\d\d)(?:\s?[-–—]\s?|\s+to\s+(?:the\s+)?)present\b", _present),
    form(
        "decade",
        r"\bthe\s+(?:(?:early|mid|late)[\s-]+)?['’‘](?P<d>[4-9])0s\b(?P<word>(?!))?",
        _short_decade,
        re.IGNORECASE,
    ),
    form(
        "decade",
        rf"\b(?:the\s+)?nineteen[\s-](?P<word>{'|'.join(_DECADES)})\b(?P<d>(?!))?",
        _short_decade,
        re.IGNORECASE,
    ),
    Form(
        "year",
        re.compile(
            r"[(\[](?:[a-z]{2,8}\.?\s+)?(?P<y>(?:1[5-9]|20|21)\d\d)"
            r"(?:[-–—](?P<z>(?:1[5-9]|20|21)\d\d))?[)\]]"
        ),
        _bracketed,
    ),
    Form(
        "year",
        re.compile(
            rf"\b{_LEADS}\s+(?P<years>(?:1[5-9]|20|21)\d\d(?:,\s+(?:1[5-9]|20|21)\d\d)*,?\s+(?:and|or)\s+(?P<y>{YEAR}))",
            re.IGNORECASE | re.ASCII,
        ),
        _list,
    ),
    Form(
        "year",
        re.compile(
            r"(?:(?<![\w$€£¥.,/+-])|(?<=[Ff]rom )|(?<=[Bb]etween ))(?P<y>(?:1[5-9]|20|21)\d\d)"
            rf"(?:(?P<dash>\s?[-–—]\s?)|(?<=rom \d{{4}})\s+(?:to|through|until|till)\s+|(?<=tween \d{{4}})\s+and\s+)"
            rf"(?P<z>{YEAR})",
            re.ASCII,
        ),
        _span,
    ),
    Form(
        "year",
        re.compile(
            rf"(?:^|(?<=[.!?”\"]\s))(?P<y>{YEAR})(?=\s+(?:was|is|will|saw|marks|marked|has|brought)\b)", re.ASCII
        ),
        _lone,
    ),
    Form("year", re.compile(rf"(?<=rom \d{{4}} to )(?P<y>{YEAR})", re.ASCII), _lone),
    Form("year", re.compile(rf"{BEGIN}(?P<y>{YEAR})(?=,?\s+at\s+the\s+(?:latest|earliest)\b)", re.ASCII), _lone),
)
