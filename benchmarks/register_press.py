"""A made-up press to load a register with: things that are told again and again, each time in other words.

Things are commitments, events, instruments and so on, in the proportions in which the coders find them. Words are
invented and distributed as words are; two parties in three claims are among the five most frequent. Some things are
told of once, some in a hundred documents. The same seed gives the same press.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from foedera.model import (
    ActorRef,
    Affiliation,
    Asset,
    Body,
    Claim,
    Commitment,
    Document,
    Edtf,
    Event,
    Figure,
    Instrument,
    Paragraph,
)
from foedera.record import Entry

PER_DOCUMENT = 20
SHARES = {"commitment": 48, "event": 23, "affiliation": 9, "instrument": 8, "figure": 8, "asset": 4}
SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ra", "se", "ti", "vo", "wa", "ze", "chi", "mor")
VERBS = ("deliver", "build", "provide", "establish", "fund", "review", "expand", "sign", "host", "train")
START = datetime.date(2015, 1, 1)


class Thing(NamedTuple):
    """Something that is told of: its kind, who has to do with it, in what words, since when."""

    number: int
    kind: str
    parties: tuple[str, ...]
    verb: str
    words: tuple[str, ...]
    begun: int
    value: int


class Press:
    """Documents about things, in the order of their dates."""

    def __init__(self, claims: int, *, seed: int = 1, told: float = 4.0) -> None:
        self.random = random.Random(seed)
        letters = (self.random.choices(SYLLABLES, k=self.random.randint(2, 4)) for _ in range(20_000))
        self.words = sorted({"".join(some) for some in letters})
        self.random.shuffle(self.words)
        self.zipf = list(accumulate(1 / (rank + 20) for rank in range(len(self.words))))
        self.states = [f"state:{a}{b}{c}" for a in "QX" for b in "ABCDEFG" for c in "ABCDEFG"]
        self.state_zipf = list(accumulate(1 / (rank + 2) for rank in range(len(self.states))))
        self.days = 3650
        self.documents_to_make = claims // PER_DOCUMENT
        self.things = [self.thing(number) for number in range(int(claims / told))]
        self.often = list(accumulate(1 / (rank + 30) for rank in range(len(self.things))))

    def thing(self, number: int) -> Thing:
        """Something new to tell of."""
        kind = self.random.choices(list(SHARES), weights=list(SHARES.values()))[0]
        parties = self.random.choices(self.states, cum_weights=self.state_zipf, k=self.random.choice((1, 2, 2, 3)))
        words = self.random.choices(self.words, cum_weights=self.zipf, k=self.random.randint(3, 7))
        return Thing(
            number, kind, tuple(dict.fromkeys(parties)), self.random.choice(VERBS), tuple(dict.fromkeys(words)),
            self.random.randrange(self.days), self.random.randint(1, 10**6),
        )  # fmt: skip

    def entries(self) -> Iterator[Entry]:
        """The documents, each with its claims."""
        for number in range(self.documents_to_make):
            yield self.entry(number, number * self.days // self.documents_to_make)

    def entry(self, number: int, day: int) -> Entry:
        """One document: a sentence for each claim."""
        things = self.random.choices(self.things, cum_weights=self.often, k=PER_DOCUMENT)
        told = [self._told(thing) for thing in things]
        text, spans = "", []
        for _, sentence in told:
            spans.append((len(text), len(text) + len(sentence)))
            text += sentence + "\n\n"
        document = Document(
            text=text, paragraphs=tuple(Paragraph(start, end, "body") for start, end in spans),
            title=f"Report {number}", publisher="The Example Courier", language="en", source=f"press.jsonl#{number}",
            published=Edtf.of(START + datetime.timedelta(days=day)),
        )  # fmt: skip
        id = document.id
        claims = {
            claim.key: claim
            for thing, (words, _), (start, end) in zip(things, told, spans, strict=True)
            for claim in [self._claim(document, id, thing, words, start, end, day)]
        }
        return Entry(document=document, claims=tuple(claims.values()), coders=("press/1.0",), base="b1")

    def _told(self, thing: Thing) -> tuple[str, str]:
        """The words for a thing this time, and the sentence with them: one in five is left out, one in six is new."""
        kept = [word for word in thing.words if self.random.random() > 0.2] or list(thing.words)
        if self.random.random() < 0.17:
            kept.append(self.random.choices(self.words, cum_weights=self.zipf)[0])
        around = self.random.choices(self.words, cum_weights=self.zipf, k=self.random.randint(4, 12))
        return " ".join(kept), " ".join(("Xy", *kept, *around)).capitalize() + f" {thing.value}."

    def _claim(
        self, document: Document, id: str, thing: Thing, words: str, start: int, end: int, day: int
    ) -> Claim:  # fmt: skip
        refs = tuple(ref(document, start, state) for state in thing.parties)
        date = START + datetime.timedelta(days=thing.begun)
        dated = thing.kind == "event" and self.random.random() < 0.6
        return Claim.coded(
            document=id, published=document.published, evidence=(document.span(start, end),),
            body=self._body(thing, refs, words), coder="press/1.0", confidence=round(self.random.random(), 2),
            when=Edtf.of(date) if dated else None,
        )  # fmt: skip

    def _body(self, thing: Thing, refs: tuple[ActorRef, ...], words: str) -> Body:
        match thing.kind:
            case "event":
                return Event(actors=refs[:1], recipients=refs[1:], type="CONSULT", mode=None, contexts=(), place=None)
            case "affiliation":
                person = ActorRef(
                    id=f"person:p-{thing.number}", name=thing.words[0].title(), kind="person", state=refs[0].id,
                    sector="GOV", text=refs[0].text, start=refs[0].start, end=refs[0].end,
                )  # fmt: skip
                return Affiliation(member=person, group=refs[0], role=thing.verb + "er", standing="holder")
            case "instrument":
                return Instrument(
                    name=words.title(), type="agreement", binding=None, parties=refs, acts=(), obligations=(),
                    relations=(),
                )  # fmt: skip
            case "figure":
                return Figure(
                    quantity=words, value=thing.value, low=None, high=None, bound="exact", unit="USD", of=None,
                    actor=refs[0], base=None, due=None,
                )  # fmt: skip
            case "asset":
                return Asset(
                    name=words.title(), type="programme", action="build", owners=refs, counterparties=(),
                    quantity=None, place=None, purpose=None,
                )  # fmt: skip
        return Commitment(
            parties=refs, action=thing.verb, object=words, status="committed", exploratory=False, beneficiaries=(),
            counterparties=(), conditions=(), due=None, figures=(),
        )  # fmt: skip


def ref(document: Document, start: int, id: str) -> ActorRef:
    """A mention of a state in the first two letters of a sentence."""
    return ActorRef(
        id=id, name=id[6:], kind="state", state=id, sector=None, text=document.text[start : start + 2], start=start,
        end=start + 2,
    )  # fmt: skip
