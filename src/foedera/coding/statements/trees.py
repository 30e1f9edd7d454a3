"""A sentence's syntax with what a reader of attributions asks of it: parts, subtrees, subjects, quoted words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec

from foedera.language import Quotations, Sentence, Token

VERBAL = ("VERB", "AUX")
_LOOSE = ("advcl", "parataxis", "dep", "ccomp")
_SUBJECTS = ("nsubj", "csubj")
_OBJECT_CONTROL = frozenset(
    "ask urge tell want force allow advise order instruct encourage invite beg persuade convince press push command "
    "direct call appeal implore help require permit enable expect warn remind".split()
)

_CALLS = frozenset({"call", "appeal", "press", "wait", "rely", "count"})
"""Verbs that name whom they ask behind a preposition: "call on them to go"."""

DOCUMENTS = frozenset(
    "ad address article comment email editorial essay interview letter memo message note op-ed post press release "
    "remark report speech statement tweet video warning communique column resolution".split()
)
"""What somebody issues to say something; who issues it speaks."""


class Tree:
    """One parsed sentence. Tokens are named by their number in it."""

    def __init__(self, sentence: Sentence, quoted: Quotations | None = None, says: Collection[str] = ()) -> None:
        """`says` are lemmas of verbs of saying, by which some wrong attachments of the parser are mended."""
        self.sentence = sentence
        self.tokens: tuple[Token, ...] = mended(sentence.tokens, says) if says else sentence.tokens
        self.quoted = [False] * len(self.tokens)
        self._children: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head != index:
                self._children[token.head].append(index)
        self.times = {
            index
            for name in sentence.names
            if name.label in ("DATE", "TIME")
            for index, token in enumerate(self.tokens)
            if name.start <= token.start < name.end
        }
        for quotation in () if quoted is None else quoted.within(sentence.start, sentence.end):
            for index, token in enumerate(self.tokens):
                if quotation.start <= token.start < quotation.end:
                    self.quoted[index] = True

    def lemma(self, index: int) -> str:
        """The lemma of a token in lower case."""
        return self.tokens[index].lemma.lower()

    def children(self, index: int, deps: Collection[str] | None = None) -> list[int]:
        """What hangs on a token directly; only by one of `deps`, if given."""
        below = self._children[index]
        return below if deps is None else [child for child in below if self.tokens[child].dep in deps]

    def child(self, index: int, *deps: str) -> int | None:
        """The first child by one of these dependencies."""
        return next((child for child in self._children[index] if self.tokens[child].dep in deps), None)

    def subtree(self, index: int, without: Collection[int] = ()) -> list[int]:
        """A token and all that hangs on it, in order, less the subtrees of the tokens in `without`."""
        found, todo = [], [index]
        while todo:
            here = todo.pop()
            if here in without:
                continue
            found.append(here)
            todo += self._children[here]
        return sorted(found)

    def is_below(self, index: int, head: int) -> bool:
        """Whether a token is `head` or hangs on it, however far."""
        while index != head:
            above = self.tokens[index].head
            if above == index:
                return False
            index = above
        return True

    def is_word(self, index: int) -> bool:
        """Whether a token has a letter or digit."""
        text = self.tokens[index].text
        return text[0].isalnum() or any(character.isalnum() for character in text)

    def subject(self, verb: int, depth: int = 0) -> int | None:
        """Who does what a verb says: its own subject, or that of the verb on which it hangs without one."""
        own = next((c for c in self.children(verb, _SUBJECTS) if self.tokens[c].tag != "EX"), None)
        if own is not None or depth > 8:
            return own
        token = self.tokens[verb]
        head = token.head
        if head == verb:
            return None
        verbal = self.tokens[head].pos in VERBAL
        shares = token.dep == "conj" or (token.dep in _LOOSE and self._is_reduced(verb))
        if verbal and shares:
            return self._patient_or_subject(head, depth)
        if token.dep == "xcomp" and (verbal or self.tokens[head].pos == "ADJ"):
            return self._controller(head, depth)
        if token.dep == "acl":
            return self._owner(verb, head, depth)
        if token.dep == "pcomp":
            return self._of_preposition(head, depth)
        return head if token.dep == "relcl" else None

    def _patient_or_subject(self, verb: int, depth: int) -> int | None:
        passive = self.child(verb, "nsubjpass")
        return passive if passive is not None else self.subject(verb, depth + 1)

    def _is_reduced(self, verb: int) -> bool:
        """Whether a clause has neither subject nor finite verb: "noting that", "to say that"."""
        token = self.tokens[verb]
        return token.tag in ("VBG", "VBN") or any(self.tokens[c].tag == "TO" for c in self.children(verb, ("aux",)))

    def _controller(self, head: int, depth: int) -> int | None:
        if self.lemma(head) in _OBJECT_CONTROL:
            patient = self.child(head, "dobj", "dative")
            if patient is None and self.lemma(head) in _CALLS:
                patient = next((c for p in self.children(head, ("prep",)) for c in self.children(p, ("pobj",))), None)
            if patient is not None:
                return patient
        passive = self.child(head, "nsubjpass")
        if passive is not None:
            return passive
        if self.tokens[head].pos == "ADJ" and self.tokens[head].head != head:
            return self.subject(self.tokens[head].head, depth + 1)
        return self.subject(head, depth + 1)

    def _owner(self, verb: int, noun: int, depth: int) -> int | None:
        """Who does what a participle or infinitive beside a noun says."""
        if self.tokens[verb].tag == "VBG":
            return self._author(noun, depth) if self.lemma(noun) in DOCUMENTS else noun
        if self.tokens[verb].tag == "VBN":
            return None
        return self.possessor(noun, depth)

    def _author(self, noun: int, depth: int) -> int:
        """Who says what a document does: the subject of "issued a statement saying", else the document itself."""
        above = self.tokens[noun].head
        if self.tokens[noun].dep == "pobj" and self.tokens[above].head != above:
            above = self.tokens[above].head
        elif self.tokens[noun].dep != "dobj":
            return noun
        if above == noun or self.tokens[above].pos not in VERBAL:
            return noun
        author = self.subject(above, depth + 1)
        return noun if author is None else author

    def possessor(self, noun: int, depth: int = 0) -> int | None:
        """Whose something is: the possessive beside it, "of" or "from" whom, or the subject of the verb above."""
        whose = self.child(noun, "poss")
        if whose is not None:
            return whose
        above = self.tokens[noun].head
        if above != noun and self.tokens[noun].dep in ("dobj", "attr", "oprd") and self.tokens[above].pos in VERBAL:
            return self.subject(above, depth + 1)
        return None

    def _of_preposition(self, preposition: int, depth: int) -> int | None:
        above = self.tokens[preposition].head
        if above == preposition:
            return None
        if self.tokens[above].pos in VERBAL:
            passive = self.child(above, "nsubjpass")
            return passive if passive is not None else self.subject(above, depth + 1)
        return self.possessor(above, depth) if self.tokens[above].pos == "NOUN" else None

    def trimmed(self, tokens: Iterable[int]) -> list[int]:
        """The tokens in order without the marks at both ends."""
        found = sorted(tokens)
        while found and not self.is_word(found[-1]) and self.tokens[found[-1]].text not in "%$€£":
            found.pop()
        first = 0
        while first < len(found) and not self.is_word(found[first]) and self.tokens[found[first]].text not in "$€£":
            first += 1
        return found[first:]

    def spans(self, tokens: Sequence[int]) -> list[tuple[int, int]]:
        """Tokens in order as spans of the text: neighbours together, marks alone left out."""
        runs: list[list[int]] = []
        for index in tokens:
            if runs and index == runs[-1][-1] + 1:
                runs[-1].append(index)
            else:
                runs.append([index])
        return [
            (self.tokens[run[0]].start, self.tokens[run[-1]].end)
            for run in runs
            if any(self.is_word(index) for index in run)
        ]


def mended(tokens: tuple[Token, ...], says: Collection[str]) -> tuple[Token, ...]:
    """The tokens with verbs of saying hung on the verb of saying whose content the parser takes them into.

    In "she said the talks had failed, adding that …" and "she said the talks had failed and warned that …" the second
    verb has the subject of the first, not that of "failed".
    """
    saying = {i for i, token in enumerate(tokens) if token.pos == "VERB" and token.lemma.lower() in says}
    if len(saying) < 2:
        return tokens
    own_subject = {token.head for token in tokens if token.dep in ("nsubj", "nsubjpass")}
    changed: dict[int, Token] = {}
    for index in sorted(saying):
        inner = tokens[tokens[index].head]
        held = inner.dep == "ccomp" and tokens[index].head > inner.head and inner is not tokens[index]
        if held and tokens[inner.head].lemma.lower() in says and _stands_apart(tokens, index, index in own_subject):
            changed[index] = msgspec.structs.replace(tokens[index], head=inner.head)
    return tuple(changed.get(index, token) for index, token in enumerate(tokens)) if changed else tokens


def _stands_apart(tokens: Sequence[Token], index: int, has_subject: bool) -> bool:
    """Whether a verb of saying stands beside the outer verb, not in what that verb reports, by tense and comma."""
    token, inner = tokens[index], tokens[tokens[index].head]
    both_past = token.dep == "conj" and token.tag == "VBD" == tokens[inner.head].tag
    if both_past and inner.tag != "VBD":
        return True
    if has_subject:
        return False
    participle = token.dep == "advcl" and token.tag == "VBG" and tokens[index - 1].text == ","
    return participle or (both_past and _comma_before(tokens, index))


def _comma_before(tokens: Sequence[Token], index: int) -> bool:
    """Whether a comma stands before "and" before a verb and the adverbs beside it."""
    while index > 0 and tokens[index - 1].pos in ("ADV", "CCONJ"):
        index -= 1
    return index > 0 and tokens[index - 1].text == ","
