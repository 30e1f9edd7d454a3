"""Assets in a parsed sentence with what is done to them: each a report with its parties, number, place and purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from foedera.coding.acts import phrases
from foedera.coding.acts.actors import Voices, refs, states
from foedera.coding.acts.clauses import Government, doers, governments, holders, owners, passive, whole
from foedera.coding.acts.mood import Mood, mood, operators
from foedera.coding.assets.lexicon import Frame, Lexicon
from foedera.coding.assets.meanings import means
from foedera.coding.assets.scores import Beside, score
from foedera.coding.assets.things import Thing, things
from foedera.coding.coder import Reading
from foedera.language import Sentence, Tree
from foedera.model import ActorRef, Attribution, Edtf, Modality
from foedera.model.vocabulary import AssetAction, AssetType

_BARE = re.compile(r"^(?:[a-z][\w-]* |[A-Z][\w.]*-[A-Z][\w.]* )+|\s\([A-Z]+\)$")
_NOMINAL = ("NOUN", "PROPN")
_FUTURE = frozenset(["future", "planned", "proposed"])
_CLOSE = 55
_UNDERTAKEN = frozenset("programme program project".split())
_STRENGTH = frozenset("force fleet navy inventory arsenal stockpile strength".split())
_SERVICES = frozenset("army navy military marine coastguard".split())
_SEATS = frozenset(["headquarters", "headquarter", "seat"])


class Report(msgspec.Struct, frozen=True):
    """What one sentence says of one asset."""

    sentence: Sentence
    name: str
    key: str
    type: AssetType
    action: AssetAction
    owners: tuple[ActorRef, ...]
    counterparties: tuple[ActorRef, ...]
    quantity: int | None
    place: str | None
    purpose: str | None
    when: Edtf | None
    modality: Modality
    attribution: Attribution
    score: float


def reports(reading: Reading, sentence: Sentence, lexicon: Lexicon, voices: Voices) -> Iterator[Report]:
    """The reports of a sentence, in the order of its words; questions give none."""
    if sentence.tokens[-1].text == "?":
        return
    tree = reading.tree(sentence)
    before: _Listed | None = None
    for thing in things(reading, tree, lexicon):
        told: set[int] = set()
        done: list[tuple[Government, Frame]] = []
        for government, frame in _frames(tree, lexicon, thing) or _continued(tree, thing, before):
            report = _report(reading, tree, voices, thing, government, frame)
            if report is not None and government.word not in told:
                told.add(government.word)
                done.append((government, frame))
                yield report
        if done or (before is not None and thing.end > before.end + _CLOSE):
            before = _Listed(thing.end, thing.noun, done) if done else None
        counted = [] if told else [*_itemised(reading, tree, voices, thing), *_counted(reading, tree, voices, thing)]
        yield from counted
        if not told and not counted and (thing.type == "base" or _is_introduced(reading, tree, thing)):
            yield from _held(reading, tree, voices, thing)


class _Listed(msgspec.Struct, frozen=True):
    """The last thing told of in a sentence: where it ends, its noun, and what is done to it."""

    end: int
    noun: int
    acts: list[tuple[Government, Frame]]


def _continued(tree: Tree, thing: Thing, before: _Listed | None) -> list[tuple[Government, Frame]]:
    """What is done to the item of a list before a named one that the parser leaves alone ("A; B, and C")."""
    if before is None or thing.known is None or thing.noun <= before.noun:
        return []
    between = [n for n, token in enumerate(tree.tokens) if token.start >= before.end and token.end <= thing.start]
    marks = any(tree.tokens[n].text in (",", ";") or tree.word(n) == "and" for n in between)
    stops = any(tree.tokens[n].pos in ("VERB", "AUX", "ADP", "PRON") for n in between)
    alone = not any(True for _ in governments(tree, thing.noun))
    return [(g, f) for g, f in before.acts if thing.type in f.types] if marks and not stops and alone else []


def _held(reading: Reading, tree: Tree, voices: Voices, thing: Thing) -> Iterator[Report]:
    """A base that is only said to be somebody's ("Australia's existing base in the west"), or a body or programme that
    is introduced by its name as what something is done by."""
    owning = states(reading, refs(reading, tree, tree.kids(thing.noun, "poss")))
    where = phrases.place(reading, tree, thing.noun, after=thing.end)
    if not owning and where is not None:
        owning = states(reading, refs(reading, tree, owners(tree, thing.noun)))
    if thing.type == "base" and not _is_owned(tree, thing, owning):
        return
    yield Report(
        tree.sentence, thing.name, _key(reading, thing, tree, thing.name), thing.type, "hold", owning, (), None,
        where, None, None,
        "planned" if any(tree.word(kid) in _FUTURE for kid in tree.kids(thing.noun, "amod")) else "actual",
        voices.of(tree, thing.noun, None), 0.65,
    )  # fmt: skip


def _itemised(reading: Reading, tree: Tree, voices: Voices, thing: Thing) -> Iterator[Report]:
    """An item of a list without a verb that says what goes where: "Two squadrons of F-35 aircraft to Norway"."""
    top = whole(tree, thing.noun)
    number = phrases.quantity(tree, thing.noun, top, thing.start)
    hosts = states(reading, refs(reading, tree, tree.objects(top, "to")))
    alone = tree.tokens[top].head == top and not any(token.pos in ("VERB", "AUX") for token in tree.tokens)
    if alone and number is not None and len(hosts) == 1 and thing.type in ("platform", "weapon"):
        yield Report(
            tree.sentence, thing.name, _key(reading, thing, tree, thing.name), thing.type, "deploy", (), hosts, number,
            phrases.place(reading, tree, top, after=thing.end), None, None, "planned", voices.of(tree, top, None), 0.65,
        )  # fmt: skip


def _counted(reading: Reading, tree: Tree, voices: Voices, thing: Thing) -> Iterator[Report]:
    """What somebody's force is said to be ("its battle force is 293 ships"), or where a headquarters is."""
    top = whole(tree, thing.noun)
    if tree.tokens[thing.noun].dep == "conj":
        return
    above = tree.tokens[top].head
    whose = [kid for kid in tree.kids(above, "nsubj") if tree.tokens[top].dep == "attr"]
    if tree.tokens[top].dep == "pobj" and tree.word(above) == "of":
        whose = [tree.tokens[above].head]
    wanted = _SEATS if thing.type == "base" else _STRENGTH
    whose = [noun for noun in whose if tree.lemma(noun) in wanted]
    number = phrases.quantity(tree, thing.noun, top, thing.start)
    owning = states(reading, refs(reading, tree, [one for noun in whose for one in _possessors(tree, noun)]))
    if not owning or (thing.type != "base" and number is None):
        return
    yield Report(
        tree.sentence, thing.name, _key(reading, thing, tree, thing.name), thing.type, "hold", owning, (), number,
        None, None, None, "actual", voices.of(tree, top, None), 0.65,
    )  # fmt: skip


def _possessors(tree: Tree, noun: int) -> Iterator[int]:
    """Whose a force or headquarters is: its owner, who has it, or of whom "whose" is said."""
    for kid in owners(tree, noun):
        clause = tree.tokens[noun].head
        yield tree.tokens[clause].head if tree.tokens[kid].tag == "WP$" else kid
    yield from holders(tree, noun)


def _is_owned(tree: Tree, thing: Thing, owning: Sequence[ActorRef]) -> bool:
    """Whether one thing belongs to states only."""
    single = tree.tokens[thing.noun].tag not in ("NNS", "NNPS")
    return single and bool(owning) and all(ref.kind == "state" for ref in owning)


def _is_introduced(reading: Reading, tree: Tree, thing: Thing) -> bool:
    """Whether a body or programme that no actor base knows stands with its acronym: "the Robotics Project (RP)"."""
    mention = reading.mentions.at(thing.end - 3)
    token = tree.tokens[thing.noun]
    joint = tree.lemma(thing.noun) in _UNDERTAKEN and token.tag in ("NN", "NNP")
    if thing.type == "programme" and joint and len(_named_in(reading, thing)) > 1:
        return True
    if not token.dep.startswith("nsubj") and tree.word(token.head) != "through":
        return False
    unknown = mention is None or not any(ref.id for ref in mention.refs)
    return thing.type in ("body", "programme") and thing.name.endswith(")") and thing.name[:1].isupper() and unknown


def _frames(tree: Tree, lexicon: Lexicon, thing: Thing) -> list[tuple[Government, Frame]]:
    """What is done to a thing, by the words that govern it."""
    return list(_framed(tree, lexicon, thing))


def _framed(tree: Tree, lexicon: Lexicon, thing: Thing) -> Iterator[tuple[Government, Frame]]:
    for government in governments(tree, thing.noun):
        word = government.word
        pos = "noun" if tree.tokens[word].pos in _NOMINAL else "verb"
        for frame in lexicon.frames.get(tree.lemma(word), ()):
            if frame.pos != pos or frame.slot != government.slot or thing.type not in frame.types:
                continue
            if frame.particle and not any(tree.word(kid) == frame.particle for kid in tree.kids(word, "prt", "advmod")):
                continue
            if means(tree, thing, word, frame):
                yield government, frame


def _report(
    reading: Reading, tree: Tree, voices: Voices, thing: Thing, government: Government, frame: Frame
) -> Report | None:
    """The report of a thing and what is done to it; None where it is no act, or nobody and nothing certain stands
    beside it."""
    word = government.word
    found = _mood(tree, word, frame)
    if found.modality is None:
        return None
    top = whole(tree, thing.noun)
    owning = _owners(reading, tree, thing, word, frame)
    others = _counterparties(reading, tree, thing, word, frame, owning)
    where = phrases.place(reading, tree, word, after=thing.end if frame.pos == "verb" else 0) or phrases.place(
        reading, tree, top, thing.noun, after=thing.end
    )
    homes = {ref.state or ref.id for ref in others}
    action = _action(tree, word, frame)
    if action == "sell" and others and homes <= {ref.id for ref in owning} | {ref.state for ref in owning}:
        if frame.pos != "verb" or tree.lemma(word) != "deliver":
            return None
        action, others = ("launch" if thing.type == "platform" else "build"), ()
    if action == "sell" and others and not owning and _is_given(tree, word, frame):
        action, owning, others = "buy", others, ()
    number = phrases.quantity(tree, thing.noun, top, thing.start)
    text = reading.document.text[thing.start : thing.end]
    sure = score(tree, thing, word, frame, Beside(owning, others, where, number, _serves(tree, word, frame)))
    if sure is None:
        return None
    return Report(
        tree.sentence, text, _key(reading, thing, tree, text), thing.type, action, owning, others, number,
        where, phrases.purpose(reading, tree, word), _when(reading, tree, word, found), found.modality,
        voices.of(tree, word, found.sayer), sure,
    )  # fmt: skip


def _action(tree: Tree, word: int, frame: Frame) -> AssetAction:
    """What is done: who takes delivery buys."""
    taken = frame.action == "sell" and tree.lemma(tree.tokens[word].head) in ("take", "accept", "receive", "await")
    return "buy" if taken else frame.action


def _serves(tree: Tree, word: int, frame: Frame) -> bool:
    """Whether armed forces do it, of a state that the sentence leaves out ("the army receiving 26 landing craft")."""
    if frame.pos != "verb":
        return False
    return any(
        tree.lemma(noun) in _SERVICES or (tree.lemma(noun) == "force" and tree.word(noun - 1) == "air")
        for noun in doers(tree, word)
    )


def _is_given(tree: Tree, word: int, frame: Frame) -> bool:
    """Whether what gives a thing is no party ("an approach that will provide Australia with"): who gets it acquires."""
    return frame.pos == "verb" and not passive(tree, word) and bool(list(tree.kids(word, "nsubj")))


def _mood(tree: Tree, word: int, frame: Frame) -> Mood:
    """How an act is meant: what is sought, planned or approved is not there for it."""
    found = mood(tree, word)
    own = operators().get(tree.lemma(word)) if frame.pos == "verb" and frame.slot == "obj" else None
    if found.modality != "actual" or own not in ("planned", "possible"):
        return found
    return Mood("planned" if own == "planned" else "possible", found.sayer)


def _when(reading: Reading, tree: Tree, word: int, found: Mood) -> Edtf | None:
    """The date of an act; of one that only describes a thing, or that somebody tells on a day, one close behind it."""
    near = tree.tokens[word].dep == "acl" or found.sayer is not None
    return phrases.when(reading, tree, word, *([_CLOSE] if near else []))


def _owners(reading: Reading, tree: Tree, thing: Thing, word: int, frame: Frame) -> tuple[ActorRef, ...]:
    """Who does it, else to whom the thing belongs, else who does what governs it."""
    if frame.pos == "verb":
        doing = doers(tree, word)
        own = _own(reading, tree, thing) if passive(tree, word) or not doing else []
        candidates = [doing, own]
    else:
        inside = [m for m in reading.mentions.within(thing.start, thing.end) if m.refs and m.refs[0].kind == "state"]
        if len(inside) > 1 and not owners(tree, word):
            return tuple(ref for mention in inside for ref in mention.refs)
        shared = thing.type in ("body", "programme")
        candidates = [owners(tree, word), _own(reading, tree, thing), holders(tree, word, shared=shared)]
    found = (_others(thing, states(reading, refs(reading, tree, nouns))) for nouns in candidates)
    return next((owning for owning in found if owning), ()) or _named_in(reading, thing)


def _named_in(reading: Reading, thing: Thing) -> tuple[ActorRef, ...]:
    """The states in the name of a body or programme ("U.S.-ROK Consultative Group")."""
    low = reading.document.text.rfind(" ", 0, thing.start) + 1
    high = thing.start + len(thing.name.split(" on ")[0])
    inside = reading.mentions.refs(low, high, "state") if thing.type in ("body", "programme") else ()
    return tuple({ref.id: ref for ref in inside}.values())


def _own(reading: Reading, tree: Tree, thing: Thing) -> list[int]:
    """The words beside a thing that say whose it is, those before its name first."""
    beside = owners(tree, thing.noun)
    top = whole(tree, thing.noun)
    beside += [] if top == thing.noun else list(tree.kids(top, "poss"))
    own = [kid for kid in beside if tree.tokens[kid].start < thing.start or tree.tokens[kid].dep == "poss"]
    return own + [kid for kid in beside if kid not in own and reading.mentions.at(tree.tokens[kid].start)]


def _others(thing: Thing, found: Sequence[ActorRef]) -> tuple[ActorRef, ...]:
    """These actors without the thing itself, which may be an organisation."""
    return tuple(ref for ref in found if ref.kind == "state" or not _is_part(thing, ref))


def _is_part(thing: Thing, ref: ActorRef) -> bool:
    """Whether an organisation is named by the words of the thing's own name."""
    return (thing.start < ref.end and ref.start < thing.end) or ref.name.lower() in thing.name.lower()


def _counterparties(
    reading: Reading, tree: Tree, thing: Thing, word: int, frame: Frame, owning: Sequence[ActorRef]
) -> tuple[ActorRef, ...]:
    """With whom, to whom, from whom, or on whose ground."""
    nouns: list[int] = []
    for slot in frame.counter:
        if slot in ("obj", "dative"):
            nouns += _given(reading, tree, thing, word, slot)
        else:
            top = whole(tree, thing.noun)
            nouns += [*tree.objects(word, slot), *tree.objects(thing.noun, slot), *tree.objects(top, slot)]
            if frame.pos == "noun" and slot == "to" and not nouns:
                nouns += tree.objects(tree.tokens[word].head, slot)
    known = {ref.id or ref.name for ref in owning}
    found = refs(reading, tree, nouns)
    if frame.action == "deploy":
        found = tuple(ref for ref in found if ref.kind == "state")
    return tuple(ref for ref in states(reading, found) if (ref.id or ref.name) not in known and ref.kind != "person")


def _given(reading: Reading, tree: Tree, thing: Thing, word: int, slot: str) -> Iterator[int]:
    """The object or dative of a verb; the parser may take a dative in capitals for part of the thing."""
    yield from tree.kids(word, "dobj" if slot == "obj" else "dative")
    behind = word + 1
    named = slot == "dative" and behind < thing.noun and tree.tokens[behind].pos == "PROPN"
    if named and reading.mentions.at(tree.tokens[behind].start) is not None:
        yield behind


def _key(reading: Reading, thing: Thing, tree: Tree, text: str) -> str:
    """What the names of one asset in a document have in common: the name of the table, or else its words, without the
    state before it."""
    before = reading.mentions.at(thing.start)
    if before is not None and before.refs and before.refs[0].kind == "state" and before.end < thing.end:
        text = text[before.end - thing.start :].strip(" -’'s") or text
    if thing.known is not None:
        key = thing.known
        key = "thaad" if key.lower().startswith("terminal high") else key
        return key.removesuffix("s").lower() if len(key) > 4 else key.lower()
    words = text.lower().split()
    if tree.tokens[thing.noun].text[:1].islower() and words[-1] == tree.word(thing.noun):
        return " ".join([*words[:-1], tree.lemma(thing.noun)])
    return _BARE.sub("", text).lower() or text.lower()
