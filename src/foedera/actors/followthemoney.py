"""FollowTheMoney entities (JSON Lines, as OpenSanctions publishes them) to rows of the base, and the base to entities.

Read: Person, Organization, PublicBody, Company, LegalEntity, Position, Occupancy, Membership. Other schemata are
counted and left out. Schema and properties: https://followthemoney.tech.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from foedera.actors.base import Base
from foedera.actors.forms import LETTERS
from foedera.actors.sheets import Addition
from foedera.model import BaseError, Edtf, EdtfError

_BODIES = {"Organization": "", "PublicBody": "GOV", "Company": "BUS", "LegalEntity": ""}
_READ = frozenset({"Person", "Position", "Occupancy", "Membership", *_BODIES})
_SLUG = re.compile(r"[^a-z0-9]+")
_LATIN = re.compile(r"[A-Za-z]{2}")
_RANKS = (
    ("head-of-government", re.compile(r"\b(?:prime minister|chancellor|premier|head of government)\b", re.IGNORECASE)),
    ("foreign-minister", re.compile(
        r"\b(?:foreign|external) (?:affairs )?(?:minister|secretary)|minister (?:of|for) (?:foreign|external) affairs|"
        r"secretary of state of the united states\b", re.IGNORECASE)),
    ("defence-minister", re.compile(
        r"\bdefen[cs]e (?:minister|secretary)|minister (?:of|for) (?:national )?defen[cs]e|secretary of defen[cs]e\b",
        re.IGNORECASE)),
    ("secretary-general", re.compile(r"\bsecretary[- ]general\b", re.IGNORECASE)),
    ("head-of-state", re.compile(
        r"^(?:president|king|queen|emperor|monarch)\b(?! of the (?!republic))", re.IGNORECASE)),
)  # fmt: skip
_DEPUTY = re.compile(
    r"\b(?:deputy|vice|former|assistant|under|shadow|acting|parliamentary|adviser|advisor)\b", re.IGNORECASE
)
_SCHEMATA = {"person": "Person", "organisation": "Organization", "command": "PublicBody", "state": "PublicBody"}


class Entity(NamedTuple):
    """One entity and the line on which it stands."""

    row: int
    id: str
    schema: str
    properties: dict[str, list[str]]
    seen: str

    def all(self, *names: str) -> list[str]:
        """The values of properties, in order."""
        return [value for name in names for value in self.properties.get(name, ())]

    def first(self, *names: str) -> str:
        """The first value of the first of these properties that has one; empty where none has."""
        return next(iter(self.all(*names)), "")


class Entities(NamedTuple):
    """The rows that a file of entities gives, and how many entities were left out, by reason."""

    additions: list[Addition]
    left_out: Counter[str]


def rows_of_entities(path: Path, base: Base, since: str | None = None) -> Entities:
    """The rows for a file of FollowTheMoney entities, one JSON object a line.

    Who is in `base` already (by full name and state, or organisations by name) keeps the id there. `since` is the date
    from which an actor counts for which the file gives no date. Raises `BaseError` with file, row and reason where a
    line is no entity, lacks what it needs or points to an entity that is nowhere.
    """
    return _Reader(path, base, since, list(_entities(path))).rows()


class _Reader:
    def __init__(self, path: Path, base: Base, since: str | None, entities: list[Entity]) -> None:
        self.path, self.base, self.since, self.entities = path, base, since, entities
        self.ids: dict[str, str] = {}
        self.additions: list[Addition] = []
        self.left_out: Counter[str] = Counter()
        self._taken: set[str] = set()
        self._begins: dict[str, str] = {}

    def rows(self) -> Entities:
        """All rows: actors first, then positions, then who held and belonged to what."""
        self._note_beginnings()
        passes = (
            {"Person": self._actor, **dict.fromkeys(_BODIES, self._actor)},
            {"Position": self._position},
            {"Occupancy": self._occupancy, "Membership": self._membership},
        )
        for readers in passes:
            for entity in self.entities:
                if entity.schema in readers:
                    readers[entity.schema](entity)
        self.left_out.update(f"of schema {entity.schema}" for entity in self.entities if entity.schema not in _READ)
        return Entities(self.additions, self.left_out)

    def _note_beginnings(self) -> None:
        """The first day on which somebody held or belonged to anything, for those who have no other date."""
        for entity in self.entities:
            start = entity.first("startDate", "date")[:10]
            for holder in entity.all("holder", "member") if start else ():
                self._begins[holder] = min(start, self._begins.get(holder, start))

    def _actor(self, entity: Entity) -> None:
        name = self._name(entity)
        kind = "person" if entity.schema == "Person" else "organisation"
        state = self._state(entity)
        known = self._known(kind, name, state)
        id = known or self._slug(f"{kind}:", name, entity)
        self.ids[entity.id] = id
        when, source = self._life(entity), self._source(entity)
        if known is None:
            sector = _BODIES.get(entity.schema, "GOV" if "role.pep" in entity.all("topics") else "")
            cells = {"id": id, "kind": kind, "name": name, "state": state, "sector": sector}
            self._add(entity, "actors", {**cells, "when": when, "source": source})
        had = {row.name for row in self.base.names(id)}
        for other in dict.fromkeys([name, *entity.all("name", "alias")]):
            if other in had or not self._findable(kind, other):
                self.left_out["names known or not usable"] += 1
                continue
            had.add(other)
            type = "name" if other == name and known is None else "alias"
            self._add(entity, "names", {"actor": id, "name": other, "type": type, "when": when, "source": source})

    def _position(self, entity: Entity) -> None:
        name = self._name(entity)
        body = next((self._ref(entity, ref) for ref in entity.all("organization")), self._state(entity))
        if not body:
            raise self._error(entity, "a position needs a country or an organization")
        post = self._slug("", name, entity)
        self.ids[entity.id] = post
        rank = "other" if _DEPUTY.search(name) else next((r for r, pattern in _RANKS if pattern.search(name)), "other")
        cells = {"post": post, "body": body, "role": name, "rank": rank, "source": self._source(entity)}
        self._add(entity, "posts", cells)

    def _occupancy(self, entity: Entity) -> None:
        person, post = self._ref(entity, entity.first("holder")), self._ref(entity, entity.first("post"))
        when = self._interval(entity)
        if when is None:
            self.left_out["occupancies without a date"] += 1
            return
        self._add(entity, "holders", {"person": person, "post": post, "when": when, "source": self._source(entity)})

    def _membership(self, entity: Entity) -> None:
        member, group = self._ref(entity, entity.first("member")), self._ref(entity, entity.first("organization"))
        when = self._interval(entity)
        if when is None:
            self.left_out["memberships without a date"] += 1
            return
        cells = {"member": member, "group": group, "standing": "member", "when": when}
        self._add(entity, "memberships", {**cells, "source": self._source(entity)})

    def _add(self, entity: Entity, table: str, cells: dict[str, str]) -> None:
        self.additions.append(Addition(table, cells, entity.row))

    def _name(self, entity: Entity) -> str:
        names = entity.all("name")
        found = next((name for name in names if _LATIN.search(name)), None)
        if found is None:
            raise self._error(entity, "has no name in Latin letters")
        return " ".join(found.split())

    def _known(self, kind: str, name: str, state: str) -> str | None:
        """The id of the actor of the base who bears the name; a person's state must agree."""
        if kind == "organisation":
            found = [actor.id for actor in self.base.find(name) if actor.kind == "organisation"]
        else:
            found = [id for id in self.base.people(name) if not state or self.base.state_of(id) in (state, None)]
        return found[0] if len(found) == 1 else None

    def _slug(self, prefix: str, name: str, entity: Entity) -> str:
        split = unicodedata.normalize("NFD", name.translate(LETTERS))
        slug = _SLUG.sub("-", "".join(c for c in split if not unicodedata.combining(c)).lower()).strip("-")
        free = f"{prefix}{slug}"
        other = [entity.first("birthDate")[:4], *map(str, range(2, 1000))]
        for more in filter(None, other):
            if slug and free not in self._taken and (not prefix or self.base.actor(free) is None):
                self._taken.add(free)
                return free
            free = f"{prefix}{slug}-{more}"
        raise self._error(entity, f"no id can be made of the name {name!r}")

    def _state(self, entity: Entity) -> str:
        for code in entity.all("country", "nationality", "citizenship", "jurisdiction", "mainCountry"):
            found = self.base.coded("iso2", code[:2].upper())
            if found:
                return found[-1]
        return ""

    def _ref(self, entity: Entity, ref: str) -> str:
        if ref in self.ids:
            return self.ids[ref]
        if ref and (self.base.actor(ref) is not None or self.base.post(ref) is not None):
            return ref
        raise self._error(entity, f"points to {ref!r}, which is no entity of this file" if ref else "points to nobody")

    def _life(self, entity: Entity) -> str:
        start = entity.first("birthDate", "incorporationDate", "inceptionDate")
        start = start or self._begins.get(entity.id, "") or (self.since or "") or entity.seen
        end = entity.first("deathDate", "dissolutionDate")
        if not start:
            raise self._error(entity, "has no date; say with --since from when such actors count")
        return self._checked(entity, f"{start[:10]}/{end[:10] or '..'}")

    def _interval(self, entity: Entity) -> str | None:
        start, end = entity.first("startDate")[:10], entity.first("endDate")[:10]
        if not start and not end:
            return None
        return self._checked(entity, f"{start or '..'}/{end or '..'}")

    def _checked(self, entity: Entity, when: str) -> str:
        try:
            return Edtf.parse(when).text
        except EdtfError as error:
            raise self._error(entity, str(error)) from error

    def _findable(self, kind: str, name: str) -> bool:
        """Whether a name may be looked for in text: in Latin letters, and a person's of two words at least."""
        return _LATIN.search(name) is not None and (kind != "person" or " " in name.strip())

    @staticmethod
    def _source(entity: Entity) -> str:
        return entity.first("sourceUrl", "wikidataId") or f"FollowTheMoney entity {entity.id}"

    def _error(self, entity: Entity, reason: str) -> BaseError:
        return BaseError(f"{self.path}, row {entity.row}: {entity.schema} {entity.id}: {reason}")


def _entities(path: Path) -> Iterator[Entity]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BaseError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BaseError(f"{path}: is not UTF-8") from error
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            entity: Any = json.loads(line)
        except json.JSONDecodeError as error:
            raise BaseError(f"{path}, row {number}: is no JSON: {error.msg}") from error
        yield _entity(path, number, entity)


def _entity(path: Path, number: int, entity: Any) -> Entity:
    shaped = isinstance(entity, dict) and isinstance(entity.get("id"), str) and isinstance(entity.get("schema"), str)
    properties = entity.get("properties") if shaped else None
    if not shaped or not isinstance(properties, dict):
        raise BaseError(f"{path}, row {number}: is no FollowTheMoney entity with id, schema and properties")
    values: dict[str, list[str]] = {}
    for name, found in properties.items():
        listed = found if isinstance(found, list) else [found]
        values[name] = [value["id"] if isinstance(value, dict) and "id" in value else str(value) for value in listed]
    seen = str(entity.get("first_seen") or "")[:10]
    return Entity(number, entity["id"], entity["schema"], values, seen)


def entities(base: Base) -> Iterator[dict[str, Any]]:
    """The base as FollowTheMoney entities: actors, positions, occupancies, memberships of organisations."""
    for id in dict.fromkeys(row.id for row in base.rows("actors")):
        yield _exported(base, id)
    for post in base.rows("posts"):
        body = (
            {"country": _country(base, post.body)} if post.body.startswith("state:") else {"organization": [post.body]}
        )
        yield _made(f"post:{post.post}", "Position", name=[post.role], **body)
    for holder in base.rows("holders"):
        yield _made(
            f"holds:{holder.person}:{holder.post}:{holder.when.text}", "Occupancy", holder=[holder.person],
            post=[f"post:{holder.post}"], **_dates(holder.when.text, "startDate", "endDate"),
        )  # fmt: skip
    for row in base.rows("memberships"):
        yield _made(
            f"member:{row.member}:{row.group}:{row.when.text}", "Membership", member=[row.member],
            organization=[row.group], role=[row.standing], **_dates(row.when.text, "startDate", "endDate"),
        )  # fmt: skip


def _exported(base: Base, id: str) -> dict[str, Any]:
    rows = sorted((row for row in base.actor_rows(id)), key=lambda row: row.when.first)
    kind = rows[-1].kind
    names = [row.name for row in base.names(id) if row.type in ("name", "official", "short", "alias", "acronym")]
    begin, end = ("birthDate", "deathDate") if kind == "person" else ("incorporationDate", "dissolutionDate")
    schema = "Company" if rows[-1].sector == "BUS" else _SCHEMATA[kind]
    when = rows[0].when.text.split("/")[0] + "/" + rows[-1].when.text.split("/")[-1]
    dates = {} if kind == "person" else _dates(when, begin, end)
    return _made(
        id, schema, name=[rows[-1].name], alias=[n for n in dict.fromkeys(names) if n != rows[-1].name],
        country=_country(base, id), sourceUrl=[rows[-1].source] if rows[-1].source.startswith("http") else [], **dates,
    )  # fmt: skip


def _country(base: Base, id: str) -> list[str]:
    state = base.state_of(id)
    return [] if state is None else [code.code.lower() for code in base.codes(state) if code.scheme == "iso2"]


def _dates(when: str, begin: str, end: str) -> dict[str, list[str]]:
    start, _, last = when.partition("/")
    dates = {begin: start, end: last or start}
    return {name: [date] for name, date in dates.items() if date not in ("..", "")}


def _made(id: str, schema: str, **properties: list[str]) -> dict[str, Any]:
    return {"id": id, "schema": schema, "properties": {name: v for name, v in properties.items() if v}}
