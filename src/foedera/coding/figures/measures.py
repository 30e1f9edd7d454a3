"""What an amount measures, read off the syntax: the noun that it stands with, or what the verb does with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from foedera.coding.acts.clauses import doers
from foedera.coding.figures.ellipses import Elliptic
from foedera.coding.figures.lexicon import Lexicon
from foedera.coding.figures.phrases import Phrases
from foedera.language import Amount, Tree

_DIRECT = frozenset(["dobj", "attr", "npadvmod", "oprd", "nsubjpass", "dep"])
_BESIDE = frozenset(
    [
        "compound",
        "nummod",
        "nmod",
        "amod",
        "quantmod",
        "npadvmod",
        "appos",
        "poss",
        "punct",
        "dep",
        "pobj",
        "prep",
        "conj",
    ]
)
_OPPOSED = frozenset(["against", "than", "versus", "beyond", "besides", "despite"])
_CHANGES = frozenset(
    ["to", "by", "from", "at", "for", "of", "below", "above", "under", "over", "around", "with", "than"]
)
_LENGTHS = frozenset("miles kilometers kilometres".split())
_PIECES = frozenset(["acres", "hectares", "tons", "tonnes", "barrels", "doses"])
_TOWARD = {"spend": ("on", "for"), "invest": ("in", "into"), "receive": ("for",), "pay": ("for", "to")}
_MORE = re.compile(r"^(?:more|additional|extra|further|other|another)\s+", re.IGNORECASE)
_COMPARED = re.compile(r"(?:less|least|most) \w+ ", re.IGNORECASE)
_RATIO = re.compile(r"([a-z]+-to-(GDP|GNP))-?ratio$")
_STEPS = 5


class Measured(msgspec.Struct, frozen=True):
    """What is measured, in words; the token that governs it, and that of its noun where there is one.

    `of` is the whole of which a percentage is a part; `sure` is false where the words say it only loosely.
    """

    quantity: str
    word: int
    noun: int | None
    of: str | None = None
    sure: bool = True


class Measures:
    """Finds what the amounts of one sentence measure."""

    def __init__(self, tree: Tree, lexicon: Lexicon) -> None:
        self.tree, self.lexicon, self.phrases = tree, lexicon, Phrases(tree, lexicon)

    def elliptic(self, found: Elliptic) -> Measured | None:
        """What a number counts whose noun stands elsewhere in the sentence."""
        number, noun = self._last(found.amount.start, found.amount.end), self._last(found.low, found.high)
        if number is None or noun is None or found.amount.counted is None:
            return None
        return Measured(_MORE.sub("", found.amount.counted, count=1), number, noun)

    def _last(self, low: int, high: int) -> int | None:
        """The last token between two offsets of the sentence."""
        base = self.tree.sentence.start
        inside = [i for i, t in enumerate(self.tree.tokens) if t.start < base + high and t.end > base + low]
        return inside[-1] if inside else None

    def of(self, amount: Amount) -> Measured | None:
        """What an amount of the sentence measures; None where its words do not say it."""
        base = self.tree.sentence.start
        start, end = base + amount.start, base + amount.end
        inside = [i for i, token in enumerate(self.tree.tokens) if token.start < end and token.end > start]
        return _Search(self, amount, inside).found() if inside else None


class _Search:
    """The search for what one amount measures; `inside` are the tokens in which it is written."""

    def __init__(self, measures: Measures, amount: Amount, inside: Sequence[int]) -> None:
        self.tree, self.lexicon, self.phrases = measures.tree, measures.lexicon, measures.phrases
        self.amount, self.inside = amount, inside
        tokens = self.tree.tokens
        self.top = next((i for i in reversed(inside) if tokens[i].head not in inside), inside[-1])

    def found(self) -> Measured | None:
        if self.amount.counted is not None:
            return self._count(self.amount.counted)
        content, beside = self._content(), self._beside()
        if content is not None and beside is not None and beside.noun is None:
            content = self._joined(content, beside)
        found = content or beside or (self._told() if self.amount.unit != "percent" else self._promised())
        found = found if found is None else self._ratio(found)
        return found if found is not None and self._can_be_so(found) else None

    def _ratio(self, found: Measured) -> Measured:
        """A share whose noun is a "debt-to-GDP ratio" is one of GDP."""
        if self.amount.unit != "percent" or found.noun is None or found.of is not None:
            return found
        near = self.tree.tokens[max(0, found.noun - 5) : found.noun + 1]
        ratio = _RATIO.search("".join(token.text for token in near))
        return found if ratio is None else msgspec.structs.replace(found, quantity=f"{ratio[1]} ratio", of=ratio[2])

    def _joined(self, content: Measured, beside: Measured) -> Measured:
        """What is done with a share of something, or invested in it."""
        if content.of is not None:  # "devote 5 percent of their economies to"
            return msgspec.structs.replace(beside, of=content.of)
        invested = self.tree.lemma(beside.word) == "invest"
        return msgspec.structs.replace(content, quantity=f"investment in {content.quantity}") if invested else content

    def _can_be_so(self, found: Measured) -> bool:
        """Whether a noun says of what a percentage may be, where the words do not say of GDP."""
        if self.amount.unit != "percent" or self.amount.of is not None or found.of is not None:
            return True
        if found.noun is None:
            return found.quantity.startswith(("spending", "investment"))
        return (self.phrases.kind(found.noun) or "none") != "none"

    def _count(self, words: str) -> Measured | None:
        """A count, if its number hangs on the noun that is counted, and that noun on no other right behind it."""
        noun, tokens = self.inside[-1], self.tree.tokens
        if _COMPARED.match(words):  # "two less typical projects" are examples, and no count
            return None
        if tokens[noun].dep == "compound" and tokens[noun].head == noun + 1:
            return None
        if len(self.inside) > 2 and not self._is_counted(noun):
            return None
        if words.rsplit(maxsplit=1)[-1] in _LENGTHS:
            return Measured("distance", noun, noun)
        quantity = _MORE.sub("", " ".join(words.split()), count=1)
        if tokens[noun].text in _PIECES:
            quantity = next(
                (self.phrases.whole(other, self.inside) for other in self.tree.objects(noun, "of")), quantity
            )
        return Measured(quantity, noun, noun)

    def _is_counted(self, noun: int) -> bool:
        """Whether the number hangs on the noun, by itself or through other words of the amount."""
        number, tokens = self.inside[0], self.tree.tokens
        if all(number < tokens[at].head <= noun for at in self.inside[1:-1]):
            return True  # the number hangs astray ("sell Australia three V-class submarines"), its other words do not
        while number < noun and number < tokens[number].head <= noun:
            number = tokens[number].head
        return number == noun

    def _content(self) -> Measured | None:
        """`$5 million in aid`, `$2 million worth of arms`, `80 percent of trade`."""
        tokens = self.tree.tokens
        for noun in self._contents():
            if self._may_hold(noun):
                word = tokens[self.top].head if tokens[self.top].dep in _DIRECT else self.top
                quantity = self.phrases.whole(noun, self.inside)
                return Measured(quantity, word, noun, quantity if self.amount.unit == "percent" else None)
        return None

    def _contents(self) -> Iterator[int]:
        """The nouns behind "in", "of" and "worth of" below the amount."""
        for below in dict.fromkeys((self.top, *self.inside)):
            for noun in self.tree.objects(below, "in", "of"):
                yield self.phrases.righted(noun)
            for kid in self.tree.kids(below, "amod", "advmod"):
                if self.tree.word(kid) == "worth":
                    yield from self.tree.objects(kid, "of")

    def _may_hold(self, noun: int) -> bool:
        """Whether a noun behind "in" or "of" can be what a sum or share is of."""
        kind = self.phrases.kind(noun)
        if noun in self.inside or not self.phrases.is_noun(noun) or kind == "none":
            return False
        return kind is not None or (self.amount.unit != "percent" and not self.phrases.is_name(noun))

    def _beside(self) -> Measured | None:
        """What the noun or verb above the amount says that it measures."""
        tokens, at = self.tree.tokens, self.top
        for _ in range(_STEPS):
            above = tokens[at].head
            if self._is_opposed(at):
                return None
            if tokens[above].pos in ("VERB", "AUX"):
                return self._clause(above, at)
            if above == at:
                return None
            if self.phrases.is_place(above):
                return self._done_there(above)
            if above not in self.inside and self.phrases.is_noun(above) and self.tree.lemma(above) != "percent":
                found = self._noun(above, at)
                if found is not None or self.phrases.kind(above) != "none":
                    return found
            at = above
        return None

    def _done_there(self, place: int) -> Measured | None:
        """What the amount behind a place measures: what is done something with there."""
        tokens = self.tree.tokens
        above = tokens[tokens[place].head].head
        if tokens[above].pos == "VERB":
            above = next(reversed(self._objects(above)), place)
        fits = above != place and self.phrases.is_noun(above) and not self.phrases.is_place(above)
        return self._noun(above, self.top) if fits else None

    def _is_opposed(self, at: int) -> bool:
        """Whether the amount is only compared with what is measured."""
        return self.tree.word(at) in _OPPOSED and not self._is_more(at)

    def _is_more(self, at: int) -> bool:
        """Whether a "than" only bounds the amount: "more than the recommended 2 percent"."""
        return self.tree.word(at) == "than" and at > 0 and self.tree.word(at - 1) in ("more", "less")

    def _noun(self, noun: int, below: int) -> Measured | None:
        """What an amount below a noun measures: the noun, or of "a total of" what the total is of."""
        dep = self.tree.tokens[below].dep
        if self.phrases.kind(noun) != "none":
            return (
                Measured(self.phrases.whole(noun, self.inside), noun, noun, sure=dep != "conj")
                if dep in _BESIDE
                else None
            )
        if self.tree.word(below) == "of":
            return None
        whole = next((n for n in self.tree.objects(noun, "of") if n not in self.inside and n > noun), None)
        if whole is None or not self.phrases.is_noun(whole):
            return None
        return Measured(self.phrases.whole(whole, self.inside), noun, whole)

    def _clause(self, verb: int, below: int) -> Measured | None:
        """What the amount below a verb measures, by the verb."""
        lemma = self.tree.lemma(verb)
        deed = self.lexicon.objects.get(lemma)
        if deed is not None and self._is_object(below) and not self._objects(verb):
            return self._gain(verb, deed) if lemma == "receive" else self._deed(verb, deed)
        noun = self._changed(verb) if self._may_change(lemma, below) else None
        if noun is None:
            return None
        quantity = self.phrases.whole(noun, self.inside)
        change = self.lexicon.changes.get(lemma)
        return Measured(f"{change} in {quantity}" if change and self._is_step(below) else quantity, verb, noun)

    def _is_object(self, below: int) -> bool:
        """Whether the amount is what a verb is done with: "spend more than 2 percent" too."""
        return self.tree.tokens[below].dep in _DIRECT or self.tree.word(below) == "more"

    def _is_step(self, below: int) -> bool:
        """Whether something changes by the amount and not to it."""
        return self.tree.word(below) == "by" or self.tree.tokens[below].dep in ("npadvmod", "dobj")

    def _may_change(self, lemma: str, below: int) -> bool:
        """Whether the amount below a verb may be that to which the verb brings something else."""
        if self.tree.tokens[below].dep != "prep":
            return lemma in self.lexicon.changes
        return self.tree.word(below) in _CHANGES and (lemma in self.lexicon.changes or lemma in self.lexicon.objects)

    def _changed(self, verb: int) -> int | None:
        """The noun whose measure a verb gives or changes: its object beside the amount, or else its subject."""
        nouns = self._objects(verb) or [*self._subjects(verb, "nsubjpass")] or [*self._subjects(verb, "nsubj")]
        nouns = nouns or list(self._risers(verb))
        fitting = [member for noun in nouns for member in self.tree.members(noun) if self._is_measure(member)]
        before = [noun for noun in fitting if noun < self.inside[0]]
        return next(iter([*reversed(before), *fitting]), None)

    def _risers(self, verb: int) -> Iterator[int]:
        """The subjects of the clause in which a participle tells what becomes of them: "is in danger of sinking to"."""
        tokens, at = self.tree.tokens, verb
        for _ in range(_STEPS):
            if tokens[at].dep not in ("pcomp", "xcomp", "prep", "pobj", "attr", "acomp", "advcl"):
                return
            at = tokens[at].head
            if tokens[at].pos in ("VERB", "AUX"):
                found = [*self._subjects(at, "nsubj")]
                if found or tokens[at].tag != "VBG":
                    yield from found
                    return

    def _is_measure(self, noun: int) -> bool:
        return self.phrases.kind(noun) != "none" and self.phrases.is_noun(noun)

    def _objects(self, verb: int) -> list[int]:
        return [i for i in self.tree.kids(verb, "dobj") if i not in self.inside and self.phrases.is_noun(i)]

    def _subjects(self, verb: int, dep: str) -> Iterator[int]:
        """The subjects of a verb that can be measured, of a relative clause what it stands with; names are nobody's
        measure."""
        for kid in self.tree.kids(verb, dep):
            noun = self.tree.tokens[verb].head if self.tree.relative(kid) else kid
            if noun not in self.inside and self.phrases.is_noun(noun) and not self.phrases.is_name(noun):
                yield noun

    def _gain(self, verb: int, name: str) -> Measured:
        """What is received: by a budget, its increase; by others, support."""
        for noun in doers(self.tree, verb):
            if noun not in self.inside and self.phrases.kind(noun) in ("open", "plain"):
                return Measured(self.phrases.whole(noun, self.inside), verb, noun)
        return self._deed(verb, name)

    def _deed(self, verb: int, name: str) -> Measured:
        """What a verb does with the amount: "spend ... on defence" is spending on defence."""
        noun = next(self._aims(verb), None)
        if noun is None:
            return Measured("spending" if name == "share" else name, verb, None)
        core = self.phrases.core(noun, self.inside)
        link = self.tree.word(self.tree.tokens[noun].head)
        return Measured(core if name == "share" else f"{name} {link} {core}", verb, None)

    def _aims(self, verb: int) -> Iterator[int]:
        """The nouns behind the amount for which a verb is done."""
        toward = _TOWARD.get(self.tree.lemma(verb), ("to", "for"))
        for above in (verb, *self.inside):
            for noun in self.tree.objects(above, *toward):
                if noun > self.inside[-1] and self.phrases.is_thing(noun):
                    yield noun

    def _promised(self) -> Measured | None:
        """A share by what it was said to be spent: "the 2 percent that members committed to spend"."""
        for kid in self.tree.kids(self.top, "relcl"):
            for verb in (kid, *self.tree.kids(kid, "xcomp")):
                if self.tree.lemma(verb) == "spend":
                    return self._deed(verb, "spending")
        return None

    def _told(self) -> Measured | None:
        """A sum by what is done with it, "$5 million requested by", or for what it is."""
        above = self.tree.tokens[self.top].head
        if self._is_opposed(above):
            return None
        for kid in self.tree.kids(self.top, "acl", "relcl"):
            name = self.lexicon.objects.get(self.tree.lemma(kid))
            if name is not None:
                return self._deed(kid, name)
        for below in (self.top, *self.inside):
            for noun in self.tree.objects(below, "for"):
                if noun not in self.inside and self.phrases.is_thing(noun):
                    return Measured(f"funding for {self.phrases.core(noun, self.inside)}", above, None, sure=False)
        return self._more_for(above)

    def _more_for(self, above: int) -> Measured | None:
        """ "There will be 22 billion euros more for defence", where the parser ties the last words elsewhere."""
        last = self.inside[-1]
        words = [token.text.lower() for token in self.tree.tokens[last + 1 : last + 3]]
        at = last + 1 + (words[:1] in (["more"], ["extra"]))
        if words[at - last - 1 : at - last] != ["for"]:
            return None
        noun = next((n for n in self.tree.kids(at, "pobj") if self.phrases.is_thing(n)), None)
        return (
            None
            if noun is None
            else Measured(f"funding for {self.phrases.core(noun, self.inside)}", above, None, sure=False)
        )
