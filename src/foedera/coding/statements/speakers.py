"""Who speaks: from the words that name a source to actors, to a description of somebody unnamed, or to the document
itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.statements.attributions import Said
from foedera.coding.statements.features import sources
from foedera.coding.statements.finding import Proposal
from foedera.coding.statements.transcripts import Turn
from foedera.coding.statements.trees import DOCUMENTS, VERBAL, Tree
from foedera.language import Token
from foedera.model import ActorRef, Document, Voice
from foedera.resolution.genders import Genders

PRONOUNS = frozenset("he she they it we i you him her them us me his their its our my your".split())
_ALL_PRONOUNS = PRONOUNS | {"both"}
_FIRST = frozenset("we i us me our my".split())
_SINGLE = frozenset("he she him her his".split())
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_BODIES = frozenset("administration army government military ministry navy parliament side delegation embassy".split())
_WHOSE = frozenset({"amod", "compound", "poss", "nmod"})
_PARTIES = re.compile(
    r"(?:the )?(?:[\w-]+ ){0,2}"
    r"(?:parties|leaders|sides|ministers|governments|states|countries|secretaries|heads of (?:state|government)|"
    r"allies|members|presidents|participants)",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"\b(?:joint|declaration|communiqu|treaty|agreement|charter|pact|protocol|statement of the leaders|"
    r"leaders['’]? statement|memorandum|principles)\b",
    re.IGNORECASE,
)
_DEFINITE = ("the ", "this ", "that ", "its ", "it")
_DATELINE = re.compile(
    r"(?:[A-Z]{3,}[ ,/]+)+(?:[A-Z][a-z]{2,8}\.? \d{1,2},? )?(?:\([A-Za-z /.]{2,30}\) ?)?(?:--|[—–-])?\s*"
)
_FAR = 4
_GENDERED = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she"}
_CLAUSES = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis"})


class Speaker(msgspec.Struct, frozen=True):
    """Who speaks: the actors, the words that describe them or whoever is not named, and the voice."""

    actors: tuple[ActorRef, ...]
    description: str | None
    voice: Voice


def key(ref: ActorRef) -> str:
    """By what an actor is the same within a document."""
    return ref.id or ref.name


class Memory:
    """Who has spoken so far in a document, and who issued the documents that it cites."""

    def __init__(self, reading: Reading) -> None:
        """Nobody has spoken yet."""
        self._reading = reading
        self._last: tuple[int, int, Speaker] | None = None
        self._people: list[tuple[int, Speaker]] = []
        self._genders = Genders(reading.document.text)
        self._names: dict[str, ActorRef] = {}
        self._issuers: tuple[tuple[int, str, tuple[ActorRef, ...]], ...] | None = None

    def add(self, paragraph: int, offset: int, who: Speaker) -> None:
        """Keep who spoke in a paragraph, where anything is known of him."""
        if who.voice == "named":
            for ref in who.actors:
                if ref.kind == "person":
                    self._names |= dict.fromkeys(ref.name.split(), ref)
        if (who.actors and who.voice == "named") or (who.voice == "unnamed" and who.description is not None):
            self._last = (paragraph, offset, who)
        if [ref.kind for ref in who.actors] == ["person"]:
            self._people.append((paragraph, who))

    def last(self, paragraph: int, offset: int, pronoun: str) -> Speaker | None:
        """Who spoke last: in this paragraph or the one above, or a few above where no person is named since; else the
        one person named in the paragraph above. Whoever cannot be "he" or "she" is passed over for the last person a
        few paragraphs above who can."""
        spoke = self._spoke(paragraph, offset)
        found = self._only(paragraph) if spoke is None else spoke
        if found is None or self._agrees(found, pronoun):
            return found
        near = (who for place, who in reversed(self._people) if paragraph - place <= _FAR)
        return next((who for who in near if self._agrees(who, pronoun)), None)

    def _agrees(self, who: Speaker, pronoun: str) -> bool:
        """Whether all of a speaker's persons may be "he" or "she"; of other pronouns always."""
        single = _GENDERED.get(pronoun)
        return single is None or all(self._genders.agree(ref, single) for ref in who.actors if ref.kind == "person")

    def _only(self, paragraph: int) -> Speaker | None:
        if paragraph < 1:
            return None
        above = self._reading.document.paragraphs[paragraph - 1]
        mentions = [m for m in self._reading.mentions.within(above.start, above.end) if m.how != "pronoun"]
        persons = _each(ref for m in mentions for ref in m.refs if ref.kind == "person")
        return Speaker(persons, None, "named") if len(persons) == 1 else None

    def _spoke(self, paragraph: int, offset: int) -> Speaker | None:
        if self._last is None:
            return None
        place, start, who = self._last
        if paragraph - place <= 1:
            return who
        since = self._reading.mentions.within(start, offset) if paragraph - place <= _FAR else None
        if since is None or any(ref.kind == "person" for m in since if m.how != "pronoun" for ref in m.refs):
            return None
        return who

    def named(self, word: str) -> ActorRef | None:
        """The person who spoke before by a fuller name with this word."""
        return self._names.get(word)

    def issuer(self, lemma: str, offset: int) -> tuple[ActorRef, ...]:
        """Who issued a document that speaks at `offset`: of the last one of this kind whose issuer the text told
        before ("a Pentagon report"), or of "the document" where only one issuer was told."""
        if self._issuers is None:
            self._issuers = tuple(_issuers(self._reading))
        before = [(kind, who) for place, kind, who in self._issuers if place < offset]
        same = [who for kind, who in before if kind == lemma]
        if same:
            return same[-1]
        one = len({tuple(key(ref) for ref in who) for _, who in before}) == 1
        return before[-1][1] if one and lemma == "document" else ()


def _issuers(reading: Reading) -> Iterator[tuple[int, str, tuple[ActorRef, ...]]]:
    """The documents of which the text tells who issued them: where, of which kind, and who."""
    for sentence in reading.parse.sentences:
        places = [i for i, token in enumerate(sentence.tokens) if token.lemma.lower() in DOCUMENTS]
        if not places:
            continue
        tree = Tree(sentence)
        for index in places:
            who = _issuer(reading, tree, index, loose=False) or _teller(reading, tree, index)
            if who:
                yield sentence.tokens[index].start, tree.lemma(index), who


def _teller(reading: Reading, tree: Tree, noun: int) -> tuple[ActorRef, ...]:
    """Who says something in a document: "the ministry said in a statement"."""
    preposition = tree.tokens[noun].head
    verb = tree.tokens[preposition].head
    if tree.tokens[noun].dep != "pobj" or tree.lemma(preposition) != "in" or tree.tokens[verb].pos not in VERBAL:
        return ()
    subject = tree.subject(verb)
    return () if subject is None else tuple(ref for ref in _at(reading, tree, subject) if ref.kind != "person")


def speaker(reading: Reading, said: Said, paragraph: int, memory: Memory) -> Speaker:
    """Who says an attribution that stands in a paragraph; `memory` knows who spoke before."""
    if said.turn is not None:
        return _of_turn(reading, said.turn)
    proposal = said.proposal
    if proposal is None or not proposal.source:
        return Speaker((), None, "unnamed")
    token = proposal.candidate.speaker
    assert token is not None
    words = " ".join(reading.document.text[start:end] for start, end in proposal.source)
    lower = proposal.tree.tokens[token].text.lower()
    parties = _parties(reading, proposal, token, words)
    if parties is not None:
        return Speaker(parties, None, "author")
    if lower in _ALL_PRONOUNS:
        return _of_pronoun(reading, said, token, lower, memory.last(paragraph, said.cue[0][0], lower))
    if lower in _RELATIVE:
        token = _antecedent(reading, proposal.tree, token)
        start, end = proposal.tree.sentence.phrase(token, _CLAUSES)
        words = reading.document.text[start:end]
    actors = _after_dateline(reading, proposal) or _named(reading, proposal.tree, token)
    actors = actors or _remembered(reading, proposal, token, words, memory)
    if actors:
        return Speaker(actors, _post(reading, proposal, actors), "named")
    return Speaker((), words, "unnamed")


def _remembered(
    reading: Reading, proposal: Proposal, token: int, words: str, memory: Memory
) -> tuple[ActorRef, ...]:  # fmt: skip
    """Whom only what was read before tells: the bearer of a surname, the issuer of "the report"; or a name that nobody
    knows, at the end of the source."""
    tree = proposal.tree
    lemma = tree.lemma(token)
    if lemma in DOCUMENTS or lemma == "document":
        return memory.issuer(lemma, tree.tokens[token].start) if words.lower().startswith(_DEFINITE) else ()
    known = memory.named(words) if tree.tokens[token].tag in ("NNP", "NNPS") else None
    if known is not None:
        start, end = proposal.source[0]
        return (msgspec.structs.replace(known, text=words, start=start, end=end),)
    return _last_name(reading, proposal)


def _last_name(reading: Reading, proposal: Proposal) -> tuple[ActorRef, ...]:
    """A person by the name that ends a source after a post: "former ambassador to the council Ada Norvane"."""
    tree = proposal.tree
    start, end = proposal.source[0]
    name = next((n for n in tree.sentence.names if n.end == end and n.start > start), None)
    if name is None or name.label not in ("PERSON", "ORG"):
        return ()
    words = reading.document.text[name.start : name.end]
    before = {tree.lemma(i) for i, token in enumerate(tree.tokens) if start <= token.start < name.start}
    capitals = all(word[0].isupper() for word in words.split())
    if not capitals or not 2 <= len(words.split()) <= 4 or not any(sources().get(word) == "person" for word in before):
        return ()
    if any(ref.kind != "person" for m in reading.mentions.within(name.start, name.end) for ref in m.refs):
        return ()
    return (
        ActorRef(
            id=None, name=words, kind="person", state=None, sector=None, text=words, start=name.start, end=name.end
        ),
    )


def dateline(reading: Reading, start: int) -> int:
    """Where the text goes on after a dateline that begins at `start` ("MANILA, Sept. 13 (Agency) -- "); `start` itself
    where none does."""
    text = reading.document.text
    if start and text[start - 1] != "\n":
        return start
    found = _DATELINE.match(text, start)
    mention = reading.mentions.at(start)
    if found is None or (mention is not None and any(ref.kind == "organisation" for ref in mention.refs)):
        return start
    return found.end()


def _after_dateline(reading: Reading, proposal: Proposal) -> tuple[ActorRef, ...]:
    """The person between a dateline, which the parser takes for the source, and the cue."""
    start, end = proposal.source[0]
    after, cue = dateline(reading, start), proposal.cue[0][0]
    if after == start or after < end or cue < after:
        return ()
    found = [ref for m in reading.mentions.within(after, cue) for ref in m.refs]
    return _each([ref for ref in found if ref.kind == "person"] or found[:1])


def _of_turn(reading: Reading, turn: Turn) -> Speaker:
    """The person of a label in a transcript: by the resolver, else by the surname elsewhere in the document."""
    if turn.is_nameless:
        return Speaker((), turn.name, "unnamed")
    start, end = turn.label
    mentions = [m for at in (end - 1, start) if (m := reading.mentions.at(at)) is not None]
    persons = [ref for m in mentions for ref in m.refs if ref.kind == "person"]
    if not persons:
        surname = turn.name.split()[-1].lower()
        persons = [
            ref for m in reading.mentions for ref in m.refs
            if ref.kind == "person" and ref.name.split()[-1].lower() == surname
        ]  # fmt: skip
    names = {key(ref) for ref in persons}
    if len(names) == 1:
        name = persons[0].name.title() if persons[0].name.isupper() else persons[0].name
        ref = msgspec.structs.replace(
            persons[0], name=name, text=reading.document.text[start:end], start=start, end=end
        )
        return Speaker((ref,), None, "named")
    ref = ActorRef(
        id=None, name=turn.name.title(), kind="person", state=None, sector=None, text=turn.name, start=start, end=end
    )
    return Speaker((ref,), None, "named")


def _parties(reading: Reading, proposal: Proposal, token: int, words: str) -> tuple[ActorRef, ...] | None:
    """The parties for whom the document itself speaks: "we", "the Parties", in an official text of several; None where
    it does not."""
    lower = proposal.tree.tokens[token].text.lower()
    if proposal.tree.quoted[proposal.candidate.head]:
        return None
    if lower not in ("we", "our", "us") and _PARTIES.fullmatch(words) is None:
        return None
    if not is_joint(reading.document):
        return None
    return _at(reading, proposal.tree, token) or _ourselves(reading)


def is_joint(document: Document) -> bool:
    """Whether a document is an official text of several parties, by its title or first words."""
    return _OFFICIAL.search(document.title or document.text[:200]) is not None


def _ourselves(reading: Reading) -> tuple[ActorRef, ...]:
    """Whom the first "we", "our" or "the leaders" of a document means that is known."""
    known = [m for m in reading.mentions if m.refs]
    ours = [m.refs for m in known if m.text.lower() in _FIRST or _PARTIES.fullmatch(m.text) is not None]
    return ours[0] if ours else ()


def _of_pronoun(reading: Reading, said: Said, token: int, lower: str, before: Speaker | None) -> Speaker:
    """Whom a pronoun means: by the resolver, else who spoke right before; nobody whom the content names. "It" goes on
    with a body or document that spoke."""
    assert said.proposal is not None
    place = said.proposal.tree.tokens[token]
    mention = reading.mentions.at(place.start)
    if before is not None and (mention is None or lower in ("it", "they")) and _may_mean(before, lower):
        return before
    inside = _named_in(reading, said)
    if mention is not None and not (lower == "it" and _is_body(before, inside)):
        actors = tuple(ref for ref in mention.refs if key(ref) not in inside)
    else:
        actors = _gone_on(place, lower, before, inside)
    return Speaker(actors, None, "named") if actors else _unlinked(reading, lower, before)


def _gone_on(place: Token, lower: str, before: Speaker | None, inside: set[str]) -> tuple[ActorRef, ...]:
    """Those who spoke before, where a pronoun may mean them and the content does not name them."""
    spoke = () if before is None else before.actors
    return tuple(
        msgspec.structs.replace(ref, text=place.text, start=place.start, end=place.end)
        for ref in spoke
        if _may_be(ref, lower, len(spoke)) and key(ref) not in inside
    )


def _unlinked(reading: Reading, lower: str, before: Speaker | None) -> Speaker:
    """Who a pronoun is that nothing links: the parties of a joint text, a body that speaks of itself, or the author."""
    if lower in ("they", "their") and is_joint(reading.document):
        return Speaker(_ourselves(reading), None, "author")
    if lower == "it" and before is not None and _is_body(before, set()):
        return Speaker(before.actors, None, "named")
    return Speaker((), None, "author" if lower in _FIRST and lower != "we" else "named")


def _is_body(who: Speaker | None, inside: set[str]) -> bool:
    """Whether one state or body spoke, which the content does not name."""
    return (
        who is not None and len(who.actors) == 1 and who.actors[0].kind != "person" and key(who.actors[0]) not in inside
    )


def _may_mean(who: Speaker, pronoun: str) -> bool:
    """Whether a pronoun may mean somebody unnamed, by the words that describe him."""
    if who.voice != "unnamed":
        return False
    words = re.findall(r"[a-z]+", (who.description or "").lower())
    kinds = {sources().get(word) or sources().get(word.removesuffix("s")) for word in words}
    plural = any(word.endswith("s") and sources().get(word.removesuffix("s")) for word in words)
    if pronoun in _SINGLE:
        return "person" in kinds and not plural
    if pronoun in ("they", "their"):
        return plural
    return pronoun in ("it", "its") and not plural and bool(kinds & {"document", "group"}) and "person" not in kinds


def _named_in(reading: Reading, said: Said) -> set[str]:
    """The actors whom a content names otherwise than by a pronoun."""
    mentions = (m for start, end in said.content for m in reading.mentions.within(start, end))
    return {key(ref) for mention in mentions if mention.text.lower() not in PRONOUNS for ref in mention.refs}


def _may_be(ref: ActorRef, pronoun: str, several: int) -> bool:
    """Whether a pronoun may mean one of those who spoke last: "he" the one person, "it" the one body, "they" all."""
    if pronoun in _SINGLE:
        return ref.kind == "person" and several == 1
    if pronoun in ("it", "its"):
        return ref.kind != "person" and several == 1
    return pronoun in ("they", "their", "both") and several > 1


def _antecedent(reading: Reading, tree: Tree, token: int) -> int:
    """The noun for which a relative pronoun stands: that of the clause, or the actor right before the pronoun where the
    clause hangs on a noun that cannot speak."""
    head = _relative_head(tree, token)
    before = token - 2 if token > 1 and tree.tokens[token - 1].text == "," else token - 1
    if before < 0 or before == head or _at(reading, tree, head) or sources().get(tree.lemma(head)) is not None:
        return head
    return before if _at(reading, tree, before) else head


def _relative_head(tree: Tree, token: int) -> int:
    at = token
    for _ in range(6):
        if tree.tokens[at].dep == "relcl":
            return tree.tokens[at].head
        if tree.tokens[at].head == at:
            break
        at = tree.tokens[at].head
    return token


def _named(reading: Reading, tree: Tree, source: int) -> tuple[ActorRef, ...]:
    """The actors that a source names, itself or beside it by "and" or a comma; of a body ("the Japanese military") that
    is not known, whose it is. None where it only describes somebody."""
    together = [source, *_joined(tree, source, "conj")]
    named = _all_at(reading, tree, together)
    described = _all_at(reading, tree, [each for index in together for each in _joined(tree, index, "appos")])
    if named or described:
        persons = [ref for ref in (*named, *described) if ref.kind == "person"]
        return _each(persons or named or described)
    lemma = tree.lemma(source)
    if lemma in DOCUMENTS or sources().get(lemma) == "document":
        return _issuer(reading, tree, source)
    if lemma not in _BODIES:
        return _by_name(reading, tree, source)
    whose = _all_at(reading, tree, tree.children(source, _WHOSE))
    return tuple(_state_of(reading, ref) for ref in whose) if len(whose) == 1 else ()


def _all_at(reading: Reading, tree: Tree, tokens: Iterable[int]) -> list[ActorRef]:
    return [ref for index in tokens for ref in _at(reading, tree, index)]


def _issuer(reading: Reading, tree: Tree, source: int, *, loose: bool = True) -> tuple[ActorRef, ...]:
    """Who issued a document that speaks: "the Turkish statement", "a statement released by the ministry"; `loose`
    takes the first who is named anywhere in the phrase."""
    inside = [i for i in tree.subtree(source) if i != source]
    start, end = min([*inside, source]), max([*inside, source])
    found = [
        ref for m in reading.mentions.within(tree.tokens[start].start, tree.tokens[end].end) for ref in m.refs
    ]  # fmt: skip
    nearest = [ref for index in tree.children(source, _WHOSE) for ref in _at(reading, tree, index)]
    return _each(nearest or (found[:1] if loose else []))


def _state_of(reading: Reading, ref: ActorRef) -> ActorRef:
    """The state of a person whose government speaks, where the document names the state anywhere."""
    if ref.kind != "person" or ref.state is None:
        return ref
    named = next((each for m in reading.mentions for each in m.refs if each.id == ref.state), None)
    return ref if named is None else msgspec.structs.replace(named, text=ref.text, start=ref.start, end=ref.end)


def _by_name(reading: Reading, tree: Tree, source: int) -> tuple[ActorRef, ...]:
    """A person whom nothing else knows, by two or more names after a post: "the spokesman Bekir Bozdag"."""
    if tree.tokens[source].tag != "NNP":
        return ()
    first = source
    while first > 0 and tree.tokens[first - 1].tag == "NNP" and tree.tokens[first - 1].head == source:
        if reading.mentions.at(tree.tokens[first - 1].start) is not None or tree.lemma(first - 1) in sources():
            break
        first -= 1
    posts = [i for i in tree.subtree(source) if i < first and tree.lemma(i) in sources()]
    if first == source or not posts:
        return ()
    start, end = tree.tokens[first].start, tree.tokens[source].end
    name = reading.document.text[start:end]
    return (ActorRef(id=None, name=name, kind="person", state=None, sector=None, text=name, start=start, end=end),)


def _joined(tree: Tree, source: int, dep: str) -> list[int]:
    """What is joined to a token by one dependency, and further to that."""
    found, todo = [], [source]
    while todo:
        below = tree.children(todo.pop(), (dep,))
        found += below
        todo += below
    return sorted(found)


def _each(refs: Iterable[ActorRef]) -> tuple[ActorRef, ...]:
    once: dict[str, ActorRef] = {}
    for ref in refs:
        once.setdefault(key(ref), ref)
    return tuple(once.values())


def _at(reading: Reading, tree: Tree, token: int) -> tuple[ActorRef, ...]:
    """Whom a token mentions; a proper name that nobody knows is a person where the language model takes it for one."""
    place = tree.tokens[token]
    mention = reading.mentions.at(place.start)
    if mention is not None:
        return mention.refs
    name = next((n for n in tree.sentence.names if n.label == "PERSON" and n.start <= place.start < n.end), None)
    if name is None or place.tag not in ("NNP", "NNPS"):
        return ()
    text = reading.document.text[name.start : name.end]
    return (
        ActorRef(id=None, name=text, kind="person", state=None, sector=None, text=text, start=name.start, end=name.end),
    )


def _post(reading: Reading, proposal: Proposal, actors: Sequence[ActorRef]) -> str | None:
    """What a source says of a person beside the name: "the defence minister", "a scholar at the institute"."""
    if len(actors) != 1 or actors[0].kind != "person":
        return None
    ref = actors[0]
    start, end = proposal.source[0]
    if not start <= ref.start < end:
        return None
    text = reading.document.text
    left = text[min(dateline(reading, start), ref.start) : ref.start].strip(" ,")
    right = text[ref.end : end].strip(" ,")
    if left and right.startswith("of ") and len(left) + len(right) < _LONGEST:
        return f"{left} {right}"
    return next((words for words in (right, left) if _is_post(words)), _title(left))


def _is_post(words: str) -> bool:
    """Whether words beside a name are a post or description: several words, no clause, no quotation."""
    first = words.partition(" ")[0]
    if " " not in words or len(words) > _LONGEST or any(mark in words for mark in '"“”'):
        return False
    return first not in ("and", "who", "or", "(", "—") and not first.endswith("ing")


def _title(left: str) -> str | None:
    """One word before a name as its post, but for a form of address."""
    return left if left and left.lower() not in ("mr.", "mr", "ms.", "mrs.", "dr.", "the", "said") else None


_LONGEST = 120
