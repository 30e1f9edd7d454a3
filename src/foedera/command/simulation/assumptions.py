"""What nobody outside can know, written down as assumptions: how long work takes, how often decisions arise, how late
and how good information is.

The values are relative: what counts is one against another, and every answer is given over wide ranges of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from foedera.command.lines import Lines, lines
from foedera.command.lines import Path as Place
from foedera.command.simulation.network import Law, Shape, Surge
from foedera.model.errors import DatasetError

__all__ = ["Assumptions", "KindAssumption", "PostAssumption", "most_factor", "read", "scaled"]

_Given = TypeVar("_Given", bound=msgspec.Struct)

DEEDS = ("report", "review", "consult", "consent", "decide")
"""What is done at a step of a path (`foedera.command.Step.does`)."""

_WORK = {"report": 0.5, "review": 2.0, "consult": 2.0, "consent": 2.0, "decide": 1.0}


class PostAssumption(msgspec.Struct, frozen=True, kw_only=True, gc=False, forbid_unknown_fields=True):
    """What is assumed of one post.

    Attributes:
        work: factor on the time that work takes there.
        staff: how many decisions it works on at a time; None: its capacity by the structure, and 1 if that is unknown.
        late: hours after which information is there; None: at once where the need arises, else that of all posts.
        lacking: the share of decisions whose information is late; None: that of all posts.
        wrong: the share of its decisions that must be taken anew, from the start; None: that of all posts.
        relief: the post to which work passes while this one is off duty; handover: hours that this adds.
        pauses: whether work in hand stops when duty ends.
    """

    work: float = 1.0
    staff: int | None = None
    late: float | None = None
    lacking: float | None = None
    wrong: float | None = None
    relief: str | None = None
    handover: float = 0.0
    pauses: bool = False


class KindAssumption(msgspec.Struct, frozen=True, kw_only=True, gc=False, forbid_unknown_fields=True):
    """What is assumed of one kind of decision: how many arise in an hour, in a crisis too; None: as for all kinds.

    `priority` and `deadline` stand in for those of the structure.
    """

    rate: float | None = None
    surge: Surge | None = None
    priority: int | None = None
    deadline: float | None = None


class Assumptions(msgspec.Struct, frozen=True, kw_only=True, gc=False, forbid_unknown_fields=True):
    """Assumptions for all structures that are compared. Hours; decisions an hour.

    Attributes:
        work: hours of work by what is done.
        shape, spread: the law of all times.
        rate: decisions of each kind an hour.
        surge: a crisis for all kinds; None: none.
        late: how late information is at posts other than the one where the need arises.
        lacking: the share of decisions whose information is late.
        wrong: the share of decisions that must be taken anew.
        posts, kinds: what differs for some of them, by their ids.
    """

    work: dict[str, float] = msgspec.field(default_factory=lambda: dict(_WORK))
    shape: Shape = "lognormal"
    spread: float = 1.0
    rate: float = 0.05
    surge: Surge | None = None
    late: float = 1.0
    lacking: float = 0.5
    wrong: float = 0.05
    posts: dict[str, PostAssumption] = {}
    kinds: dict[str, KindAssumption] = {}

    def law(self, hours: float) -> Law:
        """The law of a time with this mean."""
        spread = None if self.shape in ("constant", "exponential") else self.spread
        return Law(hours, self.shape, spread)

    def post(self, post: str) -> PostAssumption:
        """What is assumed of a post."""
        return self.posts.get(post, PostAssumption())

    def kind(self, kind: str) -> KindAssumption:
        """What is assumed of a kind of decision."""
        return self.kinds.get(kind, KindAssumption())


def read(path: str | Path) -> Assumptions:
    """Assumptions from a YAML file; what it leaves out is as by default.

    Raises:
        DatasetError: not YAML, an unknown key, a negative time or share: with the file, the line, the place, and the
            reason.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise DatasetError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from error
    except UnicodeDecodeError as error:
        raise DatasetError(f"{path}: no text in UTF-8 (byte {error.start})") from error
    held = lines(str(path), text)
    given = held.value or {}
    _check_keys(held, (), given, Assumptions)
    for section, kind in (("posts", PostAssumption), ("kinds", KindAssumption)):
        entries = given.get(section)
        for name, entry in entries.items() if isinstance(entries, dict) else ():
            _check_keys(held, (section, name), entry, kind)
            _converted(held, (section, name), entry, kind)
    found: Assumptions = _converted(held, (), given, Assumptions)
    found = _replaced(found, work={**_WORK, **found.work})
    _check(found, held)
    return found


def _check_keys(held: Lines, path: Place, given: Any, kind: type[msgspec.Struct]) -> None:
    if not isinstance(given, dict):
        held.fail(path, "write keys and values, such as late: 2")
    for key in given:
        if key not in kind.__struct_fields__:
            held.fail((*path, key), f"unknown key; known are {', '.join(kind.__struct_fields__)}")


def _converted(held: Lines, path: Place, given: Any, kind: type[_Given]) -> _Given:
    try:
        return msgspec.convert(given, kind)
    except msgspec.ValidationError as error:
        reason, _, where = str(error).partition(" - at `$")
        inner = tuple(part for part in where.rstrip("`").split(".") if part)
        held.fail((*path, *inner), _plain(reason))


def _plain(reason: str) -> str:
    return reason[:1].lower() + reason[1:].replace("`", "")


def _check(found: Assumptions, held: Lines) -> None:
    if unknown := sorted(set(found.work) - set(DEEDS)):
        held.fail(("work", unknown[0]), f"no such deed: there are {', '.join(DEEDS)}")
    for place, value, most in _numbers(found):
        if value is not None and (reason := _wrong_number(value, most)):
            held.fail(place, reason)
    for name, post in found.posts.items():
        if post.staff is not None and post.staff < 1:
            held.fail(("posts", name, "staff"), f"{post.staff}: a post needs at least one")
    surges: dict[Place, Surge | None] = {("surge",): found.surge}
    surges |= {("kinds", name, "surge"): kind.surge for name, kind in found.kinds.items()}
    for where, surge in surges.items():
        if surge is not None and (reason := _wrong_surge(surge)):
            held.fail(where, reason)


def _numbers(found: Assumptions) -> Iterator[tuple[Place, float | None, float]]:
    """All times, rates and shares that are assumed: where, how much, and the most that it can be."""
    for deed, hours in found.work.items():
        yield ("work", deed), hours, math.inf
    for what, most in _MOST.items():
        yield (what,), getattr(found, what), most
    for section, given in (("posts", found.posts), ("kinds", found.kinds)):
        for name, each in given.items():
            for what in ("work", "late", "handover", "rate", "deadline", "lacking", "wrong"):
                yield (section, name, what), getattr(each, what, None), _MOST.get(what, math.inf)


_MOST = {"rate": math.inf, "late": math.inf, "spread": math.inf, "lacking": 1.0, "wrong": 1.0}


def _wrong_number(value: float, most: float) -> str | None:
    if not value >= 0:
        return f"{value:g}: it cannot be negative"
    if value == math.inf:
        return "without end: write a number"
    return f"{value:g}: a share is from 0 to 1" if value > most else None


def _wrong_surge(surge: Surge) -> str | None:
    if surge.end <= surge.start:
        return f"it ends at hour {surge.end:g}, before it starts ({surge.start:g})"
    return "start and factor cannot be negative" if min(surge.start, surge.factor) < 0 else None


def scaled(assumptions: Assumptions, factors: Mapping[str, float]) -> Assumptions:
    """The assumptions with some of them multiplied.

    Args:
        assumptions: the ones to start from.
        factors: by what is multiplied: `rate` or `rate:KIND`, `work:DEED` or `work:POST`, `late` or `late:POST`,
            `lacking` or `lacking:POST`, `wrong` or `wrong:POST`. A share does not exceed 1 (`wrong`: 0.9).

    Raises:
        DatasetError: nothing is called that.
    """
    found = assumptions
    for name, factor in factors.items():
        what, _, of = name.partition(":")
        if what == "rate":
            found = _rate(found, of, factor)
        elif what == "work" and of in found.work:
            found = _replaced(found, work={**found.work, of: found.work[of] * factor})
        elif what in ("work", "late", "lacking", "wrong") and of:
            found = _of_post(found, what, of, factor)
        elif what in ("late", "lacking", "wrong"):
            found = _of_all(found, what, factor)
        else:
            raise DatasetError(
                f"{name}: cannot be varied: write rate, work:POST, late:POST, lacking:POST or wrong:POST"
            )
    return found


def most_factor(assumptions: Assumptions, of: str) -> float:
    """The factor beyond which nothing changes any more, because a share cannot grow further; infinity for all else."""
    what, _, post = of.partition(":")
    if what not in _LARGEST:
        return math.inf
    own = getattr(assumptions.post(post), what) if post else None
    share = getattr(assumptions, what) if own is None else own
    return _LARGEST[what] / share if share > 0 else math.inf


def _rate(found: Assumptions, kind: str, factor: float) -> Assumptions:
    if kind:
        own = found.kind(kind)
        rate = (found.rate if own.rate is None else own.rate) * factor
        return _replaced(found, kinds={**found.kinds, kind: _replaced(own, rate=rate)})
    kinds = {
        name: own if own.rate is None else _replaced(own, rate=own.rate * factor) for name, own in found.kinds.items()
    }
    return _replaced(found, rate=found.rate * factor, kinds=kinds)


def _of_post(found: Assumptions, what: str, post: str, factor: float) -> Assumptions:
    own = found.post(post)
    value = getattr(own, what)
    changed = _most(what, (getattr(found, what) if value is None else value) * factor)
    return _replaced(found, posts={**found.posts, post: _replaced(own, **{what: changed})})


def _of_all(found: Assumptions, what: str, factor: float) -> Assumptions:
    posts = {
        name: own if getattr(own, what) is None else _replaced(own, **{what: _most(what, getattr(own, what) * factor)})
        for name, own in found.posts.items()
    }
    return _replaced(found, posts=posts, **{what: _most(what, getattr(found, what) * factor)})


_LARGEST = {"lacking": 1.0, "wrong": 0.9}
"""How large a share can become: if everything had to be decided anew, nothing would ever be decided."""


def _most(what: str, value: float) -> float:
    return min(value, _LARGEST.get(what, value))


def _replaced(found: _Given, **changed: Any) -> _Given:
    return msgspec.structs.replace(found, **changed)
