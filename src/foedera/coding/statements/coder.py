"""Who said what, first version: quotations whose speaker the syntax of their sentence names.

A quotation is coded where a word of saying stands outside the marks in a sentence that the quotation touches. The
speaker is the subject of that word. A following sentence or paragraph that is quoted without such a word goes to the
same speaker. Whether words are verbatim is decided by the quotation marks alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from foedera.coding.coder import Coder, Reading
from foedera.dates import dates
from foedera.language import Quotations, Quoted, Sentence, quotations
from foedera.model import ActorRef, Attribution, Claim, Edtf, Role, Span, Statement

_SAYING = frozenset(
    "accuse acknowledge add admit affirm agree allege argue ask assert assure believe blame call caution claim "
    "comment complain concede conclude condemn confirm contend counter criticise criticize cry declare decry "
    "demand denounce deny describe emphasise emphasize exclaim explain express highlight indicate insist joke "
    "lament maintain mention note object observe pledge praise predict promise quip reaffirm reason recall "
    "reiterate remark reply report respond reveal say signal state stress suggest tell testify think tout "
    "tweet underline underscore urge vow warn wonder write".split()
)
_SUBJECTS = frozenset({"nsubj"})
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis"})
_BODIES = frozenset("administration army government military ministry navy parliament side".split())
_WHOSE = frozenset({"amod", "compound", "poss", "nmod"})
_MARK = re.compile("[\"“”„«»‘’']")
_WORDS_ALONE = 4
_LONGEST = 4_000
_CLOSE = 50
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i", "you"})
_AT_ONCE = re.compile(
    r"(?: (?:reporters|journalists|parliament|in a (?:statement|speech|briefing|tweet)))?(?: late| early)?(?: on)? ?"
)
_ROLES: tuple[Role, ...] = ("body", "list", "caption")


class Speaking(msgspec.Struct, frozen=True):
    """Who says something in a sentence: the cue, which is token number `verb`, and the words that name the speaker."""

    sentence: Sentence
    verb: int
    cue: Span
    source: Span
    speakers: tuple[ActorRef, ...]


class Statements:
    """Codes quotations as statements."""

    name = "statements"
    version = "0.1"

    def wants(self, sentence: str, actors: int) -> bool:
        """Sentences with a quotation mark."""
        return _MARK.search(sentence) is not None

    def code(self, reading: Reading) -> Iterator[Claim]:
        """One statement for each run of quotations that share a cue."""
        quoted = Quotations(q for q in quotations(reading.document) if q.end - q.start <= _LONGEST)
        last: tuple[int, Speaking] | None = None
        for sentences, group in _groups(reading, quoted):
            direct = _stands_alone(reading, group)
            paragraph = sentences[0].paragraph
            speaking, confidence = _speaking(reading, sentences, group, quoted), 0.9 if direct else 0.75
            if speaking is None and direct and last is not None and paragraph - last[0] <= 1:
                speaking, confidence = last[1], 0.7
            elif speaking is not None and not direct and (_is_title(reading, group) or not _governs(speaking, group)):
                speaking = None
            if speaking is not None:
                speaking = _without_quoted(reading, speaking, group)
                last = (paragraph, speaking)
                yield _statement(self, reading, sentences, group, speaking, confidence)


def _groups(reading: Reading, quoted: Quotations) -> Iterator[tuple[list[Sentence], list[Quoted]]]:
    """Quotations together with the sentences that they touch; those that share a sentence go together."""
    sentences = list(reading.sentences(_ROLES))
    touched: list[Sentence] = []
    group: list[Quoted] = []
    for quote in quoted:
        low = bisect_right(sentences, quote.start, key=_end)
        high = bisect_left(sentences, quote.end, lo=low, key=_start)
        mine = sentences[low:high]
        if mine and touched and mine[0] == touched[-1]:
            group.append(quote)
            touched += mine[1:]
        elif mine:
            if group:
                yield touched, group
            touched, group = mine, [quote]
    if group:
        yield touched, group


def _speaking(
    reading: Reading, sentences: Sequence[Sentence], group: Sequence[Quoted], quoted: Quotations
) -> Speaking | None:
    """Of the cues outside the marks that have a subject, the one nearest to the quotation."""
    found = [each for sentence in sentences for each in _cues(reading, sentence, quoted)]
    return min(found, key=lambda each: _distance(each.cue, group), default=None)


def _cues(reading: Reading, sentence: Sentence, quoted: Quotations) -> Iterator[Speaking]:
    """Everybody who says something in a sentence outside the marks."""
    for index, token in enumerate(sentence.tokens):
        source = None if quoted.cover(token.start) else _source(sentence, index)
        if source is None:
            continue
        words = sentence.phrase(source, _CLAUSES)
        if not quoted.touch(*words):
            end = sentence.tokens[index + 1].end if token.lemma == "accord" else token.end
            cue = reading.document.span(token.start, end)
            yield Speaking(sentence, index, cue, reading.document.span(*words), _speakers(reading, sentence, source))


def _source(sentence: Sentence, cue: int) -> int | None:
    """The token that names who says something, if token number `cue` is a cue and has one."""
    token = sentence.tokens[cue]
    if token.pos in ("VERB", "AUX") and token.lemma.lower() in _SAYING:
        return _subject(sentence, cue)
    if token.lemma.lower() == "accord" and cue + 1 < len(sentence.tokens) and sentence.tokens[cue + 1].text == "to":
        return next(sentence.children(cue + 1, {"pobj"}), None)
    return None


def _without_quoted(reading: Reading, speaking: Speaking, group: Sequence[Quoted]) -> Speaking:
    """The same without speakers whom the quotation itself names, where a pronoun stands for them: nobody says so of
    himself, and whom the pronoun means is not known."""
    if speaking.source.text.lower() not in _PRONOUNS:
        return speaking
    quoted = {_who(ref) for q in group for m in reading.mentions.within(q.start, q.end) for ref in m.refs}
    kept = tuple(ref for ref in speaking.speakers if _who(ref) not in quoted)
    return msgspec.structs.replace(speaking, speakers=kept)


def _distance(word: Span, group: Sequence[Quoted]) -> int:
    """Characters between a word and the nearest quotation of a group."""
    return min(max(quote.start - word.end, word.start - quote.end) for quote in group)


def _governs(speaking: Speaking, group: Sequence[Quoted]) -> bool:
    """Whether some quoted word hangs on the cue in the syntax of its sentence."""
    sentence = speaking.sentence
    return any(
        speaking.verb in sentence.ancestors(index)
        for index, token in enumerate(sentence.tokens)
        if any(quote.start <= token.start < quote.end for quote in group)
    )


def _is_title(reading: Reading, group: Sequence[Quoted]) -> bool:
    """Whether the marks only hold names: every word begins with a capital."""
    words = [word for quote in group for word in reading.document.text[quote.start : quote.end].split()]
    return all(not word[0].islower() for word in words)


def _subject(sentence: Sentence, verb: int) -> int | None:
    """The verb's subject; a verb in conjunction shares its neighbour's."""
    for index in sentence.children(verb, _SUBJECTS):
        if sentence.tokens[index].tag not in ("WDT", "WP", "EX"):
            return index
    token = sentence.tokens[verb]
    return _subject(sentence, token.head) if token.dep == "conj" and token.head != verb else None


def _speakers(reading: Reading, sentence: Sentence, source: int) -> tuple[ActorRef, ...]:
    """The actors that the source names, itself or beside it by "and" or a comma; of a body ("the US military") that is
    not known, whose it is. None where it only describes somebody."""
    beside = [source, *sentence.children(source, {"appos", "conj"})]
    named = [ref for index in beside for ref in _at(reading, sentence, index)]
    persons = tuple(ref for ref in named if ref.kind == "person")
    if persons or named:
        return tuple(dict.fromkeys(persons or _at(reading, sentence, source) or named))
    if sentence.tokens[source].lemma.lower() not in _BODIES:
        return ()
    whose = [ref for index in sentence.children(source, _WHOSE) for ref in _at(reading, sentence, index)]
    return tuple(whose) if len(whose) == 1 else ()


def _at(reading: Reading, sentence: Sentence, token: int) -> tuple[ActorRef, ...]:
    """Whom a token mentions; a proper name that nobody knows is a person where the language model takes it for one."""
    place = sentence.tokens[token]
    mention = reading.mentions.at(place.start)
    if mention is not None:
        return mention.refs
    name = next((n for n in sentence.names if n.label == "PERSON" and n.start <= place.start < n.end), None)
    if name is None or place.tag not in ("NNP", "NNPS"):
        return ()
    text = reading.document.text[name.start : name.end]
    ref = ActorRef(
        id=None, name=text, kind="person", state=None, sector=None, text=text, start=name.start, end=name.end
    )
    return (ref,)


def _statement(
    coder: Coder,
    reading: Reading,
    sentences: Sequence[Sentence],
    group: Sequence[Quoted],
    speaking: Speaking,
    confidence: float,
) -> Claim:
    content = tuple(reading.document.span(quote.start, quote.end) for quote in group)
    whole = reading.document.span(sentences[0].start, sentences[-1].end)
    evidence = [whole]
    if speaking.sentence not in sentences:
        evidence.append(reading.document.span(speaking.sentence.start, speaking.sentence.end))
    named = bool(speaking.speakers)
    pronoun = speaking.source.text.lower() in _PRONOUNS
    body = Statement(
        speakers=speaking.speakers,
        affiliation=None if named or pronoun else speaking.source.text,
        cue=speaking.cue.text,
        content=content,
        quotation="direct" if _stands_alone(reading, group) else "mixed",
        about=_about(reading, content, speaking.speakers),
        outlook=False,
        horizon=None,
        likelihood=None,
        expected=None,
    )
    attribution = Attribution("named" if named or pronoun else "unnamed", speaking.speakers)
    when = _when(reading, speaking.cue)
    return reading.claim(coder, body, tuple(evidence), confidence, when=when, attribution=attribution)


def _about(reading: Reading, content: Sequence[Span], speakers: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    """The actors named in the content, each once, without the speakers."""
    mentions = [mention for span in content for mention in reading.mentions.within(span.start, span.end)]
    found = {_who(ref): ref for ref in speakers}
    for ref in (ref for mention in mentions for ref in mention.refs):
        found.setdefault(_who(ref), ref)
    return tuple(found.values())[len({_who(ref) for ref in speakers}) :]


def _who(ref: ActorRef) -> str:
    return ref.id or ref.name


def _when(reading: Reading, cue: Span) -> Edtf | None:
    """The date that follows the cue at once ("said on Tuesday"); a date elsewhere is that of something else."""
    words = reading.document.text[cue.start : cue.end + _CLOSE]
    found = dates(words, reading.document.published)
    if not found or not _AT_ONCE.fullmatch(words, len(cue.text), found[0].start):
        return None
    return found[0].when


def _stands_alone(reading: Reading, group: Sequence[Quoted]) -> bool:
    """Whether the quotation is a sentence of its own: it starts with a capital and has some words."""
    text = reading.document.text
    first = text[group[0].start]
    words = sum(len(text[q.start : q.end].split()) for q in group)
    return words >= _WORDS_ALONE and (first.isupper() or first.isdigit() or first in "…[")


def _start(sentence: Sentence) -> int:
    return sentence.start


def _end(sentence: Sentence) -> int:
    return sentence.end
