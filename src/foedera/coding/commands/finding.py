"""Changes of command in a parsed sentence, and relationships that stand: each a report with who, under whom, where."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from foedera.coding.acts import phrases
from foedera.coding.acts.actors import Voices, refs
from foedera.coding.acts.clauses import doers, governments
from foedera.coding.acts.mood import Mood, mood, operators
from foedera.coding.coder import Reading
from foedera.coding.commands.lexicon import Frame, Lexicon
from foedera.coding.commands.parents import Parent, parent
from foedera.coding.commands.units import Unit, rank, units
from foedera.language import Sentence, Tree
from foedera.model import ActorRef, Attribution, Edtf, Modality, Span
from foedera.model.vocabulary import CommandChange, CommandRelationship

_CLOSE = 60  # characters behind an act that somebody tells within which a date is its own
_NOMINAL = ("NOUN", "PROPN")
_PLACING = frozenset(["place", "put", "bring"])
_CONDITION = re.compile(
    r"\b(?:provided that|on condition that|subject to|unless|if|pending|as long as|conditional on|until) [^.;]{3,160}",
    re.IGNORECASE,
)
_CIVIL = re.compile(r"semiconductor|trade|vaccine|health|climate|econom|supply|energy|investment|tax", re.IGNORECASE)


class Report(msgspec.Struct, frozen=True):
    """What one sentence says of one unit's command."""

    sentence: Sentence
    change: CommandChange
    unit: ActorRef | None
    post: str | None = None
    rank: str | None = None
    loser: ActorRef | None = None
    parent: ActorRef | None = None
    relationship: CommandRelationship | None = None
    place: str | None = None
    authority: str | None = None
    conditions: tuple[Span, ...] = ()
    when: Edtf | None = None
    modality: Modality = "actual"
    attribution: Attribution = Attribution("author", ())
    score: float = 0.8


class Scene(msgspec.Struct, frozen=True):
    """A sentence as its reports are made from: its tree, its units, who speaks, and the unit named just before."""

    reading: Reading
    tree: Tree
    lexicon: Lexicon
    voices: Voices
    units: tuple[Unit, ...]
    before: ActorRef | None = None

    @classmethod
    def of(
        cls, reading: Reading, sentence: Sentence, lexicon: Lexicon, voices: Voices, before: ActorRef | None = None
    ) -> Scene:
        """The scene of a sentence; `before` is the last unit of the sentence before it."""
        tree = reading.tree(sentence)
        return cls(reading, tree, lexicon, voices, tuple(units(reading, tree, lexicon)), before)

    @property
    def text(self) -> str:
        """The document's text."""
        return self.reading.document.text

    def report(self, change: CommandChange, word: int, found: Mood, unit: ActorRef | None, **fields: object) -> Report:
        """A report whose date, mood and source are those of the word that tells of it."""
        when = phrases.when(self.reading, self.tree, word, *([_CLOSE] if found.sayer is not None else []))
        base = Report(
            self.tree.sentence, change, unit, modality=found.modality or "actual",
            attribution=self.voices.of(self.tree, word, found.sayer), when=when,
            conditions=self.conditions(),
        )  # fmt: skip
        return msgspec.structs.replace(base, **fields)

    def conditions(self) -> tuple[Span, ...]:
        """The conditions that the sentence sets."""
        sentence = self.tree.sentence
        found = _CONDITION.finditer(self.text, sentence.start, sentence.end)
        return tuple(self.reading.document.span(match.start(), match.end()) for match in found)

    def under(self, start: int, unit: ActorRef | None) -> Parent | None:
        """The parent named in the sentence from `start` on."""
        return parent(self.reading, self.lexicon, start, self.tree.sentence.end, unit)


def changes(scene: Scene) -> Iterator[Report]:
    """The changes that a sentence tells of."""
    done: set[int] = set()
    for unit in scene.units:
        if unit.noun in done:
            continue
        for word, frame in _frames(scene, unit):
            report = _changed(scene, unit, word, frame)
            if report is not None:
                done.add(unit.noun)
                yield report
                break


def _frames(scene: Scene, unit: Unit) -> Iterator[tuple[int, Frame]]:
    """What happens to a unit, by the words that govern it, or the post at its head."""
    tree = scene.tree
    found = [g for noun in dict.fromkeys((unit.top, unit.noun)) for g in governments(tree, noun)]
    found += [g for government in found if tree.lemma(government.word) in ("post", "position") for g in
              governments(tree, government.word)]  # fmt: skip
    for government in found:
        word = government.word
        pos = "noun" if tree.tokens[word].pos in _NOMINAL else "verb"
        for frame in scene.lexicon.frames.get(tree.lemma(word), ()):
            if frame.pos != pos or frame.slot != government.slot or unit.kind not in frame.kinds:
                continue
            if frame.particle and not any(tree.word(kid) == frame.particle for kid in tree.kids(word, "prt", "advmod")):
                continue
            yield word, frame


def _changed(scene: Scene, unit: Unit, word: int, frame: Frame) -> Report | None:
    """The report of a unit and what happens to it; None where it is no act or lacks what such an act needs."""
    tree, reading = scene.tree, scene.reading
    found = _mood(tree, word, frame)
    if found.modality is None:
        return None
    above = scene.under(min(tree.tokens[word].start, unit.ref.end if unit.ref else tree.tokens[word].start), unit.ref)
    where = phrases.place(reading, tree, word, unit.top, unit.noun)
    if not _complete(tree, unit, word, frame, above, where):
        return None
    sentence = tree.sentence
    to = rank(scene.text, sentence.start, sentence.end)
    return scene.report(
        frame.change, word, found, _belonging(scene, unit, word, frame),
        post=unit.post, rank=to, parent=above.ref if above else None,
        relationship=above.relationship if above else None, place=where, score=_score(unit, frame),
    )  # fmt: skip


def _mood(tree: Tree, word: int, frame: Frame) -> Mood:
    """How a change is meant: what is wanted, planned or approved is not there for it."""
    found = mood(tree, word)
    own = operators().get(tree.lemma(word)) if frame.pos == "verb" and frame.slot == "obj" else None
    if found.modality != "actual" or own not in ("planned", "possible"):
        return found
    return Mood("planned" if own == "planned" else "possible", found.sayer)


def _complete(tree: Tree, unit: Unit, word: int, frame: Frame, above: Parent | None, where: str | None) -> bool:
    """Whether everything is there that such a change needs."""
    lemma = tree.lemma(word)
    if any(_CIVIL.search(token.text) for token in tree.tokens[unit.noun :]) and "task" in (
        unit.ref.name.lower() if unit.ref else ""
    ):
        return False
    if lemma in _PLACING or frame.change == "attach":
        return above is not None
    if lemma == "become":
        return any(True for _ in tree.kids(word, "attr"))
    if unit.kind == "troops":
        return where is not None or frame.change == "restructure"
    return not (frame.change == "relocate" and where is None)


def _belonging(scene: Scene, unit: Unit, word: int, frame: Frame) -> ActorRef | None:
    """The unit; one that a single state creates belongs to that state."""
    ref = unit.ref
    if ref is None or ref.id is not None or ref.state is not None or frame.change != "create" or frame.pos != "verb":
        return ref
    makers = refs(scene.reading, scene.tree, doers(scene.tree, word))
    shared = re.search(r"\b(?:NATO|[Mm]ultinational|[Cc]ombined|[Aa]llied)\b", ref.name)
    if len(makers) == 1 and makers[0].kind == "state" and not shared:
        return msgspec.structs.replace(ref, state=makers[0].id)
    return ref


def _score(unit: Unit, frame: Frame) -> float:
    """How sure a change is."""
    named = unit.known or (unit.ref is not None and unit.ref.name[:1].isupper())
    score = 0.9 - 0.1 * (frame.pos == "noun") - 0.1 * (not named)
    return score - 0.1 * (unit.kind in ("troops", "structure"))
