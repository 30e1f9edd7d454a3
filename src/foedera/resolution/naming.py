"""Mentions by a name that the base knows: which of its actors is meant, at the document's date, here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable

from foedera.actors import Base, Match, Period
from foedera.model import ActorKind, ActorRef, Edtf
from foedera.resolution.cities import Cities
from foedera.resolution.mentions import Mention
from foedera.resolution.syntax import Syntax

_YEAR = re.compile(r"(?<![\d$.,-])(1[89]\d\d|20\d\d)(?![\d,%]|-\d)", re.ASCII)
_KINDS: tuple[ActorKind, ...] = ("state", "organisation", "person", "command")
_TYPES = {"capital": "capital", "seat": "seat", "adjective": "adjective", "demonym": "adjective", "acronym": "acronym"}
_OWNS = (" ", "'s ", "\u2019s ", "' ", "\u2019 ")
_BESIDE = re.compile(r",? (?:and |or )?(?:the )?")
_OF = re.compile(r"(?: staff| secretariat)? (?:of|in|from) (?:the )?", re.IGNORECASE)
_BARE = ("military", "forces", "troops", "marines", "government", "armed forces")
_CHAMBERS = ("Senate", "Congress", "House", "Parliament", "Republican", "Republicans", "Democrats")
_PLAIN = (*_CHAMBERS, "Marine Corps", "Coast Guard", "Navy", "Army", "Air Force", "Marines")
_GENERIC = ("army", "navy", "air force", "government", "police", "coast guard", "marines")


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
        self._known: dict[str, tuple[str, ActorKind, str | None, str | None]] = {}
        self._cities = Cities(base, syntax)

    def mentions(self, matches: Iterable[Match]) -> list[Mention]:
        """The mentions by name; places and cities where something only happens are left out."""
        kept = [match for match in matches if match.actors and not self._cities.elsewhere(match)]
        chosen = [self.choices(match) for match in kept]
        often = Counter(ids[0] for ids in chosen if len(ids) == 1)
        made: list[Mention] = []
        for match, ids in zip(kept, chosen, strict=True):
            mention = self._meant(match, ids, often, made)
            if mention is None:
                continue
            if made and mention.start == made[-1].start:
                made.pop()
            made.append(mention)
        return made

    def _meant(self, match: Match, ids: tuple[str, ...], often: Counter[str], made: list[Mention]) -> Mention | None:
        """The mention that a match is, given those before it; None where it is none."""
        if len(ids) == 1 and match.type in ("short", "name") and self._foreign(match, ids[0], often, made):
            return self._of_another(match, made)
        if len(ids) > 1 and not any(id.startswith("state:") for id in ids):
            return self._shared(match, ids, often, made)
        return self._mention(match, ids, often.keys())

    def _foreign(self, match: Match, id: str, often: Counter[str], made: list[Mention]) -> bool:
        """Whether a name of a state's body stands for another state's ("the Philippine Senate"), or for nobody's.

        A name of one word counts only where the state is spoken of as much as any other.
        """
        state = self.base.state_of(id, self.published)
        if state is None or id == state or self.base.sector_of(id, self.published) not in ("GOV", "MIL", "LEG"):
            return False
        words = self.syntax.text[match.start : match.end]
        _, states = self._owner(match, made, listed=words in _PLAIN)
        if states - {None}:
            return state not in states
        return words in _CHAMBERS and 2 * often[state] < max(
            (often[s] for s in often if s.startswith("state:")), default=1
        )

    def _of_another(self, match: Match, made: list[Mention]) -> Mention:
        """The mention of a body that the base lacks, of the state named beside it."""
        start, end = match.start, match.end
        words = self.syntax.text[start:end]
        state = next((id for id in self._owner(match, made)[1] if id is not None), None)
        name = words if state is None else f"{self.base.name_of(state, self.published)}: {words}"
        sector = self.base.sector_of(match.actors[0])
        kind = actor_kind(match.actors[0])
        ref = ActorRef(id=None, name=name, kind=kind, state=state, sector=sector, text=words, start=start, end=end)
        return Mention(start, end, words, (ref,), "name")

    def _shared(self, match: Match, ids: tuple[str, ...], often: Counter[str], made: list[Mention]) -> Mention | None:
        """The mention by a name that organisations of many states share ("Foreign Ministry"), by the state beside it.

        Takes the state's own name in where it stands right before ("the Japanese Foreign Ministry").
        """
        text = self.syntax.text
        words = text[match.start : match.end]
        if words.lower() in _BARE or (words.lower() in _GENERIC and words.islower() and self._modifies(match)):
            return None
        start, states = self._owner(match, made)
        owned = [id for id in ids if self.base.state_of(id) in states]
        if not owned:
            start, owned = match.start, self._frequent(ids, often, words)
        if len(owned) == 1:
            ref = self.ref(owned[0], start, match.end)
            return Mention(start, match.end, text[start : match.end], (ref,), "name")
        if words.islower():
            return None
        return Mention(match.start, match.end, words, (), "name", tuple(owned))

    def _frequent(self, ids: tuple[str, ...], often: Counter[str], words: str) -> list[str]:
        """Those of `ids` that the document names otherwise, or whose state it names by far the most."""
        if words.lower() in _GENERIC and words.islower():
            return []
        named = [id for id in ids if id in often]
        if named:
            return named
        states = sorted(((often[self.base.state_of(id) or ""], id) for id in ids), reverse=True)
        if states[0][0] >= 3 and (len(states) == 1 or states[0][0] >= 2 * states[1][0]):
            return [states[0][1]]
        return [id for count, id in states if count]

    def _owner(self, match: Match, made: list[Mention], *, listed: bool = True) -> tuple[int, set[str | None]]:
        """The states whose name stands right before or after a name, and where the two together begin.

        In a list ("the Philippine Army and Marine Corps") the state of the body before it.
        """
        if not made:
            return match.start, self._after(match.end)
        before, between = made[-1], self.syntax.text[made[-1].end : match.start]
        states = {ref.id for ref in before.refs} if between in _OWNS else set()
        if states:
            return (before.start if between == " " else match.start), states
        after = self._after(match.end)
        if listed and not after and _BESIDE.fullmatch(between):
            after = {ref.state for ref in before.refs if ref.kind == "organisation"} - {None}
        return match.start, after

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
        known = self._known.get(id)
        if known is None:
            on = self.published if self.published is not None and self.base.actor(id, self.published) else None
            actor = self.base.actor(id, on)
            name = id if actor is None else actor.name
            known = self._known[id] = (name, actor_kind(id), self.base.state_of(id, on), self.base.sector_of(id, on))
        name, kind, state, sector = known
        text = self.syntax.text[start:end]
        return ActorRef(id=id, name=name, kind=kind, state=state, sector=sector, text=text, start=start, end=end)

    def _mention(self, match: Match, ids: tuple[str, ...], sure: Collection[str]) -> Mention:
        text = self.syntax.text[match.start : match.end]
        if len(ids) > 1:
            known = tuple(id for id in ids if id in sure)
            ids = known if len(known) == 1 else ids
        how = _TYPES.get(match.type, "name")
        if len(ids) == 1 and not (match.place is not None and match.type == "name" and self._doubtful(match, sure)):
            return Mention(match.start, match.end, text, (self.ref(ids[0], match.start, match.end),), how)
        return Mention(match.start, match.end, text, (), how, ids)

    def _doubtful(self, match: Match, sure: Collection[str]) -> bool:
        """Whether a name that is also a place of another state (Georgia) is not backed by anything beside it.

        What backs it is another state in its sentence, or that it is named without doubt elsewhere ("Tbilisi").
        """
        place = self.base.place(match.place or "")
        if place is None or place.state is None or place.state in match.actors:
            return False
        if self._beside(match) - {place.state}:
            return False
        return not any(id in sure and self._surely(id) for id in match.actors)

    def _beside(self, match: Match) -> set[str]:
        """The states that the sentence of a match surely names."""
        sentence = self.syntax.parse.at(match.start)
        if sentence is None:
            return set()
        found = self.base.scan(self.syntax.text[sentence.start : sentence.end])
        return {id for other in found if other.place is None for id in other.actors if id.startswith("state:")}

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
