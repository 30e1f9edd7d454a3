"""The clauses of a sentence in which somebody may undertake something: their verbs, the helpers of these, and who is
their subject."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

import msgspec

from foedera.coding.commitments.repairs import repaired
from foedera.language import Sentence, Tree

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
VERBAL = ("VERB", "AUX")
QUALIFIERS = ("poss", "amod", "compound", "nmod")
"""Dependencies of the words before a noun that say whose it is or of what sort."""

_MODALS = {
    **dict.fromkeys(["will", "wo", "ll", "'ll", "’ll", "shall", "sha"], "will"), "would": "would",
    **dict.fromkeys(["could", "can", "may", "might"], "may"), **dict.fromkeys(["should", "must", "ought"], "should"),
}  # fmt: skip
_MODAL_TENSES = ("will", "would", "may", "should")
_HELPERS = ("has", "have", "had", "was", "were", "did")
_TITLE = re.compile(
    r"\s*(?:[-•*–—▪◦·]\s*|\(?[a-z0-9]{1,3}[.)]\s+)?(?:[A-Z0-9“\"](?:[^.:;?!\n]|(?<=[A-Z])\.){2,140}:\s+(?=[A-Z“\"(]))?"
)
_BULLET = re.compile(r"\s*(?:[-•*–—▪◦·]\s*|\(?[a-z0-9]{1,3}[.)]\s+)?")
_TITLE_WORDS = 12
_SENTENCE_CASE = re.compile(r"\b[a-z]{5,}\b(?<!\bbetween)(?<!\bthrough)(?<!\bagainst)(?<!\bunder)")
_NOT = frozenset(["not", "n't", "n’t", "never"])
PREFIXES = frozenset("co pre re".split())
"""What stands before a verb with a hyphen: "co-host"."""

_DATELINE = re.compile(
    r"\s*[A-Z][A-Z .,’'/-]{2,40}(?:,? ?[A-Z][a-z]+\.? \d{1,2})?(?:,? \d{4})? ?(?:\([^)]{2,40}\) ?)?(?:--|-|–|—) "
)
_PROMISING = frozenset("commit pledge vow promise agree offer decide undertake plan".split())
_GIVING = frozenset("provide deliver donate contribute allocate supply send transfer".split())
_INTENDING = frozenset("plan intend hope expect aim".split())
_HOLDING = frozenset("welcome reaffirm reiterate support note underscore recognize recognise".split())
_DAYS = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)
_DEEP = 6


class Group(msgspec.Struct, frozen=True):
    """The helpers of a verb: its tense, whether it is denied, whether it is passive."""

    tense: str
    negated: bool
    passive: bool


class Clause(msgspec.Struct, frozen=True):
    """A verb with its subject and helpers. `shared` says that the subject stands in a clause before; `outer` is the
    verb whose helpers and operators it shares, where it has none of its own."""

    verb: int
    subject: int | None
    shared: bool
    group: Group
    outer: int | None = None


class Syntax(Tree):
    """A sentence as a tree, with its clauses. Words before `floor` are a bullet or a title that runs into the sentence;
    nothing hangs on them."""

    def __init__(self, sentence: Sentence, words: str) -> None:
        start = sentence.start + title_end(words)
        floor = next((i for i, token in enumerate(sentence.tokens) if token.start >= start), 0)
        super().__init__(repaired(sentence, floor))
        self.floor = floor
        if self.floor:
            self._kids = [[kid for kid in kids if kid >= self.floor] for kids in self._kids]

    def left(self, token: int) -> int:
        """The first token of what hangs on one."""
        return min(self.under(token))

    def under(self, token: int, without: Sequence[int] = ()) -> list[int]:
        """A token and all that hangs on it, in order, less the subtrees of those in `without`."""
        found, todo = [], [token]
        while todo:
            here = todo.pop()
            if here not in without:
                found.append(here)
                todo += self._kids[here]
        return sorted(found)

    def has(self, token: int, *deps: str) -> bool:
        """Whether something hangs on a token by one of these dependencies, by any if none is given."""
        return any(True for _ in self.kids(token, *deps))

    def says(self, words: Collection[str], token: int, *deps: str) -> bool:
        """Whether one of these words hangs on a token, in small letters."""
        return any(self.word(kid) in words for kid in self.kids(token, *deps))

    def is_verb(self, token: int) -> bool:
        """Whether a token is a verb; so is what the parser takes for a noun but gives a subject ("the two plan to")."""
        return self.tokens[token].pos in VERBAL or self._mistaken(token)

    def _mistaken(self, token: int) -> bool:
        return self.tokens[token].tag in ("NN", "NNS") and any(kid < token for kid in self.kids(token, "nsubj"))

    def verb(self, token: int) -> str:
        """The lemma of a verb with its particle or prefix: "stand up", "co-host"."""
        particle = next((kid for kid in self.kids(token, "prt") if kid == token + 1), None)
        if particle is not None:
            return f"{self.lemma(token)} {self.word(particle)}"
        if token + 2 < len(self.tokens) and self.word(token + 1) == "-" and self.word(token) in PREFIXES:
            return f"{self.word(token)}-{self.lemma(token + 2)}"
        if token >= 2 and self.word(token - 1) == "-" and self.word(token - 2) in PREFIXES:
            return f"{self.word(token - 2)}-{self.lemma(token)}"
        return self.lemma(token)

    def clauses(self) -> Iterator[Clause]:
        """All clauses with a subject of their own or one that they share, in the order of their verbs."""
        known: dict[int, Clause] = {}
        for verb, token in enumerate(self.tokens):
            if verb >= self.floor and self.is_verb(verb) and token.dep not in ("aux", "auxpass"):
                self._clause(verb, known, 0)
        return iter([known[verb] for verb in sorted(known)])

    def _clause(self, verb: int, known: dict[int, Clause], depth: int) -> Clause | None:
        if verb in known or depth > _DEEP:
            return known.get(verb)
        made = (
            self._own(verb)
            or self._shared(verb, known, depth)
            or self._participle(verb, known, depth)
            or self._subjectless(verb)
        )
        if made is not None:
            known[verb] = made
        return made

    def _own(self, verb: int) -> Clause | None:
        """The clause of a verb that has its own subject."""
        token = self.tokens[verb]
        subject = next(self.kids(verb, "nsubj", "nsubjpass"), None)
        if subject is None:
            subject = next(self.kids(verb, "expl"), self._reduced(verb))
        if subject is not None and token.dep == "relcl" and self.relative(subject) and token.head >= self.floor:
            subject = token.head
        if subject is None:
            return None
        group = self.group(verb)
        if self.says(("neither", "no"), subject, "det", "preconj", "cc"):
            group = Group(group.tense, True, group.passive)
        return Clause(verb, subject, False, group)

    def _reduced(self, verb: int) -> int | None:
        """The subject of a verb in the past that the parser took for a participle: "the ministers resolved to", where
        nothing else in the sentence is a predicate."""
        token = self.tokens[verb]
        head = self.tokens[token.head]
        bare = token.tag in ("VBN", "VBD") and token.dep == "acl" and token.head < verb
        return token.head if bare and head.dep == "ROOT" and head.pos in ("NOUN", "PROPN", "PRON") else None

    def _subjectless(self, verb: int) -> Clause | None:
        """The clause of a finite verb whose subject the parser has not found."""
        token = self.tokens[verb]
        group = self.group(verb)
        finite = token.tag in ("VBZ", "VBP", "VBD") or self.has(verb, "aux", "auxpass")
        if not finite or self.infinitive(verb) or token.dep not in ("ROOT", "ccomp", "parataxis", "dep"):
            return None
        return Clause(verb, None, False, group)

    def _shared(self, verb: int, known: dict[int, Clause], depth: int) -> Clause | None:
        """The clause of a verb in conjunction with one before it, whose subject it shares."""
        token = self.tokens[verb]
        before = self._before(verb, known)
        if before is None:
            return None
        above = self._clause(before, known, depth + 1)
        if above is None or above.verb > verb:
            return None
        if self._helpers(verb):
            return Clause(verb, above.subject, True, self.group(verb))
        if token.tag in ("VB", "VBP") and self._speaks(verb):
            return Clause(verb, above.subject, True, Group("present", False, False))
        same = self.tokens[above.verb].tag == token.tag
        modal = above.group.tense in _MODAL_TENSES and token.tag in ("VB", "VBP")
        if (same and token.tag in ("VB", "VBN", "VBG")) or modal:
            return Clause(verb, above.subject, True, above.group, above.outer)
        promised = token.tag == "VBP" and self.tokens[above.verb].tag in ("VBD", "VBZ")
        if token.tag == "VB" or promised:
            outer = above.outer if above.outer is not None else above.verb
            return Clause(verb, above.subject, True, above.group, outer)
        return Clause(verb, above.subject, True, self.group(verb))

    def _speaks(self, verb: int) -> bool:
        """Whether a verb without helpers says by itself what its subject means to do or holds, whatever verb stands
        before it: "will build a quay and hope to open it", "condemn the raid and reaffirm the treaty"."""
        token = self.tokens[verb]
        if self.infinitive(verb) or self.infinitive(token.head):
            return False
        intends = self.lemma(verb) in _INTENDING and any(takes in ("to", "that") for takes, _ in self.complement(verb))
        return intends or (self.lemma(verb) in _HOLDING and self.group(token.head).tense in ("present", "past"))

    def _participle(self, verb: int, known: dict[int, Clause], depth: int) -> Clause | None:
        """The clause of a participle that promises or gives, with the subject of the clause which it adds to:
        "joined the talks, promising to send troops", "has led, providing more than 6 billion"."""
        token = self.tokens[verb]
        if token.tag != "VBG" or token.dep != "advcl" or not self.is_verb(token.head):
            return None
        tense = self._added(verb)
        above = None if tense is None else self._clause(token.head, known, depth + 1)
        if tense is None or above is None or above.subject is None:
            return None
        return Clause(verb, above.subject, True, Group(tense, False, False))

    def _added(self, verb: int) -> str | None:
        """The tense that a participle has, which adds what is promised, given or gone on with."""
        if self.lemma(verb) in _PROMISING and any(takes == "to" for takes, _ in self.complement(verb)):
            return "bare"
        told = self.word(verb - 1) == "," and self.tokens[self.tokens[verb].head].tag in ("VBD", "VBN")
        if told and self.lemma(verb) in _GIVING and any(self.tokens[i].tag == "CD" for i in self.under(verb)):
            return "past"
        return "ongoing" if told and self.lemma(verb) == "continue" else None

    def _before(self, verb: int, known: dict[int, Clause]) -> int | None:
        """The verb with which one is joined: by the parser, or by a semicolon before a bare verb."""
        token = self.tokens[verb]
        if token.dep == "conj" and token.head != verb and token.head >= self.floor:
            return token.head
        at = verb - 1
        if at > self.floor and self.word(at) == "and":
            at -= 1
        if token.tag in ("VB", "VBP") and at > self.floor and self.word(at) == ";":
            return max((other for other in known if other < at), default=None)
        return None

    def group(self, verb: int) -> Group:
        """The helpers of a verb."""
        helpers = self._helpers(verb)
        words = [self.word(kid) for kid in helpers]
        first = min([verb, *helpers])
        negated = any(self.word(index) in _NOT for index in range(first, verb)) or any(
            True for _ in self.kids(verb, "neg")
        )
        passive = any(self.tokens[kid].dep == "auxpass" for kid in helpers)
        tag = "VBP" if self._mistaken(verb) else self.tokens[verb].tag
        return Group(_tense(tag, words), negated, passive)

    def _helpers(self, verb: int) -> list[int]:
        return [kid for kid in self.kids(verb, "aux", "auxpass") if self.tokens[kid].tag != "TO"]

    def infinitive(self, verb: int) -> bool:
        """Whether a verb stands with "to"."""
        return any(self.tokens[kid].tag == "TO" for kid in self.kids(verb, "aux"))

    def complement(self, head: int) -> Iterator[tuple[str, int]]:
        """What a verb or noun takes, as `to`, `ing`, `that`, `object` or a preposition, with its head."""
        for kid in self.kids(head):
            token = self.tokens[kid]
            if kid < head:
                continue
            if token.dep in ("xcomp", "advcl", "acl", "ccomp", "relcl") and self.infinitive(kid):
                if token.dep == "advcl" and self.word(self.left(kid) - 1) in (",", "–", "—"):
                    continue  # a purpose
                yield "to", kid
            elif token.dep in ("xcomp", "pcomp") and token.tag == "VBG":
                yield "ing", kid
            elif token.dep == "ccomp" and self.has(kid, "nsubj", "nsubjpass", "mark"):
                yield "that", kid
            elif token.dep in ("dobj", "attr", "oprd"):
                fact = self._fact(kid)
                yield ("object", kid) if fact is None else ("that", fact)
            elif token.dep in ("prep", "dative"):
                yield from self._behind(kid)

    def _fact(self, noun: int) -> int | None:
        """The clause that a noun only announces: "the fact that the article applies"."""
        told = self.kids(noun, "acl", "ccomp", "relcl") if self.lemma(noun) == "fact" else iter(())
        return next((kid for kid in told if self.says(("that",), kid, "mark")), None)

    def _behind(self, preposition: int) -> Iterator[tuple[str, int]]:
        """What stands behind a preposition: "committed to increasing", "decided on a plan"."""
        word = self.word(preposition)
        for kid in self.kids(preposition, "pobj", "pcomp"):
            if word == "on" and self.word(kid) in _DAYS:
                continue  # when, not what
            yield ("ing" if word == "to" else word), kid


def title_end(words: str) -> int:
    """Where a sentence begins behind its bullet, a dateline or a title that runs into it ("- New Forum: The two
    ...")."""
    found = _DATELINE.match(words) or _TITLE.match(words)
    if found is None:
        return 0
    bullet = _BULLET.match(words)
    title = len(found.group().split()) <= _TITLE_WORDS or _SENTENCE_CASE.search(found.group()) is None
    return found.end() if title or bullet is None else bullet.end()


def _tense(tag: str, words: Sequence[str]) -> str:
    """`will`, `would`, `may`, `should`, `was` (doing), `ongoing`, `past`, `present` or `bare`."""
    modal = next((word for word in words if word in _MODALS), None)
    if modal is not None:
        return _MODALS[modal]
    if tag == "VBG" and words:
        return "was" if {"was", "were"} & set(words) else "ongoing"
    if "being" in words:
        return "ongoing" if len(words) > 1 else "bare"  # "led to diplomats being expelled"
    if tag == "VBD" or {*words} & set(_HELPERS) or (tag == "VBN" and not words):
        return "past"
    return "present" if words or tag in ("VBZ", "VBP") else "bare"
