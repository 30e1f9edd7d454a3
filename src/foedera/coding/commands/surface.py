"""What the words alone tell where the parser fails: posts that are raised, delegations, seats, and lists of forces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from foedera.coding.acts import phrases
from foedera.coding.acts.mood import Mood, mood
from foedera.coding.coder import Reading
from foedera.coding.commands.finding import Report, Scene
from foedera.coding.commands.lexicon import Lexicon
from foedera.coding.commands.units import Unit, rank, unknown
from foedera.model import ActorRef, Paragraph
from foedera.model.vocabulary import CommandRelationship

_RAISED = re.compile(r"\b(?:rais|elevat|upgrad|promot)(?:e|es|ed|ing)\b", re.IGNORECASE)
_POST = re.compile(
    r"\b(?:post|position|rank|grade) of (?:its |the |their )?((?:top |senior )?"
    r"(?:[Cc]ommander|[Cc]hief)(?:-in-[Cc]hief)?(?:(?:,| of| in) (?:the )?[A-Z][\w.]*(?: [A-Z][\w.]*)*)?)"
)
_DELEGATES = re.compile(r"\bdelegat(?:es?|ed|ing)\b", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"\b(?:(?:operational|tactical|administrative) (?:control|command)|authority|control|command|OPCON|TACON)\b[^,;:.]*"
)
_SEAT = re.compile(
    r"whose headquarters (?:is|are|lies)(?: located)?(?: at| in)? ((?:[A-Z][\w-]*)(?: [A-Z][\w-]*)*)|"
    r"headquarters of [^.;]{2,40}? (?:is|remains|stays|lies|will remain) (?:located )?"
    r"(?:at|in) ((?:[A-Z][\w-]*)(?: [A-Z][\w-]*)*)"
)
_CONTROL = re.compile(
    r"\b(transfer(?:red|s)?|handed over|placed|brought|put) (?:to|under) (?:the )?([A-Z][\w.]*)(?:[’']s)? "
    r"(?:(?:operational|tactical|direct) )?(?:control|command)\b"
)
_LIST = re.compile(
    r"\b(?:following|these) (?:forces|units|elements|formations)\b[^:]*\b(?:attached|assigned|placed under)\b[^:]*:\s*$"
)
_NUMBERED = re.compile(r"\s*\d+(?:\.\d+)+\b")
_ITEM = re.compile(r"(?:[-•*]\s*)?(?:the )?([A-Z0-9][^,;.:(]{3,80})")
_ASSUMES = re.compile(
    r"\b(have|take on|take over|assume|gain|receive|acquire)(?:s|d|ing)? ((?:(?:a|the|its|more|greater|new|full|direct|"
    r"primary|expanded|added|additional) )*(?:leadership|command|operational)(?:[- ](?:and[- ])?(?:control|command))? "
    r"(?:roles?|responsibilit(?:y|ies)|authorit(?:y|ies)))"
)
_GAP = 40
_LONGEST = 200


def spelled(scene: Scene) -> Iterator[Report]:
    """The reports that the words of a sentence give by themselves."""
    yield from _raised(scene)
    yield from _delegated(scene)
    yield from _seated(scene)
    yield from _transferred(scene)
    yield from _assumed(scene)


def _token(scene: Scene, offset: int) -> int:
    return next((i for i, t in enumerate(scene.tree.tokens) if t.end > offset), 0)


def _mood(scene: Scene, word: int) -> Mood:
    """The mood of a verb; of one that the parser takes for a noun, that of a plain statement."""
    return mood(scene.tree, word) if scene.tree.tokens[word].pos in ("VERB", "AUX") else Mood("actual")


def _raised(scene: Scene) -> Iterator[Report]:
    """A post that is raised to a rank."""
    sentence, text = scene.tree.sentence, scene.text
    verb, post = _RAISED.search(text, sentence.start, sentence.end), _POST.search(text, sentence.start, sentence.end)
    to = rank(text, sentence.start, sentence.end)
    if verb is None or post is None or to is None:
        return
    word = _token(scene, verb.start())
    found = _mood(scene, word)
    if found.modality is not None:
        unit = next((u.ref for u in scene.units if u.ref and u.ref.start <= post.end() <= u.ref.end + 1), None)
        yield scene.report("upgrade", word, found, unit, post=post[1], rank=to, score=0.85)


def _delegated(scene: Scene) -> Iterator[Report]:
    """Authority that one level delegates to another."""
    sentence, text = scene.tree.sentence, scene.text
    verb = _DELEGATES.search(text, sentence.start, sentence.end)
    authority = None if verb is None else _AUTHORITY.search(text, verb.end(), sentence.end)
    if verb is None or authority is None:
        return
    word = _token(scene, verb.start())
    found = _mood(scene, word)
    behind = [unit for unit in scene.units if unit.ref and unit.ref.start > verb.end()]
    before = [unit for unit in scene.units if unit.ref and unit.ref.end < verb.start()]
    gainer = next((u for u in behind if u.post or (u.ref and " to " in text[verb.end() - 1 : u.ref.start])), None)
    if gainer is None or _is_bare(scene, word) or found.modality is None:
        return
    loser = next((u.ref for u in reversed(before)), None)
    yield scene.report(
        "delegate", word, found, gainer.ref, post=_post(behind, gainer), loser=loser, score=0.85,
        relationship=scene.lexicon.relationship(text, authority.start(), authority.end()),
        authority=authority[0].strip()[:_LONGEST],
    )  # fmt: skip


def _assumed(scene: Scene) -> Iterator[Report]:
    """A headquarters that is to have a role in leading forces ("USFJ will have a direct leadership role")."""
    sentence, text = scene.tree.sentence, scene.text
    match = _ASSUMES.search(text, sentence.start, sentence.end)
    known = [u.ref for u in scene.units if u.known and u.ref and match and u.ref.end <= match.start()]
    if match is None or not known or match.start() - known[-1].end > _GAP:
        return
    word = _token(scene, match.start(1))
    found = _mood(scene, word)
    if found.modality is not None:
        yield scene.report("delegate", word, found, known[-1], authority=match[2].strip(), score=0.75)


def _is_bare(scene: Scene, word: int) -> bool:
    """Whether a verb stands alone in an item of a list, which may be one of what is forbidden."""
    return scene.tree.tokens[word].tag == "VB" and not any(True for _ in scene.tree.kids(word, "aux"))


def _post(found: list[Unit], unit: Unit) -> str | None:
    return next((other.post for other in found if other.post and other.ref == unit.ref), None)


def _seated(scene: Scene) -> Iterator[Report]:
    """Where the headquarters of a named unit lies."""
    sentence, text = scene.tree.sentence, scene.text
    match = _SEAT.search(text, sentence.start, sentence.end)
    if match is None:
        return
    known = [unit.ref for unit in scene.units if unit.known and unit.ref is not None]
    if match[2] is None:
        unit = next((ref for ref in reversed(known) if ref.end <= match.start()), None)
    else:
        unit = next((ref for ref in known if ref.start > match.start()), None)
    if unit is not None:
        yield scene.report(
            "hold", _token(scene, match.start()), Mood("actual"), unit, when=None, place=match[1] or match[2],
            score=0.85,
        )  # fmt: skip


def _transferred(scene: Scene) -> Iterator[Report]:
    """What is put under the control of an organisation or a state ("transferred to NATO control")."""
    sentence, text, tree = scene.tree.sentence, scene.text, scene.tree
    match = _CONTROL.search(text, sentence.start, sentence.end)
    mention = None if match is None else scene.reading.mentions.at(match.start(2))
    if match is None or mention is None or len(mention.refs) != 1:
        return
    word = _token(scene, match.start())
    things = [
        i
        for i in range(word)
        if tree.tokens[i].dep in ("nsubj", "nsubjpass", "dobj", "ROOT") and tree.tokens[i].pos in ("NOUN", "PROPN")
    ]
    found = mood(tree, word)
    if not things or found.modality is None:
        return
    start, end = phrases.name(scene.reading, tree, things[-1])
    known = next((u.ref for u in scene.units if u.noun == things[-1] and u.ref), None)
    yield scene.report(
        "attach", word, found, known or unknown(text[start:end], start, None), parent=mention.refs[0],
        relationship=scene.lexicon.relationship(text, *match.span()), score=0.75,
    )  # fmt: skip


def listed(reading: Reading, lexicon: Lexicon) -> Iterator[Report]:
    """Forces that a list attaches to the unit named last before it, with the relationship that heads each part."""
    text = reading.document.text
    above: ActorRef | None = None
    within = False
    relationship: CommandRelationship | None = None
    for paragraph in reading.document.paragraphs:
        words = text[paragraph.start : paragraph.end].strip()
        within = within and not _NUMBERED.match(words) and len(words) <= _LONGEST
        if within and above is not None:
            if words.endswith(":"):
                relationship = lexicon.relationship(text, paragraph.start, paragraph.end)
            else:
                yield from _item(reading, paragraph, above, relationship)
        elif above is not None and _LIST.search(words):
            within, relationship = True, None
        else:
            above = next(reading.mentions.refs(paragraph.start, paragraph.end, "command"), above)


def _item(
    reading: Reading, item: Paragraph, parent: ActorRef, relationship: CommandRelationship | None
) -> Iterator[Report]:
    """The unit that an item of a list attaches."""
    text = reading.document.text
    unit = next(reading.mentions.refs(item.start, item.end, "command"), None) or _named(text, item)
    sentence = reading.parse.at(item.start)
    if unit is not None and sentence is not None:
        yield Report(sentence, "attach", unit, parent=parent, relationship=relationship, score=0.8)


def _named(text: str, item: Paragraph) -> ActorRef | None:
    match = _ITEM.match(text, item.start, item.end)
    return None if match is None else unknown(match[1].strip(), match.start(1), None)
