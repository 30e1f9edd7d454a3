"""Who undertakes something: states and organisations, whatever words stand for them.

A person in office, a ministry, an army or its headquarters undertakes for its state. Where the words name nobody ("a
centre will be established", "the agreement will make"), the parties of the document do, if it has some.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.commitments.clauses import QUALIFIERS, Syntax
from foedera.coding.commitments.undertakers import FEW, Undertakers
from foedera.language import Token
from foedera.model import ActorRef
from foedera.resolution import Mention

_JOINT_BODY = re.compile(
    r"\b(?:Group|Dialogue|Committee|Commission|Council|Forum|Task ?[Ff]orce|Ministerial|Mechanism|Secretariat|Mission|"
    r"Partnership|Compact|Lab|Hub|Arrangement)\b"
)
_LISTED = re.compile(
    r"(?:,|,? and| &|,? as well as)? ?(?:the |our |its |their )?(?:NATO )?"
    r"(?:(?:Crown |Prime |Foreign |Defen[cs]e |Vice |[A-Z][a-z]+n )?"
    r"(?:Prince|President|Minister|Chancellor|King|Queen|Premier|Secretary) ?)?"
)
_AND = re.compile(r"\band\b|&")
_NEAR = re.compile(r"\s*(?:\([^)]{1,30}\)\s*)?(?:,[^,]{1,60},\s*)?(?:also |both |each |jointly |further |will )*")
_THING = re.compile(
    r"\b(?:Treaty|Agreement|Pact|Act|Article|Charter|Declaration|Statement|Initiative|Guidelines|Strategy|"
    r"Program(?:me)?|"
    r"Framework|Plan|Convention|Notes|Minutes?|Project|Cable|Pipeline|Corridor|Fund|Protocol|Memorandum|MOU|Exercise|"
    r"Summit|Dialogue|Meeting|Principles|Party)\b"
)
_OFFICERS = frozenset("leader minister president advisor adviser government official delegation participant".split())
_FIRMS = frozenset("firm company maker manufacturer bank airline business investor contractor builder carmaker".split())
_EACH = ("each", "either", "neither", "no", "both")
_NOBODY = frozenset("it this that these those which there what".split())


class Parties(Undertakers):
    """Who undertakes what in one document."""

    def __init__(self, reading: Reading, agents: Collection[str]) -> None:
        """`agents` are nouns that act for whom they belong to ("our navies", "the Japanese government")."""
        super().__init__(reading)
        self.agents = agents

    def of(self, tree: Syntax, subject: int) -> tuple[ActorRef, ...]:
        """The parties that a subject names, with those that stand before it in the same list."""
        nameless = self.mentions.at(tree.tokens[subject].start) is None
        if self._means_all(tree, subject, nameless=nameless):
            return tuple(_said(ref, tree.tokens[subject]) for ref in self.own)
        if tree.lemma(subject) in _FIRMS and nameless:
            return self._firm(tree, subject)
        return self._listing(tree, subject)

    def _means_all(self, tree: Syntax, subject: int, *, nameless: bool) -> bool:
        """Whether a subject is each or all of those who speak in the document: "each Party", "they", "leaders"."""
        each = tree.lemma(subject) == "party" and tree.says(_EACH, subject, "det")
        return each or (tree.word(subject) == "they" and nameless) or self._speaks(tree, subject)

    def _listing(self, tree: Syntax, subject: int) -> tuple[ActorRef, ...]:
        """The parties that a subject names, in a list or alone."""
        heads = list(tree.members(subject))
        found = [mention for head in heads for mention in self._at(tree, head)]
        if found:
            found = [*self._listed(found[0]), *found, *self._following(tree, found[-1])]
        refs = self.undertakers(found)
        if refs and self._is_strayed(tree, subject, refs):
            return tuple(_meant(ref, found[0]) for ref in self.own)
        return self._whole(refs, found) if refs else self._unknown(tree, subject)

    def _is_strayed(self, tree: Syntax, subject: int, refs: tuple[ActorRef, ...]) -> bool:
        """Whether "the two countries" was read as others than those that the document speaks of by such words."""
        counted = tree.says(("two", "both"), subject, "det", "nummod", "predet")
        ids, own = {ref.id for ref in refs}, {ref.id for ref in self.own}
        return counted and len(ids) == len(own) == 2 and len(ids & own) == 1

    def _following(self, tree: Syntax, mention: Mention) -> list[Mention]:
        """The states that stand behind a mention in one list, in case the parser has hung them elsewhere."""
        found: list[Mention] = []
        here = mention
        for other in self.mentions.within(mention.end, min(mention.end + 200, tree.sentence.end)):
            between = self.reading.document.text[here.end : other.start]
            if (
                _LISTED.fullmatch(between) is None
                or not between.strip()
                or not all(r.kind == "state" for r in other.refs)
            ):
                break
            found.append(other)
            here = other
        last = self.reading.document.text[found[-2].end : found[-1].start] if len(found) > 1 else ""
        return found if "and" in last or (len(found) == 1 and " and" in self._between(mention, found[0])) else []

    def _between(self, one: Mention, other: Mention) -> str:
        return self.reading.document.text[one.end : other.start]

    def _whole(self, refs: tuple[ActorRef, ...], mentions: Sequence[Mention]) -> tuple[ActorRef, ...]:
        """The parties, with those that a document of several states has when one of them says "we"; and with the state
        that writes of all allies, which the resolver leaves out of "our allies"."""
        mention = mentions[0]
        if 1 < len(self.own) <= FEW and (self._is_joint(refs) or self._is_ours(refs, mention)):
            return tuple(_meant(ref, mention) for ref in self.own)
        return self.completed(refs) if self._before(mention) != "our" else refs

    def _is_joint(self, refs: tuple[ActorRef, ...]) -> bool:
        """Whether all of these are bodies of several states."""
        return all(ref.state is None and _JOINT_BODY.search(ref.name) for ref in refs)

    def _is_ours(self, refs: tuple[ActorRef, ...], mention: Mention) -> bool:
        """Whether one of those who speak in the document says "we"."""
        ours = mention.text.lower() in ("we", "our") and len(refs) == 1
        return ours and refs[0].id in {ref.id for ref in self.own}

    def _before(self, mention: Mention) -> str:
        """The word before a mention, a name of the alliance left out."""
        before = self.reading.document.text[max(0, mention.start - 12) : mention.start].lower()
        return before.removesuffix("nato ").split()[-1] if before.removesuffix("nato ").split() else ""

    def _speaks(self, tree: Syntax, subject: int) -> bool:
        """Whether a subject is "leaders", "defence ministers", "participants", whose states nothing tells but the
        document as a whole."""
        token = tree.tokens[subject]
        if token.tag not in ("NNS", "NNPS") or tree.word(subject).removesuffix("s") not in _OFFICERS:
            return False
        if tree.has(subject, "prep", "appos", "conj"):
            return False
        near = [subject, *tree.kids(subject, *QUALIFIERS)]
        mentions = (self.mentions.at(tree.tokens[index].start) for index in near)
        return not any(mention is not None and mention.refs for mention in mentions)

    def _firm(self, tree: Syntax, subject: int) -> tuple[ActorRef, ...]:
        """Companies, which do not act for their state: those that the text names, else one without a name."""
        heads = list(tree.objects(subject, "including", "like"))
        named = [self.mentions.at(tree.tokens[one].start) for head in heads for one in tree.members(head)]
        found = self.undertakers(mention for mention in named if mention is not None)
        if found:
            return found
        text = self.reading.document.text
        near = [kid for kid in tree.kids(subject, "amod", "compound", "nmod") if kid < subject]
        start, end = tree.tokens[min([subject, *near])].start, tree.tokens[subject].end
        words = text[start:end]
        ref = ActorRef(
            id=None, name=words, kind="organisation", state=None, sector="BUS", text=words, start=start, end=end
        )
        return (ref,)

    def _unknown(self, tree: Syntax, subject: int) -> tuple[ActorRef, ...]:
        """An organisation whose name the actor base does not have, as the language model finds it."""
        token = tree.tokens[subject]
        name = next((n for n in tree.sentence.names if n.label == "ORG" and n.start <= token.start < n.end), None)
        if name is None or token.tag not in ("NNP", "NNPS") or self.mentions.at(token.start) is not None:
            return ()
        text = self.reading.document.text[name.start : name.end]
        if text.lower().startswith("the "):
            text, start = text[4:], name.start + 4
        else:
            start = name.start
        if _THING.search(text) or (self.own and _JOINT_BODY.search(text)):
            return ()
        ref = ActorRef(
            id=None, name=text, kind="organisation", state=None, sector=None, text=text, start=start, end=name.end
        )
        return (ref,)

    def before(self, tree: Syntax, verb: int) -> Mention | None:
        """The mention right before a verb with its helpers, which is its subject where the parser has found none."""
        near = [verb, *(kid for kid in tree.kids(verb, "aux", "auxpass", "neg", "advmod") if kid < verb)]
        first = tree.tokens[min(near)].start
        found = self.mentions.within(max(tree.tokens[tree.floor].start, first - 80), first)
        if not found or not found[-1].refs:
            return None
        between = self.reading.document.text[found[-1].end : first]
        return found[-1] if _NEAR.fullmatch(between) else None

    def listed(self, mention: Mention) -> tuple[ActorRef, ...]:
        """The parties that a list of names names of which `mention` is the last."""
        return self.undertakers([*self._listed(mention), mention])

    def first(self, mention: Mention) -> int:
        """Where the list of names begins of which `mention` is the last."""
        first = next(iter(self._listed(mention)), mention).start
        before = self.reading.document.text[max(0, first - 4) : first].lower()
        return first - 4 if before == "the " else first

    def agent(self, tree: Syntax, verb: int) -> tuple[ActorRef, ...]:
        """By whom something is done in the passive; else the owner of the operator's subject ("the U.S. is
        expected")."""
        nouns = [noun for noun in tree.objects(verb, "by") for noun in tree.members(noun)]
        counted = self._counted(tree, nouns)
        named = counted or self.undertakers(mention for noun in nouns for mention in self._at(tree, noun))
        if named or self.own or nouns:
            return named
        subject = next(tree.kids(verb, "nsubjpass"), None)
        if subject is None:
            return ()
        if self.mentions.at(tree.tokens[subject].start) is not None:
            return self.of(tree, subject)
        owners = (self.mentions.at(tree.tokens[kid].start) for kid in tree.kids(subject, *QUALIFIERS))
        return self.undertakers(one for one in owners if one is not None)

    def _counted(self, tree: Syntax, nouns: Sequence[int]) -> tuple[ActorRef, ...]:
        """The parties of whom only the number stands beside the verb: "signed by three states in Rome: Fiji, ..."."""
        counted = any(tree.has(noun, "nummod") for noun in nouns)
        last = max(nouns, default=0)
        colon = next((one for one in range(last, len(tree.tokens)) if tree.tokens[one].text == ":"), None)
        if not counted or colon is None:
            return ()
        return self.undertakers(self.mentions.within(tree.tokens[colon].end, tree.sentence.end))

    def by_others(self, tree: Syntax, verb: int) -> bool:
        """Whether something is done by somebody of whom it is not known for whom he acts: "by four governments"."""
        return any(self.acts(tree, noun) and tree.lemma(noun) != "party" for noun in tree.objects(verb, "by"))

    def start(self, tree: Syntax, subject: int) -> int:
        """Where the words of a subject begin, as an offset; before the list of which the parser found the end only."""
        left = tree.tokens[tree.left(subject)].start
        own = [mention for mention in self._at(tree, subject) if mention.start >= left]
        listed = self._listed(own[0]) if own and own[0].start - left <= 4 else []
        if not listed:
            return left
        return self.first(own[0])

    def _listed(self, mention: Mention) -> list[Mention]:
        """The names of states that stand before a mention in one list, in the order of the text."""
        text = self.reading.document.text
        found: list[Mention] = []
        here = mention
        while True:
            before = next(iter(self.mentions.within(max(0, here.start - 60), here.start)[-1:]), None)
            between = "" if before is None else text[before.end : here.start]
            if before is None or not between.strip() or _LISTED.fullmatch(between) is None:
                return found
            if here is mention and _AND.search(between) is None:
                return []  # "after talks with one, the other will"
            if (
                any(ref.kind not in ("state", "person") for ref in before.refs)
                or len(before.refs) != 1
                or here.refs[0].kind != before.refs[0].kind
                or here.how not in ("name", "acronym", "surname", "role")
            ):
                return found
            found.insert(0, before)
            here = before

    def _at(self, tree: Syntax, head: int) -> Iterator[Mention]:
        """The mentions for which a noun stands: itself, or whose it is."""
        own = list(self._mentioned(tree, [head]))
        if own or tree.word(head) in _NOBODY or not self.acts(tree, head):
            return iter(own)
        owners = [one for kid in tree.kids(head, *QUALIFIERS) for one in (kid, *tree.kids(kid, "conj"))]
        beside = list(tree.kids(head, "appos"))
        whose = [member for noun in tree.objects(head, "of", "from", "between") for member in tree.members(noun)]
        found: list[Mention] = []
        for tokens in (owners, beside, whose):
            found = found or list(self._mentioned(tree, tokens))
        return iter(found or [mention for noun in whose for mention in self._at(tree, noun)])

    def _mentioned(self, tree: Syntax, tokens: Iterable[int]) -> Iterator[Mention]:
        """The mentions at these tokens that mean somebody."""
        for index in tokens:
            mention = self.mentions.at(tree.tokens[index].start)
            if mention is not None and mention.refs:
                yield mention

    def acts(self, tree: Syntax, head: int) -> bool:
        """Whether a noun acts for whom it belongs to; a proper name does, unless it is one of a thing."""
        lemma = tree.lemma(head)
        return lemma in self.agents or tree.word(head) in self.agents

    def named(self, start: int, end: int, without: Sequence[ActorRef] = ()) -> tuple[ActorRef, ...]:
        """The states and organisations named between two offsets, as they are, less some."""
        known = {ref.id or ref.name for ref in without}
        refs = [ref for mention in self.mentions.within(start, end) for ref in mention.refs]
        once = {ref.id or ref.name: ref for ref in refs if (ref.id or ref.name) not in known}
        return tuple(once.values())


def _said(ref: ActorRef, token: Token) -> ActorRef:
    """An actor as a pronoun means it."""
    return msgspec.structs.replace(ref, text=token.text, start=token.start, end=token.end)


def _meant(ref: ActorRef, mention: Mention) -> ActorRef:
    """An actor as a mention means it."""
    return msgspec.structs.replace(ref, text=mention.text, start=mention.start, end=mention.end)
