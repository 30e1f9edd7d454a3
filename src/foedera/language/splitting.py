"""Where sentences begin and end: paragraph by paragraph, so that a heading never sticks to the sentence after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from foedera.model import Document

if TYPE_CHECKING:
    from nupunkt import PunktSentenceTokenizer

MAX_SENTENCE = 4_000
"""The most characters of a sentence. Longer ones are cut after the last mark, or else space, that fits."""

_WINDOW = 50_000
_LINE_STARTS = re.compile(
    r"\n[^\S\n]*(?:\n\s*|(?=(?:[-*•‣◦▪●·–—]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[.)])\s))",
)
# Titles and ranks stand before a name; nupunkt knows some of them. None of these ends a sentence.
_BEFORE_NAME = re.compile(
    r"(?:^|[^\w.])(?:Adm|Amb|Asst|Brig|Capt|Cdr|Cmdr|Cmdt|Col|Cpl|Dep|Dr|Fr|Ft|Gen|Gov|Hon|Lt|Maj|Messrs|Min|Mr|Mrs|Ms|Mt|"
    r"Pres|Prof|Pvt|Rep|Ret|Rev|Sec|Sen|Sens|Sgt|Supt|Vice Adm|Rear Adm|cf|e\.g|i\.e|vs|approx)\.$"
)
_STATE = re.compile(r"(?:^|[^\w.])(?:U\.S|U\.K|U\.N|E\.U|R\.O\.K)\.$")
_AFTER_STATE = re.compile(
    r"(?:Senators?|Sens?|Reps?|Representatives?|Secretar(?:y|ies)|Deputy|Under|Assistant|President|Vice|Ambassadors?|"
    r"Commander|Defen[cs]e|Departments?|State|Navy|Army|Air|Marines?|Coast|Space|Congress|House|Supreme|Government|"
    r"Mutual|Alliance|Treaty|Bilateral|Trilateral|Extended|Forces?|Embassy|Charter|General|Security|Special|Trade|Treasury|Central|Joint|Chief|Attorney|National|Strategic|"
    r"European|Africa|Southern|Northern|Pacific|Indo-Pacific|Seventh|Fleet|Bases?|Gen|Adm|Lt)\b"
)
# "the Philippines-U.S. Friendship Fellowship": an adjective with a noun to come, unless a word follows that opens
# sentences.
_HYPHENED = re.compile(r"\w-(?:U\.S|U\.K|U\.N|E\.U|R\.O\.K)\.$")
_OPENING = re.compile(
    r"(?:The|This|That|These|Those|It|He|She|We|They|I|You|In|On|At|As|For|From|By|With|A|An|And|But|If|When|While|Our|"
    r"Its|Their|Both|To|After|Since|There)\b"
)
_DOTTED = re.compile(r"(?:^|[^\w.])(?:\w\.){2,}$")
# nupunkt holds ordinary words for abbreviations ("reports", "series", "tax"), as law books shorten names to them. A
# word in small letters with a full stop before a capital ends a sentence, unless it is one of these.
_WORD_STOP = re.compile(r"(?:(?<=\s)|(?<=[\"“‘(—–-]))(?P<word>[a-z]{3,})\.[\"'”’)\]]*\s+(?=[\"“‘(\[]?[A-Z])")
_SHORTENED = frozenset(
    "adj adm adv anon app approx apr arr art arts assn assoc asst aug aux avg biog bros cal cap capt cent cert cf "
    "chap chaps col comm comp con cons cont corp dec dep dept depts dist div doc eds ed elev encl eng esp est etc "
    "excl ext feb fed fig figs fol fri gen gov govt ibid ida ill illus inc incl inst int intl jan jour jul jun "
    "juv lib loc mag maj mar max mfg mgmt min misc mon mtn nat neg nos nov obs oct op orig para paras pct pers "
    "phil pos pref prelim pres prin prob prof prov pseud pub quot ref refs reg rel rep repr reps resp ret rev ser "
    "sec secs sect sep seq sess sgt spec specs ste sub subj subpar subsec sun supp suppl supt temp thu tit trans "
    "treas tues univ util var ver viz vol vols wed yrs".split()
)
_ROMAN = re.compile(r"[ivxlc]+")
_SOFT_CUT = re.compile(r"[;:,.!?…][\"'”’)\]]*\s|\s[–—-]\s")


def sentence_bounds(document: Document) -> Iterator[tuple[int, int, int]]:
    """The sentences of a document as (start, end, number of the paragraph), white space at the ends left out.

    A heading and a line that begins with a bullet or a number are sentences by themselves. None is longer than
    `MAX_SENTENCE` characters.
    """
    text = document.text
    for number, paragraph in enumerate(document.paragraphs):
        whole = paragraph.role == "heading"
        for start, end in _blocks(text, paragraph.start, paragraph.end):
            for first, last in ((start, end),) if whole else _split(text, start, end):
                for low, high in _cut(text, *_trimmed(text, first, last)):
                    yield low, high, number


def _blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between empty lines and list marks."""
    for match in _LINE_STARTS.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """nupunkt's sentences, with those joined that it parts after a title or within an abbreviation."""
    pending: tuple[int, int] | None = None
    for first, last in _windows(text, start, end):
        if pending is not None and _joins(text, pending[1], first, last):
            pending = (pending[0], last)
            continue
        if pending is not None:
            yield pending
        pending = (first, last)
    if pending is not None:
        yield pending


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """nupunkt's spans, found in windows so that a text without sentences costs no more than its length."""
    punkt = _punkt()
    while start < end:
        stop = min(end, start + _WINDOW)
        spans = [(a, b) for a, b in punkt.span_tokenize(text[start:stop]) if not text[start + a : start + b].isspace()]
        if stop < end and len(spans) > 1:
            stop = start + spans.pop()[0]
        yield from (each for a, b in spans for each in _parted(text, start + a, start + b))
        start = stop


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span of nupunkt's, parted after words that it wrongly holds for abbreviations."""
    for match in _WORD_STOP.finditer(text, start, end):
        word = match["word"]
        if word not in _SHORTENED and _ROMAN.fullmatch(word) is None:
            yield start, match.end()
            start = match.end()
    yield start, end


def _joins(text: str, end: int, first: int, last: int) -> bool:
    """Whether the sentence from `first` to `last` continues the one that ends at `end`."""
    before = text[max(0, end - 24) : end].rstrip()
    if _BEFORE_NAME.search(before) is not None:
        return True
    after = text[first:last].lstrip()
    if _STATE.search(before) is not None and _AFTER_STATE.match(after) is not None:
        return True
    if _HYPHENED.search(before) is not None and _OPENING.match(after) is None:
        return True
    return after[:1].islower() and _DOTTED.search(before) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch in pieces of at most `MAX_SENTENCE` characters."""
    while end - start > MAX_SENTENCE:
        limit = start + MAX_SENTENCE
        cut = _last_cut(text, start + MAX_SENTENCE // 2, limit)
        low, high = _trimmed(text, start, cut)
        if low < high:
            yield low, high
        start = _trimmed(text, cut, end)[0]
    if start < end:
        yield start, end


def _last_cut(text: str, low: int, high: int) -> int:
    """The last place between `low` and `high` after a punctuation mark; else after a space; else `high`."""
    cut = high
    for match in _SOFT_CUT.finditer(text, low, high):
        cut = match.end()
    if cut < high or (low < high and text[high - 1].isspace()):
        return cut
    spaces = [i for i in range(low, high) if text[i].isspace()]
    return spaces[-1] + 1 if spaces else high


@cache
def _punkt() -> PunktSentenceTokenizer:
    from nupunkt import load_default_model

    return load_default_model()
