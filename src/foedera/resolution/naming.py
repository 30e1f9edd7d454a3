"""Mentions by a name that the base knows: which of its actors is meant, at the document's date, here."""

from __future__ import annotations

import re
from collections.abc import Iterable

from foedera.actors import Base, Match, Period
from foedera.model import ActorKind, ActorRef, Edtf
from foedera.resolution.mentions import Mention
from foedera.resolution.syntax import Syntax

_YEAR = re.compile(r"(?<![\d$.,-])(1[89]\d\d|20\d\d)(?![\d,%]|-\d)", re.ASCII)
_WHERE = frozenset("in at near outside around inside across downtown central visiting visited via".split())
_WAY = frozenset("to from into toward towards of".split())
_WORD_FROM = frozenset(
    "pressure support help aid response call request reply message letter threat challenge commitment assurance "
    "assurances signal warning criticism approval objection objections demand demands proposal offer guidance gift "
    "thanks blow boost concession concessions opposition answer appeal assistance access relation relations".split()
)
_KINDS: tuple[ActorKind, ...] = ("state", "organisation", "person", "command")
_TYPES = {"capital": "capital", "seat": "seat", "adjective": "adjective", "demonym": "adjective", "acronym": "acronym"}
_OWNS = (" ", "'s ", "\u2019s ", "' ", "\u2019 ")
_OF = re.compile(r" (?:of|in) (?:the )?")
_LANGUAGE = re.compile(r"[ -](?:language|speak|translation of|cuisine|food|restaurant|zodiac|calendar)", re.IGNORECASE)


def actor_kind(id: str) -> ActorKind:
    """The kind that an actor's id carries. Raises `ValueError` where it carries none."""
    prefix = id.partition(":")[0]
    for kind in _KINDS:
        if kind == prefix:
            return kind
    raise ValueError(f"{id!r} is no actor id")


class Naming:
    """Decides for one document who is meant by a name of the base."""

    def __init__(self, base: Base, syntax: Syntax, published: Edtf | None) -> None:
        self.base, self.syntax, self.published = base, syntax, published
        self._period = None if published is None else Period.of(published)

    def mentions(self, matches: Iterable[Match]) -> list[Mention]:
        """The mentions by name; places and cities where something only happens are left out."""
        kept = [match for match in matches if match.actors and not self._elsewhere(match)]
        chosen = [self.choices(match) for match in kept]
        sure = {ids[0] for ids in chosen if len(ids) == 1}
        made: list[Mention] = []
        for match, ids in zip(kept, chosen, strict=True):
            if len(ids) > 1 and not any(id.startswith("state:") for id in ids):
                mention = self._shared(match, ids, sure, made)
                if mention is not None and made and mention.start == made[-1].start:
                    made.pop()
            else:
                mention = self._mention(match, ids, sure)
            if mention is not None:
                made.append(mention)
        return made

    def _shared(self, match: Match, ids: tuple[str, ...], sure: set[str], made: list[Mention]) -> Mention | None:
        """The mention by a name that organisations of many states share ("Foreign Ministry"), by the state beside it.

        Takes the state's own name in where it stands right before ("the Japanese Foreign Ministry").
        """
        text = self.syntax.text
        if text[match.start : match.end].lower() == "military" and self._modifies(match):
            return None
        start, states = self._owner(match, made)
        owned = [id for id in ids if self.base.state_of(id) in states]
        if not owned:
            start = match.start
            owned = [id for id in ids if id in sure] or [id for id in ids if self.base.state_of(id) in sure]
        if len(owned) == 1 and (states or not text[match.start].islower()):
            ref = self.ref(owned[0], start, match.end)
            return Mention(start, match.end, text[start : match.end], (ref,), "name")
        if text[match.start].islower():
            return None
        return Mention(match.start, match.end, text[match.start : match.end], (), "name", tuple(owned))

    def _owner(self, match: Match, made: list[Mention]) -> tuple[int, set[str | None]]:
        """The states whose name stands right before or after a name, and where the two together begin."""
        between = self.syntax.text[made[-1].end : match.start] if made else ""
        states = {ref.id for ref in made[-1].refs} if between in _OWNS else set()
        if states:
            return (made[-1].start if between == " " else match.start), states
        return match.start, self._after(match.end)

    def _modifies(self, match: Match) -> bool:
        """Whether the words only qualify the noun behind them ("military exercise")."""
        found = self.syntax.head(match.start, match.end)
        if found is None:
            return bool(re.match(r" \w", self.syntax.text[match.end : match.end + 2]))
        token = found[0].tokens[found[1]]
        return token.pos == "ADJ" or (token.dep in ("amod", "compound", "nmod") and token.head > found[1])

    def _after(self, end: int) -> set[str | None]:
        """The states in "of the Republic of Korea" right behind a name."""
        of = _OF.match(self.syntax.text, end)
        if of is None:
            return set()
        found = self.base.scan(self.syntax.text[of.end() : of.end() + 60])
        if found and found[0].start == 0:
            return set(found[0].on(self._period))
        return set()

    def choices(self, match: Match) -> tuple[str, ...]:
        """The actors that a match may mean at the time of which its sentence speaks."""
        now = match.on(self._period) or match.actors
        if self._period is None and len(now) > 1:
            now = tuple(dict.fromkeys(n.actor for n in match.names if n.when.text.endswith(".."))) or now
        if len(match.actors) > 1:
            year = self._year(match)
            if year is not None:
                then = match.on(Period.of(year))
                if then and not any(self.base.actor(id, year) for id in now):
                    return then
        return now

    def ref(self, id: str, start: int, end: int) -> ActorRef:
        """The reference to an actor of the base by the words from `start` to `end`."""
        on = self.published if self.published is not None and self.base.actor(id, self.published) else None
        actor = self.base.actor(id, on)
        return ActorRef(
            id=id, name=id if actor is None else actor.name, kind=actor_kind(id),
            state=self.base.state_of(id, on), sector=self.base.sector_of(id, on),
            text=self.syntax.text[start:end], start=start, end=end,
        )  # fmt: skip

    def _mention(self, match: Match, ids: tuple[str, ...], sure: set[str]) -> Mention:
        text = self.syntax.text[match.start : match.end]
        if len(ids) > 1:
            known = tuple(id for id in ids if id in sure)
            ids = known if len(known) == 1 else ids
        how = _TYPES.get(match.type, "name")
        if len(ids) == 1 and not (match.place is not None and match.type == "name" and self._doubtful(match, sure)):
            return Mention(match.start, match.end, text, (self.ref(ids[0], match.start, match.end),), how)
        return Mention(match.start, match.end, text, (), how, ids)

    def _doubtful(self, match: Match, sure: set[str]) -> bool:
        """Whether a name that is also a place of another state (Georgia) is not backed by anything beside it.

        What backs it is another state in its sentence, or that it is named without doubt elsewhere ("Tbilisi").
        """
        place = self.base.place(match.place or "")
        if place is None or place.state is None or place.state in match.actors:
            return False
        sentence = self.syntax.parse.at(match.start)
        if sentence is not None:
            text = self.syntax.text[sentence.start : sentence.end]
            beside = {id for other in self.base.scan(text) if other.place is None for id in other.actors}
            if any(id != place.state and id.startswith("state:") for id in beside):
                return False
        return not any(id in sure and self._surely(id) for id in match.actors)

    def _surely(self, id: str) -> bool:
        forms = [name.name for name in self.base.names(id, self.published) if name.type in ("capital", "adjective")]
        return any(form in self.syntax.text for form in forms)

    def _year(self, match: Match) -> Edtf | None:
        """The only year that the sentence names, where it is a past one."""
        sentence = self.syntax.parse.at(match.start)
        if sentence is None or self.published is None:
            return None
        years = set(_YEAR.findall(self.syntax.text, sentence.start, sentence.end))
        if len(years) != 1:
            return None
        year = Edtf.parse(years.pop())
        return year if year.before(self.published) else None

    def _elsewhere(self, match: Match) -> bool:
        """Whether the words name no actor here: a city where something happens, a language, a dateline."""
        text = self.syntax.text
        if match.type == "adjective" and _LANGUAGE.match(text, match.end):
            return True
        if match.type not in ("capital", "seat"):
            return False
        if match.type == "capital" and self._dateline(match):
            return True
        word = self.syntax.before(match.start)
        if word == "the":
            word = self.syntax.before(match.start - 4)
        if word in _WHERE:
            return True
        following = text[match.end : match.end + 40]
        if match.type == "capital" and following.startswith(", "):
            after = self.base.scan(following[2:])
            if after and after[0].start == 0 and after[0].type in ("name", "acronym"):
                return bool(set(after[0].actors) & set(match.actors))
        return word in _WAY and not self._from_government(match)

    def _dateline(self, match: Match) -> bool:
        text = self.syntax.text
        line = text.rfind("\n", 0, match.start) + 1
        if text[line : match.start].strip():
            return False
        return text[match.start : match.end].isupper() and len(match.actors) > 0 and match.end - match.start > 3

    def _from_government(self, match: Match) -> bool:
        """Whether "from Tokyo", "to Tokyo" or "of Tokyo" hangs on a word that a government gives or takes."""
        found = self.syntax.head(match.start, match.end)
        if found is None:
            return False
        sentence, index = found
        tokens = sentence.tokens
        preposition = tokens[tokens[index].head]
        governor = tokens[preposition.head]
        return governor.lemma.lower() in _WORD_FROM or governor.text.lower() in _WORD_FROM
