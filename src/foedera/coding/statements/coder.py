"""The coder of statements: attributions become claims with their speakers, their words, whom they are about and what
they predict."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import accumulate

from foedera.coding.coder import Coder, Reading
from foedera.coding.statements.attributions import Finder, Said
from foedera.coding.statements.contents import whole
from foedera.coding.statements.memory import Memory, Speaker
from foedera.coding.statements.outlook import outlook
from foedera.coding.statements.speakers import speaker
from foedera.coding.statements.substance import has_substance
from foedera.coding.statements.trees import Tree
from foedera.dates import dates
from foedera.language import Quotations, Sentence
from foedera.model import ActorRef, Attribution, Claim, Edtf, Modality, Quotation, Span, Statement
from foedera.resolution.mentions import key_of

_DIRECT = 0.9
_CLOSE = 50
_ASKS = frozenset({"ask", "inquire", "question", "wonder", "call", "demand", "urge", "appeal", "request"})
_WORD = re.compile(r"\w+")
_NAMES = frozenset({"call", "name", "dub", "term", "title", "entitle"})
_TITLE = 8
_AT_ONCE = re.compile(
    r"(?: (?:reporters|journalists|parliament|in a (?:statement|speech|briefing|tweet)))?(?: late| early)?(?: on)? ?"
)


class Statements:
    """Codes who said what."""

    name = "statements"
    version = "1.4"

    def __init__(self, finder: Finder | None = None) -> None:
        """With Foedera's own lexicon and weights, or a user's: `foedera.coding.own` names the version then."""
        self.finder = finder or Finder.usual()

    def wants(self, sentence: str, actors: int) -> bool:
        """Sentences with a quotation mark or a word that may report somebody."""
        return self.finder.lexicon.wants(sentence)

    def code(self, reading: Reading) -> Iterator[Claim]:
        """One statement for each attribution, in the order of the text."""
        found, everything = self.finder.said(reading.parse)
        memory, nested = Memory(reading), _nested(found)
        for raw in found:
            said = whole(raw, reading.document.text)
            if not said.content:
                continue
            paragraph = _paragraph(reading, said)
            if _is_title(reading, said, everything.quoted):
                continue
            who = speaker(reading, said, paragraph, memory)
            if not nested(said.cue[0][0] if said.cue else -1):
                memory.add(paragraph, said.content[0][0], who)
            if has_substance(reading, said, everything.quoted):
                yield _statement(self, reading, said, who, everything.quoted)


def _nested(found: Sequence[Said]) -> Callable[[int], bool]:
    """Whether an offset stands within the content of any attribution."""
    spans = sorted(span for said in found if said.turn is None for span in said.content)
    starts = [start for start, _ in spans]
    furthest = list(accumulate((end for _, end in spans), max))

    def inside(offset: int) -> bool:
        index = bisect_right(starts, offset) - 1
        return index >= 0 and offset < furthest[index]

    return inside


def _statement(coder: Coder, reading: Reading, said: Said, who: Speaker, quoted: Quotations) -> Claim:
    document = reading.document
    content = tuple(document.span(start, end) for start, end in said.content)
    entry = None if said.proposal is None else said.proposal.candidate.entry
    cue = " ".join(document.text[start:end] for start, end in said.cue) or None
    last = document.text[content[-1].end - 1 : content[-1].end + 1]
    ahead = outlook(
        content, (cue or "").lower(), _mark(said), document.published, own=_own_names(reading, content, who),
        question="?" in last or _is_question(said) or (entry is not None and entry.lemma in _ASKS),
        spoken=said.turn is not None,
    )  # fmt: skip
    body = Statement(
        speakers=who.actors,
        affiliation=who.description,
        cue=cue,
        content=content,
        quotation=_quotation(said, quoted),
        about=_about(reading, content, who.actors),
        outlook=ahead is not None,
        horizon=None if ahead is None else ahead.horizon,
        likelihood=None if ahead is None else ahead.likelihood,
        expected=None if ahead is None else ahead.expected,
    )
    return reading.claim(
        coder, body, _evidence(reading, said), said.confidence, when=_when(reading, said), modality=_modality(said),
        attribution=Attribution(who.voice, who.actors),
    )  # fmt: skip


def _is_question(said: Said) -> bool:
    """Whether a turn is that of somebody who asks."""
    return said.turn is not None and said.turn.name in ("Q", "Question", "Reporter")


def _mark(said: Said) -> str:
    """What the lexicon says of the content's outlook; who is warned to do something has nothing predicted to him."""
    if said.proposal is None:
        return ""
    mark = said.proposal.candidate.entry.outlook
    return "" if mark == "warn" and said.proposal.candidate.frame in ("infinitive", "against") else mark


def _own_names(reading: Reading, content: Sequence[Span], who: Speaker) -> frozenset[str]:
    """The words of a content that name the speaker, or the state for which he speaks."""
    own = {name for ref in who.actors for name in (key_of(ref), ref.state) if name is not None}
    mentions = (mention for span in content for mention in reading.mentions.within(span.start, span.end))
    return frozenset(
        mention.text for mention in mentions if mention.how != "pronoun" and any(_is_of(r, own) for r in mention.refs)
    )


def _is_of(ref: ActorRef, own: Collection[str]) -> bool:
    """Whether somebody is one of these actors, or a body of theirs."""
    return key_of(ref) in own or (ref.kind != "person" and ref.state is not None and ref.state in own)


def _quotation(said: Said, quoted: Quotations) -> Quotation:
    """Direct, indirect or mixed, by the marks alone: within one quotation everything is its speaker's own report. The
    turns of a transcript are verbatim by their form."""
    if said.turn is not None:
        return "direct"
    proposal = said.proposal
    if proposal is not None:
        outer = quoted.at(said.cue[0][0])
        if outer is not None and all(outer.start <= start and end <= outer.end for start, end in said.content):
            return "indirect"
    size = sum(end - start for start, end in said.content)
    inside = sum(
        min(q.end, end) - max(q.start, start) for start, end in said.content for q in quoted.within(start, end)
    )
    return "direct" if inside >= _DIRECT * size else "mixed" if inside else "indirect"


def _is_title(reading: Reading, said: Said, quoted: Quotations) -> bool:
    """Whether somebody only gives a name to something: what stands in marks has nothing but capitalised words."""
    if said.proposal is None or said.proposal.candidate.entry.lemma not in _NAMES:
        return False
    marked = [q for start, end in said.content for q in quoted.within(start, end)]
    words = [word for q in marked for word in _WORD.findall(reading.document.text[q.start : q.end])]
    return 0 < len(words) <= _TITLE and all(not word[0].islower() for word in words)


def _about(reading: Reading, content: Sequence[Span], speakers: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    """The actors that the content names, each once, without the speakers."""
    mentions = [mention for span in content for mention in reading.mentions.within(span.start, span.end)]
    found = {key_of(ref): ref for ref in speakers}
    own = len(found)
    for ref in (ref for mention in mentions for ref in mention.refs):
        found.setdefault(key_of(ref), ref)
    return tuple(found.values())[own:]


def _evidence(reading: Reading, said: Said) -> tuple[Span, ...]:
    """The sentences in which cue, source and content stand, those of the cue first; neighbours together."""
    sentences = reading.parse.sentences
    numbers: set[int] = set()
    for start, end in (*said.cue, *said.source, *said.content):
        low = max(0, bisect_right(sentences, start, key=_start) - 1)
        high = bisect_right(sentences, end - 1, key=_start)
        numbers.update(range(low, high))
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    spans = [reading.document.span(sentences[run[0]].start, sentences[run[-1]].end) for run in runs]
    first = (said.cue or said.content)[0][0]
    return tuple(sorted(spans, key=lambda span: not span.start <= first < span.end))


def _paragraph(reading: Reading, said: Said) -> int:
    if said.proposal is not None:
        return said.proposal.tree.sentence.paragraph
    sentence = reading.parse.at(said.content[0][0])
    return -2 if sentence is None else sentence.paragraph


def _modality(said: Said) -> Modality:
    """Of the saying itself: denied where the cue is negated, planned or possible where it has such a modal."""
    if said.proposal is None:
        return "actual"
    tree, head = said.proposal.tree, said.proposal.candidate.head
    beside = [tree.tokens[i] for i in tree.children(_helped(tree, head), ("aux", "auxpass", "neg"))]
    if any(token.dep == "neg" for token in beside) or _is_yet_to(tree, head):
        return "denied"
    modals = {token.text.lower() for token in beside if token.tag == "MD"}
    if modals & {"will", "'ll", "’ll", "shall"}:
        return "planned"
    return "possible" if modals & {"may", "might", "could", "would", "should"} else "actual"


def _is_yet_to(tree: Tree, head: int) -> bool:
    """Whether somebody "has yet to" say it."""
    above = [head, tree.tokens[head].head]
    return any(
        tree.tokens[i].dep == "xcomp"
        and tree.lemma(tree.tokens[i].head) in ("have", "be")
        and any(tree.lemma(kid) == "yet" for kid in (*tree.children(tree.tokens[i].head), *tree.children(i)))
        for i in above
    )


def _helped(tree: Tree, verb: int) -> int:
    """The verb whose helpers a bare one in a row shares: "will affirm the pact and underscore"."""
    for _ in range(len(tree.tokens)):
        token = tree.tokens[verb]
        if token.dep != "conj" or token.tag != "VB" or tree.children(verb, ("aux", "auxpass", "neg")):
            break
        verb = token.head
    return verb


def _when(reading: Reading, said: Said) -> Edtf | None:
    """The date that follows the cue at once ("said on Tuesday"); a date elsewhere is that of something else."""
    if said.proposal is None:
        return None
    start, end = said.cue[-1]
    words = reading.document.text[start : end + _CLOSE]
    found = dates(words, reading.document.published)
    if not found or not _AT_ONCE.fullmatch(words, end - start, found[0].start):
        return None
    return found[0].when


def _start(sentence: Sentence) -> int:
    return sentence.start
