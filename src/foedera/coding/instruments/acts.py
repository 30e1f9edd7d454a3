"""What a sentence says was done with an instrument, by whom, when and where; read off the syntax around its mention."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.instruments.doers import Doers
from foedera.coding.instruments.groups import Mentioned
from foedera.coding.instruments.lexicon import Lexicon
from foedera.coding.instruments.moods import mood
from foedera.coding.instruments.times import Times
from foedera.language import Sentence
from foedera.model import AUTHOR, Act, ActName, ActorRef, Attribution, Modality

_NOMINAL = frozenset("appos conj compound nmod poss".split())
_FORCE = re.compile(
    r"(?:(?P<helper>will|shall|would|could|may|might|to|should|not|n[’']t|yet to)\s+(?:\w+\s+)?)?"
    r"(?P<verb>enter(?:ed|s|ing)?|c[ao]m(?:e|es|ing)|go(?:es)?|went|t[ao]k(?:e|es|ing)|took|put|brought)\s+"
    r"(?:into\s+(?:force|effect)|effect)\b",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"\b[Ee]ntry into force of (?:the |this |that |our |their )?(?:\w+ )?$")
_SINCE = re.compile(r"\b(?:since|following|after|upon|welcom\w+|marks?|marked|with) (?:\w+ ){0,3}$", re.IGNORECASE)
_PROVISIONAL = re.compile(r"\bprovisional(?:ly)? appl(?:ied|y|ication)\b", re.IGNORECASE)
_MONTH = r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_PARTICIPLE = re.compile(
    r",?\s\(?(?:which (?:was|were) |that was )?(?:signed|inked)\b"
    rf"(?: (?:in|at) (?P<place>(?!{_MONTH})[A-Z][a-z]+(?: [A-Z][a-z]+)?))?"
)
_NEWLY = re.compile(r"\b(?:recently|newly|just)[- ]signed $")
_UNTIL = re.compile(r"\b(?:was|were|remained|stayed|been) in (?:force|effect) (?:from [\w ]{1,30} )?(?:un)?til(?:l)?\b")
_WITHIN = re.compile(r"\b(?:Protocol|Agreement|Convention|Arrangement)\b[^,;]{0,160}$")
_AT = re.compile(r" at ([A-Z][\w-]+(?: [A-Z][\w-]+)?)(?= on\b| in\b|[,.])")
_WHEN = re.compile(r"\b(?:when|until|once|before|after|if|unless|which) (?:the |this |that )?$", re.IGNORECASE)
_DIRECT = ""
_VERB_JOINTS: dict[str, tuple[str, ...]] = {"acceded": ("to",), "withdrawn": ("from", "out of")}
_NOUN_JOINTS: dict[str, tuple[str, ...]] = {"acceded": ("to",), "withdrawn": ("from",)}
_TRANSITIVE = frozenset({"quit", "exit"})
_BESIDE = re.compile(r",? and (?:the )?")
_CLOSE = 60
_FAR = 160
_MOST = 6


class Done(msgspec.Struct, frozen=True):
    """An act with its modality, and who reports it."""

    act: Act
    modality: Modality
    attribution: Attribution
    parties: tuple[ActorRef, ...] = ()


class Acts:
    """Reads acts in one document."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self.reading, self.lexicon = reading, lexicon
        self.text = reading.document.text
        self.doers = Doers(reading)
        self.times = Times(reading)

    def of(self, mention: Mentioned, others: Sequence[Mentioned]) -> Iterator[Done]:
        """What the mention's sentence says was done with it; `others` are mentions of other instruments there."""
        sentence = mention.sentence
        noun = self.noun(mention)
        if noun is None:
            return
        seen: set[ActName] = set()
        inner = _WITHIN.search(self.text, sentence.start, mention.start) is not None
        for verb, name in self._verbs(sentence, noun, inner=inner):
            if name not in seen:
                seen.add(name)
                yield self._done(sentence, verb, name, mention)
        if not inner and "signed" not in seen:
            yield from self._signed(mention)
        yield from self._in_force(mention, others)

    def _signed(self, mention: Mentioned) -> Iterator[Done]:
        """ "Signed at Washington on 4 April 1949" right behind the name; "the newly signed" before it."""
        behind = _PARTICIPLE.match(self.text, mention.end, mention.sentence.end)
        if behind is not None:
            when = self.times.behind(mention.sentence, behind.start())
            yield Done(Act(act="signed", actor=None, when=when, place=behind["place"]), "actual", AUTHOR)
        elif _NEWLY.search(self.text, mention.sentence.start, mention.start):
            yield Done(Act(act="signed", actor=None, when=None, place=None), "actual", AUTHOR)

    def noun(self, mention: Mentioned) -> int | None:
        """The token that stands for the name in its sentence: the last one whose head is outside of it."""
        tokens = mention.sentence.tokens
        inside = [i for i, t in enumerate(tokens) if t.end > mention.start and t.start < mention.end]
        heads = [i for i in inside if tokens[i].head not in inside or tokens[i].head == i]
        nouns = [i for i in heads if tokens[i].pos in ("NOUN", "PROPN")] or heads
        return nouns[-1] if nouns else None

    def _verbs(self, sentence: Sentence, noun: int, *, inner: bool) -> Iterator[tuple[int, ActName]]:
        """The verbs and nouns of acts that govern the name, or hang on it."""
        current = noun
        for _ in range(_MOST):
            if not inner:
                yield from self._below(sentence, current)
            token = sentence.tokens[current]
            if token.head == current:
                return
            if token.dep in _NOMINAL and sentence.tokens[token.head].pos in ("NOUN", "PROPN"):
                current = token.head
                continue
            found = self._above(sentence, current)
            if found is not None:
                yield found
                yield from self._joined(sentence, found[0])
            elif token.dep in ("nsubj", "nsubjpass"):
                yield from self._suffered(sentence, token.head)
            return

    def _suffered(self, sentence: Sentence, verb: int) -> Iterator[tuple[int, ActName]]:
        """ "Entered into force and was terminated later": passives that share the name as their subject."""
        for child in sentence.children(verb, {"conj"}):
            act = self.lexicon.verbs.get(sentence.tokens[child].lemma.lower())
            own = list(sentence.children(child, {"nsubj", "nsubjpass"}))
            if act is not None and not own and list(sentence.children(child, {"auxpass"})):
                yield child, act
            elif not own:
                yield from self._suffered(sentence, child)

    def _above(self, sentence: Sentence, noun: int) -> tuple[int, ActName] | None:
        """The act whose object the noun is."""
        token = sentence.tokens[noun]
        if token.dep in ("dobj", "nsubjpass") and sentence.tokens[token.head].pos == "VERB":
            return self._act(sentence, token.head, _DIRECT)
        if token.dep != "pobj" or sentence.tokens[token.head].dep == "ROOT":
            return None
        preposition = sentence.tokens[token.head]
        word = preposition.text.lower()
        governor = sentence.tokens[preposition.head]
        if word == "of" and governor.text.lower() == "out":
            return self._act(sentence, governor.head, "out of")
        return self._act(sentence, preposition.head, word)

    def _act(self, sentence: Sentence, word: int, joint: str) -> tuple[int, ActName] | None:
        """The act that a verb or noun tells of what `joint` ties to it: a preposition, or nothing."""
        token = sentence.tokens[word]
        table = self.lexicon.verbs if token.pos == "VERB" else self.lexicon.nouns
        act = table.get(token.lemma.lower())
        if act is None or token.dep in ("prep", "pcomp") or (token.lemma == "agree" and not _passive(sentence, word)):
            return None
        if token.pos == "VERB":
            joints = _VERB_JOINTS.get(act, (_DIRECT,)) if token.lemma not in _TRANSITIVE else (_DIRECT,)
        else:
            joints = _NOUN_JOINTS.get(act, ("of", "to"))
        return (word, act) if joint in joints else None

    def _below(self, sentence: Sentence, noun: int) -> Iterator[tuple[int, ActName]]:
        """ "Signed in 1951" and "that they signed in 1951" behind the name."""
        for child in sentence.children(noun, {"acl", "relcl"}):
            token = sentence.tokens[child]
            act = self.lexicon.verbs.get(token.lemma.lower())
            if act is None or token.tag == "VBG" or act in ("acceded", "withdrawn"):
                continue
            objects = [
                i for i in sentence.children(child, {"dobj"}) if sentence.tokens[i].text not in ("that", "which")
            ]
            if not objects:
                yield child, act
                yield from self._joined(sentence, child)

    def _joined(self, sentence: Sentence, verb: int) -> Iterator[tuple[int, ActName]]:
        """ "Signed and ratified": the verbs beside it that have no object or subject of their own."""
        for child in sentence.children(verb, {"conj"}):
            token = sentence.tokens[child]
            act = self.lexicon.verbs.get(token.lemma.lower())
            alone = not list(sentence.children(child, {"dobj", "nsubj", "nsubjpass"}))
            if act is not None and alone and token.pos == "VERB" and act not in _VERB_JOINTS:
                yield child, act

    def _done(self, sentence: Sentence, verb: int, name: ActName, mention: Mentioned) -> Done:
        modality, attribution = self.mood(sentence, verb)
        who = self.doers.of(sentence, verb)
        actor = who[0] if len(who) == 1 else None
        place = self._place(sentence, verb)
        when = self.times.of_act(sentence, verb, (mention.start, mention.end))
        act = Act(act=name, actor=actor, when=when, place=place)
        return Done(act, modality, attribution, who if len(who) > 1 else ())

    def mood(self, sentence: Sentence, verb: int) -> tuple[Modality, Attribution]:
        """Whether an act happened, and who says so."""
        modality, saying = mood(sentence, verb, self.lexicon)
        return modality, AUTHOR if saying is None else self.doers.speaker(sentence, saying)

    def _place(self, sentence: Sentence, verb: int) -> str | None:
        for child in sentence.children(verb, {"prep"}):
            if sentence.tokens[child].text.lower() not in ("in", "at"):
                continue
            for noun in sentence.children(child, {"pobj"}):
                at = sentence.tokens[noun].start
                for name in sentence.names:
                    if name.label in ("GPE", "LOC", "FAC") and name.start <= at < name.end:
                        return self.text[name.start : name.end]
        named = _AT.match(self.text, sentence.tokens[verb].end, sentence.end)
        return named[1] if named is not None else None

    def _in_force(self, mention: Mentioned, others: Sequence[Mentioned]) -> Iterator[Done]:
        """That the instrument entered into force or is applied provisionally, will be, may be or was not."""
        sentence = mention.sentence
        high = min(sentence.end, mention.end + _FAR)
        match = _FORCE.search(self.text, mention.end, high)
        if match is not None and _WHEN.search(self.text, max(sentence.start, mention.start - 24), mention.start):
            return
        before = _ENTRY.search(self.text, sentence.start, mention.start)
        if match is not None and not self._parted(mention, match.start(), others):
            yield self._effect("entered-into-force", sentence, match.end(), _force(match))
        elif before is not None and _SINCE.search(self.text, sentence.start, before.start()):
            yield self._effect("entered-into-force", sentence, mention.end, "actual")
        until = _UNTIL.search(self.text, mention.end, high)
        if until is not None and not self._parted(mention, until.start(), others):
            yield self._effect("terminated", sentence, until.end(), "actual")
        if (
            match is None
            and before is None
            and _PROVISIONAL.search(self.text, mention.end, min(high, mention.end + _CLOSE))
        ):
            yield self._effect("provisionally-applied", sentence, mention.end, "actual")

    def _parted(self, mention: Mentioned, at: int, others: Sequence[Mentioned]) -> bool:
        """Whether another instrument stands between a mention and its verb, and not only beside it by "and"."""
        between = [other for other in others if mention.end <= other.start < at]
        return any(_BESIDE.fullmatch(self.text, mention.end, other.start) is None for other in between)

    def _effect(self, name: ActName, sentence: Sentence, after: int, modality: Modality) -> Done:
        """An act of all parties, at the date close behind an offset."""
        when = self.times.behind(sentence, after) or self.times.leading(sentence)
        act = Act(act=name, actor=None, when=when, place=None)
        return Done(act, modality, AUTHOR)


def _passive(sentence: Sentence, verb: int) -> bool:
    """Whether a verb is in the passive."""
    return any(True for _ in sentence.children(verb, {"auxpass"}))


def _force(match: re.Match[str]) -> Modality:
    helper = (match["helper"] or "").lower()
    if helper in ("would", "could", "may", "might", "should"):
        return "possible"
    if helper in ("not", "n't", "n’t"):
        return "denied"
    past = match["verb"].lower() in ("entered", "came", "went", "took", "put", "brought")
    return "actual" if past and not helper else "planned"
