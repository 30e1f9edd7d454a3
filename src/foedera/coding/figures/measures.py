"""What an amount measures, read off the syntax: the noun that it stands with, or what the verb does with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from foedera.coding.acts.clauses import doers
from foedera.coding.events.tree import Tree
from foedera.coding.figures.lexicon import Lexicon
from foedera.language import Amount, Name

_NOMINAL = ("NOUN", "PROPN")
_BESIDE = frozenset(["compound", "nummod", "nmod", "amod", "quantmod", "npadvmod", "appos", "poss", "punct", "dep"])
_BEFORE = frozenset(["amod", "compound", "nmod"])
_LINKS = frozenset(["in", "of", "on", "for", "to", "toward", "towards", "from"])
_CONTENT = frozenset(["in", "of"])
_SUBJECTS = ("nsubj", "nsubjpass")
_OPPOSED = frozenset(["against", "than", "versus", "beyond", "besides", "despite"])
_CHANGES = frozenset(
    ["to", "by", "from", "at", "for", "of", "below", "above", "under", "over", "around", "with", "than"]
)
_DIRECT = frozenset(["dobj", "attr", "npadvmod", "oprd", "nsubjpass", "dep"])
_PIECES = frozenset(["acres", "hectares", "tons", "tonnes", "barrels", "doses"])
_TOWARD = {"spend": ("on", "for"), "invest": ("in",), "receive": ("for",), "pay": ("for", "to")}
_MISREAD = frozenset(["moves", "passes", "flows", "transits"])  # "trade passes through": verbs taken for nouns
_STEPS = 5


class Measured(msgspec.Struct, frozen=True):
    """What is measured, in words; the token by which it is governed, and that of its noun where there is one."""

    quantity: str
    word: int
    noun: int | None
    of: str | None = None
    sure: bool = True


class Measures:
    """Finds what the amounts of one sentence measure."""

    def __init__(self, tree: Tree, lexicon: Lexicon) -> None:
        self.tree, self.lexicon = tree, lexicon

    def of(self, amount: Amount) -> Measured | None:
        """What an amount of the sentence measures; None where its words do not say it."""
        inside = self._inside(amount)
        if not inside:
            return None
        if amount.counted is not None:
            return self._counted(amount.counted, inside)
        top = next((i for i in reversed(inside) if self.tree.tokens[i].head not in inside), inside[-1])
        found = self._found(top, inside, amount)
        if found is None or (amount.unit == "percent" and amount.of is None and not self._is_share(found)):
            return None
        return found

    def _found(self, top: int, inside: Sequence[int], amount: Amount) -> Measured | None:
        content, beside = self._content(top, inside, amount), self._beside(top, inside)
        if content is not None and content.of is not None and beside is not None and beside.noun is None:
            return msgspec.structs.replace(beside, of=content.of)  # "devote 5 percent of their economies to"
        return content or beside or self._told(top, inside, amount)

    def _inside(self, amount: Amount) -> list[int]:
        """The tokens in which the amount is written."""
        base = self.tree.sentence.start
        start, end = base + amount.start, base + amount.end
        return [i for i, token in enumerate(self.tree.tokens) if token.start < end and token.end > start]

    def _counted(self, words: str, inside: Sequence[int]) -> Measured | None:
        """A count, if its number hangs on the noun that is counted, and that noun on no other right behind it."""
        noun, tokens = inside[-1], self.tree.tokens
        if tokens[noun].dep == "compound" and tokens[noun].head == noun + 1:
            return None
        number = inside[0]
        for _ in range(_STEPS):
            if tokens[number].head == noun or tokens[number].head not in inside:
                break
            number = tokens[number].head
        sure = tokens[number].head == noun or number == noun
        quantity = " ".join(words.split())
        if tokens[noun].text in _PIECES:
            quantity = next((self.phrase(other, inside) for other in self.tree.objects(noun, "of")), quantity)
        return Measured(quantity, noun, noun, sure=sure) if sure or len(inside) == 2 else None

    def _is_share(self, found: Measured) -> bool:
        """Whether a noun says of what a percentage may be, where the words do not say of GDP."""
        if found.of is not None or found.noun is None:
            return found.of is not None or found.quantity.startswith(("spending", "investment"))
        return self.lexicon.measures.get(self.tree.lemma(found.noun), "none") != "none"

    def _content(self, top: int, inside: Sequence[int], amount: Amount) -> Measured | None:
        """`$5 million in aid`, `$2 million worth of arms`, `80 percent of trade`."""
        tokens = self.tree.tokens
        for below in (top, *inside):
            for kid in self.tree.kids(below, "prep", "amod", "advmod"):
                words = _CONTENT if tokens[kid].dep == "prep" else {"worth"}
                if kid in inside or self.tree.word(kid) not in words:
                    continue
                nouns = list(self.tree.objects(below, *_CONTENT)) if tokens[kid].dep == "prep" else []
                nouns = nouns or [n for k in self.tree.kids(kid, "prep") for n in self.tree.kids(k, "pobj")]
                for noun in nouns:
                    if self._measures(noun, amount):
                        word = tokens[top].head if tokens[top].dep in _DIRECT else top
                        of = self.phrase(noun, inside) if amount.unit == "percent" else None
                        return Measured(self.phrase(noun, inside), word, noun, of)
        return None

    def _measures(self, noun: int, amount: Amount) -> bool:
        """Whether a noun behind "in" or "of" can be what a sum or share is of."""
        tree = self.tree
        if tree.tokens[noun].pos not in _NOMINAL:
            return False
        kind = self.lexicon.measures.get(tree.lemma(noun))
        if tree.tokens[noun].tag in ("NNP", "NNPS") and kind is None:
            return False
        return kind in ("open", "plain") or (kind is None and amount.unit != "percent")

    def _beside(self, at: int, inside: Sequence[int]) -> Measured | None:
        """The noun or verb above the amount that says what it measures."""
        tree, tokens = self.tree, self.tree.tokens
        for _ in range(_STEPS):
            token = tokens[at]
            above = token.head
            if above == at:
                return self._clause(at, at, inside) if token.pos in ("VERB", "AUX") else None
            head = tokens[above]
            if self.tree.word(at) in _OPPOSED:
                return None
            if head.pos in ("VERB", "AUX"):
                return self._clause(above, at, inside)
            named = head.pos in _NOMINAL and above not in inside and any(c.isalpha() for c in head.text)
            if named and self._is_blank(above) and tree.word(at) != "of":
                whole = next((n for n in tree.objects(above, "of") if n not in inside and n > above), None)
                if whole is not None and tree.tokens[whole].pos in _NOMINAL and tree.tokens[whole].tag != "CD":
                    return Measured(self.phrase(whole, inside), above, whole)
            elif named and not self._is_blank(above) and head.lemma.lower() != "percent":
                if token.dep in _BESIDE or token.dep in ("pobj", "prep", "conj"):
                    return Measured(self.phrase(above, inside), above, above, sure=token.dep != "conj")
                return None
            at = above
        return None

    def _is_blank(self, noun: int) -> bool:
        """Whether a noun names no measure by itself: "a total of"."""
        return self.lexicon.measures.get(self.tree.lemma(noun)) == "none"

    def _clause(self, verb: int, below: int, inside: Sequence[int]) -> Measured | None:
        """What the amount below a verb measures, by the verb."""
        tree, lemma = self.tree, self.tree.lemma(verb)
        dep = tree.tokens[below].dep
        direct = dep in _DIRECT
        subjects = self._subjects(verb, inside)
        if direct and lemma in self.lexicon.objects and not self._objects(verb, inside):
            getting = [n for n in doers(tree, verb) if tree.lemma(n) in self.lexicon.measures and n not in inside]
            if lemma == "receive" and getting:
                return Measured(self.phrase(getting[-1], inside), verb, getting[-1])
            return self._deed(verb, self.lexicon.objects[lemma], inside)
        if dep == "prep" and tree.word(below) not in _CHANGES:
            return None
        if lemma not in self.lexicon.changes and (dep != "prep" or lemma not in self.lexicon.objects):
            return None
        nouns = self._objects(verb, inside) or self._subjects(verb, inside, "nsubjpass") or subjects
        members = (member for noun in nouns for member in tree.members(noun))
        fitting = [noun for noun in members if not self._is_blank(noun) and tree.tokens[noun].pos in _NOMINAL]
        fitting = [noun for noun in fitting if noun < inside[0]] or fitting
        if not fitting:
            return None
        return Measured(self.phrase(fitting[-1] if len(nouns) == 1 else fitting[0], inside), verb, fitting[-1])

    def _told(self, top: int, inside: Sequence[int], amount: Amount) -> Measured | None:
        """A sum by what is done with it, "$5 million requested by", or for what it is."""
        if amount.unit == "percent" or self.tree.word(self.tree.tokens[top].head) in _OPPOSED:
            return None
        for kid in self.tree.kids(top, "acl", "relcl"):
            name = self.lexicon.objects.get(self.tree.lemma(kid))
            if name is not None:
                return self._deed(kid, name, inside)
        for below in (top, *inside):
            for kid in self.tree.kids(below, "prep"):
                if self.tree.word(kid) == "for" and kid not in inside:
                    for noun in self.tree.kids(kid, "pobj"):
                        if self.tree.tokens[noun].pos in _NOMINAL and not self._is_time(noun):
                            return Measured(
                                f"funding for {self._core(noun, inside)}", self.tree.tokens[top].head, None, sure=False
                            )
        return None

    def _deed(self, verb: int, name: str, inside: Sequence[int]) -> Measured:
        """What a verb does with the amount: "spend ... on defence" is spending on defence."""
        for kid in (kid for above in (verb, *inside) for kid in self.tree.kids(above, "prep") if kid not in inside):
            if self.tree.word(kid) in _TOWARD.get(self.tree.lemma(verb), ("to", "for")) and kid > inside[0]:
                for noun in self.tree.kids(kid, "pobj"):
                    if self.tree.tokens[noun].pos in _NOMINAL and not self._is_time(noun):
                        core = self._core(noun, inside)
                        return Measured(core if name == "share" else f"{name} {self.tree.word(kid)} {core}", verb, None)
        return Measured("spending" if name == "share" else name, verb, None)

    def _objects(self, verb: int, inside: Sequence[int]) -> list[int]:
        return [i for i in self.tree.kids(verb, "dobj") if i not in inside and self.tree.tokens[i].pos in _NOMINAL]

    def _subjects(self, verb: int, inside: Sequence[int], *deps: str) -> list[int]:
        return [
            i for i in self.tree.kids(verb, *(deps or _SUBJECTS))
            if i not in inside and self.tree.tokens[i].pos in _NOMINAL and self._can_be_measured(i)
        ]  # fmt: skip

    def _can_be_measured(self, noun: int) -> bool:
        """A name is nobody's measure."""
        return self.tree.tokens[noun].tag not in ("NNP", "NNPS")

    def _is_time(self, noun: int) -> bool:
        return any(n.label in ("DATE", "TIME", "MONEY", "PERCENT") for n in self._names(noun))

    def _names(self, noun: int) -> Iterator[Name]:
        start = self.tree.tokens[noun].start
        return (name for name in self.tree.sentence.names if name.start <= start < name.end)

    def phrase(self, noun: int, without: Sequence[int]) -> str:
        """A noun with what stands before it, and of an open measure the phrase that follows it."""
        core = self._core(noun, without)
        if self.lexicon.measures.get(self.tree.lemma(noun)) != "open":
            return core
        for kid in self.tree.kids(noun, "prep"):
            if self.tree.word(kid) in _LINKS and kid > noun and kid not in without:
                for other in self.tree.kids(kid, "pobj"):
                    if other not in without and not self._is_time(other) and self.tree.tokens[other].pos in _NOMINAL:
                        return f"{core} {self.tree.word(kid)} {self._core(other, without)}"
        return core

    def _core(self, noun: int, without: Sequence[int]) -> str:
        """A noun with the adjectives and nouns that stand directly before it, without the amount."""
        tokens = self.tree.tokens
        if tokens[noun].text in _MISREAD and tokens[noun - 1].head == noun:
            noun -= 1
        first = noun
        while first > 0 and first - 1 not in without and self._is_part(first - 1, noun):
            first -= 1
        text = "".join(
            token.text + ("" if i == noun or token.end == tokens[i + 1].start else " ")
            for i, token in enumerate(tokens[first : noun + 1], first)
        )
        return text.strip("-–— ")

    def _is_part(self, at: int, noun: int) -> bool:
        token = self.tree.tokens[at]
        return at < token.head <= noun + 1 and (token.dep in _BEFORE or token.text == "-") and token.tag != "CD"
