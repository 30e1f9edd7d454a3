"""Assets in a parsed sentence with what is done to them: each a report with its parties, number, place and purpose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from foedera.coding.acts import phrases
from foedera.coding.acts.actors import Voices
from foedera.coding.acts.clauses import Government, doers, governments, passive, whole
from foedera.coding.acts.mood import Mood, mood, operators, worse
from foedera.coding.assets.governing import governing
from foedera.coding.assets.holdings import holdings
from foedera.coding.assets.lexicon import Frame, Lexicon
from foedera.coding.assets.meanings import means
from foedera.coding.assets.parties import counterparties, owning, serves
from foedera.coding.assets.report import Report, key
from foedera.coding.assets.scores import Beside, score
from foedera.coding.assets.things import Acronyms, Thing, count, things
from foedera.coding.coder import Reading
from foedera.language import Sentence, Tree
from foedera.model import ActorRef, Edtf, Modality
from foedera.model.vocabulary import AssetAction

_NOMINAL = ("NOUN", "PROPN")
_CLOSE = 55
_TAKING = ("take", "accept", "receive", "await")
_CHARGING = frozenset(["accuse", "allege"])
_WINNING = frozenset(["win", "secure", "land", "clinch", "bag"])
_FITTING = frozenset(["equip", "arm", "fit"])
_MADE: frozenset[AssetAction] = frozenset(["buy", "sell", "build", "develop", "create", "upgrade", "launch"])
_TURNED = frozenset(["down", "back", "away", "off", "out"])
_Act = tuple[Government, Frame]
_Parties = tuple[AssetAction, tuple[ActorRef, ...], tuple[ActorRef, ...]]


class _Listed(msgspec.Struct, frozen=True):
    """The last thing told of in a sentence: where it ends, its noun, and what is done to it."""

    end: int
    noun: int
    acts: list[_Act]


def reports(
    reading: Reading, sentence: Sentence, lexicon: Lexicon, voices: Voices, acronyms: Acronyms
) -> Iterator[Report]:
    """The reports of a sentence, in the order of its words; questions give none."""
    if sentence.tokens[-1].text == "?":
        return
    tree = reading.tree(sentence)
    before: _Listed | None = None
    told: list[Report] = []
    for thing in things(reading, tree, lexicon, acronyms):
        acts = _frames(tree, lexicon, thing) or _continued(tree, thing, before)
        done = _done(reading, tree, voices, thing, acts, before)
        told += [report for _, report in done]
        if not done:
            told += holdings(reading, tree, voices, thing)
        if done:
            before = _Listed(thing.end, thing.noun, [act for act, _ in done])
        elif before is not None and thing.end > before.end + _CLOSE:
            before = None
    yield from (report for number, report in enumerate(told) if not _is_renamed(report, told[number + 1 :]))


def _is_renamed(report: Report, behind: Iterable[Report]) -> bool:
    """Whether what has no name is named by what follows it ("an experts group, the Vaccine Experts Group")."""
    if not report.name.islower():
        return False
    kind = report.name.split()[-1]
    named = (other.name for other in behind if other.action == report.action and other.type == report.type)
    return any(name[:1].isupper() and name.lower().split(" (")[0].split()[-1] == kind for name in named)


def _done(
    reading: Reading, tree: Tree, voices: Voices, thing: Thing, acts: Iterable[_Act], before: _Listed | None
) -> list[tuple[_Act, Report]]:
    """What is done to a thing, once by each word that says so, with its report."""
    found: dict[int, tuple[_Act, Report]] = {}
    for act in acts:
        word = act[0].word
        listed = before is not None and any(word == other.word for other, _ in before.acts)
        report = None if word in found else _report(reading, tree, voices, thing, act, listed=listed)
        if report is not None:
            found[word] = act, report
    return list(found.values())


def _continued(tree: Tree, thing: Thing, before: _Listed | None) -> list[_Act]:
    """What is done to the item of a list before one that the parser leaves alone ("A; B, and C")."""
    if before is None or thing.noun <= before.noun:
        return []
    between = [n for n, token in enumerate(tree.tokens) if token.start >= before.end and token.end <= thing.start]
    marks = any(tree.tokens[n].text in (",", ";") or tree.word(n) == "and" for n in between)
    stops = any(tree.tokens[n].pos in ("VERB", "AUX", "ADP", "PRON", "SCONJ") for n in between)
    if not marks or stops or not _is_alone(tree, thing):
        return []
    return [(government, frame) for government, frame in before.acts if thing.type in frame.types]


def _is_alone(tree: Tree, thing: Thing) -> bool:
    """Whether nothing governs a thing; or, of one with a name of the table, at most another noun of the list."""
    governed = list(governments(tree, thing.noun))
    return not governed or (thing.known is not None and all(tree.tokens[g.word].pos in _NOMINAL for g in governed))


def _frames(tree: Tree, lexicon: Lexicon, thing: Thing) -> list[_Act]:
    """What is done to a thing, by the words that govern it."""
    return [
        (government, frame)
        for government in governing(tree, thing.noun)
        for frame in lexicon.frames.get(tree.lemma(government.word), ())
        if _fits(tree, thing, government, frame) and means(tree, thing, government.word, frame)
    ]


def _fits(tree: Tree, thing: Thing, government: Government, frame: Frame) -> bool:
    """Whether a frame is one of this word as it stands beside this thing."""
    word = government.word
    pos = "noun" if tree.tokens[word].pos in _NOMINAL else "verb"
    if frame.pos != pos or frame.slot != government.slot or thing.type not in frame.types:
        return False
    particles = {tree.word(kid) for kid in tree.kids(word, "prt", "advmod")}
    return frame.particle in particles if frame.particle else particles.isdisjoint(_TURNED)


def _report(
    reading: Reading, tree: Tree, voices: Voices, thing: Thing, act: _Act, *, listed: bool
) -> Report | None:  # fmt: skip
    """The report of a thing and what is done to it; None where it is no act, or nobody and nothing certain stands
    beside it. `listed`: the same is done to a thing before it."""
    word, frame = act[0].word, act[1]
    found = _mood(tree, word, frame)
    parties = _parties(reading, tree, thing, word, frame)
    if found.modality is None or parties is None:
        return None
    action, owners, others = parties
    top = whole(tree, thing.noun)
    where = phrases.place(reading, tree, word, after=thing.end if frame.pos == "verb" else 0) or phrases.place(
        reading, tree, top, thing.noun, after=thing.end
    )
    number = count(reading, tree, thing, top)
    beside = Beside(owners, others, where, number, service=serves(tree, word, frame), listed=listed)
    sure = score(tree, thing, word, frame, beside)
    if sure is None:
        return None
    return Report(
        tree.sentence, thing.name, key(reading, tree, thing), thing.type, action, owners, others, number,
        where, phrases.purpose(reading, tree, word), _when(reading, tree, word, found, frame),
        "planned" if found.modality == "actual" and phrases.ahead(reading, tree, word) else found.modality,
        voices.of(tree, word, found.sayer), sure,
        frame.pos == "noun" and (not owners or (found.modality == "actual" and action in _MADE)),
    )  # fmt: skip


def _parties(reading: Reading, tree: Tree, thing: Thing, word: int, frame: Frame) -> _Parties | None:
    """What is done, by whom, and with whom; what one gives to oneself is finished, and who is only given something
    acquires it. None where one only hands on what is one's own."""
    owners = owning(reading, tree, thing, word, frame)
    others = counterparties(reading, tree, thing, word, frame, owners)
    action = _action(tree, word, frame)
    if action != "sell" or not others:
        return action, owners, others
    if {ref.state or ref.id for ref in others} <= {one for ref in owners for one in (ref.id, ref.state)}:
        if frame.pos != "verb" or tree.lemma(word) != "deliver":
            return None
        return ("launch" if thing.type == "platform" else "build"), owners, ()
    if not owners and _is_given(tree, word, frame):
        return "buy", others, ()
    return action, owners, others


def _action(tree: Tree, word: int, frame: Frame) -> AssetAction:
    """What is done: who takes delivery buys, who wins an order sells, what is equipped with something has it."""
    above = tree.lemma(tree.tokens[word].head)
    if frame.action == "sell" and above in _TAKING:
        return "buy"
    if frame.action == "buy" and frame.pos == "noun" and above in _WINNING:
        return "sell"
    return "hold" if tree.lemma(word) in _FITTING and not doers(tree, word) else frame.action


def _is_given(tree: Tree, word: int, frame: Frame) -> bool:
    """Whether what gives a thing is no party ("an approach that will provide Australia with"): who gets it acquires."""
    return frame.pos == "verb" and not passive(tree, word) and bool(list(tree.kids(word, "nsubj")))


def _mood(tree: Tree, word: int, frame: Frame) -> Mood:
    """How an act is meant: what is sought, planned or approved is not there for it. What somebody is to have by an act
    that is his ("to support Japan's purchase of") is planned where it is no more than what something is for."""
    if tree.tokens[word].dep == "amod":
        return Mood("actual")
    found = mood(tree, word)
    if found.modality is None and frame.pos == "noun" and frame.action in _MADE:
        return Mood("planned") if any(True for _ in tree.kids(word, "poss")) else found
    if found.sayer is not None and found.modality is not None and tree.lemma(found.sayer) in _CHARGING:
        return Mood(worse(found.modality, "possible"), found.sayer)  # nobody but the accuser says so
    own = _own_mood(tree, word, frame)
    return found if found.modality != "actual" or own is None else Mood(own, found.sayer)


def _own_mood(tree: Tree, word: int, frame: Frame) -> Modality | None:
    """What a word by itself makes of the act that it names; who pays for what is developed develops it."""
    lemma = tree.lemma(word)
    if frame.pos == "verb":
        told = frame.slot != "obj" or frame.action == "develop" or lemma == "order"
        effect = None if told else operators().get(lemma)
    else:
        effect = operators().get(f"{lemma}-noun", operators().get(lemma)) if frame.slot == "for" else None
    return "planned" if effect == "planned" else "possible" if effect == "possible" else None


def _when(reading: Reading, tree: Tree, word: int, found: Mood, frame: Frame) -> Edtf | None:
    """The date of an act; of one that only describes a thing, or that somebody tells on a day, one close behind it; of
    one that a noun names, one right before or behind it."""
    if frame.pos == "noun":
        return phrases.dated(reading, tree, word)
    near = tree.tokens[word].dep == "acl" or found.sayer is not None
    return phrases.when(reading, tree, word, *([_CLOSE] if near else []))
