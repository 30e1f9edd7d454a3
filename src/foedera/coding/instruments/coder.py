"""The coder of instruments: one claim for each instrument of a document, and one more where acts differ in modality
or in who vouches for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.instruments.acts import Acts, Done
from foedera.coding.instruments.editions import editions
from foedera.coding.instruments.groups import Group, Mentioned, groups
from foedera.coding.instruments.lexicon import Lexicon, lexicon
from foedera.coding.instruments.own import Own, bound, own
from foedera.coding.instruments.parties import told_parties
from foedera.coding.instruments.relations import Related, related
from foedera.language import Sentence
from foedera.model import (
    AUTHOR,
    Act,
    ActorRef,
    Attribution,
    Claim,
    Edtf,
    Instrument,
    Modality,
    Relation,
    Span,
)  # fmt: skip
from foedera.model.vocabulary import Binding

_WANTED = re.compile(
    r"\b(?:[A-Z]{3,}|[Tt]reat(?:y|ies)|Review|Compass|Intent|Interest|Acceptance|Decree|Ordinance|Proclamation|"
    r"Agenda|Pledge|[Pp]acts?|Charter|[Cc]onventions?|[Pp]rotocols?|[Aa]greements?|[Aa]ccords?|"
    r"[Aa]rrangements?|Compact|[Mm]emorandum|[Gg]uidelines|[Cc]ommuniqu[eé]|[Dd]eclarations?|[Ss]tatements?|"
    r"[Ll]etters?|[Rr]ecords? of|Strategy|"
    r"Concept|Act|[Ll]aws?|Constitution|Regulations|[Rr]esolution|[Dd]ecree|[Oo]rder No|[Dd]irective|"
    r"Principles|[Pp]apers?|Framework|strategy|White Book|"
    r"Executive Order|(?:was|were) (?:signed|ratified|initialled)|(?:It|They) (?:\w+ ){0,3}(?:took effect|"
    r"in(?:to)? (?:force|effect)|(?:signed|ratified|terminated|denounced|superseded|replaced|amended|extended|renewed|"
    r"suspended|abrogated|amends|supersedes|replaces|extends|implements)))\b"
)
_SELF, _ACTED, _NAMED, _UNSURE = 0.9, 0.88, 0.9, 0.85  # benchmarks/fit_kinds.py; docs/instruments.md
_MOST_EVIDENCE = 12
_BARE_WORDS = 1
_PLAIN: tuple[Modality, Attribution] = ("actual", AUTHOR)
_PARTIES_OF = ("strategy", "law", "guidelines")


class _Part(msgspec.Struct):
    """What one claim says of an instrument."""

    acts: list[Act]
    relations: list[Relation]
    evidence: list[Span]


class Instruments:
    """Codes the instruments that a document names, and the document itself where it is one."""

    name = "instruments"
    version = "1.4"

    def __init__(self, words: Lexicon | None = None) -> None:
        self.lexicon = lexicon() if words is None else words

    def wants(self, sentence: str, actors: int) -> bool:
        """Sentences with a word for an instrument, or an acronym."""
        return _WANTED.search(sentence) is not None

    def code(self, reading: Reading) -> Iterator[Claim]:
        """The claims of a document: the document's own instrument first, then the others as they are named."""
        itself = own(reading, self.lexicon)
        acts = Acts(reading, self.lexicon)
        found = _parted(acts, groups(reading, self.lexicon, itself.group if itself else None), itself)
        links = _links(acts, self.lexicon, found, itself)
        for group in found:
            mine = [link for link in links if link.group is group]
            its = itself if itself is not None and group is itself.group else None
            done = [] if its is not None and its.formal else list(_reports(acts, group, found))
            parts, parties = _parts(reading, group, done, mine)
            if its is not None:
                yield from self._own(reading, its, parts)
            elif parts or parties or not _is_bare(group):
                yield from self._named(reading, group, parts, parties)

    def _own(self, reading: Reading, itself: Own, parts: dict[tuple[Modality, Attribution], _Part]) -> Iterator[Claim]:
        """The document itself: signature and obligations as they are, final clauses as they are to come."""
        _with_own(parts, itself)
        done = {act.act for act in parts[_PLAIN].acts}
        for key, part in parts.items():
            plain = key == _PLAIN
            acts = [act for act in part.acts if plain or act.act not in done]
            if not plain and not acts and not part.relations:
                continue
            body = Instrument(
                name=itself.group.name, type=itself.group.type, binding=None, parties=itself.parties,
                acts=tuple(acts), relations=tuple(part.relations), obligations=(),
            )  # fmt: skip
            if plain:
                yield self._itself(reading, itself, body, part.evidence)
            else:
                yield self._claim(reading, body, part.evidence, _SELF, *key, None)

    def _itself(self, reading: Reading, itself: Own, body: Instrument, evidence: Sequence[Span]) -> Claim:
        """What the document says of itself as it is: with its obligations, and whether it binds."""
        spans = [itself.title, *evidence, *(span for _, span in itself.obligations)]
        spans += [itself.binding[1]] if itself.binding else []
        whole = msgspec.structs.replace(
            body, binding=itself.binding[0] if itself.binding else None,
            obligations=tuple(obligation for obligation, _ in itself.obligations),
        )  # fmt: skip
        return self._claim(reading, whole, spans, _SELF, *_PLAIN, itself.when)

    def _named(
        self, reading: Reading, group: Group, parts: dict[tuple[Modality, Attribution], _Part],
        parties: Sequence[ActorRef],
    ) -> Iterator[Claim]:  # fmt: skip
        """An instrument that the document names."""
        said = _binding(reading, group)
        naming = [reading.document.span(m.sentence.start, m.sentence.end) for m in group.mentions if m.named]
        if not parts:
            parts = {_PLAIN: _Part([], [], [])}
        first = _PLAIN if _PLAIN in parts else next(iter(parts))
        for (modality, attribution), part in parts.items():
            evidence = [*part.evidence, *naming] if (modality, attribution) == first else part.evidence
            bind = said if (modality, attribution) == first else None
            body = Instrument(
                name=group.name, type=group.type, binding=bind[0] if bind else None, parties=tuple(parties),
                acts=tuple(part.acts), obligations=(), relations=tuple(part.relations),
            )  # fmt: skip
            sure = any(named.sure for named in group.names)
            score = (_ACTED if part.acts or part.relations else _NAMED) if sure else _UNSURE
            if bind is not None:
                evidence = [*evidence, bind[1]]
            yield self._claim(reading, body, evidence, score, modality, attribution, _time(part.acts, modality))

    def _claim(
        self, reading: Reading, body: Instrument, evidence: Sequence[Span], score: float, modality: Modality,
        attribution: Attribution, when: Edtf | None,
    ) -> Claim:  # fmt: skip
        spans = tuple(dict.fromkeys(evidence))[:_MOST_EVIDENCE]
        return reading.claim(self, body, spans, score, when=when, modality=modality, attribution=attribution)


def _parted(acts: Acts, found: Sequence[Group], itself: Own | None) -> list[Group]:
    """The instruments of a document, those of one name parted that were made at different times."""
    parted: list[Group] = []
    for group in found:
        if itself is not None and group is itself.group:
            parted.append(group)
        else:
            parted += editions(group, partial(_told, acts, group, found))
    return parted


def _told(acts: Acts, group: Group, found: Sequence[Group], mention: Mentioned) -> list[Done]:
    """What the sentence of one mention of a group reports of it."""
    others = [m for g in found if g is not group for m in g.mentions if m.sentence is mention.sentence]
    return list(acts.of(mention, others))


def _with_own(parts: dict[tuple[Modality, Attribution], _Part], itself: Own) -> None:
    """Add the acts of which the document tells itself to what is said of it."""
    for act, modality, span in itself.acts:
        part = parts.setdefault((modality, AUTHOR), _Part([], [], []))
        if _add(part.acts, act):
            part.evidence.append(span)
    parts.setdefault(_PLAIN, _Part([], [], []))


def _links(acts: Acts, words: Lexicon, found: Sequence[Group], itself: Own | None) -> list[Related]:
    """The relations of all sentences in which instruments are mentioned."""
    by_sentence: dict[int, list[tuple[Group, int]]] = {}
    for group in found:
        for number, mention in enumerate(group.mentions):
            by_sentence.setdefault(mention.sentence.start, []).append((group, number))
    links: list[Related] = []
    for start in sorted(by_sentence):
        pairs = sorted(((g, g.mentions[n]) for g, n in by_sentence[start]), key=lambda pair: pair[1].start)
        links += related(acts, words, pairs, itself.group if itself else None)
    return links


def _reports(acts: Acts, group: Group, found: Sequence[Group]) -> Iterator[tuple[Done, Sentence]]:
    """What the sentences that mention a group report of it."""
    for mention in group.mentions:
        for done in _told(acts, group, found, mention):
            yield done, mention.sentence


def _parts(
    reading: Reading, group: Group, reports: Sequence[tuple[Done, Sentence]], links: Sequence[Related]
) -> tuple[dict[tuple[Modality, Attribution], _Part], tuple[ActorRef, ...]]:
    """What is said of a group, by modality and voice; and its parties."""
    parts: dict[tuple[Modality, Attribution], _Part] = {}
    parties: list[ActorRef] = list(group.states.values())
    if len(parties) < 2 and group.type not in _PARTIES_OF:
        parties = []
    signers: tuple[ActorRef, ...] = ()
    for done, sentence in reports:
        part = parts.setdefault((done.modality, done.attribution), _Part([], [], []))
        if _add(part.acts, done.act):
            part.evidence.append(_span(reading, sentence))
        if done.act.act in ("signed", "ratified", "adopted") and not signers:
            signers = done.parties
    for link in links:
        part = parts.setdefault((link.modality, link.attribution), _Part([], [], []))
        if link.relation not in part.relations:
            part.relations.append(link.relation)
            part.evidence.append(_span(reading, link.sentence))
    return parts, tuple(parties) or signers or told_parties(reading, group)


def _add(acts: list[Act], act: Act) -> bool:
    """Add an act unless it is known; one that tells more takes the place of one that tells less."""
    for index, other in enumerate(acts):
        same = other.act == act.act and (other.actor is None or act.actor is None or other.actor.id == act.actor.id)
        if not same or (other.when is not None and act.when is not None and not other.when.overlaps(act.when)):
            continue
        acts[index] = Act(
            act=act.act, actor=other.actor or act.actor, when=other.when or act.when, place=other.place or act.place
        )
        return acts[index] != other
    acts.append(act)
    return True


def _span(reading: Reading, sentence: Sentence) -> Span:
    return reading.document.span(sentence.start, sentence.end)


def _time(acts: Sequence[Act], modality: Modality) -> Edtf | None:
    """The time in force: from the entry into force, where it is told, to an end that is told or not."""
    starts = [act.when for act in acts if act.act == "entered-into-force" and act.when is not None]
    ends = [act.when for act in acts if act.act == "terminated" and act.when is not None]
    if modality != "actual" or len(starts) != 1 or starts[0].is_interval or any(end.is_interval for end in ends):
        return None
    return Edtf.parse(f"{starts[0]}/{ends[0] if ends else ''}")


def _is_bare(group: Group) -> bool:
    """Whether only a common noun names an instrument, which tells none from others ("a treaty", "the agreement")."""
    return group.name.islower() and group.name.count(" ") < _BARE_WORDS and not any(map(str.isdigit, group.name))


def _binding(reading: Reading, group: Group) -> tuple[Binding, Span] | None:
    """Whether a sentence that mentions only this instrument says that it binds."""
    for mention in group.mentions:
        words = reading.document.text[mention.end : mention.sentence.end]
        kind = bound(words[:80])
        if kind is not None and re.match(r",? (?:which )?(?:is|are|was|were) ", words):
            return kind, _span(reading, mention.sentence)
    return None
