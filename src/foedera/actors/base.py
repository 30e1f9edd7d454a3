"""The actor base: who exists, since when and until when, under which names, in which groups, posts and commands.

Every lookup takes `on`, a date or None; with a date it answers for that time, without one for all times.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from foedera.actors.forms import LETTERS, plain
from foedera.actors.rows import (
    Actor,
    Code,
    Holder,
    Membership,
    Name,
    Period,
    Place,
    Post,
    Subordination,
    Succession,
)
from foedera.actors.scan import Match, Scanner
from foedera.actors.spellings import listed, pairs
from foedera.actors.tables import Tables, tables
from foedera.model import Edtf

_DATA = Path(__file__).parent / "data"
_BUNDLED = (_DATA, _DATA / "organisations", _DATA / "commands", _DATA / "persons")
_FAMILY_FIRST = frozenset(
    ["state:CHN", "state:KOR", "state:PRK", "state:TWN", "state:VNM", "state:KHM", "state:SGP", "state:HUN"]
)
_SUFFIX = re.compile(r",? (?:jr|sr|ii|iii|iv)\.?$")
_PARTICLES = frozenset("van von der den de la bin al ter".split())
_Row = TypeVar("_Row")
_Key = TypeVar("_Key", str, str | None)
_Dated = TypeVar("_Dated", Actor, Name, Code, Succession, Membership, Holder, Subordination, Place)


class Base:
    """All tables and their indexes; immutable. `version` is a short hash of the files it was loaded from."""

    def __init__(self, tables: Tables) -> None:
        self.version = tables.version
        self._rows = tables.rows

    def rows(self, table: str) -> tuple[Any, ...]:
        """Every row of a table by its name ("actors", "names"), as the row types of `foedera.actors`.

        Raises `KeyError` for a name that is no table.
        """
        return self._rows[table]

    def scan(self, text: str) -> list[Match]:
        """The names in `text`: longest first from the left, not overlapping, sorted; at whatever date they hold."""
        return self._scanner.scan(text)

    def actor(self, id: str, on: Edtf | None = None) -> Actor | None:
        """The actor with this id at that time; None where there is none. Without a date, as it was last."""
        rows = self._actors.get(id, ())
        if on is None:
            return max(rows, key=lambda row: row.when.first, default=None)
        return next(iter(_at(rows, on)), None)

    def find(self, name: str, on: Edtf | None = None) -> tuple[Actor, ...]:
        """The actors that `name` may mean at that time: as written, or else in any case. Ids are found too."""
        if name in self._actors:
            found: Iterable[Name] = ()
            ids = [name]
        else:
            found = self._scanner.named(name) or self._folded.get(" ".join(name.split()).casefold(), ())
            ids = list(dict.fromkeys(row.actor for row in _at(found, on)))
        actors = (self.actor(id, on) for id in ids)
        return tuple(actor for actor in actors if actor is not None)

    def people(self, name: str) -> tuple[str, ...]:
        """The ids of the persons with this full name: in any case, with or without accents and "Jr."."""
        return tuple(self._people.get(_spelled(name), ()))

    def surnamed(self, surname: str, on: Edtf | None = None) -> tuple[str, ...]:
        """The ids of the persons of this family name who held a post at that time."""
        return tuple(id for id in self._surnames.get(_spelled(surname), ()) if self.posts_of(id, on))

    def names(self, id: str, on: Edtf | None = None) -> tuple[Name, ...]:
        """The names of an actor."""
        return _at(self._names.get(id, ()), on)

    def actor_rows(self, id: str) -> tuple[Actor, ...]:
        """Every row of an actor: one for each period of its life."""
        return tuple(self._actors.get(id, ()))

    def name_of(self, id: str, on: Edtf | None = None) -> str | None:
        """The usual English name of an actor at that time, or where it did not exist then, as it was last."""
        actor = self.actor(id, on) or self.actor(id)
        return None if actor is None else actor.name

    def state_of(self, id: str, on: Edtf | None = None) -> str | None:
        """The id of the state to which an actor belongs; of a state, itself."""
        actor = self.actor(id, on)
        if actor is None:
            return None
        return id if actor.kind == "state" else actor.state

    def sector_of(self, id: str, on: Edtf | None = None) -> str | None:
        """The PLOVER sector of an actor, or None."""
        actor = self.actor(id, on)
        return None if actor is None else actor.sector

    def members(self, group: str, on: Edtf | None = None, standing: str = "member") -> tuple[Membership, ...]:
        """The memberships in a group with that standing."""
        return tuple(row for row in _at(self._members.get(group, ()), on) if row.standing == standing)

    def groups(self, member: str, on: Edtf | None = None) -> tuple[Membership, ...]:
        """The memberships of an actor, whatever the standing."""
        return _at(self._groups.get(member, ()), on)

    def post(self, post: str) -> Post | None:
        """The post with this id."""
        return self._posts.get(post)

    def posts(self, body: str) -> tuple[Post, ...]:
        """The posts of an actor, such as those of a state's government."""
        return tuple(self._bodies.get(body, ()))

    def offices(self, state: str) -> tuple[Post, ...]:
        """The posts of a state and of all bodies that belong to it."""
        return tuple(self._offices.get(state, ()))

    def holders(self, post: str, on: Edtf | None = None) -> tuple[Holder, ...]:
        """Who held a post."""
        return _at(self._holders.get(post, ()), on)

    def posts_of(self, person: str, on: Edtf | None = None) -> tuple[Holder, ...]:
        """The posts that a person held."""
        return _at(self._held.get(person, ()), on)

    def parents(self, command: str, on: Edtf | None = None) -> tuple[Subordination, ...]:
        """The superiors of a command, and its seat."""
        return _at(self._parents.get(command, ()), on)

    def subordinates(self, parent: str, on: Edtf | None = None) -> tuple[Subordination, ...]:
        """The commands directly under an actor."""
        return _at(self._subordinates.get(parent, ()), on)

    def predecessors(self, id: str) -> tuple[Succession, ...]:
        """The successions through which an actor came to be."""
        return tuple(row for row in self._rows["successions"] if row.successor == id)

    def successors(self, id: str) -> tuple[Succession, ...]:
        """The successions through which others followed an actor."""
        return tuple(row for row in self._rows["successions"] if row.predecessor == id)

    def codes(self, id: str, on: Edtf | None = None) -> tuple[Code, ...]:
        """The codes of an actor in all schemes."""
        return _at(self._codes.get(id, ()), on)

    def coded(self, scheme: str, code: str, on: Edtf | None = None) -> tuple[str, ...]:
        """The ids of the actors with a code (`coded("cow", "740")`)."""
        return tuple(dict.fromkeys(row.actor for row in _at(self._by_code.get((scheme, code), ()), on)))

    def place(self, id: str) -> Place | None:
        """The place with this id."""
        return self._places.get(id)

    def places(self, name: str) -> tuple[Place, ...]:
        """The places with this name, in any case."""
        return tuple(self._places[id] for id in self._place_ids.get(name.casefold(), ()) if id in self._places)

    def capital(self, state: str, on: Edtf | None = None) -> Place | None:
        """The capital of a state, given by its id, at that time; None where it is not known."""
        return next(iter(_at(self._capitals.get(state, ()), on)), None)

    @cached_property
    def _scanner(self) -> Scanner:
        rows = self._rows
        places = [*pairs(rows, "places", "name", "place"), *pairs(rows, "place_names", "name", "place")]
        phrases = [phrase for phrase, _ in pairs(rows, "phrases", "phrase", "phrase")]
        return Scanner(listed(rows), places, phrases, rows["cautions"])

    @cached_property
    def _folded(self) -> dict[str, list[Name]]:
        return _index(self._rows["names"], lambda row: row.name.casefold())

    @cached_property
    def _people(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for row in self._rows["names"]:
            if row.actor.startswith("person:"):
                ids = found.setdefault(_spelled(row.name), [])
                if row.actor not in ids:
                    ids.append(row.actor)
        return found

    @cached_property
    def _surnames(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, ids in self._people.items():
            words = name.split()
            for id in ids:
                first = (self._actors[id][-1].state if id in self._actors else None) in _FAMILY_FIRST
                surname = words[0] if first else words[-1]
                for spelled in {surname, *_particled(words)}:
                    if id not in found.setdefault(spelled, []):
                        found[spelled].append(id)
        return found

    @cached_property
    def _actors(self) -> dict[str, list[Actor]]:
        return _index(self._rows["actors"], lambda row: row.id)

    @cached_property
    def _names(self) -> dict[str, list[Name]]:
        return _index(self._rows["names"], lambda row: row.actor)

    @cached_property
    def _members(self) -> dict[str, list[Membership]]:
        return _index(self._rows["memberships"], lambda row: row.group)

    @cached_property
    def _groups(self) -> dict[str, list[Membership]]:
        return _index(self._rows["memberships"], lambda row: row.member)

    @cached_property
    def _posts(self) -> dict[str, Post]:
        return {row.post: row for row in self._rows["posts"]}

    @cached_property
    def _bodies(self) -> dict[str, list[Post]]:
        return _index(self._rows["posts"], lambda row: row.body)

    @cached_property
    def _offices(self) -> dict[str | None, list[Post]]:
        return _index(self._rows["posts"], lambda row: self.state_of(row.body))

    @cached_property
    def _holders(self) -> dict[str, list[Holder]]:
        return _index(self._rows["holders"], lambda row: row.post)

    @cached_property
    def _held(self) -> dict[str, list[Holder]]:
        return _index(self._rows["holders"], lambda row: row.person)

    @cached_property
    def _parents(self) -> dict[str, list[Subordination]]:
        return _index(self._rows["commands"], lambda row: row.command)

    @cached_property
    def _subordinates(self) -> dict[str, list[Subordination]]:
        return _index(self._rows["commands"], lambda row: row.parent)

    @cached_property
    def _codes(self) -> dict[str, list[Code]]:
        return _index(self._rows["codes"], lambda row: row.actor)

    @cached_property
    def _by_code(self) -> dict[tuple[str, str], list[Code]]:
        found: dict[tuple[str, str], list[Code]] = {}
        for row in self._rows["codes"]:
            found.setdefault((row.scheme, row.code), []).append(row)
        return found

    @cached_property
    def _places(self) -> dict[str, Place]:
        return {row.place: row for row in self._rows["places"]}

    @cached_property
    def _capitals(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for row in self._rows["places"]:
            if row.type == "capital" and row.state is not None:
                found.setdefault(row.state, []).append(row)
        return found

    @cached_property
    def _place_ids(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for table in ("places", "place_names"):
            for row in self._rows[table]:
                found.setdefault(row.name.casefold(), []).append(row.place)
        return found


def bundled() -> Base:
    """The base that comes with Foedera."""
    return load()


def load(*folders: Path, bundle: bool = True) -> Base:
    """The bundled tables (unless `bundle` is false) and then the user's own, whose rows override ours.

    Raises `BaseError` with file, row and reason where a row is malformed; then nothing is loaded.
    """
    return Base(tables(map(Path, folders), _BUNDLED if bundle else ()))


def _spelled(name: str) -> str:
    """A name in small letters without accents and suffixes, to compare names by."""
    split = unicodedata.normalize("NFD", " ".join(plain(name).casefold().split()).translate(LETTERS))
    return _SUFFIX.sub("", "".join(c for c in split if not unicodedata.combining(c)))


def _particled(words: list[str]) -> list[str]:
    """The family name with the particles before it ("von der leyen"), where it has any."""
    at = next((i for i, word in enumerate(words) if i and word in _PARTICLES), None)
    return [] if at is None else [" ".join(words[at:])]


def _index(rows: Iterable[_Row], key: Callable[[_Row], _Key]) -> dict[_Key, list[_Row]]:
    found: dict[_Key, list[_Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def _at(rows: Iterable[_Dated], on: Edtf | None) -> tuple[_Dated, ...]:
    if on is None:
        return tuple(rows)
    period = Period.of(on)
    return tuple(row for row in rows if row.when.meets(period))
