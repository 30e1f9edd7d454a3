"""The coder of affiliations: one claim for each member, group, role and standing of a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from foedera.coding.affiliations.lexicon import Lexicon, lexicon
from foedera.coding.affiliations.memberships import SEAT, Memberships
from foedera.coding.affiliations.posts import Posts
from foedera.coding.coder import Reading
from foedera.model import ActorRef, Affiliation, Claim, Edtf, Modality, Span
from foedera.model.vocabulary import Standing
from foedera.resolution.mentions import key_of

_SMALL = frozenset("of the for and at".split())
_CONFIDENCE = {"title": 0.97, "apposition": 0.93, "verb": 0.88, "member": 0.85}
_MOST_EVIDENCE = 12


class _Said(msgspec.Struct):
    """One affiliation with all its evidence."""

    member: ActorRef
    group: ActorRef
    role: str | None
    standing: Standing
    how: str
    when: Edtf | None
    modality: Modality
    evidence: list[Span]

    def add(self, other: _Said) -> None:
        """Take over the evidence, the time and the fuller role of another report of the same affiliation."""
        self.when = self.when or other.when
        self.evidence += [span for span in other.evidence if span not in self.evidence]
        if len(_words(other.role)) > len(_words(self.role)):
            self.role = other.role


class Affiliations:
    """Codes posts and memberships."""

    name = "affiliations"
    version = "1.3"

    def __init__(self, words: Lexicon | None = None) -> None:
        self.lexicon = lexicon() if words is None else words

    def wants(self, sentence: str, actors: int) -> bool:
        """None: titles, appositions and lists are read off the text; names come from what others want."""
        words = self.lexicon
        said = words.role.search(sentence) or words.standing.search(sentence) or SEAT.search(sentence)
        return actors > 0 and said is not None

    def code(self, reading: Reading) -> Iterator[Claim]:
        """One claim for each member, group, role, standing and modality."""
        found: dict[tuple[str, ...], list[_Said]] = {}
        for said in self._all(reading):
            kept = found.setdefault((key_of(said.member), key_of(said.group), said.standing, said.modality), [])
            known = next((each for each in kept if _alike(each.role, said.role)), None)
            if known is None:
                kept.append(said)
            else:
                known.add(said)
        for said in (each for kept in found.values() for each in kept):
            body = Affiliation(member=said.member, group=said.group, role=said.role, standing=said.standing)
            yield reading.claim(
                self, body, tuple(said.evidence[:_MOST_EVIDENCE]), _CONFIDENCE[said.how], when=said.when,
                modality=said.modality,
            )  # fmt: skip

    def _all(self, reading: Reading) -> Iterator[_Said]:
        document = reading.document
        for post in Posts(reading, self.lexicon).found():
            span = document.span(min(post.start, post.member.start, post.group.start), max(post.end, post.member.end))
            yield _Said(post.member, post.group, post.role, post.standing, post.how, post.when, post.modality, [span])
        for one in Memberships(reading, self.lexicon).found():
            span = document.span(one.sentence.start, one.sentence.end)
            yield _Said(one.member, one.group, None, one.standing, "member", one.when, one.modality, [span])


def _alike(one: str | None, other: str | None) -> bool:
    """Whether two roles of one person in one group are the same, or one but shortens the other ("Secretary")."""
    first, second = _words(one), _words(other)
    return first <= second or second <= first


def _words(role: str | None) -> frozenset[str]:
    """The words of a role in one spelling, without small ones."""
    words = re.findall(r"[^\W_]+", (role or "").lower().replace("defence", "defense").replace("advisor", "adviser"))
    return frozenset(words) - _SMALL
