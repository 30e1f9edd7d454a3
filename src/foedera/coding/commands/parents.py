"""Under whom a unit stands by the words of its sentence: "under", "reporting to", "subordinate to", "attached to"."""

from __future__ import annotations

import re

import msgspec

from foedera.coding.coder import Reading
from foedera.coding.commands.lexicon import Lexicon
from foedera.model import ActorRef
from foedera.model.vocabulary import CommandRelationship
from foedera.resolution.mentions import key_of

_UNDER = re.compile(
    r"\b(?:(?:under|to) (?:the )?(?:(?:direct|overall|full|sole|single|unified) )?(?:(?:operational|tactical|"
    r"administrative|military|combatant) )?(?:command|control|authority|OPCON|TACON)(?: \([A-Z]+\))?"
    r"(?: and control)? of|"
    r"under|(?:report|answer)(?:s|ed|ing)?(?: \w+ly)? (?:to|through)|subordinated? to|attached to|"
    r"assigned to|(?:forms? )?part of) "
    r"(?:the (?:new |newly created )?)?",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"\bunder (?:the )?(?:direct )?([A-Z][\w.’'-]*)(?:[’']s?)? (?:operational |direct )?(?:command|control)\b"
)
_POST = re.compile(
    r"(?:(?:[Dd]eputy |[Ss]upreme )*[Cc]ommander(?:-in-[Cc]hief)?|[Hh]ead|[Cc]hief)(?:,| of| in)? (?:the )?"
)
_WORDS = 40
_NAMED = re.compile(
    r"[A-Z][\w-]*(?: (?:of |the )?[A-Z][\w-]*)* (?:Command|Headquarters|Corps|Fleet|Force|Brigade|Division|Group)\b"
)


class Parent(msgspec.Struct, frozen=True):
    """Who stands above, the relationship if it is named, and where its words stand."""

    ref: ActorRef
    relationship: CommandRelationship | None
    start: int
    end: int


def parent(reading: Reading, lexicon: Lexicon, start: int, end: int, unit: ActorRef | None) -> Parent | None:
    """The parent that words of the document from `start` to `end` name first; never the unit itself."""
    text = reading.document.text
    owned = _OWNED.search(text, start, end)
    for match in _UNDER.finditer(text, start, end):
        ref = _behind(reading, match.end(), end)
        if ref is not None and (unit is None or key_of(ref) != key_of(unit)):
            return Parent(ref, lexicon.relationship(text, match.start(), match.end()), match.start(), ref.end)
    if owned is not None:
        mention = reading.mentions.at(owned.start(1))
        if mention is not None and len(mention.refs) == 1:
            return Parent(mention.refs[0], lexicon.relationship(text, *owned.span()), owned.start(), owned.end())
    return None


def _behind(reading: Reading, at: int, end: int) -> ActorRef | None:
    """The command, or else the organisation, that is named at an offset, at the head of which may be a post."""
    text = reading.document.text
    post = _POST.match(text, at)
    if post is not None:
        at = post.end()
    first = reading.mentions.at(at)
    near = reading.mentions.within(at, min(end, at + _WORDS + 40))
    command = next((ref for m in near if m.start <= at + _WORDS for ref in m.refs if ref.kind == "command"), None)
    if command is not None and (post is not None or text[at : command.start].count(" ") <= 3):
        return command
    if first is not None and len(first.refs) == 1 and first.refs[0].kind in ("organisation", "command"):
        return first.refs[0] if first.refs[0].sector in ("MIL", "GOV", "IGO", None) else None
    name = _NAMED.match(text, at, end)
    if name is None:
        return None
    return ActorRef(
        id=None, name=name[0], kind="command", state=None, sector="MIL", text=name[0], start=at, end=name.end()
    )
