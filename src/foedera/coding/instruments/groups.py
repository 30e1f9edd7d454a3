"""Which mentions of a document are of one instrument: spelled out, by acronym, shortened, or "the Treaty"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.instruments.forms import Named
from foedera.coding.instruments.lexicon import Lexicon
from foedera.coding.instruments.names import Names
from foedera.language import Sentence
from foedera.model import ActorRef, InstrumentType

_ALIAS = re.compile(
    r",?”? \((?:the |hereinafter[^“\"()]{0,40}|or )?[“\"‘]?([A-Z][\w-]{0,14}(?: (?:Agreement|Treaty|Act))?)[”\"’]?\)"
)
_ACRONYM = re.compile(r"[A-Z][\w-]*[A-Z][\w-]*(?: \w+)?|(?:Agreement|Treaty|Protocol|Convention|Charter|Guidelines)")
_BETWEEN = re.compile(r",? (?:between|among|with) ", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset("the of and on for in to a new our joint".split())
_OWNED = re.compile(r"(?:['’]s?)? (?:new |own |first |updated |landmark |long-standing |latest |revised |\d{4} )*$")
_BARE = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat|[Tt]hese|[Ii]ts|[Oo]ur) (?:present |same |old |new )?"
    r"([Tt]reaty|[Pp]act|[Aa]greement|[Pp]rotocol|[Cc]onvention|Charter|[Aa]ccord|Arrangement|[Gg]uidelines|Declaration|"
    r"[Mm]emorandum|[Ss]trategy|Compact|Communiqué|Act|[Ll]aw|deal)\b(?![\w-]| (?:of|on|for|between|with) )"
)
_IT = re.compile(
    r"(?:It|They)(?= (?:(?:was|were|has|have|had|been|is|are|remain(?:s|ed)?|shall|will|would|never|also|later|"
    r"formally|first) )*"
    r"(?:enter|c[ao]me|went|took|sign|ratif|accede|adopt|conclud|terminat|denounc|supersed|replac|amend|extend|renew|"
    r"suspend|abrogat|expir|lapse|implement|contain|in force|in effect|provisional))"
)
_WHEN_IT = re.compile(r"\b(?:when|before|after|until) (it|they)(?= (?:was|were|is|are|have been|has been|had been) )")
_OF_YEAR = re.compile(r" (of (?:(?:\d{1,2} )?[A-Z][a-z]+ )?((?:1[6-9]|20|21)\d\d))\b")
_YEAR = re.compile(r"\b\d{4}\b")
_BELOW = re.compile(
    r"\b(?:Protocol|Agreement|Convention|Arrangement) (?:\w+ ){0,3}(?:under|to)(?: Articles? \w+ of)? (?:the )?$"
)
"""What stands before an instrument that another is below, whose date follows the names of both."""
_ABOVE = re.compile(
    r"\S (?:to|under|of|amending|Amending|Supplement) (?:the )?.*\b(?:Treaty|Agreement|Convention|Charter|Pact)\b"
)
_PLURAL = re.compile(
    r"(?:(?!of\b|on\b|for\b|to\b|between\b)\S+ )*"
    r"(?:[Gg]uidelines|[Pp]rotocols|[Nn]otes|[Ll]etters|[Aa]greements|[Tt]reaties|[Aa]rrangements|[Aa]ccords|"
    r"[Cc]onventions|[Pp]rinciples)\b"
)
_NATIONS = frozenset("u s rok un united nations".split())
_NEAR = 300
_SPAN = 90
_ACCESSION = re.compile(r"\b[Aa]ccession of\b")
OPENING = 6
"""How far behind the beginning of a sentence its topic may stand."""
_ALIKE = {"pact": ("treaty", "agreement"), "deal": ("agreement", "treaty"), "accord": ("agreement",)}


class Mentioned(msgspec.Struct, frozen=True):
    """A mention of an instrument in its sentence; `named` where a name stands there and no mere "the treaty".

    `name` is that name; `dated` and `years` tell of when the instrument is, by the words behind it ("of 1951") or a
    year in the name."""

    start: int
    end: int
    sentence: Sentence
    named: bool = True
    name: Named | None = None
    dated: str = ""
    years: frozenset[str] = frozenset()


class Group:
    """The mentions of one instrument, its name in the fullest form, and what tells it from others of its name."""

    def __init__(self, named: Named, core: frozenset[str], states: dict[str, ActorRef], years: frozenset[str]) -> None:
        self.names = [named]
        self.core, self.years = core, years
        self.states = dict(states)
        self.mentions: list[Mentioned] = []

    @property
    def type(self) -> InstrumentType:
        """The type, as the fullest name tells it."""
        return self._fullest.type

    @property
    def name(self) -> str:
        """The fullest name in the document."""
        name = self._fullest.name
        if self.type in ("treaty", "agreement") and re.match(r"\d{4} [A-Z]\S* \S", name):
            name = name[5:]
        dated = next((mention.dated for mention in self.mentions if mention.dated), "")
        return f"{name} {dated}" if dated and name[0].isupper() and not _YEAR.search(name) else name

    @property
    def _fullest(self) -> Named:
        return max(
            self.names, key=lambda n: (n.name[0].isupper() or n.name[0].isdigit(), n.name.count(" "), len(n.name))
        )

    def last(self, at: int) -> int:
        """Where the last mention before an offset ends; -1 where there is none. Mentions are in the text's order."""
        return next((mention.end for mention in reversed(self.mentions) if mention.end <= at), -1)

    def stands(self, at: int, sentence: Sentence) -> bool:
        """Whether a mention in the sentence, the last one read, includes an offset."""
        mine = takewhile(lambda mention: mention.sentence is sentence, reversed(self.mentions))
        return any(mention.start <= at < mention.end for mention in mine)

    def fits(self, other: Group) -> bool:
        """Whether the name of another group may be one of this instrument."""
        core, states, years = other.core, other.states, other.years
        apart = not (self.states.keys() <= states.keys() or states.keys() <= self.states.keys())
        if apart or (self.years and years and self.years.isdisjoint(years)):
            return False
        if core == self.core:
            return True
        part = self.type == other.type and (core <= self.core or self.core <= core)
        return part and bool(core) and (len(self.states.keys() & states.keys()) > 1 or bool(self.years & years))

    def part(self, mentions: Sequence[Mentioned], years: frozenset[str]) -> Group:
        """Some of the mentions as an instrument of their own, with these years; by the names that stand there."""
        names = [mention.name for mention in mentions if mention.name is not None] or self.names
        made = Group(names[0], self.core, self.states, years)
        made.names, made.mentions = names, list(mentions)
        return made

    def take(self, named: Named, states: dict[str, ActorRef], years: frozenset[str], core: frozenset[str]) -> None:
        """Add a name to the group."""
        self.names.append(named)
        self.states |= {id: ref for id, ref in states.items() if id not in self.states}
        self.years |= years
        if len(core) > len(self.core):
            self.core = core


def groups(reading: Reading, lexicon: Lexicon, own: Group | None) -> list[Group]:
    """The instruments that a document names, in the order of their first mention; `own` is the document itself."""
    return _Grouping(reading, lexicon, own).groups()


def qualified(reading: Reading, lexicon: Lexicon, named: Named) -> Group:
    """A group of one name, with what tells it from others."""
    own = reading.document.text[named.start : named.end] == named.name
    nations = " ".join(m.text for m in reading.mentions.within(named.start, named.end) if m.refs) if own else ""
    without = frozenset(_WORD.findall(nations.lower())) | _NATIONS
    core = _core(lexicon, named.name)
    behind = _OF_YEAR.match(reading.document.text, named.end)
    return Group(named, frozenset(core - without) or core, _states(reading, named), _years(named, behind))


def _years(named: Named, behind: re.Match[str] | None) -> frozenset[str]:
    """The years in a name, and behind it."""
    return frozenset([*_YEAR.findall(named.name), *([behind[2]] if behind else [])])


class _Grouping:
    def __init__(self, reading: Reading, lexicon: Lexicon, own: Group | None) -> None:
        self.reading, self.lexicon, self.own = reading, lexicon, own
        self.text = reading.document.text
        self.names = Names(lexicon, self.text, reading.mentions)
        self.found: list[Group] = [] if own is None else [own]
        self.aliases: dict[str, Group] = {}
        self.spoken: Group | None = None

    def groups(self) -> list[Group]:
        later: list[tuple[Named, Sentence]] = []
        for sentence in self.reading.sentences():
            heading = self.reading.parse.role(sentence) == "heading"
            aliased = list(self._aliased(sentence))
            for named in self.names.within(sentence.start, sentence.end):
                if any(
                    named.start < end and start < named.end
                    for start, end, _ in aliased
                    if end - start > named.end - named.start
                ):
                    continue
                if heading:
                    later.append((named, sentence))
                else:
                    self._place(named, sentence)
            for start, end, group in aliased:
                if not group.stands(start, sentence):
                    group.mentions.append(Mentioned(start, end, sentence))
            if not heading:
                self._pronoun(sentence)
                self._anaphors(sentence)
                self.spoken = self._spoken_of(sentence)
        for named, sentence in later:
            known = self._group(named)
            if known is not None:
                known.mentions.append(self._mentioned(named, sentence))
        return [group for group in self.found if group.mentions or group is self.own]

    def _place(self, named: Named, sentence: Sentence) -> None:
        group = self._group(named)
        if group is None:
            group = qualified(self.reading, self.lexicon, named)
            self.found.append(group)
        else:
            new = qualified(self.reading, self.lexicon, named)
            group.take(named, new.states, new.years, new.core)
        group.mentions.append(self._mentioned(named, sentence))
        alias = _ALIAS.match(self.text, named.end, sentence.end)
        if alias is not None and _ACRONYM.fullmatch(alias[1]):
            self.aliases.setdefault(alias[1], group)

    def _mentioned(self, named: Named, sentence: Sentence) -> Mentioned:
        """A mention by a name, with the date behind it ("of 1951")."""
        behind = _OF_YEAR.match(self.text, named.end, sentence.end)
        if behind and (_BELOW.search(self.text, sentence.start, named.start) or _ABOVE.search(named.name)):
            behind = None
        end, dated = (behind.end(), behind[1]) if behind else (named.end, "")
        return Mentioned(named.start, end, sentence, name=named, dated=dated, years=_years(named, behind))

    def _group(self, named: Named) -> Group | None:
        """The group to which a name belongs, the latest that fits."""
        if named.name in self.aliases:
            return self.aliases[named.name]
        new = qualified(self.reading, self.lexicon, named)
        fitting = [group for group in self.found if group.fits(new)]
        return fitting[-1] if fitting else None

    def _aliased(self, sentence: Sentence) -> Iterator[tuple[int, int, Group]]:
        """Where a sentence uses an acronym that the document has explained."""
        for alias, group in self.aliases.items():
            if " " in alias or not alias.isupper():
                continue
            for match in re.finditer(
                rf"(?<![\w-]){re.escape(alias)}(?![\w-])", self.text[sentence.start : sentence.end]
            ):
                yield sentence.start + match.start(), sentence.start + match.end(), group

    def _anaphors(self, sentence: Sentence) -> None:
        """ "The treaty" of the sentence, where the last instrument named is one, or the document itself is."""
        for match in _BARE.finditer(self.text, sentence.start, sentence.end):
            group = self._meant(match[1], match.start())
            if group is not None:
                group.mentions.append(Mentioned(match.start(1), match.end(1), sentence, named=False))

    def _pronoun(self, sentence: Sentence) -> None:
        """ "It entered into force, ... when it was replaced": the instrument that the sentence before speaks of."""
        match = _IT.match(self.text, sentence.start, sentence.end)
        if match is None or self.spoken is None or (match[0] == "They") != _is_plural(self.spoken):
            return
        self.spoken.mentions.append(Mentioned(match.start(), match.end(), sentence, named=False))
        for again in _WHEN_IT.finditer(self.text, match.end(), sentence.end):
            self.spoken.mentions.append(Mentioned(again.start(1), again.end(1), sentence, named=False))

    def _spoken_of(self, sentence: Sentence) -> Group | None:
        """The one instrument that a sentence mentions, or else the one with which it begins."""
        here = [
            (mention.start, group)
            for group in self.found
            for mention in takewhile(lambda m: m.sentence is sentence, reversed(group.mentions))
        ]
        if len({id(group) for _, group in here}) == 1:
            return here[0][1]
        first = min(here, key=lambda pair: pair[0], default=None)
        return first[1] if first is not None and first[0] - sentence.start <= OPENING else None

    def _meant(self, noun: str, at: int) -> Group | None:
        types = _ALIKE.get(noun.lower()) or (self.lexicon.bare(noun),)
        if self.own is not None and noun[0].isupper() and self.own.type in types:
            return self.own
        if noun in self.aliases:
            return self.aliases[noun]
        latest: Group | None = None
        for group in self.found:
            before = -1 if latest is None else latest.last(at)
            if group.last(at) > max(before, at - _NEAR):
                latest = group
        return latest if latest is not None and latest.type in types else None


def _is_plural(group: Group) -> bool:
    """Whether the head of an instrument's name is a plural ("Guidelines", "Protocols to the Treaty")."""
    return _PLURAL.match(group.name) is not None


def _core(lexicon: Lexicon, name: str) -> frozenset[str]:
    """The words by which a name is known, without who made it, its year, and small words."""
    spelled = next((k.name for k in lexicon.known if k.acronym == name), name)
    cut = _BETWEEN.search(spelled)
    words = _WORD.findall((spelled[: cut.start()] if cut else spelled).lower().replace("defence", "defense"))
    return frozenset(word for word in words if word not in _SMALL and not word.isdigit())


def _states(reading: Reading, named: Named) -> dict[str, ActorRef]:
    """The states in the name, in "between X and Y" behind it, and whose it is said to be right before it."""
    text = reading.document.text
    tail = text[named.end : named.end + 200].split(".")[0]
    high = named.end + (len(tail.split(",")[0]) if tail.startswith((" between ", " among ", " with ")) else 0)
    joining = _ACCESSION.search(named.name)
    refs = list(reading.mentions.refs(named.start, named.start + joining.start() if joining else high, "state"))
    for mention in reading.mentions.within(max(0, named.start - _SPAN), named.start):
        if _OWNED.fullmatch(text, mention.end, named.start) and len(mention.refs) == 1:
            refs += [ref for ref in mention.refs if ref.kind == "state"]
    return {ref.id: ref for ref in refs if ref.id is not None}
