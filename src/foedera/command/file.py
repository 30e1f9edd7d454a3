"""Structures in YAML files that a person can write, and where in the file each part stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from foedera.command.fields import LISTED, NAMED
from foedera.command.forms import TEXT, WORD, At, record
from foedera.command.lines import Lines, Path, lines
from foedera.command.soundness import Problem, problems
from foedera.command.structure import (
    Ask,
    Authority,
    Chain,
    Delegation,
    Kind,
    Limit,
    Link,
    Post,
    Review,
    Source,
    Structure,
    Variant,
)
from foedera.command.terms import DOCTRINES, Doctrine
from foedera.model.errors import DatasetError

Places = dict[str, list[Path]]
"""The places of the items of each section, in their order in the structure."""


class _Made(NamedTuple):
    """The items of a section, and the places of those that a person wrote."""

    items: tuple[Any, ...]
    places: list[Path]


def load(file: FilePath | str) -> Structure:
    """The structure in a YAML file, all variants and all times of it (`Structure.on` takes a day and a variant).

    Raises:
        DatasetError: what is wrong with the file, its line, key and reason.
    """
    path = FilePath(file)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DatasetError(f"{path}: no text in UTF-8 (byte {error.start})") from error
    except OSError as error:
        raise DatasetError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from error
    return parse(text, str(path))


def parse(text: str, name: str = "structure") -> Structure:
    """The structure in a YAML text; `name` stands for the file in errors.

    Raises:
        DatasetError: as `load`.
    """
    found = lines(name, text)
    structure, places = _structure(found)
    wrong = sorted(problems(structure), key=lambda each: found.line(_place(each, places)))
    if wrong:
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        found.fail(_place(wrong[0], places), wrong[0].reason + more)
    return structure


def _place(problem: Problem, places: Places) -> Path:
    known = places.get(problem.section, [])
    return (*(known[problem.number] if problem.number < len(known) else (problem.section,)), *problem.field)


def _structure(found: Lines) -> tuple[Structure, Places]:
    at = At(found, ())
    if not isinstance(found.value, dict):
        at.wrong("no structure: write name: and posts:")
    content: dict[str, Any] = found.value
    known = ("name", "variants", *NAMED, *LISTED)
    for key in content:
        if key not in known:
            at.inner(key).wrong(f"unknown key; known are {', '.join(known)}")
    for key in ("name", "posts"):
        if content.get(key) is None:
            at.wrong(f"{key} is missing")
    made = {key: _named(content, key, at) for key in NAMED} | {key: _listed(content, key, at) for key in LISTED}
    own = {each.id for each in made["doctrines"].items}
    structure = Structure(
        name=TEXT.read(content["name"], at.inner("name")),
        posts=made["posts"].items,
        chains=made["chains"].items,
        links=tuple(_with_doctrine(link, made) for link in made["links"].items),
        kinds=made["kinds"].items,
        authorities=made["authorities"].items,
        delegations=made["delegations"].items,
        reviews=made["reviews"].items,
        doctrines=(*made["doctrines"].items, *(each for key, each in DOCTRINES.items() if key not in own)),
        sources=made["sources"].items,
        offered=_variants(content.get("variants"), at.inner("variants")),
    )
    return structure, {key: each.places for key, each in made.items()}


def _variants(given: Any, at: At) -> tuple[Variant, ...]:
    if given is None:
        return ()
    if not isinstance(given, dict):
        at.wrong("write the id of each variant and its name: before: Before the order")
    return tuple(
        Variant(id=WORD.read(key, at.inner(key)), name=TEXT.read(value, at.inner(key))) for key, value in given.items()
    )


def _named(content: Mapping[str, Any], section: str, at: At) -> _Made:
    """The items of a section that stand under their ids."""
    given, at = content.get(section), at.inner(section)
    if given is None:
        return _Made((), [])
    if not isinstance(given, dict):
        at.wrong("write an id for each, and below it its keys")
    items, places = [], []
    for key, value in given.items():
        inner = at.inner(key)
        items.append(_NAMED[section](WORD.read(key, inner), record(NAMED[section], value, inner)))
        places.append(inner.path)
    return _Made(tuple(items), places)


def _listed(content: Mapping[str, Any], section: str, at: At) -> _Made:
    """The items of a section that is a list; a rule for several kinds of decision makes one item for each."""
    given, at = content.get(section), at.inner(section)
    if given is None:
        return _Made((), [])
    if not isinstance(given, list):
        at.wrong("write a list here, each item after a dash")
    items: list[Any] = []
    places: list[Path] = []
    for number, value in enumerate(given):
        inner = at.inner(number)
        given_here = record(LISTED[section], value, inner)
        made = _link(given_here, inner) if section == "links" else _RULES[section](given_here)
        items += made
        places += [inner.path] * len(made)
    return _Made(tuple(items), places)


def _with_doctrine(link: Link, made: Mapping[str, _Made]) -> Link:
    """A link whose term belongs to a doctrine that is not written has that of the chain of its superior."""
    import msgspec

    if link.doctrine is not None or link.type in (None, "direction", "coordination", "liaison"):
        return link
    chain = next((post.chain for post in made["posts"].items if post.id == link.above), None)
    doctrine = next((each.doctrine for each in made["chains"].items if each.id == chain), None)
    return msgspec.structs.replace(link, doctrine=doctrine)


def _link(given: dict[str, Any], at: At) -> list[Link]:
    ends = given.pop("between", None)
    if ends is not None:
        if len(ends) != 2 or "above" in given or "below" in given:
            at.wrong("between names the two ends, without above and below")
        if given.get("type") not in ("coordination", "liaison"):
            at.inner("between").wrong("only coordination and liaison are between two; else write above and below")
        ends = sorted(ends)
        given.update(above=ends[0], below=ends[1])
    if "above" not in given or "below" not in given:
        at.wrong("above and below are missing: between whom is the link?")
    return [Link(**given)]


def _authority(given: dict[str, Any]) -> list[Authority]:
    kinds = given.pop("kind")
    return [Authority(kind=kind, **_rule(given)) for kind in kinds]


def _delegation(given: dict[str, Any]) -> list[Delegation]:
    giver, receiver = given.pop("from"), given.pop("to")
    return [Delegation(giver=giver, receiver=receiver, kinds=given.pop("kinds", ()), **_rule(given))]


def _review(given: dict[str, Any]) -> list[Review]:
    return [Review(**given)]


def _rule(given: dict[str, Any]) -> dict[str, Any]:
    made = dict(given)
    for key in ("consult", "consent"):
        made[key] = tuple(Ask(**each) for each in given.get(key, ()))
    made["limits"] = tuple(Limit(**each) for each in given.get("limits", ()))
    return made


_NAMED: Mapping[str, Callable[[str, dict[str, Any]], Any]] = {
    "doctrines": lambda id, given: Doctrine(id=id, **given),
    "sources": lambda id, given: Source(id=id, **given),
    "chains": lambda id, given: Chain(id=id, **given),
    "posts": lambda id, given: Post(id=id, **given),
    "kinds": lambda id, given: Kind(id=id, **given),
}

_RULES: Mapping[str, Callable[[dict[str, Any]], list[Any]]] = {
    "authorities": _authority,
    "delegations": _delegation,
    "reviews": _review,
}
