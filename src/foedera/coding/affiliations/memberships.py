"""Who belongs to a group: states that joined, are members, candidates, partners, observers or guests."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from foedera.coding.affiliations.lexicon import Lexicon
from foedera.coding.coder import Reading
from foedera.dates import dates
from foedera.language import Sentence
from foedera.model import ActorRef, Edtf, Modality
from foedera.model.vocabulary import Standing
from foedera.resolution import Mention

_JOINED = re.compile(
    r" (?:(?:has|have|had) (?=joined|acceded|left|quit))?"
    r"(?:(?:wants?|hopes?|seeks?|aims?|wish(?:es)?|aspires?|plans?|intends?) (?=to ))?"
    r"(?:(?P<aux>will|would|could|may|might|did not|has not|to|should|can|cannot|won[’']t) )?"
    r"(?:formally |officially |also |later )?"
    r"(?P<verb>join(?:ed|s)?|acced(?:ed|es|e) to|became (?:the \w+|an? (?:\w+ )?)member of|left|quit|withdrew from) "
    r"(?:the )?$"
)
_IS = re.compile(
    r",? (?:which )?(?P<be>is|are|remains?|was|were|is not|are not|became|becomes|has been|,)? ?(?:also |currently )?"
    r"(?:as )?(?:an?|the|one of the|itself a)? ?(?:\w+ )?"
    r"(?P<word>members?|candidates?|observers?|partners?|guests?|ally)"
    r"(?: states?| countr(?:y|ies))? (?:(?:for|of) (?:full )?(?:membership|accession) )?"
    r"(?:of|in|to|at|for)(?: the)? $"
)
SEAT = re.compile(r"\bseats? (?:on|in|at)\b")
_SEATED = re.compile(
    r",? (?:with|who holds|which holds|which has|holds|has|retains|keeps) (?:its |a |the )?"
    r"(?:permanent |non-permanent |rotating )?seats? (?:on|in|at) (?:the )?$"
)
_AMONG = re.compile(
    r",? (?:particularly|especially|notably|including|such as|like|above all|chiefly|among them) (?:the )?"
)
_WORD = re.compile(
    r"(?:['’]s?)?(?: (?:[a-z]+(?:ern(?:most)?|an|est)|new|founding|other|key|major|smaller|permanent))?[ -]"
)
_APPLIED = re.compile(
    r"(?: [\w’'-]+){0,6}? (?:appl(?:y|ied|ies|ying)|application|bid|bids) (?:for|to) (?:join |accede to )?(?:the )?$"
)
_APPOSED = re.compile(r", (?:an?|the|itself an?|also an?|not an?) (?:\w+ )?$")
_LIST = re.compile(r"(?:,|,? and|,? &|;)? ?(?:the )?")
_INCLUDES = re.compile(
    r"(?:,? (?:which |that )?(?:comprises|comprising|consists of|consisting of|made up of|groups|grouping|includes|"
    r"brings together)|,? (?:members|partners|allies)|:| –| —|'s members|’s members) ?\(?(?:the )?| \((?:the )?"
)
_IF = re.compile(r"\b(?:[Ii]f|[Uu]nless|[Ww]hether|[Ii]n the event|[Oo]nce|[Uu]ntil|[Ww]hen|[Ss]hould)\b")
_OTHER = re.compile(
    r"(?:['’]s?)?(?: |-)(?!(?:in|as|on|and|last|this|at|after|before|when|because|or|to|with|from|by|is|was|has|had|"
    r"would|will|but|more|earlier|early|later|late|just|only|together|during|since|under|for|a|the)\b)[a-z]|['’]s"
)
_MOST = 40
_NON = re.compile(r"(?:[Nn]on-?|anti-|\bfellow )$")


class Membership(msgspec.Struct, frozen=True):
    """That a member belongs to a group; evidence is the sentence."""

    member: ActorRef
    group: ActorRef
    standing: Standing
    sentence: Sentence
    when: Edtf | None = None
    modality: Modality = "actual"


class Memberships:
    """Finds the memberships that one document tells."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self.reading, self.lexicon = reading, lexicon
        self.text = reading.document.text

    def found(self) -> Iterator[Membership]:
        """All memberships, sentence by sentence."""
        for sentence in self.reading.sentences():
            mentions = self.reading.mentions.within(sentence.start, sentence.end)
            for index, mention in enumerate(mentions):
                if _only(mention, "organisation") is None or not _joins_group(mention.refs[0]):
                    continue
                yield from self._joined(sentence, mentions, index)
                yield from self._noun(sentence, mentions, index)
                yield from self._listed(sentence, mentions, index)

    def _joined(self, sentence: Sentence, mentions: Sequence[Mention], index: int) -> Iterator[Membership]:
        """ "Finland joined NATO in 2023", "Japan is a member of the Quad"."""
        group = mentions[index].refs[0]
        before = self._states_before(mentions, index)
        if not before:
            return
        between = self.text[before[-1].end : mentions[index].start]
        if (match := _JOINED.fullmatch(between)) is not None:
            if not _OTHER.match(self.text, mentions[index].end):
                yield from self._acceded(sentence, before, mentions[index], match)
        elif (is_a := _IS.fullmatch(between)) is not None:
            yield from self._said(sentence, before, group, is_a)
        elif _APPLIED.fullmatch(between) is not None:
            yield from self._each(before, group, "candidate", sentence, None, "actual")
        elif _SEATED.fullmatch(between) is not None:
            yield from self._each(before, group, "member", sentence, None, "actual")

    def _acceded(
        self, sentence: Sentence, members: Sequence[Mention], group: Mention, match: re.Match[str]
    ) -> Iterator[Membership]:
        """By a verb of joining or leaving, with the time behind the group."""
        left = match["verb"].startswith(("left", "quit", "withdrew"))
        when = self._when(sentence, group.end)
        since = Edtf.parse(f"{when}/") if when is not None and not when.is_interval and not left else None
        modality = _mood(match["aux"], match["verb"])
        if modality is not None:
            yield from self._each(members, group.refs[0], "former" if left else "member", sentence, since, modality)

    def _said(
        self, sentence: Sentence, members: Sequence[Mention], group: ActorRef, match: re.Match[str]
    ) -> Iterator[Membership]:
        """By a verb of being with a word for the standing."""
        past: Standing | None = "former" if match["be"] in ("was", "were") else None
        condition = _IF.search(self.text, sentence.start, members[0].start) or match["be"] == "becomes"
        modality: Modality = "denied" if "not" in (match["be"] or "") else "possible" if condition else "actual"
        standing = past or self.lexicon.standings[match["word"]]
        yield from self._each(members, group, standing, sentence, None, modality)

    def _noun(self, sentence: Sentence, mentions: Sequence[Mention], index: int) -> Iterator[Membership]:
        """ "NATO member Turkey", "NATO's eastern members, particularly Poland", "Finland, a NATO member"."""
        group = mentions[index]
        word = _WORD.match(self.text, group.end)
        standing = self.lexicon.standing.match(self.text, word.end()) if word is not None else None
        if standing is None or standing.end() > sentence.end or _NON.search(self.text, sentence.start, group.start):
            return
        kind = self.lexicon.standings[standing[0].lower()]
        among = _AMONG.match(self.text, standing.end(), sentence.end)
        after = self._run(mentions, index + 1, standing.end(), among)
        if after:
            yield from self._each(after, group.refs[0], kind, sentence, None, "actual")
        apposed = _APPOSED.search(self.text, sentence.start, group.start)
        if apposed is not None:
            owner = [m for m in mentions[:index] if m.end == apposed.start() and _only(m, "state") is not None]
            modality: Modality = "denied" if " not " in apposed[0] else "actual"
            yield from self._each(owner, group.refs[0], kind, sentence, None, modality)

    def _run(self, mentions: Sequence[Mention], index: int, at: int, among: re.Match[str] | None) -> list[Mention]:
        """The states that are listed one after another from `at` on, or behind "particularly"; then also sets."""
        run: list[Mention] = []
        at = at if among is None else among.end()
        first = (" ", ", ") if among is None else ("",)
        for mention in mentions[index : index + _MOST]:
            single = _only(mention, "state") is not None and mention.how in ("name", "acronym")
            if not single and not (among and _is_region(mention)):
                break
            joint = self.text[at : mention.start]
            if not (joint in first if not run else _LIST.fullmatch(joint) is not None and joint):
                break
            run.append(mention)
            at = mention.end
        return [] if run and self.text[at : at + 2] in ("'s", "’s") else run

    def _listed(self, sentence: Sentence, mentions: Sequence[Mention], index: int) -> Iterator[Membership]:
        """ "The Quad (Australia, India, Japan and the United States)"."""
        group = mentions[index]
        opened = _INCLUDES.match(self.text, group.end, sentence.end)
        if opened is None:
            return
        at, run = opened.end(), list[Mention]()
        for mention in mentions[index + 1 : index + 1 + _MOST]:
            joint = self.text[at : mention.start]
            if _only(mention, "state") is None or not (joint == "" if not run else _LIST.fullmatch(joint) and joint):
                break
            run.append(mention)
            at = mention.end
        closed = not opened[0].startswith(" (") or self.text[at : at + 1] == ")"
        if len(run) > 2 and closed:
            yield from self._each(run, group.refs[0], "member", sentence, None, "actual")

    def _states_before(self, mentions: Sequence[Mention], index: int) -> list[Mention]:
        """The states listed last before a mention."""
        run: list[Mention] = []
        for mention in reversed(mentions[:index]):
            if not run and mention.how == "pronoun":
                continue
            if _only(mention, "state") is None or mention.how not in ("name", "acronym", "capital"):
                break
            joint = self.text[mention.end : run[0].start] if run else ""
            if run and not (_LIST.fullmatch(joint) and joint):
                break
            run.insert(0, mention)
        return run

    @staticmethod
    def _each(
        members: Sequence[Mention], group: ActorRef, standing: Standing, sentence: Sentence, when: Edtf | None,
        modality: Modality,
    ) -> Iterator[Membership]:  # fmt: skip
        for mention in members:
            for ref in mention.refs:
                yield Membership(ref, group, standing, sentence, when, modality)

    def _when(self, sentence: Sentence, end: int) -> Edtf | None:
        """The date right behind the group's name."""
        found = dates(self.text[end : sentence.end], self.reading.document.published)
        return found[0].when if found and found[0].start <= 12 else None


def _only(mention: Mention, kind: str) -> ActorRef | None:
    """The one actor of a kind that a mention by name means."""
    if len(mention.refs) != 1 or mention.refs[0].kind != kind or mention.how in ("pronoun", "set"):
        return None
    return mention.refs[0]


def _is_region(mention: Mention) -> bool:
    """Whether a mention names several states by their region ("the Baltic States")."""
    return mention.how == "set" and len(mention.refs) > 1 and all(ref.kind == "state" for ref in mention.refs)


def _joins_group(group: ActorRef) -> bool:
    """Whether a group has states as members: no ministry, company or armed force of one state."""
    return group.state is None and group.sector in ("IGO", None)


def _mood(aux: str | None, verb: str) -> Modality | None:
    if aux is None:
        return None if verb == "join" else "actual"
    if aux == "will":
        return "planned"
    return "denied" if "not" in aux else "possible"
