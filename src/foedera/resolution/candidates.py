"""Where the names of persons may stand: what the parser takes for one, what a title introduces, capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from foedera.language import Sentence
from foedera.resolution.spans import Span, Taken
from foedera.resolution.syntax import Syntax
from foedera.resolution.titles import TITLE, TITLE_BEFORE, is_title
from foedera.resolution.titles import sector as occupation

_NAME = r"[A-Z][\w'’.-]*[\w.](?: (?:[A-Z][\w'’-]*[\w.]|[A-Z]\.|(?:bin|al|van|von|der|den|de|da|del|la|di|dos|y)\b))*"
_NAMED = re.compile(rf"(?:{_NAME})")
_NO_PERSON = re.compile(
    r"['’]s |[\d@/\\:;()\n\t]|\b(?:[A-Z]{4,}|Ministry|Department|Army|Navy|Force|Forces|Treaty|Agreement|Act|Sea|"
    r"Islands?|Strait|University|Institute|Council|Agency|News|Times|Post|Reuters|Pact|Initiative|Dialogue|Summit|"
    r"Statement|Photo|Strategy|Plan|Program|Programme|Group|Street|House|Operation|Exercise|Base|Camp|Fort|Air|USS|HMS|"
    r"JS|Association|Center|Centre|Command|Corps|Fleet|Policy|Committee|Article|Getty|AFP|AP|of|the|Joint|Images|Read|"
    r"More|Subscribe|Administration|Palace|Room|Airport|Province|River|Bay|Project|System|Security|Defen[cs]e|Nuclear|"
    r"Partnership|Training|Staff|Assistance|Findings|Fellows?|Fellowship|Roadmap|Bank|Development|Humanitarian|Health|"
    r"Climate|Energy|Economic|Research|Technology|Global|Regional|National|Guidelines|Framework|Meeting|Conference|"
    r"Cooperation|State|Visit|For|Missile|Edge|Launches|Launched|Summary|Background|Introduction|Conclusion|Annex|Section|Chapter)\b"
)
_PARTICLE = re.compile(r"(?: (?:von|van|der|den|de|del|di|da|dos|al|bin|la|y)|[ \u201c\"])+$")
_NICKNAME = re.compile(r" [\u201c\"'][A-Z][\w -]+[\u201d\"'](?: [A-Z][\w-]+)+")
_REST = re.compile(r" (?:(?:der|den|de|la|los) )?[A-Z][\w'\u2019-]+")
_SUFFIX = re.compile(r"(?:['’]s?|[,.;:]|,?\s+(?:Jr|Sr|II|III)\.?)+$")
_HONOURS = re.compile(
    r",?\s+(?:[KQ]\.?\s?C|M\.?\s?P|Ph\.?\s?D|M\.?D|[CMO]\.?B\.?E|K\.?C\.?[BM]\.?G?|D\.?S\.?[OC]|R\.?N|Esq|Ret)\b\.?(?!\w)"
)
"""Letters behind a name that are no part of it ("K.C.", "M.P.", "CBE")."""

_LETTERS = 8
_CAPITALS = re.compile(
    r"(?<![\w.])(?:PRESIDENT|PRIME MINISTER|MINISTER|SECRETARY(?:[ -]GENERAL)?|SECRETARY OF \w+|CHANCELLOR|PREMIER|"
    r"SENATOR|AMBASSADOR|GENERAL|ADMIRAL|MR\.?|MRS\.?|MS\.?|DR\.?|SPOKESPERSON|CHAIRMAN|KING|GEN\.|ADM\.) "
    r"((?:[^\W\d_a-z][^\W\d_a-z.'’-]*[ ]?){1,4})(?=:|\n|$| \(|,|;| AND )"
)
_UNTOLD = frozenset("exercise exercises operation typhoon hurricane storm inaugural".split())
_SHIP = re.compile(
    r"\b(?:USS|USNS|HMS|HMAS|HMCS|HMNZS|INS|ROKS|JS|BRP|FS|(?i:destroyers?|frigates?|submarines?|carriers?|cutters?|"
    r"corvettes?|oilers?|warships?)) ((?:[A-Z][\w'’-]+ ?)+)(?:and ((?:[A-Z][\w'’-]+ ?)+))?"
)
_CLASS = re.compile(r"-class\b")
_APPOSED = re.compile(
    r"\b([^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z]\.)?(?: [^\W\d_a-z][\w'’-]+){1,2}), (?:the |an? |who )([^,.;\n]{3,80})"
)
_BYLINE = re.compile(r"\b(?:[Rr]eporting|[Ee]diting|[Ww]riting) by ([^;.\n()]{3,160})")
_BYLINED = re.compile(r"(?<![\w])[A-Z][\w'’-]+(?: [A-Z]\.)?(?: [A-Z][\w'’-]+){1,2}")
_SPEAKS = frozenset(
    "say tell add note warn argue announce explain write ask think believe declare stress claim insist reply comment "
    "recall urge pledge vow speak meet visit resign serve".split()
)


def is_name(words: str) -> bool:
    """Whether words that a parser takes for a person's name may be one."""
    return len(words) > 1 and words[0].isupper() and _NO_PERSON.search(words) is None


def candidates(syntax: Syntax, taken: Taken) -> Iterator[Span]:
    """The spans that may name persons, outside what is taken; some twice, some within others."""
    ships = _ships(syntax.text)
    for span in (*capitals(syntax.text), *_bylined(syntax.text), *_apposed(syntax.text)):
        if not taken.touches(span):
            yield span
    for sentence in syntax.parse.sentences:
        for span in (*_parsed(syntax, sentence), *_titled(syntax, sentence)):
            if (
                not taken.touches(span)
                and syntax.text[slice(*span)] not in ships
                and not _CLASS.match(syntax.text, span[1])
            ):
                yield span


def _ships(text: str) -> frozenset[str]:
    """The names of ships, which sound like persons'."""
    return frozenset(name.strip() for found in _SHIP.finditer(text) for name in found.groups() if name)


def _bylined(text: str) -> Iterator[Span]:
    """The reporters of "Reporting by A in C and B"."""
    for line in _BYLINE.finditer(text):
        for found in _BYLINED.finditer(text, line.start(1), line.end(1)):
            if is_name(found[0]):
                yield found.span()


def _apposed(text: str) -> Iterator[Span]:
    """Names that an apposition with an occupation explains ("NAME, the government commissioner for defence")."""
    for found in _APPOSED.finditer(text):
        if is_name(found[1]) and occupation(found[2]) and TITLE.match(found[1] + " ") is None:
            yield found.span(1)


def capitals(text: str) -> Iterator[Span]:
    """Names that are wholly in capitals, behind a title in capitals ("PRESIDENT JOE BIDEN:")."""
    for found in _CAPITALS.finditer(text):
        name = found[1].rstrip(" .-'’")
        if len(name) > 2:
            yield found.start(1), found.start(1) + len(name)


def _parsed(syntax: Syntax, sentence: Sentence) -> Iterator[Span]:
    for name in sentence.names:
        if name.label == "PERSON":
            span = trimmed(syntax, name.start, name.end)
            if span is not None and (" " in syntax.text[slice(*span)] or _likely(syntax, sentence, span)):
                yield span


def _likely(syntax: Syntax, sentence: Sentence, span: Span) -> bool:
    """Whether a single word that the parser takes for a person is one: it speaks, or bears a title."""
    if TITLE_BEFORE.search(syntax.text, max(0, span[0] - 60), span[0]):
        return True
    head = syntax.head(*span)
    if head is None:
        return False
    token = sentence.tokens[head[1]]
    verb = sentence.tokens[token.head]
    return token.dep in ("nsubj", "nsubjpass") and verb.pos == "VERB" and verb.lemma in _SPEAKS


def _titled(syntax: Syntax, sentence: Sentence) -> Iterator[Span]:
    """Names that a title introduces, whether the sentence was parsed or not."""
    text, end = syntax.text, sentence.end
    for title in TITLE.finditer(text, sentence.start, end):
        named = _NAMED.match(text, title.end() + 1, end)
        if named is None or text[title.end()] != " ":
            continue
        span = trimmed(syntax, named.start(), named.end())
        if span is not None and span[0] == named.start():
            yield span


def trimmed(syntax: Syntax, start: int, end: int) -> Span | None:
    """The span of a name without the titles before it and what clings to its end; None where it is no name."""
    text = syntax.text
    while (title := TITLE.match(text, start, end)) is not None:
        start = title.end() + 1
    honours = _HONOURS.search(text, start + 1, end + _LETTERS)
    if honours is not None and honours.start() < end:
        end = honours.start()
    words = _SUFFIX.sub("", text[start:end].partition("\n")[0])
    if _PARTICLE.search(words) is not None:  # "Ursula von der" Leyen
        rest = _REST.match(text, start + len(words))
        words = words + rest[0] if rest is not None else _PARTICLE.sub("", words)
    nick = _NICKNAME.match(text, start + len(words))
    words += "" if nick is None else nick[0]
    if not is_name(words) or is_title(words) or not any(c.islower() for c in words):
        return None
    if syntax.before(start) in _UNTOLD:
        return None
    return start, start + len(words)
