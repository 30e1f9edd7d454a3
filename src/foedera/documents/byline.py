"""Who wrote a text and when it was published, as its own lines say it: bylines, date lines, datelines, signatures."""

from __future__ import annotations

import re

from foedera.model import Edtf, EdtfError

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
_MONTH = rf"(?P<{{}}>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?"
_YEAR = r"(?P<{}>(?:1[6-9]|20)\d\d)"
_DATE = re.compile(
    r"(?<![\w/.-])(?:"
    + rf"{_MONTH.format('m1')}\s+{_DAY.format('d1')},?\s+{_YEAR.format('y1')}"
    + rf"|{_DAY.format('d2')}(?:\s+day)?(?:\s+of)?\s+{_MONTH.format('m2')},?\s+{_YEAR.format('y2')}"
    + r"|(?P<y3>(?:19|20)\d\d)[-/.](?P<m3>\d\d)[-/.](?P<d3>\d\d)(?!\d)"
    + r"|(?P<d4>\d{1,2})[/.](?P<m4>\d{1,2})[/.](?P<y4>(?:19|20)\d\d)"
    + r")(?![\w/])",
    re.I,
)
_ORDINALS = {
    word: number
    for number, word in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
            " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third"
            " twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first"
        ).split(),
        1,
    )
}
_WRITTEN_OUT = re.compile(
    rf"\b(?P<d>{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})\s+day\s+of\s+{_MONTH.format('m')},?\s+"
    + _YEAR.format("y"),
    re.I,
)
_DONE = re.compile(r"\b(?:Done|DONE|Signed|SIGNED|Opened for signature)\s+(?:in (?:du|tri)plicate,?\s+)?(?:at|in|on)\b")
_ISSUED = re.compile(
    r"(?:first\s+)?(?:published|posted|issued|released|date|publication date|dated|release date)\b", re.I
)
_CHANGED = re.compile(
    r"(?:last\s+)?(?:updated?|modified|reviewed|changed|corrected|accessed|retrieved|archived)\b", re.I
)
_CLOCK = re.compile(
    r"\b\d{1,2}[:.h]\d{2}(?::\d{2})?\b|\b\d{1,2}\s?[ap]\.?m\b\.?|\b[ap]\.?m\.?(?=\W|$)"
    r"|\b(?:[ECMP][SD]?T|GMT|UTC|BST|CES?T|JST|KST|IST|AE[SD]T|SGT|HKT|Z)\b",
    re.I,
)
_FILLER = re.compile(
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?|first|published|posted|issued|released|on|at|date"
    r"|dated|publication|release|created|the|of|in|local|time|for|immediate|hours)\b\.?",
    re.I,
)
_DATELINE = re.compile(r"(?:[A-Z][A-Z.'’ -]{2,30})(?:,\s?[A-Z][\w. ]{1,20})?,\s[^()—–]{4,40}?\s*(?:\(|[—–:]|--|-\s)")
_BY = re.compile(
    r"(?:(?:story|text|analysis|commentary|report|words|written|posted)\s+)?by:?\s+(?P<names>\S.{2,140})$", re.I
)
_REPORTING = re.compile(r"\(?(?:reporting|written|reported|writing)\s+by\s+(?P<names>[^;)]{3,160})", re.I)
_NAME = r"(?:[A-ZÀ-Þ][\w.'’-]*|d[aeiu]|de|del|der|den|la|le|van|von|bin|al|al-\w+|ter|ten|y)"
_PERSON = re.compile(rf"[A-ZÀ-Þ][\w.'’-]*(?:\s{_NAME}){{1,4}}")
_AFTER = re.compile(
    r"\s+(?:in|at|for|of|and agencies)\s.*$"
    r"|\s*[,|•·/–—]\s*(?:the\s)?[^,|]*\b(?:correspondent|editor|reporter|writer|reuters|afp|ap|associated press|news"
    r"|times|post|press|agency|analyst|fellow|bbc|cnn|staff|bureau|professor|director)\b.*$",
    re.I,
)
_TITLES = re.compile(r"^(?:Dr|Prof|Professor|Sir|Mr|Mrs|Ms|Gen|Adm|Col|Lt|Capt|Maj)\.?\s+")
_NOT_A_PERSON = re.compile(
    r"\b(?:the|staff|board|agencies|agency|news|editors?|editorial|reuters|times|post|press|desk|team|service|ministry"
    r"|department|office|government|association|council|university|institute|correspondents?|reporters?|writers?)\b",
    re.I,
)


def date_in(text: str) -> Edtf | None:
    """The first full date that `text` writes: `10 April 2024`, `April 10, 2024`, `2024-04-10`, `25/04/2024`.

    A numeric date whose day could be its month (`04/05/2024`) is not taken, nor is one without a year.
    """
    match = _DATE.search(text)
    return None if match is None else _edtf(match)


def published_in_line(line: str, *, issuer: bool = False) -> Edtf | None:
    """The publication date in a line that says little else: a date line, or one beginning with "Published".

    With `issuer` also one in which a place or an authority stands before the date ("Ministry of Defence, 9 May 2031").
    """
    if len(line) > 160 or line.startswith(("-", "–", "—")):
        return None
    for part in re.split(r"\s[|•·/–—]\s|\s{2,}|;\s|(?=\b(?:Last\s)?(?:Updated|Modified)\b)", line):
        stripped = part.strip(" ()[]|•·-–—")
        if not stripped or _CHANGED.match(stripped):
            continue
        match = _DATE.search(stripped)
        if match is None:
            continue
        rest = stripped[: match.start()] + " " + stripped[match.end() :]
        rest = re.sub(r"[\W\d_]+", " ", _FILLER.sub(" ", _CLOCK.sub(" ", rest))).strip()
        labelled = _ISSUED.match(stripped) is not None
        before = stripped[: match.start()].rstrip()
        place = before.endswith(",") and (len(rest.split()) <= 3 or (issuer and _is_issuer(before, stripped, match)))
        if not rest or (labelled and len(rest.split()) <= 4) or place or len(rest) <= 3:
            return _edtf(match)
    return None


def _is_issuer(before: str, line: str, date: re.Match[str]) -> bool:
    """Whether the words before a date at the end of a line are all names."""
    small = {"of", "the", "and", "for", "in", "at", "on", "de"}
    after = _CLOCK.sub("", line[date.end() :]).strip(" ,.")
    return not after and all(word[:1].isupper() or word in small for word in before.split())


def is_date_line(line: str) -> bool:
    """Whether a line holds a date or a time of day and little else."""
    if len(line) > 110:
        return False
    rest = _CLOCK.sub(" ", _DATE.sub(" ", line))
    if len(rest) == len(line):
        return False
    rest = re.sub(r"[\W\d_]+", " ", _FILLER.sub(" ", _CHANGED.sub(" ", rest))).strip()
    return len(rest.split()) <= 3


def dateline_date(paragraph: str) -> Edtf | None:
    """The date in the dateline that opens an agency's report (`TOKYO, April 10, 2024 (Agency) - …`), with its year."""
    match = _DATELINE.match(paragraph[:120])
    return date_in(match[0]) if match else None


def signing_date(paragraph: str) -> Edtf | None:
    """The date in a treaty's closing words: "Done at Washington, the fourth day of April, 1949"."""
    done = _DONE.search(paragraph)
    if done is None:
        return None
    tail = paragraph[done.start() : done.start() + 200]
    match = _WRITTEN_OUT.search(tail)
    if match is not None:
        return _day(int(match["y"]), _MONTHS[match["m"].lower()], _ORDINALS[match["d"].lower()])
    return date_in(tail)


def authors_in(line: str) -> tuple[str, ...]:
    """The persons in a byline ("By Ann Lee and Bo Berg in Tokyo"); empty where the line is none, or names nobody."""
    match = _BY.match(line) if len(line) <= 170 else None
    return () if match is None else _persons(match["names"])


def reporters_in(line: str) -> tuple[str, ...]:
    """The persons in a closing credit: "(Reporting by Ann Lee in Tokyo; Editing by Bo Berg)"."""
    match = _REPORTING.match(line)
    return () if match is None else _persons(match["names"])


def is_person(line: str) -> bool:
    """Whether a line is a person's name and nothing else, as far as its form tells."""
    return len(line) <= 40 and _PERSON.fullmatch(line) is not None and _NOT_A_PERSON.search(line) is None


def _persons(names: str) -> tuple[str, ...]:
    first = re.split(r"\s+[|•·]\s+|\s[–—]\s|\s{2,}|(?:\s|,\s)(?:updated|published)\b", names, maxsplit=1, flags=re.I)[0]
    date = _DATE.search(first)
    if date is not None:
        first = first[: date.start()].rstrip(" ,(")
    found = []
    for part in re.split(r"\s*(?:,|;|&)\s*(?:and\s+)?|\s+and\s+", first, flags=re.I):
        name = _TITLES.sub("", _AFTER.sub("", " " + part).strip(" .,"))
        if name.isupper():
            name = name.title()
        if is_person(name):
            found.append(name)
        elif not found:
            return ()
    return tuple(found)


def _edtf(match: re.Match[str]) -> Edtf | None:
    groups = match.groupdict()
    for index in "12":
        if groups["y" + index]:
            month = _MONTHS[groups["m" + index].lower()]
            return _day(int(groups["y" + index]), month, int(groups["d" + index]))
    if groups["y3"]:
        return _day(int(groups["y3"]), int(groups["m3"]), int(groups["d3"]))
    day, month = int(groups["d4"]), int(groups["m4"])
    if day <= 12 and day != month:
        return None
    return _day(int(groups["y4"]), month, day)


def _day(year: int, month: int, day: int) -> Edtf | None:
    try:
        return Edtf.parse(f"{year:04d}-{month:02d}-{day:02d}")
    except EdtfError:
        return None
