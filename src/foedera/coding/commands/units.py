"""Units in a parsed sentence: headquarters and formations, their posts, troops, and structures of command."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from foedera.coding.acts import phrases
from foedera.coding.acts.actors import refs
from foedera.coding.acts.clauses import owners
from foedera.coding.coder import Reading
from foedera.coding.commands.lexicon import Lexicon
from foedera.language import Tree
from foedera.model import ActorRef

_POST = re.compile(
    r"\b((?:[Dd]eputy |[Ss]upreme |[Vv]ice |[Aa]llied )*[Cc]ommander(?:-in-[Cc]hief)?(?: Europe)?)"
    r"(?:,| of| in| for)? (?:the |all )?(?:[A-Z][\w.]* ){0,2}$"
)
_RANK = re.compile(
    r"\b(?:(?:one|two|three|four|five)-star(?! (?:hotel|admiral was))|rank of "
    r"(?:(?:lieutenant|major|brigadier|vice|rear) )?(?:general|admiral|colonel|captain|brigadier))\b",
    re.IGNORECASE,
)
_SHARED = frozenset("nato multinational combined allied trilateral bilateral joint-bilateral european".split())
_CIVIL = re.compile(
    r"semiconductor|trade|vaccine|health|climate|econom|supply chain|energy|investment|tax|mineral|technolog|food|"
    r"labou?r|academic|education|crime|fraud|commerce",
    re.IGNORECASE,
)
_BEHIND = 60


class Unit(msgspec.Struct, frozen=True):
    """A unit that a sentence names: by token `noun`, of one of the lexicon's kinds; `ref` is None of a structure;
    `post` is set where not the unit but the post at its head is meant, which begins at token `top`."""

    noun: int
    top: int
    kind: str
    ref: ActorRef | None
    post: str | None
    known: bool


def units(reading: Reading, tree: Tree, lexicon: Lexicon) -> Iterator[Unit]:
    """The units of a sentence, in order."""
    for index, token in enumerate(tree.tokens):
        if token.pos not in ("NOUN", "PROPN"):
            continue
        ref = _mentioned(reading, tree, index)
        if ref is not None and _is_part(reading, tree, lexicon, index):
            continue
        kind = "unit" if ref is not None else _kind(reading, tree, lexicon, index)
        if kind is None:
            continue
        known = ref is not None and ref.id is not None
        if ref is None and kind != "structure":
            ref = _unknown(reading, tree, index, whole=kind == "troops")
        if ref is not None and not known and _CIVIL.search(ref.name):
            continue
        post = _post(reading, tree, ref) if ref is not None else None
        if post is not None:
            yield Unit(index, post[0], "post", ref, post[1], known)
        yield Unit(index, index, kind, ref, None, known)


def _is_part(reading: Reading, tree: Tree, lexicon: Lexicon, index: int) -> bool:
    """Whether a known unit only begins the name of another ("V Corps Forward Command Post")."""
    token = tree.tokens[index]
    titled = tree.tokens[token.head].text[:1].isupper()
    return token.dep in ("compound", "nmod") and titled and _kind(reading, tree, lexicon, token.head) == "unit"


def _mentioned(reading: Reading, tree: Tree, index: int) -> ActorRef | None:
    """The command that is named by words which end at a token."""
    token = tree.tokens[index]
    mention = reading.mentions.at(token.start)
    if mention is None or len(mention.refs) != 1 or mention.refs[0].kind != "command":
        return None
    if mention.refs[0].id is None and ", " in mention.refs[0].name:
        return None  # two units that nobody knows, taken for one
    last = mention.end <= token.end or index + 1 == len(tree.tokens)
    return mention.refs[0] if last or tree.tokens[index + 1].start >= mention.end else None


def _kind(reading: Reading, tree: Tree, lexicon: Lexicon, index: int) -> str | None:
    """The kind of unit that a noun names with what stands before it."""
    word = tree.word(index)
    entries = (
        lexicon.units.get(tree.lemma(index)) or lexicon.units.get(word) or lexicon.units.get(word.removesuffix("s"))
    )
    if not entries or _is_other(reading, tree, index):
        return None
    token = tree.tokens[index]
    if token.dep in ("compound", "nmod") and tree.lemma(token.head) in lexicon.units:
        return None
    before = _before(tree, index)
    for entry in entries:
        if entry.unless.isdisjoint(before) and (not entry.needs or not entry.needs.isdisjoint(before)):
            return entry.kind
    return None


def _is_other(reading: Reading, tree: Tree, index: int) -> bool:
    """Whether a noun is part of the name of a known actor that is no command."""
    mention = reading.mentions.at(tree.tokens[index].start)
    if mention is None or not mention.refs:
        return False
    return mention.refs[0].kind != "command" and mention.refs[0].id is not None


def _before(tree: Tree, index: int) -> set[str]:
    """The words and lemmas that qualify a noun, with the parts of compounds ("command-and-control framework")."""
    found = {word for kid in tree.below(index, 2) if kid < index for word in (tree.lemma(kid), tree.word(kid))}
    if index and tree.lemma(index - 1) in ("-", "and"):
        found |= {tree.lemma(k) for k in range(max(0, index - 4), index)}
    return found | {part for word in found for part in word.split("-")}


def _unknown(reading: Reading, tree: Tree, index: int, *, whole: bool) -> ActorRef:
    """A reference to a unit that the actor base does not know: its name, of forces with whose they are and where ("US
    forces in Japan"), and the state of its owner."""
    start, end = phrases.name(reading, tree, index)
    if whole:
        beside = [kid for kid in tree.kids(index, "compound", "amod", "nmod") if tree.tokens[kid].tag in ("NNP", "JJ")]
        start = min([start, *(tree.tokens[kid].start for kid in beside)])
        place = next((n for n in tree.objects(index, "in") if tree.tokens[n].pos == "PROPN"), None)
        end = max(end, tree.tokens[place].end if place is not None else 0)
    text = reading.document.text[start:end]
    start += text.rfind(", ") + 2 if ", " in text else 0
    text = reading.document.text[start:end]
    return unknown(text, start, _state(reading, tree, index, text))


def unknown(text: str, start: int, state: str | None) -> ActorRef:
    """A reference to a command without an id, by the words of the document."""
    return ActorRef(
        id=None, name=text, kind="command", state=state, sector="MIL", text=text, start=start, end=start + len(text)
    )


def _state(reading: Reading, tree: Tree, index: int, text: str) -> str | None:
    """The one state to which a unit belongs by the words beside it."""
    if not _SHARED.isdisjoint(re.split(r"\W+", text.lower())):
        return None
    found = refs(reading, tree, owners(tree, index))
    states = {ref.id if ref.kind == "state" else ref.state for ref in found}
    return states.pop() if len(states) == 1 else None


def _post(reading: Reading, tree: Tree, ref: ActorRef) -> tuple[int, str] | None:
    """The post at the head of a unit, where that is meant ("the Commander, Eastern Ocean Command"), and its token."""
    text = reading.document.text
    start = max(tree.sentence.start, ref.start - _BEHIND)
    match = _POST.search(text[start : ref.start])
    if match is None:
        return None
    first = start + match.start(1)
    token = next((i for i, t in enumerate(tree.tokens) if t.start <= first < t.end), None)
    return None if token is None else (token, text[first : ref.end])


def rank(text: str, start: int, end: int) -> str | None:
    """The rank that words from `start` to `end` name; the last, as one is raised from one to the other."""
    found = [match[0] for match in _RANK.finditer(text, start, end)]
    return found[-1].removeprefix("rank of ") if found else None
