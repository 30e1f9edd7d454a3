"""The document itself, where it is an instrument: name, parties, obligations of its articles, final clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.instruments import clauses
from foedera.coding.instruments.forms import Named
from foedera.coding.instruments.groups import Group, qualified
from foedera.coding.instruments.lexicon import Lexicon
from foedera.coding.instruments.names import Names
from foedera.dates import dates
from foedera.model import (
    Act,
    ActorRef,
    Document,
    Edtf,
    InstrumentType,
    Modality,
    Obligation,
    ObligationType,
    Span,
)  # fmt: skip
from foedera.model.vocabulary import Binding
from foedera.resolution import Mentions

_SELVES = frozenset(["we", "our", "us", "the parties", "the leaders", "the two leaders"])
_PAPERS = ("strategy", "guidelines")
_HEADLINE = re.compile(r"\b(?:says?|urged?|calls?|will|is)\b")
_ABOUT = re.compile(r" (?:was|were|is|are|has|have|had|will)\b")
"""What follows a title that begins a sentence about the instrument."""
_FROM = re.compile(r"\bJoint (?:Statement|Declaration|Communiqu[eé]) (?:from|of|by|between) .+ and \b", re.IGNORECASE)
_LEADERS = re.compile(r"We, the (?:leaders|ministers|heads)")
_PAPER = re.compile(r"(?:The )?(?:\w+(?:[’']s)? )?(?: (?:of )?\d{4})?")


class Own(msgspec.Struct, frozen=True):
    """The document as an instrument: where its title stands, its parties, and what its text says of itself."""

    group: Group
    title: Span
    parties: tuple[ActorRef, ...]
    acts: tuple[tuple[Act, Modality, Span], ...]
    obligations: tuple[tuple[Obligation, Span], ...]
    binding: tuple[Binding, Span] | None
    when: Edtf | None
    formal: bool


def own(reading: Reading, lexicon: Lexicon) -> Own | None:
    """The document itself, or None where it is no instrument but speaks of some."""
    title = _title(reading)
    if title is None:
        return None
    span, name = title
    type = _type(reading, lexicon, name)
    if type is None:
        return None
    group = qualified(reading, lexicon, Named(name, type, span.start, span.end))
    parties = _parties(reading, span)
    treaty = clauses.TREATY.search(name) is not None
    done = _signed(reading) if treaty else None
    acts = [] if done is None else [done]
    acts += _final(reading) if treaty else []
    stated = _entered(reading)
    if stated is not None and treaty:
        acts.append(stated)
    said = binding(reading)
    political = said is not None and said[0] == "political"  # ATOP counts formal agreements only
    when = _in_force(reading, stated[0].when if stated else None)
    return Own(
        group,
        span,
        parties,
        tuple(acts),
        tuple(_obligations(reading, lexicon, parties)) if treaty and not political else (),
        said,
        when,
        treaty,
    )


def _title(reading: Reading) -> tuple[Span, str] | None:
    """Where the document's title stands in its text; without it, the first paragraph that reads like one."""
    document = reading.document
    title = re.sub(r" \([A-Z]+\)$", "", (document.title or "").strip())
    if not title or (clauses.NONE.search(title) and not _undersigned(document.text)):
        return None
    start = document.text.lower().find(title.lower(), 0, clauses.OPENING + len(title))
    if start >= 0:
        about = _ABOUT.match(document.text, start + len(title))
        return None if about else (document.span(start, start + len(title)), title)
    titled = _titled(document, title)
    if titled is not None:
        return titled, title
    if document.paragraphs and (clauses.AGREED.search(document.text) or clauses.WE.search(document.text)):
        first = document.paragraphs[0]
        return document.span(first.start, first.end), title
    return None


def _titled(document: Document, title: str) -> Span | None:
    """The paragraph at the beginning that reads like the title."""
    for paragraph in document.paragraphs[: clauses.TITLES]:
        words = document.text[paragraph.start : paragraph.end].strip()
        if words and len(words) < 300 and _alike(words, title):
            return document.span(paragraph.start, paragraph.start + len(words.rstrip()))
    return None


def _alike(one: str, other: str) -> bool:
    a, b = (set(re.findall(r"\w+", words.lower())) for words in (one, other))
    return len(a & b) >= 0.6 * min(len(a), len(b))


def _type(reading: Reading, lexicon: Lexicon, title: str) -> InstrumentType | None:
    """The type that the title tells, where the text reads like an instrument."""
    text = reading.document.text
    formal = clauses.FORMAL.search(text) is not None
    if not formal and not _capitals(title):
        return None
    if clauses.MEMORANDUM.search(title) and re.search(r"\bMEMORANDUM\b|By the authority|SUBJECT|hereby", text):
        return "memorandum"
    whole = Names(lexicon, title, Mentions(())).within(0, len(title))
    if len(whole) == 1 and whole[0].type in _PAPERS and _PAPER.fullmatch(title.replace(whole[0].name, "")):
        return whole[0].type
    return _agreed(lexicon, title, text) or _jointly(title, text)


def _agreed(lexicon: Lexicon, title: str, text: str) -> InstrumentType | None:
    """The type of a treaty or agreement, of which the title is no headline."""
    noun = clauses.TREATY.search(title)
    if noun is None or not clauses.AGREED.search(text) or _HEADLINE.search(title.split(":", maxsplit=1)[0][:40]):
        return None
    return lexicon.bare(noun[1].lower()) or "agreement"


def _jointly(title: str, text: str) -> InstrumentType | None:
    """The type of what several state together, or sign."""
    together = clauses.WE.search(text) is not None
    if clauses.JOINT.search(title) and (together or clauses.AGREED.search(text) or _FROM.search(title)):
        return "communique"
    if _LEADERS.match(text[len(title) : len(title) + 200].strip()) or re.search(
        rf"(?:\A|\n){_LEADERS.pattern}", text[:600]
    ):
        return "communique"
    return "other" if together and _undersigned(text) else None


def _undersigned(text: str) -> bool:
    """Whether a text ends with day and place of signature, and with those for whom it was signed."""
    return clauses.SIGNED.search(text) is not None and clauses.FOR.search(text) is not None


def _capitals(title: str) -> bool:
    """Whether a title is written like a document's and not like a news headline's."""
    long = [word for word in re.findall(r"[A-Za-z’'-]+", title) if len(word) > 4]
    return bool(long) and (sum(word[0].isupper() for word in long) >= 0.7 * len(long))


def _parties(reading: Reading, title: Span) -> tuple[ActorRef, ...]:
    """The states in the title, else who signs, else whom "we" or "the Parties" mean, else those of the preamble."""
    named = _unique(reading.mentions.refs(title.start, title.end, "state", "organisation"))
    acceding = re.search(r"\baccession\b", title.text, re.IGNORECASE) is not None
    if sum(ref.kind == "state" for ref in named) > 1 and not acceding:
        return tuple(ref for ref in named if ref.kind == "state" or ref.id == "organisation:european-union")
    if len(named) < 2 and (headed := _headed(reading, title)):
        return headed
    return _signers(reading) or _meant(reading) or (() if acceding else _opening(reading, title))


def _signers(reading: Reading) -> tuple[ActorRef, ...]:
    """The states for which two and more sign."""
    text = reading.document.text
    lines = [(m.start(), text[m.start() : m.start() + 120].split("\n")[0]) for m in clauses.FOR.finditer(text)]
    signed = _unique(ref for at, line in lines for ref in reading.mentions.refs(at, at + len(line), "state"))
    return signed if len(signed) > 1 else ()


def _meant(reading: Reading) -> tuple[ActorRef, ...]:
    """Whom the first "we" or "the Parties" of several means."""
    for mention in reading.mentions:
        if mention.text.lower() in _SELVES and len(mention.refs) > 1:
            return tuple(ref for ref in mention.refs if ref.kind in ("state", "organisation"))
    return ()


def _opening(reading: Reading, title: Span) -> tuple[ActorRef, ...]:
    """The states of the preamble."""
    text = reading.document.text
    start = clauses.PREAMBLE.search(text, title.end, title.end + clauses.OPENING)
    if start is None:
        return ()
    line = text[start.start() : start.start() + 600].split("\n")[0]
    opened = _unique(reading.mentions.refs(start.start(), start.start() + len(line), "state"))
    return opened if len(opened) > 1 else ()


def _headed(reading: Reading, title: Span) -> tuple[ActorRef, ...]:
    """The states of two and more persons whom the title names ("by President A and Prime Minister B")."""
    people = {ref.state: ref for ref in reading.mentions.refs(title.start, title.end, "person") if ref.state}
    if len(people) < 2:
        return ()
    found: dict[str, ActorRef] = {}
    for mention in reading.mentions:
        for ref in mention.refs:
            if ref.kind == "state" and ref.id in people:
                found.setdefault(ref.id, ref)
    return tuple(found.values())


def _unique(refs: Iterator[ActorRef]) -> tuple[ActorRef, ...]:
    found: dict[str, ActorRef] = {}
    for ref in refs:
        if ref.id is not None:
            found.setdefault(ref.id, ref)
    return tuple(found.values())


def _signed(reading: Reading) -> tuple[Act, Modality, Span] | None:
    """ "Done at Washington, the fourth day of April, 1949"."""
    document = reading.document
    best: tuple[bool, re.Match[str], Edtf | None] | None = None
    for match in clauses.DONE.finditer(document.text):
        begins = document.text[max(0, match.start() - 1) : match.start()] in ("", "\n")
        found = dates(match[0], None)
        if (begins or match[0].lower().startswith("done")) and (best is None or found or not best[0]):
            best = bool(found), match, found[0].when if found else None
    if best is None:
        return None
    _, match, when = best
    span = document.span(match.start(), match.start() + len(match[0].rstrip()))
    return Act(act="signed", actor=None, when=when, place=match[1].strip()), "actual", span


def _entered(reading: Reading) -> tuple[Act, Modality, Span] | None:
    """An editor's note that the instrument entered into force, with its date."""
    match = clauses.ENTERED.search(reading.document.text, 0, clauses.OPENING)
    found = dates(match[0], None) if match else []
    if match is None or not found:
        return None
    span = reading.document.span(match.start(), match.start() + found[0].end)
    return Act(act="entered-into-force", actor=None, when=found[0].when, place=None), "actual", span


def _final(reading: Reading) -> list[tuple[Act, Modality, Span]]:
    """The final clauses: what is to happen or may happen with the instrument itself."""
    found: list[tuple[Act, Modality, Span]] = []
    text, seen = reading.document.text, set[str]()
    for name, modality, pattern in clauses.FINAL:
        for match in pattern.finditer(text):
            sentence = reading.parse.at(match.start())
            if sentence is None or name in seen or not _of_itself(text[sentence.start : sentence.end]):
                continue
            seen.add(name)
            after = (
                dates(text[match.end() : match.end() + 60].split(".")[0], None) if name == "entered-into-force" else []
            )
            when = after[0].when if after else None
            found.append(
                (
                    Act(act=name, actor=None, when=when, place=None),
                    modality,
                    reading.document.span(sentence.start, sentence.end),
                )
            )
    return found


def _of_itself(words: str) -> bool:
    noun = r"(?:[Tt]reaty|[Pp]rotocol|[Aa]greement|[Pp]act|[Cc]onvention|[Aa]rrangement|[Mm]emorandum|Charter)"
    return (
        re.search(rf"\b(?:[Tt]his|[Tt]he|[Tt]he present|[Ii]t) (?:{noun}\b|shall\b|may\b)|\bParty\b", words) is not None
    )


def _in_force(reading: Reading, since: Edtf | None) -> Edtf | None:
    """The time in force: from the date that a note gives, open where the text says that it holds without end."""
    if since is None or since.is_interval:
        return None
    open = clauses.INDEFINITE.search(reading.document.text) is not None
    return Edtf.parse(f"{since}/..") if open else Edtf.parse(f"{since}/")


def _obligations(
    reading: Reading, lexicon: Lexicon, parties: tuple[ActorRef, ...]
) -> Iterator[tuple[Obligation, Span]]:
    """What the articles oblige the parties to, one for each type and direction."""
    seen: set[tuple[ObligationType, tuple[str | None, ...]]] = set()
    for sentence in reading.parse.sentences:
        words = reading.document.text[sentence.start : sentence.end]
        for type, pattern in lexicon.obligations:
            match = pattern.search(words)
            if match is None:
                continue
            by, toward = _direction(reading, sentence.start, words, parties)
            key = (type, tuple(ref.id for ref in by))
            if key not in seen and (type, tuple(ref.id for ref in parties)) not in seen:
                seen.add(key)
                yield Obligation(type=type, by=by, toward=toward), reading.document.span(sentence.start, sentence.end)


def _direction(
    reading: Reading, start: int, words: str, parties: tuple[ActorRef, ...]
) -> tuple[tuple[ActorRef, ...], tuple[ActorRef, ...]]:
    """Who owes it and to whom: both all parties, unless one party alone "shall assist" another by name."""
    ids = {ref.id for ref in parties}
    verb = re.search(r"\b(?:shall|will)\b(?: immediately| promptly)? (?:assist|aid|defend|come to)\b", words)
    if verb is None:
        return parties, parties
    before = [ref for ref in reading.mentions.refs(start, start + verb.start(), "state") if ref.id in ids]
    after = [ref for ref in reading.mentions.refs(start + verb.end(), start + len(words), "state") if ref.id in ids]
    nearby = clauses.PARTIES.search(words, max(0, verb.start() - 40), verb.start())
    if not before or not after or nearby or before[-1].id == after[0].id:
        return parties, parties
    return (before[-1],), (after[0],)


def binding(reading: Reading) -> tuple[Binding, Span] | None:
    """Whether the document says that it binds legally or only politically."""
    for sentence in reading.parse.sentences:
        words = reading.document.text[sentence.start : sentence.end]
        kind = bound(words)
        if kind is not None and clauses.THIS.search(words):
            return kind, reading.document.span(sentence.start, sentence.end)
    return None


def bound(words: str) -> Binding | None:
    """What a sentence says of binding."""
    if clauses.POLITICAL.search(words):
        return "political"
    return "legal" if clauses.LEGAL.search(words) else None
