"""Names that are known without capitals: by acronym, by spelling, by year and state, or in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from foedera.coding.instruments.lexicon import Known, Lexicon
from foedera.language import either
from foedera.model import InstrumentType
from foedera.resolution import Mention, Mentions

_FIELD = (
    r"(?:mutual|defen[cs]e|security|military|alliance|peace|friendship|cooperation|nonaggression|non-aggression|"
    r"assistance|logistics|intelligence-sharing|information-sharing|basing|bases|status-of-forces|nuclear|arms control|"
    r"free trade|trade|access|and|reciprocal|bilateral|trilateral|maritime|visiting|joint|nonproliferation)"
)
_LOWER = r"(?:treaty|pact|agreement|accord|guidelines|convention|protocol|communiqu[eé]|declaration|memorandum)"
_DATED = re.compile(rf"\b((?:1[6-9]|20|21)\d\d (?:{_FIELD} )*{_LOWER})\b")
_STATED = re.compile(
    rf" ((?:\d{{4}} )?(?:{_FIELD} )*(?:defen[cs]e|security|alliance|access|trade) (?:treaty|pact|agreement))\b"
)
_PACT = re.compile(
    r"\b((?:mutual |reciprocal |military )?(?:defen[cs]e|security|access) (?:treaty|pact|agreement))"
    r"(?= +(?:between|with) (?:the )?[A-Z]|,? signed in (?:\w+ )?\d{4})"
)
_QUOTED = re.compile(
    r"\b(treaty|agreement|statement|document|declaration|strategy|memorandum|communiqu[eé]|guidelines|law|"
    r"white paper)s?,? "
    r"(?:titled|entitled|called|known as|dubbed),? [“\"]([A-Z][^”\"\n]{5,120})[”\"]"
)
_NOUN = (
    r"(?:laws?|treaty|pact|agreement|accord|protocol|memorandum of understanding|memorandum of agreement|"
    r"white paper|white book|(?:security |defen[cs]e |military |maritime )?strategy(?: document| paper)?)"
)
_UNNAMED = rf"(?:(?:(?!(?:by|after|before|with|under)\b)[\w-]+ )(?!of )){{0,4}}?{_NOUN}"
_MADE = re.compile(
    rf"\b[Aa]n? ({_UNNAMED})(?: (?:of|on|for|between|with|to|that|which)\b[^.;,]{{0,80}}?|,[^.;]{{0,60}},)? "
    r"(?:was|were|is being|are being|has been|had been) (?:\w+ly )?"
    r"(?:signed|passed|adopted|enacted|ratified|concluded|promulgated|prepared|drafted|drawn up|initialled)\b"
)
_MAKES = re.compile(
    rf"\b(?:signed|passed|enacted|adopted|ratified|promulgated|initialled|signing) (?:an?|another) ({_UNNAMED})\b"
    r"(?! (?:deal|court|package))"
)
_KIND_OF = (
    r"(?:(?!(?:by|after|before|with|under)\b)[a-z][\w-]+ ){0,3}?"
    r"(?:agreement|treaty|pact|accord|protocol|memorandum of understanding)s?"
)
_CONCLUDED = re.compile(
    r"\b(?:sign|signs|signed|signing|inked|concluded?|concluding|formali[sz]ed?|initialled|ratif(?:y|ied)|"
    r"renewed?|extended?|suspend(?:ed)?|terminated?|scrapped|abrogated?) "
    r"(?:(?:the|their|its|an?|this|that|two|several) )?(?!of )"
    rf"({_KIND_OF})\b(?! (?:deal|court|package|organi[sz]ation))"
)
_SIGNED = re.compile(
    rf"\b(?:recently|newly|just)[- ]signed (?P<fresh>{_KIND_OF})\b|"
    rf"\b(?:[Tt]he|[Aa]n?|[Tt]heir|[Ii]ts) ({_KIND_OF}),? (?:that was |which was |that were )?"
    r"(?:signed|initialled|concluded|ratified|inked)\b"
)
_ISSUED = re.compile(
    r"\b(?:[Ii]n|[Aa]ccording to|issued|issuing|released|adopted|signed|[Tt]heir|[Tt]he|[Aa]|said a|[’']s) "
    r"(?:their |the |a |its )?((?:(?:trilateral|bilateral|summit|final|leaders[’']|ministerial) )?"
    r"(?:joint (?:statement|communiqu[eé]|declaration|vision statement)|summit (?:communiqu[eé]|declaration)))\b"
)
_NAMED = re.compile(
    r"\b[Ss]ign(?:ed|s|ing)? (?:(?:this|next) year |in \d{4} )?(?:an?|the|their|its) (?:[a-z][\w-]+ ){0,2}"
    r"((?:[A-Z][\w’'.-]* (?:(?:of|on|for|and|the) )*){1,7}"
    r"(?:Framework|Plan|Roadmap|Partnership|Vision|Document|Letter|Understanding|Package|Deal|Principles|Program|Programme))\b"
)
_ACRONYM = re.compile(r"\b((?:[A-Z][a-z]\w* ){2,5}\([A-Z]{2,6}\) (?:agreement|arrangement|treaty|pact))\b")
_INTO_LAW = re.compile(
    r"\b(?:the|an?|this) ((?:[\w-]+ ){0,5}(?:supplemental|bill|legislation|act|package|measure|"
    r"authorization|appropriations?))\b[^.;]{0,40}? (?:signed|passed|enacted|voted) into law\b"
)
_NUMBER = re.compile(
    r"\b((?:(?:UN |U\.N\. )?(?:Security Council|government|presidential|Presidential|Government|cabinet|council) )?"
    r"(?:(?:(?:General |Executive )?Order|Resolution|Decree|Law|Directive|Regulation) (?:No\.? ?)?|"
    r"(?:resolution|decree|order|law|directive|regulation) No\.? ?)\d{2,}(?:[/-]\d+)?)\b"
)
_LETTERS = re.compile(
    r"\b(?:sign|signs|signed|signing|inked|exchanged|conclude[sd]?|concluding) "
    r"(?:(?:an?|the|its|their|two|three|several|new|separate|joint|\d+) ){0,2}"
    r"((?:memorand(?:um|a|ums)|letters?|statements?|records?) of "
    r"(?:understanding|intent|interest|cooperation|agreement))\b",
    re.IGNORECASE,
)
_HAD = re.compile(
    r"(?:['’]s?)? ((?:summit |joint |final |leaders['’] |defen[cs]e )?"
    r"(?:communiqu[eé]|joint statement|joint declaration|white paper|national security strategy|"
    r"(?:founding )?(?:treaty|charter)|Convention|Charter|Constitution))\b(?! [A-Z]| of\b| on\b| and [A-Z])"
)
_SUBJECT = re.compile(
    r"\b((?:Memorandum of (?:Understanding|Cooperation|Agreement)|Letter of Intent|Exchange of (?:Notes|Letters))"
    r" (?:with respect to|on|concerning|regarding) (?!the\b|an?\b|\d)[a-z][\w-]+"
    r"(?: (?!(?:in|on|at|with|that|which|was|is|has|and|as|to|by|from)\b)[a-z][\w-]+){0,4})"
)
_ORDERED = re.compile(r"\b(?:[Oo]rder|[Dd]irective|[Rr]egulation) (?:No\.? ?)?\d")
_CALLED = re.compile(
    r"\b[Tt]he (?P<name>(?:[A-Z][\w’'-]+ (?:of (?:the )?)?){1,5}(?P<noun>Alliance|Entente(?: Cordiale)?|Union|Axis|"
    r"Partnership|Settlement|Truce|Armistice)(?: (?:between|among) [^.,;\n]{3,80}?(?:, [A-Z][^.;\n]{2,40}?)?)?)"
    r"(?: of \d{4})? (?:was|were) (?:formally |first )?(?:signed|ratified|initialled)\b"
)
_PATTERNS = (
    (_MADE, False), (_MAKES, False), (_LETTERS, False), (_CONCLUDED, False), (_SIGNED, False), (_ISSUED, False),
    (_NUMBER, False), (_NAMED, True), (_ACRONYM, True), (_INTO_LAW, False), (_SUBJECT, True),
)  # fmt: skip
_NEXT = re.compile(r" (\w+)")
_INDEFINITE = re.compile(r"(?:\b[Aa]n?|\bno|\bany|\banother) (?:[a-z]+ ){0,2}$")
_EXACT = ("communique", "strategy", "guidelines")


class Named(msgspec.Struct, frozen=True):
    """One mention of an instrument by `name`, from `start` to `end`; `sure` where form or lexicon leave no doubt."""

    name: str
    type: InstrumentType
    start: int
    end: int
    sure: bool = True


class Forms:
    """Finds them in one document's text, given who else is named there."""

    def __init__(self, lexicon: Lexicon, text: str, mentions: Mentions) -> None:
        self.lexicon, self.text, self.mentions = lexicon, text, mentions

    def within(self, start: int, end: int) -> Iterator[Named]:
        """The names between two offsets; they may overlap."""
        yield from self._acronymic(start, end)
        yield from self._known(start, end)
        yield from self._dated(start, end)
        yield from self._stated(start, end)
        yield from self._quoted(start, end)
        yield from self._unnamed(start, end)
        yield from self._owned(start, end)
        yield from self._called(start, end)

    def _acronymic(self, start: int, end: int) -> Iterator[Named]:
        for match in _acronyms(self.lexicon).finditer(self.text, start, end):
            yield Named(match[0], _by_acronym(self.lexicon)[match[0]].type, match.start(), match.end())

    def _known(self, start: int, end: int) -> Iterator[Named]:
        for match in _spelled(self.lexicon).finditer(self.text, start, end):
            known = _by_name(self.lexicon)[match[0].casefold()]
            after = _NEXT.match(self.text, match.end())
            another = after is not None and after[1] in self.lexicon.after
            exact = match[0] == known.name or known.type not in _EXACT
            definite = match[0][0].isupper() or not self._indefinite(start, match.start())
            if exact and definite and not another:
                yield Named(match[0], known.type, match.start(), match.end())

    def _indefinite(self, start: int, at: int) -> bool:
        """Whether "a" or "any" makes the words before `at` a kind and no instrument."""
        return _INDEFINITE.search(self.text, max(start, at - 30), at) is not None

    def _dated(self, start: int, end: int) -> Iterator[Named]:
        """ "The 1960 treaty" and "a defense treaty with the United States"."""
        for pattern, sure in ((_DATED, True), (_PACT, False)):
            for match in pattern.finditer(self.text, start, end):
                type = self.lexicon.bare(match[1].split()[-1]) or "agreement"
                yield Named(match[1], type, match.start(1), match.end(1), sure)

    def _stated(self, start: int, end: int) -> Iterator[Named]:
        """ "The U.S.-Philippine mutual defense treaty"."""
        for mention in self.mentions.within(start, end):
            stated = _STATED.match(self.text, mention.end, end) if _is_state(mention) else None
            if stated is None:
                continue
            low = self._compound(mention.start, start)
            if not self._indefinite(start, low):
                type = self.lexicon.bare(stated[1].split()[-1]) or "agreement"
                yield Named(self.text[low : stated.end()], type, low, stated.end(), sure=False)

    def _unnamed(self, start: int, end: int) -> Iterator[Named]:
        """ "A law was passed in June", "signed a defence pact", and what a memorandum of understanding is about."""
        for pattern, sure in _PATTERNS:
            for match in pattern.finditer(self.text, start, end):
                part = match.lastindex or 1
                yield Named(match[part], self._kind(match[part]), match.start(part), match.end(part), sure)

    def _owned(self, start: int, end: int) -> Iterator[Named]:
        """ "The NATO communique", "Japan's white paper"."""
        for mention in self.mentions.within(start, end):
            owned = _HAD.match(self.text, mention.end, end) if _is_owner(mention) else None
            low = self._compound(mention.start, start)
            if owned is not None and not self._indefinite(start, low):
                yield Named(self.text[low : owned.end()], self._kind(owned[1]), low, owned.end(), sure=False)

    def _called(self, start: int, end: int) -> Iterator[Named]:
        """ "The Dual Alliance between Norvane and Ilmara was signed": a treaty called by those it binds."""
        for match in _CALLED.finditer(self.text, start, end):
            type: InstrumentType = "treaty" if match["noun"] == "Alliance" else "agreement"
            yield Named(match["name"], type, match.start("name"), match.end("name"))

    def _kind(self, name: str) -> InstrumentType:
        """The type that the longest head in a name in small letters tells."""
        spelled = {" ".join(words).lower(): type for words, type in self.lexicon.heads.items()}
        found = [head for head in spelled if re.search(rf"\b{re.escape(head)}s?\b", name.lower())]
        return spelled[max(found, key=len)] if found else "law" if _ORDERED.search(name) else "agreement"

    def _compound(self, at: int, start: int) -> int:
        """Where the hyphened compound begins in which the name at `at` stands ("U.S.-Philippine")."""
        while at > start and not self.text[at - 1].isspace():
            at -= 1
        return at

    def _quoted(self, start: int, end: int) -> Iterator[Named]:
        """Titles in quotation marks behind what they are titles of."""
        for match in _QUOTED.finditer(self.text, start, end):
            title = match[2].rstrip(" ,.")
            type = self.lexicon.head([word.capitalize() for word in match[1].split()]) or "communique"
            yield Named(title, type, match.start(2), match.start(2) + len(title))


def _is_state(mention: Mention) -> bool:
    """Whether a mention names a state, or is its adjective."""
    return mention.how in ("adjective", "name", "acronym") and [ref.kind for ref in mention.refs[:1]] == ["state"]


def _is_owner(mention: Mention) -> bool:
    """Whether a mention names a state or organisation that may issue an instrument."""
    return mention.how in ("adjective", "name", "acronym") and [ref.kind for ref in mention.refs[:1]] in (
        ["state"], ["organisation"],
    )  # fmt: skip


@cache
def _by_acronym(lexicon: Lexicon) -> dict[str, Known]:
    return {known.acronym: known for known in lexicon.known if known.acronym}


@cache
def _by_name(lexicon: Lexicon) -> dict[str, Known]:
    return {known.name.casefold(): known for known in lexicon.known}


@cache
def _acronyms(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){either(_by_acronym(lexicon))}(?![\w-])")


@cache
def _spelled(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"\b{either(_by_name(lexicon))}\b", re.IGNORECASE)
