"""Who wrote a text and when it was published, as its own lines say it: bylines, date lines, datelines, signatures."""

from __future__ import annotations

import re

from foedera.dates import DateMention, dates
from foedera.model import Edtf, Moment

_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
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
_REPORTING = re.compile(r"\(?(?:reporting|written|reported|writing)\s+by\s+(?P<names>(?:(?!\.\s)[^;)]){3,160})", re.I)
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
_PARTS = re.compile(r"\s[|•·/–—]\s|\s{2,}|;\s|(?=\b(?:Last\s)?(?:Updated|Modified)\b)")
_NO_LETTERS = re.compile(r"[\W\d_]+")
_CREDITS = re.compile(r"\s+[|•·]\s+|\s[–—]\s|\s{2,}|(?:\s|,\s)(?:updated|published)\b", re.I)
_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|&)\s*(?:and\s+)?|\s+and\s+", re.I)
_SMALL = frozenset({"of", "the", "and", "for", "in", "at", "on", "de"})


def date_in(text: str) -> Edtf | None:
    """The first full date that `text` writes: `10 April 2024`, `April 10, 2024`, `2024-04-10`, `25/04/2024`.

    A numeric date whose day could be its month (`04/05/2024`) is not taken, nor is one without a year.
    """
    mention = _mention(text)
    return None if mention is None else mention.when


def published_in_line(line: str, *, issuer: bool = False) -> Edtf | None:
    """The publication date in a line that says little else: a date line, or one beginning with "Published".

    With `issuer` also one in which a place or an authority stands before the date ("Ministry of Defence, 9 May 2031").
    """
    if len(line) > 160 or line.startswith(("-", "–", "—")):
        return None
    found = (_published_in_part(part.strip(" ()[]|•·-–—"), issuer) for part in _PARTS.split(line))
    return next(filter(None, found), None)


def _published_in_part(part: str, issuer: bool) -> Edtf | None:
    mention = None if _CHANGED.match(part) else _mention(part)
    if mention is None:
        return None
    rest = _letters(_CLOCK.sub(" ", _beside(part, mention)))
    labelled = _ISSUED.match(part) is not None and len(rest.split()) <= 4
    return mention.when if len(rest) <= 3 or labelled or _ends_address(part, mention, rest, issuer) else None


def _ends_address(part: str, mention: DateMention, rest: str, issuer: bool) -> bool:
    """Whether a date stands after a place, or after the name of who issued the text."""
    before = part[: mention.start].rstrip()
    if not before.endswith(","):
        return False
    return len(rest.split()) <= 3 or (issuer and _is_issuer(before, part[mention.end :]))


def _beside(text: str, mention: DateMention | None) -> str:
    """What stands before and after a date."""
    return text if mention is None else text[: mention.start] + " " + text[mention.end :]


def _letters(text: str) -> str:
    """The words of a date line that say something, without figures and signs."""
    return _NO_LETTERS.sub(" ", _FILLER.sub(" ", text)).strip()


def _is_issuer(before: str, after: str) -> bool:
    """Whether the words before a date at the end of a line are all names."""
    if _CLOCK.sub("", after).strip(" ,."):
        return False
    return all(word[:1].isupper() or word in _SMALL for word in before.split())


def is_date_line(line: str) -> bool:
    """Whether a line holds a date or a time of day and little else."""
    if len(line) > 110:
        return False
    rest = _CLOCK.sub(" ", _beside(line, _mention(line)))
    return rest != line and len(_letters(_CHANGED.sub(" ", rest)).split()) <= 3


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
    first = _CREDITS.split(names, maxsplit=1)[0]
    date = _mention(first)
    if date is not None:
        first = first[: date.start].rstrip(" ,(")
    found = []
    for name in map(_name_in, _BETWEEN_NAMES.split(first)):
        if is_person(name):
            found.append(name)
        elif not found:
            return ()
    return tuple(found)


def _name_in(part: str) -> str:
    """A name without its titles and what follows it ("Dr Ann Lee in Tokyo"), and not all in capitals."""
    name = _TITLES.sub("", _AFTER.sub("", " " + part).strip(" .,"))
    return name.title() if name.isupper() else name


def _mention(text: str) -> DateMention | None:
    """The first mention of a day with its year."""
    return next(filter(_is_day, dates(text)), None) if _YEAR.search(text) else None


def _is_day(mention: DateMention) -> bool:
    start = mention.when.start
    return not mention.when.is_interval and isinstance(start, Moment) and start.day is not None
