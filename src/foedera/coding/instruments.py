"""Treaties, agreements, guidelines and strategies that a text names, first version.

A name is a run of capitalised words that ends in, or is led by, a word for an instrument ("the Treaty of Mutual
Cooperation and Security", "Visiting Forces Agreement"). All mentions of one name in a document make one claim. Acts
are coded where the sentence says who signed, ratified or denounced it or that it entered into force, with the date
that the sentence gives. Signature is not entry into force.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from foedera.coding.coder import Reading
from foedera.dates import dates
from foedera.language import Sentence
from foedera.model import Act, ActName, ActorRef, Claim, Edtf, Instrument, InstrumentType, Modality

_TYPES: dict[str, InstrumentType] = {
    "treaty": "treaty", "pact": "treaty", "charter": "treaty", "convention": "treaty", "covenant": "treaty",
    "protocol": "protocol", "agreement": "agreement", "accord": "agreement", "accords": "agreement",
    "arrangement": "agreement", "compact": "agreement", "memorandum": "memorandum", "guidelines": "guidelines",
    "communiqué": "communique", "communique": "communique", "declaration": "communique", "statement": "communique",
    "strategy": "strategy", "act": "law", "law": "law", "constitution": "law",
}  # fmt: skip
_HEADS = "|".join(sorted((word.capitalize() for word in _TYPES), key=len, reverse=True))
_PART = r"(?:U\.(?:S|K|N)\.(?:A\.)?(?![\w-])|[A-Z][\w’'.&-]*[\w’']|[A-Z]|\d{4})"
_JOIN = r"(?:\s(?:of|on|for|and|the|between|concerning|regarding|in|to|with|against|respect)){0,4}\s"
_NAME = re.compile(
    rf"\b(?:(?:{_PART}{_JOIN}){{0,12}}(?:{_HEADS})\b(?!\s(?:Organi[sz]ation|Alliance|Area))"
    rf"(?:(?:\s(?:of|on|for|between|concerning|regarding|to|with))"
    rf"(?:\sthe)?\s{_PART}(?:,?{_JOIN}{_PART}){{0,12}})?)"
)
_LEADING = re.compile(
    r"(?:the|The|This|That|These|Those|An?|Under|In|On|Our|Their|Its|His|Both|Since|But|And|For|When|While|With|"
    r"[^\s]+[’']s|By|(?:States )?Parties to|Implementation of|Signing of|Pursuant to|Title \S+ of|Annex \S+ (?:of|to)|"
    r"(?:Pursuant to )?Articles?\s\S+(?:\sand\s\S+)?\sof)\s"
)
_HEAD = re.compile(rf"\b(?:{_HEADS})\b")
_DATED = re.compile(
    r" (?:on|of|in) (?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)$"
)
_LED = re.compile(r".+? (?:on|and(?: the)?) ")
_TWO = re.compile(rf"\b(?:{_HEADS})( and (?:the )?)(?=(?:{_PART} ){{0,6}}(?:{_HEADS})\b)")
_INSTITUTION = re.compile(r"\b(?:University|School|Faculty|College|Institute|Court|Ministry|Professor)\b")
_ACTS: dict[str, ActName] = {
    "sign": "signed", "ratify": "ratified", "denounce": "denounced", "terminate": "terminated", "suspend": "suspended",
    "extend": "extended", "adopt": "adopted", "accede": "acceded", "withdraw": "withdrawn",
}  # fmt: skip
_IN_FORCE = re.compile(r"\b(?:enter(?:ed|s)?|c[ao]me|comes) into (?:force|effect)\b")
_ATTACHED = frozenset({"dobj", "nsubjpass", "pobj", "prep", "appos", "conj", "acl", "relcl", "compound", "nsubj"})
_UNDONE = frozenset({"will", "would", "may", "might", "could", "should", "to", "not", "n't", "can", "must"})
_LONGEST = 160
_CLOSE = 60


class Named(msgspec.Struct, frozen=True):
    """One mention of an instrument: its name from `start` to `end`, and its sentence."""

    name: str
    type: InstrumentType
    start: int
    end: int
    sentence: Sentence


class Instruments:
    """Codes named instruments with the acts that their sentences report."""

    name = "instruments"
    version = "0.1"

    def wants(self, sentence: str, actors: int) -> bool:
        """Sentences with a capitalised word for an instrument."""
        return _HEAD.search(sentence) is not None

    def code(self, reading: Reading) -> Iterator[Claim]:
        """One claim for each instrument and document."""
        by_name: dict[str, list[Named]] = {}
        for named in _mentions(reading):
            by_name.setdefault(_same(named.name), []).append(named)
        for group in by_name.values():
            yield self._claim(reading, group)

    def _claim(self, reading: Reading, group: Sequence[Named]) -> Claim:
        acts: list[Act] = []
        telling: list[Sentence] = []
        modality: Modality = "actual"
        for named in group:
            for act, mood in _acts(reading, named):
                if act not in acts:
                    acts.append(act)
                    telling.append(named.sentence)
                    modality = mood
        ordered = telling + [named.sentence for named in group if named.sentence not in telling]
        evidence = tuple(dict.fromkeys(reading.document.span(s.start, s.end) for s in ordered))
        body = Instrument(
            name=group[0].name, type=group[0].type, binding=None, parties=_parties(reading, group), acts=tuple(acts),
            obligations=(), relations=(),
        )  # fmt: skip
        return reading.claim(self, body, evidence, 0.8 if acts else 0.7, modality=modality)


def _mentions(reading: Reading) -> Iterator[Named]:
    text = reading.document.text
    for sentence in reading.sentences():
        for match in _NAME.finditer(text, sentence.start, sentence.end):
            for start, name in _names(match.start(), match[0]):
                type = next((_TYPES[w.lower()] for w in name.split() if _HEAD.fullmatch(w)), None)
                if type is not None and " " in name and len(name) <= _LONGEST and not _INSTITUTION.search(name):
                    yield Named(name, type, start, start + len(name), sentence)


def _names(start: int, words: str) -> Iterator[tuple[int, str]]:
    """The names in capitalised words that begin at `start`: each without what leads to it and the date behind it."""
    at = 0
    while lead := _LEADING.match(words, at) or _before_name(words, at):
        at = lead.end()
    two = _TWO.search(words, at)
    yield start + at, _DATED.sub("", words[at : two.start(1) if two else len(words)])
    if two:
        yield from _names(start + two.end(1), words[two.end(1) :])


def _before_name(words: str, at: int) -> re.Match[str] | None:
    """What stands before the first "on" or "and", if the instrument is named later: who speaks on it, a date."""
    lead = _LED.match(words, at)
    if lead is None or _HEAD.search(lead[0]) is not None:
        return None
    return lead if " on " in lead[0] or re.search(r"\d|Meeting|Summit", lead[0]) else None


def _same(name: str) -> str:
    """What two spellings of one name have in common."""
    return re.sub(r"\W+", " ", name.lower()).removeprefix("the ").strip()


def _acts(reading: Reading, named: Named) -> Iterator[tuple[Act, Modality]]:
    """The acts that the sentence reports of this instrument, with their modality."""
    sentence, text = named.sentence, reading.document.text
    words = text[sentence.start : sentence.end]
    done = _done(sentence, named.end)
    if done is not None:
        verb = sentence.tokens[done]
        when = _when(reading, sentence, verb.end - sentence.start)
        yield Act(act=_ACTS[verb.lemma], actor=None, when=when, place=None), "actual"
    after = named.end - sentence.start
    entering = _IN_FORCE.search(words, after)
    if entering is not None and not _HEAD.search(words, after, entering.start()):
        mood: Modality = "actual" if entering[0].startswith(("entered", "came")) else "planned"
        yield (
            Act(act="entered-into-force", actor=None, when=_behind(reading, sentence, entering.end()), place=None),
            mood,
        )


def _done(sentence: Sentence, end: int) -> int | None:
    """The verb of an act to which the name that ends at `end` belongs, if it was done: not may be, will be, was not."""
    tokens = sentence.tokens
    name = next((i for i, token in enumerate(tokens) if token.end == end), None)
    if name is None:
        return None
    above = [name]
    for index in sentence.ancestors(name):
        if tokens[above[-1]].dep not in _ATTACHED or len(above) > 4:
            break
        above.append(index)
    below = [child for index in above for child in sentence.children(index, {"relcl", "acl"})]
    verb = next((i for i in [*above[1:], *below] if tokens[i].pos == "VERB" and tokens[i].lemma in _ACTS), None)
    if verb is None:
        return None
    helpers = {tokens[i].lemma.lower() for i in sentence.children(verb, {"aux", "neg"})}
    return None if helpers & _UNDONE else verb


def _when(reading: Reading, sentence: Sentence, after: int) -> Edtf | None:
    """The date close behind an offset in the sentence, or else the one date of the sentence; None among many."""
    behind = _behind(reading, sentence, after)
    if behind is not None:
        return behind
    found = dates(reading.document.text[sentence.start : sentence.end], reading.document.published)
    return found[0].when if len(found) == 1 else None


def _behind(reading: Reading, sentence: Sentence, after: int) -> Edtf | None:
    """The date close behind an offset in the sentence."""
    found = dates(reading.document.text[sentence.start : sentence.end], reading.document.published)
    return next((date.when for date in found if after <= date.start <= after + _CLOSE), None)


def _parties(reading: Reading, group: Sequence[Named]) -> tuple[ActorRef, ...]:
    """The states in the name itself, or between which a sentence says that it was made; none where it is only one."""
    for named in group:
        mentions = reading.mentions.within(named.start, _reach(reading.document.text, named))
        states = {ref.id: ref for m in mentions for ref in reversed(m.refs) if ref.kind == "state" and ref.id}
        if len(states) > 1:
            return tuple(states.values())
    return ()


def _reach(text: str, named: Named) -> int:
    """Where the words end that may name the parties: the name, or what it was made between, up to a comma."""
    tail = text[named.end : named.sentence.end]
    if not tail.startswith((" between ", " among ")):
        return named.end
    return named.end + (tail.index(",") if "," in tail else len(tail))
